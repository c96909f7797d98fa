//! What the secret types cannot do, checked by the compiler, and what their `Debug` does not show.
#![cfg(test)]

use std::borrow::Borrow;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Deref;

use coupang_cea::{AccessKey, Authorization, SecretKey, SignedDate, Signer, Verifier};
use serde::Serialize;

/// Does not compile when the type has one of the traits: the compiler then finds two candidates for `item`.
macro_rules! assert_lacks {
    ($type:ty: $($absent:path),+ $(,)?) => {$(
        const _: fn() = || {
            trait Candidate<Marker> {
                fn item() {}
            }
            struct Present;
            impl<T: ?Sized> Candidate<()> for T {}
            impl<T: ?Sized + $absent> Candidate<Present> for T {}
            let _ = <$type as Candidate<_>>::item;
        };
    )+};
}

assert_lacks!(AccessKey: Clone, Display, PartialEq, PartialEq<str>, Hash, Serialize);
assert_lacks!(AccessKey: Deref, AsRef<str>, AsRef<[u8]>, Borrow<str>);
assert_lacks!(SecretKey: Clone, Display, PartialEq, PartialEq<str>, Hash, Serialize);
assert_lacks!(SecretKey: Deref, AsRef<str>, AsRef<[u8]>, Borrow<str>);
assert_lacks!(Authorization: Clone, Display, PartialEq, PartialEq<str>, Hash, Serialize);
assert_lacks!(Authorization: Deref, AsRef<str>, AsRef<[u8]>, Borrow<str>);
assert_lacks!(Signer: Clone, Display, PartialEq, Hash, Serialize, Deref);

const fn assert_shared<T: Debug + Send + Sync + 'static>() {}
const _: () = {
    assert_shared::<AccessKey>();
    assert_shared::<SecretKey>();
    assert_shared::<Signer>();
    assert_shared::<Authorization>();
    assert_shared::<Verifier<'static>>();
};

#[test]
fn debug_is_constant() {
    let date: SignedDate = "250115T061713Z".parse().unwrap();
    for (access, secret) in [("11111111-2222", "0123456789abcdef"), ("k", "s")] {
        let access_key = AccessKey::new(access.to_owned()).unwrap();
        let secret_key = SecretKey::new(secret.to_owned()).unwrap();
        assert_eq!(both_forms(&access_key), ["AccessKey(<redacted>)"; 2]);
        assert_eq!(both_forms(&secret_key), ["SecretKey(<redacted>)"; 2]);

        let signer = Signer::new(access_key, secret_key);
        let authorization = signer.authorize("GET", "/v2", "a=1", date).unwrap();
        assert_eq!(both_forms(&signer), ["Signer(<redacted>)"; 2]);
        assert_eq!(both_forms(&authorization), ["Authorization(<redacted>)"; 2]);
        assert_eq!(format!("{:?}", signer.verifier()), "Verifier { signer: Signer(<redacted>), tolerance: 300s }");
    }
}

#[test]
fn errors_do_not_repeat_what_they_refuse() {
    let marked = "zq7-planted";
    let date: SignedDate = "250115T061713Z".parse().unwrap();
    let signer = Signer::new("k".parse().unwrap(), "s".parse().unwrap());
    let header = format!("CEA algorithm=HmacSHA256, access-key={marked}");
    let now = std::time::UNIX_EPOCH;
    let errors: Vec<Box<dyn std::error::Error>> = vec![
        Box::new(AccessKey::new(format!("{marked} ")).unwrap_err()),
        Box::new(AccessKey::new(format!("{marked},")).unwrap_err()),
        Box::new(SecretKey::new(format!("{marked}\n")).unwrap_err()),
        Box::new(marked.parse::<SignedDate>().unwrap_err()),
        Box::new(signer.authorize(marked, "/", "", date).unwrap_err()),
        Box::new(signer.authorize("GET", marked, "", date).unwrap_err()),
        Box::new(signer.authorize("GET", "/", &format!("{marked}#"), date).unwrap_err()),
        Box::new(signer.verify(marked, "GET", "/", "", now).unwrap_err()),
        Box::new(signer.verify(&header, "GET", "/", "", now).unwrap_err()),
    ];
    for error in errors {
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("zq7") && !shown.contains("planted"), "{shown}");
    }
}

fn both_forms(value: &impl Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}
