//! Every field the documentation lists for claims, by name, so that none is forgotten and none invented.

use crate::claims::{read, walk};
use crate::support::{rows, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway};
use serde_json::Value;
use std::collections::BTreeSet;

const RECEIPT: &str = "receiptId orderId paymentId receiptType receiptStatus createdAt modifiedAt requesterName \
    requesterPhoneNumber requesterRealPhoneNumber requesterAddress requesterAddressDetail requesterZipCode \
    cancelReasonCategory1 cancelReasonCategory2 cancelReason cancelCountSum returnDeliveryId returnDeliveryType \
    releaseStopStatus enclosePrice faultByType preRefund completeConfirmType completeConfirmDate returnItems \
    returnDeliveryDtos reasonCode reasonCodeText returnShippingCharge";
const RETURN_ITEM: &str = "vendorItemPackageId vendorItemPackageName vendorItemId vendorItemName purchaseCount cancelCount \
    shipmentBoxId sellerProductId sellerProductName releaseStatus cancelCompleteUser";
const WAYBILL: &str = "deliveryCompanyCode deliveryInvoiceNo";
const WITHDRAWAL: &str = "cancelId orderId vendorId refundDeliveryDuty createdAt vendorItemIds";
const EXCHANGE: &str = "exchangeId orderId vendorId orderDeliveryStatusCode exchangeStatus referType faultType \
    exchangeAmount reason reasonCode reasonCodeText reasonEtcDetail cancelReason createdByType createdAt modifiedByType \
    modifiedAt exchangeItemDtoV1s exchangeAddressDtoV1 deliveryInvoiceGroupDtos deliveryStatus collectStatus \
    collectCompleteDate collectInformationsDto returnDeliveryDtos successable rejectable deliveryInvoiceModifiable \
    orderDeliveryStatusLabel exchangeStatusLabel referTypeLabel faultTypeLabel createdByTypeLabel modifiedByTypeLabel";
const EXCHANGE_ITEM: &str = "exchangeItemId orderItemId orderItemUnitPrice orderItemName orderPackageId orderPackageName \
    targetItemId targetItemUnitPrice targetItemName targetPackageId targetPackageName quantity orderItemDeliveryComplete \
    orderItemReturnComplete targetItemDeliveryComplete createdAt modifiedAt originalShipmentBoxId";
const ADDRESS: &str = "exchangeAddressId returnCustomerName returnAddressZipCode returnAddress returnAddressDetail \
    returnPhone returnMobile returnMemo deliveryCustomerName deliveryAddressZipCode deliveryAddress deliveryAddressDetail \
    deliveryPhone deliveryMobile deliveryMemo createdAt modifiedAt exchangeId";
const NEW_BOX: &str = "shipmentBoxId boxPrice orderId orderType customerType bundleType extraMessage shippingDeliveryType \
    deliveryInvoiceDtos";
const INVOICE: &str = "invoiceNumber estimatedDeliveryDate deliveredDate statusModifiedAt invoiceNumberUploadDate statusCode \
    deliverCode isMainShipmentInvoice parcelType invoiceVendorItemDtos";
const INVOICE_ITEM: &str = "vendorItemId quantity hasAdditionalItem promiseDeliveryDate estimatedShippingDate";
const COLLECTION: &str = "returnType expectedReturnDate returndeliveryItemDtos returndeliveryDestinationDto";
const COLLECTED: &str = "vendorItemId statusCode returnCount releaseStatus paymentReturnDeliveryMapId paymentItemId \
    modifiedBy createdBy moodifiedAt createdAt count confirmType collectStatus";
const DESTINATION: &str = "vendorZipCode vendorPhone vendorName vendorMobile vendorAddressDetail vendorAddress \
    safetyNumberStatus safetyNumberId safetyNumber returnDeliveryId returnCenterCode receiptId orderedByMobile orderId \
    message customerZipCode customerPhone customerName customerMobile customerAddressDetail customerAddress";

fn gateway() -> Gateway {
    ClaimKind::ALL.into_iter().fold(shop(), |shop, kind| shop.claims_per_day(kind, 12)).build().expect("a gateway")
}

fn assert_fields(object: &Value, expected: &str) {
    let found: BTreeSet<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(found, expected.split_whitespace().collect());
}

fn each<'v>(list: &'v Value, expected: &str) -> &'v [Value] {
    let list = list.as_array().expect("a list");
    list.iter().for_each(|object| assert_fields(object, expected));
    list
}

