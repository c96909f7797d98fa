//! The loop that takes connections, and what becomes of each.

use super::SHUTDOWN_GRACE;
use super::line::{Breaker, Line};
use super::played::Played;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long to wait after the system has refused a connection, for example because too many files are open.
const REFUSED: Duration = Duration::from_millis(100);

/// There is no answer: the connection breaks.
#[derive(Debug, thiserror::Error)]
#[error("the connection breaks without an answer")]
pub(super) struct NoAnswer;

/// Answers every connection until the signal, then lets those that are busy finish for [`SHUTDOWN_GRACE`].
pub(super) async fn all<S, F>(listener: TcpListener, stopped: impl Future<Output = ()>, service: S)
where
    S: Fn(Request<Incoming>, Breaker) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Response<Played>, NoAnswer>> + Send + 'static,
{
    let (graceful, mut connections, mut stopped) = (GracefulShutdown::new(), JoinSet::new(), pin!(stopped));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        match accepted {
            Ok((stream, _)) => drop(connections.spawn(answer(stream, graceful.watcher(), service.clone()))),
            Err(_) => sleep(REFUSED).await,
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // What is still busy then ends with the set.
    drop(timeout(SHUTDOWN_GRACE, graceful.shutdown()).await);
}

/// Answers what comes over one connection until one of its ends has enough, or its service breaks it.
async fn answer<S, F>(stream: TcpStream, watcher: Watcher, service: S)
where
    S: Fn(Request<Incoming>, Breaker) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Response<Played>, NoAnswer>> + Send + 'static,
{
    // A piece of an answer leaves when it is written, not when the next one is.
    drop(stream.set_nodelay(true));
    let breaker = Breaker::default();
    let line = TokioIo::new(Line::new(stream, breaker.clone()));
    let server = Builder::new(TokioExecutor::new());
    let connection = server.serve_connection(line, service_fn(|request| service(request, breaker.clone())));
    tokio::select! {
        _ = watcher.watch(connection) => {}
        () = breaker.broken() => {}
    }
}
