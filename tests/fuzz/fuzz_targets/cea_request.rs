//! Any request and any time: what is signed verifies and nothing near it does; dates and keys read as they were written.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer, message};
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;

#[path = "../shared/planted.rs"]
mod planted;

type Input = (String, String, String, String, String, i64);

fuzz_target!(|input: Input| {
    let (access, secret, method, path, query, seconds) = input;
    if let Ok(date) = query.parse::<SignedDate>() {
        assert_eq!(date.as_str(), query);
        assert_eq!(SignedDate::from_unix_seconds(date.unix_seconds()), Ok(date));
    }
    // A key that is refused is not quoted, one that is taken is not printed.
    let planted = format!("{}{}", planted::planted_text(&secret), planted::WORD);
    match SecretKey::new(planted) {
        Ok(key) => planted::silent(&key),
        Err(error) => planted::silent_error(&error),
    }
    let (Ok(access_key), Ok(secret_key)) = (AccessKey::new(access.clone()), SecretKey::new(secret.clone())) else {
        return;
    };
    let Ok(date) = SignedDate::from_unix_seconds(seconds) else { return };
    assert_eq!(date.as_str().parse(), Ok(date));
    let signer = Signer::new(access_key, secret_key);
    let Ok(authorization) = signer.authorize(&method, &path, &query, date) else {
        return assert!(message(&method, &path, &query, date).is_err());
    };

    // The documented message, by another implementation of the code.
    let text = format!("{date}{method}{path}{query}", date = date.as_str());
    assert_eq!(message(&method, &path, &query, date).as_deref(), Ok(text.as_str()));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    let signature = hex::encode(mac.chain_update(&text).finalize().into_bytes());
    let header =
        format!("CEA algorithm=HmacSHA256, access-key={access}, signed-date={}, signature={signature}", date.as_str());
    assert_eq!(authorization.as_str(), header);

    let at = UNIX_EPOCH + Duration::from_secs(date.unix_seconds().unsigned_abs());
    assert_eq!(signer.verify(&header, &method, &path, &query, at), Ok(()));
    let late = at + Duration::from_secs(301);
    assert!(signer.verify(&header, &method, &path, &query, late).is_err());
    assert!(signer.verify(&header, &method, &path, &format!("{query}&"), at).is_err());
    assert!(signer.verify(&header, &format!("{method}X"), &path, &query, at).is_err());
    let flipped = if signature.starts_with('0') { '1' } else { '0' };
    let forged = header.replace(&signature, &format!("{flipped}{}", &signature[1..]));
    assert!(signer.verify(&forged, &method, &path, &query, at).is_err());
});
