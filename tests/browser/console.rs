//! The stories on the connect console: what a seller sees, types and presses, against a Coupang that can be made to refuse.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::clock::{Clock, SystemClock};
use apiwire::testing::InMemory;
use base64::Engine as _;
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use coupang_wing::{Config, Wing};
use live_probe::{Plan, Target, probe};
use serde_json::Value;
use tempfile::TempDir;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::chromium::{Browser, Installed};
use crate::listening::Listening;
use crate::page::{Story, run};
use crate::programs::built;

/// Every story with its name.
pub const STORIES: [(&str, Story); 7] = [
    ("a_seller_connects_and_sees_the_shops_counts", connects),
    ("a_wrong_key_is_paused_and_leaves_the_page", wrong_key),
    ("what_was_pasted_badly_is_said_in_a_sentence", pasted_badly),
    ("refusals_are_said_in_words_and_permits_fall", refusals),
    ("the_console_is_for_whoever_has_the_code", locked_out),
    ("a_restart_verifies_again_and_a_key_is_replaced", restart),
    ("the_console_fits_telephone_and_desktop_by_day_and_night", fits),
];

const VENDOR: &str = "A00077123";
const ACCESS_KEY: &str = "7d0e4f6a-1b2c-4d5e-8f90-a1b2c3d4e5f6";
const SECRET_KEY: &str = "fedcba9876543210fedcba9876543210fedcba98";

/// What Coupang says when it is made to refuse.
const IP: (u16, &str) = (403, "[FORBIDDEN] Not allowed IP. Register it");
const EXPIRED: (u16, &str) = (401, r#"{"code":"ERROR","message":"Specified signature is expired."}"#);
const BLOCKED: (u16, &str) =
    (403, "<HTML><TITLE>Access Denied</TITLE>Reference #18.2d351ab8.1557333295.a4e16ab</HTML>");

fn connects(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let browser = console.entered(installed, 1_280).await;
        assert_eq!(browser.text("#orders b").await, "0");
        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, "#message", "연결되었습니다").await, "{}", browser.text("body").await);
        assert_eq!(browser.text(".shop > header .state").await, "ACTIVE");
        assert_eq!(browser.text(".shop .mono").await, "A000*****");
        // The same shop, counted by the probe alone.
        let [orders, claims, inquiries] = coupang.counts().await;
        assert!(orders > 0);
        for (tile, count) in
            [("#orders b", orders), ("#claims b", claims), ("#inquiries b", inquiries), ("#failed b", 0)]
        {
            assert_eq!(browser.text(tile).await, count.to_string(), "{tile}");
        }
        assert_eq!(browser.count(".shop svg rect").await, 6, "a bar for each status");
        assert!(browser.spoken_name(".shop svg").await.contains("결제완료"), "the chart can be heard");

        // The log goes on by itself: a verification that another tab asks for is seen here.
        let rows = browser.count("#log tbody tr").await;
        browser.ask("const f = document.querySelector('.verify').form; fetch(f.action, {method: 'POST', body: new URLSearchParams(new FormData(f))})").await;
        assert!(
            becomes(&browser, "return document.querySelectorAll('#log tbody tr').length", |n| n.as_u64()
                > Some(rows as u64 + 5))
            .await
        );
        picture(&browser, "console-desktop").await;

        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, "#message", "이미 연결된 판매자").await);
        assert_eq!(browser.count(".shop").await, 1);
        console.leaks_nothing(&browser).await;
    });
}

fn wrong_key(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let browser = console.entered(installed, 390).await;
        let wrong = SECRET_KEY.replace('f', "0");
        connect(&browser, VENDOR, ACCESS_KEY, &wrong).await;
        assert!(shows(&browser, "#message", "서명이 거절되었습니다").await, "{}", browser.text("body").await);
        assert_eq!(browser.text(".shop > header .state").await, "PAUSED");
        assert_eq!(browser.text(".why code").await, "invalid_signature");
        assert!(browser.text(".why").await.contains("360022935394"), "the article");
        let filled = "return [...document.querySelectorAll('input.secret')].filter(i => i.value).length";
        assert_eq!(browser.ask(filled).await, 0, "the keys have left the page");
        assert!(!browser.ask("return document.documentElement.outerHTML").await.to_string().contains(&wrong));
        console.leaks_nothing(&browser).await;
    });
}

