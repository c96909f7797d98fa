//! Depth costs no stack. That it costs no more than linear time is measured by `cargo xtask bench`.

use redact_kr::Redactor;

#[test]
fn a_million_brackets_are_read_without_recursion() {
    let deep = format!("{}1{}", "[".repeat(1 << 20), "]".repeat(1 << 20));
    assert_eq!(Redactor::new().redact_json(deep.as_bytes()), deep.as_bytes());
    let objects = "{\"a\":".repeat(1 << 18);
    assert_eq!(Redactor::new().redact_text(&objects), objects);
}
