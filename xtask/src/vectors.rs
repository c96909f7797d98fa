//! `cargo xtask vectors --check`: the signing vectors, recomputed by an implementation that is not ours.
//!
//! Python's standard library does it alone (`vectors.py`). Where it is missing, openssl computes each HMAC over the
//! message put together here.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Failure;

/// Returns the line to print when nothing differs.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let ["--check"] = arguments else {
        return Err(Failure::Usage);
    };
    let files = Files::in_workspace();
    let vectors: Vec<Vector> = load(&files.vectors)?;
    let negatives: Vec<Negative> = load(&files.negatives)?;
    if vectors.is_empty() || negatives.is_empty() {
        return Err(Failure::Fault("vectors: a file holds none".to_owned()));
    }
    let (implementation, differences) = if succeeds(Command::new("python3").args(["-c", "import hmac, json"])) {
        ("python3 (hmac)", by_python(&files)?)
    } else if succeeds(Command::new("openssl").arg("version")) {
        ("openssl (dgst)", by_openssl(&vectors, &negatives)?)
    } else {
        return Err(Failure::Fault(
            "vectors: neither python3 nor openssl is installed, nothing was checked".to_owned(),
        ));
    };
    if differences.is_empty() {
        let (vectors, negatives) = (vectors.len(), negatives.len());
        Ok(format!("vectors: {vectors} vectors and {negatives} negatives recomputed with {implementation}"))
    } else {
        Err(Failure::Fault(format!("vectors: recomputed with {implementation}\n{}", differences.join("\n"))))
    }
}

struct Files {
    vectors: PathBuf,
    negatives: PathBuf,
    script: PathBuf,
}

impl Files {
    fn in_workspace() -> Self {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        let tests = xtask.join("../crates/coupang-cea/tests");
        Self {
            vectors: tests.join("vectors.json"),
            negatives: tests.join("negative.json"),
            script: xtask.join("src/vectors.py"),
        }
    }
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    access_key: String,
    secret_key: String,
    method: String,
    path: String,
    query: String,
    signed_date: String,
    message: String,
    signature: String,
    authorization: String,
}

#[derive(Deserialize)]
struct Negative {
    mistake: String,
    vector: String,
    message: String,
    signature: String,
}

fn load<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    let named = |error: &dyn std::error::Error| Failure::Fault(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(&error))?;
    serde_json::from_str(&text).map_err(|error| named(&error))
}

/// A name on the path is not enough: version managers and app stores install stand-ins that only print a hint.
fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn by_python(files: &Files) -> Result<Vec<String>, Failure> {
    let output = Command::new("python3").arg(&files.script).arg(&files.vectors).arg(&files.negatives).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let differences: Vec<String> = printed.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if output.status.success() || !differences.is_empty() {
        Ok(differences)
    } else {
        Err(Failure::Fault(format!("vectors.py failed: {}", String::from_utf8_lossy(&output.stderr))))
    }
}

fn by_openssl(vectors: &[Vector], negatives: &[Negative]) -> Result<Vec<String>, Failure> {
    let mut differences = Vec::new();
    for vector in vectors {
        let Vector { name, access_key, signed_date, method, path, query, .. } = vector;
        let message = format!("{signed_date}{method}{path}{query}");
        let signature = openssl_hmac(&vector.secret_key, &message)?;
        let authorization = format!(
            "CEA algorithm=HmacSHA256, access-key={access_key}, signed-date={signed_date}, signature={signature}"
        );
        differences.extend(difference(name, "message", &vector.message, &message));
        differences.extend(difference(name, "signature", &vector.signature, &signature));
        differences.extend(difference(name, "authorization", &vector.authorization, &authorization));
    }
    for Negative { mistake, vector, message, signature } in negatives {
        // The recorded message is trusted here: only Python, and the tests of the crate, commit the mistake again.
        let Some(vector) = vectors.iter().find(|candidate| candidate.name == *vector) else {
            differences.push(format!("{mistake}: there is no vector {vector}"));
            continue;
        };
        let recomputed = openssl_hmac(&vector.secret_key, message)?;
        differences.extend(difference(mistake, "signature", signature, &recomputed));
        if *signature == vector.signature {
            differences.push(format!("{mistake}: the mistake gives the right signature"));
        }
    }
    Ok(differences)
}

fn difference(name: &str, field: &str, recorded: &str, recomputed: &str) -> Option<String> {
    (recorded != recomputed).then(|| format!("{name}: {field} differs"))
}

/// The keys of the vectors are fakes, so one on a command line gives nothing away.
fn openssl_hmac(secret_key: &str, message: &str) -> Result<String, Failure> {
    let mut child = Command::new("openssl")
        .args(["dgst", "-sha256", "-mac", "HMAC", "-macopt", &format!("key:{secret_key}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(message.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    // One line, `SHA2-256(stdin)= 0123..` or, from older versions, `(stdin)= 0123..`.
    let line = String::from_utf8_lossy(&output.stdout);
    match line.split_whitespace().last() {
        Some(digits) if output.status.success() => Ok(digits.to_owned()),
        _ => Err(Failure::Fault("openssl dgst failed".to_owned())),
    }
}
