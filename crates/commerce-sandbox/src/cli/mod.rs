//! The program around the server: read the command line, announce the address, wait for a signal.

mod args;
mod checkout_scenario;
#[cfg(test)]
mod faults;
mod scenario;
mod scenario_script;
mod scenario_world;
mod signals;
mod toml_file;

use args::{Command, CoupangArgs, KoreaCheckoutArgs};
use checkout_scenario::CheckoutScenario;
use commerce_sandbox::coupang::{Gateway, GatewayBuilder};
use commerce_sandbox::korea_checkout::{Checkout, CheckoutBuilder};
use commerce_sandbox::server::{self, Running, ServeError};
use scenario::Scenario;
use signals::StopSignals;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use webhook_verify::{Scheme, UnknownScheme};

/// Runs the program: exit code 0 after a signal or `--help`, 2 for bad input, 1 when the system refuses something.
pub(crate) fn run(args: impl Iterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let done = args::parse(args).and_then(|command| match command {
        Command::Help(text) => writeln!(out, "{}", text.trim_end()).map_err(Failure::from),
        Command::Coupang(args) => coupang(args, out),
        Command::KoreaCheckout(args) => korea_checkout(args, out),
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
    run_until_stopped(server::spawn(Arc::new(gateway), listen), out)
}

fn korea_checkout(args: KoreaCheckoutArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let listen = args.listen;
    let checkout = checkout_builder(args)?.build().map_err(|error| Failure::bad_input(error.to_string()))?;
    run_until_stopped(server::spawn_korea_checkout(Arc::new(checkout), listen), out)
}

/// Starts the server, says where it listens, and waits for the signal to stop.
fn run_until_stopped(
    start: impl Future<Output = Result<Running, ServeError>>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let mut stop = StopSignals::install()?;
        let running = start.await?;
        writeln!(out, "listening on http://{}", running.addr())?;
        out.flush()?;
        stop.arrived().await;
        running.shutdown().await;
        Ok(())
    })
}

fn builder(args: CoupangArgs) -> Result<GatewayBuilder, Failure> {
    let scenario: Scenario = toml_file::read(args.scenario.as_deref())?;
    let described = Gateway::builder().vendor(args.vendor).keys(args.access_key, args.secret_key);
    Ok(scenario.apply(described, args.seed))
}

fn checkout_builder(args: KoreaCheckoutArgs) -> Result<CheckoutBuilder, Failure> {
    let scenario: CheckoutScenario = toml_file::read(args.scenario.as_deref())?;
    let scheme: Scheme =
        args.webhook_scheme.parse().map_err(|error: UnknownScheme| Failure::bad_input(error.to_string()))?;
    let described = Checkout::builder().webhook_secret(args.webhook_secret).webhook_scheme(scheme).seed(args.seed);
    Ok(scenario.apply(args.api_key.into_iter().fold(described, CheckoutBuilder::api_key)))
}
