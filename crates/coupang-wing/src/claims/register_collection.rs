//! 회수 송장 등록: the waybill under which the seller's courier collects returned goods.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/return-exchange-invoices/manual`. Article 360034027394, state of
//! 2026; Korea. For returns and exchanges alike.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Single, Target, Write};
use http::Method;
use serde_json::json;

use super::collection::CollectionWaybill;
use super::collection_registration::{ClaimRef, CollectionRegistration, RegisteredCollection};
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::write::{InputError, LookAt, Subject, WriteOperation};

/// The registration of a collection's waybill. Coupang has no call that edits or removes it; what a second registration for
/// the same receipt does is unknown.
#[derive(Debug, Clone)]
pub struct RegisterCollection {
    vendor_id: VendorId,
    what: CollectionRegistration,
}

impl RegisterCollection {
    pub(super) fn new(wing: &Wing<ReadWrite>, what: CollectionRegistration) -> Result<Self, InputError> {
        what.check(wing, Self::NAME)?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), what })
    }

    fn is_ours(&self, waybill: &CollectionWaybill) -> bool {
        // A trailing blank was seen.
        let number = waybill.delivery_invoice_no.as_ref();
        number.is_some_and(|number| number.as_str().trim() == self.what.invoice_number.as_str())
            && waybill.delivery_company_code.as_ref().is_none_or(|carrier| *carrier == self.what.carrier)
    }
}

impl Endpoint for RegisterCollection {
    type Output = Single<RegisteredCollection>;
    type Effect = Write;
    const NAME: &'static str = "returns.register_collection";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::Never;
    /// For a return; for an exchange it is `exchanges.list`.
    const SETTLED_BY: Option<&'static str> = Some("returns.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::new("field_missing", &["Object is null"], "a field that is needed is missing"),
        KnownRefusal::new(
            "outbound_number",
            &["배송송장과 같은 송장번호"],
            "the number is that of the delivery: send the collection's own",
        ),
        KnownRefusal::new(
            "number_form",
            &["반품 송장 형식이 올바르지 않습니다"],
            "the number has another form than the carrier's numbers",
        ),
        KnownRefusal::new(
            "unknown_carrier",
            &["Invalid value for DeliveryCompanyCodeEnum"],
            "Coupang does not know the carrier code",
        ),
    ];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("return-exchange-invoices")
            .literal("manual")
    }

    /// An exchange's id goes as `receiptId` too.
    fn body(&self) -> Option<JsonBody> {
        let (kind, number) = match &self.what.claim.which {
            ClaimRef::Return(id) => ("RETURN", id.get()),
            ClaimRef::Exchange(exchange) => ("EXCHANGE", exchange.exchange_id.get()),
        };
        let mut body = json!({
            "returnExchangeDeliveryType": kind,
            "receiptId": number,
            "deliveryCompanyCode": self.what.carrier,
            "invoiceNumber": self.what.invoice_number,
        });
        if let (Some(fields), Some(pickup)) = (body.as_object_mut(), &self.what.pickup_number) {
            fields.insert("regNumber".to_owned(), json!(pickup));
        }
        let shown = ["returnExchangeDeliveryType", "receiptId", "deliveryCompanyCode", "invoiceNumber", "regNumber"];
        Some(JsonBody::showing(&body, &shown))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

impl Documented for RegisterCollection {
    const TITLE: &'static str = "회수 송장 등록";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/return-exchange-invoices/manual";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027394, 2026";
}

impl WriteOperation for RegisterCollection {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 접수의 회수 송장번호를 확인하세요. 등록되지 않았을 때만 다시 등록하세요.",
        en: "See in Wing whether the collection's waybill number is registered; register it again only if it is not.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![match &self.what.claim.which {
            ClaimRef::Return(id) => Subject::Receipt(*id),
            ClaimRef::Exchange(exchange) => Subject::Exchange(exchange.exchange_id),
        }]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let waybills: Vec<_> = match &self.what.claim.which {
                ClaimRef::Return(id) => {
                    let receipt = wing.claims().get_return(*id).await?.row;
                    receipt.return_delivery_dtos.into_iter().flatten().collect()
                }
                ClaimRef::Exchange(exchange) => {
                    let exchange = exchange.read(wing).await?;
                    let inside = exchange.collect_information.and_then(|collection| collection.return_delivery_dtos);
                    exchange.return_delivery_dtos.into_iter().chain(inside).flatten().collect()
                }
            };
            Ok(waybills.iter().any(|waybill| self.is_ours(waybill)))
        })
    }
}

