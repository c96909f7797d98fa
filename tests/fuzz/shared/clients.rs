//! Clients whose every request is answered alike, on a clock that stands still.
#![allow(dead_code, reason = "each target uses its own part")]

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::clock::Clock;
use apiwire::testing::InMemory;
use apiwire::{Delivery, Error, Language, WritePermit};
use bytes::Bytes;
use coupang_wing::{Market, Wing};
use http::{HeaderMap, Response, StatusCode};
use korea_checkout::{KoreaCheckout, Permitted};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use super::planted::silent_error;

pub const VENDOR: &str = "A00012345";

/// Noon of 2 March 2026 in Korea.
pub fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

struct Standing;

impl Clock for Standing {
    fn now(&self) -> SystemTime {
        now()
    }
}

/// What every request is answered with.
#[derive(Clone, Default)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A success with this body.
    pub fn ok(body: Vec<u8>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    fn transport(self) -> Arc<InMemory> {
        Arc::new(InMemory::new(Arc::new(Standing), move |_, _| {
            let mut response = Response::new(self.body.clone());
            *response.status_mut() = self.status;
            *response.headers_mut() = self.headers.clone();
            response
        }))
    }

    /// A client of Coupang with the login of a person.
    pub fn wing(self, market: Market) -> Wing {
        let keys = ("access".to_owned(), "secret".to_owned());
        let config = coupang_wing::Config::new(VENDOR, keys.0, keys.1).expect("a configuration");
        let config = config.with_market(market).with_wing_user_id("shopowner151").expect("a login");
        Wing::builder(config).transport(self.transport()).clock(Arc::new(Standing)).build().expect("a client")
    }

    /// A client of Korea Checkout with every permit.
    pub fn checkout(self) -> KoreaCheckout<Permitted> {
        let config = korea_checkout::Config::new("sk_test_0f1e2d3c4b5a".to_owned()).expect("a configuration");
        let builder = KoreaCheckout::builder(config).transport(self.transport()).clock(Arc::new(Standing));
        let permit = WritePermit::for_(korea_checkout::family::ALL);
        builder.build().expect("a client").allow_writes(permit)
    }
}

thread_local! {
    static RUNTIME: RefCell<Runtime> =
        RefCell::new(Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime"));
}

/// Runs to the end; waiting takes no time.
pub fn block_on<F: Future>(future: F) -> F::Output {
    RUNTIME.with_borrow(|runtime| runtime.block_on(future))
}

/// Whatever an error says, it is not the word, and an answer had come.
#[track_caller]
pub fn answered(error: &Error, is_write: bool) {
    silent_error(error);
    let hints = [Language::Ko, Language::En].map(|language| error.hint(language));
    assert!(hints.iter().all(|hint| !hint.is_empty()));
    assert_ne!(error.delivery(), Delivery::NotSent, "{error:?}");
    assert!((1..=3).contains(&error.attempts()), "{error:?}");
    assert!(!is_write || error.attempts() == 1, "a write was sent twice: {error:?}");
}

/// The document as `serde_json` reads it, and whether its envelope says in a number that it failed.
pub fn as_json(body: &[u8]) -> Option<(Value, bool)> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let code = value.get("code").and_then(Value::as_i64);
    let failed =
        code.is_some_and(|code| (400..600).contains(&code)) || value.get("success") == Some(&Value::Bool(false));
    Some((value, failed))
}
