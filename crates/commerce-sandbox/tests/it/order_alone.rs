//! One box, one order and one history: the same rows as in the lists, and the documented words of a refusal.

use crate::support::{days, get, json, list, opened, rows, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, OrderStatus};
use serde_json::Value;

fn target(version: &str, rest: &str) -> String {
    format!("/v2/providers/openapi/apis/api/{version}/vendors/A00012345/{rest}")
}

fn read(gateway: &Gateway, version: &str, rest: &str) -> (u16, Value) {
    let response = get(gateway, &target(version, rest), opened());
    (response.status().as_u16(), json(&response))
}

#[test]
fn a_row_is_the_same_in_the_list_alone_and_by_its_order() {
    let gateway = shop().build().expect("a gateway");
    for version in ["v4", "v5"] {
        for status in OrderStatus::ALL {
            let listed = list(&gateway, version, &days(version, "2026-03-01", "2026-03-01", status));
            for row in rows(&listed) {
                let (_, alone) = read(&gateway, version, &format!("ordersheets/{}", row["shipmentBoxId"]));
                assert_eq!((&alone["code"], &alone["data"]), (&"200".into(), row));
                let (_, of_order) = read(&gateway, version, &format!("{}/ordersheets", row["orderId"]));
                assert_eq!((&of_order["code"], rows(&of_order)), (&200.into(), std::slice::from_ref(row)));
                let (_, history) = read(&gateway, version, &format!("ordersheets/{}/history", row["shipmentBoxId"]));
                let [entry] = rows(&history) else { panic!("one box: {history}") };
                assert_eq!(entry["shipmentBoxId"], row["shipmentBoxId"]);
                let newest = &entry["details"][0];
                assert_eq!(newest["deliveryStatus"], row["status"]);
                let updated_at = newest["updatedAt"].as_str().expect("a time");
                assert_eq!(updated_at.ends_with("+09:00"), version == "v5", "{updated_at}");
            }
        }
    }
}

#[test]
fn an_order_appears_with_its_moment_and_not_before() {
    let gateway = shop().build().expect("a gateway");
    let tomorrow = opened() + std::time::Duration::from_secs(86_400 * 2);
    let query = days("v4", "2026-03-03", "2026-03-03", OrderStatus::Accept);
    let response = get(&gateway, &crate::support::target("v4", &query), tomorrow);
    let body = json(&response);
    let path = target("v4", &format!("ordersheets/{}", rows(&body)[0]["shipmentBoxId"]));
    assert_eq!(get(&gateway, &path, tomorrow).status(), 200);
    assert_eq!(get(&gateway, &path, opened()).status(), 400);
}

#[test]
fn what_is_not_there_is_refused_in_the_documented_words() {
    let gateway = shop().claims_per_day(ClaimKind::Cancelled, 1).build().expect("a gateway");
    let search = "returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&cancelType=CANCEL";
    let (_, cancelled) = read(&gateway, "v6", search);
    let cancelled = &rows(&cancelled)[0];
    let refused = |rest: &str| {
        let (status, body) = read(&gateway, "v5", rest);
        (status, body["message"].as_str().expect("a message").to_owned())
    };
    let gone_box = format!("ordersheets/{}", cancelled["returnItems"][0]["shipmentBoxId"]);
    for unreadable in [gone_box.as_str(), "ordersheets/7", "ordersheets/x", "ordersheets/999999999999999999999"] {
        assert_eq!(refused(unreadable), (400, "해당 주문이 취소 또는 반품되었습니다.".to_owned()), "{unreadable}");
        assert_eq!(refused(&format!("{unreadable}/history")), (500, "Internal Exception".to_owned()), "{unreadable}");
    }
    let sheets = list(&gateway, "v5", &days("v5", "2026-03-01", "2026-03-01", OrderStatus::Accept));
    let second_box = rows(&sheets)[0]["shipmentBoxId"].as_i64().expect("a box id") + 1;
    assert_eq!(refused(&format!("ordersheets/{second_box}")).0, 400, "every order has one box");
    let gone_order = format!("{}/ordersheets", cancelled["orderId"]);
    assert_eq!(refused(&gone_order), (400, "해당 주문이 취소 또는 반품 되었습니다.".to_owned()));
    for unknown in ["x", "+7", ""] {
        assert_eq!(refused(&format!("{unknown}/ordersheets")), (400, "유효하지 않은 주문번호 입니다.".to_owned()));
    }
    for foreign in ["7", "9000000000000", "9223372036854775807"] {
        let message = "다른 판매자의 주문을 조회할 수 없습니다.".to_owned();
        assert_eq!(refused(&format!("{foreign}/ordersheets")), (400, message), "{foreign}");
    }
    assert_eq!(read(&gateway, "v6", "ordersheets/7").0, 404, "there is no version 6");
}
