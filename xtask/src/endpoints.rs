//! `cargo xtask endpoints [--check]`: the table of endpoints, written from the client and the sandbox themselves.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use commerce_sandbox::coupang::handler;
use coupang_wing::apiwire::{EffectKind, Family, Repeat};
use coupang_wing::endpoints::{OPERATIONS, Operation};

use crate::Failure;

/// Writes the table, or compares it with the one that is there; returns the line to print.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let table = table()?;
    let file = file();
    match arguments {
        [] => std::fs::write(&file, &table)?,
        ["--check"] => {
            let found = std::fs::read_to_string(&file)?;
            // A checkout on Windows may have its own line ends.
            if found.replace("\r\n", "\n") != table {
                return Err(Failure::Fault("endpoints: the table is out of date; run `cargo xtask endpoints`".into()));
            }
        }
        _ => return Err(Failure::Usage),
    }
    Ok(format!("endpoints: {} operations", OPERATIONS.len()))
}

fn crate_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/coupang-wing")
}

fn file() -> PathBuf {
    crate_directory().join("ENDPOINTS.md")
}

fn table() -> Result<String, Failure> {
    let mut text = HEAD.to_owned();
    for operation in OPERATIONS {
        let _ = writeln!(text, "{}", row(operation)?);
    }
    Ok(text)
}

const HEAD: &str = "\
# Endpoints

Written by `cargo xtask endpoints` from the endpoints themselves; change those, not this file.

The first path of an operation is its default. *Effect* is read or write; *permit* is the family whose write permit opens
it; *repeat* tells whether it may be sent again after a maybe-sent attempt; a *slow* one asks for more time after a timeout;
*settled by* is the read that tells whether a maybe-sent write has happened. *Portal* is the operation's name or article on
Coupang's developer portal, and as of when. Fixtures are in `fixtures/`, sandbox functions in `commerce_sandbox::coupang`.

| operation | Korean title | method | path | effect | permit | repeat | slow | settled by | portal | fixtures | sandbox |
|---|---|---|---|---|---|---|---|---|---|---|---|
";

fn row(operation: &Operation) -> Result<String, Failure> {
    let Operation { name, title, method, portal, .. } = operation;
    let paths: Vec<String> = operation.versions.iter().map(|version| operation.path_in(version)).collect();
    let marked =
        paths.iter().enumerate().map(|(n, path)| format!("`{path}`{}", if n == 0 { " (default)" } else { "" }));
    let effect = match operation.effect {
        EffectKind::Read => "read",
        EffectKind::Write => "write",
    };
    let repeat = match (operation.effect, operation.repeat) {
        (EffectKind::Read, _) => "free",
        (EffectKind::Write, Repeat::Never) => "never",
        (EffectKind::Write, Repeat::TargetState) => "target state",
    };
    let cells = [
        format!("`{name}`"),
        (*title).to_owned(),
        method.to_string(),
        marked.collect::<Vec<_>>().join("<br>"),
        effect.to_owned(),
        operation.family.map_or("-", Family::name).to_owned(),
        repeat.to_owned(),
        if operation.slow { "slow" } else { "-" }.to_owned(),
        operation.settled_by.map_or_else(|| "-".to_owned(), |read| format!("`{read}`")),
        (*portal).to_owned(),
        fixtures(operation)?.join("<br>"),
        format!("`{}`", sandbox(operation, &paths)?),
    ];
    Ok(format!("| {} |", cells.join(" | ")))
}

fn fixtures(operation: &Operation) -> Result<Vec<String>, Failure> {
    let directory = crate_directory().join("fixtures");
    let existing = operation.versions.iter().map(|version| {
        let stem = format!("{}.{version}", operation.name);
        // An answer is JSON, or a file.
        let mut names = ["json", "pdf"].iter().map(|kind| format!("{stem}.{kind}"));
        let existing = names.find(|name| directory.join(name).is_file());
        existing
            .map(|name| format!("`{name}`"))
            .ok_or_else(|| Failure::Fault(format!("endpoints: there is no fixture {stem}")))
    });
    existing.collect()
}

/// The one function that answers all versions.
fn sandbox(operation: &Operation, paths: &[String]) -> Result<&'static str, Failure> {
    let mut handlers: Vec<Option<&str>> =
        paths.iter().map(|path| handler(&operation.method, path.split('?').next().unwrap_or_default())).collect();
    handlers.dedup();
    match handlers.as_slice() {
        [Some(handler)] => Ok(handler),
        _ => Err(Failure::Fault(format!(
            "endpoints: the sandbox does not answer {} alike in all versions",
            operation.name
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_repository_is_the_one_of_the_code() {
        assert!(matches!(run(&["--check"]), Ok(summary) if summary.starts_with("endpoints: ")));
        assert!(matches!(run(&["--verify"]), Err(Failure::Usage)));
    }

    #[test]
    fn every_row_has_every_column() {
        let columns = |line: &str| line.matches('|').count();
        let table = table().unwrap_or_default();
        let rows: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), OPERATIONS.len() + 2);
        assert!(rows.iter().all(|row| columns(row) == 13), "{rows:?}");
    }
}