#[test]
fn receipts_have_every_documented_field_and_no_other() {
    let gateway = gateway();
    for version in ["v4", "v6"] {
        for wanted in ["status=UC", "status=CC", "status=PR", "cancelType=CANCEL"] {
            let search = format!("returnRequests?createdAtFrom=2026-02-20&createdAtTo=2026-03-02&{wanted}");
            for row in walk(&gateway, version, &search) {
                assert_fields(&row, RECEIPT);
                let items = each(&row["returnItems"], RETURN_ITEM);
                each(&row["returnDeliveryDtos"], WAYBILL);
                let units = items.iter().filter_map(|item| item["cancelCount"].as_i64()).sum::<i64>();
                assert_eq!(row["cancelCountSum"], units);
            }
        }
    }
}

#[test]
fn the_versions_differ_in_money_timestamps_and_telephones_alone() {
    let gateway = gateway();
    let search = "returnRequests?createdAtFrom=2026-02-20&createdAtTo=2026-03-02&status=UC";
    let (old, new) = (walk(&gateway, "v4", search), walk(&gateway, "v6", search));
    assert_eq!(old.len(), new.len());
    for (old, new) in old.iter().zip(&new) {
        for field in RECEIPT.split_whitespace() {
            let (old, new) = (&old[field], &new[field]);
            match field {
                "enclosePrice" | "returnShippingCharge" => {
                    assert_eq!(*new, serde_json::json!({ "currencyCode": "KRW", "units": old, "nanos": 0 }));
                }
                "createdAt" | "modifiedAt" | "completeConfirmDate" if old != "" => {
                    let (old, new) = (old.as_str().expect("text"), new.as_str().expect("text"));
                    assert!(old.len() == 19 && new.starts_with(old) && new.ends_with("+09:00"), "{old} {new}");
                }
                "requesterPhoneNumber" => {
                    assert!(old.as_str().expect("text").starts_with("0502-000-"), "{old}");
                    assert!(new.as_str().expect("text").starts_with("+82502000"), "{new}");
                }
                _ => assert_eq!(old, new, "{field}"),
            }
        }
    }
}

#[test]
fn withdrawals_have_every_documented_field_and_no_other() {
    let gateway = gateway();
    let body = read(&gateway, "v4", "returnWithdrawRequests?dateFrom=2026-02-25&dateTo=2026-03-02&sizePerPage=100");
    assert_eq!(rows(&body).len(), 72);
    for row in each(&body["data"], WITHDRAWAL) {
        assert_eq!(row["createdAt"].as_str().map(str::len), Some(19));
        assert!(row["vendorItemIds"].as_array().is_some_and(|ids| !ids.is_empty() && ids.iter().all(Value::is_i64)));
    }
}

#[test]
fn exchanges_have_every_documented_field_and_no_other() {
    let search = "exchangeRequests?createdAtFrom=2026-02-25T00:00:00&createdAtTo=2026-03-02T23:59:59&maxPerPage=50";
    let (mut boxes, mut collections) = (BTreeSet::new(), 0);
    for row in walk(&gateway(), "v4", search) {
        assert_fields(&row, EXCHANGE);
        let items = each(&row["exchangeItemDtoV1s"], EXCHANGE_ITEM);
        assert_fields(&row["exchangeAddressDtoV1"], ADDRESS);
        each(&row["returnDeliveryDtos"], WAYBILL);
        let arrived = !row["collectCompleteDate"].is_null();
        for new_box in each(&row["deliveryInvoiceGroupDtos"], NEW_BOX) {
            assert!(boxes.insert(new_box["shipmentBoxId"].as_i64()), "a box of its own");
            assert_ne!(new_box["shipmentBoxId"], items[0]["originalShipmentBoxId"]);
            for invoice in each(&new_box["deliveryInvoiceDtos"], INVOICE) {
                each(&invoice["invoiceVendorItemDtos"], INVOICE_ITEM);
            }
        }
        assert_eq!(arrived, !row["deliveryInvoiceGroupDtos"].as_array().expect("a list").is_empty());
        if !row["collectInformationsDto"].is_null() {
            collections += 1;
            assert_fields(&row["collectInformationsDto"], COLLECTION);
            each(&row["collectInformationsDto"]["returndeliveryItemDtos"], COLLECTED);
            assert_fields(&row["collectInformationsDto"]["returndeliveryDestinationDto"], DESTINATION);
        }
    }
    assert!(boxes.len() > 10 && collections > 20, "{} {collections}", boxes.len());
}
