//! Everything that is checked before the tests run, in the order in which it fails fastest.

use std::io::Write;
use std::process::Command;

use crate::Failure;

/// The crates that must build alone, without their optional parts.
const LEAVES: [&str; 3] = ["redact-kr", "coupang-cea", "webhook-verify"];

/// Runs every step; stops at the first that fails.
pub(crate) fn run() -> Result<String, Failure> {
    step(&["fmt", "--all", "--check"])?;
    step(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    step(&["deny", "check", "bans", "licenses", "sources"])?;
    for leaf in LEAVES {
        step(&["build", "--package", leaf, "--no-default-features"])?;
    }
    step(&["xtask", "vectors", "--check"])?;
    step(&["xtask", "endpoints", "--check"])?;
    Ok("all checks passed".to_owned())
}

fn step(arguments: &[&str]) -> Result<(), Failure> {
    let line = format!("cargo {}", arguments.join(" "));
    let _ = writeln!(std::io::stderr(), "\n== {line}");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Fault(format!("`{line}` failed"))),
        Err(error) => Err(Failure::Fault(format!("`{line}` did not start: {error}"))),
    }
}
