//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// What was asked for.
pub(super) struct Args {
    pub(super) listen: SocketAddr,
    pub(super) place: Place,
    pub(super) vault: Option<PathBuf>,
    pub(super) key_file: Option<PathBuf>,
    pub(super) log: Option<PathBuf>,
}

/// Where the calls go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A sandbox in this process.
    Sandbox,
    /// A fake at a loopback address.
    Loopback(String),
    /// Coupang.
    Live,
}

/// A small site on which a seller connects a Coupang shop.
#[derive(Parser)]
#[command(name = "connect_console")]
struct Flags {
    /// Where to listen: a loopback address.
    #[arg(long, default_value = "127.0.0.1:8787", value_parser = loopback)]
    listen: SocketAddr,
    /// Asks Coupang instead of the embedded sandbox.
    #[arg(long)]
    live: bool,
    /// Asks a fake at this loopback address instead of the embedded sandbox.
    #[arg(long, conflicts_with = "live")]
    base_url: Option<String>,
    /// Keeps the keys in this encrypted file instead of memory.
    #[arg(long, requires = "key_file")]
    vault: Option<PathBuf>,
    /// What opens the vault; made where neither is there yet.
    #[arg(long, requires = "vault")]
    key_file: Option<PathBuf>,
    /// Keeps the exchange log in this directory instead of memory.
    #[arg(long)]
    log: Option<PathBuf>,
}

/// The arguments, or the exit code when there is nothing to run.
pub(super) fn read() -> Result<Args, ExitCode> {
    let flags = Flags::try_parse().map_err(|error| {
        let _ = error.print();
        ExitCode::from(if error.use_stderr() { super::USAGE } else { 0 })
    })?;
    let Flags { listen, live, base_url, vault, key_file, log } = flags;
    let place = match base_url {
        Some(url) => Place::Loopback(url),
        None if live => Place::Live,
        None => Place::Sandbox,
    };
    Ok(Args { listen, place, vault, key_file, log })
}

/// Keys are typed into this site: nobody beyond this machine may reach it.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let addr: SocketAddr = text.parse().map_err(|_| "not an address and port, such as 127.0.0.1:8787".to_owned())?;
    let here = addr.ip().is_loopback();
    here.then_some(addr).ok_or_else(|| "not a loopback address: use 127.0.0.1 or [::1]".to_owned())
}
