//! An order as one row of the list, with every field the portal names.

use super::{Dialect, ShopDialect};
use crate::coupang::answer::set;
use crate::coupang::calendar::Moment;
use crate::coupang::world::{Customs, Item, Order, Person};
use serde_json::{Value, json};

/// The row in the spelling of a version.
///
/// `inTrasitDateTime` is spelled as the service spells it. `isCod`, `codDeliveryFee`, the order's own
/// `extraProperties` and the item's `taxReceiptInfo` exist in v5 alone.
pub(super) fn order_sheet(order: &Order, dialect: ShopDialect) -> Value {
    let unset = Unset::of(order);
    let waybill = order.journey.waybill.as_ref();
    let event = |at: Option<Moment>| at.map_or(unset.value(), |at| dialect.event(at).into());
    let mut sheet = json!({
        "shipmentBoxId": order.shipment_box_id,
        "orderId": order.order_id,
        "orderedAt": dialect.timestamp(order.ordered_at),
        "orderer": orderer(&order.orderer, dialect),
        "paidAt": dialect.timestamp(order.paid_at),
        "status": order.status.as_str(),
        "shippingPrice": dialect.money(order.payment.shipping_price),
        "remotePrice": dialect.optional_money(order.place.remote.then_some(REMOTE_PRICE)),
        "remoteArea": order.place.remote,
        "parcelPrintMessage": order.parcel.memo,
        "splitShipping": order.split,
        "ableSplitShipping": order.parcel.splittable,
        "receiver": receiver(order, dialect),
        "orderItems": order.items.iter().map(|item| order_item(order, item, dialect)).collect::<Vec<_>>(),
        "overseaShippingInfoDto": customs(order, dialect),
        "deliveryCompanyName": waybill.map_or("", |waybill| waybill.company),
        "invoiceNumber": waybill.map_or("", |waybill| &waybill.invoice_number),
        "inTrasitDateTime": event(order.journey.dispatched_at),
        "deliveredDate": event(order.journey.delivered_at),
        "refer": order.payment.refer,
        "shipmentType": order.parcel.shipment_type,
    });
    if *dialect == Dialect::V5 {
        set(&mut sheet, "isCod", false);
        set(&mut sheet, "codDeliveryFee", Value::Null);
        set(&mut sheet, "extraProperties", extra_properties(order));
    }
    sheet
}

fn orderer(person: &Person, dialect: ShopDialect) -> Value {
    json!({
        "name": person.name,
        "email": "", // always empty since 2024-08-06 (article 35420918786329)
        "safeNumber": person.safe_number.as_ref().map(|phone| dialect.phone(phone)),
        "ordererNumber": null,
    })
}

fn receiver(order: &Order, dialect: ShopDialect) -> Value {
    json!({
        "name": order.receiver.name,
        "safeNumber": order.receiver.safe_number.as_ref().map(|phone| dialect.phone(phone)),
        "receiverNumber": null,
        "addr1": order.place.addr1,
        "addr2": order.place.addr2,
        "postCode": order.place.post_code,
    })
}

