//! Faults and the control face over real sockets, seen by a client that reads bytes.

mod checkout;
mod connections;
mod control;
mod gateway;

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, SystemTime};

const NOW: fn() -> SystemTime = || {
    #[allow(clippy::disallowed_methods, reason = "the server answers as of the system's clock")]
    SystemTime::now()
};

/// How long a client waits for bytes before it takes the connection for open.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a connection ended, as its client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// In order.
    Closed,
    /// By a reset.
    Reset,
    /// Not at all, within the client's patience.
    Open,
}

/// A client of one connection.
struct Client(TcpStream);

impl Client {
    fn connect(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect(addr).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        Self(stream)
    }

    /// Sends bytes; a connection that has broken by then takes none.
    fn send(&mut self, bytes: &[u8]) {
        drop(self.0.write_all(bytes));
    }

    /// What the next read gives.
    fn some(&mut self) -> Result<Vec<u8>, End> {
        let mut buffer = vec![0; 64 * 1024];
        match self.0.read(&mut buffer) {
            Ok(0) => Err(End::Closed),
            Ok(length) => {
                buffer.truncate(length);
                Ok(buffer)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Err(End::Open),
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted), "{error}");
                Err(End::Reset)
            }
        }
    }

    /// The same for a client that has less patience.
    fn some_within(&mut self, patience: Duration) -> Result<Vec<u8>, End> {
        self.0.set_read_timeout(Some(patience)).expect("a timeout");
        let some = self.some();
        self.0.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        some
    }

    /// Everything up to the end.
    fn rest(&mut self) -> (Vec<u8>, End) {
        let mut all = Vec::new();
        loop {
            match self.some() {
                Ok(bytes) => all.extend(bytes),
                Err(end) => return (all, end),
            }
        }
    }

    /// One answer whose length its head tells.
    fn answer(&mut self) -> Answer {
        let mut all = Vec::new();
        loop {
            if let Some(answer) = Answer::parse(&all).filter(|answer| answer.body.len() == answer.length()) {
                return answer;
            }
            all.extend(self.some().unwrap_or_else(|end| panic!("{end:?} after {:?}", String::from_utf8_lossy(&all))));
        }
    }
}

/// An answer as far as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn length(&self) -> usize {
        self.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
}

/// The bytes of a request; the last header is the length of the body.
fn request(line: &str, headers: &[(&str, &str)], body: &str) -> (Vec<u8>, Vec<u8>) {
    let mut head = format!("{line} HTTP/1.1\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    (head.into(), body.into())
}

/// Runs what blocks beside the server.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("an end")
}
