//! Any values of a configuration: a key is neither printed nor quoted, names read back as they were written.
#![no_main]

use std::ffi::OsString;

use coupang_connect::{ConnectionId, CredentialRef, EnvironmentVault, Form, NewPair};
use coupang_wing::{Config, Market, VendorId};
use korea_checkout::coupons::NewCoupon;
use korea_checkout::events::secrets_from_vars;
use korea_checkout::{ApiKey, CouponCode};
use libfuzzer_sys::fuzz_target;

#[path = "../shared/planted.rs"]
mod planted;

use planted::{WORD, planted_text, silent, silent_error};

const VARIABLES: [&str; 6] = [
    "COUPANG_VENDOR_ID",
    "COUPANG_ACCESS_KEY",
    "COUPANG_SECRET_KEY",
    "COUPANG_REQUESTED_BY",
    "COUPANG_MARKET",
    "COUPANG_WING_USER_ID",
];

fuzz_target!(|values: [String; 6]| {
    let values = values.map(|text| planted_text(&text));
    let vars = |name: &str| {
        let at = VARIABLES.iter().position(|variable| *variable == name)?;
        Some(OsString::from(&values[at])).filter(|value| !value.is_empty())
    };
    match Config::from_vars(vars) {
        Ok(config) => {
            silent(&config);
            assert_eq!(config.vendor_id().as_str(), values[0]);
        }
        Err(error) => silent_error(&error),
    }
    let [vendor, access, secret, name, market, user] = &values;
    if let Ok(vendor_id) = vendor.parse::<VendorId>() {
        assert_eq!(vendor_id.as_str(), vendor);
        let masked = vendor_id.masked();
        assert!(masked.ends_with('*') && !masked.contains(vendor.as_str()), "{masked}");
    }
    assert!(market.parse::<Market>().is_ok_and(|read| read.as_str() == market) || market.parse::<Market>().is_err());
    if let Ok(reference) = name.parse::<CredentialRef>() {
        assert_eq!(reference.as_str(), name);
    }
    if let Ok(connection) = name.parse::<ConnectionId>() {
        assert_eq!(connection.to_string(), *name);
    }
    let form = Form::new(vendor.as_str(), access.clone(), format!("{secret}{WORD}"));
    silent(&form.with_requested_by(name.as_str()).with_wing_user_id(user.as_str()));
    silent(&NewPair::new(access.clone(), format!("{secret}{WORD}")));
    if let Err(error) = EnvironmentVault::from_vars(vars) {
        silent_error(&error);
    }
    for key in [access.clone(), format!("sk_test_{secret}"), format!("sk_live_{secret}{WORD}")] {
        match ApiKey::new(key) {
            Ok(key) => silent(&key),
            Err(error) => silent_error(&error),
        }
    }
    match secrets_from_vars(|_| Some(OsString::from(format!("{secret},{WORD}")))) {
        Ok(secrets) => silent(&secrets),
        Err(error) => silent_error(&error),
    }
    let day = || apiwire::calendar::Timestamp::parse("2026-03-01").expect("a day");
    silent(
        &NewCoupon::percentage("SPRING10", "봄맞이", 10, day(), day()).with_extra("note", format!("{secret}{WORD}")),
    );
    assert_eq!(CouponCode::new(name.as_str()).as_str(), name);
});
