//! Starts a sandbox on a loopback port: `commerce-sandbox coupang --listen 127.0.0.1:8080`.
#![forbid(unsafe_code)]

mod cli;

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), &mut stdout(), &mut stderr())
}
