//! The hosted page: what it shows, what its buttons do, and what it never lets through.

use super::support::{
    SESSION, builder, call, done, events, later, order, order_with, paid, read, sandbox, session, start,
};
use bytes::Bytes;
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout};
use http::{Request, Response};
use serde_json::{Value, json};
use std::time::Duration;

fn visit(checkout: &Checkout, path: &str) -> Response<Bytes> {
    checkout.handle(Request::get(path).body(Bytes::new()).expect("a request"), start())
}

fn html(response: &Response<Bytes>) -> String {
    assert_eq!(response.headers()["content-type"], "text/html;charset=UTF-8");
    String::from_utf8(response.body().to_vec()).expect("text")
}

fn press(checkout: &Checkout, path: &str, form: &str) -> Response<Bytes> {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    checkout.handle(request.body(Bytes::from(form.to_owned())).expect("a request"), start())
}

fn location(response: &Response<Bytes>) -> &str {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().expect("text")
}

#[test]
fn it_shows_what_is_bought_in_korean_or_english() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    for path in [format!("/{id}"), format!("/checkout/{id}")] {
        let page = html(&visit(&checkout, &path));
        for text in [
            "lang=\"ko\"",
            "ORDER-1",
            "우롱차 ×\u{a0}3",
            "27,000원",
            "29,000원 결제하기",
            "2026-03-03 10:30",
            "카카오페이",
            "실제로 결제되지 않습니다",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
    }
    let page = html(&visit(&checkout, &format!("/{id}?lang=en")));
    for text in ["lang=\"en\"", "ORDER-1", "Pay ₩29,000", "KakaoPay", "No money moves"] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[test]
fn paying_sends_the_buyer_to_the_return_url() {
    let checkout = sandbox();
    for method in ["card", "virtual_account", "kakao_pay", "naver_pay"] {
        let id = session(&checkout, &order());
        let answer = press(&checkout, &format!("/{id}"), &format!("method={method}&action=pay"));
        assert_eq!(location(&answer), "https://shop.example.com/done");
        let read = read(&checkout, &id);
        assert_eq!((&read["status"], &read["paymentMethod"]), (&json!("completed"), &json!(method)));
    }
    assert_eq!(events(&checkout.take_due(start())), ["payment.completed"; 4]);
}

#[test]
fn failing_and_cancelling_have_their_buttons() {
    let checkout = sandbox();
    for (action, status, target) in
        [("fail", "failed", "https://shop.example.com/done"), ("cancel", "cancelled", "https://shop.example.com/cart")]
    {
        let id = session(&checkout, &order());
        assert_eq!(
            location(&press(&checkout, &format!("/{id}?lang=en"), &format!("action={action}&method=card"))),
            target
        );
        assert_eq!(read(&checkout, &id)["status"], status);
    }
}

#[test]
fn a21_the_return_url_gets_parameters_only_where_the_builder_says_so() {
    let checkout = builder().return_parameters(true).build().expect("a sandbox");
    let id = session(&checkout, &order_with("returnUrl", json!("https://shop.example.com/done?a=1#top")));
    let answer = press(&checkout, &format!("/{id}"), "action=pay");
    assert_eq!(location(&answer), format!("https://shop.example.com/done?a=1&sessionId={id}&status=completed#top"));
}

#[test]
fn what_came_to_its_end_says_so_and_takes_no_payment() {
    let checkout = sandbox();
    let sandbox = &checkout;
    let ended = |act: &dyn Fn(&str)| {
        let id = session(&checkout, &order());
        act(&id);
        id
    };
    let act = |action| move |id: &str| assert!(sandbox.act(id, action, start()).is_ok());
    let expire = |id: &str| drop(done(&checkout, "POST", &format!("{SESSION}/{id}/expire"), &Value::Null));
    let refunded = paid(&checkout);
    super::support::refund(&checkout, &refunded, Value::Null);
    let partly = paid(&checkout);
    super::support::refund(&checkout, &partly, json!(1));
    for (id, text, back) in [
        (paid(&checkout), "결제가 완료되었습니다.", "/done"),
        (ended(&act(BuyerAction::Fail)), "결제에 실패했습니다.", "/cart"),
        (ended(&act(BuyerAction::Cancel)), "결제가 취소되었습니다.", "/cart"),
        (ended(&expire), "결제 기한이 지났습니다.", "/cart"),
        (refunded, "모두 환불되었습니다.", "/done"),
        (partly, "일부가 환불되었습니다.", "/done"),
    ] {
        let page = html(&visit(&checkout, &format!("/{id}")));
        assert!(page.contains(text) && !page.contains("<form"), "{page}");
        assert!(page.contains(&format!("href=\"https://shop.example.com{back}\"")), "{page}");
        let before = read(&checkout, &id);
        let again = press(&checkout, &format!("/{id}"), "action=pay&method=card");
        assert_eq!(again.status(), 409);
        assert!(html(&again).contains(text));
        assert_eq!(read(&checkout, &id), before);
    }
}

#[test]
fn a_page_left_open_over_night_takes_no_payment() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let request = Request::post(format!("/{id}")).body(Bytes::from_static(b"action=pay")).expect("a request");
    let late = checkout.handle(request, later(86_400));
    assert_eq!(late.status(), 409);
    assert!(html(&late).contains("결제 기한이 지났습니다."));
}

