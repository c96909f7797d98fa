//! The README's shell lines and its scenario are run as they stand there.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const README: &str = include_str!("../../../README.md");

/// The first block of a language after the heading of Korea Checkout.
fn block(language: &str) -> &'static str {
    let (_, checkout) = README.split_once("\n# Korea Checkout\n").expect("a heading");
    let (_, block) = checkout.split_once(&format!("\n```{language}\n")).expect("a block");
    block.split_once("\n```").expect("its end").0
}

struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts the program as the README does, with its scenario, on a free port.
fn start(directory: &Path) -> (Started, String) {
    let scenario = directory.join("defaults.toml");
    std::fs::write(&scenario, block("toml")).expect("a scenario file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_commerce-sandbox"));
    command.args([
        "korea-checkout",
        "--listen",
        "127.0.0.1:0",
        "--api-key",
        "sk_test_me",
        "--webhook-secret",
        "kc_hook_dev",
    ]);
    command.arg("--scenario").arg(scenario).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut started = Started(command.spawn().expect("a start"));
    let mut first = String::new();
    BufReader::new(started.0.stdout.as_mut().expect("stdout")).read_line(&mut first).expect("a line");
    let url = first.trim_end().strip_prefix("listening on ").expect("the promised words").to_owned();
    (started, url)
}

#[cfg(unix)]
#[test]
fn the_shell_lines_create_pay_read_and_refund() {
    if Command::new("curl").arg("--version").output().is_err() {
        drop(writeln!(std::io::stderr(), "NOT TESTED: no curl here, so nobody runs the README's shell lines"));
        return;
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&directory).expect("a directory");
    let (_started, url) = start(&directory);
    let script = format!("set -eu\n{}\n", block("sh").replace("http://127.0.0.1:8080", &url));
    let output = Command::new("sh").args(["-c", &script]).current_dir(&directory).output().expect("a shell");
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && errors.is_empty(), "{said} {errors}");
    assert!(said.starts_with("303 http://127.0.0.1:3000/done\n"), "{said}");
    assert!(said.contains(r#""status":"completed""#) && said.contains(r#""amount":10000"#), "{said}");
}

#[test]
fn the_scenario_is_accepted() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-scenario");
    std::fs::create_dir_all(&directory).expect("a directory");
    assert!(start(&directory).1.starts_with("http://127.0.0.1:"));
}
