//! Every field the documentation lists, by name, so that none is forgotten and none invented.

use crate::order_lists::month;
use commerce_sandbox::coupang::OrderStatus;
use serde_json::Value;
use std::collections::BTreeSet;

const SHEET: &[&str] = &[
    "shipmentBoxId",
    "orderId",
    "orderedAt",
    "orderer",
    "paidAt",
    "status",
    "shippingPrice",
    "remotePrice",
    "remoteArea",
    "parcelPrintMessage",
    "splitShipping",
    "ableSplitShipping",
    "receiver",
    "orderItems",
    "overseaShippingInfoDto",
    "deliveryCompanyName",
    "invoiceNumber",
    "inTrasitDateTime",
    "deliveredDate",
    "refer",
    "shipmentType",
];
const SHEET_V5: &[&str] = &["codDeliveryFee", "isCod", "extraProperties"];
const ORDERER: &[&str] = &["name", "email", "safeNumber", "ordererNumber"];
const RECEIVER: &[&str] = &["name", "safeNumber", "receiverNumber", "addr1", "addr2", "postCode"];
const ITEM: &[&str] = &[
    "vendorItemPackageId",
    "vendorItemPackageName",
    "productId",
    "vendorItemId",
    "vendorItemName",
    "shippingCount",
    "salesPrice",
    "orderPrice",
    "discountPrice",
    "instantCouponDiscount",
    "downloadableCouponDiscount",
    "coupangDiscount",
    "externalVendorSkuCode",
    "etcInfoHeader",
    "etcInfoValue",
    "etcInfoValues",
    "sellerProductId",
    "sellerProductName",
    "sellerProductItemName",
    "firstSellerProductItemName",
    "cancelCount",
    "holdCountForCancel",
    "estimatedShippingDate",
    "plannedShippingDate",
    "invoiceNumberUploadDate",
    "extraProperties",
    "pricingBadge",
    "usedProduct",
    "confirmDate",
    "deliveryChargeTypeName",
    "upBundleVendorItemId",
    "upBundleVendorItemName",
    "upBundleSize",
    "upBundleItem",
    "canceled",
];
const ITEM_V5: &[&str] = &["taxReceiptInfo"];
const CUSTOMS: &[&str] = &["personalCustomsClearanceCode", "ordererSsn", "ordererPhoneNumber"];
const PROPERTIES: &[&str] = &["sameDayShipping", "cutOffTimeHour", "taxReceiptInfo"];
const TAX_RECEIPT: &[&str] = &["receiptOption", "appliedType", "appliedValue"];

#[test]
fn every_documented_field_is_there_and_no_other() {
    for status in OrderStatus::ALL {
        for (version, sheet, item) in
            [("v4", SHEET.to_vec(), ITEM.to_vec()), ("v5", [SHEET, SHEET_V5].concat(), [ITEM, ITEM_V5].concat())]
        {
            let mut seen_tax_receipt = false;
            for row in month(version, status) {
                assert_fields(&row, &sheet);
                assert_fields(&row["orderer"], ORDERER);
                assert_fields(&row["receiver"], RECEIVER);
                row["orderItems"].as_array().expect("items").iter().for_each(|row| assert_fields(row, &item));
                if !row["overseaShippingInfoDto"].is_null() {
                    assert_fields(&row["overseaShippingInfoDto"], CUSTOMS);
                }
                if row["extraProperties"]["taxReceiptInfo"].is_object() {
                    assert_fields(&row["extraProperties"], PROPERTIES);
                    assert_fields(&row["extraProperties"]["taxReceiptInfo"], TAX_RECEIPT);
                    seen_tax_receipt = true;
                }
            }
            assert_eq!(seen_tax_receipt, version == "v5", "{version} {status}");
        }
    }
}

fn assert_fields(object: &Value, expected: &[&str]) {
    let found: BTreeSet<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(found, expected.iter().copied().collect());
}
