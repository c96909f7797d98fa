//! `webhook_receiver`, given real posts that are signed with the `hmac` crate by the documented formula.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::example;
use crate::http::{Answer, answer, post, send};
use crate::listening::Listening;

pub(crate) const SECRETS: &str = "KOREA_CHECKOUT_WEBHOOK_SECRET";
pub(crate) const SECRET: &str = "kc_hook_canary_5f1c0b6a9e2d47";
pub(crate) const HEADER: &str = "x-korea-checkout-signature";

/// The code of `body-hex`.
pub(crate) fn hex_code(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

/// A receiver with a queue of its own.
pub(crate) struct Receiver {
    listening: Listening,
    pub(crate) queue: PathBuf,
}

/// A place for a queue that no other test uses.
pub(crate) fn place(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("receiver-{name}"));
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory.join("events.jsonl")
}

impl Receiver {
    pub(crate) fn start(queue: PathBuf, arguments: &[&str]) -> Self {
        let mut command = example("webhook_receiver");
        command.env(SECRETS, SECRET).arg("--queue").arg(&queue).args(arguments).stderr(Stdio::piped());
        Self { listening: Listening::start(&mut command), queue }
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/webhooks", self.listening.url)
    }

    pub(crate) fn post(&self, headers: &[(&str, &str)], body: &[u8]) -> u16 {
        let Answer { status, head, body } = post(&self.url(), headers, body);
        assert_eq!(body, "", "{head}");
        status
    }

    /// Posts a body with its right code.
    pub(crate) fn post_signed(&self, body: &[u8]) -> u16 {
        self.post(&[(HEADER, &hex_code(SECRET, body))], body)
    }

    /// The bodies in the queue.
    pub(crate) fn queued(&self) -> Vec<Vec<u8>> {
        let text = fs::read_to_string(&self.queue).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'));
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|entry| STANDARD.decode(entry["body"].as_str().unwrap()).unwrap()).collect()
    }

    /// Kills it, and gives back its log.
    pub(crate) fn kill(self) -> String {
        self.listening.kill()[1].clone()
    }
}

/// An event about somebody.
pub(crate) fn event(session: &str) -> Vec<u8> {
    json!({"event": "payment.completed", "data": {
        "sessionId": session, "platformOrderId": "order-1", "totalAmount": 29_000, "currency": "KRW",
        "customer": {"name": "김카나리", "email": "canary@example.com"},
    }})
    .to_string()
    .into_bytes()
}

#[test]
fn a_good_delivery_is_queued_once_and_a_bad_one_not_at_all() {
    let receiver = Receiver::start(place("good-and-bad"), &[]);
    let body = event("cs_canary1");
    assert_eq!(receiver.post_signed(&body), 200);
    assert_eq!(receiver.queued(), std::slice::from_ref(&body), "as received, before the answer");
    assert_eq!(receiver.post_signed(&body), 200, "a finished duplicate");
    assert_eq!(receiver.post(&[(HEADER, &hex_code("kc_hook_another", &body))], &body), 400);
    assert_eq!(receiver.post(&[], &body), 400);
    assert_eq!(receiver.queued().len(), 1);
    let log = receiver.kill();
    let words: Vec<&str> = log.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(words, ["200 queued", "200 queued before", "400 bad_signature", "400 missing"]);
}

#[test]
fn while_a_delivery_is_being_queued_another_one_of_it_is_answered_with_503() {
    let receiver = Receiver::start(place("in-progress"), &[]);
    let (url, body) = (receiver.url(), event("cs_canary2"));
    let code = hex_code(SECRET, &body);
    // Whoever holds the file's lock, such as a worker that shortens the queue, makes appending wait.
    let lock = File::open(&receiver.queue).unwrap();
    lock.lock().unwrap();
    let (ended, first) = std::sync::mpsc::channel();
    for _ in 0..2 {
        let (url, code, body, ended) = (url.clone(), code.clone(), body.clone(), ended.clone());
        std::thread::spawn(move || ended.send(post(&url, &[(HEADER, &code)], &body).status).unwrap());
    }
    assert_eq!(first.recv().unwrap(), 503, "one of the two, while the other one waits for the disk");
    assert_eq!(receiver.post_signed(&body), 503);
    assert_eq!(receiver.post(&[], &body), 400, "nobody else is held up");
    lock.unlock().unwrap();
    assert_eq!(first.recv().unwrap(), 200);
    assert_eq!(receiver.post_signed(&body), 200);
    assert_eq!(receiver.queued(), [body]);
}

#[test]
fn a_sender_that_hangs_up_leaves_its_event_in_the_queue_once() {
    let receiver = Receiver::start(place("hang-up"), &[]);
    let body = event("cs_canary3");
    let code = hex_code(SECRET, &body);
    let lock = File::open(&receiver.queue).unwrap();
    lock.lock().unwrap();
    let mut open = Vec::from([(); 2].map(|()| send("POST", &receiver.url(), &[(HEADER, &code)], &body)));
    // The one that is not answered is being queued.
    let answered = loop {
        let has_answer = |stream: &TcpStream| {
            stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
            stream.peek(&mut [0]).is_ok()
        };
        if let Some(answered) = open.iter().position(has_answer) {
            break open.remove(answered);
        }
    };
    assert_eq!(answer(answered).status, 503);
    drop(open);
    std::thread::sleep(Duration::from_millis(200));
    lock.unlock().unwrap();
    while receiver.post_signed(&body) != 200 {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(receiver.queued(), [body]);
}

#[test]
fn a_restart_keeps_the_queue_and_what_was_seen() {
    let receiver = Receiver::start(place("restart"), &[]);
    let bodies = ["cs_canary4", "cs_canary5"].map(event);
    bodies.iter().for_each(|body| assert_eq!(receiver.post_signed(body), 200));
    let queue = receiver.queue.clone();
    receiver.kill();
    // A crash while the next one was being written: nobody was told that it is queued.
    OpenOptions::new().append(true).open(&queue).unwrap().write_all(br#"{"key":"sha256:canar"#).unwrap();

    let receiver = Receiver::start(queue, &[]);
    assert_eq!(receiver.post_signed(&bodies[0]), 200);
    assert_eq!(receiver.queued(), bodies, "a duplicate, also after the restart");
    let next = event("cs_canary6");
    assert_eq!(receiver.post_signed(&next), 200);
    assert_eq!(receiver.queued(), [bodies[0].clone(), bodies[1].clone(), next]);
    assert_eq!(receiver.kill(), "200 queued before\n200 queued\n");
}

#[test]
fn what_cannot_be_queued_is_answered_with_503_and_taken_when_it_comes_again() {
    let receiver = Receiver::start(place("no-disk"), &[]);
    let (body, queue) = (event("cs_canary7"), receiver.queue.clone());
    fs::remove_file(&queue).unwrap();
    fs::create_dir(&queue).unwrap();
    assert_eq!(receiver.post_signed(&body), 503);
    fs::remove_dir(&queue).unwrap();
    assert_eq!(receiver.post_signed(&body), 200);
    assert_eq!(receiver.queued(), [body]);
}
