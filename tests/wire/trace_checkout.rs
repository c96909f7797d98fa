//! An application that logs everything, as in `trace.rs`: the key of Korea Checkout goes over the wire with every request,
//! and neither it nor a buyer stands in the log.

mod recorder;
mod tls_server;
mod trace_capture;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use apiwire::transport::HttpTransport;
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::sessions::{Buyer, NewItem, NewSession};
use korea_checkout::{Config, Error, ErrorKind, KoreaCheckout, SessionId, WritePermit, family};
use tls_server::{Reaction, Rerouted, Setup, TlsServer};
use trace_capture::Capture;

const KEY: &str = "sk_test_canary9b0e6a37d1c84f25";
const NAME: &str = "카나리아김";
const PHONE: &str = "+82-10-7311-9046";
const EMAIL: &str = "canary7311@example.com";

/// What an application does with a result: it logs it.
fn logged<T: Debug>(result: Result<T, Error>) -> Result<(), ErrorKind> {
    match result {
        Ok(value) => {
            tracing::info!(?value, "done");
            Ok(())
        }
        Err(error) => {
            tracing::error!(%error, debug = ?error, "failed");
            Err(error.kind())
        }
    }
}

/// A session that is made, read, and refused with the buyer's name; and a refund whose answer never comes.
async fn calls_over(protocols: &'static [&'static str]) -> Vec<Result<(), ErrorKind>> {
    let buyer = format!(r#"{{"name":"{NAME}","email":"{EMAIL}","phone":"{PHONE}"}}"#);
    let created = r#"{"sessionId":"cs_1","checkoutUrl":"https://checkout.koreacheckout.com/cs_1"}"#;
    let session = format!(r#"{{"sessionId":"cs_1","status":"completed","totalAmount":29000,"customer":{buyer}}}"#);
    let reactions = [
        Reaction::Answer(200, created.to_owned()),
        Reaction::Answer(200, session),
        Reaction::Answer(400, format!(r#"{{"error":{{"code":"{NAME}","message":"{NAME} {KEY}"}}}}"#)),
        Reaction::Drop,
    ];
    let server = TlsServer::start(Setup { protocols, ..Setup::default() }, reactions).await;
    let transport = HttpTransport::https_with_root(Duration::from_secs(5), server.root.as_bytes()).unwrap();
    let config = Config::new(KEY.to_owned()).unwrap();
    let rerouted = Rerouted { transport, port: server.port };
    let checkout = KoreaCheckout::builder(config).transport(Arc::new(rerouted)).build().unwrap();
    let order = || {
        NewSession::new("order-1001", 29_000, Buyer::new(NAME, EMAIL, PHONE))
            .with_item(NewItem::new("머그컵", 29_000, 1))
            .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart")
    };
    let id = SessionId::new("cs_1");
    let refunds = checkout.allow_writes(WritePermit::for_([family::REFUNDS]));
    let refund = Refund::full(Paid::known(id.clone(), 29_000)).with_reason(NAME);
    vec![
        logged(checkout.sessions().create(order()).await),
        logged(checkout.sessions().get(&id).await),
        logged(checkout.sessions().create(order()).await),
        logged(refunds.refunds().create(&refund).await),
    ]
}

#[test]
fn neither_the_key_nor_a_buyer_stands_in_the_log() {
    let capture = Capture::install();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for protocols in [&["h2"], &["http/1.1"]] {
        let ended = runtime.block_on(calls_over(protocols));
        assert_eq!(ended[..3], [Ok(()), Ok(()), Err(ErrorKind::BadRequest)]);
        assert_eq!(ended[3], Err(ErrorKind::ConnectionLost));
    }
    let text = capture.text();
    for said in
        ["h2::codec::framed_write", "rustls::client", "apiwire::exchange", "refunds.create", "cs_1", "<redacted>"]
    {
        assert!(text.contains(said), "nothing of {said}: this test would prove nothing");
    }
    let escaped = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    for canary in [KEY, &KEY["sk_test_".len()..], NAME, PHONE, EMAIL, &escaped(NAME)] {
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(canary)).collect();
        assert_eq!(lines, [""; 0]);
    }
}
