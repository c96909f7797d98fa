//! Signs a request for the Coupang gateway from a shell.
//!
//! `cargo run --example coupang_sign -- --method GET --path /v2/.. [--query a=b] [--date yyMMddTHHmmssZ] [--reveal]`
//! takes the keys from `COUPANG_ACCESS_KEY` and `COUPANG_SECRET_KEY` and prints `{message, signature, authorization}`;
//! key and signature are masked unless `--reveal` is given. `--jsonl` signs each line of standard input, an object
//! `{access_key, secret_key, method, path, query, signed_date}`, and never masks.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use clap::Parser;
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer, message};
use serde::{Deserialize, Serialize};

/// Sign a request for the Coupang gateway.
#[derive(Parser)]
struct Flags {
    /// GET, POST, PUT, PATCH or DELETE
    #[arg(long, required_unless_present = "jsonl")]
    method: Option<String>,
    /// The path as it is sent, from its first slash
    #[arg(long, required_unless_present = "jsonl")]
    path: Option<String>,
    /// The query as it is sent, without the question mark
    #[arg(long, default_value = "")]
    query: String,
    /// The signed date, yyMMddTHHmmssZ in UTC (default: now)
    #[arg(long)]
    date: Option<String>,
    /// Show key and signature
    #[arg(long)]
    reveal: bool,
    /// Sign each JSON line of standard input (see the top of this example's source)
    #[arg(long, conflicts_with_all = ["method", "path", "query", "date", "reveal"])]
    jsonl: bool,
}

/// A line of `--jsonl`.
#[derive(Deserialize)]
struct Line {
    access_key: String,
    secret_key: String,
    method: String,
    path: String,
    #[serde(default)]
    query: String,
    signed_date: String,
}

#[derive(Serialize)]
struct Signed {
    message: String,
    signature: String,
    authorization: String,
}

fn main() -> ExitCode {
    let result = match Flags::try_parse() {
        Ok(flags) if flags.jsonl => sign_lines(),
        Ok(flags) => sign_one(&flags),
        Err(error) if !error.use_stderr() => write_line(&error.to_string()),
        Err(error) => Err(live_probe::cli::one_line(&error)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            let _ = writeln!(std::io::stderr(), "error: {line}");
            ExitCode::from(2)
        }
    }
}

fn sign_one(flags: &Flags) -> Result<(), String> {
    let access = AccessKey::new(variable("COUPANG_ACCESS_KEY")?).map_err(|e| format!("COUPANG_ACCESS_KEY: {e}"))?;
    let secret = SecretKey::new(variable("COUPANG_SECRET_KEY")?).map_err(|e| format!("COUPANG_SECRET_KEY: {e}"))?;
    let date = match &flags.date {
        Some(text) => text.parse().map_err(|e| format!("--date: {e}"))?,
        None => SignedDate::now().map_err(|e| format!("the clock: {e}"))?,
    };
    let (method, path) = (flags.method.as_deref().unwrap_or_default(), flags.path.as_deref().unwrap_or_default());
    let mut signed = sign(&Signer::new(access, secret), method, path, &flags.query, date)?;
    if !flags.reveal {
        signed.authorization = format!("CEA algorithm=HmacSHA256, access-key=***, signed-date={date}, signature=***");
        signed.signature = "***".to_owned();
    }
    write_json(&signed)
}

fn sign_lines() -> Result<(), String> {
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let n = n + 1;
        let line = line.map_err(|_| format!("line {n}: not UTF-8"))?;
        // serde's own message would quote a value.
        let line: Line = serde_json::from_str(&line)
            .map_err(|e| format!("line {n}, column {}: not an object with the six text fields", e.column()))?;
        let access = AccessKey::new(line.access_key).map_err(|e| format!("line {n}: access_key: {e}"))?;
        let secret = SecretKey::new(line.secret_key).map_err(|e| format!("line {n}: secret_key: {e}"))?;
        let date = line.signed_date.parse().map_err(|e| format!("line {n}: signed_date: {e}"))?;
        let signer = Signer::new(access, secret);
        let signed =
            sign(&signer, &line.method, &line.path, &line.query, date).map_err(|e| format!("line {n}: {e}"))?;
        write_json(&signed)?;
    }
    Ok(())
}

fn sign(signer: &Signer, method: &str, path: &str, query: &str, date: SignedDate) -> Result<Signed, String> {
    let message = message(method, path, query, date).map_err(|e| e.to_string())?;
    let authorization = signer.authorize(method, path, query, date).map_err(|e| e.to_string())?;
    Ok(Signed {
        message,
        signature: authorization.signature().to_owned(),
        authorization: authorization.as_str().to_owned(),
    })
}

fn variable(name: &str) -> Result<String, String> {
    match std::env::var_os(name).map(std::ffi::OsString::into_string) {
        Some(Ok(value)) => Ok(value),
        Some(Err(_)) => Err(format!("{name} is not valid Unicode")),
        None => Err(format!("{name} is not set")),
    }
}

fn write_json(signed: &Signed) -> Result<(), String> {
    write_line(&serde_json::to_string(signed).map_err(|_| "the result cannot be written".to_owned())?)
}

fn write_line(text: &str) -> Result<(), String> {
    writeln!(std::io::stdout(), "{}", text.trim_end()).map_err(|_| "standard output is closed".to_owned())
}
