//! A sandbox shop that can be made to refuse, and connections to it, at noon of 2 March 2026 in Korea.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use coupang_connect::{Connections, ConnectionsBuilder, Form, Journal, MemoryVault, Vault};
use coupang_wing::apiwire::clock::Clock;
use coupang_wing::apiwire::governor::{Governor, Limits};
use coupang_wing::apiwire::testing::{InMemory, TokioClock};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Error, Wing};
use http::{Request, Response};

/// 2026-03-02T12:00:00+09:00.
pub(crate) fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

/// What the gateway says instead of its own answer, if anything.
type Refusing = Box<dyn Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync>;

/// The shop, its clock, and what it is made to say.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) clock: Arc<TokioClock>,
    pub(crate) gateway: Arc<Gateway>,
    refusing: Arc<Mutex<Option<Refusing>>>,
    governor: Governor,
}

impl Shop {
    /// Must be called within a runtime.
    pub(crate) fn open() -> Self {
        let gateway = Gateway::builder().opened_at(noon()).build().unwrap();
        // A pause of the governor would hide what the gateway says next.
        let governor = Governor::new(Limits::default().with_pause(Duration::ZERO, Duration::ZERO));
        Self {
            clock: Arc::new(TokioClock::starting_at(noon())),
            gateway: Arc::new(gateway),
            refusing: Arc::default(),
            governor,
        }
    }

    /// From now on every call is answered so.
    pub(crate) fn refuse(&self, status: u16, body: &'static str) {
        self.refuse_some(status, body, "/");
    }

    /// From now on every call whose path holds this text is answered so.
    pub(crate) fn refuse_some(&self, status: u16, body: &'static str, path: &'static str) {
        *self.refusing.lock().unwrap() = Some(Box::new(move |request| {
            request.uri().path().contains(path).then(|| {
                let mut answer = Response::new(Bytes::from_static(body.as_bytes()));
                *answer.status_mut() = status.try_into().unwrap();
                answer
            })
        }));
    }

    pub(crate) fn recover(&self) {
        *self.refusing.lock().unwrap() = None;
    }

    pub(crate) fn calls(&self) -> u64 {
        self.gateway.ledger().calls
    }

    pub(crate) fn builder(&self, vault: Arc<dyn Vault>) -> ConnectionsBuilder {
        Connections::builder(vault).clock(self.clock.clone())
    }

    pub(crate) async fn open_with(&self, builder: ConnectionsBuilder) -> Connections {
        let shop = self.clone();
        let wings = move |config| {
            let (gateway, refusing, clock) = (shop.gateway.clone(), shop.refusing.clone(), shop.clock.clone());
            let transport = InMemory::new(clock.clone(), move |request, now| {
                let refused = refusing.lock().unwrap().as_ref().and_then(|refuse| refuse(&request));
                refused.unwrap_or_else(|| gateway.handle(request, now))
            });
            Wing::builder(config).transport(Arc::new(transport)).clock(clock).governor(shop.governor.clone()).build()
        };
        builder.open_with(wings).await.unwrap()
    }

    /// Connections with a vault and a journal in memory.
    pub(crate) async fn connections(&self) -> Connections {
        self.open_with(self.builder(Arc::new(MemoryVault::new())).journal(Journal::memory())).await
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }
}

/// The right values.
pub(crate) fn form() -> Form {
    Form::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned())
}

/// A wrong secret key.
pub(crate) fn wrong_form() -> Form {
    Form::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.to_owned(), "not-the-secret-key".to_owned())
}

/// Reads one page of orders.
pub(crate) async fn read_orders(wing: &Wing) -> Result<(), Error> {
    let today = KstDate::at(wing.now());
    let query = OrderQuery::days(today, today, OrderStatus::Accept).unwrap();
    wing.orders().list(query).next_page().await.unwrap().map(drop)
}
