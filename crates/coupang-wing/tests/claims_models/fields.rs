//! The models against the field tables, and the enumerations against theirs.

use coupang_wing::apiwire::wire::{Extra, OneOrMany};
use coupang_wing::claims::{
    ActorType, CollectedItem, CollectionConfirmType, CollectionDestination, CollectionInformation,
    CollectionItemStatus, CollectionReleaseStatus, CollectionStatus, CollectionType, CollectionWaybill,
    CompleteConfirmType, Exchange, ExchangeAddress, ExchangeItem, ExchangeStatus, FaultParty, ItemCollectionStatus,
    ItemReleaseStatus, ReceiptChannel, ReceiptStatus, ReceiptType, RedeliveryBox, RedeliveryInvoice, RedeliveryItem,
    RedeliveryStatus, ReleaseStopStatus, ReturnDeliveryType, ReturnItem, ReturnRequest, ReturnStatus, ReturnWithdrawal,
    SafetyNumberStatus, ShippingBearer, ShippingDeliveryType,
};
use serde_json::{Map, Value, json};

use crate::{EXCHANGES, RETURNS, WITHDRAWALS, all, rows};

const FIELDS: &str = include_str!("../../fixtures/claims.fields.json");

/// Each model, its fields, and where its objects stand in a row.
const MODELS: [(&str, &[&str], &str); 13] = [
    ("ReturnRequest", ReturnRequest::FIELDS, ""),
    ("ReturnItem", ReturnItem::FIELDS, "/returnItems/0"),
    ("CollectionWaybill", CollectionWaybill::FIELDS, "/returnDeliveryDtos/0"),
    ("ReturnWithdrawal", ReturnWithdrawal::FIELDS, ""),
    ("Exchange", Exchange::FIELDS, ""),
    ("ExchangeItem", ExchangeItem::FIELDS, "/exchangeItemDtoV1s/0"),
    ("ExchangeAddress", ExchangeAddress::FIELDS, "/exchangeAddressDtoV1"),
    ("RedeliveryBox", RedeliveryBox::FIELDS, "/deliveryInvoiceGroupDtos/0"),
    ("RedeliveryInvoice", RedeliveryInvoice::FIELDS, "/deliveryInvoiceGroupDtos/0/deliveryInvoiceDtos/0"),
    (
        "RedeliveryItem",
        RedeliveryItem::FIELDS,
        "/deliveryInvoiceGroupDtos/0/deliveryInvoiceDtos/0/invoiceVendorItemDtos/0",
    ),
    ("CollectionInformation", CollectionInformation::FIELDS, "/collectInformationsDto"),
    ("CollectedItem", CollectedItem::FIELDS, "/collectInformationsDto/returndeliveryItemDtos/0"),
    ("CollectionDestination", CollectionDestination::FIELDS, "/collectInformationsDto/returndeliveryDestinationDto"),
];

