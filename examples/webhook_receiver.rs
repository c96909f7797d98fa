//! Receives the webhooks of Korea Checkout: verifies them, queues them in a file, answers.
//!
//! `KOREA_CHECKOUT_WEBHOOK_SECRET=.. cargo run --example webhook_receiver -- --queue events.jsonl` listens on a loopback
//! address, where a proxy that ends TLS passes on what is posted to `/webhooks`. The first line on standard output says
//! where; standard error gets a line for each delivery, with nothing of it. Several secrets are separated by commas. The
//! receiver itself stands in `receiver/`.

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use commerce_examples::receiver::{Queue, Receiver};
use korea_checkout::events::secrets_from_env;
use tokio::net::TcpListener;
use webhook_verify::{Scheme, Verifier};

/// Receive webhooks: secrets in `KOREA_CHECKOUT_WEBHOOK_SECRET`.
#[derive(Parser)]
struct Flags {
    /// A loopback address; port 0 lets the system choose
    #[arg(long, default_value = "127.0.0.1:0", value_parser = loopback)]
    listen: SocketAddr,
    /// The file that deliveries are appended to
    #[arg(long)]
    queue: PathBuf,
    /// body-hex, body-base64, timestamped-hex or standard-webhooks: what the vendor's first real delivery shows
    #[arg(long, default_value = "body-hex")]
    scheme: Scheme,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let result = match Flags::try_parse() {
        Ok(flags) => run(flags).await.map_err(|error| error.to_string()),
        Err(error) if !error.use_stderr() => {
            writeln!(io::stdout(), "{error}").map_err(|_| "standard output is closed".to_owned())
        }
        Err(error) => Err(live_probe::cli::one_line(&error)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            log(&format!("error: {line}"));
            ExitCode::from(2)
        }
    }
}

async fn run(flags: Flags) -> Result<(), Box<dyn Error>> {
    // Without a secret nothing is received: there is no verifier that accepts everything.
    let verifier = Verifier::new(flags.scheme, secrets_from_env()?)?;
    let queue = Queue::open(&flags.queue).map_err(|error| format!("--queue: {error}"))?;
    let listener = TcpListener::bind(flags.listen).await.map_err(|error| format!("--listen: {error}"))?;
    writeln!(io::stdout(), "listening on http://{}", listener.local_addr()?)?;
    let receiver = Arc::new(Receiver::new(verifier, queue, log));
    Ok(axum::serve(listener, receiver.routes()).await?)
}

fn log(line: &str) {
    // A log that is gone is no reason to refuse a paid order.
    let _ = writeln!(io::stderr(), "{line}");
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "not an address with a port".to_owned())?;
    if address.ip().is_loopback() { Ok(address) } else { Err("not a loopback address".to_owned()) }
}
