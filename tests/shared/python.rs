//! A Python 3, and the packages that `.ci/run` has installed beside the build.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says that something was left out, past the test harness, which would hide it.
pub fn not_tested(why: &str) {
    let _ = writeln!(std::io::stderr(), "NOT TESTED: {why}");
}

/// A Python 3 of at least this minor version, if there is one.
pub fn python(minor: u8) -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|name| {
        let question = format!("import sys; sys.exit(sys.version_info < (3, {minor}))");
        Command::new(name).args(["-c", &question]).output().is_ok_and(|output| output.status.success())
    })
}

/// Where the packages are.
#[allow(dead_code, reason = "not every script needs one")]
pub fn packages() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("python")
}
