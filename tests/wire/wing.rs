//! A coupang-wing client with recognisable values, and the order list that it asks for.
#![allow(dead_code, reason = "each test binary uses its own part")]

use coupang_wing::orders::{OrderQuery, OrderSheet, OrderStatus};
use coupang_wing::{Config, Error, Market, Wing};
use serde_json::{Value, json};

pub(crate) const VENDOR: &str = "A00012345";
pub(crate) const ACCESS_KEY: &str = "canary-access-4f1d7c52";
pub(crate) const SECRET_KEY: &str = "canary-secret-9b0e6a37d1c84f25";
pub(crate) const LIST_PATH: &str = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets";

pub(crate) const NAME: &str = "카나리아김";
pub(crate) const PHONE: &str = "0507-7311-9046";
pub(crate) const ADDRESS: &str = "서울특별시 송파구 카나리아로 570";

pub(crate) fn config() -> Config {
    Config::new(VENDOR, ACCESS_KEY.to_owned(), SECRET_KEY.to_owned()).unwrap()
}

/// A client of a loopback server.
pub(crate) fn wing(base_url: &str) -> Wing {
    Wing::loopback(base_url, config()).unwrap()
}

/// The same in a market.
pub(crate) fn wing_in(market: Market, base_url: &str) -> Wing {
    Wing::loopback(base_url, config().with_market(market)).unwrap()
}

/// The accepted orders of two days.
pub(crate) fn query() -> OrderQuery {
    let day = |text: &str| text.parse().unwrap();
    OrderQuery::days(day("2026-03-01"), day("2026-03-02"), OrderStatus::Accept).unwrap()
}

/// Lists the orders of [`query`], all pages.
pub(crate) async fn list(wing: &Wing) -> Result<Vec<OrderSheet>, Error> {
    let mut listing = wing.orders().list(query());
    let mut sheets = Vec::new();
    while let Some(sheet) = listing.next().await {
        sheets.push(sheet?);
    }
    Ok(sheets)
}

/// A page with one order of one person.
pub(crate) fn page(next_token: &str) -> Value {
    json!({"code": 200, "message": "OK", "nextToken": next_token, "data": [{
        "shipmentBoxId": 102_345_678_901_234_567_i64,
        "orderId": 9_100_041_863_244_i64,
        "status": "ACCEPT",
        "orderer": {"name": NAME, "safeNumber": PHONE},
        "receiver": {"name": NAME, "safeNumber": PHONE, "addr1": ADDRESS, "postCode": "05510"},
        "orderItems": [{"vendorItemId": 3_245_001_231_i64}],
    }]})
}
