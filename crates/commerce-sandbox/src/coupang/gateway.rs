use super::answer::{Answer, Refusal};
use super::books::{Books, Commit};
use super::builder::GatewayBuilder;
use super::calendar::Moment;
use super::meter::{Ledger, Meter};
use super::ordersheets;
use super::route::{Operation, Route};
use super::world::World;
use super::write::{Call, Write};
use super::{inventory, service, settlement};
use crate::fault::Faults;
use bytes::Bytes;
use coupang_cea::Signer;
use http::{Request, Response};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A fake of the Coupang gateway with one vendor's shop behind it.
///
/// It is a function from a request and an instant to a response; what it keeps is the rate log of its vendor, the
/// moment it opened, and what writes and happenings have changed. Share it behind an `Arc`.
///
/// Checks come in this order unless [`GatewayBuilder::first_check`] says otherwise (the portal documents the refusals,
/// not their order), and the first that fails answers:
///
/// 1. the `Authorization` header: there, well-formed, a known access key, the signature over the raw request target,
///    a signed date within five minutes of `now` in either direction: 401;
/// 2. the rate of the vendor: 429;
/// 3. the path and the method: 404;
/// 4. the vendor id: malformed 400, another vendor's 404;
/// 5. the parameters, or the body: 400;
/// 6. what the state of the shop allows: the documented text of the operation.
///
/// Every call counts towards the rate, whatever its answer. `X-Requested-By` and `X-EXTENDED-TIMEOUT` are ignored, and
/// so is the body of a GET; `X-MARKET` only opens the two operations of Taiwan. What of this the portal leaves open is a
/// rule: see [`rules`](super::rules()).
pub struct Gateway {
    pub(super) vendor: String,
    pub(super) signer: Signer,
    pub(super) wing_user: String,
    pub(super) world: World,
    pub(super) meter: Mutex<Meter>,
    pub(super) books: Mutex<Books>,
    pub(super) faults: Mutex<Faults>,
}

impl Gateway {
    /// Starts describing a gateway; everything has a default.
    pub fn builder() -> GatewayBuilder {
        GatewayBuilder::default()
    }

    /// The answer of [`Gateway::serve`] alone, for a caller that cannot break a connection.
    ///
    /// Where a fault breaks it, the answer is an empty 502, or ends where the connection would; one that drips or never
    /// ends comes whole.
    #[must_use]
    pub fn handle(&self, request: Request<Bytes>, now: SystemTime) -> Response<Bytes> {
        self.serve(request, now).into_response()
    }

    /// What this gateway has seen so far.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        let faults = self.faults().struck();
        Ledger { faults, ..self.meter().ledger() }
    }

    /// Every change of state that writes have made so far, oldest first.
    ///
    /// A write that found its target state already there, or was refused, is not among them. A late one is, once it has
    /// landed: with the first request at or after its moment, or with [`Gateway::pass_time`].
    #[must_use]
    pub fn commits(&self) -> Vec<Commit> {
        self.books().commits().to_vec()
    }

    /// Makes the next `count` successful writes of an operation, named as in [`Commit::operation`], land only so much
    /// later than they are answered.
    ///
    /// Such a write is answered as a success at once; its rules are checked again when it lands, and what they then
    /// refuse changes nothing. A write that is refused at once, or would change nothing, uses up no delay. Delays of one
    /// operation are used up in the order they were asked for.
    pub fn delay_commits(&self, operation: &'static str, delay: Duration, count: usize) {
        self.books().delay(operation, delay, count);
    }

    /// Lets everything happen that is due by `now`, as a request would: late writes, scripted happenings, and what carriers,
    /// customers and Coupang do by themselves.
    pub fn pass_time(&self, now: SystemTime) {
        self.land(&mut self.books(), Moment::from_system_time(now));
    }

    /// Answers a request whose head is in order; so many rows of the page before come again.
    pub(super) fn carry_out(
        &self,
        request: &Request<Bytes>,
        now: Moment,
        books: &mut Books,
        shift: usize,
    ) -> Result<Answer, Refusal> {
        let shop = &self.world.with(books.journal(), now);
        let query = request.uri().query().unwrap_or_default();
        let answer = match Route::find(request.method(), request.uri().path())?.operation {
            Operation::Write(write) => Ok(self.write(write, request, now, books)),
            Operation::Orders(read) => ordersheets::answer(shop, read, query, shift),
            Operation::Claims(operation) => operation.answer(shop, &self.vendor, request, shift),
            Operation::Service(read) => service::answer(shop, read, &self.vendor, query, shift),
            Operation::Inventory(option) => Ok(inventory::answer(shop, option)),
            Operation::Settlement(read) => settlement::answer(shop, read, &self.vendor, query, shift),
        };
        Ok(answer?.with_codes(self.world.rules().orders.codes))
    }

    /// Carries out a write: now, or later if it was asked to be late.
    fn write(&self, write: Write<'_>, request: &Request<Bytes>, now: Moment, books: &mut Books) -> Answer {
        let done = match write.run(&self.world.with(books.journal(), now), &self.call(request)) {
            Ok(done) => done,
            Err(refused) => return refused,
        };
        if !done.changes.is_empty() {
            match books.next_delay(write.operation()) {
                Some(delay) => books.keep_for(now.after(delay), request.clone()),
                None => books.commit(write.operation(), done.changes, now),
            }
        }
        done.answer
    }

    /// Carries out a late write at its moment.
    pub(super) fn land_write(&self, books: &mut Books, request: &Request<Bytes>, at: Moment) {
        let Ok(Route { operation: Operation::Write(write), .. }) = Route::find(request.method(), request.uri().path())
        else {
            return;
        };
        let done = write.run(&self.world.with(books.journal(), at), &self.call(request));
        if let Ok(done) = done {
            books.commit(write.operation(), done.changes, at);
        }
    }

    fn call<'c>(&'c self, request: &'c Request<Bytes>) -> Call<'c> {
        Call { vendor: &self.vendor, request, wing_user: &self.wing_user }
    }

    pub(super) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn meter(&self) -> MutexGuard<'_, Meter> {
        self.meter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Names the vendor and the ledger; never the keys.
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("vendor", &self.vendor).field("ledger", &self.ledger()).finish_non_exhaustive()
    }
}
