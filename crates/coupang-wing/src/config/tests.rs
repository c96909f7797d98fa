use super::*;

const SECRET: &str = "0123456789abcdef0123456789abcdef01234567";

fn from(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let vars: Vec<(String, String)> = vars.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Config::from_vars(|name| vars.iter().find(|(n, _)| n == name).map(|(_, v)| v.into()))
}

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let base = [(VENDOR_ID, "A00077777"), (ACCESS_KEY, "11111111-2222"), (SECRET_KEY, SECRET)];
    let kept = base.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

#[test]
fn defaults_and_options() {
    let config = from(&with(&[])).unwrap();
    assert_eq!(
        (config.requested_by.as_str(), config.market, config.wing_user_id.is_none()),
        ("A00077777", Market::Kr, true)
    );
    let config = from(&with(&[(REQUESTED_BY, "shop-1"), (MARKET, "TW"), (WING_USER_ID, "wing-login")])).unwrap();
    assert_eq!((config.requested_by.as_str(), config.market), ("shop-1", Market::Tw));
    assert_eq!(config.wing_user_id.unwrap().expose(), "wing-login");
}

#[test]
fn names_the_variable_that_is_missing_or_wrong_and_quotes_no_value() {
    for missing in Config::KEY_VARIABLES {
        let vars: Vec<_> = with(&[]).into_iter().filter(|(name, _)| *name != missing).collect();
        assert_eq!(from(&vars).unwrap_err(), ConfigError::Missing(missing));
    }
    for (name, value) in [
        (VENDOR_ID, "a00012345"),
        (VENDOR_ID, "A00077777 "),
        (VENDOR_ID, " A00077777"),
        (VENDOR_ID, ""),
        (VENDOR_ID, "A"),
        (VENDOR_ID, "가0001"),
        (VENDOR_ID, "A0001/../x"),
        (ACCESS_KEY, ""),
        (ACCESS_KEY, "1111-2222\n"),
        (ACCESS_KEY, " 1111-2222"),
        (SECRET_KEY, ""),
        (SECRET_KEY, "0123456789abcdef\n"),
        (SECRET_KEY, "0123 456789abcdef"),
        (REQUESTED_BY, ""),
        (REQUESTED_BY, "two words"),
        (MARKET, "kr"),
        (MARKET, ""),
        (WING_USER_ID, " me"),
        (WING_USER_ID, ""),
    ] {
        let error = from(&with(&[(name, value)])).unwrap_err().to_string();
        assert!(error.starts_with(name) && !error.contains('\n'), "{error}");
        assert!(value.trim().len() < 4 || !error.contains(value.trim()), "{error}");
    }
}

#[test]
fn debug_shows_neither_keys_nor_the_whole_vendor_id() {
    let shown = format!("{:?}", from(&with(&[(WING_USER_ID, "wing-login")])).unwrap());
    assert!(shown.contains("A000*****"), "{shown}");
    for hidden in ["A00077777", "1111", SECRET, "wing-login"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

#[test]
fn the_mask_has_a_constant_length_and_shows_little_of_a_short_id() {
    for (id, masked) in [("A00077777", "A000*****"), ("A123", "A*****"), ("C0001234567890", "C000*****")] {
        assert_eq!(id.parse::<VendorId>().unwrap().masked(), masked);
    }
}
