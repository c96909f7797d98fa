//! The program around the server: read the command line, announce the address, wait for a signal.

mod args;
mod scenario;
mod signals;

use args::{Command, CoupangArgs};
use commerce_sandbox::coupang::{Gateway, GatewayBuilder};
use commerce_sandbox::server::{self, ServeError};
use scenario::Scenario;
use signals::StopSignals;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the program: exit code 0 after a signal or `--help`, 2 for bad input, 1 when the system refuses something.
pub(crate) fn run(args: impl Iterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let done = args::parse(args).and_then(|command| match command {
        Command::Help(text) => writeln!(out, "{}", text.trim_end()).map_err(Failure::from),
        Command::Coupang(args) => coupang(args, out),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell when even stderr is closed.
            drop(writeln!(err, "error: {}", failure.message));
            ExitCode::from(failure.code)
        }
    }
}

/// Why the program ends early, in one line that holds no secret.
#[derive(Debug)]
struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    fn bad_input(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self { code: 1, message: error.to_string() }
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Bind { ref source, .. } => Self { code: 1, message: format!("{error}: {source}") },
            _ => Self::bad_input(error.to_string()),
        }
    }
}

fn coupang(args: CoupangArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let listen = args.listen;
    let gateway = builder(args)?.build().map_err(|error| Failure::bad_input(error.to_string()))?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let mut stop = StopSignals::install()?;
        let running = server::spawn(Arc::new(gateway), listen).await?;
        writeln!(out, "listening on http://{}", running.addr())?;
        out.flush()?;
        stop.arrived().await;
        running.shutdown().await;
        Ok(())
    })
}

fn builder(args: CoupangArgs) -> Result<GatewayBuilder, Failure> {
    let scenario = args.scenario.as_deref().map_or_else(|| Ok(Scenario::default()), Scenario::read)?;
    let described = Gateway::builder().vendor(args.vendor).keys(args.access_key, args.secret_key).seed(args.seed);
    Ok(scenario.apply(described))
}
