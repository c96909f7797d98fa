//! Redacts standard input: one input per line in, one redacted output per line out.
//!
//! `cargo run --example redact_stdin -- [--json] [--jsonl]`: with `--json` an input is a JSON document. With
//! `--jsonl` each line is a JSON string that holds one input, which may have several lines, and so is each output.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use clap::Parser;
use redact_kr::Redactor;

/// Redact each line of standard input.
#[derive(Parser)]
struct Flags {
    /// Each input is a JSON document
    #[arg(long)]
    json: bool,
    /// Each line is a JSON string that holds one input
    #[arg(long)]
    jsonl: bool,
}

fn main() -> ExitCode {
    match Flags::try_parse() {
        Ok(flags) => redact(&flags).map_or_else(|error| failed(&error), |()| ExitCode::SUCCESS),
        Err(error) => {
            let code = u8::from(error.use_stderr()) * 2;
            let _ = error.print();
            ExitCode::from(code)
        }
    }
}

fn redact(flags: &Flags) -> io::Result<()> {
    let redactor = Redactor::new();
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        // A line that is no JSON string is an input as it stands: nothing is lost, and nothing comes out unredacted.
        let input = match serde_json::from_slice::<String>(&line) {
            Ok(text) if flags.jsonl => text.into_bytes(),
            _ => line,
        };
        let redacted = if flags.json { redactor.redact_json(&input) } else { redactor.redact_bytes(&input) };
        if flags.jsonl {
            serde_json::to_writer(&mut output, &String::from_utf8_lossy(&redacted))?;
        } else {
            output.write_all(&redacted)?;
        }
        output.write_all(b"\n")?;
    }
    output.flush()
}

/// Tells the kind only: an error of the decoder may quote the line.
fn failed(error: &io::Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "redact_stdin: {}", error.kind());
    ExitCode::FAILURE
}
