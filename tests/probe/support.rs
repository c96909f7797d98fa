//! Runs the probe in this process, and stands in for Coupang.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use commerce_sandbox::coupang::{self, Gateway, GatewayBuilder};
use commerce_sandbox::server::{self, Running};
use live_probe::cli::{Sandbox, Started, Surroundings, run};
use serde_json::{Value, json};
use tokio::task::LocalSet;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Respond, ResponseTemplate};

pub const VENDOR: &str = "A00077777";
pub const ACCESS_KEY: &str = "11111111-2222-3333-4444-555555555555";
pub const SECRET_KEY: &str = "0123456789abcdef0123456789abcdef01234567";

/// The six documented statuses and what a day of the sandbox holds, as its README has them.
pub const PER_DAY: [(&str, u64); 6] =
    [("ACCEPT", 3), ("INSTRUCT", 1), ("DEPARTURE", 2), ("DELIVERING", 4), ("FINAL_DELIVERY", 6), ("NONE_TRACKING", 1)];

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one object on standard output.
    pub fn json(&self) -> Value {
        let lines: Vec<&str> = self.out.lines().collect();
        assert_eq!(lines.len(), 1, "one object and nothing else: {:?}", self.out);
        serde_json::from_str(lines[0]).unwrap()
    }

    /// Both streams.
    pub fn everything(&self) -> String {
        format!("{}\n{}", self.out, self.err)
    }
}

/// A run to be.
#[derive(Clone, Default)]
pub struct Run {
    args: Vec<OsString>,
    vars: BTreeMap<String, OsString>,
}

impl Run {
    /// With these arguments, in an empty environment.
    pub fn with(args: &[&str]) -> Self {
        Self { args: args.iter().map(OsString::from).collect(), vars: BTreeMap::new() }
    }

    pub fn var(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.vars.insert(name.to_owned(), value.into());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.vars.remove(name);
        self
    }

    /// With a seller's three variables.
    pub fn keys(self) -> Self {
        let run = self.var("COUPANG_VENDOR_ID", VENDOR).var("COUPANG_ACCESS_KEY", ACCESS_KEY);
        run.var("COUPANG_SECRET_KEY", SECRET_KEY)
    }

    /// Against a server in Coupang's place.
    pub fn at(mut self, base_url: &str) -> Self {
        self.args.extend(["--base-url".into(), base_url.into()]);
        self
    }

    pub async fn go(self) -> Ran {
        let arguments = std::iter::once("coupang_live_probe".into()).chain(self.args);
        let vars = self.vars;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let surroundings = Surroundings { vars: &|name| vars.get(name).cloned(), out: &mut out, err: &mut err };
        let code = run(arguments, Some(embedded()), surroundings).await;
        Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }
}

/// Several runs side by side: each has a budget of its own, so none waits for another's.
pub async fn all(runs: impl IntoIterator<Item = Run>) -> Vec<Ran> {
    let mut ran = Vec::new();
    let together = LocalSet::new();
    let running: Vec<_> = runs.into_iter().map(|run| together.spawn_local(run.go())).collect();
    together.await;
    for run in running {
        ran.push(run.await.unwrap());
    }
    ran
}

/// The sandbox that answers when no key is set.
fn embedded() -> Sandbox {
    Sandbox {
        vendor: coupang::DEFAULT_VENDOR,
        access_key: coupang::DEFAULT_ACCESS_KEY,
        secret_key: coupang::DEFAULT_SECRET_KEY,
        start: || {
            Box::pin(async {
                let (running, base_url, _) = sandbox(Gateway::builder()).await;
                Ok(Started { base_url, guard: Box::new(running) })
            })
        },
    }
}

/// A sandbox on a loopback port: what keeps it running, its URL, and its ledger.
pub async fn sandbox(builder: GatewayBuilder) -> (Running, String, Arc<Gateway>) {
    let gateway = Arc::new(builder.build().unwrap());
    let running = server::spawn(Arc::clone(&gateway), SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let url = format!("http://{}", running.addr());
    (running, url, gateway)
}

/// A server that gives every request the same answer.
pub async fn always(answer: impl Respond + 'static) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

pub async fn requests(server: &MockServer) -> Vec<wiremock::Request> {
    server.received_requests().await.unwrap()
}

/// An answer in the form that every Coupang answer has.
pub fn answer(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_string(), "application/json;charset=UTF-8")
}

/// A refusal in the gateway's own shape (reference, section 6.2).
pub fn refusal(status: u16, message: &str) -> ResponseTemplate {
    let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    answer(status, &json!({ "code": "ERROR", "message": message, "transactionId": id }))
}

/// A page of an order list with so many rows.
pub fn page(rows: usize, next_token: &str) -> ResponseTemplate {
    let row = |n: usize| {
        json!({ "shipmentBoxId": 642_000_000_000_000_001_u64 + n as u64, "orderId": 9_100_000_000_001_u64 + n as u64,
                "orderedAt": "2026-03-02T10:00:00.000000+09:00", "status": "ACCEPT", "orderItems": [] })
    };
    let rows: Vec<Value> = (0..rows).map(row).collect();
    answer(200, &json!({ "code": 200, "message": "OK", "data": rows, "nextToken": next_token }))
}

/// A socket that must stay silent.
pub struct Silent(TcpListener);

impl Silent {
    pub fn listen() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    /// Fails when somebody has connected since.
    pub fn assert_untouched(&self, why: &str) {
        let accepted = self.0.accept().map(|_| ()).map_err(|error| error.kind());
        assert_eq!(accepted, Err(std::io::ErrorKind::WouldBlock), "somebody connected: {why}");
    }
}
