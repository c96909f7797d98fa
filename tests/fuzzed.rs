//! Every parser of outside data is fuzzed: the sources are searched for parsers, and `fuzz/parsers.txt` says which target
//! runs each. `cargo xtask soak` runs every target of the manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{MetadataCommand, TargetKind};
use regex::Regex;

/// What a parser looks like here.
const PARSER: &str = r"(?x)
    \b(FromStr|FromWire|Deserialize<'de>)\ for\b
    | derive\([^)]*\bDeserialize\b
    | \bfn\ decode\(&self,
    | \bfn\ explain\(&self
    | \bpub\ fn\ (parse|from_text|from_headers|from_vars)\b
    | \b(model|open_enum|numeric_id|text_code)!\ \{
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The targets of each line, by its path.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("tests/fuzz/parsers.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = lines.map(|line| {
        let mut words = line.split_whitespace().map(str::to_owned);
        (words.next().unwrap(), words.collect())
    });
    rows.collect()
}

fn targets() -> BTreeSet<String> {
    let manifest = root().join("tests/fuzz/Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let targets = metadata.packages.into_iter().flat_map(|package| package.targets);
    targets.filter(|target| target.kind.contains(&TargetKind::Bin)).map(|target| target.name).collect()
}

/// The sources of the shipped crates that hold a parser, by their paths from the root.
fn parsers() -> BTreeSet<String> {
    let parser = Regex::new(PARSER).unwrap();
    let (mut found, mut open) = (BTreeSet::new(), vec![root().join("crates")]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() && !name.ends_with("/tests") {
                open.push(path);
            } else if name.contains("/src/") && name.ends_with(".rs") {
                let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                if code.lines().any(|line| !line.trim_start().starts_with("//") && parser.is_match(line)) {
                    found.insert(name);
                }
            }
        }
    }
    found
}

#[test]
fn every_parser_has_a_target() {
    let (table, parsers) = (table(), parsers());
    assert!(parsers.len() > 100, "the parsers were found: {}", parsers.len());
    let named = |file: &str| table.keys().any(|path| Path::new(file).starts_with(path));
    let forgotten: Vec<&String> = parsers.iter().filter(|file| !named(file)).collect();
    assert!(forgotten.is_empty(), "tests/fuzz/parsers.txt names no target for {forgotten:#?}");
    for path in table.keys() {
        assert!(root().join(path).exists(), "{path} is not there any more");
    }
}

#[test]
fn every_target_is_built_run_and_has_a_parser() {
    let (table, targets) = (table(), targets());
    let mut named: BTreeSet<String> = table.into_values().flatten().collect();
    named.remove("none");
    assert_eq!(named, targets, "the targets that the table names, and those of the manifest");
    let files = fs::read_dir(root().join("tests/fuzz/fuzz_targets")).unwrap();
    let files = files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    assert_eq!(files.collect::<BTreeSet<_>>(), targets, "the files, and the manifest's targets");
}
