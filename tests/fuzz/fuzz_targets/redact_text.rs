//! Any bytes as text, alone and at the end of a long record: no panic, and redacting twice is redacting once.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use redact_kr::Redactor;

/// Makes a record so long that it is read as one.
static LONG: LazyLock<Vec<u8>> = LazyLock::new(|| b"ok\n".repeat(90_000));

fuzz_target!(|bytes: &[u8]| {
    let redactor = Redactor::default();
    for record in [bytes.to_vec(), [&LONG, bytes].concat()] {
        let once = redactor.redact_bytes(&record);
        assert_eq!(redactor.redact_bytes(&once), once);
    }
});
