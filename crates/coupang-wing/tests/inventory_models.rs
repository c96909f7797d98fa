//! The inventory of an option against its fixture and field table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod fixture;

use coupang_wing::Money;
use coupang_wing::inventory::VendorItemInventory;
use fixture::{assert_shown, assert_table, read, rows};

const FIXTURE: &str = include_str!("../fixtures/inventory.get.v1.json");
const FIELDS: &str = include_str!("../fixtures/inventory.fields.json");

#[test]
fn it_reads_into_types() {
    let inventory: VendorItemInventory = read(&rows(FIXTURE, "/data")[0]);
    assert_eq!(inventory.vendor_item_id.get(), 70_000_000_011);
    assert_eq!((inventory.amount_in_stock, inventory.sale_price), (Some(12), Some(Money::krw(32_000))));
    assert_eq!((inventory.on_sale, inventory.best_price_guaranteed_3p), (Some(true), Some(false)));
    assert!(inventory.extra.expose().is_empty());
}

#[test]
fn the_model_has_every_documented_field_and_the_fixture_shows_them() {
    assert_table(FIELDS, &[("VendorItemInventory", VendorItemInventory::FIELDS)], 5);
    assert_shown(&rows(FIXTURE, "/data"), VendorItemInventory::FIELDS);
}
