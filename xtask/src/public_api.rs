//! `cargo xtask public-api [--check]`: what each published crate offers, one item a line, so that a change of it is seen
//! where a change is read.
//!
//! The `public-api` crate reads what rustdoc writes as JSON. That form changes with every few compilers, and so may the
//! listings: both are made by one compiler, named here, and not by whichever a machine has.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::Failure;
use crate::cargo::{cargo, published, root, run as run_command, workspace};

/// The compiler whose rustdoc is read. `public-api` in `xtask/Cargo.toml` is of the version that reads it.
const TOOLCHAIN: &str = "1.95.0";

/// Set where cargo calls this program in place of rustdoc.
const AS_RUSTDOC: &str = "XTASK_AS_RUSTDOC";

/// Writes the listings, or compares them with the ones that are there; returns the line to print.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let check = match arguments {
        [] => false,
        ["--check"] => true,
        _ => return Err(Failure::Usage),
    };
    let workspace = workspace()?;
    let crates: Vec<&str> = published(&workspace).iter().map(|package| package.name.as_str()).collect();
    document(&crates)?;
    let (mut items, mut outdated) = (0, Vec::new());
    for name in &crates {
        let json = workspace.target_directory.join("doc").join(format!("{}.json", name.replace('-', "_")));
        let listing = listing(json.as_std_path())?;
        items += listing.lines().count();
        let file = file_of(name);
        if !check {
            std::fs::write(&file, listing)?;
            continue;
        }
        let found = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if found != listing {
            outdated.push(format!("{name}:\n{}", difference(&found, &listing)));
        }
    }
    if outdated.is_empty() {
        return Ok(format!("public-api: {} crates, {items} items", crates.len()));
    }
    Err(Failure::Fault(format!(
        "public-api: what a crate offers is not what its listing says\n{}\n\
         If that is meant, run `cargo xtask public-api` and commit crates/*/public-api.txt",
        outdated.join("\n")
    )))
}

fn file_of(name: &str) -> PathBuf {
    root().join("crates").join(name).join("public-api.txt")
}

/// Has rustdoc write the JSON of these crates, with all their features.
fn document(crates: &[&str]) -> Result<(), Failure> {
    let mut cargo = cargo_of_the_toolchain()?;
    cargo.args(["doc", "--quiet", "--lib", "--no-deps", "--all-features"]);
    cargo.args(crates.iter().flat_map(|name| ["--package", name])).current_dir(root());
    cargo.env("RUSTDOCFLAGS", "-Zunstable-options --output-format=json --cap-lints=allow");
    cargo.env("RUSTDOC", std::env::current_exe()?).env(AS_RUSTDOC, "1");
    run_command(cargo)
}

/// The cargo that this program was started by, if its compiler is the one; else that compiler's own.
fn cargo_of_the_toolchain() -> Result<Command, Failure> {
    if version(Command::new("rustc").arg("--version")).starts_with(&format!("rustc {TOOLCHAIN} ")) {
        return Ok(cargo());
    }
    if version(Command::new("rustup").args(["run", TOOLCHAIN, "rustdoc", "--version"])).is_empty() {
        return Err(Failure::Fault(format!(
            "public-api: the compiler {TOOLCHAIN} is not installed, nothing was checked; \
             run `rustup toolchain install {TOOLCHAIN} --profile minimal`"
        )));
    }
    let mut cargo = Command::new("rustup");
    cargo.args(["run", TOOLCHAIN, "cargo"]);
    Ok(cargo)
}

/// What a program prints of its version; nothing if it is not there.
fn version(program: &mut Command) -> String {
    let output = program.stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// Takes the place of rustdoc, where cargo has called this program as such.
///
/// Only rustdoc may be told that it may write JSON: said to the whole build, the build scripts of the dependencies hear it
/// too, and everything is built again, here and in the next build.
pub(crate) fn as_rustdoc() -> Option<ExitCode> {
    std::env::var_os(AS_RUSTDOC)?;
    let mut rustdoc = Command::new("rustdoc");
    rustdoc.args(std::env::args_os().skip(1)).env("RUSTC_BOOTSTRAP", "1").env_remove(AS_RUSTDOC);
    let code = rustdoc.status().ok().and_then(|status| status.code());
    Some(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Every item in the order of the modules: of a derived trait that it is there, of other traits what they say. What every
/// type has by a blanket or an auto trait is left out.
fn listing(json: &Path) -> Result<String, Failure> {
    let items = |derived: bool| {
        let builder = public_api::Builder::from_rustdoc_json(json);
        let builder = builder.omit_blanket_impls(true).omit_auto_trait_impls(true).omit_auto_derived_impls(!derived);
        let api = builder.build().map_err(|error| {
            let file = json.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
            Failure::Fault(format!("public-api: {file} is not what rustdoc of {TOOLCHAIN} writes: {error}"))
        })?;
        Ok::<Vec<String>, Failure>(api.items().map(ToString::to_string).collect())
    };
    let written_out: BTreeSet<String> = items(false)?.into_iter().collect();
    let is_kept = |item: &String| {
        written_out.contains(item) || (item.starts_with("impl") && !item.contains("core::marker::Structural"))
    };
    let mut lines: Vec<String> = items(true)?.into_iter().filter(is_kept).collect();
    lines.dedup();
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// What one listing has and the other has not.
fn difference(before: &str, after: &str) -> String {
    let only = |one: &str, other: &str, sign: char| -> Vec<String> {
        let other: BTreeSet<&str> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).map(|line| format!("  {sign} {line}")).collect()
    };
    let mut lines = only(before, after, '-');
    lines.extend(only(after, before, '+'));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_went_and_what_came() {
        assert_eq!(difference("a\nb\n", "b\nc\n"), "  - a\n  + c");
        assert_eq!(difference("a\n", "a\n"), "");
    }

    #[test]
    fn every_published_crate_has_a_listing_and_no_other_has() {
        let workspace = workspace().unwrap_or_else(|_| panic!("cargo metadata"));
        let published: Vec<&str> = published(&workspace).iter().map(|package| package.name.as_str()).collect();
        for package in workspace.workspace_packages() {
            let (name, listed) = (package.name.as_str(), file_of(package.name.as_str()).is_file());
            assert_eq!(listed, published.contains(&name), "{name}");
        }
    }
}
