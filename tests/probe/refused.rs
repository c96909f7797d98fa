//! Bad input: one line that names the field, exit code 2, and not a single byte sent.

use crate::support::{ACCESS_KEY, Run, SECRET_KEY, Silent, VENDOR};

/// The run is refused in one line with this word, and nobody connects.
async fn refused(run: Run, named: &str) {
    let server = Silent::listen();
    let ran = run.at(&format!("http://127.0.0.1:{}", server.port())).go().await;
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{named}: {}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "one line: {:?}", ran.err);
    assert!(ran.err.contains(named), "{named} is named: {}", ran.err);
    server.assert_untouched(named);
}

#[tokio::test]
async fn an_unknown_flag_is_named() {
    refused(Run::with(&["--dayz", "3"]).keys(), "--dayz").await;
    refused(Run::with(&["--sandbox", "--live"]).keys(), "--live").await;
    refused(Run::with(&["--lang", "fr"]).keys(), "--lang").await;
    refused(Run::with(&["--json=yes"]).keys(), "--json").await;
}

#[tokio::test]
async fn days_are_1_to_30() {
    for days in ["0", "31", "256", "-1", "abc", "1.5", "", "1 ", "+5"] {
        refused(Run::with(&[&format!("--days={days}")]).keys(), "--days").await;
        refused(Run::with(&[&format!("--days={days}"), "--json"]).keys(), "--days").await;
    }
}

#[tokio::test]
async fn an_expectation_is_a_status_and_a_number() {
    for expect in [
        "",
        "ACCEPT",
        "ACCEPT=",
        "=3",
        "ACCEPT=-1",
        "ACCEPT=three",
        "ACCEPT=1.5",
        "ACCEPT=3,",
        "ACCEPT=3;INSTRUCT=1",
        "ACCEPT=3, INSTRUCT=1",
        "ACCEPT=3=3",
        "accept=3",
        "CANCELLED=3",
        "ACCEPT=3,ACCEPT=3",
        "ACCEPT=99999999999999999999999",
    ] {
        refused(Run::with(&[&format!("--expect={expect}")]).keys(), "--expect").await;
    }
}

#[tokio::test]
async fn a_vendor_id_is_a_capital_letter_and_digits() {
    for vendor in ["", "a00012345", "A00012345 ", " A00012345", "A0001 2345", "A00012345\n", "00012345", "A0001/../2"] {
        refused(Run::default().keys().var("COUPANG_VENDOR_ID", vendor), "COUPANG_VENDOR_ID").await;
    }
}

#[tokio::test]
async fn a_key_is_neither_empty_nor_pasted_with_a_line_break() {
    for name in ["COUPANG_ACCESS_KEY", "COUPANG_SECRET_KEY"] {
        for key in ["", " ", "0123456789abcdef\n", "0123456789abcdef\r\n", " 0123456789abcdef", "0123 4567"] {
            refused(Run::default().keys().var(name, key), name).await;
        }
    }
}

#[tokio::test]
async fn the_other_variables_are_checked_too() {
    for market in ["", "kr", "JP", "KR "] {
        refused(Run::default().keys().var("COUPANG_MARKET", market), "COUPANG_MARKET").await;
    }
    for name in ["", "two words", "shop\r\nx-evil: 1"] {
        refused(Run::default().keys().var("COUPANG_REQUESTED_BY", name), "COUPANG_REQUESTED_BY").await;
    }
}

#[tokio::test]
async fn no_refusal_repeats_a_key_or_the_vendor_id() {
    let planted = "planted-planted-planted";
    for (name, value) in [
        ("COUPANG_ACCESS_KEY", "planted-planted-planted\n"),
        ("COUPANG_SECRET_KEY", "planted-planted-planted\n"),
        ("COUPANG_VENDOR_ID", "planted-planted-planted"),
        ("COUPANG_MARKET", "planted-planted-planted"),
        ("COUPANG_REQUESTED_BY", "planted-planted-planted "),
    ] {
        let ran = Run::default().keys().var(name, value).go().await;
        assert_eq!(ran.code, 2, "{name}");
        for secret in [planted, VENDOR, ACCESS_KEY, SECRET_KEY] {
            assert!(!ran.everything().contains(secret), "{name}: {}", ran.err);
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_variable_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStringExt;
    let no_text = std::ffi::OsString::from_vec(vec![0x41, 0xFF, 0xFE]);
    for name in ["COUPANG_VENDOR_ID", "COUPANG_ACCESS_KEY", "COUPANG_SECRET_KEY", "COUPANG_MARKET"] {
        refused(Run::default().keys().var(name, no_text.clone()), name).await;
    }
}

#[tokio::test]
async fn a_base_url_is_plain_http_to_this_machine_and_nothing_more() {
    let server = Silent::listen();
    let port = server.port();
    for url in [
        format!("http://0.0.0.0:{port}"),
        format!("http://192.0.2.1:{port}"),
        format!("http://127.0.0.1.example.com:{port}"),
        "http://api-gateway.coupang.com".to_owned(),
        "https://api-gateway.coupang.com".to_owned(),
        format!("https://127.0.0.1:{port}"),
        format!("https://localhost:{port}"),
        format!("http://127.0.0.1:{port}/v2"),
        format!("http://127.0.0.1:{port}/?a=b"),
        format!("http://127.0.0.1:{port}/#a"),
        format!("http://user:secret@127.0.0.1:{port}"),
        format!("127.0.0.1:{port}"),
        format!("ftp://127.0.0.1:{port}"),
        "nonsense".to_owned(),
        String::new(),
    ] {
        for run in [Run::default(), Run::default().keys(), Run::with(&["--json"]).keys()] {
            let ran = run.at(&url).go().await;
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{url}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{url}: {:?}", ran.err);
            assert!(ran.err.contains("--base-url") && !ran.err.contains("secret"), "{url}: {}", ran.err);
        }
        server.assert_untouched(&url);
    }
}

#[tokio::test]
async fn a_key_typed_in_the_wrong_place_is_not_repeated() {
    for arguments in [&["planted-secret"] as &[&str], &["--secretkey=planted-secret"], &["--days", "planted-secret"]] {
        let ran = Run::with(arguments).keys().go().await;
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{arguments:?}");
        assert!(!ran.err.contains("planted") && !ran.out.contains("planted"), "{}", ran.err);
    }
}
