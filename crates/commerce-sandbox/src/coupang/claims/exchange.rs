//! An exchange as one row, with every field the portal names.

use super::returned::{masked, registered, waybills};
use super::stage::{Stage, untracked};
use crate::coupang::answer::set;
use crate::coupang::calendar::Moment;
use crate::coupang::dice::Dice;
use crate::coupang::rules::{ClaimRules, ExchangeDone, ExchangeWaybills};
use crate::coupang::world::{Claim, ClaimLine, View};
use serde_json::{Value, json};

/// The row. The labels repeat the codes, as in the official samples.
pub(super) fn exchange(shop: &View<'_>, claim: &Claim, vendor: &str) -> Value {
    let (rules, stage, untracked) = (&shop.rules().claims, Stage::of(shop, claim.slot), untracked(shop, claim));
    let mut dice = Dice::new(&[claim.key, 0xE8]);
    let (made, changed) = (claim.made_at.local(), claim.changed_at.local());
    let channel = dice.pick(&["VENDOR", "CS_CENTER", "WEB_PC", "WEB_MOBILE"]);
    let made_by = dice.pick(&["CUSTOMER", "COUNSELOR", "VENDOR"]);
    let changed_by = dice.pick(&["CUSTOMER", "COUNSELOR", "COUPANG", "VENDOR", "ETC", "TRACKING"]);
    let mut row = json!({
        "exchangeId": claim.id,
        "orderId": claim.order_id,
        "vendorId": vendor,
        "orderDeliveryStatusCode": claim.order_status.as_str(),
        "exchangeStatus": stage.status(rules),
        "referType": channel,
        "faultType": claim.reason.fault,
        "exchangeAmount": if rules.exchange_amount_as_text { json!("0") } else { json!(0) },
        "reason": null,
        "reasonCode": claim.reason.code,
        "reasonCodeText": claim.reason.text,
        "reasonEtcDetail": claim.words,
        "cancelReason": (stage == Stage::Withdrawn).then_some("예시: 교환이 필요 없어짐"),
        "createdByType": made_by,
        "createdAt": made,
        "modifiedByType": changed_by,
        "modifiedAt": changed,
        "exchangeItemDtoV1s": claim.lines.iter().map(|line| item(claim, line)).collect::<Vec<_>>(),
        "exchangeAddressDtoV1": address(claim),
        "deliveryInvoiceGroupDtos": stage.new_box(untracked).map(|status| new_box(shop, claim, stage, status)).into_iter().collect::<Vec<_>>(),
        "deliveryStatus": stage.delivery(rules, untracked),
        "collectStatus": stage.collection(rules),
        "collectCompleteDate": stage.has_arrived().then(|| claim.received_at.unwrap_or(claim.changed_at).local()),
        "successable": stage == Stage::Sent && rules.exchange_done == ExchangeDone::Delivered,
        "rejectable": stage.is_rejectable(rules),
        "deliveryInvoiceModifiable": stage.takes_waybill(rules),
        "orderDeliveryStatusLabel": claim.order_status.as_str(),
        "exchangeStatusLabel": stage.status(rules),
        "referTypeLabel": channel,
        "faultTypeLabel": claim.reason.fault,
        "createdByTypeLabel": made_by,
        "modifiedByTypeLabel": changed_by,
    });
    add_collection(&mut row, rules, claim, stage);
    row
}

/// What is known of the collection of the old goods, and its waybills.
fn add_collection(row: &mut Value, rules: &ClaimRules, claim: &Claim, stage: Stage) {
    let mut known = match stage {
        Stage::Requested => Value::Null,
        _ => collection(rules, claim, stage),
    };
    let all = match stage {
        Stage::Requested => json!([]),
        Stage::Directed => registered(claim),
        _ => waybills(claim),
    };
    match rules.exchange_waybills {
        ExchangeWaybills::List => set(row, "returnDeliveryDtos", all),
        ExchangeWaybills::Object => set(row, "returnDeliveryDtos", all.get(0).cloned()),
        // Where nothing is collected there is nothing to hold them.
        ExchangeWaybills::InCollection => set(&mut known, "returnDeliveryDtos", all),
    }
    if stage != Stage::Requested || !rules.early_collection_absent {
        set(row, "collectInformationsDto", known);
    }
}

fn item(claim: &Claim, line: &ClaimLine) -> Value {
    let product = line.item.product;
    json!({
        "exchangeItemId": claim.id % 10_000_000,
        "orderItemId": line.item.vendor_item_id,
        "orderItemUnitPrice": product.price,
        "orderItemName": null,
        "orderPackageId": null,
        "orderPackageName": null,
        "targetItemId": line.item.vendor_item_id,
        "targetItemUnitPrice": product.price,
        "targetItemName": format!("{}, {}", product.name, product.option),
        "targetPackageId": -1,
        "targetPackageName": "",
        "quantity": line.units,
        "orderItemDeliveryComplete": null,
        "orderItemReturnComplete": null,
        "targetItemDeliveryComplete": null,
        "createdAt": claim.made_at.local(),
        "modifiedAt": claim.changed_at.local(),
        "originalShipmentBoxId": claim.shipment_box_id,
    })
}

