//! The operations of the client as its sources name them, so that none can be forgotten.

use std::collections::BTreeSet;
use std::path::Path;

/// The names of all endpoints in the client's sources.
pub(crate) fn endpoint_names() -> BTreeSet<String> {
    let (mut names, mut open) =
        (BTreeSet::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/coupang-wing/src")]);
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let lines = text.lines().filter_map(|line| line.trim().strip_prefix("const NAME: &'static str = \""));
                names.extend(lines.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }
    names
}
