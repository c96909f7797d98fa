//! The events, and to whom they go.

use super::outbox::Message;
use crate::calendar::Moment;
use crate::json::set;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::options::{EventData, WebhookPrecedence};
use crate::korea_checkout::place::Link;
use crate::korea_checkout::rules::Rules;
use crate::korea_checkout::sessions::Session;
use crate::korea_checkout::state::State;
use bytes::Bytes;
use serde_json::{Value, json};

/// The four events of the vendor's page, and any other that a test wants to see ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::korea_checkout) enum Event {
    PaymentCompleted,
    PaymentFailed,
    PaymentRefunded,
    SessionExpired,
    Other(String),
}

impl Event {
    /// The event of a name.
    pub(in crate::korea_checkout) fn of_name(name: &str) -> Self {
        let known = [Self::PaymentCompleted, Self::PaymentFailed, Self::PaymentRefunded, Self::SessionExpired];
        known.into_iter().find(|event| event.name() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    fn name(&self) -> &str {
        match self {
            Self::PaymentCompleted => "payment.completed",
            Self::PaymentFailed => "payment.failed",
            Self::PaymentRefunded => "payment.refunded",
            Self::SessionExpired => "session.expired",
            Self::Other(name) => name,
        }
    }

    /// The body of the message. Only the data of `payment.completed` is documented.
    fn body(&self, session: &Session, id: Option<&str>, data: EventData) -> Value {
        let data = if *self == Self::PaymentCompleted || data == EventData::SameFields {
            fields(session)
        } else {
            json!({ "sessionId": session.id })
        };
        let mut body = json!({ "event": self.name(), "data": data });
        if let Some(id) = id {
            set(&mut body, "id", id);
        }
        body
    }
}

/// The fields of the vendor's sample, as far as they are known.
fn fields(session: &Session) -> Value {
    const SHOWN: [&str; 7] =
        ["sessionId", "platformOrderId", "totalAmount", "currency", "paymentMethod", "customer", "completedAt"];
    let all = session.fields();
    SHOWN.into_iter().filter_map(|name| Some((name.to_owned(), all.get(name)?.clone()))).collect()
}

impl State {
    /// Tells what happened to a session to everybody who should hear it.
    pub(in crate::korea_checkout) fn announce(&mut self, rules: &Rules, id: &str, event: &Event, at: Moment) {
        let Some(session) = self.sessions.get(id) else { return };
        let message_id = self.ids.next("evt_");
        let body = event.body(session, rules.event_ids.then_some(message_id.as_str()), rules.event_data);
        let body = Bytes::from(body.to_string());
        let listeners = self.listeners(rules, session);
        let name = event.name().to_owned();
        if listeners.is_empty() {
            let change = Change::WebhookWithheld { event: name.clone(), session_id: id.to_owned() };
            self.books.write(at, change);
        }
        for url in listeners {
            let (event, session_id) = (name.clone(), id.to_owned());
            let message = Message { id: message_id.clone(), event, session_id, url, body: body.clone() };
            let change = self.outbox.post(message, at);
            self.books.write(at, change);
        }
    }

    /// The addresses that hear of a session: those on this machine, and no others.
    fn listeners(&self, rules: &Rules, session: &Session) -> Vec<String> {
        let (of_session, of_shop) = (session.webhook_url.as_ref(), self.shop_webhook(session.owner));
        let chosen = match rules.webhook_precedence {
            WebhookPrecedence::Session => [of_session.or(of_shop), None],
            WebhookPrecedence::Shop => [of_shop.or(of_session), None],
            WebhookPrecedence::Both => [of_session, of_shop.filter(|shop| Some(*shop) != of_session)],
        };
        let here = chosen.into_iter().flatten().filter(|link| link.is_loopback_http());
        here.map(Link::as_str).map(str::to_owned).collect()
    }
}