fn pasted_badly(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let browser = console.entered(installed, 390).await;
        for (vendor, access, secret, sentence) in [
            (VENDOR, SECRET_KEY, ACCESS_KEY, "서로 바뀐 것 같습니다"),
            (VENDOR, "7d0e4f6a 1b2c", SECRET_KEY, "공백이나 줄바꿈"),
            ("a00077123", ACCESS_KEY, SECRET_KEY, "대문자 한 글자와 숫자"),
        ] {
            connect(&browser, vendor, access, secret).await;
            assert!(shows(&browser, "#message", sentence).await, "{sentence}: {}", browser.text("body").await);
        }
        assert_eq!((browser.count(".shop").await, coupang.calls()), (0, 0), "nothing was stored or sent");
        // Another seller's id is found out by Coupang, with one request.
        connect(&browser, "A00099999", ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, ".why code", "vendor_mismatch").await, "{}", browser.text("body").await);
        assert_eq!(coupang.calls(), 1);
        console.leaks_nothing(&browser).await;
    });
}

fn refusals(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let browser = console.entered(installed, 1_280).await;
        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, ".shop > header .state", "ACTIVE").await);

        permit(&browser, "A00012345").await;
        assert!(shows(&browser, "#message", "이 연결의 것이 아닙니다").await);
        assert_eq!(browser.count(".permitted").await, 0);
        permit(&browser, VENDOR).await;
        assert!(shows(&browser, "#message", "쓰기를 승인했습니다").await, "{}", browser.text("body").await);
        assert_eq!(browser.count("#permit-orders").await, 1);

        for ((status, body), word, says) in [
            (IP, "ip_not_allowed", "이 컴퓨터의 IP가 등록되지 않았습니다."),
            (EXPIRED, "signature_expired", "이 컴퓨터의 시계를 자동으로 맞춘 뒤"),
            (BLOCKED, "edge_blocked", "반복 호출은 차단을 늘립니다."),
        ] {
            coupang.refuse(status, body);
            browser.click(".verify").await;
            assert!(shows(&browser, ".why code", word).await, "{word}: {}", browser.text("body").await);
            assert!(browser.text(".why").await.contains(says), "{}", browser.text(".why").await);
            assert_eq!(browser.count(".permitted").await, 0, "the permit fell");
        }
        let log = browser.text("#log").await;
        for event in ["쓰기 승인 · 주문 · 홍*동", "승인 해제됨 · 주문", "ip_not_allowed", "edge_blocked"]
        {
            assert!(log.contains(event), "{event} in {log}");
        }
        picture(&browser, "console-paused").await;
        // English, by a link.
        browser.click("#language").await;
        assert!(shows(&browser, ".why", "Coupang has blocked this IP address or vendor.").await);
        browser.click(".disconnect summary").await;
        browser.type_into(".disconnect input[name=vendor_id]", VENDOR).await;
        browser.click(".disconnect button").await;
        assert!(shows(&browser, "#message", "Disconnected").await);
        assert_eq!(browser.count(".shop").await, 0);
        console.leaks_nothing(&browser).await;
    });
}

fn locked_out(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let browser = Browser::open(installed, 360, true).await;
        browser.go(&console.program.url).await;
        assert_eq!(browser.count("form").await, 1, "nothing but the code's");
        picture(&browser, "console-locked-360").await;
        browser.type_into("#code", "WRONGWRONG22").await;
        browser.click("button").await;
        assert!(shows(&browser, "[role=alert]", "코드가 맞지 않습니다").await);
        for address in ["/lines", "/console.js", "/language/en"] {
            let answer = format!("return fetch('{}{address}').then(r => r.status, () => 0)", console.program.url);
            assert_ne!(browser.ask(&answer).await, 200, "{address}");
        }
        browser.type_into("#code", &console.code).await;
        browser.click("button").await;
        assert!(shows(&browser, "#channels", "연결된 판매 채널").await);
        // The code is used up, and the cookie is out of a script's reach.
        let another = Browser::open(installed, 390, true).await;
        another.go(&console.program.url).await;
        assert_eq!(another.count("form").await, 0);
        assert_eq!(browser.ask("return document.cookie").await, "");
        // A form that is not ours, and one from elsewhere.
        let forged = "return fetch('/connect', {method: 'POST', body: new URLSearchParams({token: '00', vendor_id: 'A1', access_key: 'a', secret_key: 's'})}).then(r => r.status)";
        assert_eq!(browser.ask(forged).await, 403);
        let large = "return fetch('/connect', {method: 'POST', body: new URLSearchParams({token: 'x'.repeat(20000)})}).then(r => r.status)";
        assert_eq!(browser.ask(large).await, 413);
        assert_eq!(coupang.calls(), 0);
    });
}

