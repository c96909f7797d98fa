//! `cargo xtask package [--verify]`: the archives of the published crates, and what is in them.

use std::fs;
use std::path::Path;

use cargo_metadata::Package;

use crate::Failure;
use crate::cargo::{cargo, published, root, run as run_command, workspace};

/// What every archive must have.
const NEEDED: [&str; 5] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs"];

/// What it may have besides, and everything in `src`.
const ALLOWED: [&str; 5] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig", "ENDPOINTS.md", "UNKNOWN.md"];

/// The largest archive, in bytes; the largest of ours has a fifth of it.
const LARGEST_ARCHIVE: u64 = 1024 * 1024;

/// The largest file, in bytes: data belongs to the tests.
const LARGEST_FILE: usize = 256 * 1024;

/// Packs and looks; with `--verify` each crate is also built from its archive, with the other archives as its
/// dependencies.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let verify = match arguments {
        [] => false,
        ["--verify"] => true,
        _ => return Err(Failure::Usage),
    };
    let workspace = workspace()?;
    let packages = published(&workspace);
    let mut pack = cargo();
    pack.args(["package", "--quiet"]).args(packages.iter().flat_map(|package| ["--package", package.name.as_str()]));
    pack.args((!verify).then_some("--no-verify"));
    // Work in progress may be packed to see what comes of it. What CI packs is committed.
    pack.args(std::env::var_os("CI").is_none().then_some("--allow-dirty"));
    run_command(pack)?;
    let mut faults = Vec::new();
    for package in &packages {
        let archive = format!("{}-{}.crate", package.name, package.version);
        let bytes = fs::metadata(workspace.target_directory.join("package").join(&archive))?.len();
        if bytes > LARGEST_ARCHIVE {
            faults.push(format!("{archive} has {bytes} bytes"));
        }
        let Some(directory) = package.manifest_path.parent() else { continue };
        let mut files = Vec::new();
        for name in list(package)? {
            // Cargo writes some of them as it packs.
            let bytes = fs::read(directory.join(&name)).unwrap_or_default();
            files.push((name, bytes));
        }
        faults.extend(faults_in(&files).into_iter().map(|fault| format!("{}: {fault}", package.name)));
    }
    if faults.is_empty() {
        let built = if verify { ", each built from its own" } else { "" };
        return Ok(format!("package: {} archives{built}", packages.len()));
    }
    Err(Failure::Fault(format!("package:\n{}", faults.join("\n"))))
}

/// The files of an archive.
fn list(package: &Package) -> Result<Vec<String>, Failure> {
    let mut command = cargo();
    command.args(["package", "--quiet", "--list", "--allow-dirty", "--package", package.name.as_str()]);
    let output = command.output()?;
    if !output.status.success() {
        return Err(Failure::Fault(format!("package: {}", String::from_utf8_lossy(&output.stderr))));
    }
    // On Windows cargo lists with the separators of Windows.
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(|name| name.replace('\\', "/")).collect())
}

/// What is missing, what does not belong there, and what tells of the machine it was made on.
fn faults_in(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let missing = NEEDED.iter().filter(|needed| files.iter().all(|(name, _)| name != *needed));
    let mut faults: Vec<String> = missing.map(|name| format!("{name} is missing")).collect();
    let home = std::env::home_dir().filter(|home| home.parent().is_some());
    let places: Vec<String> = [Some(root()), home].into_iter().flatten().map(|place| text_of(&place)).collect();
    for (name, bytes) in files {
        if !name.starts_with("src/") && !NEEDED.contains(&name.as_str()) && !ALLOWED.contains(&name.as_str()) {
            faults.push(format!("{name} does not belong there"));
        }
        if bytes.len() > LARGEST_FILE {
            faults.push(format!("{name} has {} bytes", bytes.len()));
        }
        let text = String::from_utf8_lossy(bytes);
        if places.iter().any(|place| text.contains(place.as_str())) {
            faults.push(format!("{name} names a folder of this machine"));
        }
        if name.starts_with("LICENSE-") && fs::read(root().join(name)).unwrap_or_default() != *bytes {
            faults.push(format!("{name} is not the workspace's"));
        }
    }
    faults
}

/// With a separator behind, so that a short name is not found in a longer one.
fn text_of(place: &Path) -> String {
    format!("{}{}", place.display(), std::path::MAIN_SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_foreign_large_or_local_is_a_fault() {
        let license = |name: &str| (name.to_owned(), fs::read(root().join(name)).unwrap());
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let mut files = vec![
            file("Cargo.toml", ""),
            license("LICENSE-APACHE"),
            license("LICENSE-MIT"),
            file("README.md", "# Good"),
            file("src/lib.rs", "//! Good."),
            file("src/deep/page.html", "<p>"),
        ];
        assert_eq!(faults_in(&files), [""; 0]);
        files[3] = file("tests/data.json", &"x".repeat(LARGEST_FILE + 1));
        files[4] = file("src/lib.rs", &format!("include!(\"{}\");", root().join("x").display()));
        files[1].1.push(b'x');
        assert_eq!(
            faults_in(&files),
            [
                "README.md is missing",
                "LICENSE-APACHE is not the workspace's",
                "tests/data.json does not belong there",
                "tests/data.json has 262145 bytes",
                "src/lib.rs names a folder of this machine",
            ]
        );
    }
}
