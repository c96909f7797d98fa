//! `cargo xtask soak`: what takes too long for every change. Fuzzing, the proof by random worlds, and test coverage.

mod coverage;
mod fuzz;
mod proof;

use std::process::{Command, Stdio};

use crate::Failure;
use crate::cargo::say;

/// How long each target is fuzzed unless it is said.
const SECONDS: u64 = 60;
/// How long the proof runs unless it is said.
const MINUTES: u64 = 10;

/// What was asked for.
struct Asked<'a> {
    minutes: u64,
    seconds: u64,
    /// Fuzz targets, or crates.
    names: Vec<&'a str>,
}

/// One part: its name, and what it returns to be printed.
type Part = (&'static str, fn(&Asked<'_>) -> Result<String, Failure>);

const PARTS: [Part; 3] = [("fuzz", fuzz::run), ("proof", proof::run), ("coverage", coverage::run)];

/// Runs the named part, or all of them, however the others end.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let named = arguments.first().and_then(|name| PARTS.iter().position(|(part, _)| part == name));
    let (parts, rest) = match named {
        Some(part) => (PARTS.get(part..=part).unwrap_or_default(), arguments.get(1..).unwrap_or_default()),
        None => (&PARTS[..], arguments),
    };
    let asked = Asked::of(rest).filter(|asked| named.is_some() || asked.names.is_empty()).ok_or(Failure::Usage)?;
    let (mut told, mut faults) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        match part(&asked) {
            Ok(text) => told.push(text),
            Err(Failure::Fault(text)) => faults.push(format!("soak {name}: {text}")),
            Err(Failure::Usage) => return Err(Failure::Usage),
        }
    }
    if faults.is_empty() {
        return Ok(told.join("\n"));
    }
    told.iter().for_each(|text| say(text));
    Err(Failure::Fault(faults.join("\n")))
}

impl<'a> Asked<'a> {
    fn of(arguments: &[&'a str]) -> Option<Self> {
        let mut asked = Self { minutes: MINUTES, seconds: SECONDS, names: Vec::new() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match *argument {
                "--minutes" => asked.minutes = number(rest.next())?,
                "--seconds" => asked.seconds = number(rest.next())?,
                other if other.starts_with("--") => return None,
                name => asked.names.push(name),
            }
        }
        Some(asked)
    }
}

/// At least one: nothing that runs for no time has shown anything.
fn number(text: Option<&&str>) -> Option<u64> {
    text?.parse().ok().filter(|number| *number > 0)
}

/// That a tool is there; otherwise how to install it.
fn needs(tool: &[&str], install: &str) -> Result<(), Failure> {
    let Some((program, arguments)) = tool.split_first() else { return Ok(()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Failure::Fault(format!("`{}` does not run; install it: `{install}`", tool.join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read() {
        let asked = Asked::of(&["--minutes", "3", "origin", "--seconds", "5"]).unwrap();
        assert_eq!((asked.minutes, asked.seconds, asked.names), (3, 5, vec!["origin"]));
        for bad in [&["--minutes"][..], &["--minutes", "0"], &["--seconds", "x"], &["--hours", "1"]] {
            assert!(Asked::of(bad).is_none(), "{bad:?}");
        }
        // A name without its part is a mistake: all three would run for hours.
        assert!(matches!(run(&["origin"]), Err(Failure::Usage)));
        assert!(matches!(run(&["fuzz", "no_such_target"]), Err(Failure::Usage)));
    }
}
