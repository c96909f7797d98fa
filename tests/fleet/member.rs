//! One process of the fleet: it calls as much as it may, and says on standard output how each call ended.

use std::fmt::{Debug, Write as _};
use std::io::Write;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use apiwire::governor::{Governor, Limits, Scope};
use apiwire::{Delivery, Error, ErrorKind, Times};
use apiwire_redis::RedisStore;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Config, Wing};
use tracing::field::{Field, Visit};
use tracing::{Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// What a member is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub sandbox: String,
    pub redis: String,
    pub lease: Duration,
    /// The silence after 429.
    pub pause: Duration,
    /// Takes all slots and keeps them, instead of calling.
    pub hold: bool,
}

/// How many calls a member has under way.
const TASKS: usize = 3;

impl Member {
    pub fn new(sandbox: &str, redis: &str) -> Self {
        let (lease, pause) = (Duration::from_secs(60), Duration::from_secs(60));
        Self { sandbox: sandbox.to_owned(), redis: redis.to_owned(), lease, pause, hold: false }
    }

    /// The member that this process is, if it is one.
    pub fn from_args() -> Option<Self> {
        let args: Vec<String> = std::env::args().collect();
        let [_, word, sandbox, redis, lease, pause, hold] = args.as_slice() else { return None };
        let seconds = |text: &str| Some(Duration::from_secs(text.parse().ok()?));
        let (sandbox, redis) = (sandbox.clone(), redis.clone());
        let member = Self { sandbox, redis, lease: seconds(lease)?, pause: seconds(pause)?, hold: hold == "hold" };
        (word == "member").then_some(member)
    }

    /// A process that is this member.
    pub fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let seconds = |time: Duration| time.as_secs().to_string();
        command.args(["member", &self.sandbox, &self.redis, &seconds(self.lease), &seconds(self.pause)]);
        command.arg(if self.hold { "hold" } else { "call" });
        command
    }

    /// Works until it is killed.
    pub fn work(self) {
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Heard)).unwrap();
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(async {
            let store = RedisStore::new(&self.redis).unwrap().with_lease(self.lease);
            let limits = Limits::default().with_pause(self.pause, self.pause);
            let governor = Governor::with_store(limits, Arc::new(store));
            if self.hold {
                return self.hold_all(&governor).await;
            }
            let keys = (DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned());
            let config = Config::new(DEFAULT_VENDOR, keys.0, keys.1).unwrap();
            let times = Times::default().with_limits(Duration::from_secs(10), Duration::from_secs(120));
            let wing = Wing::builder(config).loopback(&self.sandbox).unwrap().governor(governor).times(times);
            let wing = wing.build().unwrap();
            let calling = (0..TASKS).map(|_| tokio::spawn(call_on_and_on(wing.clone())));
            for task in calling.collect::<Vec<_>>() {
                task.await.unwrap();
            }
        });
    }

    async fn hold_all(&self, governor: &Governor) {
        let scope = Scope { origin: self.sandbox.as_str().into(), tenant: DEFAULT_VENDOR.into() };
        let far = tokio::time::Instant::now() + Duration::from_secs(120);
        let mut grants = Vec::new();
        for _ in 0..Limits::default().calls {
            grants.push(governor.acquire(&scope, far).await.unwrap_or_else(|refusal| panic!("{refusal:?}")));
        }
        say("held");
        std::future::pending::<()>().await;
    }
}

async fn call_on_and_on(wing: Wing) {
    loop {
        match call(&wing).await {
            Ok(()) => say("ok"),
            Err(error) if error.kind() == ErrorKind::Throttled => {
                let answered = error.delivery() == Delivery::Answered;
                say(if answered { "answered 429" } else { "kept silent" });
                assert!(error.until().is_some(), "until when");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Err(error) => say(&format!("failed: {error}")),
        }
    }
}

/// One call: a day has one such order.
async fn call(wing: &Wing) -> Result<(), Error> {
    let today = KstDate::at(wing.now());
    let query = OrderQuery::days(today, today, OrderStatus::Instruct).unwrap();
    wing.orders().list(query).next().await.transpose().map(drop)
}

/// Standard output is read by the story; a member whose story has ended, however it did, ends too.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(1);
    }
}

/// What the governor says to the log of a program.
struct Heard;

impl<S: Subscriber> Layer<S> for Heard {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "apiwire::governor" {
            let mut message = Message::default();
            event.record(&mut message);
            let warned = *event.metadata().level() == Level::WARN;
            say(&format!("{} {}", if warned { "warned:" } else { "told:" }, message.0));
        }
    }
}

#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{value:?}");
    }
}
