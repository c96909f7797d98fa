//! The connect console as anything on this machine meets it: who is let in, from where, and with which forms.
//!
//! What a seller sees is in `browser/console.rs`.

#[path = "../shared/listening.rs"]
mod listening;
#[path = "../probe/programs.rs"]
mod programs;

use std::process::{Command, Output};

use http::StatusCode;
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use listening::Listening;
use reqwest::{Client, Response};

/// The example on its embedded sandbox, on a port of its own.
struct Console {
    program: Listening,
    code: String,
    client: Client,
}

fn example() -> Command {
    let example = ["-p", "commerce-examples", "--example", "connect_console"];
    Command::new(programs::built("examples", "connect_console", &example))
}

impl Console {
    fn start() -> Self {
        let mut program = Listening::start(example().args(["--listen", "127.0.0.1:0"]));
        let code = program.line().strip_prefix("code ").unwrap().to_owned();
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { program, code, client }
    }

    async fn get(&self, path: &str, cookie: &str) -> Response {
        self.client.get(format!("{}{path}", self.program.url)).header(COOKIE, cookie).send().await.unwrap()
    }

    async fn post(&self, path: &str, cookie: &str, origin: &str, form: &str) -> Response {
        let request = self.client.post(format!("{}{path}", self.program.url)).header(COOKIE, cookie);
        let request = request.header(ORIGIN, origin).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(form.to_owned()).send().await.unwrap()
    }

    async fn enter(&self, code: &str) -> Response {
        self.post("/enter", "", &self.program.url, &format!("code={code}")).await
    }

    /// The cookie of whoever has the code.
    async fn cookie(&self) -> String {
        let entered = self.enter(&self.code).await;
        let cookie = entered.headers()[SET_COOKIE].to_str().unwrap().to_owned();
        for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/"] {
            assert!(cookie.contains(part), "{part}");
        }
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The page, and the token of the form that posts to this path.
    async fn token(&self, cookie: &str, path: &str) -> String {
        let page = text(self.get("/", cookie).await).await;
        let form = page.split_once(&format!("action=\"{path}\"")).unwrap().1;
        let token = form.split_once("name=\"token\" value=\"").unwrap().1;
        token.split('"').next().unwrap().to_owned()
    }
}

async fn text(mut answer: Response) -> String {
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn without_the_code_everything_is_refused() {
    let console = Console::start();
    for path in ["/", "/lines", "/console.css", "/console.js", "/language/en", "/nothing"] {
        for cookie in ["", "connect_console=", "connect_console=00", "other=1; connect_console=x"] {
            assert_eq!(console.get(path, cookie).await.status(), StatusCode::FORBIDDEN, "{path} {cookie}");
        }
    }
    let answer = console.post("/connect", "", &console.program.url, "token=0").await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let page = text(console.get("/", "").await).await;
    assert!(page.contains("action=\"/enter\"") && !page.contains("/connect\""), "only the form for the code");
}

#[tokio::test]
async fn the_code_lets_one_browser_in_and_is_then_used_up() {
    let console = Console::start();
    assert!(console.code.len() >= 12, "sixty bits");
    let cookie = console.cookie().await;
    let answer = console.get("/", &cookie).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let headers = answer.headers().clone();
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{policy}");
    assert_eq!(
        (&headers["cache-control"], &headers["x-content-type-options"]),
        (&"no-store".parse().unwrap(), &"nosniff".parse().unwrap())
    );
    let page = text(answer).await;
    assert!(!page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="), "nothing inline");
    assert_eq!(console.enter(&console.code).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(console.get("/", &cookie).await.status(), StatusCode::OK, "the one who is in stays in");
}

#[tokio::test]
async fn codes_cannot_be_tried_one_after_the_other() {
    let console = Console::start();
    for _ in 0..5 {
        assert_eq!(console.enter("AAAAAAAAAAAA").await.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(console.enter(&console.code).await.status(), StatusCode::FORBIDDEN, "a minute of silence");
}

#[tokio::test]
async fn another_host_and_another_origin_are_refused_with_the_cookie_too() {
    let console = Console::start();
    let cookie = console.cookie().await;
    let url = format!("{}/", console.program.url);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80"] {
        let answer = console.client.get(&url).header(HOST, host).header(COOKIE, &cookie).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{host}");
    }
    let token = console.token(&cookie, "/connect").await;
    let form = format!("token={token}&vendor_id=A00012345&access_key=a&secret_key=");
    for origin in ["", "null", "http://evil.example", "https://127.0.0.1"] {
        let answer = console.post("/connect", &cookie, origin, &form).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{origin}");
    }
    let answer = console.post("/connect", &cookie, &console.program.url, &form).await;
    assert_eq!((answer.status(), &answer.headers()[LOCATION]), (StatusCode::SEE_OTHER, &"/".parse().unwrap()));
}

#[tokio::test]
async fn each_form_has_a_token_of_its_own() {
    let console = Console::start();
    let cookie = console.cookie().await;
    let token = console.token(&cookie, "/connect").await;
    let keys = "vendor_id=A00012345&access_key=sandbox-access-key&secret_key=sandbox-secret-key";
    for wrong in ["", "00", &token[1..], &token.replace(['0', '1'], "2")] {
        let answer = console.post("/connect", &cookie, &console.program.url, &format!("token={wrong}&{keys}")).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    }
    let answer = console.post("/connect", &cookie, &console.program.url, &format!("token={token}&{keys}")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let page = text(console.get("/", &cookie).await).await;
    assert!(page.contains("ACTIVE") && !page.contains("sandbox-secret-key") && !page.contains("sandbox-access-key"));
    let id = page.split_once("id=\"conn_").unwrap().1.split('"').next().unwrap();
    let verify = format!("/connections/conn_{id}/verify");
    // The token of one form opens no other.
    let answer = console.post(&verify, &cookie, &console.program.url, &format!("token={token}")).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let permit = format!("/connections/conn_{id}/permit");
    let token = console.token(&cookie, &verify).await;
    let grant = format!("token={token}&family=orders&vendor_id=A00012345&approved_by=a");
    assert_eq!(console.post(&permit, &cookie, &console.program.url, &grant).await.status(), StatusCode::FORBIDDEN);
}

#[test]
fn what_cannot_be_served_is_refused_at_the_start() {
    let run = |arguments: &[&str]| -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = example().args(arguments).output().unwrap();
        assert!(stdout.is_empty(), "{arguments:?}");
        (status.code(), String::from_utf8(stderr).unwrap())
    };
    for arguments in [
        &["--listen", "0.0.0.0:0"][..],
        &["--listen", "192.0.2.1:8787"],
        &["--vault", "somewhere"],
        &["--live", "--base-url", "http://127.0.0.1:1"],
    ] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
    }
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    std::fs::write(place.path().join("vault.age"), "not a vault").unwrap();
    let (vault, key) = (path("vault.age"), path("vault.key"));
    let (code, said) = run(&["--listen", "127.0.0.1:0", "--vault", &vault, "--key-file", &key]);
    assert_eq!(code, Some(2));
    assert!(said.contains("its key file is not") && !said.contains(&vault), "a sentence: {said}");
    assert!(!place.path().join("vault.key").exists(), "no key is made for a vault that has another");
}
