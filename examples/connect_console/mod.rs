//! Starts the console: its arguments, the gateway behind it, its address and its code.

mod args;
mod chart;
mod forms;
mod lines;
mod page;
mod safety;
mod session;
mod site;

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use args::{Args, Place};
use commerce_sandbox::coupang::Gateway;
use commerce_sandbox::server::{self, Running};
use coupang_connect::{Connections, FileVault, Journal, MemoryVault, Rotation, Vault};
use live_probe::Plan;
use tokio::net::TcpListener;

use session::Session;
use site::Console;

/// What is counted: today and the six days before.
const DAYS: u8 = 7;

/// Usage or configuration, as everywhere in this workspace.
const USAGE: u8 = 2;

/// Runs until it is stopped.
pub(crate) fn main() -> ExitCode {
    let args = match args::read() {
        Ok(args) => args,
        Err(code) => return code,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let served = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(serve(args)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(USAGE)
        }
    }
}

async fn serve(args: Args) -> Result<(), Box<dyn Error>> {
    let vault: Arc<dyn Vault> = match (&args.vault, &args.key_file) {
        (Some(vault), Some(key)) => Arc::new(FileVault::with_key_file(vault, key)?),
        _ => Arc::new(MemoryVault::new()),
    };
    let journal = args.log.as_ref().map(|directory| Journal::in_directory(directory, Rotation::default()));
    let builder = Connections::builder(vault).journal(journal.unwrap_or_else(Journal::memory)).plan(Plan::days(DAYS)?);
    let mut sandbox: Option<Running> = None;
    let connections = match &args.place {
        Place::Live => builder.open_live().await?,
        Place::Loopback(url) => builder.open_loopback(url).await?,
        Place::Sandbox => {
            let running = server::spawn(Arc::new(Gateway::builder().build()?), ([127, 0, 0, 1], 0)).await?;
            let url = format!("http://{}", running.addr());
            sandbox = Some(running);
            builder.open_loopback(&url).await?
        }
    };
    // The connections of the vault verify again, and without permits.
    let keeper = connections.clone();
    tokio::spawn(async move { keeper.keep_verifying().await });

    let listener = TcpListener::bind(args.listen).await?;
    let addr = listener.local_addr()?;
    let (session, code) = Session::new()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on http://{addr}")?;
    writeln!(out, "code {code}")?;
    out.flush()?;
    drop(out);
    let console = Console { connections, session, addr, place: args.place, keeps: args.vault.is_some() };
    axum::serve(listener, site::router(Arc::new(console))).await?;
    drop(sandbox);
    Ok(())
}
