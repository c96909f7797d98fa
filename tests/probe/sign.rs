//! Signing from a shell: `cargo run --example coupang_sign`.
//!
//! The vectors were computed by Python and reproduced by OpenSSL; see their own test in `coupang-cea`.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::programs::built;

const VECTORS: &str = include_str!("../../crates/coupang-cea/tests/vectors.json");

fn vectors() -> Vec<Value> {
    serde_json::from_str(VECTORS).unwrap()
}

/// The example, given these lines on standard input, in an environment without keys.
fn sign(lines: &str, change: impl Fn(&mut Command) -> &mut Command) -> Output {
    let mut command =
        Command::new(built("examples", "coupang_sign", &["-p", "commerce-examples", "--example", "coupang_sign"]));
    command.env_remove("COUPANG_ACCESS_KEY").env_remove("COUPANG_SECRET_KEY");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = change(&mut command).spawn().unwrap();
    // It may have ended before reading; its exit code says so then.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(stream: &[u8]) -> String {
    String::from_utf8(stream.to_vec()).unwrap()
}

/// One vector as flags and environment.
fn asked<'c>(command: &'c mut Command, vector: &Value, more: &[&str]) -> &'c mut Command {
    let field = |name: &str| vector[name].as_str().unwrap().to_owned();
    command.env("COUPANG_ACCESS_KEY", field("access_key")).env("COUPANG_SECRET_KEY", field("secret_key"));
    command.args(["--method", &field("method"), "--path", &field("path"), "--date", &field("signed_date")]);
    if !field("query").is_empty() {
        command.args(["--query", &field("query")]);
    }
    command.args(more)
}

#[test]
fn jsonl_signs_every_vector_of_the_second_implementation() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 20);
    let given = ["access_key", "secret_key", "method", "path", "query", "signed_date"];
    let line =
        |vector: &Value| Value::Object(given.map(|key| (key.to_owned(), vector[key].clone())).into_iter().collect());
    let lines: String = vectors.iter().map(|vector| format!("{}\n", line(vector))).collect();
    let output = sign(&lines, |command| command.arg("--jsonl"));
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));

    let signed: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let promised = |vector: &Value| json!({ "message": vector["message"], "signature": vector["signature"], "authorization": vector["authorization"] });
    assert_eq!(signed, vectors.iter().map(promised).collect::<Vec<_>>(), "three fields, never masked");
}

#[test]
fn reveal_shows_what_the_vector_says() {
    for vector in vectors() {
        let output = sign("", |command| asked(command, &vector, &["--reveal"]));
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let signed: Value = serde_json::from_slice(&output.stdout).unwrap();
        for field in ["message", "signature", "authorization"] {
            assert_eq!(signed[field], vector[field], "{} {field}", vector["name"]);
        }
    }
}

#[test]
fn without_reveal_neither_a_key_nor_the_signature_is_shown() {
    for vector in vectors() {
        let output = sign("", |command| asked(command, &vector, &[]));
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let shown = text(&output.stdout) + &text(&output.stderr);
        for secret in ["access_key", "secret_key", "signature"] {
            let secret = vector[secret].as_str().unwrap();
            assert!(!shown.contains(secret) && !shown.contains(&secret[..8]), "{shown}");
            assert!(!shown.contains(&secret[secret.len() - 8..]), "not even its end: {shown}");
        }
        let signed: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(signed["message"], vector["message"], "the message stays readable");
        let fields: Vec<&String> = signed.as_object().unwrap().keys().collect();
        assert_eq!(fields.len(), 3, "{fields:?}");
        let authorization = signed["authorization"].as_str().unwrap();
        assert!(authorization.starts_with("CEA algorithm=HmacSHA256, access-key="), "{authorization}");
        assert!(authorization.contains(vector["signed_date"].as_str().unwrap()), "{authorization}");
    }
}

#[test]
fn without_a_date_it_signs_now_in_utc() {
    let vector = &vectors()[0];
    let output = sign("", |command| {
        command.env("COUPANG_ACCESS_KEY", "a").env("COUPANG_SECRET_KEY", "s").env("TZ", "Asia/Seoul");
        command.args(["--method", "GET", "--path", vector["path"].as_str().unwrap()])
    });
    let signed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let form = time::macros::format_description!("[year repr:last_two][month][day]T[hour]");
    let hour = |ago| (time::OffsetDateTime::now_utc() - time::Duration::minutes(ago)).format(&form).unwrap();
    let message = signed["message"].as_str().unwrap();
    assert!([hour(0), hour(1)].iter().any(|hour| message.starts_with(hour)), "{message}");
    assert!(message[13..].starts_with("ZGET/v2/"), "{message}");
}

#[test]
fn bad_input_is_one_line_and_exit_code_2() {
    let vector = &vectors()[0];
    let keyed = |command: &mut Command| {
        command.env("COUPANG_ACCESS_KEY", "planted-access").env("COUPANG_SECRET_KEY", "planted-secret");
    };
    let flags = |args: &[&str]| {
        sign("", |command| {
            keyed(command);
            command.args(args)
        })
    };
    let date = "250115T061713Z";
    let lines = |line: &str| sign(&format!("{line}\n"), |command| command.arg("--jsonl"));
    for (output, named) in [
        (flags(&["--method", "GET"]), "--path"),
        (flags(&["--path", "/v2/x"]), "--method"),
        (flags(&["--method", "GET", "--path", "/v2/x", "--dat", date]), "--dat"),
        (flags(&["--method", "GET", "--path", "/v2/x", "--date", "yesterday"]), "--date"),
        (flags(&["--method", "GET", "--path", "/v2/x", "--date", "250230T000000Z"]), "--date"),
        (flags(&["--method", "GET", "--path", "v2/x", "--date", date]), "path"),
        (flags(&["--method", "G T", "--path", "/v2/x", "--date", date]), "method"),
        (sign("", |command| command.args(["--method", "GET", "--path", "/v2/x"])), "COUPANG_ACCESS_KEY"),
        (sign("", |command| asked(command, vector, &[]).env_remove("COUPANG_SECRET_KEY")), "COUPANG_SECRET_KEY"),
        (
            sign("", |command| asked(command, vector, &[]).env("COUPANG_SECRET_KEY", "planted-secret\n")),
            "COUPANG_SECRET_KEY",
        ),
        (lines("planted-secret"), "line 1"),
        (lines(r#"{"access_key":"planted-access","secret_key":7}"#), "line 1"),
        (lines(""), "line 1"),
    ] {
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!((output.status.code(), out.as_str(), err.lines().count()), (Some(2), "", 1), "{named}: {err}");
        assert!(err.contains(named) && !err.contains("planted"), "{named}: {err}");
    }
}
