//! `cargo xtask endpoints [--check]`: the tables of endpoints, written from the clients and the sandbox themselves.

mod checkout;
mod wing;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use coupang_wing::apiwire::{EffectKind, Repeat};

use crate::Failure;

/// The table of one client.
struct Table {
    /// The client's crate.
    of: &'static str,
    /// Everything above the rows.
    head: &'static str,
    /// The cells of each operation.
    rows: Vec<Vec<String>>,
}

/// Writes the tables, or compares them with the ones that are there; returns the line to print.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let tables = [wing::table()?, checkout::table()?];
    for table in &tables {
        let file = crate_directory(table.of).join("ENDPOINTS.md");
        match arguments {
            [] => std::fs::write(&file, table.text())?,
            ["--check"] => {
                let found = std::fs::read_to_string(&file)?;
                // A checkout on Windows may have its own line ends.
                if found.replace("\r\n", "\n") != table.text() {
                    let fault = format!("endpoints: {}'s table is out of date; run `cargo xtask endpoints`", table.of);
                    return Err(Failure::Fault(fault));
                }
            }
            _ => return Err(Failure::Usage),
        }
    }
    let counts: Vec<String> = tables.iter().map(|table| format!("{} of {}", table.rows.len(), table.of)).collect();
    Ok(format!("endpoints: {}", counts.join(", ")))
}

impl Table {
    fn text(&self) -> String {
        let mut text = self.head.to_owned();
        for cells in &self.rows {
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
        text
    }
}

fn crate_directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(name)
}

fn effect(effect: EffectKind) -> &'static str {
    match effect {
        EffectKind::Read => "read",
        EffectKind::Write => "write",
    }
}

fn repeat(effect: EffectKind, repeat: Repeat) -> &'static str {
    match (effect, repeat) {
        (EffectKind::Read, _) => "free",
        (EffectKind::Write, Repeat::Never) => "never",
        (EffectKind::Write, Repeat::TargetState) => "target state",
    }
}

/// A fixture that must be there: an answer is JSON, or a file.
fn fixture(of: &str, stem: &str) -> Result<String, Failure> {
    let directory = crate_directory(of).join("fixtures");
    let mut names = ["json", "pdf"].iter().map(|kind| format!("{stem}.{kind}"));
    match names.find(|name| directory.join(name).is_file()) {
        Some(name) => Ok(format!("`{name}`")),
        None => Err(Failure::Fault(format!("endpoints: {of} has no fixture {stem}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_in_the_repository_are_the_ones_of_the_code() {
        assert!(matches!(run(&["--check"]), Ok(summary) if summary.starts_with("endpoints: ")));
        assert!(matches!(run(&["--verify"]), Err(Failure::Usage)));
    }

    #[test]
    fn every_row_has_every_column() {
        for table in [wing::table(), checkout::table()].into_iter().flatten() {
            let columns = |line: &str| line.matches('|').count();
            let text = table.text();
            let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
            assert_eq!(rows.len(), table.rows.len() + 2);
            assert!(table.rows.len() > 10 && rows.iter().all(|row| columns(row) == columns(rows[0])), "{rows:?}");
        }
    }
}