fn address(claim: &Claim) -> Value {
    let (name, phone, place) = (masked(&claim.buyer.name), claim.phone.local(), &claim.place);
    json!({
        "exchangeAddressId": claim.id % 100_000_000,
        "returnCustomerName": name,
        "returnAddressZipCode": place.post_code,
        "returnAddress": place.addr1,
        "returnAddressDetail": place.addr2,
        "returnPhone": null,
        "returnMobile": phone,
        "returnMemo": null,
        "deliveryCustomerName": name,
        "deliveryAddressZipCode": place.post_code,
        "deliveryAddress": place.addr1,
        "deliveryAddressDetail": place.addr2,
        "deliveryPhone": null,
        "deliveryMobile": phone,
        "deliveryMemo": null,
        "createdAt": claim.made_at.local(),
        "modifiedAt": claim.changed_at.local(),
        "exchangeId": claim.id,
    })
}

/// The box of the new goods. No official sample is filled, so the values without a documented list say that they are none.
fn new_box(shop: &View<'_>, claim: &Claim, stage: Stage, status: &str) -> Value {
    let changed = claim.changed_at.local();
    let sent_at = claim.sent_at.map_or_else(|| changed.clone(), Moment::local);
    let shipped = stage != Stage::Arrived;
    let thrown = || format!("7{:011}", claim.id % 100_000_000_000);
    let number = claim.sent.as_ref().map_or_else(thrown, |sent| sent.number.clone());
    let carrier = claim.sent.as_ref().map_or("CJGLS", |sent| sent.code);
    let items = claim.lines.iter().map(|line| {
        json!({
            "vendorItemId": line.item.vendor_item_id,
            "quantity": line.units,
            "hasAdditionalItem": false,
            "promiseDeliveryDate": null,
            "estimatedShippingDate": null,
        })
    });
    let invoice = json!({
        "invoiceNumber": if shipped { number } else { String::new() },
        "estimatedDeliveryDate": shipped.then_some(&sent_at),
        "deliveredDate": (stage == Stage::Done).then_some(&changed),
        "statusModifiedAt": changed,
        "invoiceNumberUploadDate": shipped.then_some(&sent_at),
        "statusCode": status,
        "deliverCode": if shipped { carrier } else { "" },
        "isMainShipmentInvoice": shipped,
        "parcelType": null,
        "invoiceVendorItemDtos": items.collect::<Vec<_>>(),
    });
    let mut new_box = json!({
        "shipmentBoxId": claim.new_box_id,
        "boxPrice": 0,
        "orderId": claim.order_id,
        "orderType": "SAMPLE",
        "customerType": "SAMPLE",
        "bundleType": "SAMPLE",
        "extraMessage": "",
        "shippingDeliveryType": "EXCHANGE_DELIVERY",
        "deliveryInvoiceDtos": [invoice],
    });
    if !shipped && shop.rules().claims.bare_new_box {
        strip(&mut new_box);
    }
    new_box
}

/// Leaves nothing of a box but its number and status.
fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let rest = fields.iter_mut().filter(|(name, _)| !matches!(name.as_str(), "shipmentBoxId" | "statusCode"));
            rest.for_each(|(_, value)| strip(value));
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        leaf => *leaf = Value::Null,
    }
}

/// The collection of the old goods. `moodifiedAt` is spelt as in the samples unless `modified_at_spelt_right`.
fn collection(rules: &ClaimRules, claim: &Claim, stage: Stage) -> Value {
    let arrived = stage.has_arrived();
    let modified_at = if rules.modified_at_spelt_right { "modifiedAt" } else { "moodifiedAt" };
    let user = (100_000_000 + claim.key % 1_000_000).to_string();
    let items = claim.lines.iter().map(|line| {
        json!({
            "vendorItemId": line.item.vendor_item_id,
            "statusCode": if arrived { "RETURN_COLLECT_OK" } else { "RETURN_SEND_READY" },
            "returnCount": arrived.then_some(line.units),
            "releaseStatus": "RELEASED",
            "paymentReturnDeliveryMapId": claim.id % 100_000_000,
            "paymentItemId": 1,
            "modifiedBy": user,
            modified_at: claim.changed_at.local(),
            "createdBy": user,
            "createdAt": claim.made_at.local(),
            "count": line.units,
            "confirmType": null,
            "collectStatus": if stage == Stage::Refused { "NO_RETURN" } else { "RETURN" },
        })
    });
    json!({
        "returnType": "EXCHANGE_RETURN",
        "expectedReturnDate": claim.made_at.day().plus(3).midnight().local(),
        "returndeliveryItemDtos": items.collect::<Vec<_>>(),
        "returndeliveryDestinationDto": destination(claim),
    })
}

fn destination(claim: &Claim) -> Value {
    json!({
        "vendorZipCode": "00000",
        "vendorPhone": "02-000-0000",
        "vendorName": "예시상점",
        "vendorMobile": "",
        "vendorAddressDetail": "1층",
        "vendorAddress": "충청남도 가상시 예시면",
        "safetyNumberStatus": "ENABLE",
        "safetyNumberId": claim.id % 1_000_000_000,
        "safetyNumber": claim.phone.local().replace('-', ""),
        "returnDeliveryId": null,
        "returnCenterCode": "1000000001",
        "receiptId": null,
        "orderedByMobile": null,
        "orderId": claim.order_id,
        "message": null,
        "customerZipCode": claim.place.post_code,
        "customerPhone": "050*",
        "customerName": masked(&claim.buyer.name),
        "customerMobile": "050*",
        "customerAddressDetail": claim.place.addr2,
        "customerAddress": claim.place.addr1,
    })
}
