//! Acknowledging, completing, and what batches have in common.

use super::{acknowledge, ask, tell, text};
use crate::open::Question;
use crate::support::{opened, sheets, sheets_of, shop};
use crate::waybills::{id, items, post, ready, whole};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "result_order",
        result_order,
        &[
            ("as_named", "acknowledged as named, shipped as named"),
            ("reversed", "acknowledged reversed, shipped reversed"),
        ],
    )
    .of(crowd),
    Question::new(
        "acknowledgement_lag_seconds",
        acknowledgement_lag,
        &[("0", "INSTRUCT at once"), ("1800", "ACCEPT after 1799 s, INSTRUCT after 1800 s")],
    )
    .of(crowd),
    Question::new(
        "acknowledge_code",
        acknowledge_code,
        &[
            ("waybill_table", "INVALID_STATUS, ORDER_DELIVERY_CANCELED"),
            ("only_seen", "NOT_FOUND_SHIPMENT_BOX, NOT_FOUND_SHIPMENT_BOX"),
        ],
    )
    .of(crowd),
    Question::new("retry_unknown_box", retry, &[("true", "retry"), ("false", "no retry")]).of(crowd),
    Question::new("acknowledgement_needs_vendor", vendor, &[("false", "200"), ("true", "400")]).of(crowd),
    Question::new("long_acknowledgement", many, &[("false", "400, none prepared"), ("true", "200, 51 prepared")])
        .of(crowd),
    Question::new(
        "empty_batch_refused",
        empty,
        &[("false", "acknowledgement -1, upload -1"), ("true", "acknowledgement 400, upload 400")],
    )
    .of(crowd),
    Question::new(
        "failed_completion",
        failed_completion,
        &[("400", "400: 배송완료 처리 실패. 배송상태: INSTRUCT"), ("false", "200: SUCCESS, data false")],
    )
    .of(crowd),
    Question::new(
        "completion_days",
        completion_days,
        &[("30", "after 31 days 200, after 33 days 200"), ("32", "after 31 days 400, after 33 days 200")],
    )
    .of(crowd),
];

fn crowd() -> GatewayBuilder {
    let crowd = shop().orders_per_day(OrderStatus::Accept, 100).orders_per_day(OrderStatus::Instruct, 20);
    crowd.claims_per_day(ClaimKind::StopRequested, 0)
}

/// The paid boxes that can be acknowledged.
fn free(gateway: &Gateway) -> Vec<i64> {
    let free = |sheet: &Value| items(sheet).iter().all(|item| item["holdCountForCancel"] == 0);
    sheets(gateway, OrderStatus::Accept, opened()).iter().filter(|sheet| free(sheet)).map(id).collect()
}

fn results(body: &Value) -> &[Value] {
    body["data"]["responseList"].as_array().expect("results")
}

fn result_order(gateway: &Gateway) -> String {
    let order = |body: &Value, named: &[i64]| {
        let ids: Vec<i64> = results(body).iter().map(id).collect();
        if ids == named {
            "as named"
        } else if ids.iter().rev().eq(named) {
            "reversed"
        } else {
            "otherwise"
        }
    };
    let paid = free(gateway);
    let (_, acknowledged) = acknowledge(gateway, &paid[..3], opened());
    let boxes = ready(gateway, opened());
    let rows = [whole(&boxes[0], "CJGLS", "600000000001"), whole(&boxes[1], "CJGLS", "600000000002")].concat();
    let (_, shipped) = post(gateway, "invoices", &rows, opened());
    let named = [id(&boxes[0]), id(&boxes[1])];
    format!("acknowledged {}, shipped {}", order(&acknowledged, &paid[..3]), order(&shipped, &named))
}

fn acknowledgement_lag(gateway: &Gateway) -> String {
    let paid = free(gateway)[0];
    assert_eq!(acknowledge(gateway, &[paid], opened()).1["data"]["responseCode"], 0);
    let status = |seconds| {
        let (_, body) = ask(gateway, "v4", &format!("ordersheets/{paid}"), opened() + Duration::from_secs(seconds));
        text(&body["data"]["status"]).to_owned()
    };
    if status(0) == "INSTRUCT" {
        return "INSTRUCT at once".to_owned();
    }
    format!("{} after 1799 s, {} after 1800 s", status(1_799), status(1_800))
}

fn acknowledge_code(gateway: &Gateway) -> String {
    let paid = free(gateway);
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id: paid[1] }, opened()));
    acknowledge(gateway, &paid[..1], opened());
    let (_, body) = acknowledge(gateway, &paid[..2], opened());
    let code = |result: &Value| {
        assert_eq!(result["resultMessage"], "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.");
        text(&result["resultCode"]).to_owned()
    };
    results(&body).iter().map(code).collect::<Vec<_>>().join(", ")
}

fn retry(gateway: &Gateway) -> String {
    let (_, body) = acknowledge(gateway, &[7], opened());
    let result = &results(&body)[0];
    assert_eq!(result["resultCode"], "NOT_FOUND_SHIPMENT_BOX");
    if result["retryRequired"] == true { "retry" } else { "no retry" }.to_owned()
}

fn vendor(gateway: &Gateway) -> String {
    let body = json!({ "shipmentBoxIds": &free(gateway)[..1] });
    tell(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, opened()).0.to_string()
}

fn many(gateway: &Gateway) -> String {
    let (status, _) = acknowledge(gateway, &free(gateway)[..51], opened());
    let prepared = gateway.commits().len();
    format!("{status}, {} prepared", if prepared == 0 { "none".to_owned() } else { prepared.to_string() })
}

fn empty(gateway: &Gateway) -> String {
    let seen = |(status, body): (u16, Value)| {
        if status == 200 { body["data"]["responseCode"].to_string() } else { status.to_string() }
    };
    let upload = post(gateway, "invoices", &[], opened());
    format!("acknowledgement {}, upload {}", seen(acknowledge(gateway, &[], opened())), seen(upload))
}

fn complete(gateway: &Gateway, sheet: &Value, number: &Value) -> (u16, Value) {
    let body = json!({ "shipmentBoxId": sheet["shipmentBoxId"], "invoiceNumber": number });
    tell(gateway, "POST", "v4/vendors/A00012345/completeLongTermUndelivery", &body, opened())
}

fn failed_completion(gateway: &Gateway) -> String {
    let (status, body) = complete(gateway, &ready(gateway, opened())[0], &"1".into());
    let data = body.get("data").map(|data| format!(", data {data}"));
    format!("{status}: {}{}", text(&body["message"]), data.unwrap_or_default())
}

fn completion_days(gateway: &Gateway) -> String {
    // 31 and 33 days before the 2nd of March, at any time of the day.
    let after = |day| {
        let sheets = sheets_of(gateway, OrderStatus::Departure, (day, day), opened());
        let uploaded = |sheet: &&Value| text(&sheet["orderItems"][0]["invoiceNumberUploadDate"]).starts_with(day);
        let sheet = sheets.iter().find(uploaded).expect("a parcel of that day");
        complete(gateway, sheet, &sheet["invoiceNumber"]).0
    };
    format!("after 31 days {}, after 33 days {}", after("2026-01-30"), after("2026-01-28"))
}
