//! The sandbox over real sockets: the API, the page, and webhooks that arrive signed.

use super::support::{KEY, SESSION, builder, hmac, order_with, request};
use commerce_sandbox::korea_checkout::{BuyerAction, Change, Checkout, CheckoutBuilder, WebhookManners};
use commerce_sandbox::server::{Running, ServeError, spawn_korea_checkout};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

const NOW: fn() -> SystemTime = || {
    #[allow(clippy::disallowed_methods, reason = "the server answers as of the system's clock")]
    SystemTime::now()
};

async fn start(builder: CheckoutBuilder) -> (Arc<Checkout>, Running) {
    let checkout = Arc::new(builder.build().expect("a sandbox"));
    let running = spawn_korea_checkout(Arc::clone(&checkout), ([127, 0, 0, 1], 0)).await.expect("a server");
    (checkout, running)
}

/// Sends a request and reads until the server closes: status line and headers, and the body.
async fn exchange(addr: SocketAddr, method: &str, path: &str, more: &str, body: &str) -> (String, String) {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\ncontent-length: {}\r\n{more}\r\n{body}",
        body.len()
    );
    let exchanged = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer.split_once("\r\n\r\n").map(|(head, body)| (head.to_lowercase(), body.to_owned())).expect("a head")
    });
    exchanged.await.expect("an exchange")
}

async fn api(addr: SocketAddr, method: &str, path: &str, body: &Value) -> Value {
    let headers = format!("x-api-key: {KEY}\r\ncontent-type: application/json\r\n");
    let (head, body) = exchange(addr, method, path, &headers, &body.to_string()).await;
    assert!(
        head.starts_with("http/1.1 200 ") && head.contains("\r\ncontent-type: application/json;charset=utf-8\r\n"),
        "{head}"
    );
    serde_json::from_str(&body).expect("a JSON body")
}

/// A webhook as it arrived.
struct Arrived {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Arrived {
    fn header(&self, name: &str) -> &str {
        let mut values = self.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let (Some(only), None) = (values.next(), values.next()) else { panic!("one {name}") };
        only
    }

    fn event(&self) -> String {
        let body: Value = serde_json::from_slice(&self.body).expect("a JSON body");
        body["event"].as_str().expect("an event").to_owned()
    }

    /// Whether the signature in the default form is that of the body.
    fn is_signed(&self) -> bool {
        self.header("x-korea-checkout-signature") == hex::encode(hmac(&self.body))
    }
}

/// A shop that answers webhooks with these statuses in turn, and with 200 afterwards.
fn shop(statuses: &'static [&'static str]) -> (String, Receiver<Arrived>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/hooks?shop=1", listener.local_addr().expect("an address"));
    let (sender, arrived) = channel();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let stream = stream.expect("a connection");
            let webhook = read(&mut BufReader::new(&stream));
            let status = statuses.get(number).unwrap_or(&"200 OK");
            // A sandbox that has stopped listens no more, and neither does a test that has ended.
            drop(
                (&stream).write_all(
                    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").as_bytes(),
                ),
            );
            if sender.send(webhook).is_err() {
                return;
            }
        }
    });
    (url, arrived)
}

fn read(stream: &mut impl BufRead) -> Arrived {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a line");
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let mut lines = head.into_iter();
    let line = lines.next().expect("a request line");
    let headers: Vec<(String, String)> = lines
        .map(|line| {
            line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())).expect("a header")
        })
        .collect();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").map(|(_, value)| value.parse().expect("a length"));
    let mut body = vec![0; length.expect("a body")];
    stream.read_exact(&mut body).expect("a body");
    Arrived { line, headers, body }
}

async fn next(arrived: Receiver<Arrived>) -> (Arrived, Receiver<Arrived>) {
    let waited = tokio::task::spawn_blocking(move || {
        let webhook = arrived.recv_timeout(Duration::from_secs(20)).expect("a webhook in time");
        (webhook, arrived)
    });
    waited.await.expect("a wait")
}

async fn session(addr: SocketAddr, webhook_url: &str) -> (String, String) {
    let answer = api(addr, "POST", "/api/checkout/create-session", &order_with("webhookUrl", json!(webhook_url))).await;
    let text = |name: &str| answer[name].as_str().expect("a text").to_owned();
    (text("sessionId"), text("checkoutUrl"))
}

#[tokio::test]
async fn a_buyer_pays_on_the_page_and_the_shop_hears_it_signed() {
    let (_, running) = start(builder()).await;
    let (url, arrived) = shop(&[]);
    let (id, page) = session(running.addr(), &url).await;
    let path = page.strip_prefix(&format!("http://{}", running.addr())).expect("a page of this server");

    let (head, html) = exchange(running.addr(), "GET", path, "", "").await;
    assert!(head.starts_with("http/1.1 200 ") && html.contains("29,000원 결제하기"), "{head}");
    let (head, _) = exchange(running.addr(), "POST", path, "", "method=card&action=pay").await;
    assert!(
        head.starts_with("http/1.1 303 ") && head.contains("\r\nlocation: https://shop.example.com/done\r\n"),
        "{head}"
    );

    let (webhook, _arrived) = next(arrived).await;
    assert_eq!((webhook.line.as_str(), webhook.event().as_str()), ("POST /hooks?shop=1 HTTP/1.1", "payment.completed"));
    assert_eq!(webhook.header("content-type"), "application/json");
    assert!(url.contains(webhook.header("host")) && webhook.is_signed());
    let read = api(running.addr(), "GET", &format!("{SESSION}/{id}"), &Value::Null).await;
    assert_eq!(read["data"]["status"], "completed");
    running.shutdown().await;
}

