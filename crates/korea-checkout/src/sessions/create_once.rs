//! One session for an order, as far as one process can promise (A16).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use apiwire::{Delivery, Endpoint, Error, ErrorKind, Single};

use super::Sessions;
use super::create::{CreateSession, CreatedSession};
use super::new_session::NewSession;
use crate::ids::PlatformOrderId;

/// Remembers which orders have a session, so that a double click makes no second one.
///
/// The vendor does not promise that an order number is unique. This guards one process for as long as it runs; where
/// several run, or one may crash, keep the session's id with the order in your own database.
#[derive(Debug, Default)]
pub struct CreateOnce {
    orders: Mutex<HashMap<PlatformOrderId, State>>,
}

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
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).remove(order);
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
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        match orders.get(order) {
            Some(State::Created(created)) => Ok(Some((**created).clone())),
            Some(State::Creating) => refuse("another call for this order has not ended"),
            Some(State::Unknown) => refuse("an earlier call for this order may have made a session"),
            None => {
                orders.insert(order.clone(), State::Creating);
                Ok(None)
            }
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
        let mut orders = self.guard.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if self.forget {
            orders.remove(self.order);
        } else {
            orders.insert(self.order.clone(), self.ended.clone());
        }
    }
}
