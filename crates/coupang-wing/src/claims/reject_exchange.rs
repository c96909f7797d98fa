//! 교환요청 거부 처리: an exchange is refused.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/rejection` (PATCH is documented
//! too). Article 360034027874, state of 2026; Korea, and the sources disagree about Taiwan.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::exchange_ref::ExchangeRef;
use super::exchange_status::ExchangeStatus;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "교환요청 거부 처리, article 360034027874, 2026";

/// Why an exchange is refused (`exchangeRejectCode`): Coupang takes no other reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExchangeRejection {
    /// `SOLDOUT`: there is no stock to exchange with.
    SoldOut,
    /// `WITHDRAW`: the buyer withdrew the request.
    Withdrawn,
}

impl ExchangeRejection {
    fn code(self) -> &'static str {
        match self {
            Self::SoldOut => "SOLDOUT",
            Self::Withdrawn => "WITHDRAW",
        }
    }
}

/// The refusal of an exchange. It cannot be undone.
///
/// The page lists no errors, so no refusal is known by its text.
#[derive(Debug, Clone)]
pub struct RejectExchange {
    vendor_id: VendorId,
    exchange: ExchangeRef,
    reason: ExchangeRejection,
}

impl RejectExchange {
    pub(super) fn new(
        vendor_id: VendorId,
        exchange: ExchangeRef,
        reason: ExchangeRejection,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let rejectable = exchange.allows(|facts| facts.rejectable != Some(false));
        checks.require(rejectable, "exchangeId", "cannot be refused (rejectable is false)", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, exchange, reason })
    }
}

impl Endpoint for RejectExchange {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "exchanges.reject";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("exchanges.list");

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("exchangeRequests")
            .segment(self.exchange.exchange_id)
            .literal("rejection")
    }

    /// Coupang's sample of 2019 writes the id as text; its table says number, as everywhere.
    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "exchangeId": self.exchange.exchange_id,
            "vendorId": self.vendor_id.as_str(),
            "exchangeRejectCode": self.reason.code(),
        });
        Some(JsonBody::showing(&body, &["exchangeId", "vendorId", "exchangeRejectCode"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for RejectExchange {
    const TITLE: &'static str = "교환요청 거부 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/exchangeRequests/{exchangeId}/rejection";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027874, 2026";
}

impl WriteOperation for RejectExchange {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 교환이 거부(불가)되었는지 확인하세요.",
        en: "See in Wing whether the exchange is refused (불가).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Exchange(self.exchange.exchange_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(self.exchange.read(wing).await?.exchange_status == ExchangeStatus::Reject) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ExchangeId;

    #[test]
    fn a_reason_is_one_of_two_codes() {
        let exchange = ExchangeId::new(101_900_001).unwrap();
        for (reason, code) in [(ExchangeRejection::SoldOut, "SOLDOUT"), (ExchangeRejection::Withdrawn, "WITHDRAW")] {
            let endpoint = RejectExchange::new("A00999999".parse().unwrap(), exchange.into(), reason).unwrap();
            let path = "/v2/providers/openapi/apis/api/v4/vendors/A00999999/exchangeRequests/101900001/rejection";
            assert_eq!(endpoint.target().encoded(), Ok(path));
            let body = endpoint.body().unwrap();
            let sent = format!(r#"{{"exchangeId":101900001,"exchangeRejectCode":"{code}","vendorId":"A00999999"}}"#);
            assert_eq!(body.as_bytes().as_ref(), sent.as_bytes());
            assert_eq!(body.shown(), sent);
        }
    }
}
