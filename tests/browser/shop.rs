//! The stories in the shop of the example `checkout_flow`: from its product to the order that it shows as paid.

use std::process::Command;

use crate::chromium::{Browser, Installed};
use crate::listening::Listening;
use crate::page::{Story, keep, run};
use crate::programs::built;

/// Every story with its name.
pub const STORIES: [(&str, Story); 2] = [
    ("a_buyer_pays_and_the_example_shop_shows_the_paid_order", pays),
    ("a_payment_fails_and_the_example_shop_shows_that", fails),
];

fn pays(installed: &Installed) {
    run(async {
        let shop = open();
        let browser = Browser::open(installed, 390, true).await;
        let hosted = buy(&browser, &shop).await;
        assert_eq!(browser.text(".total strong").await, "29,000원");
        browser.click("label[for=kakao_pay]").await;
        browser.click("button[value=pay]").await;

        assert!(browser.arrives_at(&order(&shop)).await, "{}", browser.url().await);
        assert!(browser.is_titled("결제 완료").await, "{}", browser.title().await);
        assert_eq!(browser.text("h1").await, "결제 완료");
        assert_eq!(browser.text("p").await, "주문 번호 order-1001");
        keep(&browser, "shop-paid").await;
        browser.go(&hosted).await;
        assert_eq!(browser.text("h1").await, "결제가 완료되었습니다.");
        assert_eq!(browser.count("form").await, 0, "nobody pays twice");
    });
}

fn fails(installed: &Installed) {
    run(async {
        let shop = open();
        let browser = Browser::open(installed, 1_280, true).await;
        buy(&browser, &shop).await;
        browser.click("button[value=fail]").await;
        assert!(browser.arrives_at(&order(&shop)).await, "{}", browser.url().await);
        assert!(browser.is_titled("결제되지 않음").await, "{}", browser.title().await);
    });
}

/// The example as a process. The queue of a shop that is killed stays behind, so it lies among the things of the tests.
fn open() -> Listening {
    let mut example =
        Command::new(built("examples", "checkout_flow", &["-p", "commerce-examples", "--example", "checkout_flow"]));
    Listening::start(example.arg("--serve").env("TMPDIR", env!("CARGO_TARGET_TMPDIR")))
}

fn order(shop: &Listening) -> String {
    format!("{}/orders/order-1001", shop.url)
}

/// Buys the product of the shop, and gives back where it is paid.
async fn buy(browser: &Browser, shop: &Listening) -> String {
    browser.go(&format!("{}/", shop.url)).await;
    assert_eq!(browser.text("h1").await, "머그 상점");
    browser.click("button").await;
    assert!(browser.is_titled("결제하기 · Korea Checkout Sandbox").await, "{}", browser.title().await);
    browser.url().await
}
