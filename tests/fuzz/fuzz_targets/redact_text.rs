//! Any bytes as text: no panic, and redacting twice is redacting once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redact_kr::Redactor;

fuzz_target!(|bytes: &[u8]| {
    let redactor = Redactor::default();
    let once = redactor.redact_bytes(bytes);
    assert_eq!(redactor.redact_bytes(&once), once);
});
