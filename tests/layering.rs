//! Arrows point one way only, and the leaves stay leaves. See the house in the repository's README.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// Which of our crates a crate may use directly: its arrows, and what stands further down its own chain.
const ARROWS: [(&str, &[&str]); 9] = [
    ("redact-kr", &[]),
    ("coupang-cea", &[]),
    ("apiwire", &["redact-kr"]),
    ("coupang-wing", &["apiwire", "coupang-cea", "redact-kr"]),
    ("live-probe", &["coupang-wing", "apiwire", "coupang-cea", "redact-kr", "commerce-sandbox"]),
    ("commerce-sandbox", &["coupang-cea"]),
    ("commerce-examples", &["live-probe", "coupang-wing", "apiwire", "coupang-cea", "redact-kr", "commerce-sandbox"]),
    ("workspace-tests", &["live-probe", "coupang-wing", "apiwire", "coupang-cea", "redact-kr", "commerce-sandbox"]),
    ("xtask", &[]),
];

/// What somebody who only wants to sign or redact must not compile.
const HEAVY: [&str; 12] = [
    "reqwest", "hyper", "hyper-util", "tokio", "async-std", "smol", "url", "syn", "rustls", "axum", "clap", "serde_derive",
];

fn metadata(features: &[&str], package: Option<&str>) -> Metadata {
    let mut command = MetadataCommand::new();
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    if let Some(package) = package {
        command.manifest_path(format!("{}/../crates/{package}/Cargo.toml", env!("CARGO_MANIFEST_DIR")));
    }
    let _ = features;
    command.exec().unwrap()
}

#[test]
fn arrows_point_one_way() {
    let metadata = metadata(&[], None);
    let ours: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let members: BTreeSet<&str> = metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    assert_eq!(members, ours.keys().copied().collect(), "every crate stands in the table of arrows");
    for package in metadata.workspace_packages() {
        let allowed = ours[package.name.as_str()];
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            if !ours.contains_key(name) || name == package.name.as_str() {
                continue;
            }
            match dependency.kind {
                DependencyKind::Development => assert!(
                    allowed.contains(&name) || name == "commerce-sandbox",
                    "{} tests with {name}",
                    package.name
                ),
                _ => assert!(allowed.contains(&name), "{} depends on {name}", package.name),
            }
            if dependency.kind != DependencyKind::Development && name == "commerce-sandbox" && package.name == "live-probe" {
                assert!(dependency.optional, "only the probe's binary may bring the sandbox");
            }
        }
    }
}

/// The normal dependencies of a package, as the whole workspace resolves them.
fn tree<'m>(metadata: &'m Metadata, name: &str) -> BTreeSet<&'m str> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let names: BTreeMap<&PackageId, &str> = metadata.packages.iter().map(|p| (&p.id, p.name.as_str())).collect();
    let root = metadata.packages.iter().find(|package| package.name == name).unwrap();
    let (mut found, mut open) = (BTreeSet::new(), vec![&root.id]);
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if normal && found.insert(names[&dependency.pkg]) {
                open.push(&dependency.pkg);
            }
        }
    }
    found
}

#[test]
fn the_signer_is_a_small_leaf() {
    let metadata = metadata(&[], None);
    let tree = tree(&metadata, "coupang-cea");
    assert!(tree.len() <= 30, "{} crates: {tree:?}", tree.len());
}
