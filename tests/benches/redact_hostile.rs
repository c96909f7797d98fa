//! How much longer the scrubber takes over hostile input than over clean log lines: one JSON object with the dearest input,
//! its nanoseconds per byte, those of the lines, and their ratio.
//!
//! The two take turns, a megabyte each, and the ratio is the median over the pairs: there are many inputs, and whatever else
//! the machine does while one of them is read falls on the lines beside it too. Read by
//! `cargo xtask bench redact_hostile_slowdown`.

use std::hint::black_box;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use redact_kr::Redactor;
use serde::Serialize;

#[path = "redact/clean.rs"]
mod clean;
#[path = "../../crates/redact-kr/tests/redaction/hostile.rs"]
mod hostile;

use clean::CLEAN;
use hostile::HOSTILE;

/// The length of an input, but for the last incomplete repetition.
const MEGABYTE: usize = 1 << 20;

/// What begins a value that does not end, and pieces that stand in it.
const VALUE: &str = "\\n memo=";
const IN_A_VALUE: [&str; 4] = ["%26", "a%26", "%2526", "&amp;"];

const PAIRS: usize = 25;

#[derive(Serialize)]
struct Cost {
    piece: &'static str,
    ours: f64,
    baseline: f64,
    ratio: f64,
}

fn main() -> ExitCode {
    let redactor = Redactor::default();
    let lines = MEGABYTE / CLEAN.len();
    let repeated = HOSTILE.iter().map(|piece| (*piece, repeat(piece)));
    let in_a_value = IN_A_VALUE.iter().map(|piece| (*piece, format!("{VALUE}{}", repeat(piece))));
    let costs = repeated.chain(in_a_value).map(|(piece, input)| {
        let mut pairs: Vec<(f64, f64)> = (0..PAIRS)
            .map(|_| {
                let baseline = per_byte(CLEAN.len() * lines, || {
                    for _ in 0..lines {
                        black_box(redactor.redact_text(black_box(CLEAN)));
                    }
                });
                let ours = per_byte(input.len(), || {
                    black_box(redactor.redact_text(black_box(&input)));
                });
                (ours, baseline)
            })
            .collect();
        Cost {
            piece,
            ours: median(&mut pairs, |(ours, _)| *ours),
            baseline: median(&mut pairs, |(_, baseline)| *baseline),
            ratio: median(&mut pairs, |(ours, baseline)| ours / baseline),
        }
    });
    let dearest = costs.max_by(|one, other| one.ratio.total_cmp(&other.ratio));
    let dearest = serde_json::to_string(&dearest).unwrap();
    writeln!(std::io::stdout(), "{dearest}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

fn repeat(piece: &str) -> String {
    piece.repeat(MEGABYTE / piece.len())
}

/// How many nanoseconds a call takes for each of so many bytes.
fn per_byte(bytes: usize, call: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    call();
    #[allow(clippy::cast_precision_loss, reason = "about a megabyte")]
    let bytes = bytes as f64;
    begun.elapsed().as_secs_f64() * 1e9 / bytes
}

fn median<T>(values: &mut [T], of: impl Fn(&T) -> f64) -> f64 {
    values.sort_unstable_by(|one, other| of(one).total_cmp(&of(other)));
    of(&values[values.len() / 2])
}
