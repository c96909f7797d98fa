//! Chores of the workspace, run as `cargo xtask NAME`.
//!
//! Exit codes: 0 done, 1 the chore found a fault, 2 wrong usage.

mod bench;
mod cargo;
mod check;
mod endpoints;
mod features;
mod package;
mod public_api;
mod soak;
mod vectors;

use std::io::{self, Write};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask NAME

  check                    everything that CI checks before the tests: format, lints, docs, licences, features, vectors,
                           endpoints, public interfaces, packages
  bench [--json] [NAME..]  speed, as ratios against a baseline measured in the same run
  endpoints [--check]      write the tables of endpoints, or say whether one is out of date
  features [CRATE..]       build every combination of features of every published crate
  package [--verify]       pack every published crate and look into the archives; build each from its archive
  public-api [--check]     write what each published crate offers, or say what of it has changed
  soak [PART] [--minutes N] [--seconds N] [NAME..]
                           what takes too long for CI. Parts: fuzz (every target, N seconds each), proof (the random
                           worlds, for N minutes), coverage (of the named crates, or of all); without a part, all three
  vectors --check          recompute every signing vector with an implementation that is not ours
";

fn main() -> ExitCode {
    if let Some(code) = public_api::as_rustdoc() {
        return code;
    }
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => check::run(),
        ["bench", rest @ ..] => bench::run(rest),
        ["endpoints", rest @ ..] => endpoints::run(rest),
        ["features", rest @ ..] => features::run(rest),
        ["package", rest @ ..] => package::run(rest),
        ["public-api", rest @ ..] => public_api::run(rest),
        ["soak", rest @ ..] => soak::run(rest),
        ["vectors", rest @ ..] => vectors::run(rest),
        _ => Err(Failure::Usage),
    };
    report(outcome)
}

/// Why a chore did not succeed.
enum Failure {
    /// The arguments are wrong; the usage is shown.
    Usage,
    /// The chore ran and found a fault, or could not run.
    Fault(String),
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Fault(error.to_string())
    }
}

fn report(outcome: Result<String, Failure>) -> ExitCode {
    let (text, code) = match outcome {
        Ok(summary) => return write_or_fail(io::stdout().lock(), &summary, ExitCode::SUCCESS),
        Err(Failure::Fault(text)) => (text, ExitCode::from(1)),
        Err(Failure::Usage) => (USAGE.to_owned(), ExitCode::from(2)),
    };
    write_or_fail(io::stderr().lock(), &text, code)
}

fn write_or_fail(mut to: impl Write, text: &str, code: ExitCode) -> ExitCode {
    let text = text.trim_end();
    if text.is_empty() { code } else { writeln!(to, "{text}").map_or(ExitCode::FAILURE, |()| code) }
}
