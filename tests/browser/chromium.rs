//! Headless Chromium behind chromedriver, over the W3C WebDriver protocol.
//!
//! The crates that speak it would bring every test two versions of `http` and `thiserror`, or another order of JSON
//! objects; the few commands here are a POST or a GET of JSON each.

use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What must be installed.
pub struct Installed {
    chromedriver: PathBuf,
    chromium: PathBuf,
}

/// A browser with one window; it ends with this value, however the test ends.
pub struct Browser {
    driver: Child,
    port: u16,
    client: Client,
    session: String,
    _profile: Profile,
}

/// An element of the page.
pub struct Element(String);

impl Installed {
    /// Looks along `PATH`.
    pub fn find() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path)?;
        Some(Self { chromedriver: on_path("chromedriver")?, chromium })
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|directory| directory.join(&file)).find(|path| path.is_file())
}

impl Browser {
    /// Opens a window of this width, in CSS pixels, that runs scripts or runs none.
    pub async fn open(installed: &Installed, width: u32, scripts: bool) -> Self {
        let profile = Profile::new();
        let mut driver = Command::new(&installed.chromedriver);
        let mut driver =
            driver.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let port = announced_port(driver.stdout.as_mut().unwrap());
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(60)).build().unwrap();
        let mut browser = Self { driver, port, client, session: String::new(), _profile: profile };

        let mut arguments: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        arguments.push(format!("--user-data-dir={}", browser._profile.0.display()));
        let scripts = if scripts { 1 } else { 2 };
        let options = json!({ "binary": installed.chromium, "args": arguments,
            "prefs": { "profile.managed_default_content_settings.javascript": scripts },
            // A width below 500 is nothing that a window of the desktop can have.
            "mobileEmulation": { "deviceMetrics": { "width": width, "height": 800, "pixelRatio": 1.0 } } });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } });
        let started = browser.call(Method::POST, "/session", &wanted).await;
        browser.session = format!("/session/{}", started["sessionId"].as_str().unwrap());
        browser
    }

    /// Goes to an address and waits until the page is there.
    pub async fn go(&self, url: &str) {
        self.send("/url", &json!({ "url": url })).await;
    }

    /// The address of the page.
    pub async fn url(&self) -> String {
        self.read("/url").await.as_str().unwrap().to_owned()
    }

    /// Whether the browser arrives at this address within ten seconds; clicks and keys do not wait for the page that
    /// follows.
    pub async fn arrives_at(&self, url: &str) -> bool {
        within_ten_seconds(async || self.url().await == url).await
    }

    /// Whether the page has this title within ten seconds, for pages that load themselves again.
    pub async fn is_titled(&self, title: &str) -> bool {
        within_ten_seconds(async || self.title().await == title).await
    }

    /// The title of the page.
    pub async fn title(&self) -> String {
        self.read("/title").await.as_str().unwrap().to_owned()
    }

    /// The one element that a CSS selector finds.
    pub async fn find(&self, selector: &str) -> Element {
        let found = self.send("/elements", &json!({ "using": "css selector", "value": selector })).await;
        let [element] = found.as_array().unwrap().as_slice() else { panic!("one {selector}: {found}") };
        Element(element["element-6066-11e4-a52e-4f735466cecf"].as_str().unwrap().to_owned())
    }

    /// How many elements a CSS selector finds.
    pub async fn count(&self, selector: &str) -> usize {
        let found = self.send("/elements", &json!({ "using": "css selector", "value": selector })).await;
        found.as_array().unwrap().len()
    }

    /// The text of an element as it is rendered.
    pub async fn text(&self, selector: &str) -> String {
        let Element(id) = self.find(selector).await;
        self.read(&format!("/element/{id}/text")).await.as_str().unwrap().to_owned()
    }

    /// Where an element stands and how large it is, in CSS pixels: x, y, width, height.
    pub async fn rectangle(&self, selector: &str) -> [f64; 4] {
        let Element(id) = self.find(selector).await;
        let rectangle = self.read(&format!("/element/{id}/rect")).await;
        ["x", "y", "width", "height"].map(|name| rectangle[name].as_f64().unwrap())
    }

    /// The name that a screen reader says.
    pub async fn spoken_name(&self, selector: &str) -> String {
        let Element(id) = self.find(selector).await;
        self.read(&format!("/element/{id}/computedlabel")).await.as_str().unwrap().to_owned()
    }

    /// Clicks.
    pub async fn click(&self, selector: &str) {
        let Element(id) = self.find(selector).await;
        self.send(&format!("/element/{id}/click"), &json!({})).await;
    }

    /// Types into a field.
    pub async fn type_into(&self, selector: &str, text: &str) {
        let Element(id) = self.find(selector).await;
        self.send(&format!("/element/{id}/value"), &json!({ "text": text })).await;
    }

    /// What a script of the test's own finds, such as `return document.title`.
    pub async fn ask(&self, script: &str) -> Value {
        self.send("/execute/sync", &json!({ "script": script, "args": [] })).await
    }

    /// Shows the page as to somebody who prefers `light` or `dark`.
    pub async fn prefer(&self, scheme: &str) {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.send("/goog/cdp/execute", &json!({ "cmd": "Emulation.setEmulatedMedia", "params": media })).await;
    }

    /// Presses keys one after the other, wherever the focus is.
    pub async fn press(&self, keys: &[char]) {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|stroke| json!({ "type": stroke, "value": key })))
            .collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.send("/actions", &actions).await;
    }

    /// A picture of the whole page as base64 text of a PNG.
    pub async fn picture(&self) -> String {
        let root = self.find("html").await.0;
        self.read(&format!("/element/{root}/screenshot")).await.as_str().unwrap().to_owned()
    }

    /// As [`Browser::picture`], also of what lies below the window.
    pub async fn whole_picture(&self) -> String {
        let wanted = json!({ "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true } });
        self.send("/goog/cdp/execute", &wanted).await["data"].as_str().unwrap().to_owned()
    }

    async fn send(&self, path: &str, body: &Value) -> Value {
        self.call(Method::POST, &format!("{}{path}", self.session), body).await
    }

    async fn read(&self, path: &str) -> Value {
        self.call(Method::GET, &format!("{}{path}", self.session), &Value::Null).await
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let request = self.client.request(method.clone(), url).header("content-type", "application/json");
        let request = if method == Method::POST { request.body(body.to_string()) } else { request };
        let mut response = request.send().await.unwrap();
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.unwrap() {
            answer.extend_from_slice(&chunk);
        }
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        assert!(answer["value"]["error"].is_null(), "{path}: {}", answer["value"]["message"]);
        answer["value"].take()
    }
}

async fn within_ten_seconds(is_so: impl AsyncFn() -> bool) -> bool {
    for _ in 0..100 {
        if is_so().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Reads lines until the driver says its port, such as `ChromeDriver was started successfully on port 40123.`
fn announced_port(stdout: &mut impl std::io::Read) -> u16 {
    let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
    let port = lines.find_map(|line| line.trim_end_matches('.').rsplit_once("successfully on port ")?.1.parse().ok());
    port.expect("chromedriver says its port")
}

impl Drop for Browser {
    /// Asks the driver to end with its browser, and ends it if it does not.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) {
            let _ = stream.write_all(b"GET /shutdown HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        }
        for _ in 0..100 {
            if self.driver.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A directory of its own for one browser.
struct Profile(PathBuf);

impl Profile {
    fn new() -> Self {
        let number = fastrand::u64(..);
        let directory = std::env::temp_dir().join(format!("browser-test-{}-{number:016x}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
