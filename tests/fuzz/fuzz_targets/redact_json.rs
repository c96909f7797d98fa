//! Any bytes as JSON, alone and in a long document: no panic, what was JSON stays JSON, and redacting twice is redacting
//! once.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use redact_kr::Redactor;
use serde_json::Value;

/// Makes a document so long that it is read as a long one.
static LONG: LazyLock<String> = LazyLock::new(|| format!("[\"{}\",", "ok ".repeat(90_000)));

fuzz_target!(|bytes: &[u8]| {
    let redactor = Redactor::default();
    for document in [bytes.to_vec(), [LONG.as_bytes(), bytes, b"]"].concat()] {
        let once = redactor.redact_json(&document);
        assert_eq!(redactor.redact_json(&once), once);
        if serde_json::from_slice::<Value>(&document).is_ok() {
            assert!(serde_json::from_slice::<Value>(&once).is_ok());
        }
    }
});
