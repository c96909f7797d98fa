//! The only loop that sends: deadline, back-off, rate permit, clock, sign, send, bounded read, classify.

mod attempt;
mod builder;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::RETRY_AFTER;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::endpoint::{Effect, EffectKind, Endpoint};
use crate::error::{Delivery, Error, ErrorKind};
use crate::governor::{Governor, Grant, Refusal, Report, Scope, Why};
use crate::log::{self, Exchange, ExchangeSink};
use crate::origin::Origin;
use crate::permit::{Stop, WritePermit};
use crate::policy::{self, Outcome, Step};
use crate::rate::RateLimit;
use crate::service::{Attempt, Explanation, Service};
use crate::skew::SkewMeter;
use crate::transport::Transport;
use crate::write_key::WriteKey;
use attempt::{Answer, Ended, Outgoing};
pub use builder::{PipelineBuilder, Times};

/// Sends endpoints of one service for one vendor. Clones share everything.
#[derive(Clone)]
pub struct Pipeline {
    inner: Arc<Inner>,
    log_scope: Option<Arc<str>>,
    sinks: Vec<Arc<dyn ExchangeSink>>,
}

struct Inner {
    origin: Origin,
    transport: Arc<dyn Transport>,
    service: Arc<dyn Service>,
    clock: Arc<dyn Clock>,
    governor: Governor,
    scope: Scope,
    times: Times,
    skew: SkewMeter,
    rate_limit: Mutex<Option<RateLimit>>,
    stop: Stop,
}

/// What one call carries from attempt to attempt.
struct Call {
    attempts: u32,
    started: Instant,
    deadline: Instant,
    extended: bool,
    write_key: Option<WriteKey>,
}

impl Pipeline {
    /// Sends an endpoint and decodes the answer, with as many attempts as [`policy`] allows.
    ///
    /// A write whose endpoint names a family needs a live permit for it, looked at before every attempt.
    ///
    /// # Errors
    /// [`Error`], whose [`Error::delivery`] says whether a write may have taken effect.
    pub async fn send<E: Endpoint>(&self, endpoint: &E, permit: Option<&WritePermit>) -> Result<E::Output, Error> {
        let started = Instant::now();
        let mut call = Call {
            attempts: 0,
            started,
            deadline: started + self.inner.times.total,
            extended: false,
            write_key: (E::Effect::KIND == EffectKind::Write).then(WriteKey::random),
        };
        let outgoing = Outgoing::new(&self.inner.origin, endpoint)?;
        let mut last = None;
        loop {
            self.check_access::<E>(permit, &call)?;
            let grant = match self.inner.governor.acquire(&self.inner.scope, call.deadline).await {
                Ok(grant) => grant,
                // No time for another attempt: how the last one ended says more.
                Err(refusal) => {
                    let full = refusal.why.is_none();
                    return Err(last.filter(|_| full).unwrap_or_else(|| self.held_back::<E>(refusal, &call)));
                }
            };
            self.check_access::<E>(permit, &call)?;
            call.attempts += 1;
            let attempt = Attempt {
                number: call.attempts,
                now: self.inner.clock.now(),
                extended: self.extension(&call),
                write_key: call.write_key,
            };
            let ended = self.attempt(&outgoing, attempt, &call).await;
            match self.finish(endpoint, grant, ended, &mut call).await? {
                Verdict::Done(output) => return Ok(output),
                Verdict::Again { error, wait } => {
                    if Instant::now() + wait >= call.deadline {
                        return Err(error);
                    }
                    tokio::time::sleep(wait).await;
                    last = Some(error);
                }
            }
        }
    }

    /// The difference between this machine's clock and the service's, in milliseconds, as far as answers have shown
    /// it; positive when ours is ahead.
    #[must_use]
    pub fn clock_skew_ms(&self) -> Option<i64> {
        self.inner.skew.millis()
    }

