//! The writes of an option.

use crate::support::{call, opened};
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;

/// It costs 12,900 won.
const OPTION: &str = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/80000001000";

fn put(gateway: &Gateway, rest: &str) -> (u16, Value) {
    call(gateway, "PUT", &format!("{OPTION}/{rest}"), "", opened())
}

pub(super) fn stock(gateway: &Gateway) -> String {
    let status = |amount: u32| {
        let (status, body) = put(gateway, &format!("quantities/{amount}"));
        assert!(status == 200 || body["message"] == "유효하지 않은 재고수량입니다.", "{body}");
        status
    };
    format!("100 {}, 101 {}", status(100), status(101))
}

pub(super) fn zero_price(gateway: &Gateway) -> String {
    assert_eq!(put(gateway, "prices/0").0, 400, "unless forced it is too low in any case");
    let status = put(gateway, "prices/0?forceSalePriceUpdate=true").0;
    let now = call(gateway, "GET", &format!("{OPTION}/inventories"), "", opened()).1;
    format!("{status}, it costs {}", now["data"]["salePrice"])
}

pub(super) fn data(gateway: &Gateway) -> String {
    let answers =
        ["quantities/7", "prices/13000", "original-prices/13000", "sales/stop", "sales/resume"].map(|write| {
            let (status, body) = put(gateway, write);
            assert_eq!((status, &body["code"]), (200, &"SUCCESS".into()), "{write}");
            body.get("data").map_or_else(|| "no data".to_owned(), Value::to_string)
        });
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    answers[0].clone()
}
