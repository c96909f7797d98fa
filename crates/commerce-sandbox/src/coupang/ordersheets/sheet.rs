//! An order as one row of the list, with every field the portal names.

use super::{Dialect, ShopDialect};
use crate::coupang::answer::set;
use crate::coupang::calendar::Moment;
use crate::coupang::rules::{OrderRules, Unset, UploadDate};
use crate::coupang::world::{Customs, Item, Order, Person, View};
use serde_json::{Value, json};

/// Where a sheet is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// In the list by day.
    Days,
    /// In the list by minute.
    Minutes,
    /// By the number of its box or its order.
    Alone,
}

/// The row in the spelling of a version.
///
/// `inTrasitDateTime` is spelled as the service spells it. `isCod` and the order's own `extraProperties` exist in v5 alone
/// unless `new_fields_in_v4`, and so do `codDeliveryFee` and the item's `taxReceiptInfo`, unless `undocumented_fields` is
/// false.
pub(super) fn order_sheet(shop: &View<'_>, order: &Order, dialect: Dialect, page: Page) -> Value {
    let (rules, old) = (&shop.rules().orders, dialect == Dialect::V4);
    let (unset, dialect) = (Unwritten::of(order, rules), dialect.of(shop));
    let without = dialect.optional_money(None);
    let surcharge = if old && rules.null_remote_price { Value::Null } else { without };
    let waybill = order.journey.waybill.as_ref();
    let event = |at: Option<Moment>| at.map_or(unset.value(), |at| dialect.event(at).into());
    let mut sheet = json!({
        "shipmentBoxId": order.shipment_box_id,
        "orderId": if old && rules.order_id_as_text { order.order_id.to_string().into() } else { json!(order.order_id) },
        "orderedAt": dialect.timestamp(order.ordered_at),
        "orderer": orderer(&order.orderer, dialect),
        "paidAt": dialect.timestamp(order.paid_at),
        "status": order.status.as_str(),
        "shippingPrice": dialect.money(order.payment.shipping_price),
        "remotePrice": if order.place.remote { dialect.money(REMOTE_PRICE) } else { surcharge },
        "remoteArea": order.place.remote,
        "parcelPrintMessage": order.parcel.memo,
        "splitShipping": order.split,
        "ableSplitShipping": order.parcel.splittable,
        "receiver": receiver(order, dialect),
        "orderItems": order.items.iter().map(|item| order_item(rules, order, item, dialect, page)).collect::<Vec<_>>(),
        "overseaShippingInfoDto": customs(order, rules, dialect),
        "deliveryCompanyName": waybill.map_or("", |waybill| waybill.company),
        "invoiceNumber": waybill.map_or("", |waybill| &waybill.invoice_number),
        "inTrasitDateTime": event(order.journey.dispatched_at),
        "deliveredDate": event(order.journey.delivered_at),
        "refer": order.payment.refer,
        "shipmentType": order.parcel.shipment_type,
    });
    if !old || rules.new_fields_in_v4 {
        set(&mut sheet, "isCod", false);
        set(&mut sheet, "extraProperties", extra_properties(order, rules));
    }
    if !old && rules.undocumented_fields {
        set(&mut sheet, "codDeliveryFee", Value::Null);
    }
    unset.drop(&mut sheet, &["inTrasitDateTime", "deliveredDate"]);
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

fn order_item(rules: &OrderRules, order: &Order, item: &Item, dialect: ShopDialect, page: Page) -> Value {
    let unset = Unwritten::of(order, rules);
    let product = item.product;
    let discount = item.instant_discount + item.download_discount + item.coupang_discount;
    let name = format!("{}, {}", product.name, product.option);
    let no_discount = discount == 0 && *dialect == Dialect::V4 && rules.null_discount;
    let uploaded_at = order.journey.waybill.as_ref().map(|waybill| waybill.uploaded_at);
    let with_offset = match rules.upload_date {
        UploadDate::Plain => false,
        UploadDate::ByPage => page == Page::Alone,
        UploadDate::Offset => true,
    };
    let upload_date = |at: Moment| if with_offset { dialect.timestamp(at) } else { at.local() };
    let old_date = rules.old_confirm_date && page == Page::Days;
    let confirm_date = |at: Moment| if old_date { at.local_spaced() } else { dialect.event(at) };
    let mut sheet = json!({
        "vendorItemPackageId": 0,
        "vendorItemPackageName": (!order.unset_is_null).then_some(product.name),
        "productId": item.product_id,
        "vendorItemId": item.vendor_item_id,
        "vendorItemName": name,
        "shippingCount": item.shipping_count,
        "salesPrice": dialect.money(product.price),
        "orderPrice": dialect.money(product.price * item.shipping_count),
        "discountPrice": if no_discount { Value::Null } else { dialect.money(discount) },
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
        "invoiceNumberUploadDate": uploaded_at.map_or(unset.value(), |at| upload_date(at).into()),
        "extraProperties": item_properties(item),
        "pricingBadge": item.lowest_price,
        "usedProduct": false,
        "confirmDate": order.journey.confirmed_at.map(confirm_date),
        "deliveryChargeTypeName": if order.payment.shipping_price > 0 { "유료" } else { "무료" },
        "upBundleVendorItemId": item.bundle.as_ref().map(|bundle| bundle.vendor_item_id),
        "upBundleVendorItemName": item.bundle.as_ref().map(|bundle| format!("{name}, {}개", bundle.size)),
        "upBundleSize": item.bundle.as_ref().map(|bundle| bundle.size),
        "upBundleItem": item.bundle.is_some(),
        "canceled": item.cancelled(),
    });
    if *dialect == Dialect::V5 && rules.undocumented_fields {
        set(&mut sheet, "taxReceiptInfo", Value::Null);
    }
    unset.drop(&mut sheet, &["etcInfoValue", "invoiceNumberUploadDate"]);
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

fn customs(order: &Order, rules: &OrderRules, dialect: ShopDialect) -> Value {
    let unset = Unwritten::of(order, rules);
    let ssn = if rules.orderers_ssn { "orderersSsn" } else { "ordererSsn" };
    match &order.customs {
        Customs::Nothing => Value::Null,
        Customs::Blank => {
            let mut blank = json!({
                "personalCustomsClearanceCode": unset.value(),
                ssn: "",
                "ordererPhoneNumber": "",
            });
            unset.drop(&mut blank, &["personalCustomsClearanceCode"]);
            blank
        }
        Customs::Cleared { code, phone } => json!({
            "personalCustomsClearanceCode": code,
            ssn: "",
            "ordererPhoneNumber": dialect.phone(phone),
        }),
    }
}

fn extra_properties(order: &Order, rules: &OrderRules) -> Value {
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
        let info = if rules.tax_receipt_as_text { info.to_string().into() } else { info };
        set(&mut properties, "taxReceiptInfo", info);
    }
    properties
}

/// How a sheet spells what is not set: some as `null` and others as empty text, as the real service does, unless the rule
/// `unset` chooses one way for all.
#[derive(Clone, Copy)]
struct Unwritten {
    null: bool,
    absent: bool,
}

impl Unwritten {
    fn of(order: &Order, rules: &OrderRules) -> Self {
        let null = match rules.unset {
            Unset::Mixed => order.unset_is_null,
            Unset::Empty => false,
            Unset::Null | Unset::Absent => true,
        };
        Self { null, absent: rules.unset == Unset::Absent }
    }

    fn value(self) -> Value {
        if self.null { Value::Null } else { "".into() }
    }

    /// Leaves fields out that are not set, where that is the way.
    fn drop(self, sheet: &mut Value, names: &[&str]) {
        if let Some(fields) = sheet.as_object_mut().filter(|_| self.absent) {
            fields.retain(|name, value| !value.is_null() || !names.contains(&name.as_str()));
        }
    }
}

const REMOTE_PRICE: i64 = 3_000;
