//! The main job as a process: `cargo run --example coupang_live_probe`.

use std::process::{Command, Output};

use serde_json::Value;

use crate::programs::built;
use crate::support::Silent;

/// The example in an environment without any variable of ours.
fn example() -> Command {
    let arguments = ["-p", "commerce-examples", "--example", "coupang_live_probe"];
    let mut command = Command::new(built("examples", "coupang_live_probe", &arguments));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("COUPANG_") {
            command.env_remove(name);
        }
    }
    command.env("LANG", "en_US.UTF-8");
    command
}

fn run(command: &mut Command) -> (Output, String, String) {
    let output = command.output().unwrap();
    let (out, err) = (output.stdout.clone(), output.stderr.clone());
    (output, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn without_keys_it_counts_the_sandbox_and_says_so_first() {
    let (output, out, err) = run(&mut example());
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(out.lines().next().unwrap().to_lowercase().contains("sandbox"), "{out}");
    assert!(out.contains("ACTIVE") && err.is_empty(), "{out}{err}");
}

#[test]
fn with_json_stdout_is_one_object() {
    let (output, out, err) = run(example().args(["--json", "--expect", "ACCEPT=3"]));
    assert_eq!((output.status.code(), out.lines().count()), (Some(0), 1), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["target"], &report["counts"]["orders"]["ACCEPT"]), (&"sandbox".into(), &3.into()));
    assert!(err.lines().count() == 1 && err.to_lowercase().contains("sandbox"), "{err}");
}

#[test]
fn its_exit_code_tells_what_happened() {
    let (mismatch, ..) = run(example().args(["--expect", "ACCEPT=4"]));
    assert_eq!(mismatch.status.code(), Some(3));
    let port = Silent::listen().port();
    let mut nobody = example();
    nobody.args(["--base-url", &format!("http://127.0.0.1:{port}")]);
    assert_eq!(run(&mut nobody).0.status.code(), Some(1));

    let (output, out, err) = run(example().arg("--live"));
    assert_eq!((output.status.code(), out.as_str(), err.lines().count()), (Some(2), "", 1), "{err}");
    assert!(err.contains("COUPANG_VENDOR_ID"), "{err}");
    let (output, out, err) = run(example().env("COUPANG_VENDOR_ID", "A00077777").env("COUPANG_ACCESS_KEY", "a"));
    assert_eq!((output.status.code(), out.as_str(), err.lines().count()), (Some(2), "", 1), "{err}");
    assert!(err.contains("COUPANG_SECRET_KEY"), "{err}");
}
