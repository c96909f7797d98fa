//! The table of coupang-wing.

use commerce_sandbox::coupang::handler;
use coupang_wing::apiwire::Family;
use coupang_wing::endpoints::{OPERATIONS, Operation};

use super::{Table, effect, fixture, repeat};
use crate::Failure;

/// The table as it should be.
pub(super) fn table() -> Result<Table, Failure> {
    let rows = OPERATIONS.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Table { of: "coupang-wing", head: HEAD, rows })
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

fn row(operation: &Operation) -> Result<Vec<String>, Failure> {
    let Operation { name, title, method, portal, .. } = operation;
    let paths: Vec<String> = operation.versions.iter().map(|version| operation.path_in(version)).collect();
    let marked =
        paths.iter().enumerate().map(|(n, path)| format!("`{path}`{}", if n == 0 { " (default)" } else { "" }));
    Ok(vec![
        format!("`{name}`"),
        (*title).to_owned(),
        method.to_string(),
        marked.collect::<Vec<_>>().join("<br>"),
        effect(operation.effect).to_owned(),
        operation.family.map_or("-", Family::name).to_owned(),
        repeat(operation.effect, operation.repeat).to_owned(),
        if operation.slow { "slow" } else { "-" }.to_owned(),
        operation.settled_by.map_or_else(|| "-".to_owned(), |read| format!("`{read}`")),
        (*portal).to_owned(),
        fixtures(operation)?.join("<br>"),
        format!("`{}`", sandbox(operation, &paths)?),
    ])
}

fn fixtures(operation: &Operation) -> Result<Vec<String>, Failure> {
    let named = operation.versions.iter().map(|version| format!("{}.{version}", operation.name));
    named.map(|name| fixture("coupang-wing", &name)).collect()
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
