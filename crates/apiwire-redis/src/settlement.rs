//! Telling the server how a call ended, also when the caller does not wait for it.

use std::sync::Arc;
use std::time::Duration;

use apiwire::governor::{Limits, Report, StoreUnreachable, Ticket};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

use crate::keys::Keys;
use crate::link::Link;
use crate::script;

/// How long to wait before telling once more.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// How one call ended, or only that it did.
pub(crate) struct Settlement {
    pub(crate) link: Arc<Link>,
    pub(crate) keys: Keys,
    pub(crate) lease: Duration,
    pub(crate) ticket: Ticket,
    /// `None`: it was dropped.
    pub(crate) how: Option<(Limits, Report)>,
}

type Told = Result<Option<Duration>, StoreUnreachable>;

impl Settlement {
    /// Tells it in a task of its own, which a caller that gives up does not cancel; what cannot be told is told again until
    /// the lease has ended. Gives back what the first attempt brings.
    pub(crate) fn tell(self) -> oneshot::Receiver<Told> {
        let (first, heard) = oneshot::channel();
        // Without a runtime nothing can be sent: the lease ends by itself.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(self.tell_until_heard(first));
        }
        heard
    }

    async fn tell_until_heard(mut self, first: oneshot::Sender<Told>) {
        let end = Instant::now() + self.lease;
        let told = self.tell_once().await;
        let mut heard = told.is_ok();
        // Nobody may be waiting.
        let _ = first.send(told);
        // An answer like any other is no news later, and must not forgive what has come since.
        if let Some((_, report @ Report::Answered)) = &mut self.how {
            *report = Report::Failed;
        }
        while !heard && Instant::now() < end {
            sleep(AGAIN_AFTER).await;
            heard = self.tell_once().await.is_ok();
        }
    }

    async fn tell_once(&self) -> Told {
        let script = match &self.how {
            Some((limits, report)) => script::settle(&self.keys, limits, self.lease, self.ticket, *report),
            None => script::dropped(&self.keys, self.ticket),
        };
        self.link.ask(&script).await.map(script::refused_for).map_err(|_| StoreUnreachable)
    }
}
