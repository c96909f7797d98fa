//! Arrows point one way only, and the leaves stay leaves. See the house in the repository's README.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// Which of our crates a crate may use directly: its arrows, and what stands further down its own chain.
const ARROWS: [(&str, &[&str]); 14] = [
    ("redact-kr", &[]),
    ("coupang-cea", &[]),
    ("webhook-verify", &[]),
    ("apiwire", &["redact-kr"]),
    ("apiwire-redis", &["apiwire", "redact-kr"]),
    ("coupang-wing", &["apiwire", "coupang-cea", "redact-kr"]),
    ("korea-checkout", &["apiwire", "redact-kr", "webhook-verify"]),
    ("live-probe", &["coupang-wing", "apiwire", "coupang-cea", "redact-kr", "commerce-sandbox"]),
    ("coupang-connect", &["live-probe", "coupang-wing", "apiwire", "coupang-cea", "redact-kr"]),
    ("commerce-sandbox", &["coupang-cea", "webhook-verify"]),
    (
        "commerce-examples",
        &[
            "coupang-connect",
            "live-probe",
            "coupang-wing",
            "korea-checkout",
            "apiwire",
            "coupang-cea",
            "webhook-verify",
            "redact-kr",
            "commerce-sandbox",
        ],
    ),
    (
        "workspace-tests",
        &[
            "coupang-connect",
            "live-probe",
            "coupang-wing",
            "korea-checkout",
            "apiwire-redis",
            "apiwire",
            "coupang-cea",
            "webhook-verify",
            "redact-kr",
            "commerce-sandbox",
        ],
    ),
    ("alloc-tests", &["coupang-wing", "korea-checkout", "apiwire", "coupang-cea", "redact-kr"]),
    ("xtask", &["coupang-wing", "korea-checkout", "commerce-sandbox"]),
];

/// What somebody who only wants to sign or redact must not compile.
const HEAVY: [&str; 10] =
    ["reqwest", "hyper", "hyper-util", "tokio", "async-std", "smol", "url", "rustls", "axum", "clap"];

/// What makes a small crate slow to build: procedural macros and their parsers.
const MACROS: [&str; 4] = ["syn", "quote", "proc-macro2", "serde_derive"];

fn metadata() -> Metadata {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    MetadataCommand::new().current_dir(root).exec().unwrap()
}

#[test]
fn arrows_point_one_way() {
    let metadata = metadata();
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
                DependencyKind::Development => {
                    assert!(allowed.contains(&name) || name == "commerce-sandbox", "{} tests with {name}", package.name)
                }
                _ => assert!(allowed.contains(&name), "{} depends on {name}", package.name),
            }
            if dependency.kind == DependencyKind::Normal && name == "commerce-sandbox" && package.name == "live-probe" {
                assert!(dependency.optional, "only the probe's binary may bring the sandbox");
            }
            if dependency.kind == DependencyKind::Normal && name == "webhook-verify" && package.name == "korea-checkout"
            {
                assert!(dependency.optional, "only the feature `webhook` brings the verifier");
            }
        }
    }
}

/// The normal dependencies that a stranger compiles who adds one of our crates and nothing else.
fn tree_alone(leaf: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let stranger = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("alone-{leaf}"));
    fs::create_dir_all(stranger.join("src")).unwrap();
    fs::write(stranger.join("src/lib.rs"), "").unwrap();
    fs::copy(root.join("Cargo.lock"), stranger.join("Cargo.lock")).unwrap();
    let path = root.join("crates").join(leaf);
    let manifest = format!(
        "[package]\nname = \"stranger\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{leaf} = {{ path = {:?}, \
         default-features = false }}\n",
        path.display().to_string()
    );
    fs::write(stranger.join("Cargo.toml"), manifest).unwrap();

    let offline = vec!["--offline".to_owned()];
    let read = |options| MetadataCommand::new().current_dir(&stranger).other_options(options).exec();
    // What other platforms need may not be on this machine yet.
    let metadata = read(offline).or_else(|_| read(Vec::new())).unwrap();
    let names: BTreeMap<&PackageId, &str> = metadata.packages.iter().map(|p| (&p.id, p.name.as_str())).collect();
    let resolve = metadata.resolve.as_ref().unwrap();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let (mut found, mut open) = (BTreeSet::new(), vec![resolve.root.as_ref().unwrap()]);
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| {
                // `cfg(any())` is never true: serde names its derive so, to keep the versions in step.
                let never = kind.target.as_ref().is_some_and(|target| target.to_string() == "cfg(any())");
                kind.kind == DependencyKind::Normal && !never
            });
            if normal && found.insert(names[&dependency.pkg].to_owned()) {
                open.push(&dependency.pkg);
            }
        }
    }
    found
}

#[test]
fn leaves_stay_leaves() {
    for leaf in ["coupang-cea", "webhook-verify", "redact-kr"] {
        let tree = tree_alone(leaf);
        assert!(tree.contains(leaf) && tree.contains("zeroize"), "the tree was read: {tree:?}");
        let heavy: Vec<_> = HEAVY.iter().filter(|name| tree.contains(**name)).collect();
        assert!(heavy.is_empty(), "{leaf} pulls {heavy:?}");
    }
}

#[test]
fn an_application_that_connects_brings_no_server_and_no_command_line() {
    let tree = tree_alone("coupang-connect");
    assert!(tree.contains("age") && tree.contains("live-probe"), "the tree was read: {tree:?}");
    for name in ["axum", "clap", "commerce-sandbox", "reqwest"] {
        assert!(!tree.contains(name), "{name}");
    }
}

#[test]
fn the_core_of_the_sandbox_opens_no_socket() {
    let tree = tree_alone("commerce-sandbox");
    assert!(tree.contains("webhook-verify") && tree.contains("coupang-cea"), "the tree was read: {tree:?}");
    let heavy: Vec<_> = HEAVY.iter().filter(|name| tree.contains(**name)).collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}

#[test]
fn the_signers_are_small_and_have_no_procedural_macros() {
    for leaf in ["coupang-cea", "webhook-verify"] {
        let tree = tree_alone(leaf);
        assert!(tree.len() <= 30, "{leaf}: {} crates: {tree:?}", tree.len());
        assert!(tree.contains("hmac") && tree.contains("sha2"), "the tree was read: {tree:?}");
        for name in MACROS {
            assert!(!tree.contains(name), "{leaf}: {name}");
        }
    }
}

/// Every Rust source of the shipped crates, with its path from the root.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (mut found, mut open) = (Vec::new(), vec![root.join("crates")]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 50, "the sources were found");
    found
}

#[test]
fn one_file_names_the_http_client() {
    let sources = sources();
    let naming = sources.iter().filter(|(_, text)| text.contains("reqwest::"));
    let naming: Vec<&str> = naming.map(|(name, _)| name.as_str()).collect();
    assert_eq!(naming, ["crates/apiwire/src/transport/over_http.rs"]);
}

#[test]
fn every_shipped_crate_forbids_unsafe_code() {
    let sources = sources();
    let roots: Vec<_> =
        sources.iter().filter(|(name, _)| name.ends_with("src/lib.rs") || name.ends_with("src/main.rs")).collect();
    assert!(roots.len() >= 8, "{}", roots.len());
    for (name, text) in roots {
        assert!(text.contains("#![forbid(unsafe_code)]"), "{name}");
    }
}