#[tokio::test]
async fn a_shop_in_trouble_is_told_again() {
    let manners = WebhookManners::new().retries([Duration::from_millis(50); 3]);
    let (checkout, running) = start(builder().webhook_manners(manners)).await;
    let (url, mut arrived) =
        shop(&["500 Internal Server Error", "302 Found\r\nlocation: http://127.0.0.1:1/", "204 No Content"]);
    let (id, _) = session(running.addr(), &url).await;
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    let mut bodies = Vec::new();
    for _ in 0..3 {
        let (webhook, rest) = next(arrived).await;
        assert!(webhook.is_signed());
        bodies.push(webhook.body);
        arrived = rest;
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert_eq!(attempts(&checkout, 3).await, [(1, Some(500)), (2, Some(302)), (3, Some(204))]);
    running.shutdown().await;
}

#[tokio::test]
async fn a_shop_that_is_not_there_is_given_up() {
    let manners = WebhookManners::new().retries([Duration::from_millis(1)]);
    let (checkout, running) = start(builder().webhook_manners(manners)).await;
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address")
    };
    let (id, _) = session(running.addr(), &format!("http://{nobody}/hooks")).await;
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    assert_eq!(attempts(&checkout, 2).await, [(1, None), (2, None)]);
    running.shutdown().await;
}

#[tokio::test]
async fn copies_and_reordering_arrive() {
    let manners = WebhookManners::new().copies(2).holding_back(Duration::from_secs(2));
    let (checkout, running) = start(builder().webhook_manners(manners)).await;
    let (url, mut arrived) = shop(&[]);
    let (id, _) = session(running.addr(), &url).await;
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    let refund = request("POST", &format!("{SESSION}/{id}/refund"), &json!({ "amount": 1_000 }));
    assert_eq!(checkout.handle(refund, NOW()).status(), 200);
    let mut events = Vec::new();
    for _ in 0..4 {
        let (webhook, rest) = next(arrived).await;
        assert!(webhook.is_signed());
        events.push(webhook.event());
        arrived = rest;
    }
    assert_eq!(events, ["payment.refunded", "payment.refunded", "payment.completed", "payment.completed"]);
    running.shutdown().await;
}

#[tokio::test]
async fn localhost_is_this_machine() {
    let (checkout, running) = start(builder()).await;
    let (url, arrived) = shop(&[]);
    let (id, _) = session(running.addr(), &url.replace("127.0.0.1", "localhost")).await;
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    assert!(next(arrived).await.0.header("host").starts_with("localhost:"));
    running.shutdown().await;
}

#[tokio::test]
async fn after_shutdown_nobody_is_told() {
    let minute = Duration::from_secs(60);
    let (checkout, running) = start(builder().webhook_manners(WebhookManners::new().delay(minute))).await;
    let (url, arrived) = shop(&[]);
    let (id, _) = session(running.addr(), &url).await;
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    running.shutdown().await;
    for _ in 0..1_000 {
        tokio::time::sleep(Duration::from_millis(u64::from(Arc::strong_count(&checkout) > 1))).await;
    }
    assert_eq!(Arc::strong_count(&checkout), 1, "nothing of the server is left");
    assert!(arrived.try_recv().is_err());
    assert_eq!(checkout.take_due(NOW() + minute).len(), 1, "it is still there for whoever asks");
}

#[tokio::test]
async fn a_body_has_a_limit_and_only_loopback_is_served() {
    let (checkout, running) = start(builder()).await;
    let large = "x".repeat(commerce_sandbox::server::MAX_BODY_BYTES + 1);
    let (head, body) = exchange(running.addr(), "POST", "/api/shops", "", &large).await;
    assert!(head.starts_with("http/1.1 413 "), "{head}");
    let body: Value = serde_json::from_str(&body).expect("a JSON body");
    assert_eq!(body["error"]["code"], "invalid_request");
    assert!(checkout.ledger().calls.is_empty());
    running.shutdown().await;

    let refused = spawn_korea_checkout(checkout, ([192, 0, 2, 1], 80)).await.expect_err("not loopback");
    assert!(matches!(refused, ServeError::NotLoopback(_)));
}

/// The attempts in the ledger, once there are so many.
async fn attempts(checkout: &Checkout, number: usize) -> Vec<(u32, Option<u16>)> {
    for _ in 0..2_000 {
        let attempts: Vec<_> = checkout
            .ledger()
            .entries
            .into_iter()
            .filter_map(|entry| match entry.change {
                Change::WebhookAttempted { attempt, status, .. } => Some((attempt, status)),
                _ => None,
            })
            .collect();
        if attempts.len() >= number {
            return attempts;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{number} attempts");
}
