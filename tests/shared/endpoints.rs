//! The operations of a client as its sources name them, so that none can be forgotten.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeSet;
use std::path::Path;

/// The names of all endpoints in the sources of `coupang-wing`.
pub(crate) fn endpoint_names() -> BTreeSet<String> {
    endpoint_names_of("coupang-wing")
}

/// The names of all endpoints in a client's sources.
pub(crate) fn endpoint_names_of(client: &str) -> BTreeSet<String> {
    let (mut names, mut open) =
        (BTreeSet::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(client).join("src")]);
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let lines = text.lines().filter_map(|line| line.trim().strip_prefix("const NAME: &'static str = \""));
                // Kinds of secrets have a name too, without a dot.
                let dotted = lines.filter_map(|rest| rest.split('"').next()).filter(|name| name.contains('.'));
                names.extend(dotted.map(str::to_owned));
            }
        }
    }
    names
}
