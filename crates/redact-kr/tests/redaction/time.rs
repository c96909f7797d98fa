//! Linear time: no input costs much more per byte than a clean log line.

use std::time::{Duration, Instant};

use redact_kr::Redactor;

const LINE: &str = "2024-10-01T22:54:46.123Z INFO coupang_wing::pipeline: request finished method=GET \
    path=/v2/providers/openapi/apis/api/v4/vendors/ordersheets status=200 elapsed_ms=123 attempt=1 \
    request_id=3f2b8c1e-5d4a-4c8e-9b1a-7c6d5e4f3a2b\n";

#[test]
fn no_input_takes_more_than_eight_times_as_long_as_a_log_line() {
    let clean = time(LINE, SIZE);
    let slow: Vec<String> = HOSTILE
        .iter()
        .map(|piece| (piece, time(piece, SIZE).as_secs_f64() / clean.as_secs_f64()))
        .filter(|(_, ratio)| *ratio > 8.0)
        .map(|(piece, ratio)| format!("{piece:?}: {ratio:.1}"))
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn depth_costs_no_stack() {
    let deep = format!("{}1{}", "[".repeat(1 << 20), "]".repeat(1 << 20));
    assert_eq!(Redactor::new().redact_json(deep.as_bytes()), deep.as_bytes());
    let objects = "{\"a\":".repeat(1 << 18);
    assert_eq!(Redactor::new().redact_text(&objects), objects);
}

const SIZE: usize = 1 << 18;

/// The inputs the policy names, and our own.
const HOSTILE: [&str; 52] = [
    "0",
    "1 ",
    "010-",
    "@",
    "가",
    "\"",
    "\\",
    "{",
    "a=",
    "%41",
    "%25",
    "a@",
    "a@b.",
    "a.",
    "=",
    ":",
    "a: ",
    "name=",
    "memo=",
    "content: ",
    "<",
    "<a",
    "<name>",
    "</name>",
    "<!",
    "[\"name\",",
    "(\"",
    "\\\"",
    "\\\\",
    "'",
    "password='",
    "memo=a  ",
    "unknown field `",
    "`",
    "invalid type: \"",
    "수취인 ",
    "님",
    "홍 님",
    "서울 ",
    "서울 강남구 ",
    "1동 ",
    "계좌 1-",
    "0 1 0 ",
    "010 ",
    "82",
    "+1 ",
    "sk-live",
    "bearer ",
    "receiver{",
    "{\"receiver\":",
    "%EA%B0%80",
    "\u{200b}",
];

/// The best of three.
fn time(piece: &str, size: usize) -> Duration {
    let text = piece.repeat(size.div_ceil(piece.len()));
    let redactor = Redactor::new();
    let run = || {
        let start = Instant::now();
        std::hint::black_box(redactor.redact_text(&text));
        start.elapsed()
    };
    [run(), run(), run()].into_iter().min().unwrap_or_default()
}
