//! Verifies a webhook from a shell.
//!
//! `cargo run --example webhook_verify -- --scheme body-hex [--header VALUE].. [--now UNIX] < body` takes the secrets
//! from `KOREA_CHECKOUT_WEBHOOK_SECRET`, separated by commas, and prints one word: `ok`, `bad_signature`, `missing`,
//! `malformed`, `stale` or `too_large`. It exits with 0 for `ok`, 1 for the other words, 2 for wrong usage. With
//! `standard-webhooks`, a header is `name: value`, and a secret that starts with `whsec_` is base64 text.
//!
//! `--jsonl` verifies each line of standard input, an object `{scheme, secret, body or body_b64, header, now}` where the
//! secret is a string or a list, and the header is null, a line, a list of lines, or an object of names and lines. Each
//! line of output is the word.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Parser;
use commerce_examples::unix_seconds;
use serde::Deserialize;
use webhook_verify::{Reason, Scheme, Secret, SecretError, Verifier};

/// Where the secrets stand.
const SECRETS: &str = "KOREA_CHECKOUT_WEBHOOK_SECRET";

/// Verify a webhook: secrets in `KOREA_CHECKOUT_WEBHOOK_SECRET`, the body on standard input.
#[derive(Parser)]
struct Flags {
    /// body-hex, body-base64, timestamped-hex or standard-webhooks
    #[arg(long, required_unless_present = "jsonl")]
    scheme: Option<Scheme>,
    /// One line of the signature's header, as received; with standard-webhooks 'name: value'
    #[arg(long, allow_hyphen_values = true)]
    header: Vec<OsString>,
    /// The moment of arrival in unix seconds (default: now)
    #[arg(long, allow_negative_numbers = true)]
    now: Option<i64>,
    /// Verify each JSON line of standard input (see the top of this example's source)
    #[arg(long, conflicts_with_all = ["scheme", "header", "now"])]
    jsonl: bool,
}

/// A line of `--jsonl`.
#[derive(Deserialize)]
struct Line {
    scheme: String,
    secret: OneOrMany,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    body_b64: Option<String>,
    header: Option<Header>,
    #[serde(default)]
    now: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Header {
    Unnamed(OneOrMany),
    Named(BTreeMap<String, OneOrMany>),
}

type Headers = Vec<(String, Vec<u8>)>;

fn main() -> ExitCode {
    let result = match Flags::try_parse() {
        Ok(flags) if flags.jsonl => verify_lines(),
        Ok(flags) => verify_one(flags),
        Err(error) if !error.use_stderr() => write_line(&error.to_string()).map(|()| ExitCode::SUCCESS),
        Err(error) => Err(live_probe::cli::one_line(&error)),
    };
    result.unwrap_or_else(|line| {
        let _ = writeln!(io::stderr(), "error: {line}");
        ExitCode::from(2)
    })
}

fn verify_one(flags: Flags) -> Result<ExitCode, String> {
    let scheme = flags.scheme.ok_or("--scheme is missing")?;
    let named = scheme.name() == "standard-webhooks";
    let lines = flags.header.into_iter().map(OsString::into_encoded_bytes);
    let headers: Headers = if named {
        lines.map(|line| name_and_value(&line)).collect::<Result<_, _>>()?
    } else {
        lines.map(|line| (scheme.header().to_owned(), line)).collect()
    };
    let secrets = match std::env::var_os(SECRETS).map(OsString::into_string) {
        Some(Ok(secrets)) => secrets,
        Some(Err(_)) => return Err(format!("{SECRETS} is not valid Unicode")),
        None => return Err(format!("{SECRETS} is not set")),
    };
    let verifier = verifier(scheme, Secret::list(secrets)).map_err(|error| format!("{SECRETS}: {error}"))?;
    // One byte more than is verified, so that a longer body is noticed and not kept.
    let mut body = Vec::new();
    let limit = u64::try_from(Verifier::DEFAULT_MAX_BODY_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    io::stdin().lock().take(limit).read_to_end(&mut body).map_err(|error| format!("the body: {}", error.kind()))?;
    let word = word(&verifier, &headers, &body, flags.now);
    write_line(word)?;
    Ok(if word == "ok" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn verify_lines() -> Result<ExitCode, String> {
    for (n, line) in io::stdin().lock().lines().enumerate() {
        let n = n + 1;
        let line = line.map_err(|_| format!("line {n}: not UTF-8"))?;
        // serde's own message would quote a value.
        let line: Line = serde_json::from_str(&line)
            .map_err(|e| format!("line {n}, column {}: not an object with the fields of --jsonl", e.column()))?;
        write_line(line.word().map_err(|error| format!("line {n}: {error}"))?)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Line {
    fn word(self) -> Result<&'static str, String> {
        let scheme: Scheme = self.scheme.parse().map_err(|error| format!("scheme: {error}"))?;
        let signature_header = scheme.header().to_owned();
        let secrets = self.secret.into_vec().into_iter().map(Secret::new).collect();
        let verifier = verifier(scheme, secrets).map_err(|error| format!("secret: {error}"))?;
        let body = match (self.body, self.body_b64) {
            (Some(body), None) => body.into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64).map_err(|_| "body_b64: not base64")?,
            _ => return Err("exactly one of body and body_b64".to_owned()),
        };
        let named = match self.header {
            None => BTreeMap::new(),
            Some(Header::Unnamed(lines)) => BTreeMap::from([(signature_header, lines)]),
            Some(Header::Named(headers)) => headers,
        };
        let lines = |(name, lines): (String, OneOrMany)| {
            lines.into_vec().into_iter().map(move |line| (name.clone(), line.into_bytes()))
        };
        let headers: Headers = named.into_iter().flat_map(lines).collect();
        Ok(word(&verifier, &headers, &body, self.now))
    }
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

fn word(verifier: &Verifier, headers: &Headers, body: &[u8], now: Option<i64>) -> &'static str {
    let verified = verifier.verify(headers, body, now.unwrap_or_else(unix_seconds));
    verified.map_or_else(Reason::as_str, |_| "ok")
}

fn verifier(scheme: Scheme, secrets: Result<Vec<Secret>, SecretError>) -> Result<Verifier, String> {
    let secrets = secrets.map_err(|error| error.to_string())?;
    Verifier::new(scheme, secrets).map_err(|error| {
        let source = std::error::Error::source(&error);
        source.map_or_else(|| error.to_string(), ToString::to_string)
    })
}

fn name_and_value(line: &[u8]) -> Result<(String, Vec<u8>), String> {
    let colon = line.iter().position(|byte| *byte == b':').ok_or("--header: not of the form 'name: value'")?;
    let (name, value) = line.split_at(colon);
    Ok((String::from_utf8_lossy(name).into_owned(), value.iter().skip(1).copied().collect()))
}

fn write_line(text: &str) -> Result<(), String> {
    writeln!(io::stdout(), "{}", text.trim_end()).map_err(|_| "standard output is closed".to_owned())
}
