//! The README's faults are run as they stand there.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const README: &str = include_str!("../../README.md");

/// The first block of a language after the heading of faults.
fn block(language: &str) -> &'static str {
    let (_, faults) = README.split_once("\n# Faults\n").expect("a heading");
    let (_, block) = faults.split_once(&format!("\n```{language}\n")).expect("a block");
    block.split_once("\n```").expect("its end").0
}

struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn the_scenario_is_accepted_and_the_shell_lines_do_what_they_say() {
    if Command::new("curl").arg("--version").output().is_err() {
        drop(writeln!(std::io::stderr(), "NOT TESTED: no curl here, so nobody runs the README's shell lines"));
        return;
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-faults");
    std::fs::create_dir_all(&directory).expect("a directory");
    let scenario = directory.join("faults.toml");
    std::fs::write(&scenario, block("toml")).expect("a scenario file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_commerce-sandbox"));
    command.args(["coupang", "--listen", "127.0.0.1:0", "--scenario"]).arg(scenario);
    let mut started = Started(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("a start"));
    let mut first = String::new();
    BufReader::new(started.0.stdout.as_mut().expect("stdout")).read_line(&mut first).expect("a line");
    let url = first.trim_end().strip_prefix("listening on ").expect("the promised words");

    let script = format!("set -eu\n{}\n", block("sh").replace("http://127.0.0.1:8080", url));
    let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && errors.is_empty(), "{said} {errors}");
    assert!(said.contains(r#"{"faults":1}{"now":"#) && said.contains(r#"{"happened":false,"number":null}"#), "{said}");
    assert!(said.contains(r#""calls":0"#) && said.contains(r#""faults":[]"#), "{said}");
}

#[test]
fn every_word_of_a_fault_is_in_the_table() {
    let (_, faults) = README.split_once("\n# Faults\n").expect("a heading");
    let error = serde_json::from_str::<commerce_sandbox::fault::ScriptedFault<commerce_sandbox::coupang::Gateway>>(
        r#"{ "fault": "nothing" }"#,
    )
    .expect_err("no such word")
    .to_string();
    let (_, words) = error.split_once("one of ").expect("the words");
    let words: Vec<&str> = words.split(" at line").next().expect("words").split(", ").collect();
    assert_eq!(words.len(), 20);
    for word in words {
        assert!(faults.contains(&format!("`{word}`")), "{word}");
    }
}
