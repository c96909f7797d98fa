//! The sandbox's server in this process, so that a test can read the books behind it.

use std::sync::Arc;
use std::time::SystemTime;

use commerce_sandbox::coupang::{Gateway, GatewayBuilder};
use commerce_sandbox::server::{self, Running};
use time::macros::offset;
use time::{Duration, OffsetDateTime};
use tokio::runtime::Runtime;

pub struct Shop {
    pub gateway: Arc<Gateway>,
    /// Such as `http://127.0.0.1:40123`.
    pub url: String,
    opened: OffsetDateTime,
    // In the order in which they are dropped.
    _running: Running,
    _runtime: Runtime,
}

impl Shop {
    /// A shop that opens now and does not throttle.
    pub fn open(builder: GatewayBuilder) -> Self {
        let now = now();
        let gateway = Arc::new(builder.opened_at(now).calls_per_second(1_000).build().unwrap());
        let runtime = Runtime::new().unwrap();
        let running = runtime.block_on(server::spawn(Arc::clone(&gateway), ([127, 0, 0, 1], 0))).unwrap();
        let opened = OffsetDateTime::from(now).to_offset(offset!(+9));
        Self { gateway, url: format!("http://{}", running.addr()), opened, _running: running, _runtime: runtime }
    }

    /// The Korean day so long before the shop opened, as `yyyy-MM-dd`. What such a day holds stays as it is, also when
    /// midnight passes during the test.
    pub fn day(&self, days_ago: i64) -> String {
        (self.opened - Duration::days(days_ago)).date().to_string()
    }

    /// What writes have done: operation and subject, oldest first.
    pub fn commits(&self) -> Vec<(&'static str, i64)> {
        self.gateway.commits().iter().map(|commit| (commit.operation, commit.subject)).collect()
    }

    /// How its ledger says that the calls of an operation were answered: status and number.
    pub fn answers(&self, operation: &str) -> Vec<(u16, u64)> {
        let answers = self.gateway.ledger().answers.into_iter();
        answers.filter(|((name, _), _)| *name == operation).map(|((_, status), calls)| (status, calls)).collect()
    }

    /// How many calls it has answered, also with refusals.
    pub fn calls(&self) -> u64 {
        self.gateway.ledger().calls
    }
}

#[expect(clippy::disallowed_methods, reason = "strangers read the system's clock")]
fn now() -> SystemTime {
    SystemTime::now()
}
