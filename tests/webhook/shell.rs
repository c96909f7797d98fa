//! Verifying from a shell: `cargo run --example webhook_verify`.
//!
//! The shared cases, and the attacks that Python computed; see their own tests in `webhook-verify`.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use webhook_verify::{Scheme, Signer};

use crate::programs::built;

const CASES: &str = include_str!("../../crates/webhook-verify/tests/cases.jsonl");
const ATTACKS: &str = include_str!("../../crates/webhook-verify/tests/attacks.jsonl");
const SECRETS: &str = "KOREA_CHECKOUT_WEBHOOK_SECRET";

/// The example, given these bytes on standard input, in an environment without secrets.
fn run(stdin: &[u8], change: impl Fn(&mut Command) -> &mut Command) -> Output {
    let mut command =
        Command::new(built("examples", "webhook_verify", &["-p", "commerce-examples", "--example", "webhook_verify"]));
    command.env_remove(SECRETS).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = change(&mut command).spawn().unwrap();
    let (mut pipe, stdin) = (child.stdin.take().unwrap(), stdin.to_vec());
    // It may have ended before reading; its exit code says so then.
    let writing = std::thread::spawn(move || pipe.write_all(&stdin));
    let output = child.wait_with_output().unwrap();
    let _ = writing.join().unwrap();
    output
}

fn text(stream: &[u8]) -> String {
    String::from_utf8(stream.to_vec()).unwrap()
}

