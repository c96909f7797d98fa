//! Everything that is checked before the tests run, in the order in which it fails fastest.

use std::process::Command;

use crate::Failure;
use crate::cargo::{cargo, run as run_command, step, workspace};

/// The targets of the fuzzer are a workspace of their own; so they are not left behind when something changes.
const FUZZ: [&str; 2] = ["--manifest-path", "tests/fuzz/Cargo.toml"];

/// Runs every step; stops at the first that fails.
pub(crate) fn run() -> Result<String, Failure> {
    step(&["fmt", "--all", "--check"])?;
    step(&[&["fmt"][..], &FUZZ, &["--check"]].concat())?;
    step(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    run_command(docs())?;
    step(&["deny", "check", "bans", "licenses", "sources"])?;
    step(&["xtask", "vectors", "--check"])?;
    step(&["xtask", "endpoints", "--check"])?;
    step(&["xtask", "public-api", "--check"])?;
    step(&["xtask", "package", "--verify"])?;
    step(&["xtask", "features"])?;
    run_command(fuzz_targets()?)?;
    Ok("all checks passed".to_owned())
}

/// Everything public is documented, and every link in it leads somewhere.
fn docs() -> Command {
    let mut command = cargo();
    command.args(["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings");
    command
}

/// They build with every compiler; only running them needs the nightly one.
fn fuzz_targets() -> Result<Command, Failure> {
    let mut command = cargo();
    command.arg("clippy").args(FUZZ).arg("--target-dir").arg(workspace()?.target_directory);
    command.args(["--quiet", "--", "-D", "warnings"]);
    Ok(command)
}
