//! One session for an order, as far as one process can promise (A16).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use apiwire::{Delivery, Endpoint, Error, ErrorKind, Single};

use super::Sessions;
use super::create::{CreateSession, CreatedSession};
use super::new_session::NewSession;
use crate::ids::PlatformOrderId;

/// Remembers which orders have a session, so that a double click makes no second one.
///
/// The vendor does not promise that an order number is unique. This guards one process for as long as it runs; where
/// several run, or one may crash, keep the session's id with the order in your own database.
///
/// It remembers the last 100,000 orders that have a session; older ones are forgotten first.
#[derive(Debug, Default)]
pub struct CreateOnce(Mutex<Orders>);

#[derive(Debug, Default)]
struct Orders {
    states: HashMap<PlatformOrderId, State>,
    /// The orders that have a session, the oldest first.
    created: VecDeque<PlatformOrderId>,
}

/// How many orders with a session are remembered: about 40 MB of them.
const MOST: usize = 100_000;

#[derive(Debug, Clone)]
enum State {
    /// A call has not ended.
    Creating,
    /// There is a session.
    Created(Box<Single<CreatedSession>>),
    /// A call ended, and nobody knows whether there is a session.
    Unknown,
}

impl CreateOnce {
    /// Knows no order yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets an order: when its session has expired or failed, or when you have decided that a new one is right.
    pub fn forget(&self, order: &PlatformOrderId) {
        let mut orders = self.orders();
        orders.states.remove(order);
        orders.created.retain(|created| created != order);
    }

    pub(super) async fn create(
        &self,
        sessions: &Sessions<'_>,
        session: NewSession,
    ) -> Result<Single<CreatedSession>, Error> {
        let order = session.platform_order_id().clone();
        if let Some(created) = self.begin(&order)? {
            return Ok(created);
        }
        // Until the call has ended, also when the caller gives it up, nobody knows.
        let mut begun = Begun { guard: self, order: &order, ended: State::Unknown, forget: false };
        let result = sessions.create(session).await;
        match &result {
            Ok(created) => begun.ended = State::Created(Box::new(created.clone())),
            Err(error) => begun.forget = error.delivery() == Delivery::NotSent || is_refusal(error),
        }
        result
    }

    fn begin(&self, order: &PlatformOrderId) -> Result<Option<Single<CreatedSession>>, Error> {
        let refuse = |note| Err(Error::new(CreateSession::NAME, ErrorKind::Conflict).with_note(note));
        let mut orders = self.orders();
        match orders.states.get(order) {
            Some(State::Created(created)) => Ok(Some((**created).clone())),
            Some(State::Creating) => refuse("another call for this order has not ended"),
            Some(State::Unknown) => refuse("an earlier call for this order may have made a session"),
            None => {
                orders.states.insert(order.clone(), State::Creating);
                Ok(None)
            }
        }
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Orders {
    fn end(&mut self, order: &PlatformOrderId, ended: State) {
        if matches!(ended, State::Created(_)) {
            self.created.push_back(order.clone());
        }
        self.states.insert(order.clone(), ended);
        if self.created.len() > MOST
            && let Some(oldest) = self.created.pop_front()
        {
            self.states.remove(&oldest);
        }
    }
}

/// Whether the vendor has said no: after a 5xx nobody knows what it has done.
fn is_refusal(error: &Error) -> bool {
    error.delivery() == Delivery::Answered && error.status().is_some_and(|status| status < 500)
}

/// A call that has begun; its end is written down when it is dropped.
struct Begun<'g> {
    guard: &'g CreateOnce,
    order: &'g PlatformOrderId,
    ended: State,
    forget: bool,
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        let mut orders = self.guard.orders();
        if self.forget {
            orders.states.remove(self.order);
        } else {
            orders.end(self.order, self.ended.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use apiwire::wire::Oddities;

    use super::*;
    use crate::envelope;

    #[test]
    fn the_oldest_of_too_many_is_forgotten_first() {
        let body = br#"{"sessionId":"cs_1","checkoutUrl":"https://checkout.koreacheckout.com/cs_1"}"#;
        let created: Single<CreatedSession> = envelope::single(body).unwrap();
        assert_eq!(created.oddities, Oddities::default());
        let (guard, order) = (CreateOnce::new(), |n: usize| PlatformOrderId::new(n.to_string()));
        for n in 0..=MOST {
            guard.orders().end(&order(n), State::Created(Box::new(created.clone())));
        }
        let kept = |orders: MutexGuard<'_, Orders>| (orders.states.len(), orders.created.len());
        assert_eq!(kept(guard.orders()), (MOST, MOST));
        assert!(guard.begin(&order(0)).unwrap().is_none());
        assert!(guard.begin(&order(1)).unwrap().is_some());
        guard.forget(&order(1));
        assert_eq!(guard.orders().created.front(), Some(&order(2)));
    }
}