    /// What the last answer that spoke of the vendor's rate limit said.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        *self.inner.rate_limit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where requests go.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.inner.origin
    }

    /// The clock that signatures use.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    /// Waits until a moment of the clock that signs, such as [`Error::until`]; not at all when it has passed.
    pub async fn sleep_until(&self, moment: SystemTime) {
        if let Ok(wait) = moment.duration_since(self.inner.clock.now()) {
            tokio::time::sleep(wait).await;
        }
    }

    /// Refuses every later attempt of this client and its clones.
    pub fn stop(&self, reason: &'static str) {
        self.inner.stop.stop(reason);
    }

    /// The same client under a name of the caller's in the exchange log, such as a connection's id.
    #[must_use]
    pub fn with_log_scope(mut self, scope: impl Into<Arc<str>>) -> Self {
        self.log_scope = Some(scope.into());
        self
    }

    /// The same client, giving every record of the exchange log to this sink as well.
    #[must_use]
    pub fn with_sink(mut self, sink: Arc<dyn ExchangeSink>) -> Self {
        self.sinks.push(sink);
        self
    }

    fn check_access<E: Endpoint>(&self, permit: Option<&WritePermit>, call: &Call) -> Result<(), Error> {
        // Between two attempts nothing of the earlier ones is pending: only what was not sent is repeated in a write.
        let refuse = |kind| Error::new(E::NAME, kind).with_delivery(Delivery::NotSent, call.attempts);
        // Asked also for a stopped client: whoever watches the permit hears of every write that was tried.
        let closed = E::FAMILY.filter(|family| !permit.is_some_and(|permit| permit.admits(*family)));
        if let Some(reason) = self.inner.stop.reason() {
            return Err(refuse(ErrorKind::Stopped).with_note(reason));
        }
        match closed {
            Some(family) => Err(refuse(ErrorKind::NotPermitted).with_note(family.name())),
            None => Ok(()),
        }
    }

    fn held_back<E: Endpoint>(&self, Refusal { wait, why }: Refusal, call: &Call) -> Error {
        let kind = match why {
            None => ErrorKind::Deadline,
            Some(Why::Throttled) => ErrorKind::Throttled,
            Some(_) => ErrorKind::CircuitOpen,
        };
        Error::new(E::NAME, kind)
            .with_delivery(Delivery::NotSent, call.attempts)
            .with_wait(self.inner.clock.now(), wait)
    }

    /// After a slow operation timed out at the vendor's: how much time to ask the vendor for.
    fn extension(&self, call: &Call) -> Option<Duration> {
        call.extended.then_some(self.inner.times.extension)
    }

    /// Classifies how an attempt ended, tells the governor and the log, and decides.
    async fn finish<E: Endpoint>(
        &self,
        endpoint: &E,
        grant: Grant,
        ended: Ended,
        call: &mut Call,
    ) -> Result<Verdict<E::Output>, Error> {
        let mut record = ended.record::<E>(call.attempts, self.log_scope.clone());
        let (error, outcome, retry_after) = match ended.result {
            Err(fault) => {
                grant.settle(Report::Failed).await;
                (Error::new(E::NAME, fault.kind()), fault.outcome(), None)
            }
            Ok(answer) if answer.status.is_success() => {
                grant.settle(answered(self.heard_of_limits(&answer))).await;
                match answer.decode(endpoint) {
                    Ok(output) => {
                        record.rows = endpoint.rows(&output);
                        self.log(&record);
                        return Ok(Verdict::Done(output));
                    }
                    Err((error, outcome)) => (error, outcome, None),
                }
            }
            Ok(answer) => {
                let told = self.inner.service.explain(answer.status, &answer.headers, &answer.error_body());
                let limits = self.heard_of_limits(&answer);
                let reset = limits.filter(|_| is_throttled(&answer)).and_then(|limits| limits.reset);
                let retry_after = self.retry_after(&answer).or(reset);
                let report = report::<E>(&answer, &told, retry_after).unwrap_or_else(|| answered(limits));
                let refused_for = grant.settle(report).await;
                record.request_id.clone_from(&told.request_id);
                record.edge_reference.clone_from(&told.edge_reference);
                if E::SLOW && told.timed_out && !call.extended {
                    call.extended = true;
                    call.deadline = call.started + self.inner.times.extended_total.max(self.inner.times.total);
                }
                let (error, outcome) = match answer.untold() {
                    Some(kind) => {
                        let error = Error::new(E::NAME, kind);
                        (error.with_answer(answer.status.as_u16(), None, None, None), Outcome::MaybeSent)
                    }
                    None => {
                        let outcome = Outcome::of_answer(answer.status, &told);
                        (self.refused::<E>(&answer, told), outcome)
                    }
                };
                let error = match refused_for {
                    Some(wait) => error.with_wait(self.inner.clock.now(), wait),
                    None => error,
                };
                (error, outcome, retry_after)
            }
        };
        record.error = Some(error.kind());
        self.log(&record);
        self.decide::<E>(error, outcome, retry_after, call)
    }

    fn decide<E: Endpoint>(
        &self,
        error: Error,
        outcome: Outcome,
        retry_after: Option<Duration>,
        call: &Call,
    ) -> Result<Verdict<E::Output>, Error> {
        let step = policy::step(E::Effect::KIND, outcome);
        let delivery = match (outcome, step) {
            (Outcome::NotSent | Outcome::Unsendable, _) => Delivery::NotSent,
            (Outcome::MaybeSent, _) | (_, Step::StopMaybeSent) => Delivery::MaybeSent,
            _ => Delivery::Answered,
        };
        let mut error = error.with_delivery(delivery, call.attempts);
        if E::Effect::KIND == EffectKind::Write && delivery == Delivery::MaybeSent {
            error = error.with_settled_by(E::SETTLED_BY);
        }
        let allowed = match step {
            Step::Retry => policy::ATTEMPTS,
            Step::RetryOnce => 2,
            Step::Stop | Step::StopMaybeSent | Step::Pause => 1,
        };
        if call.attempts >= allowed {
            return Err(error);
        }
        Ok(Verdict::Again { error, wait: policy::back_off(call.attempts, retry_after) })
    }

    fn refused<E: Endpoint>(&self, answer: &Answer, told: Explanation) -> Error {
        let credentials =
            matches!(told.kind, ErrorKind::SignatureExpired | ErrorKind::InvalidSignature | ErrorKind::KeyRejected);
        let error = Error::new(E::NAME, told.kind).with_answer(
            answer.status.as_u16(),
            told.vendor_code,
            told.request_id,
            told.edge_reference,
        );
        let error = match told.field {
            Some(field) => error.with_field(field),
            None => error,
        };
        // A block, a pause and a server that gave up stay what they are, whatever is written on them.
        let about_the_call = matches!(
            told.kind,
            ErrorKind::BadRequest | ErrorKind::NotFound | ErrorKind::ServerError | ErrorKind::UnexpectedStatus
        );
        let known = told.prose.and_then(|prose| prose.meaning(E::REFUSALS));
        let error = error.with_refusal(known.filter(|_| about_the_call));
        if credentials { error.with_clock_hint(self.inner.skew.millis()) } else { error }
    }

    /// What an answer says about the rate limit; it is kept for whoever asks.
    fn heard_of_limits(&self, answer: &Answer) -> Option<RateLimit> {
        let told = self.inner.service.rate_limit(&answer.headers, self.inner.clock.now())?;
        *self.inner.rate_limit.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        Some(told)
    }

    fn retry_after(&self, answer: &Answer) -> Option<Duration> {
        let text = answer.headers.get(RETRY_AFTER)?.to_str().ok()?;
        match text.parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(self.inner.clock.now()).ok(),
        }
    }

    fn log(&self, record: &Exchange) {
        log::emit(record);
        for sink in &self.sinks {
            sink.record(record);
        }
    }
}

/// Done, or to be tried again after a wait; the error is what the call ends with if there is no time for it.
enum Verdict<T> {
    Done(T),
    Again { error: Error, wait: Duration },
}

/// What a refusal means for later calls; `None` when it is an answer like any other.
fn report<E: Endpoint>(answer: &Answer, told: &Explanation, retry_after: Option<Duration>) -> Option<Report> {
    match answer.status {
        _ if told.kind == ErrorKind::EdgeBlocked => Some(Report::EdgeBlocked),
        _ if is_throttled(answer) => Some(Report::Throttled(retry_after)),
        StatusCode::NOT_FOUND if !E::NOT_FOUND_IS_AN_ANSWER => Some(Report::NotFound),
        _ => None,
    }
}

fn answered(limits: Option<RateLimit>) -> Report {
    limits.and_then(|limits| limits.used_up_for()).map_or(Report::Answered, Report::UsedUp)
}

fn is_throttled(answer: &Answer) -> bool {
    answer.status == StatusCode::TOO_MANY_REQUESTS
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("origin", &self.inner.origin.as_str()).finish_non_exhaustive()
    }
}
