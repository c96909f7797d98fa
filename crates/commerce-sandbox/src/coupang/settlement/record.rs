//! Revenue as one row of the list, with every field the portal names.

use super::histories::reserve_day;
use crate::coupang::answer::set;
use crate::coupang::world::{Cause, Line, Revenue};
use serde_json::{Value, json};

/// The row.
///
/// Signs as in the portal's sample of 2019: a refund that the seller caused has positive items; one that the customer
/// caused has items of 0 and a negative delivery.
pub(super) fn row(revenue: &Revenue) -> Value {
    let nothing_back = revenue.refund == Some(Cause::Customer);
    let items: Vec<Value> = revenue.lines.iter().map(|line| item(line, nothing_back)).collect();
    let mut row = json!({
        "orderId": revenue.order_id,
        "saleType": if revenue.refund.is_some() { "REFUND" } else { "SALE" },
        "saleDate": revenue.sold.to_string(),
        "recognitionDate": revenue.recognised.to_string(),
        "deliveryFee": delivery(revenue.delivery, if nothing_back { -1 } else { 1 }),
        "items": items,
    });
    if let Some(settled) = revenue.settled {
        set(&mut row, "settlementDate", settled.to_string());
        set(&mut row, "finalSettlementDate", reserve_day(revenue.recognised).to_string());
    }
    row
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

fn item(line: &Line, nothing_back: bool) -> Value {
    let won = |amount: i64| if nothing_back { 0 } else { amount };
    let (fee, vat) = (line.service_fee(), line.service_fee_vat());
    let product = line.product;
    json!({
        "taxType": if product.imported { "FREE" } else { "TAX" },
        "productId": product.product_id(),
        "productName": product.name,
        "vendorItemId": product.vendor_item_id(),
        "vendorItemName": product.full_name(),
        "salePrice": won(line.sale_price),
        "quantity": won(line.quantity),
        "coupangDiscountCoupon": won(line.coupang_discount),
        "discountCouponPolicyAgreement": line.coupang_discount > 0,
        "saleAmount": won(line.sale_amount()),
        "sellerDiscountCoupon": won(line.seller_discount),
        "downloadableCoupon": won(line.downloadable),
        "serviceFee": won(fee),
        "serviceFeeVat": won(vat),
        "serviceFeeRatio": (!nothing_back).then_some(10.8),
        "settlementAmount": won(line.sale_amount() - fee - vat),
        "couranteeFeeRatio": 0,
        "couranteeFee": 0,
        "couranteeFeeVat": 0,
        "externalSellerSkuCode": if line.has_sku { product.sku } else { "" },
        "storeFeeDiscount": 0,
        "storeFeeDiscountVat": 0,
    })
}
