use super::answer::{Answer, Refusal};
use super::builder::GatewayBuilder;
use super::calendar::Moment;
use super::meter::{Ledger, Meter, Recorded};
use super::ordersheets::{self, ListRules};
use super::route::{Operation, Route};
use super::world::{View, World};
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
/// It is a function from a request and an instant to a response; what it keeps is the rate log of its vendor and the
/// moment it opened. Share it behind an `Arc`.
///
/// Checks come in this order (assumed: the portal documents the refusals, not their order), and the first that fails
/// answers:
///
/// 1. the `Authorization` header: there, well-formed, a known access key, the signature over the raw request target,
///    a signed date within five minutes of `now` in either direction: 401;
/// 2. the rate of the vendor: 429;
/// 3. the path and the method: 404;
/// 4. the vendor id: malformed 400, another vendor's 404;
/// 5. the parameters, or the body of the one read that is a POST: 400.
///
/// Every call counts towards the rate, whatever its answer. `X-Requested-By`, `X-MARKET` and `X-EXTENDED-TIMEOUT` are
/// ignored, and so is the body of a GET.
pub struct Gateway {
    pub(super) vendor: String,
    pub(super) signer: Signer,
    pub(super) clock_tolerance: Duration,
    pub(super) list_rules: ListRules,
    pub(super) world: World,
    pub(super) meter: Mutex<Meter>,
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
        let shop = self.world.at(moment);
        let call = self.meter().record(now);
        self.answer(&request, now, &call, &shop)
            .unwrap_or_else(|refusal| refusal.into_answer(self.world.seed(), call.number))
            .into_response(moment)
    }

    /// What this gateway has seen so far.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.meter().ledger()
    }

    fn answer(
        &self,
        request: &Request<Bytes>,
        now: SystemTime,
        call: &Recorded,
        shop: &View<'_>,
    ) -> Result<Answer, Refusal> {
        self.authenticate(request, now)?;
        if !call.within_rate {
            return Err(Refusal::TooManyCalls);
        }
        let route = Route::find(request.method(), request.uri().path())?;
        route.check_vendor(&self.vendor)?;
        match route.operation {
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
