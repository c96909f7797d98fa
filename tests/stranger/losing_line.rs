//! A line between a client and the sandbox that loses answers.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Carries one request per connection, as Python's urllib sends them. Requests always arrive; an answer that is to be lost
/// is read to its end, so that what it tells of has been carried out, and then the connection breaks.
pub struct LosingLine {
    address: SocketAddr,
    to_lose: Arc<AtomicUsize>,
}

impl LosingLine {
    /// A line to a server such as `http://127.0.0.1:40123`. It ends with the process.
    pub fn to(url: &str) -> Self {
        let server: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (address, to_lose) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let counter = Arc::clone(&to_lose);
        thread::spawn(move || {
            for client in listener.incoming() {
                carry(client.unwrap(), server, &counter);
            }
        });
        Self { address, to_lose }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Loses the next answer.
    pub fn lose_one(&self) {
        self.to_lose.store(1, Ordering::SeqCst);
    }
}

fn carry(mut client: TcpStream, server: SocketAddr, to_lose: &AtomicUsize) {
    let mut upstream = TcpStream::connect(server).unwrap();
    let mut request = Vec::new();
    while !is_whole(&request) {
        let mut chunk = [0; 4096];
        match client.read(&mut chunk).unwrap() {
            0 => return,
            length => request.extend_from_slice(&chunk[..length]),
        }
    }
    upstream.write_all(&request).unwrap();
    // urllib asks for the connection's end after the answer.
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).unwrap();
    let lost = to_lose.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    if !lost {
        client.write_all(&answer).unwrap();
    }
}

/// Whether a request has come with as much body as it announces.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    let length = length.map_or(0, |length| length.trim().parse::<usize>().unwrap());
    request.len() >= head.len() + 4 + length
}
