//! Listens to what handed-out clients do, and stops them when Coupang says no.

use std::sync::{Arc, Weak};

use coupang_wing::apiwire::EffectKind;
use coupang_wing::apiwire::log::{Exchange, ExchangeSink};
use coupang_wing::endpoints::OPERATIONS;
use live_probe::ExchangeRow;

use super::weigh::{Verdict, family_of, weigh};
use super::{Inner, State};
use crate::journal::{Audit, Event};

/// The exchange log of one client. It holds no connection alive.
pub(super) struct Judge {
    connection: Weak<Inner>,
    generation: u64,
}

impl Judge {
    pub(super) fn new(connection: &Arc<Inner>, generation: u64) -> Self {
        Self { connection: Arc::downgrade(connection), generation }
    }
}

impl ExchangeSink for Judge {
    fn record(&self, exchange: &Exchange) {
        let Some(connection) = self.connection.upgrade() else { return };
        connection.log(exchange);
        let written = written_family(exchange);
        if let Some(family) = written {
            connection.audit(Audit::new(Event::PermitUsed).about(family));
        }
        connection.judge(exchange, self.generation, written.is_some());
    }
}

impl Inner {
    pub(super) fn log(&self, exchange: &Exchange) {
        self.shared.journal.exchange(&self.id, self.shared.clock.now(), exchange);
    }

    fn judge(&self, exchange: &Exchange, generation: u64, write: bool) {
        let mut now = self.now();
        // A client of before a pause: what it still hears is about keys that no longer count.
        if now.generation != generation || now.state != State::Active {
            return;
        }
        let family = family_of(exchange.operation);
        let Some(kind) = exchange.error else {
            now.late = None;
            if !write {
                now.families.remove(family);
            }
            return;
        };
        match weigh(exchange.operation, kind, now.families.contains_key(family)) {
            Verdict::Pause(reason) => self.pause(&mut now, reason),
            Verdict::Late(reason) => {
                let news = now.late.replace(reason).is_none();
                drop(now);
                if news {
                    self.audit(Audit::new(Event::Late).because(reason.word()));
                }
            }
            // A write that a key may not make is its caller's to know: the marks are about what can be read.
            Verdict::Mark if write => {}
            Verdict::Mark => {
                let error = ExchangeRow::from(exchange).error.unwrap_or_default();
                let news = now.families.insert(family.to_owned(), error.clone()).is_none();
                drop(now);
                if news {
                    self.audit(Audit::new(Event::FamilyRefused).about(family).because(&error));
                }
            }
            Verdict::Nothing => {}
        }
    }
}

/// The family whose permit let a request through; `None` for a read.
fn written_family(exchange: &Exchange) -> Option<&'static str> {
    match OPERATIONS.iter().find(|operation| operation.name == exchange.operation) {
        Some(operation) if operation.effect == EffectKind::Read => None,
        Some(operation) => Some(operation.family.map_or("unknown", |family| family.name())),
        // An endpoint of the caller's own: a read of theirs by POST is taken for a write rather than the reverse.
        None if exchange.method == "GET" => None,
        None => Some(family_of(exchange.operation)),
    }
}