fn restart(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name).display().to_string();
        let arguments = ["--vault".to_owned(), path("vault.age"), "--key-file".to_owned(), path("vault.key")];
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let console = Console::start(&coupang, &arguments);
        let browser = console.entered(installed, 390).await;
        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, ".shop > header .state", "ACTIVE").await);
        permit(&browser, VENDOR).await;
        assert!(shows(&browser, "#permit-orders", "켜짐").await);
        console.leaks_nothing(&browser).await;

        let console = Console::start(&coupang, &arguments);
        let browser = console.entered(installed, 390).await;
        for _ in 0..100 {
            if browser.text(".shop > header .state").await == "ACTIVE" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            browser.go(&console.program.url).await;
        }
        assert_eq!(browser.text(".shop > header .state").await, "ACTIVE", "it has verified by itself");
        assert_eq!(browser.count(".permitted").await, 0, "and has no permits");
        browser.click(".replace summary").await;
        browser.type_into(".replace input[name=access_key]", ACCESS_KEY).await;
        browser.type_into(".replace input[name=secret_key]", "not-the-new-key").await;
        browser.click(".replace button").await;
        assert!(shows(&browser, "#message", "새 키로 바꾸지 않았습니다").await, "{}", browser.text("body").await);
        assert_eq!(browser.text(".shop > header .state").await, "ACTIVE");
        browser.click(".replace summary").await;
        browser.type_into(".replace input[name=access_key]", ACCESS_KEY).await;
        browser.type_into(".replace input[name=secret_key]", SECRET_KEY).await;
        browser.click(".replace button").await;
        assert!(shows(&browser, "#message", "키를 교체했습니다").await, "{}", browser.text("body").await);
        console.leaks_nothing(&browser).await;
    });
}

fn fits(installed: &Installed) {
    run(async {
        let coupang = Coupang::open().await;
        let console = Console::start(&coupang, &[]);
        let mut browser = console.entered(installed, 360).await;
        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, ".shop > header .state", "ACTIVE").await);
        browser.ask("for (const details of document.querySelectorAll('details')) details.open = true").await;
        for scheme in ["light", "dark"] {
            browser.prefer(scheme).await;
            let wide = browser.ask("return document.documentElement.scrollWidth").await;
            assert_eq!(wide, 360, "nothing sticks out");
            let small = "return [...document.querySelectorAll('button, input:not([type=hidden]), select')].filter(e => e.getBoundingClientRect().height < 44).length";
            assert_eq!(browser.ask(small).await, 0, "large enough for a finger");
            picture(&browser, &format!("console-360-{scheme}")).await;
        }
        // By keyboard alone: to the English link, and onto the page in English.
        browser.ask("document.activeElement.blur()").await;
        browser.press(&['\u{e004}', '\u{e007}']).await;
        assert!(shows(&browser, "h1", "Coupang connection").await);
        drop(browser);
        let second = Console::start(&coupang, &[]);
        browser = second.entered(installed, 1_280).await;
        connect(&browser, VENDOR, ACCESS_KEY, SECRET_KEY).await;
        assert!(shows(&browser, ".shop > header .state", "ACTIVE").await);
        browser.prefer("dark").await;
        picture(&browser, "console-desktop-dark").await;
    });
}

/// The sandbox's core over HTTP, which says something else when it is made to.
struct Coupang {
    gateway: Arc<Gateway>,
    says: Arc<Mutex<Option<(u16, &'static str)>>>,
    server: MockServer,
}

struct Answering {
    gateway: Arc<Gateway>,
    says: Arc<Mutex<Option<(u16, &'static str)>>>,
}

impl Respond for Answering {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        if let Some((status, body)) = *self.says.lock().unwrap() {
            let kind = if body.starts_with('<') { "text/html" } else { "application/json" };
            return ResponseTemplate::new(status).set_body_raw(body, kind);
        }
        let target = match request.url.query() {
            Some(query) => format!("{}?{query}", request.url.path()),
            None => request.url.path().to_owned(),
        };
        let mut asked = http::Request::builder().method(request.method.as_str()).uri(target);
        for (name, value) in &request.headers {
            asked = asked.header(name.as_str(), value.as_bytes());
        }
        let asked = asked.body(Bytes::from(request.body.clone())).unwrap();
        let answer = self.gateway.handle(asked, SystemClock.now());
        let body = answer.body().to_vec();
        ResponseTemplate::new(answer.status().as_u16()).set_body_raw(body, "application/json;charset=UTF-8")
    }
}

impl Coupang {
    async fn open() -> Self {
        let gateway = Gateway::builder().vendor(VENDOR).keys(ACCESS_KEY, SECRET_KEY).opened_at(SystemClock.now());
        let (gateway, says) = (Arc::new(gateway.build().unwrap()), Arc::default());
        let server = MockServer::start().await;
        let answering = Answering { gateway: Arc::clone(&gateway), says: Arc::clone(&says) };
        Mock::given(any()).respond_with(answering).mount(&server).await;
        Self { gateway, says, server }
    }

