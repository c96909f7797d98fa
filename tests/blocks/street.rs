//! The street between the clients and Coupang's gateway, with a book of everything that passes.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::BoxFuture;
use apiwire::clock::Clock;
use apiwire::governor::{Governor, Limits};
use apiwire::testing::TokioClock;
use apiwire::transport::{Body, Transport, TransportError};
use apiwire::{Error, ErrorKind, Times};
use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, Gateway, GatewayBuilder};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Config, Wing};
use http::{Request, Response};
use tokio::time::{Instant, sleep};

use crate::granted;

pub const SECOND: Duration = Duration::from_secs(1);
pub const MINUTE: Duration = Duration::from_secs(60);

/// The origin with its sellers, and one governor for all who call.
pub struct Street {
    pub governor: Governor,
    clock: Arc<TokioClock>,
    book: Arc<Book>,
}

/// Who did what, when.
#[derive(Default)]
struct Book {
    granted: Mutex<Vec<(String, Instant)>>,
    sent: Mutex<Vec<(String, Instant)>>,
    arrived: Mutex<Vec<(String, Instant)>>,
}

/// A seller's shop, as its calls reach it.
pub struct Shop {
    pub gateway: Arc<Gateway>,
    vendor: &'static str,
    /// What the edge before it answers instead, while it does.
    edge: Mutex<Option<Response<Bytes>>>,
    clock: Arc<TokioClock>,
    book: Arc<Book>,
    /// Whether the way takes time.
    pub slow_wire: bool,
}

impl Street {
    /// With Coupang's limits.
    pub fn new() -> Self {
        let book = Arc::new(Book::default());
        let heard = Arc::clone(&book);
        let governor = granted::governor(Limits::default(), move |scope| {
            note(&heard.granted, scope.tenant.to_string());
        });
        // 2026-03-02T12:00:00+09:00.
        let clock = Arc::new(TokioClock::starting_at(UNIX_EPOCH + Duration::from_secs(1_772_420_400)));
        Self { governor, clock, book }
    }

    pub fn shop(&self, vendor: &'static str, gateway: GatewayBuilder) -> Shop {
        let gateway = Arc::new(gateway.vendor(vendor).build().unwrap());
        let (clock, book) = (self.clock.clone(), self.book.clone());
        Shop { gateway, vendor, edge: Mutex::default(), clock, book, slow_wire: false }
    }

    /// A client of this seller's, with the seller's keys.
    pub fn client(&self, shop: &Arc<Shop>) -> Wing {
        self.client_as(shop.vendor, shop)
    }

    /// A client that gives this vendor id.
    pub fn client_as(&self, vendor: &str, shop: &Arc<Shop>) -> Wing {
        let config = Config::new(vendor, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()).unwrap();
        let transport: Arc<dyn Transport> = Arc::new(Way(Arc::clone(shop)));
        let wing = Wing::builder(config).transport(transport).clock(self.clock.clone());
        // Patient: what is asked here is what may be sent, and not what has no time left.
        let times = Times::default().with_limits(10 * SECOND, 10 * MINUTE);
        wing.governor(self.governor.clone()).times(times).build().unwrap()
    }

    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Grants, in order.
    pub fn granted(&self) -> Vec<Instant> {
        moments(&self.book.granted, |_| true)
    }

    /// Requests of a vendor as they left, in order.
    pub fn sent(&self, vendor: &str) -> Vec<Instant> {
        moments(&self.book.sent, |who| who == vendor)
    }

    /// Requests of a vendor as they arrived, in order.
    pub fn arrived(&self, vendor: &str) -> Vec<Instant> {
        moments(&self.book.arrived, |who| who == vendor)
    }
}

fn moments(book: &Mutex<Vec<(String, Instant)>>, whose: impl Fn(&str) -> bool) -> Vec<Instant> {
    let mut moments: Vec<_> =
        book.lock().unwrap().iter().filter(|(who, _)| whose(who)).map(|(_, when)| *when).collect();
    moments.sort();
    moments
}

/// Whether no second, wherever it begins, holds more than so many of them.
pub fn most_in_any_second(moments: &[Instant]) -> usize {
    let within = |first: &Instant| moments.iter().filter(|it| *it >= first && **it < *first + SECOND).count();
    moments.iter().map(within).max().unwrap_or_default()
}

/// One read: the orders of a day in a status that has one order a day.
pub async fn call(wing: &Wing) -> Result<(), Error> {
    let today = KstDate::at(wing.now());
    let query = OrderQuery::days(today, today, OrderStatus::Instruct).unwrap();
    wing.orders().list(query).next().await.transpose().map(drop)
}

/// A call that is refused without being sent, and until when.
pub async fn held_back(wing: &Wing, kind: ErrorKind) -> SystemTime {
    let error = call(wing).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery(), error.attempts()), (kind, apiwire::Delivery::NotSent, 0), "{error}");
    error.until().expect("until when")
}

impl Shop {
    /// From now on the edge answers so, to whoever calls for this seller.
    pub fn edge_answers(&self, answer: Option<Response<Bytes>>) {
        *self.edge.lock().unwrap() = answer;
    }
}

/// A transport: the request travels, is answered, and the answer travels.
struct Way(Arc<Shop>);

impl Transport for Way {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        let shop = &self.0;
        let vendor = request.headers()["x-requested-by"].to_str().unwrap().to_owned();
        let number = note(&shop.book.sent, vendor.clone());
        Box::pin(async move {
            if shop.slow_wire {
                sleep(there(number)).await;
            }
            note(&shop.book.arrived, vendor);
            let edge = shop.edge.lock().unwrap().clone();
            let answer = edge.unwrap_or_else(|| shop.gateway.handle(request, shop.clock.now()));
            if shop.slow_wire {
                sleep(Duration::from_millis(number as u64 * 37 % 90)).await;
            }
            Ok(answer.map(|body| Box::new(body) as Box<dyn Body>))
        })
    }
}

/// From a few milliseconds to most of a second, where a connection must be made first.
fn there(number: usize) -> Duration {
    let handshake = if number.is_multiple_of(5) { 700 } else { 0 };
    Duration::from_millis(handshake + number as u64 * 101 % 240)
}

/// Writes it down; gives back its number.
fn note(book: &Mutex<Vec<(String, Instant)>>, who: String) -> usize {
    let mut book = book.lock().unwrap();
    book.push((who, Instant::now()));
    book.len()
}
