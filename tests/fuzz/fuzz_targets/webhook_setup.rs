//! Any text as the name of a scheme, as a secret or as a list of secrets: none is printed, what is read signs what it
//! verifies, and the encoded forms agree with the crates that decode them.
#![no_main]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use webhook_verify::{Scheme, Secret, Signer, Verifier};

#[path = "../shared/planted.rs"]
mod planted;

const NOW: i64 = 1_727_740_800;

fuzz_target!(|input: (String, Vec<u8>)| {
    let (text, body) = input;
    if let Ok(scheme) = text.parse::<Scheme>() {
        assert_eq!(scheme.name(), text);
    }
    for planted in
        [Secret::new(secret(&text)), Secret::hex(secret(&text)), Secret::base64(secret(&text)), secret(&text).parse()]
    {
        match planted {
            Ok(secret) => planted::silent(&secret),
            Err(error) => planted::silent_error(&error),
        }
    }
    match Secret::list(secret(&text)) {
        Ok(list) => planted::silent(&list),
        Err(error) => planted::silent_error(&error),
    }
    assert_eq!(Secret::hex(text.clone()).is_ok(), hex::decode(&text).is_ok_and(|key| !key.is_empty()), "{text:?}");
    if let Ok(decoded) = Secret::base64(text.clone()) {
        let padded =
            format!("{}{}", text.trim_end_matches('='), ["", "", "==", "="][text.trim_end_matches('=').len() % 4]);
        let key = STANDARD.decode(padded).expect("base64");
        assert!(!key.is_empty());
        // The key is what was encoded.
        let (ours, theirs) = (code_under(decoded), code_under(Secret::hex(hex::encode(key)).expect("a key")));
        assert_eq!(ours, theirs);
    }
    for (scheme, id) in
        [(Scheme::body_hex(), None), (Scheme::timestamped_hex(), None), (Scheme::standard_webhooks(), Some("msg_1"))]
    {
        let (Ok(one), Ok(same)) = (text.parse::<Secret>(), text.parse::<Secret>()) else { return };
        let (Ok(signer), Ok(verifier)) = (Signer::new(scheme.clone(), [one]), Verifier::new(scheme, [same])) else {
            return;
        };
        let Ok(signed) = signer.sign(&body, id, NOW) else { continue };
        let headers: Vec<(&str, &str)> = signed.iter().collect();
        let verified = verifier.verify(&headers, &body, NOW);
        assert_eq!(verified.map(|verified| verified.body().to_vec()), Ok(body.clone()));
        let other = [body.as_slice(), b"x"].concat();
        assert!(verifier.verify(&headers, &other, NOW).is_err());
    }
});

fn code_under(secret: Secret) -> Vec<String> {
    let signer = Signer::new(Scheme::body_hex(), [secret]).expect("a signer");
    signer.sign(b"body", None, NOW).expect("a signature").iter().map(|(_, value)| value.to_owned()).collect()
}

fn secret(text: &str) -> String {
    format!("{text}{}", planted::WORD)
}
