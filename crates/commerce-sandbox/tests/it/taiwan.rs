//! The two operations that only Taiwan has.

use crate::support::{API, authorization_of, commits, default_signer, json, opened, read};
use crate::waybills::{id, preparing, ready};
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Request, Response};
use serde_json::{Value, json};

fn call(gateway: &Gateway, what: &str, body: &Value, market: Option<&str>) -> Response<Bytes> {
    let target = format!("{API}/v1/vendors/A00012345/orders/directIntegration/{what}");
    let header = authorization_of(&default_signer(), "POST", &target, opened());
    let mut request = Request::post(&target).header(AUTHORIZATION, header);
    if let Some(market) = market {
        request = request.header("X-MARKET", market);
    }
    gateway.handle(request.body(Bytes::from(body.to_string())).expect("a request"), opened())
}

#[test]
fn boxes_get_numbers_and_labels_in_taiwan_alone() {
    let gateway = preparing(20);
    let boxes = ready(&gateway, opened());
    let (one, other) = (id(&boxes[0]), id(&boxes[1]));
    let entry = |id: i64, carrier: &str| json!({ "shipmentBoxId": id, "deliveryCompanyCode": carrier, "returnCenterCode": "1" });
    let both = json!([entry(one, "TWL_FM"), entry(other, "TWL_FM"), entry(7, "TWL_FM")]);
    for market in [None, Some("KR")] {
        assert_eq!(call(&gateway, "arrangeShipment", &both, market).status(), 404, "{market:?}");
        assert_eq!(call(&gateway, "downloadInvoices", &both, market).status(), 404, "{market:?}");
    }
    let refused = |body: Value| call(&gateway, "arrangeShipment", &body, Some("TW")).status().as_u16();
    assert_eq!(refused(json!([entry(one, "TWL_FM"), entry(other, "TWL_711")])), 400, "one carrier a call");
    assert_eq!(refused(json!([entry(one, "CJGLS")])), 400);
    assert_eq!(refused(json!([entry(one, "TWL_KERRY")])), 400, "it needs another field");
    assert_eq!(refused(json!([])), 400);
    assert_eq!(commits(&gateway), []);

    let answer = json(&call(&gateway, "arrangeShipment", &both, Some("TW")));
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(3));
    let arranged = &answer[one.to_string()];
    assert_eq!((&arranged["success"], &arranged["shipmentBoxId"]), (&true.into(), &one.into()));
    assert!(arranged["invoiceNumberInvalidTime"].as_str().is_some_and(|at| at.ends_with("+09:00")));
    assert_eq!(answer["7"]["success"], false);
    let now = read(&gateway, &format!("v5/vendors/A00012345/ordersheets/{one}"), opened());
    assert_eq!((&now["status"], &now["invoiceNumber"]), (&"DEPARTURE".into(), &arranged["invoiceNumber"]));
    let again = json(&call(&gateway, "arrangeShipment", &json!([entry(one, "TWL_FM")]), Some("TW")));
    assert_eq!(again[one.to_string()]["success"], false);
    assert_eq!(commits(&gateway), [("orders.tw_arrange_shipment", one), ("orders.tw_arrange_shipment", other)]);

    let label = json!({ "shipmentBoxId": one, "invoiceNumber": arranged["invoiceNumber"] });
    let print = |labels: Vec<Value>| {
        let body = json!({ "deliveryCompanyCode": "TWL_FM", "invoicePrintDtoList": labels });
        call(&gateway, "downloadInvoices", &body, Some("TW"))
    };
    let file = print(vec![label.clone()]);
    assert_eq!(
        (file.status().as_u16(), &file.headers()[CONTENT_TYPE]),
        (200, &"application/pdf".parse().expect("a value"))
    );
    assert_eq!(file.headers()[CONTENT_DISPOSITION], "attachment; filename=\"invoices.pdf\"");
    assert!(file.body().starts_with(b"%PDF"));
    assert_eq!(print(vec![label; 31]).status(), 400, "thirty at most");
    assert_eq!(print(vec![json!({ "shipmentBoxId": one, "invoiceNumber": "1" })]).status(), 400);
    assert_eq!(commits(&gateway).len(), 2, "printing changes nothing");
}
