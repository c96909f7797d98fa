//! A Redis server for a test.
//!
//! The one that `APIWIRE_REDIS_URL` names, which then must be there; or one that the test starts by itself. Without the
//! variable and without a `redis-server` the test says so on standard error and passes.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A server that ends with the test, unless it is somebody else's.
pub(crate) struct Server {
    url: String,
    own: Option<Child>,
}

impl Server {
    /// A server to share, or nothing when there is none.
    pub(crate) fn any() -> Option<Self> {
        match given() {
            Some(url) => Some(Self { url, own: None }),
            None => Self::own(&[]),
        }
    }

    /// A server of the test's own, which it may kill; or nothing when there is no `redis-server`.
    pub(crate) fn own(arguments: &[&str]) -> Option<Self> {
        if !installed() {
            assert!(given().is_none(), "APIWIRE_REDIS_URL is set, so a redis-server must be in PATH too");
            static SAID: Once = Once::new();
            // Written past the test harness, which would hide it.
            SAID.call_once(|| {
                let _ = writeln!(std::io::stderr(), "NOT TESTED: no redis-server here, so no budget is shared");
            });
            return None;
        }
        // Somebody may take a free port before the server does.
        let server = (0..5).find_map(|_| Self::start_at(free_port(), arguments));
        Some(server.expect("a redis-server that starts"))
    }

    /// Starts a server there, with an empty memory.
    pub(crate) fn start_at(port: u16, arguments: &[&str]) -> Option<Self> {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"]);
        command.args(arguments).current_dir(Path::new(env!("CARGO_TARGET_TMPDIR")));
        let own = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut server = Self { url: format!("redis://127.0.0.1:{port}"), own: Some(own) };
        server.wait_until_it_answers(port).then_some(server)
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Ends it at once, as a crash would.
    pub(crate) fn kill(&mut self) {
        let process = self.own.as_mut().expect("a server of the test's own");
        process.kill().unwrap();
        process.wait().unwrap();
    }

    fn wait_until_it_answers(&mut self, port: u16) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if self.own.as_mut().is_some_and(|process| process.try_wait().unwrap().is_some()) {
                return false;
            }
            if answers(port).unwrap_or(false) {
                return true;
            }
            sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = &mut self.own {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn given() -> Option<String> {
    std::env::var("APIWIRE_REDIS_URL").ok().filter(|url| !url.is_empty())
}

fn installed() -> bool {
    Command::new("redis-server").arg("--version").output().is_ok_and(|output| output.status.success())
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Whether it speaks: a greeting or a refusal, such as one that wants a password.
fn answers(port: u16) -> std::io::Result<bool> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    stream.write_all(b"PING\r\n")?;
    let mut answer = [0; 5];
    stream.read_exact(&mut answer)?;
    Ok(matches!(&answer, b"+PONG" | b"-NOAU"))
}
