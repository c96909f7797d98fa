//! The sandbox that answers when no key is set: real HTTP on a loopback port of this process.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use commerce_sandbox::server;
use live_probe::cli::{Sandbox, Started};

/// How to start it, and its keys.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox {
        vendor: DEFAULT_VENDOR,
        access_key: DEFAULT_ACCESS_KEY,
        secret_key: DEFAULT_SECRET_KEY,
        start: || Box::pin(start()),
    }
}

async fn start() -> Result<Started, String> {
    let gateway = Gateway::builder().build().map_err(|error| error.to_string())?;
    let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let running = server::spawn(Arc::new(gateway), any_port).await.map_err(|error| error.to_string())?;
    Ok(Started { base_url: format!("http://{}", running.addr()), guard: Box::new(running) })
}