#[cfg(test)]
mod tests {
    use apiwire::wire::{Document, FromWire, Reader};

    use super::*;
    use crate::ids::{ExchangeId, InvoiceNumber, PickupNumber, ReceiptId};
    use crate::orders::Carrier;

    fn endpoint(what: CollectionRegistration) -> RegisterCollection {
        RegisterCollection { vendor_id: "A00999999".parse().unwrap(), what }
    }

    #[test]
    fn a_return_and_an_exchange_are_told_by_a_word_and_not_by_the_key() {
        let number = || InvoiceNumber::new("410000000010");
        let of_return = CollectionRegistration::new(ReceiptId::new(365_000_111).unwrap(), Carrier::HANJIN, number())
            .with_pickup_number(PickupNumber::new("0001234"));
        let of_exchange = CollectionRegistration::new(ExchangeId::new(101_900_001).unwrap(), Carrier::HANJIN, number());
        for (what, sent) in [
            (
                of_return,
                r#"{"deliveryCompanyCode":"HANJIN","invoiceNumber":"410000000010","receiptId":365000111,"regNumber":"0001234","returnExchangeDeliveryType":"RETURN"}"#,
            ),
            (
                of_exchange,
                r#"{"deliveryCompanyCode":"HANJIN","invoiceNumber":"410000000010","receiptId":101900001,"returnExchangeDeliveryType":"EXCHANGE"}"#,
            ),
        ] {
            let endpoint = endpoint(what);
            let path = "/v2/providers/openapi/apis/api/v4/vendors/A00999999/return-exchange-invoices/manual";
            assert_eq!(endpoint.target().encoded(), Ok(path));
            let body = endpoint.body().unwrap();
            assert_eq!(body.as_bytes().as_ref(), sent.as_bytes());
            assert_eq!(body.shown(), sent);
        }
    }

    #[test]
    fn a_registered_number_is_known_with_its_blanks_and_without_its_carrier() {
        let receipt = ReceiptId::new(1).unwrap();
        let ours = endpoint(CollectionRegistration::new(receipt, Carrier::HANJIN, InvoiceNumber::new("410000000010")));
        let known = |carrier: Option<&str>, number: Option<&str>| {
            let row = json!({ "deliveryCompanyCode": carrier, "deliveryInvoiceNo": number });
            let row = CollectionWaybill::from_wire(Document::from(&row).root(), &mut Reader::new());
            ours.is_ours(&row.unwrap())
        };
        assert!(known(Some("HANJIN"), Some("410000000010 ")) && known(None, Some("410000000010")));
        assert!(!known(Some("CJGLS"), Some("410000000010")) && !known(Some("HANJIN"), None));
        assert!(!known(Some("HANJIN"), Some("")));
    }

    #[test]
    fn the_answer_may_lack_everything_but_its_receipt() {
        let endpoint = endpoint(CollectionRegistration::new(
            ReceiptId::new(365_000_111).unwrap(),
            Carrier::HANJIN,
            InvoiceNumber::new("410000000010"),
        ));
        let answer = endpoint.decode(br#"{"code":200,"message":"OK","data":{"receiptId":365000111,"regNumber":null}}"#);
        assert_eq!(answer.unwrap().row.receipt_id, 365_000_111);
        for bad in [r#"{"code":200,"message":"OK","data":null}"#, r#"{"code":200,"message":"OK"}"#] {
            assert!(endpoint.decode(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
