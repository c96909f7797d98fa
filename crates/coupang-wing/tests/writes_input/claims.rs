//! The writes of claims.

use coupang_wing::claims::{CollectionRegistration, ExchangeRejection, ExchangeWaybill, ReturnApproval, ReturnArrival};
use coupang_wing::orders::Carrier;
use coupang_wing::{CarrierCode, PickupNumber};

use crate::every_write::{Wings, boxes, exchange, receipt};
use crate::orders::many_boxes;
use crate::rows::{another_sheet, return_request, sheet, some_exchange};
use crate::{Case, MARKET, NO_CARRIER, NONE, TOO_MANY, TWICE, case_of, number, whole};

pub(crate) fn of_claims(Wings { korea, taiwan }: &Wings) -> Vec<Case> {
    let claims = korea.claims();
    let (arrived, open) = (return_request("VENDOR_WAREHOUSE_CONFIRM"), return_request("RETURNS_UNCHECKED"));
    let whole_receipt = "must be the quantity of the whole receipt";
    let mut none_of_it = open.clone();
    none_of_it.cancel_count_sum = Some(0);
    let collection = |carrier: CarrierCode, text: &str| CollectionRegistration::new(receipt(), carrier, number(text));
    let outbound = sheet("DEPARTURE");
    let outbound_number = outbound.invoice_number.clone().unwrap();
    vec![
        case_of(
            "the arrival of what has arrived",
            claims.receive_return(ReturnArrival::from(&arrived)),
            &whole("receiptId", "must be in RETURNS_UNCHECKED"),
        ),
        case_of(
            "the approval of nothing",
            claims.approve_return(ReturnApproval::new(receipt(), 0)),
            &whole("cancelCount", whole_receipt),
        ),
        case_of(
            "the approval of what has not arrived, of nothing of it",
            claims.approve_return(&none_of_it),
            &[(None, "receiptId", "must be in VENDOR_WAREHOUSE_CONFIRM"), (None, "cancelCount", whole_receipt)],
        ),
        case_of(
            "a collection in Taiwan, by no carrier, under no number",
            taiwan.claims().register_collection(
                collection(CarrierCode::new("PIGEON"), "").with_pickup_number(PickupNumber::new(" ")),
            ),
            &[
                MARKET,
                (None, "deliveryCompanyCode", NO_CARRIER),
                (None, "invoiceNumber", "must be a waybill number"),
                (None, "regNumber", "must not be empty"),
            ],
        ),
        case_of(
            "a collection with letters where digits are due",
            claims.register_collection(collection(Carrier::DIRECT.into(), "41000000A151")),
            &whole("invoiceNumber", "must be digits alone"),
        ),
        case_of(
            "a collection of a return that has arrived, under the number of the delivery",
            claims.register_collection(
                CollectionRegistration::new(&arrived, Carrier::AJOU, outbound_number).against(&outbound),
            ),
            &[(None, "receiptId", "must be in RETURNS_UNCHECKED"), (None, "invoiceNumber", "must differ")],
        ),
        case_of(
            "a collection checked against another order",
            claims.register_collection(
                CollectionRegistration::new(&open, Carrier::HANJIN, number("410000000151"))
                    .against(&another_sheet("DEPARTURE")),
            ),
            &whole("receiptId", "is a claim of another order"),
        ),
        case_of(
            "a collection of an exchange that is being collected",
            claims.register_collection(CollectionRegistration::new(
                &some_exchange("Collecting"),
                Carrier::HANJIN,
                number("410000000151"),
            )),
            &whole("receiptId", "must be before its collection"),
        ),
    ]
}

pub(crate) fn of_exchanges(Wings { korea, taiwan }: &Wings) -> Vec<Case> {
    let claims = korea.claims();
    let (arrived, open) = (some_exchange("CompleteCollect"), some_exchange("Collecting"));
    let waybill = |id, carrier: CarrierCode, text: &str| ExchangeWaybill::new(id, carrier, number(text));
    let cj = |id| waybill(id, Carrier::CJGLS.into(), "600000000153");
    let new = arrived.redelivery_boxes.as_ref().unwrap()[0].shipment_box_id.unwrap();
    let original = arrived.items[0].original_shipment_box_id.unwrap();
    let field = "shipmentBoxId";
    vec![
        case_of(
            "the arrival of what has arrived",
            claims.receive_exchange(&arrived),
            &whole("exchangeId", "has arrived already"),
        ),
        case_of(
            "the refusal of what cannot be refused",
            claims.reject_exchange(&arrived, ExchangeRejection::SoldOut),
            &whole("exchangeId", "cannot be refused"),
        ),
        case_of("no waybill", claims.upload_exchange_invoices(exchange(), []), &whole(field, NONE)),
        case_of(
            "51 waybills",
            claims.upload_exchange_invoices(exchange(), many_boxes().into_iter().map(cj)),
            &whole(field, TOO_MANY),
        ),
        case_of(
            "a box twice, in Taiwan",
            taiwan.claims().upload_exchange_invoices(exchange(), [cj(new), cj(new)]),
            &[MARKET, (Some(1), field, TWICE)],
        ),
        case_of(
            "the box of the first delivery, and one of another exchange by no carrier",
            claims.upload_exchange_invoices(
                &arrived,
                [cj(original), cj(new), waybill(boxes()[1], CarrierCode::new("PIGEON"), "")],
            ),
            &[
                (Some(0), field, "is the box of the first delivery"),
                (Some(2), field, "is no new box of the exchange"),
                (Some(2), "goodsDeliveryCode", NO_CARRIER),
                (Some(2), "invoiceNumber", "must be a waybill number"),
            ],
        ),
        case_of(
            "a waybill before the arrival",
            claims.upload_exchange_invoices(&open, [cj(new)]),
            &[
                (None, "exchangeId", "must have arrived"),
                (None, "exchangeId", "takes no waybill now"),
                (Some(0), field, "is no new box of the exchange"),
            ],
        ),
    ]
}
