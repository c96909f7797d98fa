//! `cargo xtask features [CRATE..]`: every combination of the features of every published crate builds without a warning,
//! and alone: what other crates of the workspace switch on is not there.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::Package;

use crate::Failure;
use crate::cargo::{published, step, workspace};

/// What a crate is built with.
type Features<'p> = BTreeSet<&'p str>;

/// Returns the line to print when everything builds.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let workspace = workspace()?;
    let mut packages = published(&workspace);
    if !arguments.iter().all(|name| packages.iter().any(|package| package.name == *name)) {
        return Err(Failure::Usage);
    }
    packages.retain(|package| arguments.is_empty() || arguments.contains(&package.name.as_str()));
    let mut built = 0;
    for package in &packages {
        for features in combinations(package) {
            let features: Vec<&str> = features.into_iter().collect();
            let features = features.join(",");
            let crate_alone = ["clippy", "--quiet", "--package", package.name.as_str(), "--no-default-features"];
            let without_warnings = ["--features", features.as_str(), "--", "-D", "warnings"];
            step(&[&crate_alone[..], &without_warnings].concat())?;
            built += 1;
        }
    }
    Ok(format!("features: {built} combinations of {} crates", packages.len()))
}

/// Every set of features that differs from the others, the one without any first. A feature brings those that it stands
/// on, and `default` is nothing but a set, so that few of the subsets of all names are left.
fn combinations(package: &Package) -> BTreeSet<Features<'_>> {
    let names: Vec<&str> = package.features.keys().map(String::as_str).filter(|name| *name != "default").collect();
    let mut found = BTreeSet::from([Features::new()]);
    for name in names {
        let mut with = BTreeSet::new();
        for features in &found {
            let mut features = features.clone();
            add(name, &package.features, &mut features);
            with.insert(features);
        }
        found.extend(with);
    }
    found
}

/// Adds a feature, and the features of the same crate that it brings.
fn add<'p>(name: &'p str, all: &'p BTreeMap<String, Vec<String>>, features: &mut Features<'p>) {
    let Some(brings) = all.get(name) else { return };
    if features.insert(name) {
        brings.iter().for_each(|name| add(name, all, features));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        let workspace = workspace().unwrap_or_else(|_| panic!("cargo metadata"));
        let packages = published(&workspace);
        let package = packages.iter().find(|package| package.name == name).unwrap();
        let sets = combinations(package);
        sets.into_iter().map(|set| set.into_iter().collect::<Vec<_>>().join("+")).collect()
    }

    #[test]
    fn a_feature_that_brings_another_is_not_built_without_it() {
        assert_eq!(of("commerce-sandbox"), ["", "cli+scenario+server", "scenario", "scenario+server", "server"]);
        assert_eq!(of("webhook-verify"), ["", "http", "http+sign", "sign"]);
        assert_eq!(of("korea-checkout").len(), 16);
    }
}
