use super::*;

fn from(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let vars: Vec<(String, String)> = vars.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Config::from_vars(|name| vars.iter().find(|(n, _)| n == name).map(|(_, v)| v.into()))
}

#[test]
fn the_key_comes_from_its_variable_and_errors_quote_nothing_of_it() {
    assert_eq!(from(&[(KEY_VARIABLE, "sk_live_1234")]).unwrap().environment(), Environment::Live);
    assert_eq!(from(&[("OTHER", "sk_live_1234")]).unwrap_err(), ConfigError::Missing(KEY_VARIABLE));
    for bad in ["", "1234567890", "sk_test_", "sk_test_1234567890\n", "sk_test_12345 67890"] {
        let error = from(&[(KEY_VARIABLE, bad)]).unwrap_err().to_string();
        assert!(error.starts_with("KOREA_CHECKOUT_API_KEY: ") && !error.contains("12345"), "{error}");
    }
}

#[test]
fn debug_shows_no_key() {
    let shown = format!("{:?}", Config::new("sk_live_1234567890".to_owned()).unwrap());
    assert!(shown.contains("ApiKey(live, <redacted>)") && !shown.contains("12345"), "{shown}");
}

#[test]
fn a15_the_idempotency_header_can_have_another_name_or_none() {
    let config = || Config::new("sk_live_1".to_owned()).unwrap();
    assert_eq!(config().idempotency_header.unwrap(), "idempotency-key");
    let named = config().with_idempotency_header("X-Request-Id").unwrap();
    assert_eq!(named.idempotency_header.unwrap(), "x-request-id");
    assert!(config().without_idempotency_header().idempotency_header.is_none());
    for taken in ["x-api-key", "Content-Type", "host", "two words", "", "머리"] {
        assert_eq!(config().with_idempotency_header(taken).unwrap_err(), ConfigError::IdempotencyHeader, "{taken}");
    }
}
