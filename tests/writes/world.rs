//! A sandbox shop, a client that may write in it, and what goes wrong with the next write.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::BoxFuture;
use apiwire::clock::Clock;
use apiwire::governor::{Governor, Limits};
use apiwire::testing::{InMemory, TokioClock};
use apiwire::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, GatewayBuilder};
use coupang_wing::{Config, Market, ReadWrite, Wing, WritePermit, family};
use http::{Method, Request, Response};

/// The Wing login that the sandbox knows.
pub(crate) const LOGIN: &str = "sandbox-wing-user";

/// What happens to the next write. Reads are always answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is answered.
    None,
    /// It never arrives, and nobody says so.
    TimeoutBefore,
    /// It is done, and the answer is lost.
    TimeoutAfter,
    /// The gateway gives up (504) before anything is done.
    GaveUpBefore,
    /// The gateway gives up (504) on what is done so much later.
    GaveUpAndLate(&'static str, Duration),
    /// 429, nothing is done.
    TooMany,
    /// 302, nothing is done.
    Blocked,
    /// 500, nothing is done.
    InternalError,
}

/// A shop at noon of 2 March 2026 in Korea, and its client.
pub(crate) struct World {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) wing: Wing<ReadWrite>,
    pub(crate) permit: WritePermit,
    clock: Arc<TokioClock>,
    trouble: Arc<Mutex<Fault>>,
    writes: Arc<Mutex<Vec<Sent>>>,
}

/// A write that left: method, target, body.
pub(crate) type Sent = (Method, String, Bytes);

impl World {
    pub(crate) fn new() -> Self {
        Self::of(Gateway::builder(), Market::Kr)
    }

    pub(crate) fn of(shop: GatewayBuilder, market: Market) -> Self {
        let noon = UNIX_EPOCH + Duration::from_secs(1_772_420_400);
        let gateway = Arc::new(shop.opened_at(noon).calls_per_second(1_000).build().unwrap());
        let clock = Arc::new(TokioClock::starting_at(noon));
        let core = Arc::clone(&gateway);
        let shop = InMemory::new(clock.clone(), move |request, now| core.handle(request, now));
        let (trouble, writes) = (Arc::new(Mutex::new(Fault::None)), Arc::default());
        let wire =
            Wire { shop, gateway: Arc::clone(&gateway), trouble: Arc::clone(&trouble), writes: Arc::clone(&writes) };
        let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
        let config = config.with_market(market).with_wing_user_id(LOGIN).unwrap();
        let wing = Wing::builder(config).transport(Arc::new(wire)).clock(clock.clone());
        let wing = wing.governor(Governor::new(Limits::default())).build().unwrap();
        let permit = WritePermit::for_(family::ALL);
        Self { gateway, wing: wing.allow_writes(permit.clone()), permit, clock, trouble, writes }
    }

    /// What happens to the next write; the one after it is answered.
    pub(crate) fn arm(&self, fault: Fault) {
        *self.trouble.lock().unwrap() = fault;
    }

    /// The writes that left so far.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.writes.lock().unwrap().clone()
    }

    /// How often an operation has changed the shop.
    pub(crate) fn commits(&self, operation: &str) -> usize {
        self.gateway.pass_time(self.now());
        self.gateway.commits().iter().filter(|commit| commit.operation == operation).count()
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Lets time pass.
    pub(crate) async fn wait(&self, time: Duration) {
        tokio::time::sleep(time).await;
        self.gateway.pass_time(self.now());
    }
}

/// The wire to the shop, which fails a write as it is told.
struct Wire {
    shop: InMemory,
    gateway: Arc<Gateway>,
    trouble: Arc<Mutex<Fault>>,
    writes: Arc<Mutex<Vec<Sent>>>,
}

impl Transport for Wire {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        let reads = request.method() == Method::GET || request.uri().path().ends_with("/returnWithdrawList");
        if reads {
            return self.shop.send(request);
        }
        let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        self.writes.lock().unwrap().push((request.method().clone(), target, request.body().clone()));
        let fault = std::mem::replace(&mut *self.trouble.lock().unwrap(), Fault::None);
        match fault {
            Fault::None => self.shop.send(request),
            Fault::TimeoutBefore => Box::pin(std::future::ready(Err(TransportError::Timeout))),
            Fault::TimeoutAfter => Box::pin(async {
                let answered = self.shop.send(request).await;
                assert!(answered.is_ok_and(|answer| answer.status() == 200), "the write itself works");
                Err(TransportError::Lost)
            }),
            Fault::GaveUpBefore => Box::pin(std::future::ready(Ok(refusal(504)))),
            Fault::GaveUpAndLate(operation, delay) => Box::pin(async move {
                self.gateway.delay_commits(operation, delay, 1);
                let _ = self.shop.send(request).await;
                Ok(refusal(504))
            }),
            Fault::TooMany => Box::pin(std::future::ready(Ok(refusal(429)))),
            Fault::InternalError => Box::pin(std::future::ready(Ok(refusal(500)))),
            Fault::Blocked => Box::pin(std::future::ready(Ok(refusal(302)))),
        }
    }
}

fn refusal(status: u16) -> Response<Box<dyn Body>> {
    let body = r#"{"code":"ERROR","message":"Request timed out, if the situation continues consider applying timeout extension."}"#;
    let mut response = Response::new(Box::new(Once(Some(Bytes::from_static(body.as_bytes())))) as Box<dyn Body>);
    *response.status_mut() = status.try_into().unwrap();
    response
}

struct Once(Option<Bytes>);

impl Body for Once {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.0.take())))
    }
}
