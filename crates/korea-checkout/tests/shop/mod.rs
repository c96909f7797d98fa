//! Clients of a sandbox and of scripts, at noon of 2 March 2026 in Korea, and an order to pay.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::testing::{InMemory, Reply, Script, TokioClock};
use apiwire::transport::Transport;
use bytes::Bytes;
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, CheckoutBuilder, DEFAULT_API_KEY};
use http::{Request, Response};
use korea_checkout::sessions::{Buyer, NewItem, NewSession};
use korea_checkout::{Config, KoreaCheckout, Permitted, SessionId, WritePermit, family};
use serde_json::Value;

/// 2026-03-02T12:00:00+09:00, which is 03:00 in UTC.
pub(crate) fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

/// A client of a sandbox, and the sandbox itself: it delivers events to this machine only.
pub(crate) fn open(builder: CheckoutBuilder) -> (KoreaCheckout, Arc<Checkout>) {
    let sandbox = Arc::new(builder.build().unwrap());
    let core = Arc::clone(&sandbox);
    let clock = Arc::new(TokioClock::starting_at(noon()));
    let transport = InMemory::new(clock.clone(), move |request, now| core.handle(request, now));
    let builder = KoreaCheckout::builder(config()).base_url("http://127.0.0.1:1").transport(Arc::new(transport));
    let builder = builder.clock(clock);
    (builder.build().unwrap(), sandbox)
}

/// A client of a sandbox as it is.
pub(crate) fn sandbox() -> (KoreaCheckout, Arc<Checkout>) {
    open(Checkout::builder())
}

/// A client that is answered by a script.
pub(crate) fn scripted(replies: impl IntoIterator<Item = Reply>) -> (KoreaCheckout, Script) {
    let script = Script::new(replies);
    (over(Arc::new(script.clone())), script)
}

/// A client over a transport.
pub(crate) fn over(transport: Arc<dyn Transport>) -> KoreaCheckout {
    let clock = Arc::new(TokioClock::starting_at(noon()));
    KoreaCheckout::builder(config()).transport(transport).clock(clock).build().unwrap()
}

pub(crate) fn config() -> Config {
    Config::new(DEFAULT_API_KEY.to_owned()).unwrap()
}

/// The same client with everything permitted.
pub(crate) fn permitted(checkout: &KoreaCheckout) -> KoreaCheckout<Permitted> {
    checkout.allow_writes(WritePermit::for_(family::ALL))
}

pub(crate) fn ok(body: &str) -> Reply {
    Reply::Json(200, body.to_owned())
}

/// An answer with headers.
pub(crate) fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Reply {
    let mut response = Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = status.try_into().unwrap();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    Reply::Raw(Box::new(response))
}

pub(crate) fn buyer() -> Buyer {
    Buyer::new("김하나", "hana@example.com", "+82-10-1234-5678")
}

/// Two mugs for 29,000 won.
pub(crate) fn order(number: &str) -> NewSession {
    NewSession::new(number, 29_000, buyer())
        .with_item(NewItem::new("머그컵", 14_500, 2))
        .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart")
}

/// A session of the sandbox that a buyer has paid.
pub(crate) async fn paid(checkout: &KoreaCheckout, sandbox: &Checkout) -> SessionId {
    let id = checkout.sessions().create(order("order-1001")).await.unwrap().row.session_id;
    sandbox.act(id.as_str(), BuyerAction::Pay, checkout.now()).unwrap();
    id
}

/// What a request carried.
pub(crate) fn json(request: &Request<Bytes>) -> Value {
    serde_json::from_slice(request.body()).unwrap()
}

pub(crate) fn header<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}
