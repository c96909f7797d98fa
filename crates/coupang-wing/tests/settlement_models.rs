//! Revenue and payouts against their fixtures and field tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod fixture;

use coupang_wing::settlement::{
    RevenueDeliveryFee, RevenueItem, RevenueRecord, SaleType, SettlementHistory, SettlementStatus, SettlementType,
    TaxType,
};
use coupang_wing::{Money, Percent};
use fixture::{assert_shown, assert_table, read, rows};

const REVENUE: &str = include_str!("../fixtures/settlement.revenue.v1.json");
const HISTORIES: &str = include_str!("../fixtures/settlement.histories.v1.json");
const FIELDS: &str = include_str!("../fixtures/settlement.fields.json");

fn won(units: i64) -> Option<Money> {
    Some(Money::krw(units))
}

fn revenue() -> [RevenueRecord; 2] {
    let records: Vec<RevenueRecord> = rows(REVENUE, "/data").iter().map(read).collect();
    for record in &records {
        assert!(record.extra.expose().is_empty() && record.items.iter().all(|item| item.extra.expose().is_empty()));
        assert!(record.delivery_fee.as_ref().is_some_and(|fee| fee.extra.expose().is_empty()));
    }
    records.try_into().unwrap()
}

fn histories() -> [SettlementHistory; 2] {
    let histories: Vec<SettlementHistory> = rows(HISTORIES, "").iter().map(read).collect();
    assert!(histories.iter().all(|history| history.extra.expose().is_empty()));
    histories.try_into().unwrap()
}

#[test]
fn a_sale_reads_into_types() {
    let [sale, _] = revenue();
    assert_eq!((sale.order_id.get(), sale.sale_type), (28_000_000_000_011, SaleType::Sale));
    let days = [sale.sale_date, sale.recognition_date, sale.settlement_date, sale.final_settlement_date];
    assert_eq!(days.map(|day| day.unwrap().to_string()), ["2026-02-01", "2026-02-09", "2026-03-05", "2026-05-01"]);
    let fee = sale.delivery_fee.unwrap();
    assert_eq!((fee.amount, fee.fee, fee.fee_vat, fee.settlement_amount), (won(3000), won(90), won(9), won(2901)));
    assert_eq!((fee.base_amount, fee.base_fee, fee.base_fee_vat), (won(2500), won(75), won(8)));
    assert_eq!((fee.remote_amount, fee.remote_fee, fee.remote_fee_vat), (won(500), won(15), won(1)));
    assert_eq!(fee.fee_ratio, Some(Percent::from_millionths(3_300_000)));
    let item = &sale.items[0];
    assert_eq!((item.tax_type.clone(), item.quantity), (Some(TaxType::Tax), Some(2)));
    assert_eq!((item.vendor_item_id.get(), item.product_id.unwrap().get()), (5_300_000_011, 290_000_011));
    assert_eq!(item.product_name.as_deref(), Some("시험 수건"));
    assert_eq!(item.vendor_item_name.as_deref(), Some("시험 수건, 2개, 흰색"));
    assert_eq!(
        (item.sale_price, item.coupang_discount_coupon, item.sale_amount),
        (won(20_000), won(1000), won(19_000))
    );
    assert_eq!((item.seller_discount_coupon, item.downloadable_coupon), (won(500), won(300)));
    assert_eq!((item.service_fee, item.service_fee_vat, item.settlement_amount), (won(2052), won(205), won(16_743)));
    assert_eq!(item.service_fee_ratio, Some(Percent::from_millionths(10_800_000)));
    assert_eq!(item.courantee_fee_ratio, Some(Percent::from_millionths(0)));
    assert_eq!((item.courantee_fee, item.courantee_fee_vat), (won(0), won(0)));
    assert_eq!((item.store_fee_discount, item.store_fee_discount_vat), (won(100), won(10)));
    assert_eq!(item.discount_coupon_policy_agreement, Some(true));
    assert_eq!(item.external_seller_sku_code.as_ref().unwrap().as_str(), "TOWEL-W-2");
}

