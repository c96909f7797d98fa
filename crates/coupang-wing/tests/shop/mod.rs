//! A client of a sandbox shop at noon of 2 March 2026 in Korea.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use apiwire::testing::{InMemory, Reply, Script, TokioClock};
use apiwire::transport::Transport;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, GatewayBuilder};
use coupang_wing::calendar::KstDate;
use coupang_wing::{Config, Wing};

/// 2026-03-02T12:00:00+09:00.
pub(crate) fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

pub(crate) fn today() -> KstDate {
    KstDate::at(noon())
}

/// A client of this shop, and the shop's books.
pub(crate) fn open(builder: GatewayBuilder) -> (Wing, Arc<Gateway>) {
    let gateway = Arc::new(builder.opened_at(noon()).build().unwrap());
    (seller(&gateway, DEFAULT_VENDOR), gateway)
}

/// A client of this shop's under some seller's id.
pub(crate) fn seller(gateway: &Arc<Gateway>, vendor: &str) -> Wing {
    let core = Arc::clone(gateway);
    let clock = Arc::new(TokioClock::starting_at(noon()));
    let transport = InMemory::new(clock.clone(), move |request, now| core.handle(request, now));
    client_of(vendor, Arc::new(transport), clock)
}

/// A client that is answered by a script.
pub(crate) fn scripted(replies: impl IntoIterator<Item = Reply>) -> (Wing, Script) {
    let script = Script::new(replies);
    (client(Arc::new(script.clone()), Arc::new(TokioClock::starting_at(noon()))), script)
}

/// A client over this transport.
pub(crate) fn client(transport: Arc<dyn Transport>, clock: Arc<TokioClock>) -> Wing {
    client_of(DEFAULT_VENDOR, transport, clock)
}

fn client_of(vendor: &str, transport: Arc<dyn Transport>, clock: Arc<TokioClock>) -> Wing {
    let config = Config::new(vendor, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()).unwrap();
    let governor = Governor::new(Limits::default());
    Wing::builder(config).transport(transport).clock(clock).governor(governor).build().unwrap()
}
