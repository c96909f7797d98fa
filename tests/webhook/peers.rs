//! The schemes against implementations that share no line with this project: the PyPI packages `standardwebhooks` and
//! `stripe`, each signing for us and verifying what we signed.
//!
//! `.ci/run` installs them. Without Python or without the packages, the tests say so on standard error and pass.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use webhook_verify::{Scheme, Secret, Signer, Verifier};

use crate::python::{self, not_tested};

const ROUNDS: usize = 100;

/// A Python 3, if there is one.
fn python() -> Option<Command> {
    let found = python::python(8);
    if found.is_none() {
        not_tested("no Python 3 here, so no second implementation looks at the webhooks");
    }
    found.map(Command::new)
}

/// What the libraries answer to each job, or nothing when they are not here.
fn answers(jobs: &[Value]) -> Option<Vec<Value>> {
    let mut python = python()?;
    python
        .env("PYTHONPATH", python::packages())
        .env("PYTHONUTF8", "1")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/webhook/peers.py"));
    python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = python.spawn().unwrap();
    let lines: String = jobs.iter().map(|job| format!("{job}\n")).collect();
    let mut stdin = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // It ends without reading when a package is absent.
    let _ = writing.join().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(3) {
        not_tested(&format!("webhooks against PyPI's libraries: {}", complaint.trim_end()));
        return None;
    }
    assert!(output.status.success(), "{complaint}");
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), jobs.len());
    Some(answers)
}

/// A library, and the scheme that must be the same.
#[derive(Clone, Copy)]
struct Peer {
    library: &'static str,
    scheme: fn() -> Scheme,
}

const PEERS: [Peer; 2] = [
    Peer { library: "standardwebhooks", scheme: Scheme::standard_webhooks },
    Peer { library: "stripe", scheme: || Scheme::timestamped_hex().with_header("stripe-signature").unwrap() },
];

/// One delivery with a secret of its own, at this moment: the libraries read the clock.
struct Delivery {
    secret: String,
    body: String,
    id: String,
    t: i64,
}

impl Delivery {
    fn random(random: &mut fastrand::Rng) -> Self {
        let key: Vec<u8> = (0..random.usize(1..70)).map(|_| random.u8(..)).collect();
        let body: String = (0..random.usize(0..200)).map(|_| random.char(..)).collect();
        let id: String = (0..random.usize(1..30)).map(|_| random.alphanumeric()).collect();
        Self { secret: format!("whsec_{}", STANDARD.encode(key)), body, id, t: crate::unix_seconds() }
    }

    fn job(&self, peer: Peer) -> Value {
        json!({ "library": peer.library, "secret": self.secret, "body": self.body, "id": self.id, "t": self.t })
    }

    fn secret(&self) -> Secret {
        self.secret.parse().unwrap()
    }
}

fn deliveries() -> Vec<Delivery> {
    let mut random = fastrand::Rng::with_seed(20_251_125);
    (0..ROUNDS).map(|_| Delivery::random(&mut random)).collect()
}

#[test]
fn what_the_libraries_sign_is_verified_here() {
    let deliveries = deliveries();
    for peer in PEERS {
        let jobs: Vec<Value> = deliveries.iter().map(|delivery| delivery.job(peer)).collect();
        let Some(answers) = answers(&jobs) else { return };
        for (delivery, answer) in deliveries.iter().zip(answers) {
            let headers: BTreeMap<String, String> = serde_json::from_value(answer).unwrap();
            let headers: Vec<(String, String)> = headers.into_iter().collect();
            let verifier = Verifier::new((peer.scheme)(), [delivery.secret()]).unwrap();
            let word = |body: &str, now| {
                verifier.verify(&headers, body.as_bytes(), now).map_or_else(|reason| reason.as_str(), |_| "ok")
            };
            let Delivery { body, t, .. } = delivery;
            assert_eq!(word(body, *t), "ok", "{}", peer.library);
            assert_eq!(word(&format!("{body} "), *t), "bad_signature", "{}", peer.library);
            assert_eq!(word(body, t + 301), "stale", "{}", peer.library);
            let other = Verifier::new((peer.scheme)(), ["other".parse().unwrap()]).unwrap();
            assert!(other.verify(&headers, body.as_bytes(), *t).is_err(), "{}", peer.library);
        }
    }
}

#[test]
fn what_is_signed_here_is_verified_by_the_libraries() {
    let deliveries = deliveries();
    for peer in PEERS {
        let (mut jobs, mut expected) = (Vec::new(), Vec::new());
        for delivery in &deliveries {
            // During a rotation: a code of another secret stands before the right one.
            let secrets = ["another".parse().unwrap(), delivery.secret()];
            let signer = Signer::new((peer.scheme)(), secrets).unwrap();
            let headers = signer.sign(delivery.body.as_bytes(), Some(&delivery.id), delivery.t).unwrap();
            let headers: BTreeMap<&str, &str> = headers.iter().collect();
            let mut job = delivery.job(peer);
            job["headers"] = json!(headers);
            let mut forged = job.clone();
            forged["body"] = format!("{} ", delivery.body).into();
            let mut of_another = job.clone();
            of_another["secret"] = "whsec_AQIDBAUGBwgJCgsMDQ4PEA==".into();
            jobs.extend([job, forged, of_another]);
            expected.extend([json!(true), json!(false), json!(false)]);
        }
        let Some(answers) = answers(&jobs) else { return };
        assert_eq!(answers, expected, "{}", peer.library);
    }
}

/// The codes in the crate's file of attacks are Python's.
#[test]
fn the_attacks_are_what_python_computes() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/webhook-verify/tests");
    let Some(mut python) = python() else { return };
    let output = python.env("PYTHONIOENCODING", "utf-8").arg(tests.join("attacks.py")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let computed = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
    let written = std::fs::read_to_string(tests.join("attacks.jsonl")).unwrap();
    for (computed, written) in computed.lines().zip(written.lines()) {
        assert_eq!(computed, written);
    }
    assert_eq!(computed.lines().count(), written.lines().count());
}
