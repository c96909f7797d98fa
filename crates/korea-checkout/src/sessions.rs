//! Checkout sessions: one payment each, from the request to its end.

mod create;
mod create_once;
#[cfg(feature = "unverified")]
mod expire;
mod get;
mod method;
mod new_session;
mod session;
mod status;
mod update;
mod wait;

use apiwire::{Error, Pipeline, Single};

pub use create::{CreateSession, CreatedSession};
pub use create_once::CreateOnce;
#[cfg(feature = "unverified")]
pub use expire::ExpireSession;
pub use get::GetSession;
pub use method::{Currency, PaymentGateway, PaymentMethod, Platform};
pub use new_session::{Buyer, ItemsSum, NewItem, NewSession, SumHook};
pub use session::{Customer, Session};
pub use status::SessionStatus;
pub use update::{SessionUpdate, UpdateSession};
pub use wait::{Polling, Waited, WhyStopped};

use crate::ids::SessionId;

/// The session operations of a client; see [`crate::KoreaCheckout::sessions`].
#[derive(Clone, Copy)]
pub struct Sessions<'c> {
    pub(crate) pipeline: &'c Pipeline,
    pub(crate) sum_hook: Option<&'c SumHook>,
}

impl Sessions<'_> {
    /// Creates a session. Send the buyer to its `checkout_url`.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Configuration`] with everything that is wrong with the input, and nothing sent. When the
    /// delivery is [`apiwire::Delivery::MaybeSent`] a session may exist whose id nobody knows: no read finds it by the
    /// order. It takes no money unless a buyer is sent there, and expires; to create another one is your decision, or
    /// that of [`Sessions::create_once`]. And all other kinds.
    pub async fn create(&self, session: NewSession) -> Result<Single<CreatedSession>, Error> {
        if let (Some(hook), Some(sum)) = (self.sum_hook, session.odd_sum()) {
            hook(&sum);
        }
        self.pipeline.send(&CreateSession::new(session), None).await
    }

    /// As [`Sessions::create`], but once for an order: a second call for the same order is given the first one's session.
    ///
    /// # Errors
    /// As [`Sessions::create`]; and [`apiwire::ErrorKind::Conflict`], with nothing sent, while another call for the
    /// order has not ended, or after one that may have been sent.
    pub async fn create_once(&self, guard: &CreateOnce, session: NewSession) -> Result<Single<CreatedSession>, Error> {
        guard.create(self, session).await
    }

    /// Reads a session as it is now. This, and neither a webhook nor a return URL, tells whether it is paid (A21).
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotFound`] when there is no such session, and all other kinds.
    pub async fn get(&self, id: &SessionId) -> Result<Single<Session>, Error> {
        self.pipeline.send(&GetSession::new(id.clone()), None).await
    }

    /// Changes the buyer or the metadata of a session; what is not named stays.
    ///
    /// The vendor does not say what it answers: a session if there is one in it, else `None`.
    ///
    /// # Errors
    /// All kinds. Settled by [`Sessions::get`] when it may have been sent.
    pub async fn update(&self, id: &SessionId, update: SessionUpdate) -> Result<Option<Single<Session>>, Error> {
        self.pipeline.send(&UpdateSession::new(id.clone(), update), None).await
    }

    /// Expires a session before its time, so that it cannot be paid any more.
    ///
    /// **Unverified**: the vendor's page has a heading for this and no more. The path is a guess that can be changed
    /// with [`ExpireSession::at`] (A13).
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotFound`] when the endpoint is not where we look for it, or there is no such session: the
    /// two cannot be told apart. And all other kinds; settled by [`Sessions::get`] when it may have been sent.
    #[cfg(feature = "unverified")]
    pub async fn expire(&self, expire: ExpireSession) -> Result<Option<Single<Session>>, Error> {
        self.pipeline.send(&expire, None).await
    }

    /// Reads a session again and again until its status is final, it has expired, or the time is up (A22).
    ///
    /// A webhook tells sooner; this is for programs without one, and for the moment after the buyer has come back. A read
    /// that fails for a passing reason is made again after the next wait.
    ///
    /// # Errors
    /// All kinds that waiting does not mend.
    pub async fn wait_until_settled(&self, id: &SessionId, polling: Polling) -> Result<Waited, Error> {
        wait::until_settled(self, id, polling).await
    }
}

impl std::fmt::Debug for Sessions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").field("pipeline", self.pipeline).finish_non_exhaustive()
    }
}
