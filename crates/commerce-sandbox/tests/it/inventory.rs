//! Changing options: every write with its success, its documented refusals, and what it leaves alone.

use crate::support::{commits, get, json, opened, shop};
use commerce_sandbox::coupang::{Gateway, Happening};
use serde_json::{Value, json};

const OPTION: i64 = 80_000_001_000;
const ANOTHER: i64 = 80_000_002_000;

fn path(rest: &str) -> String {
    format!("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{rest}")
}

fn put(gateway: &Gateway, rest: &str) -> (u16, Value) {
    crate::support::call(gateway, "PUT", &path(rest), "", opened())
}

fn refused(gateway: &Gateway, rest: &str) -> String {
    let (status, body) = put(gateway, rest);
    assert_eq!((status, &body["code"]), (400, &"ERROR".into()), "{rest}: {body}");
    body["message"].as_str().expect("a message").to_owned()
}

fn taken(gateway: &Gateway, rest: &str) -> Value {
    let (status, body) = put(gateway, rest);
    assert_eq!((status, &body["code"], &body["data"]), (200, &"SUCCESS".into(), &Value::Null), "{rest}: {body}");
    body["message"].clone()
}

fn stock(gateway: &Gateway, option: i64) -> Value {
    let mut body = json(&get(gateway, &path(&format!("{option}/inventories")), opened()));
    body["data"].take()
}

#[test]
fn each_write_changes_its_field_once_and_a_repeat_changes_nothing() {
    let gateway = shop().build().expect("a gateway");
    let mut expected = stock(&gateway, OPTION);
    for (field, value, write, message, operation) in [
        ("amountInStock", json!(7), "quantities/7", "재고 변경을 완료했습니다.", "inventory.set_quantity"),
        ("salePrice", json!(13_000), "prices/13000", "가격 변경을 완료했습니다.", "inventory.set_price"),
        (
            "salePrice",
            json!(90_000),
            "prices/90000?forceSalePriceUpdate=true",
            "가격 변경을 완료했습니다.",
            "inventory.set_price",
        ),
        ("onSale", json!(false), "sales/stop", "판매 중지 처리되었습니다.", "inventory.stop_sale"),
        ("onSale", json!(true), "sales/resume", "판매가 재개되었습니다.", "inventory.resume_sale"),
        ("amountInStock", json!(0), "quantities/0", "재고 변경을 완료했습니다.", "inventory.set_quantity"),
    ] {
        if expected[field] == value {
            continue;
        }
        let before = commits(&gateway).len();
        assert_eq!(taken(&gateway, &format!("{OPTION}/{write}")), message);
        expected[field] = value;
        assert_eq!(stock(&gateway, OPTION), expected, "{write}");
        assert_eq!(taken(&gateway, &format!("{OPTION}/{write}")), message, "a repeat is answered the same");
        assert_eq!(commits(&gateway)[before..], [(operation, OPTION)], "{write}");
    }
    let before = commits(&gateway).len();
    for _ in 0..2 {
        assert_eq!(taken(&gateway, &format!("{OPTION}/original-prices/0")), "할인율 기준가격이 변경되었습니다.");
    }
    assert_eq!(commits(&gateway)[before..], [("inventory.set_original_price", OPTION)]);
    assert_eq!(stock(&gateway, OPTION), expected, "no read shows it");
}