fn order_item(order: &Order, item: &Item, dialect: ShopDialect) -> Value {
    let unset = Unset::of(order);
    let product = item.product;
    let discount = item.instant_discount + item.download_discount + item.coupang_discount;
    let name = format!("{}, {}", product.name, product.option);
    let uploaded_at = order.journey.waybill.as_ref().map(|waybill| waybill.uploaded_at);
    let mut sheet = json!({
        "vendorItemPackageId": 0,
        "vendorItemPackageName": (!order.unset_is_null).then_some(product.name),
        "productId": item.product_id,
        "vendorItemId": item.vendor_item_id,
        "vendorItemName": name,
        "shippingCount": item.shipping_count,
        "salesPrice": dialect.money(product.price),
        "orderPrice": dialect.money(product.price * item.shipping_count),
        "discountPrice": dialect.money(discount),
        "instantCouponDiscount": dialect.money(item.instant_discount),
        "downloadableCouponDiscount": dialect.money(item.download_discount),
        "coupangDiscount": dialect.money(item.coupang_discount),
        "externalVendorSkuCode": item.has_sku.then_some(product.sku),
        "etcInfoHeader": product.prompt,
        "etcInfoValue": unset.value(),
        "etcInfoValues": item.inscription.map(|inscription| [inscription]),
        "sellerProductId": item.seller_product_id,
        "sellerProductName": product.name,
        "sellerProductItemName": product.option,
        "firstSellerProductItemName": (!order.unset_is_null).then_some(product.option),
        "cancelCount": item.cancel_count,
        "holdCountForCancel": item.hold_count_for_cancel,
        "estimatedShippingDate": item.planned.or(order.parcel.ship_by).map_or_else(String::new, |day| day.to_string()),
        "plannedShippingDate": order.parcel.planned.map_or_else(String::new, |day| day.to_string()),
        // Without offset in both versions: only the read of a single box changed its form.
        "invoiceNumberUploadDate": uploaded_at.map_or(unset.value(), |at| at.local().into()),
        "extraProperties": item_properties(item),
        "pricingBadge": item.lowest_price,
        "usedProduct": false,
        "confirmDate": order.journey.confirmed_at.map(|at| dialect.event(at)),
        "deliveryChargeTypeName": if order.payment.shipping_price > 0 { "유료" } else { "무료" },
        "upBundleVendorItemId": item.bundle.as_ref().map(|bundle| bundle.vendor_item_id),
        "upBundleVendorItemName": item.bundle.as_ref().map(|bundle| format!("{name}, {}개", bundle.size)),
        "upBundleSize": item.bundle.as_ref().map(|bundle| bundle.size),
        "upBundleItem": item.bundle.is_some(),
        "canceled": item.cancelled(),
    });
    if *dialect == Dialect::V5 {
        set(&mut sheet, "taxReceiptInfo", Value::Null);
    }
    sheet
}

fn item_properties(item: &Item) -> Value {
    if item.has_variation {
        let variation = format!("EXAMPLE-{}", item.vendor_item_id);
        json!({ "M1_VARIATION_ID": variation, "M1_ORIGINAL_PRICE": item.product.price.to_string() })
    } else {
        json!({})
    }
}

fn customs(order: &Order, dialect: ShopDialect) -> Value {
    let unset = Unset::of(order);
    match &order.customs {
        Customs::Nothing => Value::Null,
        Customs::Blank => json!({
            "personalCustomsClearanceCode": unset.value(),
            "ordererSsn": "",
            "ordererPhoneNumber": "",
        }),
        Customs::Cleared { code, phone } => json!({
            "personalCustomsClearanceCode": code,
            "ordererSsn": "",
            "ordererPhoneNumber": dialect.phone(phone),
        }),
    }
}

fn extra_properties(order: &Order) -> Value {
    if order.unset_is_null && order.payment.tax_receipt.is_none() {
        return json!({});
    }
    let mut properties = json!({
        "sameDayShipping": order.parcel.cut_off_hour.is_some().to_string(),
        "cutOffTimeHour": order.parcel.cut_off_hour.unwrap_or(0).to_string(),
    });
    if let Some(receipt) = &order.payment.tax_receipt {
        let info = json!({
            "receiptOption": receipt.option,
            "appliedType": receipt.kind,
            "appliedValue": receipt.value,
        });
        set(&mut properties, "taxReceiptInfo", info);
    }
    properties
}

/// How an order spells what is not set.
#[derive(Clone, Copy)]
struct Unset {
    null: bool,
}

impl Unset {
    fn of(order: &Order) -> Self {
        Self { null: order.unset_is_null }
    }

    fn value(self) -> Value {
        if self.null { Value::Null } else { "".into() }
    }
}

const REMOTE_PRICE: i64 = 3_000;