#[test]
fn a_refund_may_belong_to_no_order_and_be_negative() {
    let [_, refund] = revenue();
    assert_eq!((refund.order_id.get(), refund.sale_type), (0, SaleType::Refund));
    assert!(refund.settlement_date.is_none() && refund.final_settlement_date.is_none());
    let fee = refund.delivery_fee.unwrap();
    assert_eq!((fee.amount, fee.base_fee_vat, fee.settlement_amount), (won(-3000), won(-8), None));
    let item = &refund.items[0];
    assert_eq!((item.tax_type.clone(), item.service_fee_ratio), (Some(TaxType::Free), None));
    assert_eq!((item.quantity, item.sale_price, item.external_seller_sku_code.clone()), (Some(0), won(0), None));
}

#[test]
fn payouts_read_into_types() {
    let [weekly, reserve] = histories();
    assert_eq!((weekly.settlement_type, weekly.status), (SettlementType::Weekly, SettlementStatus::Done));
    assert_eq!(weekly.settlement_date.unwrap().to_string(), "2026-03-05");
    assert_eq!(weekly.revenue_recognition_year_month.unwrap().to_string(), "2026-02");
    assert_eq!(weekly.revenue_recognition_date_from.unwrap().to_string(), "2026-02-02");
    assert_eq!(weekly.revenue_recognition_date_to.unwrap().to_string(), "2026-02-08");
    let amounts = [
        weekly.total_sale,
        weekly.service_fee,
        weekly.settlement_target_amount,
        weekly.settlement_amount,
        weekly.last_amount,
        weekly.pending_released_amount,
        weekly.seller_discount_coupon,
        weekly.downloadable_coupon,
        weekly.dedicated_delivery_amount,
        weekly.seller_service_fee,
        weekly.courantee_fee,
        weekly.courantee_customer_reward,
        weekly.deduction_amount,
        weekly.debt_of_last_week,
        weekly.final_amount,
        weekly.store_fee_discount,
    ];
    let expected =
        [1_000_000, 110_000, 890_000, 623_000, 267_000, 1000, 2000, 300, 10, 20, 30, 40, 50, 60, 621_790, 0].map(won);
    assert_eq!(amounts, expected);
    assert_eq!(weekly.bank_account_holder.unwrap().expose(), "최*험");
    assert_eq!(weekly.bank_name.unwrap().expose(), "시험은행");
    assert_eq!(weekly.bank_account.unwrap().expose(), "352777****");
    assert_eq!((reserve.settlement_type, reserve.status), (SettlementType::Reserve, SettlementStatus::Subject));
}

#[test]
fn the_models_have_every_documented_field_and_the_fixtures_show_them() {
    let models: [(&str, &[&str]); 4] = [
        ("RevenueRecord", RevenueRecord::FIELDS),
        ("RevenueDeliveryFee", RevenueDeliveryFee::FIELDS),
        ("RevenueItem", RevenueItem::FIELDS),
        ("SettlementHistory", SettlementHistory::FIELDS),
    ];
    assert_table(FIELDS, &models, 8 + 11 + 22 + 25);
    assert_shown(&rows(REVENUE, "/data"), RevenueRecord::FIELDS);
    assert_shown(&rows(REVENUE, "/data/0/deliveryFee"), RevenueDeliveryFee::FIELDS);
    assert_shown(&rows(REVENUE, "/data/0/items"), RevenueItem::FIELDS);
    assert_shown(&rows(HISTORIES, ""), SettlementHistory::FIELDS);
}

#[test]
fn every_documented_value_is_known() {
    let types: Vec<&str> = SettlementType::ALL.iter().map(SettlementType::as_str).collect();
    assert_eq!(types, ["MONTHLY", "WEEKLY", "ADDITIONAL", "RESERVE", "DAILY"]);
    let states: Vec<&str> = SettlementStatus::ALL.iter().map(SettlementStatus::as_str).collect();
    assert_eq!(states, ["DONE", "SUBJECT"]);
    assert_eq!(SaleType::ALL.iter().map(SaleType::as_str).collect::<Vec<_>>(), ["SALE", "REFUND"]);
    assert_eq!(TaxType::ALL.iter().map(TaxType::as_str).collect::<Vec<_>>(), ["TAX", "FREE"]);
}

#[test]
fn a_payout_shows_nobody_and_reads_again_as_it_was_written() {
    let row = rows(HISTORIES, "").remove(0);
    let history: SettlementHistory = read(&row);
    let again: SettlementHistory = read(&serde_json::to_value(&history).unwrap());
    assert_eq!(again.final_amount, history.final_amount, "amounts are written as objects");
    let shown = format!("{history:?}");
    for hidden in ["최*험", "시험은행", "352777"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
}
