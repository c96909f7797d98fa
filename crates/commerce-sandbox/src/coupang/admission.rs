//! What the head of a call decides: who calls, how often, for which path.

use super::answer::Refusal;
use super::gateway::Gateway;
use super::route::Route;
use super::rules::{AheadOfTime, FirstCheck, GatewayRules, WrongMethod};
use coupang_cea::VerifyError;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{Method, Uri};
use std::borrow::Cow;
use std::time::{Duration, SystemTime};

/// What a path may be there for.
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

impl Gateway {
    /// The operation that a request line names, if it is there under the rules of this gateway.
    pub(super) fn route<'p>(&self, method: &Method, path: &'p str) -> Result<Route<'p>, Refusal> {
        let rules = self.gateway_rules();
        let find = |method: &Method| {
            let route = Route::find(method, path).ok()?;
            (rules.notice_versions || !route.is_from_notice()).then_some(route)
        };
        find(method).ok_or_else(|| {
            let elsewhere = rules.wrong_method == WrongMethod::NotAllowed && METHODS.iter().any(|m| find(m).is_some());
            if elsewhere { Refusal::WrongMethod } else { Refusal::NotFound }
        })
    }

    /// Lets a call in, or says why not; of `caller`, `quiet` and `route` the first that fails, in the order of the rules.
    pub(super) fn admit(
        &self,
        head: &Parts,
        caller: Result<(), Refusal>,
        quiet: Option<Duration>,
        route: Result<Route<'_>, Refusal>,
    ) -> Result<(), Refusal> {
        let rules = self.gateway_rules();
        let rate = quiet.map_or(Ok(()), |left| Err(Refusal::TooManyCalls(left)));
        let path = route.as_ref().map(|_| ()).map_err(|refusal| *refusal);
        let checks = match rules.first_check {
            FirstCheck::Signature => [caller, rate, path],
            FirstCheck::Rate => [rate, caller, path],
            FirstCheck::Path => [path, caller, rate],
        };
        checks.into_iter().collect::<Result<(), Refusal>>()?;
        let route = route?;
        let market = head.headers.get("X-MARKET");
        if rules.market_required && market.is_none() {
            return Err(Refusal::BadRequest("X-MARKET is required."));
        }
        if rules.requested_by_required && !head.headers.contains_key("X-Requested-By") {
            return Err(Refusal::BadRequest("X-Requested-By is required."));
        }
        route.check_vendor(&self.vendor)?;
        let taiwan = rules.taiwan_without_market || market.is_some_and(|market| market.as_bytes() == b"TW");
        if route.is_of_taiwan() && !taiwan { Err(Refusal::NotFound) } else { Ok(()) }
    }

    /// The address as it is read once its signature is checked: a plus in its query may stand for itself.
    pub(super) fn as_read(&self, sent: &Uri) -> Uri {
        let query = sent.query().filter(|query| !self.gateway_rules().plus_is_space && query.contains('+'));
        let escaped = query.map(|query| format!("{}?{}", sent.path(), query.replace('+', "%2B")));
        escaped.and_then(|escaped| escaped.parse().ok()).unwrap_or_else(|| sent.clone())
    }

    /// Checks who calls.
    pub(super) fn authenticate(&self, head: &Parts, now: SystemTime) -> Result<(), Refusal> {
        let mut headers = head.headers.get_all(AUTHORIZATION).iter();
        let header = match (headers.next(), headers.next()) {
            (None, _) => return Err(Refusal::NotAuthorized),
            (Some(only), None) => only.to_str().map_err(|_| Refusal::MalformedHeader)?,
            (Some(_), Some(_)) => return Err(Refusal::MalformedHeader),
        };
        let rules = self.gateway_rules();
        let header = rules.header(header).ok_or(Refusal::MalformedHeader)?;
        let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
        // Without any tolerance of its own it says how far away the date is.
        let verifier = self.signer.verifier().with_tolerance(Duration::ZERO);
        verifier.verify(&header, head.method.as_str(), path, query, now).or_else(|error| match error {
            VerifyError::Malformed(_) => Err(Refusal::MalformedHeader),
            VerifyError::UnknownAccessKey => Err(Refusal::UnknownAccessKey),
            VerifyError::Expired { age } if age <= rules.clock_tolerance => Ok(()),
            VerifyError::NotYetValid { ahead } if rules.takes_ahead(ahead) => Ok(()),
            VerifyError::Expired { .. } | VerifyError::NotYetValid { .. } => Err(Refusal::SignatureExpired),
            _ => Err(Refusal::InvalidSignature),
        })
    }

    /// How this gateway answers what the portal leaves open about gateways.
    pub(super) fn gateway_rules(&self) -> &GatewayRules {
        &self.world.rules().gateway
    }
}

impl GatewayRules {
    /// A header in the form that is verified, if it is one that is taken.
    fn header(self, sent: &str) -> Option<Cow<'_, str>> {
        if !self.comma_without_space && sent.split(',').skip(1).any(|pair| !pair.starts_with(' ')) {
            return None;
        }
        match sent.rsplit_once(SIGNATURE) {
            Some((before, digits)) if self.upper_case_signatures => {
                Some(format!("{before}{SIGNATURE}{}", digits.to_ascii_lowercase()).into())
            }
            _ => Some(sent.into()),
        }
    }

    /// Whether a signed date may lie so far ahead.
    fn takes_ahead(self, ahead: Duration) -> bool {
        match self.signed_ahead {
            AheadOfTime::AsBehind => ahead <= self.clock_tolerance,
            AheadOfTime::Never => false,
            AheadOfTime::Any => true,
        }
    }
}

const SIGNATURE: &str = "signature=";