fn cases() -> Vec<Value> {
    CASES.lines().chain(ATTACKS.lines()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn each(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(many) => many.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
        one => vec![one.as_str().unwrap().to_owned()],
    }
}

#[test]
fn jsonl_gives_every_case_its_word() {
    let output = run(format!("{CASES}{ATTACKS}").as_bytes(), |command| command.arg("--jsonl"));
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    let words = text(&output.stdout);
    let words: Vec<&str> = words.lines().collect();
    let cases = cases();
    assert_eq!(words.len(), cases.len());
    for (word, case) in words.iter().zip(&cases) {
        assert_eq!(case["expect"], **word, "{}", case["name"]);
    }
}

#[test]
fn flags_give_every_case_its_word_and_only_ok_exits_with_0() {
    let mut tried = 0;
    for case in cases() {
        let body = match &case["body_b64"] {
            Value::String(base64) => STANDARD.decode(base64).unwrap(),
            _ => case["body"].as_str().unwrap().as_bytes().to_vec(),
        };
        let headers = match &case["header"] {
            Value::Object(named) => named
                .iter()
                .flat_map(|(name, lines)| each(lines).into_iter().map(move |line| format!("{name}: {line}")))
                .collect(),
            lines => each(lines),
        };
        let secrets = each(&case["secret"]).join(",");
        // No argument carries one.
        if headers.iter().any(|header| header.contains('\0')) {
            continue;
        }
        tried += 1;
        let output = run(&body, |command| {
            command.args(["--scheme", case["scheme"].as_str().unwrap(), "--now", &case["now"].to_string()]);
            headers.iter().for_each(|header| {
                command.arg("--header").arg(header);
            });
            command.env(SECRETS, &secrets)
        });
        let expected = case["expect"].as_str().unwrap();
        let shown = (text(&output.stdout), text(&output.stderr), output.status.code());
        let code = if expected == "ok" { 0 } else { 1 };
        assert_eq!(shown, (format!("{expected}\n"), String::new(), Some(code)), "{}", case["name"]);
    }
    assert!(tried > 260, "{tried}");
}

#[test]
fn without_now_the_clock_is_read() {
    let signer = Signer::new(Scheme::timestamped_hex(), ["shop_hook".parse().unwrap()]).unwrap();
    for (age, word) in [(0, "ok"), (400, "stale")] {
        let headers = signer.sign(b"{}", None, crate::unix_seconds() - age).unwrap();
        let (_, value) = headers.iter().next().unwrap();
        let output = run(b"{}", |command| {
            command.env(SECRETS, "shop_hook").args(["--scheme", "timestamped-hex", "--header", value])
        });
        assert_eq!(text(&output.stdout), format!("{word}\n"));
        let line =
            serde_json::json!({ "scheme": "timestamped-hex", "secret": "shop_hook", "body": "{}", "header": value });
        let output = run(line.to_string().as_bytes(), |command| command.arg("--jsonl"));
        assert_eq!(text(&output.stdout), format!("{word}\n"));
    }
}

#[test]
fn a_body_beyond_the_limit_is_too_large() {
    let verify = |length: usize| {
        let body = vec![b'x'; length];
        let output = run(&body, |command| {
            command.env(SECRETS, "shop_hook").args(["--scheme", "body-hex", "--header", &"0".repeat(64)])
        });
        (text(&output.stdout), output.status.code())
    };
    assert_eq!(verify(1 << 20), ("bad_signature\n".to_owned(), Some(1)));
    assert_eq!(verify((1 << 20) + 1), ("too_large\n".to_owned(), Some(1)));
    assert_eq!(verify(3 << 20), ("too_large\n".to_owned(), Some(1)));
}

#[cfg(unix)]
#[test]
fn a_header_that_is_not_unicode_is_malformed() {
    use std::os::unix::ffi::OsStrExt;
    let output = run(b"{}", |command| {
        let header = std::ffi::OsStr::from_bytes(b"caf\xe9");
        command.env(SECRETS, "shop_hook").args(["--scheme", "body-hex", "--header"]).arg(header)
    });
    assert_eq!((text(&output.stdout).as_str(), output.status.code()), ("malformed\n", Some(1)));
}

#[test]
fn bad_input_is_one_line_and_exit_code_2() {
    let secret = |text: &'static str| {
        run(b"planted", move |command| command.env(SECRETS, text).args(["--scheme", "body-hex", "--header", "planted"]))
    };
    let flags = |args: &[&str]| run(b"planted", |command| command.env(SECRETS, "planted").args(args));
    let lines = |line: &str| run(format!("{line}\n").as_bytes(), |command| command.arg("--jsonl"));
    let line = |field: &str, value: Value| {
        let mut line = serde_json::json!({ "scheme": "body-hex", "secret": "planted", "body": "planted", "header": null, "now": 1 });
        line[field] = value;
        lines(&line.to_string())
    };
    for (output, named) in [
        (run(b"", |command| command.args(["--scheme", "body-hex"])), SECRETS),
        (secret(""), SECRETS),
        (secret("planted "), SECRETS),
        (secret("planted\n"), SECRETS),
        (secret("planted,"), SECRETS),
        (secret("planted, planted"), SECRETS),
        (secret(",planted"), SECRETS),
        (flags(&[]), "--scheme"),
        (flags(&["--scheme", "none"]), "--scheme"),
        (flags(&["--scheme", "Body-Hex"]), "--scheme"),
        (flags(&["--scheme", "body-hex", "--now", "yesterday"]), "--now"),
        (flags(&["--scheme", "body-hex", "--headers", "planted"]), "--headers"),
        (flags(&["--scheme", "standard-webhooks", "--header", "planted"]), "--header"),
        (flags(&["--scheme", "body-hex", "--jsonl"]), "--jsonl"),
        (lines("planted"), "line 1"),
        (lines(""), "line 1"),
        (line("scheme", "planted".into()), "line 1: scheme"),
        (line("secret", "".into()), "line 1: secret"),
        (line("secret", Value::Array(Vec::new())), "line 1: secret"),
        (line("secret", "planted\t".into()), "line 1: secret"),
        (line("header", 7.into()), "line 1, column"),
        (line("body", Value::Null), "line 1: exactly one"),
        (line("body_b64", "cGxhbnRlZA==".into()), "line 1: exactly one"),
        (line("now", "planted".into()), "line 1, column"),
    ] {
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!((output.status.code(), out.as_str(), err.lines().count()), (Some(2), "", 1), "{named}: {err}");
        assert!(err.contains(named) && !err.contains("planted"), "{named}: {err}");
    }
}