#[test]
fn the_price_keeps_to_its_limits_unless_forced() {
    let gateway = shop().build().expect("a gateway");
    // It costs 12,900 won: half of it is 6,450, twice is 25,800.
    let ratio = format!(
        "가격변경에 실패했습니다. [옵션ID[{OPTION}] : 판매가 변경이 불가능합니다. 변경 전 판매가의 최대 50% 인하/최대 100% 인상까지 변경가능합니다.]"
    );
    for price in [6_440, 25_810] {
        assert_eq!(refused(&gateway, &format!("{OPTION}/prices/{price}")), ratio);
        assert_eq!(refused(&gateway, &format!("{OPTION}/prices/{price}?forceSalePriceUpdate=false")), ratio);
    }
    let tens = format!(
        "가격변경에 실패했습니다. [옵션ID[{OPTION}]: 가격은 최소 10원 단위로 입력가능합니다. (1원단위 입력 불가)]"
    );
    for price in ["12905", "0", "12900.0", "-10", "12,900", ""] {
        assert_eq!(refused(&gateway, &format!("{OPTION}/prices/{price}?forceSalePriceUpdate=true")), tens, "{price}");
    }
    assert_eq!(refused(&gateway, &format!("{OPTION}/original-prices/5")), tens);
    assert_eq!(refused(&gateway, &format!("{OPTION}/prices/12900?forceSalePriceUpdate=yes")).len(), 43);
    let generated = refused(&gateway, &format!("{}/prices/12900", OPTION + 500));
    assert!(generated.starts_with("자동생성옵션의 가격을 직접 수정할 수 없습니다."), "{generated}");
    assert_eq!(refused(&gateway, "7/prices/12900"), "유효하지 않은 ID입니다.");
    assert_eq!(commits(&gateway), []);
    for price in [6_450, 12_900] {
        taken(&gateway, &format!("{OPTION}/prices/{price}"));
    }
}

#[test]
fn what_is_deleted_unknown_or_suspended_stays_as_it_is() {
    let gateway = shop().build().expect("a gateway");
    assert!(gateway.happen(Happening::OptionDeleted { vendor_item_id: OPTION }, opened()));
    assert!(gateway.happen(Happening::OptionSuspended { vendor_item_id: ANOTHER }, opened()));
    assert!(!gateway.happen(Happening::OptionDeleted { vendor_item_id: 7 }, opened()));
    assert!(!gateway.happen(Happening::OptionSuspended { vendor_item_id: OPTION }, opened()));
    for (write, failed) in [
        ("quantities/1", "재고변경에 실패했습니다."),
        ("prices/12900", "가격변경에 실패했습니다."),
        ("original-prices/12900", "가격변경에 실패했습니다."),
        ("sales/stop", "판매중지에 실패했습니다."),
        ("sales/resume", "판매재개에 실패했습니다."),
    ] {
        let deleted = format!("{failed} [옵션ID[{OPTION}] : 삭제된 상품은 변경이 불가능합니다.]");
        assert_eq!(refused(&gateway, &format!("{OPTION}/{write}")), deleted);
        if write != "prices/12900" {
            assert_eq!(refused(&gateway, &format!("7/{write}")), format!("{failed} [vendoritemid 7 not found]"));
        }
    }
    let gone = json(&get(&gateway, &path(&format!("{OPTION}/inventories")), opened()));
    assert_eq!(gone["message"], format!("유효한 옵션이 없습니다: [vendorItemId={OPTION}]"));
    assert_eq!(stock(&gateway, ANOTHER)["onSale"], false);
    assert_eq!(
        refused(&gateway, &format!("{ANOTHER}/sales/resume")),
        format!("판매재개에 실패했습니다. [옵션ID({ANOTHER})은 쿠팡의 모니터링에 의해 '판매중지'된 상품입니다.]")
    );
    for quantity in ["-1", "1.5", "", "x", "99999999999999999999"] {
        let message = refused(&gateway, &format!("{ANOTHER}/quantities/{quantity}"));
        assert_eq!(message, "유효하지 않은 재고수량입니다.", "{quantity}");
    }
    assert_eq!(commits(&gateway), []);
}

#[test]
fn only_a_put_on_a_known_path_is_a_write() {
    let gateway = shop().build().expect("a gateway");
    for (method, rest) in [
        ("POST", "80000001000/quantities/1"),
        ("PATCH", "80000001000/prices/12900"),
        ("PUT", "80000001000/quantities"),
        ("PUT", "80000001000/quantities/1/"),
        ("PUT", "80000001000/sales/pause"),
        ("PUT", "80000001000/inventories"),
    ] {
        assert_eq!(crate::support::call(&gateway, method, &path(rest), "", opened()).0, 404, "{method} {rest}");
    }
}
