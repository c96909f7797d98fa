//! What the time does to a session: it expires, a payment comes through, a refund is settled.

use super::{Session, SessionStatus};
use crate::calendar::Moment;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::rules::Rules;
use crate::korea_checkout::state::State;
use crate::korea_checkout::webhooks::Event;

impl State {
    /// Does everything that is due by `now`, each at its own moment and in that order.
    pub(in crate::korea_checkout) fn advance(&mut self, rules: &Rules, now: Moment) {
        while let Some((at, id)) = self.alarms.first().cloned().filter(|(at, _)| *at <= now) {
            self.alarms.remove(&(at, id.clone()));
            self.settle(rules, &id, at);
        }
    }

    /// Ends a session that nobody has paid.
    pub(in crate::korea_checkout) fn expire(&mut self, rules: &Rules, id: &str, at: Moment) {
        self.change_status(id, SessionStatus::Expired, at);
        self.announce(rules, id, &Event::SessionExpired, at);
    }

    /// Writes the new status into session and books.
    pub(in crate::korea_checkout) fn change_status(&mut self, id: &str, status: SessionStatus, at: Moment) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.status = status;
            session.settles = session.settles.filter(|_| status == SessionStatus::Processing);
            self.books.write(at, Change::StatusChanged { session_id: id.to_owned(), status });
        }
    }

    fn settle(&mut self, rules: &Rules, id: &str, at: Moment) {
        let Some(session) = self.sessions.get_mut(id) else { return };
        if session.settles.is_some_and(|due| due <= at) {
            if let Some(payment) = &mut session.payment {
                payment.completed = Some(at);
            }
            self.change_status(id, SessionStatus::Completed, at);
            self.announce(rules, id, &Event::PaymentCompleted, at);
        } else if session.expires <= at && session.status.is_open() && session.settles.is_none() {
            self.expire(rules, id, at);
        }
        while let Some(status) = self.sessions.get_mut(id).and_then(|session| settle_refund(session, at)) {
            self.change_status(id, status, at);
            self.announce(rules, id, &Event::PaymentRefunded, at);
        }
    }
}

/// Settles one refund that is due, and says what the session has become.
fn settle_refund(session: &mut Session, at: Moment) -> Option<SessionStatus> {
    session.refunds.iter_mut().find(|refund| !refund.settled && refund.settles <= at)?.settled = true;
    let settled: i64 = session.refunds.iter().filter(|refund| refund.settled).map(|refund| refund.amount).sum();
    Some(if settled == session.total { SessionStatus::Refunded } else { SessionStatus::PartiallyRefunded })
}
