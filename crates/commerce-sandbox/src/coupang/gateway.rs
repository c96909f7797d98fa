use super::agenda::Due;
use super::answer::{Answer, Refusal};
use super::books::{Books, Commit};
use super::builder::GatewayBuilder;
use super::calendar::Moment;
use super::meter::{Ledger, Meter, Recorded};
use super::ordersheets::{self, ListRules};
use super::route::{Operation, Route};
use super::world::World;
use super::write::{Call, Write};
use super::write_rules::WriteRules;
use super::{inventory, service, settlement};
use bytes::Bytes;
use coupang_cea::{Signer, VerifyError};
use http::header::AUTHORIZATION;
use http::{Request, Response};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A fake of the Coupang gateway with one vendor's shop behind it.
///
/// It is a function from a request and an instant to a response; what it keeps is the rate log of its vendor, the
/// moment it opened, and what writes and happenings have changed. Share it behind an `Arc`.
///
/// Checks come in this order (assumed: the portal documents the refusals, not their order), and the first that fails
/// answers:
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
/// so is the body of a GET; `X-MARKET` only opens the two operations of Taiwan.
pub struct Gateway {
    pub(super) vendor: String,
    pub(super) signer: Signer,
    pub(super) clock_tolerance: Duration,
    pub(super) list_rules: ListRules,
    pub(super) write_rules: WriteRules,
    pub(super) world: World,
    pub(super) meter: Mutex<Meter>,
    pub(super) books: Mutex<Books>,
}

impl Gateway {
    /// Starts describing a gateway; everything has a default.
    pub fn builder() -> GatewayBuilder {
        GatewayBuilder::default()
    }

    /// Answers one request as of `now`.
    ///
    /// The signature is checked over `request.uri().path()` and `.query()` exactly as they stand there; a bare `?`
    /// counts as no query. Every answer is JSON and carries a `date` header made from `now`.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a request is answered once, and transports hand it over")]
    pub fn handle(&self, request: Request<Bytes>, now: SystemTime) -> Response<Bytes> {
        let moment = Moment::from_system_time(now);
        let call = self.meter().record(now);
        let mut books = self.books();
        self.land(&mut books, moment);
        self.answer(&request, now, &call, &mut books)
            .unwrap_or_else(|refusal| refusal.into_answer(self.world.seed(), call.number))
            .into_response(moment)
    }

    /// What this gateway has seen so far.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.meter().ledger()
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

    fn answer(
        &self,
        request: &Request<Bytes>,
        now: SystemTime,
        call: &Recorded,
        books: &mut Books,
    ) -> Result<Answer, Refusal> {
        self.authenticate(request, now)?;
        if !call.within_rate {
            return Err(Refusal::TooManyCalls);
        }
        let route = Route::find(request.method(), request.uri().path())?;
        route.check_vendor(&self.vendor)?;
        let moment = Moment::from_system_time(now);
        let shop = &self.world.with(books.journal(), moment);
        match route.operation {
            Operation::Write(write) => Ok(self.write(write, request, moment, books)),
            Operation::Orders(read) => {
                ordersheets::answer(shop, read, self.list_rules, request.uri().query().unwrap_or_default())
            }
            Operation::Claims(operation) => operation.answer(shop, &self.vendor, request),
            Operation::Service(read) => {
                service::answer(shop, read, &self.vendor, request.uri().query().unwrap_or_default())
            }
            Operation::Inventory(option) => Ok(inventory::answer(shop, option)),
            Operation::Settlement(read) => {
                settlement::answer(shop, read, &self.vendor, request.uri().query().unwrap_or_default())
            }
        }
    }

    /// Carries out a write: now, or later if it was asked to be late.
    fn write(&self, write: Write<'_>, request: &Request<Bytes>, now: Moment, books: &mut Books) -> Answer {
        let done = match write.run(&self.world.with(books.journal(), now), &self.call(request)) {
            Ok(done) => done,
            Err(refused) => return refused,
        };
        if !done.changes.is_empty() {
            match books.next_delay(write.operation()) {
                Some(delay) => books.agenda.keep(now.after(delay), Due::Write(Box::new(request.clone()))),
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
        Call { vendor: &self.vendor, request, rules: &self.write_rules }
    }

    pub(super) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn authenticate(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        let mut headers = request.headers().get_all(AUTHORIZATION).iter();
        let header = match (headers.next(), headers.next()) {
            (None, _) => return Err(Refusal::NotAuthorized),
            (Some(only), None) => only.to_str().map_err(|_| Refusal::MalformedHeader)?,
            (Some(_), Some(_)) => return Err(Refusal::MalformedHeader),
        };
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        let verifier = self.signer.verifier().with_tolerance(self.clock_tolerance);
        verifier.verify(header, request.method().as_str(), path, query, now).map_err(|error| match error {
            VerifyError::Malformed(_) => Refusal::MalformedHeader,
            VerifyError::UnknownAccessKey => Refusal::UnknownAccessKey,
            VerifyError::Expired { .. } | VerifyError::NotYetValid { .. } => Refusal::SignatureExpired,
            _ => Refusal::InvalidSignature,
        })
    }

    fn meter(&self) -> MutexGuard<'_, Meter> {
        self.meter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Names the vendor and the ledger; never the keys.
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("vendor", &self.vendor).field("ledger", &self.ledger()).finish_non_exhaustive()
    }
}
