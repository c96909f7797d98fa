//! What the PyPI package `python-coupang` reads: revenue, payouts and the stock of options. It takes a base URL.
//!
//! It signs the query before `requests` escapes it, which shows as soon as a value needs escaping.

use commerce_sandbox::coupang::{DEFAULT_VENDOR, Gateway};
use serde_json::{Value, json};

use crate::pypi::{Exchange, Package};
use crate::shop::Shop;

/// What a day holds by the README.
const REVENUE_ROWS: usize = 4;

/// What a read returns that is answered as the package wants it.
fn read(package: &mut Package, function: &str, arguments: &Value) -> Value {
    let called = package.call(function, arguments);
    assert!(matches!(called.exchanges[..], [Exchange { status: Some(200), .. }]), "{function}: {called:?}");
    called.answer
}

#[test]
fn revenue_and_the_stock_of_what_was_sold() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::python_coupang(&shop.url) else { return };
    let week = json!([DEFAULT_VENDOR, shop.day(7), shop.day(1), "", 50]);
    let revenue = read(&mut package, "settlement.get_sales_detail", &week);
    let rows = revenue["data"].as_array().unwrap();
    assert_eq!((&revenue["code"], rows.len(), &revenue["hasNext"]), (&json!(200), 7 * REVENUE_ROWS, &json!(false)));

    let sold = rows.iter().flat_map(|row| row["items"].as_array().unwrap()).next().unwrap();
    let stock = read(&mut package, "products.get_item_quantities", &json!([sold["vendorItemId"]]));
    assert_eq!((&stock["code"], &stock["data"]["sellerItemId"]), (&json!("SUCCESS"), &sold["vendorItemId"]));
    assert_eq!((shop.calls(), shop.commits()), (2, vec![]));
}

#[test]
fn the_payouts_of_a_month_are_its_weeks_and_what_they_withheld() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::python_coupang(&shop.url) else { return };
    let payouts = read(&mut package, "settlement.get_settlement_detail", &json!(["2025-01"]));
    let (reserve, weeks) = payouts.as_array().unwrap().split_last().unwrap();
    assert_eq!((&reserve["settlementType"], weeks.len()), (&json!("RESERVE"), 5), "31 days touch five weeks");
    assert!(weeks.iter().all(|week| week["settlementType"] == "WEEKLY"));
    let withheld: i64 = weeks.iter().map(|week| week["lastAmount"].as_i64().unwrap()).sum();
    assert_eq!(reserve["finalAmount"], withheld);
}

#[test]
fn a_page_token_that_is_escaped_after_signing_is_an_invalid_signature() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::python_coupang(&shop.url) else { return };
    let page = |token: &Value| json!([DEFAULT_VENDOR, shop.day(7), shop.day(1), token, 20]);
    let first = read(&mut package, "settlement.get_sales_detail", &page(&"".into()));
    assert_eq!((first["data"].as_array().unwrap().len(), &first["hasNext"]), (20, &json!(true)));
    let called = package.call("settlement.get_sales_detail", &page(&first["nextToken"]));
    let [refused] = &called.exchanges[..] else { panic!("no second attempt: {called:?}") };
    assert_eq!((refused.status, refused.message.as_deref()), (Some(401), Some("Invalid signature.")));
    assert_eq!((called.printed, shop.calls()), (vec!["HTTPError".to_owned()], 2));
}
