//! The proof by random worlds, for as long as is asked.

use super::Asked;
use crate::Failure;
use crate::cargo::{cargo, run as run_command};

/// How the test is told its time.
const MINUTES: &str = "PROOF_MINUTES";

pub(super) fn run(asked: &Asked<'_>) -> Result<String, Failure> {
    let mut command = cargo();
    command.args(["test", "--package", "workspace-tests", "--test", "proof", "--", "--nocapture"]);
    command.env(MINUTES, asked.minutes.to_string());
    run_command(command)?;
    Ok(format!("soak proof: {} minutes without a difference", asked.minutes))
}
