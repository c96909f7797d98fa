//! Strangers at the sandbox, over a real socket: a Python script that shares no line with this project and signs by the
//! documented formula, clients that we did not write at all (the PyPI packages `coupang` and `python-coupang`), and the
//! programs in the sandbox's README.
//!
//! If the strangers, the documentation and the sandbox agree, then a client that agrees with the sandbox agrees with the
//! documentation. Without a `python3` (or `python`) the tests say so on standard error and pass.

mod claim_writes;
mod clock;
#[path = "../shared/listening.rs"]
mod listening;
mod losing_line;
#[path = "../probe/programs.rs"]
mod programs;
mod pypi;
#[path = "../shared/python.rs"]
mod python;
mod reads;
mod settlement;
mod shop;
mod snippets;
mod writes;

use std::process::Command;

use listening::Listening;
use serde_json::{Value, json};

const VENDOR: &str = "A00099999";
const ACCESS_KEY: &str = "11111111-2222-3333-4444-555555555555";
const SECRET_KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/stranger");

/// The sandbox as a process.
fn sandbox() -> Listening {
    let mut command = Command::new(programs::built("", "commerce-sandbox", &["-p", "commerce-sandbox"]));
    command.args(["coupang", "--listen", "127.0.0.1:0", "--scenario", &format!("{HERE}/quick.toml")]);
    command.args(["--vendor", VENDOR, "--access-key", ACCESS_KEY, "--secret-key", SECRET_KEY]);
    Listening::start(&mut command)
}

/// What the script saw, or nothing when nobody can run it.
fn summary() -> Option<Value> {
    let Some(python) = python::python(6) else {
        python::not_tested("no Python 3 here, so no stranger reads the sandbox");
        return None;
    };
    let sandbox = sandbox();
    let mut script = Command::new(python);
    script.arg(format!("{HERE}/order_list.py")).args([&sandbox.url, VENDOR, ACCESS_KEY, SECRET_KEY]);
    let output = script.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// What a day holds by the sandbox's README, times the days.
fn orders(days: u64) -> Value {
    json!({ "ACCEPT": 3 * days, "INSTRUCT": days, "DEPARTURE": 2 * days, "DELIVERING": 4 * days,
            "FINAL_DELIVERY": 6 * days, "NONE_TRACKING": days })
}

#[test]
fn a_stranger_who_signs_by_the_documentation_reads_every_list_and_every_refusal() {
    let Some(summary) = summary() else { return };
    for version in ["v5", "v4"] {
        let lists = &summary[version];
        assert_eq!(lists["today_by_day"], orders(1), "{version}");
        assert_eq!(lists["today_by_minute"], orders(1), "{version}");
        assert_eq!(lists["same_boxes"], true, "{version}: by day and by minute are two views of one shop");
        assert_eq!(lists["thirty_days"], orders(30), "{version}");
        let pages = json!({ "ACCEPT": 2, "INSTRUCT": 1, "DEPARTURE": 1, "DELIVERING": 2, "FINAL_DELIVERY": 3,
                            "NONE_TRACKING": 1 });
        assert_eq!(lists["pages_of_two"], pages, "{version}");
        let pages = json!({ "ACCEPT": 2, "INSTRUCT": 1, "DEPARTURE": 2, "DELIVERING": 3, "FINAL_DELIVERY": 4,
                            "NONE_TRACKING": 1 });
        assert_eq!(lists["pages_of_fifty"], pages, "{version}");
    }

    // The texts of the reference, section 6.2.
    let unknown = "Unknown error occurred, please contact api-gateway channel for the details.";
    for (mistake, message, languages) in [
        ("wrong_secret", "Invalid signature.", json!([])),
        ("signed_another_query", "Invalid signature.", json!([])),
        ("ten_minutes_old", "Specified signature is expired.", json!([])),
        ("malformed_header", "HMAC format is invalid.", json!([])),
        ("another_scheme", "HMAC format is invalid.", json!([])),
        ("unknown_access_key", unknown, json!([])),
        ("no_header", "Request is not authorized.", json!(["english", "korean"])),
    ] {
        let expected = json!({ "status": 401, "content_type": "application/json;charset=UTF-8", "code": "ERROR",
            "message": message, "languages": languages, "transaction_id_is_a_uuid": true });
        assert_eq!(summary["refusals"][mistake], expected, "{mistake}");
    }
    assert_eq!(summary["refusals"].as_object().unwrap().len(), 7);
}
