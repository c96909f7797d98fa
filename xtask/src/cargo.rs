//! Cargo as the chores call it, and what it says about the workspace.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::Failure;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// What cargo says about the workspace, without its dependencies.
pub(crate) fn workspace() -> Result<Metadata, Failure> {
    Ok(MetadataCommand::new().current_dir(root()).no_deps().exec()?)
}

/// The crates that are published: those that do not say `publish = false`, in the order of their names.
pub(crate) fn published(workspace: &Metadata) -> Vec<&Package> {
    let mut packages = workspace.workspace_packages();
    packages.retain(|package| package.publish.as_ref().is_none_or(|registries| !registries.is_empty()));
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    packages
}

/// The cargo that runs this chore.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a step, which is said before, and fails when it does.
pub(crate) fn step(arguments: &[impl AsRef<OsStr>]) -> Result<(), Failure> {
    let mut command = cargo();
    command.args(arguments);
    run(command)
}

/// Runs a command, which is said before, and fails when it does.
pub(crate) fn run(mut command: Command) -> Result<(), Failure> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words
        .map(|word| Path::new(word).file_name().filter(|_| word.as_encoded_bytes().starts_with(b"/")).unwrap_or(word))
        .collect();
    let line = words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    say(&format!("\n== {line}"));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Fault(format!("`{line}` failed"))),
        Err(error) => Err(Failure::Fault(format!("`{line}` did not start: {error}"))),
    }
}

/// Says how far a chore is.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
