//! The live probe as a program.
#![forbid(unsafe_code)]

#[cfg(feature = "sandbox")]
mod embedded;

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "sandbox")]
    let sandbox = Some(embedded::sandbox());
    #[cfg(not(feature = "sandbox"))]
    let sandbox = None;
    live_probe::cli::main(sandbox)
}
