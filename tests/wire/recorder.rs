//! A TCP server that plays a script and keeps every byte it was sent.
//!
//! wiremock parses and normalises what it receives and can only answer well; this one does neither.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does next on a connection.
#[derive(Clone)]
pub(crate) enum Step {
    /// Reads to the end of the request's head; what follows stays unread.
    ReadHead,
    /// Reads the head and as much body as its content-length says.
    ReadRequest,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes one byte now and then, until the client goes away.
    Drip,
    /// Writes nothing more and waits until the client goes away.
    Hold,
    /// Closes with a reset instead of an orderly end.
    Reset,
}

/// What the server does on one connection; at the end it closes in an orderly way.
pub(crate) type Turn = Vec<Step>;

/// The bytes that came in on one connection.
pub(crate) type Received = Arc<Mutex<Vec<u8>>>;

pub(crate) struct Recorder {
    address: SocketAddr,
    connections: Arc<Mutex<Vec<Connection>>>,
    listening: JoinHandle<()>,
}

#[derive(Clone)]
struct Connection {
    peer: SocketAddr,
    received: Received,
    closed: Arc<AtomicBool>,
}

impl Recorder {
    /// Plays the first turn on the first connection, and so on; closes every further connection at once.
    pub(crate) async fn start(turns: impl IntoIterator<Item = Turn>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&connections);
        let mut turns = turns.into_iter().collect::<Vec<_>>().into_iter();
        let listening = tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                let connection = Connection { peer, received: Arc::default(), closed: Arc::default() };
                seen.lock().unwrap().push(connection.clone());
                tokio::spawn(play_tcp(stream, turns.next().unwrap_or_default(), connection));
            }
        });
        Self { address, connections, listening }
    }

    /// Gives the port up: whoever connects now is refused.
    pub(crate) async fn stop(self) {
        self.listening.abort();
        assert!(self.listening.await.unwrap_err().is_cancelled());
    }

    /// Waits until the server has closed its connection of this number.
    pub(crate) async fn until_closed(&self, number: usize) {
        let closed = Arc::clone(&self.connections.lock().unwrap()[number].closed);
        while !closed.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// What came in, connection by connection, up to this moment.
    pub(crate) async fn received(self) -> Vec<Vec<u8>> {
        // Connections are accepted in their order: when ours is there, all earlier ones are.
        let last = TcpStream::connect(self.address).await.unwrap().local_addr().unwrap();
        loop {
            let connections = self.connections.lock().unwrap().clone();
            if let Some(count) = connections.iter().position(|connection| connection.peer == last) {
                return connections[..count].iter().map(|earlier| earlier.received.lock().unwrap().clone()).collect();
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn play_tcp(mut stream: TcpStream, turn: Turn, connection: Connection) {
    match play(&mut stream, turn, &connection.received).await {
        End::Reset => stream.set_zero_linger().unwrap(),
        End::Close => drop(stream.shutdown().await),
    }
    drop(stream);
    connection.closed.store(true, Ordering::SeqCst);
}

/// How a connection ends.
#[derive(Debug, PartialEq)]
pub(crate) enum End {
    Close,
    Reset,
}

/// Plays a turn on any kind of stream.
pub(crate) async fn play<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, turn: Turn, received: &Received) -> End {
    for step in turn {
        let gone = match step {
            Step::ReadHead => read_until(stream, received, |bytes| head_length(bytes).is_some()).await,
            Step::ReadRequest => read_until(stream, received, is_whole).await,
            Step::Write(bytes) => stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err(),
            Step::Drip => {
                while stream.write_all(b" ").await.is_ok() && stream.flush().await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                true
            }
            Step::Hold => read_until(stream, received, |_| false).await,
            Step::Reset => return End::Reset,
        };
        if gone {
            break;
        }
    }
    End::Close
}

/// Reads byte by byte until the condition holds; answers whether the client went away before.
async fn read_until(
    stream: &mut (impl AsyncRead + Unpin),
    received: &Received,
    enough: impl Fn(&[u8]) -> bool,
) -> bool {
    while !enough(&received.lock().unwrap()) {
        let Ok(byte) = stream.read_u8().await else { return true };
        received.lock().unwrap().push(byte);
    }
    false
}

fn head_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

fn is_whole(bytes: &[u8]) -> bool {
    head_length(bytes).is_some_and(|head| {
        let length = header(bytes, "content-length").map_or(0, |text| text.parse().unwrap());
        bytes.len() >= head + length
    })
}

/// The lines of a request's head.
pub(crate) fn lines(request: &[u8]) -> Vec<String> {
    let head = &request[..head_length(request).expect("a whole head")];
    std::str::from_utf8(head).expect("ASCII").trim_end().split("\r\n").map(str::to_owned).collect()
}

/// A header's value, by its name in lower case.
pub(crate) fn header(request: &[u8], name: &str) -> Option<String> {
    let found =
        lines(request).into_iter().skip(1).find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
    Some(found[name.len() + 1..].trim().to_owned())
}

/// Reads a request and answers it with this status and body.
pub(crate) fn answer(status: u16, body: &str) -> Turn {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n");
    vec![Step::ReadRequest, Step::Write(format!("{head}connection: close\r\n\r\n{body}").into_bytes())]
}

/// Reads a request and writes these bytes.
pub(crate) fn reply(bytes: impl Into<Vec<u8>>) -> Turn {
    vec![Step::ReadRequest, Step::Write(bytes.into())]
}

/// The answer that the endpoints of the common module understand.
pub(crate) fn ok() -> Turn {
    answer(200, r#"{"code":200}"#)
}