    fn refuse(&self, status: u16, body: &'static str) {
        *self.says.lock().unwrap() = Some((status, body));
    }

    fn calls(&self) -> u64 {
        self.gateway.ledger().calls
    }

    /// Orders, claims and inquiries of seven days.
    async fn counts(&self) -> [u64; 3] {
        let gateway = Gateway::builder().vendor(VENDOR).keys(ACCESS_KEY, SECRET_KEY).opened_at(SystemClock.now());
        let gateway = gateway.calls_per_second(1_000).build().unwrap();
        let core = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
        let config = Config::new(VENDOR, ACCESS_KEY.to_owned(), SECRET_KEY.to_owned()).unwrap();
        let wing = Wing::builder(config).transport(Arc::new(core)).build().unwrap();
        let report = probe(&wing, Target::Sandbox, &Plan::days(7).unwrap()).await;
        let counts = serde_json::to_value(&report.counts).unwrap();
        let number = |name: &str| counts[name].as_u64().unwrap();
        let orders = counts["orders"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
        let inquiries = number("product_inquiries") + number("call_center_inquiries");
        [orders, number("returns") + number("exchanges"), inquiries]
    }
}

/// The console as a process, with its log on disk.
struct Console {
    program: Listening,
    code: String,
    log: TempDir,
}

impl Console {
    fn start(coupang: &Coupang, arguments: &[&str]) -> Self {
        let example = ["-p", "commerce-examples", "--example", "connect_console"];
        let log = tempfile::tempdir().unwrap();
        let mut command = Command::new(built("examples", "connect_console", &example));
        command.args(["--listen", "127.0.0.1:0", "--base-url", &coupang.server.uri(), "--log"]).arg(log.path());
        let mut program = Listening::start(command.args(arguments).stderr(Stdio::piped()));
        let code = program.line().strip_prefix("code ").unwrap().to_owned();
        Self { program, code, log }
    }

    /// A browser that has entered the code.
    async fn entered(&self, installed: &Installed, width: u32) -> Browser {
        let browser = Browser::open(installed, width, true).await;
        browser.go(&self.program.url).await;
        browser.type_into("#code", &self.code).await;
        browser.click("button").await;
        assert!(shows(&browser, "#channels", "연결된 판매 채널").await, "{}", browser.text("body").await);
        browser
    }

    /// Neither key is in the page, its storage, the address, the logs or what the program said; then the program ends.
    async fn leaks_nothing(self, browser: &Browser) {
        let page = "return document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie + location.href + [...document.querySelectorAll('input')].map(i => i.value)";
        let mut heard = browser.ask(page).await.to_string();
        let log = std::fs::read_to_string(self.log.path().join("connect.jsonl")).unwrap_or_default();
        heard.push_str(&log);
        let [out, err] = self.program.kill();
        heard.push_str(&out);
        heard.push_str(&err);
        for needle in [ACCESS_KEY, SECRET_KEY, &ACCESS_KEY[..8], &SECRET_KEY[..16]] {
            assert!(!heard.contains(needle), "a key came out");
        }
        assert!(heard.contains("쿠팡") || heard.contains("Coupang"), "the page was read");
        assert!(err.is_empty(), "{err}");
    }
}

async fn connect(browser: &Browser, vendor: &str, access: &str, secret: &str) {
    for (name, text) in [("vendor_id", vendor), ("access_key", access), ("secret_key", secret)] {
        browser.type_into(&format!("#connect input[name={name}]"), text).await;
    }
    browser.click("#connect button").await;
}

async fn permit(browser: &Browser, vendor: &str) {
    browser.click(".permits summary").await;
    browser.type_into(".grant input[name=vendor_id]", vendor).await;
    browser.type_into(".grant input[name=approved_by]", "홍길동").await;
    browser.click(".grant button").await;
}

/// Whether an element says this within twenty seconds; a form takes a while, because nothing is asked too fast.
async fn shows(browser: &Browser, selector: &str, text: &str) -> bool {
    let script = format!("return document.querySelector('{selector}')?.textContent ?? ''");
    becomes(browser, &script, |found| found.as_str().is_some_and(|found| found.contains(text))).await
}

async fn becomes(browser: &Browser, script: &str, good: impl Fn(&Value) -> bool) -> bool {
    for _ in 0..200 {
        if good(&browser.ask(script).await) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

/// Keeps a picture of the whole page among the built things.
async fn picture(browser: &Browser, name: &str) {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    std::fs::create_dir_all(&directory).unwrap();
    let png = base64::engine::general_purpose::STANDARD.decode(browser.whole_picture().await).unwrap();
    std::fs::write(directory.join(format!("{name}.png")), png).unwrap();
}
