//! The header value for `http`, which must not be printed by whoever logs headers.
#![cfg(all(test, feature = "http"))]

use coupang_cea::{SignedDate, Signer};
use http::HeaderValue;

#[test]
fn the_header_value_is_sensitive() {
    let signer = Signer::new("access".parse().unwrap(), "secret".parse().unwrap());
    let date = SignedDate::from_unix_seconds(1_736_921_833).unwrap();
    let authorization = signer.authorize("GET", "/v2", "", date).unwrap();

    let value = HeaderValue::try_from(&authorization).unwrap();
    assert!(value.is_sensitive());
    assert_eq!(value.as_bytes(), authorization.as_str().as_bytes());
    assert_eq!(format!("{value:?}"), "Sensitive");
}

#[test]
fn every_access_key_we_take_can_stand_in_a_header() {
    let every_byte: String = ('!'..='~').filter(|&character| character != ',').collect();
    let signer = Signer::new(every_byte.parse().unwrap(), "secret".parse().unwrap());
    let date = SignedDate::from_unix_seconds(1_736_921_833).unwrap();
    let authorization = signer.authorize("GET", "/v2", "", date).unwrap();
    assert!(HeaderValue::try_from(&authorization).is_ok());
}
