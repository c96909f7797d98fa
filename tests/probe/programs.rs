//! Where the built programs are.
//!
//! `cargo test --workspace` has built them already. A test target that is run alone builds what is missing, and what is
//! older than one of its sources.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

static BUILDING: Mutex<()> = Mutex::new(());

/// The program in a directory beside the test's own (`examples`, or `""` for binaries), built with `cargo build` and
/// these arguments where that is needed.
pub fn built(directory: &str, name: &str, arguments: &[&str]) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().unwrap().parent().unwrap();
    let program = profile.join(directory).join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let _alone = BUILDING.lock().unwrap();
    if !is_fresh(&program).unwrap_or(false) {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).arg("build").args(arguments);
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().unwrap().success(), "cargo build {arguments:?}");
    }
    assert!(program.exists(), "cargo put it somewhere else: {}", program.display());
    program
}

/// Whether the program is newer than every source that cargo names beside it, in a file of the form `program: a.rs b.rs`.
fn is_fresh(program: &Path) -> Option<bool> {
    let built = program.metadata().ok()?.modified().ok()?;
    let listed = std::fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = listed.split_once(": ")?;
    // A space within a path is escaped.
    let sources = sources.trim_end().replace("\\ ", "\0");
    let mut sources = sources.split(' ').map(|source| source.replace('\0', " "));
    Some(sources.all(|source| Path::new(&source).metadata().and_then(|it| it.modified()).is_ok_and(|at| at <= built)))
}