fn table(model: &str) -> Vec<String> {
    let table: Map<String, Value> = serde_json::from_str(FIELDS).unwrap();
    table[model].as_array().unwrap().iter().map(|field| field.as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_model_has_every_documented_field_and_no_other() {
    assert_eq!(serde_json::from_str::<Map<String, Value>>(FIELDS).unwrap().len(), MODELS.len());
    let mut fields = 0;
    for (name, model, _) in MODELS {
        let (mut documented, mut read) = (table(name), model.iter().map(ToString::to_string).collect::<Vec<_>>());
        fields += documented.len();
        documented.sort();
        read.sort();
        assert_eq!(read, documented, "{name}");
    }
    // The rows of the tables, and `returnDeliveryDtos` once more where one client expects it.
    let returns = 30 + 11 + 2 + 6;
    assert_eq!(fields, returns + 34 + 18 + 18 + 9 + 10 + 5 + (4 + 1) + 13 + 21, "the table was read");
}

#[test]
fn every_documented_field_is_filled_in_some_row_of_every_fixture() {
    let filled = |fixture: &str, models: &[(&str, &[&str], &str)]| {
        for (name, fields, place) in models {
            for field in *fields {
                let some = rows(fixture).iter().any(|row| {
                    let value = row.pointer(place).and_then(|object| object.get(*field));
                    value.is_some_and(|value| !value.is_null() && value != "" && value != &json!([]))
                });
                assert!(some, "{name}.{field}");
            }
        }
    };
    RETURNS.iter().for_each(|fixture| filled(fixture, &MODELS[..3]));
    WITHDRAWALS.iter().for_each(|fixture| filled(fixture, &MODELS[3..4]));
    // One row of the fixture has the only object that stands there without a list.
    filled(EXCHANGES, &MODELS[4..]);
}

#[test]
fn no_fixture_leaves_a_field_unread() {
    let empty = |extra: &Extra| assert!(extra.expose().is_empty(), "{:?}", extra.expose().keys());
    let waybills = |list: &Option<OneOrMany<CollectionWaybill>>| {
        list.iter().flat_map(OneOrMany::as_slice).for_each(|waybill| empty(&waybill.extra));
    };
    for row in RETURNS.iter().flat_map(|fixture| all::<ReturnRequest>(fixture)) {
        empty(&row.extra);
        row.return_items.iter().for_each(|item| empty(&item.extra));
        waybills(&row.return_delivery_dtos);
    }
    for row in WITHDRAWALS.iter().flat_map(|fixture| all::<ReturnWithdrawal>(fixture)) {
        empty(&row.extra);
    }
    for row in all::<Exchange>(EXCHANGES) {
        empty(&row.extra);
        waybills(&row.return_delivery_dtos);
        row.items.iter().for_each(|item| empty(&item.extra));
        empty(&row.address.unwrap().extra);
        for new_box in row.redelivery_boxes.unwrap() {
            empty(&new_box.extra);
            for invoice in new_box.invoices.unwrap() {
                empty(&invoice.extra);
                invoice.items.unwrap().iter().for_each(|item| empty(&item.extra));
            }
        }
        if let Some(information) = row.collect_information {
            empty(&information.extra);
            waybills(&information.return_delivery_dtos);
            information.items.unwrap().iter().for_each(|item| empty(&item.extra));
            empty(&information.destination.unwrap().extra);
        }
    }
}

#[test]
fn every_enumeration_has_every_documented_value() {
    let words = |all: Vec<&str>| all.join(" ");
    macro_rules! check {
        ($($name:ident = $words:literal;)*) => {$(
            assert_eq!(words($name::ALL.iter().map(|value| value.as_str()).collect()), $words, stringify!($name));
        )*};
    }
    check! {
        ReturnStatus = "RU UC CC PR";
        ReceiptStatus = "RELEASE_STOP_UNCHECKED RETURNS_UNCHECKED VENDOR_WAREHOUSE_CONFIRM REQUEST_COUPANG_CHECK RETURNS_COMPLETED";
        ReceiptType = "RETURN CANCEL";
        FaultParty = "COUPANG VENDOR CUSTOMER WMS GENERAL";
        ReleaseStopStatus = "미처리 처리(이미출고) 처리(출고중지) 자동처리(이미출고) 비대상";
        ItemReleaseStatus = "Y N S A";
        ReturnDeliveryType = "전담택배 연동택배 수기관리";
        CompleteConfirmType = "VENDOR_CONFIRM UNDEFINED CS_CONFIRM CS_LOSS_CONFIRM";
        ShippingBearer = "COM CUS COU";
        ExchangeStatus = "RECEIPT PROGRESS SUCCESS REJECT CANCEL";
        CollectionStatus = "BeforeDirection CompleteDirection Collecting Delivering CompleteCollect DirectionFail Fail Withdraw NoCollect NoneData";
        RedeliveryStatus = "BeforeDirection CompleteDirection Delivering CompleteDelivery DirectionFail VendorDirect VendorDirection Fail Withdraw NoneData";
        ReceiptChannel = "VENDOR CS_CENTER WEB_PC WEB_MOBILE";
        ActorType = "CUSTOMER COUNSELOR COUPANG VENDOR ETC TRACKING SYSTEM BATCH";
        ShippingDeliveryType = "DELIVERY EXCHANGE_DELIVERY FORCED_DELIVERY";
        CollectionType = "RETURN EXCHANGE_RETURN";
        CollectionItemStatus = "RETURN_SEND_READY RETURN_SEND_COMPLETE RETURN_COLLECT_OK RETURN_COLLECT_NOT_OK CHANGE_SEND_READY CHANGE_SEND_HOLD CHANGE_SEND_COMPLETE CHANGE_SEND_FAIL COLLECT_FAIL";
        CollectionReleaseStatus = "RELEASED NOT_RELEASED";
        CollectionConfirmType = "RELEASED STOPPED";
        ItemCollectionStatus = "NONE RETURN NO_RETURN ALREADY_RETURN CANCEL_REQUEST_WHEN_DEPARTURE";
        SafetyNumberStatus = "WAIT ENABLE DEPOSE DISABLE ERROR RESERVE";
    }
}
