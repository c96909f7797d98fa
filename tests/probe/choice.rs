//! Which service is asked, and in which language: what the environment and the flags decide.

use crate::support::{Run, Silent, VENDOR, all, always, page, requests};

const KEY_VARIABLES: [&str; 3] = ["COUPANG_VENDOR_ID", "COUPANG_ACCESS_KEY", "COUPANG_SECRET_KEY"];

/// Variables that do not make a seller.
fn bystanders(run: Run) -> Run {
    let run = run.var("COUPANG_MARKET", "TW").var("COUPANG_REQUESTED_BY", "shop");
    run.var("COUPANG_WING_USER_ID", "someone")
}

#[tokio::test]
async fn without_keys_the_sandbox_answers_and_the_first_line_says_so() {
    let mut both = all([Run::with(&["--lang", "en"]), Run::with(&["--lang", "ko"])]).await;
    let ran = both.remove(0);
    let first = ran.out.lines().next().unwrap();
    assert!(first.to_lowercase().contains("sandbox"), "{first}");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("ACTIVE"), "{}", ran.out);
    let korean = &both[0].out;
    assert!(korean.lines().next().unwrap().contains("샌드박스"), "{korean}");
}

#[tokio::test]
async fn with_json_the_first_line_moves_to_stderr() {
    let ran = Run::with(&["--json"]).go().await;
    assert_eq!(ran.json()["target"], "sandbox");
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.to_lowercase().contains("sandbox"), "{}", ran.err);
}

#[tokio::test]
async fn market_requested_by_and_wing_user_alone_are_no_keys() {
    let json = || Run::with(&["--json"]);
    let nonsense = json().var("COUPANG_MARKET", "nowhere").var("COUPANG_REQUESTED_BY", "two words");
    for ran in all([bystanders(json()), nonsense]).await {
        assert_eq!((ran.code, &ran.json()["target"]), (0, &"sandbox".into()));
    }
}

#[tokio::test]
async fn all_three_keys_mean_live() {
    let server = always(page(0, "")).await;
    let ran = Run::with(&["--json"]).keys().at(&server.uri()).go().await;
    assert_eq!((ran.code, &ran.json()["target"]), (0, &"live".into()));
    assert_eq!(requests(&server).await.len(), 13);
}

#[tokio::test]
async fn some_of_the_keys_are_an_error_that_names_the_missing_one() {
    for missing in KEY_VARIABLES {
        for args in [&[][..], &["--live"], &["--json"]] {
            let server = Silent::listen();
            let run = bystanders(Run::with(args).keys()).without(missing);
            let ran = run.at(&format!("http://127.0.0.1:{}", server.port())).go().await;
            assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{args:?} {}", ran.err);
            assert!(ran.err.contains(missing), "{args:?} {missing}: {}", ran.err);
            server.assert_untouched(missing);
        }
    }
    for only in KEY_VARIABLES {
        let ran = Run::default().var(only, VENDOR).go().await;
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{only}");
        let others = KEY_VARIABLES.iter().filter(|name| **name != only);
        assert!(others.clone().any(|name| ran.err.contains(name)) && !ran.err.contains(only), "{only}: {}", ran.err);
    }
}

#[tokio::test]
async fn live_never_falls_back_to_the_sandbox() {
    for run in [Run::with(&["--live"]), Run::with(&["--live", "--json"]), bystanders(Run::with(&["--live"]))] {
        let ran = run.go().await;
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{}", ran.err);
        assert!(ran.err.contains("COUPANG_VENDOR_ID"), "{}", ran.err);
    }
}

#[tokio::test]
async fn the_flag_sandbox_stays_on_the_sandbox_whatever_the_environment_holds() {
    let half = Run::with(&["--sandbox", "--json"]).keys().without("COUPANG_SECRET_KEY");
    let broken = Run::with(&["--sandbox", "--json"]).keys().var("COUPANG_ACCESS_KEY", "");
    for ran in all([Run::with(&["--sandbox", "--json"]).keys(), half, broken]).await {
        assert_eq!((ran.code, &ran.json()["target"]), (0, &"sandbox".into()));
        assert!(ran.err.to_lowercase().contains("sandbox"), "{}", ran.err);
    }
}

#[tokio::test]
async fn every_read_carries_the_vendor_and_the_market() {
    let server = always(page(0, "")).await;
    let ran = Run::default().keys().at(&server.uri()).go().await;
    assert_eq!(ran.code, 0, "{}", ran.everything());
    let ran = bystanders(Run::default()).keys().at(&server.uri()).go().await;
    assert_eq!(ran.code, 0, "{}", ran.everything());
    let received = requests(&server).await;
    let (defaults, chosen) = received.split_at(13);
    for (requests, requested_by, market) in [(defaults, VENDOR, "KR"), (chosen, "shop", "TW")] {
        for request in requests {
            let header = |name: &str| request.headers.get(name).unwrap().to_str().unwrap();
            assert_eq!((header("x-requested-by"), header("x-market")), (requested_by, market));
            assert!(header("authorization").starts_with("CEA algorithm=HmacSHA256, access-key="));
        }
    }
}

#[tokio::test]
async fn the_language_comes_from_the_flag_and_then_from_lang() {
    let server = always(page(0, "")).await;
    let cases = [
        (None, None, false),
        (None, Some("ko_KR.UTF-8"), true),
        (None, Some("en_US.UTF-8"), false),
        (None, Some("C"), false),
        (Some("en"), Some("ko_KR.UTF-8"), false),
        (Some("ko"), Some("en_US.UTF-8"), true),
        (Some("ko"), None, true),
    ];
    let runs = cases.map(|(flag, lang, _)| {
        let args = flag.map_or(vec![], |flag| vec!["--lang", flag]);
        let run = Run::with(&args).keys().at(&server.uri());
        lang.map_or(run.clone(), |lang| run.var("LANG", lang))
    });
    for ((flag, lang, korean), ran) in cases.into_iter().zip(all(runs).await) {
        assert_eq!(ran.out.contains("결제완료"), korean, "{flag:?} {lang:?}");
        assert_eq!(ran.out.contains("Connection: ACTIVE"), !korean, "{flag:?} {lang:?}");
        assert_eq!(ran.out.contains("연결: ACTIVE"), korean, "{flag:?} {lang:?}");
        assert!(ran.out.contains("FINAL_DELIVERY"), "the word on the wire is there in both languages");
    }
}

#[tokio::test]
async fn help_is_an_answer_and_no_error() {
    let ran = Run::with(&["--help"]).keys().go().await;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for flag in ["--sandbox", "--live", "--days", "--expect", "--json", "--lang", "--base-url"] {
        assert!(ran.out.contains(flag), "{flag}");
    }
}
