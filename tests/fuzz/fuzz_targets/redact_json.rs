//! Any bytes as JSON: no panic, what was JSON stays JSON, and redacting twice is redacting once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redact_kr::Redactor;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let redactor = Redactor::default();
    let once = redactor.redact_json(bytes);
    assert_eq!(redactor.redact_json(&once), once);
    if serde_json::from_slice::<Value>(bytes).is_ok() {
        assert!(serde_json::from_slice::<Value>(&once).is_ok());
    }
});
