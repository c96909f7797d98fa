//! A connection that its own service can break.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// A TCP connection that ends with a reset once its [`Breaker`] was used.
pub(super) struct Line {
    stream: TcpStream,
    breaker: Breaker,
}

/// Breaks one connection: its peer sees a reset, not an orderly end.
#[derive(Clone, Default)]
pub(super) struct Breaker(Arc<Broken>);

#[derive(Default)]
struct Broken {
    broken: AtomicBool,
    told: Notify,
}

impl Line {
    pub(super) fn new(stream: TcpStream, breaker: Breaker) -> Self {
        Self { stream, breaker }
    }
}

impl Breaker {
    /// Breaks the connection as soon as its task looks.
    pub(super) fn break_now(&self) {
        self.0.broken.store(true, Ordering::Release);
        self.0.told.notify_one();
    }

    /// Waits until somebody has broken it.
    pub(super) async fn broken(&self) {
        self.0.told.notified().await;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.breaker.0.broken.load(Ordering::Acquire) {
            // Without lingering, closing a socket resets its connection. Where the system refuses, it closes it.
            drop(self.stream.set_zero_linger());
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
