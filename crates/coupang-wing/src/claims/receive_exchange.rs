//! 교환요청상품 입고 확인처리: the goods to be exchanged have arrived.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/receiveConfirmation` (PATCH is
//! documented too). Article 360034027834, state of 2026; Korea, and the sources disagree about Taiwan.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::exchange_ref::ExchangeRef;
use super::exchange_status::CollectionStatus;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "교환요청상품 입고 확인처리, article 360034027834, 2026";

/// The arrival of an exchange's old goods. About ten minutes later the exchange has a new box to upload a waybill for.
///
/// The page lists no errors of this version, so no refusal is known by its text.
#[derive(Debug, Clone)]
pub struct ReceiveExchange {
    vendor_id: VendorId,
    exchange: ExchangeRef,
}

impl ReceiveExchange {
    pub(super) fn new(vendor_id: VendorId, exchange: ExchangeRef) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let open = exchange.allows(|facts| !facts.is_received);
        checks.require(open, "exchangeId", "has arrived already (collectCompleteDate)", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, exchange })
    }
}

impl Endpoint for ReceiveExchange {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "exchanges.receive";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("exchanges.list");

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("exchangeRequests")
            .segment(self.exchange.exchange_id)
            .literal("receiveConfirmation")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({ "exchangeId": self.exchange.exchange_id, "vendorId": self.vendor_id.as_str() });
        Some(JsonBody::showing(&body, &["exchangeId", "vendorId"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ReceiveExchange {
    const TITLE: &'static str = "교환요청상품 입고 확인처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/exchangeRequests/{exchangeId}/receiveConfirmation";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027834, 2026";
}

impl WriteOperation for ReceiveExchange {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 교환의 회수 상품 입고가 확인되었는지 보세요.",
        en: "See in Wing whether the arrival of the exchange's old goods is confirmed.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Exchange(self.exchange.exchange_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let exchange = self.exchange.read(wing).await?;
            let collected = exchange.collect_status == Some(CollectionStatus::CompleteCollect);
            Ok(collected || exchange.collect_complete_date.is_some())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ExchangeId;

    #[test]
    fn the_exchange_stands_in_the_path_and_in_the_body() {
        let exchange = ExchangeId::new(101_900_001).unwrap();
        let endpoint = ReceiveExchange::new("A00999999".parse().unwrap(), exchange.into()).unwrap();
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00999999/exchangeRequests/101900001/receiveConfirmation";
        assert_eq!(endpoint.target().encoded(), Ok(path));
        let body = endpoint.body().unwrap();
        assert_eq!(body.as_bytes().as_ref(), br#"{"exchangeId":101900001,"vendorId":"A00999999"}"#);
        assert_eq!(body.shown().as_bytes(), body.as_bytes().as_ref());
    }
}
