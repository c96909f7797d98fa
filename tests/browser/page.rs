//! The stories: what a person does on the hosted page, and what the shop sees of it.

use crate::chromium::{Browser, Installed};
use bytes::Bytes;
use commerce_sandbox::korea_checkout::{Checkout, DEFAULT_API_KEY};
use commerce_sandbox::server::{Running, spawn_korea_checkout};
use serde_json::{Value, json};
use std::future::Future;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// What somebody does with the browser.
pub type Story = fn(&Installed);

/// Every story with its name.
pub const STORIES: [(&str, Story); 4] = [
    ("a_buyer_pays_and_comes_back_to_the_shop", pays),
    ("a_buyer_cancels_with_the_keyboard_alone_and_without_scripts", cancels_by_keyboard),
    ("the_page_fits_a_small_telephone_and_a_desktop", fits),
    ("what_a_shop_wrote_runs_no_script", runs_no_script),
];

fn pays(installed: &Installed) {
    run(async {
        let (shop, sandbox) = (Shop::open(), Sandbox::start().await);
        let (id, url) = sandbox.session(&shop.order("우롱차"));
        let browser = Browser::open(installed, 390, true).await;
        browser.go(&url).await;
        assert_eq!(browser.text("h1").await, "결제하기");
        assert_eq!(browser.text(".total strong").await, "29,000원");
        browser.click("label[for=kakao_pay]").await;
        keep(&browser, "pay").await;
        browser.click("button[value=pay]").await;

        assert!(browser.arrives_at(&shop.url("done")).await, "{}", browser.url().await);
        assert_eq!(browser.text("h1").await, "주문 완료");
        let read = sandbox.read(&id);
        assert_eq!((&read["status"], &read["paymentMethod"]), (&json!("completed"), &json!("kakao_pay")));

        browser.go(&url).await;
        assert_eq!(browser.text("h1").await, "결제가 완료되었습니다.");
        assert_eq!(browser.count("form").await, 0, "nobody pays twice");
        keep(&browser, "paid").await;
        sandbox.stop().await;
    });
}

fn cancels_by_keyboard(installed: &Installed) {
    const TAB: char = '\u{e004}';
    const ENTER: char = '\u{e007}';
    run(async {
        let (shop, sandbox) = (Shop::open(), Sandbox::start().await);
        let (id, url) = sandbox.session(&shop.order("우롱차"));
        let browser = Browser::open(installed, 390, false).await;
        browser.go(&format!("{url}?lang=en")).await;
        for (selector, name) in [
            ("#card", "Card"),
            ("#virtual_account", "Virtual account"),
            ("#kakao_pay", "KakaoPay"),
            ("#naver_pay", "NaverPay"),
            ("button[value=pay]", "Pay ₩29,000"),
            ("button[value=cancel]", "Cancel"),
            ("button[value=fail]", "Let the payment fail"),
        ] {
            assert_eq!(browser.spoken_name(selector).await, name);
        }
        // The other language, the methods as one group, to pay, to cancel.
        browser.press(&[TAB, TAB, TAB, TAB, ENTER]).await;
        assert!(browser.arrives_at(&shop.url("cart")).await, "{}", browser.url().await);
        assert_eq!(sandbox.read(&id)["status"], "cancelled");
        sandbox.stop().await;
    });
}

fn fits(installed: &Installed) {
    run(async {
        let (shop, sandbox) = (Shop::open(), Sandbox::start().await);
        let long = format!("{} {}", "긴 이름의 상품 ".repeat(12), "NameWithoutAnySpace".repeat(8));
        let (_, url) = sandbox.session(&shop.order(&long));
        for width in [360, 1_280] {
            let browser = Browser::open(installed, width, true).await;
            browser.go(&url).await;
            keep(&browser, &format!("open-{width}")).await;
            let window = f64::from(width);
            for selector in
                ["main", ".items li:first-child", ".total strong", "button[value=pay]", "button[value=fail]"]
            {
                let [x, _, across, high] = browser.rectangle(selector).await;
                assert!(x >= 0.0 && x + across <= window && high > 0.0, "{selector} at {width}: {x} {across}");
            }
            for selector in ["button[value=pay]", "button[value=cancel]", "button[value=fail]", "label[for=card]"] {
                assert!(browser.rectangle(selector).await[3] >= 44.0, "{selector} is large enough for a finger");
            }
        }
        sandbox.stop().await;
    });
}

