//! Which lines of the published crates the tests run, by `cargo-tarpaulin`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use super::{Asked, needs};
use crate::Failure;
use crate::cargo::{published, root, run as run_command, say, workspace};

/// What `cargo-tarpaulin` writes, as far as it is read here.
#[derive(Deserialize)]
struct Report {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    /// The parts of its path.
    path: Vec<String>,
    covered: u64,
    coverable: u64,
}

/// Lines that were run, of those that can be.
#[derive(Default, Clone, Copy)]
struct Lines {
    covered: u64,
    coverable: u64,
}

/// Without names all tests are run, so that a line counts whichever test runs it; with names only those of these crates.
pub(super) fn run(asked: &Asked<'_>) -> Result<String, Failure> {
    let workspace = workspace()?;
    let crates: Vec<&str> = published(&workspace).iter().map(|package| package.name.as_str()).collect();
    if !asked.names.iter().all(|name| crates.contains(name)) {
        return Err(Failure::Usage);
    }
    needs(&["cargo", "tarpaulin", "--version"], "cargo install cargo-tarpaulin --locked")?;
    let place = workspace.target_directory.join("soak").into_std_path_buf();
    std::fs::create_dir_all(&place)?;
    let mut command = Command::new("cargo");
    command.current_dir(root()).args(["tarpaulin", "--all-features", "--skip-clean", "--out", "Json", "--output-dir"]);
    // Its flags make another build of everything.
    command.arg(&place).arg("--target-dir").arg(place.join("coverage"));
    // Some tests kill what they have started, over and over, and all are slower than otherwise.
    command.args(["--timeout", "900"]);
    if asked.names.is_empty() {
        // Its tests look into memory that was given back, and are about no line of ours.
        command.args(["--workspace", "--exclude", "alloc-tests"]);
    }
    command.args(asked.names.iter().flat_map(|name| ["--package", name]));
    // It lists every line that was not run.
    let log = place.join("coverage.log");
    command.stdout(std::fs::File::create(&log)?);
    run_command(command)?;
    say(&format!("every line that was not run: {}", log.display()));
    let text = std::fs::read_to_string(place.join("tarpaulin-report.json"))?;
    let counted = if asked.names.is_empty() { crates } else { asked.names.clone() };
    table(&serde_json::from_str(&text)?, &counted)
}

/// The lines of each crate, and of all.
fn table(report: &Report, crates: &[&str]) -> Result<String, Failure> {
    let mut of: BTreeMap<&str, Lines> = crates.iter().map(|name| (*name, Lines::default())).collect();
    for file in &report.files {
        let path: PathBuf = file.path.iter().collect();
        let found = crates.iter().find(|name| path.starts_with(root().join("crates").join(name).join("src")));
        if let Some(lines) = found.and_then(|name| of.get_mut(name)) {
            lines.covered += file.covered;
            lines.coverable += file.coverable;
        }
    }
    if let Some((name, _)) = of.iter().find(|(_, lines)| lines.coverable == 0) {
        return Err(Failure::Fault(format!("nothing of {name} was measured")));
    }
    let all = of.values().fold(Lines::default(), |all, lines| Lines {
        covered: all.covered + lines.covered,
        coverable: all.coverable + lines.coverable,
    });
    let rows = of.iter().map(|(name, lines)| lines.row(name)).chain([all.row("total")]);
    Ok(format!("soak coverage: lines run by tests\n{}", rows.collect::<Vec<_>>().join("\n")))
}

impl Lines {
    fn row(self, name: &str) -> String {
        let tenths = (self.covered * 1000).checked_div(self.coverable).unwrap_or_default();
        format!("  {name:18} {:3}.{} %  {} of {}", tenths / 10, tenths % 10, self.covered, self.coverable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, covered: u64, coverable: u64) -> File {
        let path = root().join(path).components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        File { path, covered, coverable }
    }

    #[test]
    fn lines_count_for_their_crate_and_tests_for_none() {
        let files = vec![
            file("crates/apiwire/src/lib.rs", 1, 2),
            file("crates/apiwire/src/wire/node.rs", 2, 2),
            file("crates/redact-kr/src/lib.rs", 0, 4),
            file("crates/apiwire/tests/call.rs", 9, 9),
            file("tests/leaks/main.rs", 9, 9),
        ];
        let report = Report { files };
        let Ok(text) = table(&report, &["apiwire", "redact-kr"]) else { panic!("a table") };
        let rows: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
        assert_eq!(
            rows,
            [
                "apiwire             75.0 %  3 of 4",
                "redact-kr            0.0 %  0 of 4",
                "total               37.5 %  3 of 8"
            ]
        );
        assert!(matches!(table(&report, &["live-probe"]), Err(Failure::Fault(text)) if text.contains("live-probe")));
    }
}
