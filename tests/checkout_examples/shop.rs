//! `checkout_flow --serve`: the shop for a buyer with a browser, here a plain HTTP client.

use std::process::Stdio;
use std::time::Duration;

use commerce_sandbox::korea_checkout::DEFAULT_WEBHOOK_SECRET;
use serde_json::json;

use crate::http::{get, post};
use crate::listening::Listening;
use crate::{example, receiver};

fn open() -> Listening {
    // The queue of a shop that is killed stays behind, so it lies among the things of these tests.
    let mut shop = example("checkout_flow");
    Listening::start(shop.arg("--serve").env("TMPDIR", env!("CARGO_TARGET_TMPDIR")).stderr(Stdio::inherit()))
}

/// What an order's page says, within ten seconds of waiting for something else than `but`.
fn title(page: &str, but: &str) -> String {
    for _ in 0..100 {
        let shown = get(page).body;
        let title = shown.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        if title != but {
            return title.to_owned();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    but.to_owned()
}

#[test]
fn the_shop_shows_what_the_api_confirms_and_nothing_that_anybody_says() {
    let shop = open();
    let url = |path: &str| format!("{}{path}", shop.url);
    assert!(get(&url("/")).body.contains("구매하기"));
    assert_eq!(get(&url("/orders/order-1001")).status, 404);
    let bought = post(&url("/orders"), &[], b"");
    assert_eq!(bought.status, 303);
    let hosted = bought.location().to_owned();
    let order = url("/orders/order-1001");
    assert_eq!(title(&format!("{order}?status=completed"), ""), "결제 확인 중", "a return URL proves nothing");

    // A forgery, and a lie with a good signature.
    let session = hosted.rsplit('/').next().unwrap();
    let data = json!({"sessionId": session, "platformOrderId": "order-1001", "totalAmount": 29_000, "currency": "KRW"});
    let lie = json!({"event": "payment.completed", "data": data}).to_string();
    let signed = |secret: &str| receiver::hex_code(secret, lie.as_bytes());
    let deliver = |code: &str| post(&url("/webhooks"), &[("x-korea-checkout-signature", code)], lie.as_bytes()).status;
    assert_eq!(deliver(&signed("another-secret")), 400);
    assert_eq!(deliver(&signed(DEFAULT_WEBHOOK_SECRET)), 200);
    // No event at all, and one that nobody knows: the others must not be stuck behind them.
    for body in ["{}", r#"{"event":"김카나리"}"#] {
        let code = receiver::hex_code(DEFAULT_WEBHOOK_SECRET, body.as_bytes());
        let delivered = post(&url("/webhooks"), &[("x-korea-checkout-signature", &code)], body.as_bytes());
        assert_eq!(delivered.status, 200);
    }

    let failed = post(&url("/orders"), &[], b"").location().to_owned();
    assert_eq!(post(&failed, &[], b"action=fail").status, 303);
    assert_eq!(title(&url("/orders/order-1002"), "결제 확인 중"), "결제되지 않음");
    assert_eq!(title(&order, ""), "결제 확인 중", "the lie came before the failure, and was not believed");

    let back = post(&hosted, &[], b"action=pay&method=card");
    assert_eq!((back.status, back.location()), (303, order.as_str()));
    assert_eq!(title(&order, "결제 확인 중"), "결제 완료");

    let [steps, _] = shop.kill();
    assert!(steps.contains("confirm: payment.completed is not what the API says, nothing is shipped"), "{steps}");
    assert!(steps.contains("webhook: not an event: "), "{steps}");
    assert!(steps.contains("confirm: what was received is not what the API says"), "{steps}");
    assert!(steps.is_ascii() && !steps.contains('@'), "{steps}");
}