fn runs_no_script(installed: &Installed) {
    run(async {
        let (shop, sandbox) = (Shop::open(), Sandbox::start().await);
        let evil =
            "</title></span><script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">";
        let (_, url) = sandbox.session(&shop.order(evil));
        let browser = Browser::open(installed, 390, true).await;
        browser.go(&url).await;
        assert_eq!(browser.title().await, "결제하기 · Korea Checkout Sandbox");
        assert_eq!(browser.count("script, img").await, 0);
        assert!(browser.text(".items li:first-child").await.contains(evil));
        sandbox.stop().await;
    });
}

pub fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(story);
}

/// Keeps a picture where the environment asks for pictures.
pub async fn keep(browser: &Browser, name: &str) {
    if let Some(directory) = std::env::var_os("BROWSER_TEST_PICTURES") {
        let picture = browser.picture().await;
        std::fs::write(Path::new(&directory).join(format!("{name}.png.base64")), picture).unwrap();
    }
}

/// The sandbox on a port, with its core at hand.
struct Sandbox {
    core: Arc<Checkout>,
    running: Running,
}

impl Sandbox {
    async fn start() -> Self {
        let core = Arc::new(Checkout::builder().build().unwrap());
        let running = spawn_korea_checkout(Arc::clone(&core), ([127, 0, 0, 1], 0)).await.unwrap();
        Self { core, running }
    }

    /// Creates a session: its id, and where its page is.
    fn session(&self, order: &Value) -> (String, String) {
        let answer = self.call("POST", "/api/checkout/create-session", order);
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        (text("sessionId"), text("checkoutUrl"))
    }

    fn read(&self, id: &str) -> Value {
        self.call("GET", &format!("/api/checkout/session/{id}"), &Value::Null)["data"].take()
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = http::Request::builder().method(method).uri(path).header("x-api-key", DEFAULT_API_KEY);
        let request =
            request.header("host", self.running.addr().to_string()).header("content-type", "application/json");
        #[allow(clippy::disallowed_methods, reason = "the server beside it answers as of the system's clock")]
        let now = SystemTime::now();
        let response = self.core.handle(request.body(Bytes::from(body.to_string())).unwrap(), now);
        assert_eq!(response.status(), 200, "{:?}", response.body());
        serde_json::from_slice(response.body()).unwrap()
    }

    async fn stop(self) {
        self.running.shutdown().await;
    }
}

/// A shop's own pages: where a buyer comes back to.
struct Shop {
    origin: String,
}

impl Shop {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = [0; 4_096];
                let length = stream.read(&mut head).unwrap_or(0);
                let done = head[..length].starts_with(b"GET /done ");
                let page = format!("<!doctype html><h1>{}</h1>", if done { "주문 완료" } else { "장바구니" });
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html;charset=UTF-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                    page.len()
                );
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { origin }
    }

    fn url(&self, page: &str) -> String {
        format!("{}/{page}", self.origin)
    }

    /// An order of one item for 29,000 won.
    fn order(&self, item: &str) -> Value {
        json!({
            "platform": "headless",
            "platformOrderId": "ORDER-1",
            "items": [{ "name": item, "price": 29_000, "quantity": 1 }],
            "customer": { "name": "김예시", "email": "kim@example.com", "phone": "+82-10-0000-0001" },
            "totalAmount": 29_000,
            "currency": "KRW",
            "returnUrl": self.url("done"),
            "cancelUrl": self.url("cart"),
        })
    }
}