#[test]
fn a_payment_that_takes_its_time_says_so() {
    let checkout = builder().payment_time(Duration::from_secs(30)).build().expect("a sandbox");
    let id = session(&checkout, &order());
    location(&press(&checkout, &format!("/{id}"), "action=pay&method=virtual_account"));
    let page = html(&visit(&checkout, &format!("/{id}")));
    assert!(page.contains("결제를 확인하고 있습니다.") && !page.contains("<form"), "{page}");
    assert_eq!(press(&checkout, &format!("/{id}"), "action=cancel").status(), 409);
}

#[test]
fn a_coupon_shows_what_it_takes_off() {
    let checkout = sandbox();
    let coupon = json!({ "code": "SPRING10", "name_ko": "봄", "type": "percentage", "discount_value": 10,
        "valid_from": "2026-03-01T00:00:00Z", "valid_until": "2026-04-01T00:00:00Z" });
    done(&checkout, "POST", "/api/coupons/create", &coupon);
    let id = session(&checkout, &order());
    assert_eq!(
        call(&checkout, "POST", "/api/coupons/apply", &json!({ "sessionId": id, "couponCode": "SPRING10" })).0,
        200
    );
    let page = html(&visit(&checkout, &format!("/{id}")));
    assert!(
        page.contains("쿠폰 할인 (SPRING10)") && page.contains("−2,900원") && page.contains("26,100원 결제하기"),
        "{page}"
    );
}

#[test]
fn what_a_shop_writes_is_text_and_never_a_tag() {
    let checkout = sandbox();
    let evil = "</span><script>alert('1')</script><b title=\"";
    let mut written = order();
    written["platformOrderId"] = evil.into();
    written["items"] = json!([{ "name": evil, "price": 29_000, "quantity": 1 }]);
    written["returnUrl"] = "https://shop.example.com/done?a='b'&c=%3Cd%3E".into();
    let id = session(&checkout, &written);
    let open = html(&visit(&checkout, &format!("/{id}")));
    checkout.act(&id, BuyerAction::Pay, start()).expect("a payment");
    let closed = html(&visit(&checkout, &format!("/{id}")));
    for page in [open, closed] {
        assert!(!page.contains("<script") && !page.contains("<b title"), "{page}");
        let escaped = "&lt;/span&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;b title=&quot;";
        assert_eq!(page.matches(escaped).count(), 2, "{page}");
        if page.contains("완료") {
            assert!(page.contains("href=\"https://shop.example.com/done?a=&#39;b&#39;&amp;c=%3Cd%3E\""), "{page}");
        }
    }
}

#[test]
fn a_page_is_private_and_runs_no_script() {
    let checkout = sandbox();
    let local = order_with("returnUrl", json!("http://127.0.0.1:3000/done"));
    let id = session(&checkout, &local);
    let page = visit(&checkout, &format!("/{id}"));
    let header = |name: &str| page.headers()[name].to_str().expect("text");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(
        header("content-security-policy"),
        "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:3000 https://shop.example.com; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    let text = html(&page);
    assert!(!text.contains("<script") && !text.contains("style=") && !text.contains(" on"), "{text}");
    let style = visit(&checkout, "/checkout.css");
    assert_eq!(
        (style.status().as_u16(), style.headers()["content-type"].as_bytes()),
        (200, &b"text/css;charset=UTF-8"[..])
    );
}

#[test]
fn every_control_can_be_named_and_reached() {
    let checkout = sandbox();
    let page = html(&visit(&checkout, &format!("/{}", session(&checkout, &order()))));
    for method in ["card", "virtual_account", "kakao_pay", "naver_pay"] {
        assert!(
            page.contains(&format!("<label for=\"{method}\">")) && page.contains(&format!("id=\"{method}\"")),
            "{page}"
        );
    }
    assert_eq!((page.matches("<legend>").count(), page.matches("<button").count()), (1, 3));
    assert!(page.contains("width=device-width") && page.contains("<h1>") && page.contains("<main>"), "{page}");
    let (pay, cancel) = (page.find("value=\"pay\""), page.find("value=\"cancel\""));
    assert!(pay.is_some() && pay < cancel, "the Enter key presses the first button");
}

#[test]
fn a_form_from_another_site_or_of_another_make_is_not_carried_out() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    for site in ["cross-site", "same-site", "?"] {
        let request =
            Request::post(format!("/{id}")).header("sec-fetch-site", site).body(Bytes::from_static(b"action=pay"));
        assert_eq!(checkout.handle(request.expect("a request"), start()).status(), 403, "{site}");
    }
    for form in ["", "action=", "action=refund", "action=pay&method=gold", "action=%zz", "method=card"] {
        assert_eq!(press(&checkout, &format!("/{id}"), form).status(), 400, "{form}");
    }
    let request = Request::put(format!("/{id}")).body(Bytes::new()).expect("a request");
    let refused = checkout.handle(request, start());
    assert_eq!((refused.status().as_u16(), refused.headers()["allow"].as_bytes()), (405, &b"GET, HEAD, POST"[..]));
    assert_eq!(read(&checkout, &id)["status"], "pending");
    let request =
        Request::post(format!("/{id}")).header("sec-fetch-site", "same-origin").body(Bytes::from_static(b"action=pay"));
    assert_eq!(checkout.handle(request.expect("a request"), start()).status(), 303);
}

#[test]
fn a_page_that_is_not_there_is_a_page_too() {
    let checkout = sandbox();
    for path in ["/cs_unknown", "/checkout/cs_unknown"] {
        let page = visit(&checkout, path);
        assert_eq!(page.status(), 404);
        assert!(html(&page).contains("결제 정보를 찾을 수 없습니다."));
    }
    assert_eq!(press(&checkout, "/cs_unknown", "action=pay").status(), 404);
    assert!(checkout.ledger().calls.is_empty(), "a visit is no call of the API");
}
