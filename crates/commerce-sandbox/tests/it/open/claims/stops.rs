//! What is open about goods whose buyer cancelled before they left.

use super::{Question, again, counted, receipt_id, slow_return, told, write};
use crate::support::{opened, read};
use commerce_sandbox::coupang::Gateway;
use serde_json::{Value, json};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "second_stop",
        |gateway| {
            let row = slow_return(gateway, "RELEASE_STOP_UNCHECKED");
            let stop = || told(&counted(gateway, &row, "stoppedShipment", 0));
            format!("{}, {}, {} commit", stop(), stop(), gateway.commits().len())
        },
        &[("refused", "200 SUCCESS, 400, 1 commit"), ("same", "200 SUCCESS, 200 SUCCESS, 1 commit")],
    ),
    Question::new(
        "refused_stop",
        |gateway| told(&counted(gateway, &slow_return(gateway, "RETURNS_UNCHECKED"), "stoppedShipment", 0)),
        &[("fail_in_200", "200 FAIL"), ("400", "400"), ("500", "500")],
    ),
    Question::new(
        "wrong_count",
        |gateway| told(&counted(gateway, &slow_return(gateway, "RELEASE_STOP_UNCHECKED"), "stoppedShipment", 1)),
        &[("400", "400"), ("500", "500"), ("fail_in_200", "200 FAIL")],
    ),
    Question::new(
        "wrong_count_prefixed",
        |gateway| {
            let stop = counted(gateway, &slow_return(gateway, "RELEASE_STOP_UNCHECKED"), "stoppedShipment", 1).1;
            let approval = counted(gateway, &slow_return(gateway, "VENDOR_WAREHOUSE_CONFIRM"), "approval", 1).1;
            let prefixed = |body: &Value| {
                let text = body["message"].as_str().expect("a text");
                assert!(text.contains("취소반품접수수량과 cancelCount가 일치하지 않습니다"));
                text.starts_with("[INTERNAL_SERVER_ERROR]")
            };
            format!("{}, {}", prefixed(&stop), prefixed(&approval))
        },
        &[("true", "true, true"), ("false", "false, false")],
    ),
    Question::new(
        "unknown_stop_receipt",
        |gateway| {
            let stop = write(gateway, 7, "stoppedShipment", &json!({ "cancelCount": 1 }));
            format!("{}, {}", told(&stop), told(&shipped(gateway, 7)))
        },
        &[("400", "400, 400"), ("500", "500, 500"), ("fail_in_200", "200 FAIL, 200 FAIL")],
    ),
    Question::new(
        "refused_already_shipped",
        |gateway| told(&shipped(gateway, receipt_id(&slow_return(gateway, "RETURNS_UNCHECKED")))),
        &[("fail_in_200", "200 FAIL"), ("400", "400"), ("500", "500")],
    ),
    Question::new(
        "already_shipped_completes",
        |gateway| {
            let row = slow_return(gateway, "RELEASE_STOP_UNCHECKED");
            format!("{}, {}", told(&shipped(gateway, receipt_id(&row))), again(gateway, &row)["receiptStatus"])
        },
        &[("false", "200 SUCCESS, \"RETURNS_UNCHECKED\""), ("true", "200 SUCCESS, \"RETURNS_COMPLETED\"")],
    ),
    Question::new(
        "already_shipped_moves_box",
        |gateway| {
            let row = slow_return(gateway, "RELEASE_STOP_UNCHECKED");
            assert_eq!(told(&shipped(gateway, receipt_id(&row))), "200 SUCCESS");
            let box_id = &row["returnItems"][0]["shipmentBoxId"];
            let sheet = read(gateway, &format!("v4/vendors/A00012345/ordersheets/{box_id}"), opened());
            format!("{} {}", sheet["status"], sheet["invoiceNumber"])
        },
        &[("true", "\"DEPARTURE\" \"4100000001\""), ("false", "\"INSTRUCT\" \"\"")],
    ),
    Question::new(
        "already_shipped_code_on_top",
        |gateway| {
            let done = shipped(gateway, receipt_id(&slow_return(gateway, "RELEASE_STOP_UNCHECKED"))).1;
            let failed = shipped(gateway, receipt_id(&slow_return(gateway, "RETURNS_UNCHECKED"))).1;
            let place = |body: &Value| match (body["code"] == "200", body["data"]["code"] == "200") {
                (true, false) => "on top",
                (false, true) => "in data",
                _ => "elsewhere",
            };
            format!("{}, {}", place(&done), place(&failed))
        },
        &[("false", "in data, in data"), ("true", "on top, on top")],
    ),
];

fn shipped(gateway: &Gateway, id: i64) -> (u16, Value) {
    let waybill = json!({ "deliveryCompanyCode": "HANJIN", "invoiceNumber": "4100000001" });
    write(gateway, id, "completedShipment", &waybill)
}
