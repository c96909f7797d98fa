//! Refunds: behind a permit, checked against what is known, never repeated, settled by reading the session (A19).

mod create;
mod paid;
mod refund;
mod settle;

use apiwire::{Error, Pipeline, Single, WritePermit};

pub use create::CreateRefund;
pub use paid::{NotPaid, Paid};
pub use refund::{Refund, RefundStatus, Refunded};
pub use settle::Settled;

use crate::sessions::{GetSession, Session};

/// The refund operations of a client with a permit; see [`crate::KoreaCheckout::refunds`].
#[derive(Debug, Clone, Copy)]
pub struct Refunds<'c> {
    pub(crate) pipeline: &'c Pipeline,
    pub(crate) permit: Option<&'c WritePermit>,
}

impl Refunds<'_> {
    /// Refunds a payment, in full or in part. Sent at most once.
    ///
    /// The answer often says `processing`: no read of a refund exists, so [`Refunds::settle`] reads the session.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Configuration`] when the amount is not above 0 or more than is known to be left, and
    /// nothing sent; [`apiwire::ErrorKind::NotPermitted`] without a live permit for [`crate::family::REFUNDS`]. When the
    /// delivery is [`apiwire::Delivery::MaybeSent`], or the vendor answered 5xx, the money may be on its way back: ask
    /// [`Refunds::settle`], and do not send it again before it says more than "undecided". And all other kinds.
    pub async fn create(&self, refund: &Refund) -> Result<Single<Refunded>, Error> {
        self.pipeline.send(&CreateRefund::new(refund.clone()), self.permit).await
    }

    /// Reads the session that a refund belongs to, and says what it proves about the refund.
    ///
    /// # Errors
    /// Those of [`crate::sessions::Sessions::get`].
    pub async fn settle(&self, refund: &Refund) -> Result<(Settled, Single<Session>), Error> {
        let session = self.pipeline.send(&GetSession::new(refund.paid().session_id().clone()), None).await?;
        Ok((Settled::of(refund, &session.row.status), session))
    }
}
