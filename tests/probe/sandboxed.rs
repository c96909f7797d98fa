//! The probe against the sandbox, which checks signatures as the gateway does: both must mean the same thing.

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use serde_json::json;

use crate::support::{Run, sandbox};

/// A run with these keys against a sandbox that knows its own.
async fn reason_with(vendor: &str, access_key: &str, secret_key: &str) -> serde_json::Value {
    let (_running, url, gateway) = sandbox(Gateway::builder()).await;
    let run = Run::with(&["--json"]).var("COUPANG_VENDOR_ID", vendor).var("COUPANG_ACCESS_KEY", access_key);
    let ran = run.var("COUPANG_SECRET_KEY", secret_key).at(&url).go().await;
    let report = ran.json();
    let stopped = report["connection"] == "PAUSED";
    assert_eq!((ran.code == 1, gateway.ledger().calls == 1), (stopped, stopped), "{report}");
    report["reason"].clone()
}

#[tokio::test]
async fn the_right_keys_are_accepted_and_each_wrong_one_is_told_apart() {
    let (vendor, access, secret) = (DEFAULT_VENDOR, DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY);
    assert_eq!(reason_with(vendor, access, secret).await, json!(null));
    assert_eq!(reason_with(vendor, access, "another-secret").await, json!("invalid_signature"));
    assert_eq!(reason_with(vendor, "another-key", secret).await, json!("key_rejected"));
    assert_eq!(reason_with("A00054321", access, secret).await, json!("vendor_mismatch"));
}

#[tokio::test]
async fn a_gateway_that_has_had_enough_stops_the_run() {
    let (_running, url, gateway) = sandbox(Gateway::builder().calls_per_second(1)).await;
    let ran = Run::with(&["--json"]).at(&url).go().await;
    let report = ran.json();
    assert_eq!((ran.code, &report["reason"]), (1, &json!("throttled")));
    assert_eq!(report["counts"]["orders"]["ACCEPT"], 3, "what was read before stays");
    assert_eq!(report["counts"]["orders"]["INSTRUCT"], json!(null));
    assert_eq!(gateway.ledger().calls, 2, "the breach was the last call");
}
