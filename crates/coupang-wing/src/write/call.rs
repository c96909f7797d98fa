//! A write that is ready to be sent.

use std::fmt;
use std::sync::atomic::AtomicBool;

use apiwire::{Delivery, Error, ErrorKind};

use super::dry_run::DryRun;
use super::settle::{self, Settled, WriteOperation};
use crate::access::ReadWrite;
use crate::client::Wing;

/// A write that was checked and not sent yet; see the [module](super).
#[must_use = "nothing is sent before `send`"]
pub struct Call<'w, E> {
    wing: &'w Wing<ReadWrite>,
    endpoint: E,
    may_have_been_sent: bool,
    /// Whether settling may send a target state: only while nobody knows what became of it, and once.
    may_be_resent: AtomicBool,
}

impl<'w, E: WriteOperation> Call<'w, E> {
    pub(crate) fn new(wing: &'w Wing<ReadWrite>, endpoint: E) -> Self {
        Self { wing, endpoint, may_have_been_sent: false, may_be_resent: AtomicBool::new(false) }
    }

    /// What would be sent. Nothing is sent, and no permit is needed.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when a value cannot stand in a path.
    pub fn dry_run(&self) -> Result<DryRun, Error> {
        DryRun::of(&self.endpoint)
    }

    /// Sends it, once. The permit is read before every attempt, and only an attempt that never left this machine is
    /// repeated.
    ///
    /// # Errors
    /// [`Error`]. When its [`Error::delivery`] is [`Delivery::MaybeSent`], it may have happened, now or later:
    /// [`Call::settle`]. After success, "maybe" or [`ErrorKind::ServerError`] the same call is not sent again:
    /// [`ErrorKind::Configuration`].
    /// [`ErrorKind::AlreadyDone`] tells that Coupang has it done already. And all other kinds.
    pub async fn send(&mut self) -> Result<E::Output, Error> {
        if self.may_have_been_sent {
            let refused = Error::new(E::NAME, ErrorKind::Configuration);
            return Err(refused.with_note("this call was or may have been done: settle it, or make a new one"));
        }
        // Until the answer says otherwise: a future that is dropped in the middle has sent, or not.
        self.may_have_been_sent = true;
        *self.may_be_resent.get_mut() = true;
        let result = self.wing.write(&self.endpoint).await;
        self.may_have_been_sent = match &result {
            Ok(_) => true,
            // An internal error may have come after the deed. Coupang says that input causes most of them, and not that
            // nothing was done.
            Err(error) => error.delivery() == Delivery::MaybeSent || error.kind() == ErrorKind::ServerError,
        };
        *self.may_be_resent.get_mut() = result.as_ref().is_err_and(|error| error.delivery() == Delivery::MaybeSent);
        result
    }

    /// Reads whether it has happened, after a send that ended with [`Delivery::MaybeSent`] or was dropped.
    ///
    /// A read that shows the new state settles it as done. A read that shows the old state settles nothing, because Coupang
    /// may still be working: it is read again after five seconds. Then a write that names a target state
    /// ([`apiwire::Repeat::TargetState`]) is sent once more, for what has not reached it, and never a third time, however often
    /// it is settled; any other is never sent again, and what is left is for a person ([`Settled::unknown`]). Of a call that
    /// was not sent, or was answered, settling only reads.
    ///
    /// # Errors
    /// [`Error`] of a read, when reading is not possible at all; nothing is settled then, nothing was sent once more, and
    /// settling may be tried again.
    pub async fn settle(&self) -> Result<Settled, Error> {
        settle::settle(self.wing, &self.endpoint, &self.may_be_resent).await
    }

    /// The operation with its arguments.
    #[must_use]
    pub fn endpoint(&self) -> &E {
        &self.endpoint
    }
}

impl<E: WriteOperation> fmt::Debug for Call<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &E::NAME)
            .field("subjects", &self.endpoint.subjects())
            .field("may_have_been_sent", &self.may_have_been_sent)
            .finish_non_exhaustive()
    }
}
