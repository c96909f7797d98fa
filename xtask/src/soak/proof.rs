//! The proof by random worlds, for as long as is asked, with seeds that no run had before.

use std::process::Command;

use super::Asked;
use crate::Failure;
use crate::cargo::{cargo, run as run_command};

/// The test that goes on, and how it is told for how long.
const TEST: &str = "days";
const MINUTES: &str = "PROOF_MINUTES";

pub(super) fn run(asked: &Asked<'_>) -> Result<String, Failure> {
    // A name that fits no test passes without a word.
    let listed = test(&["--exact", "--list"]).output()?;
    if !String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == format!("{TEST}: test")) {
        let why = String::from_utf8_lossy(&listed.stderr);
        return Err(Failure::Fault(format!("the test `proof` has no `{TEST}`: {}", why.trim())));
    }
    let mut command = test(&["--exact", "--nocapture"]);
    command.env(MINUTES, asked.minutes.to_string());
    run_command(command)?;
    Ok(format!("soak proof: {} minutes without a difference", asked.minutes))
}

fn test(arguments: &[&str]) -> Command {
    let mut command = cargo();
    command.args(["test", "--quiet", "--package", "workspace-tests", "--test", "proof", TEST, "--"]).args(arguments);
    command
}
