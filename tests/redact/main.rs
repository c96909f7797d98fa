//! `redact_stdin` as a user runs it: lines in, lines out, nothing lost and nothing let through.

#[path = "../probe/programs.rs"]
mod programs;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs the example with these flags over this input.
fn redact(flags: &[&str], input: &[u8]) -> Vec<u8> {
    let program =
        programs::built("examples", "redact_stdin", &["-p", "commerce-examples", "--example", "redact_stdin"]);
    let mut child = Command::new(program).args(flags).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    output.stdout
}

#[test]
fn one_line_out_for_each_line_in() {
    let output = redact(&[], b"order=7100123456789\ncall 010-1234-5678\n\n\xff mail a@example.com\n");
    assert_eq!(output, b"order=7100123456789\ncall ***\n\n\xff mail ***@example.com\n");
}

#[test]
fn documents_stay_documents() {
    let document = r#"{"orderId":7100123456789,"receiver":{"name":"홍길동"}}"#;
    let output = String::from_utf8(redact(&["--json"], format!("{document}\n{{\"name\n").as_bytes())).unwrap();
    assert_eq!(output.lines().next(), Some(r#"{"orderId":7100123456789,"receiver":{"name":"***"}}"#));
    assert_eq!(output.lines().count(), 2, "a truncated document is a line too");
}

#[test]
fn json_strings_hold_inputs_of_several_lines() {
    let output = redact(
        &["--jsonl"],
        "\"수취인: 홍길동\\nstatus=200\"\n\"\\ud83d 010-1234-5678\"\nno string 010-1234-5678\n".as_bytes(),
    );
    let lines: Vec<Value> =
        String::from_utf8(output).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 3, "a lone surrogate and a line that is no string lose nothing");
    let first = lines[0].as_str().unwrap();
    assert!(!first.contains("길동") && first.ends_with("\nstatus=200"), "{first}");
    for line in &lines[1..] {
        let text = line.as_str().unwrap();
        assert!(!text.contains("1234-5678") && text.contains("***"), "{text}");
    }
}
