//! Any header against any request: no panic, and nothing verifies that was not signed.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use coupang_cea::{AccessKey, SecretKey, Signer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, String, String, String)| {
    let (header, method, path, query) = input;
    let keys = (AccessKey::new("access".to_owned()), SecretKey::new("secret".to_owned()));
    let (Ok(access), Ok(secret)) = keys else { return };
    let now = UNIX_EPOCH + Duration::from_secs(1_772_410_504);
    assert!(Signer::new(access, secret).verify(&header, &method, &path, &query, now).is_err());
});
