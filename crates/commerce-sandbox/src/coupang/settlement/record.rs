//! Revenue as one row of the list, with every field the portal names.

use super::histories::reserve_day;
use crate::coupang::answer::set;
use crate::coupang::rules::{RefundSigns, SettlementRules};
use crate::coupang::world::{Cause, Line, Revenue};
use serde_json::{Value, json};

/// The row.
pub(super) fn row(revenue: &Revenue, rules: &SettlementRules) -> Value {
    let (items_sign, delivery_sign) = signs(revenue.refund, rules.refund_signs);
    let items: Vec<Value> = revenue.lines.iter().map(|line| item(line, items_sign)).collect();
    let mut delivery = delivery(revenue.delivery, delivery_sign);
    if rules.null_delivery_settlement {
        set(&mut delivery, "settlementAmount", Value::Null);
    }
    let mut row = json!({
        "orderId": revenue.order_id,
        "saleType": if revenue.refund.is_some() { "REFUND" } else { "SALE" },
        "saleDate": revenue.sold.to_string(),
        "recognitionDate": revenue.recognised.to_string(),
        "deliveryFee": delivery,
        "items": items,
    });
    if let Some(settled) = revenue.settled {
        set(&mut row, "settlementDate", settled.to_string());
        set(&mut row, "finalSettlementDate", reserve_day(revenue.recognised).to_string());
    }
    row
}

/// The signs of items and delivery: unless `refund_signs` says otherwise as in the portal's sample of 2019, where a refund
/// that the seller caused has positive items. One that the customer caused has items of 0.
fn signs(refund: Option<Cause>, rule: RefundSigns) -> (i64, i64) {
    match (refund, rule) {
        (None, _) | (Some(Cause::Seller), RefundSigns::Mixed | RefundSigns::Positive) => (1, 1),
        (Some(Cause::Seller), RefundSigns::Negative) => (-1, -1),
        (Some(Cause::Customer), RefundSigns::Mixed | RefundSigns::Negative) => (0, -1),
        (Some(Cause::Customer), RefundSigns::Positive) => (0, 1),
    }
}

fn delivery((base, remote): (i64, i64), sign: i64) -> Value {
    let (base_fee, remote_fee) = (fee(base), fee(remote));
    let (base_vat, remote_vat) = (base_fee / 10, remote_fee / 10);
    let (amount, fee, vat) = (base + remote, base_fee + remote_fee, base_vat + remote_vat);
    json!({
        "amount": sign * amount,
        "fee": sign * fee,
        "feeVat": sign * vat,
        "feeRatio": 3,
        "settlementAmount": sign * (amount - fee - vat),
        "baseAmount": sign * base,
        "baseFee": sign * base_fee,
        "baseFeeVat": sign * base_vat,
        "remoteAmount": sign * remote,
        "remoteFee": sign * remote_fee,
        "remoteFeeVat": sign * remote_vat,
    })
}

/// 3 %, in whole won.
pub(super) fn fee(delivery: i64) -> i64 {
    delivery * 3 / 100
}

fn item(line: &Line, sign: i64) -> Value {
    let won = |amount: i64| sign * amount;
    let (fee, vat) = (line.service_fee(), line.service_fee_vat());
    let product = line.product;
    json!({
        "taxType": if product.imported { "FREE" } else { "TAX" },
        "productId": product.product_id(),
        "productName": product.name,
        "vendorItemId": product.vendor_item_id(),
        "vendorItemName": product.full_name(),
        "salePrice": won(line.sale_price),
        "quantity": line.quantity * sign.abs(),
        "coupangDiscountCoupon": won(line.coupang_discount),
        "discountCouponPolicyAgreement": line.coupang_discount > 0,
        "saleAmount": won(line.sale_amount()),
        "sellerDiscountCoupon": won(line.seller_discount),
        "downloadableCoupon": won(line.downloadable),
        "serviceFee": won(fee),
        "serviceFeeVat": won(vat),
        "serviceFeeRatio": (sign != 0).then_some(10.8),
        "settlementAmount": won(line.sale_amount() - fee - vat),
        "couranteeFeeRatio": 0,
        "couranteeFee": 0,
        "couranteeFeeVat": 0,
        "externalSellerSkuCode": if line.has_sku { product.sku } else { "" },
        "storeFeeDiscount": 0,
        "storeFeeDiscountVat": 0,
    })
}
