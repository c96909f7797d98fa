//! The table of korea-checkout.

use commerce_sandbox::korea_checkout::handler;
use korea_checkout::apiwire::Family;
use korea_checkout::endpoints::{OPERATIONS, Operation};

use super::{Table, effect, fixture, repeat};
use crate::Failure;

/// The table as it should be.
pub(super) fn table() -> Result<Table, Failure> {
    let rows = OPERATIONS.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Table { of: "korea-checkout", head: HEAD, rows })
}

const HEAD: &str = "\
# Endpoints

Written by `cargo xtask endpoints` from the endpoints themselves; change those, not this file.

*No.* is the operation's number in the vendor's page as we read it. *Effect* is read or write; *permit* is the family whose
write permit opens it; *repeat* tells whether it may be sent again after a maybe-sent attempt; *settled by* is the read that
tells whether a maybe-sent write has happened. Expiring a session is behind the feature `unverified`: the vendor's page has
its heading only. Webhooks come in and are no endpoint: see `korea_checkout::events`. Fixtures are in `fixtures/`,
sandbox functions in `commerce_sandbox::korea_checkout`.

| no. | operation | title | method | path | effect | permit | repeat | settled by | fixture | sandbox |
|---|---|---|---|---|---|---|---|---|---|---|
";

fn row(operation: &Operation) -> Result<Vec<String>, Failure> {
    let Operation { number, name, title, method, path, .. } = operation;
    Ok(vec![
        number.to_string(),
        format!("`{name}`"),
        (*title).to_owned(),
        method.to_string(),
        format!("`{path}`"),
        effect(operation.effect).to_owned(),
        operation.family.map_or("-", Family::name).to_owned(),
        repeat(operation.effect, operation.repeat).to_owned(),
        operation.settled_by.map_or_else(|| "-".to_owned(), |read| format!("`{read}`")),
        fixture("korea-checkout", name)?,
        format!("`{}`", sandbox(operation)?),
    ])
}

fn sandbox(operation: &Operation) -> Result<&'static str, Failure> {
    let fault = || Failure::Fault(format!("endpoints: the sandbox does not answer {}", operation.name));
    handler(&operation.method, operation.path).ok_or_else(fault)
}
