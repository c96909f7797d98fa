//! The examples that write, as a user runs them: they do what they say, and show nobody's name.

#[path = "../probe/programs.rs"]
mod programs;

use std::process::{Command, Output};

fn run(example: &str, arguments: &[&str]) -> Output {
    let program = programs::built("examples", example, &["-p", "commerce-examples", "--example", example]);
    Command::new(program).args(arguments).output().unwrap()
}

fn said(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_paid_order_becomes_a_shipped_one() {
    let out = said(run("order_to_shipment", &[]));
    let lines: Vec<&str> = out.lines().collect();
    let ["3 paid", "3 acknowledged", "0 with another address than before", "3 shipped"] = lines[..] else {
        panic!("{out}")
    };
}

#[test]
fn a_dry_run_shows_the_request_and_sends_nothing() {
    let out = said(run("order_to_shipment", &["--dry-run"]));
    let mut lines = out.lines().skip(1);
    let path = "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/acknowledgement";
    assert_eq!(lines.next(), Some(format!("PUT {path}").as_str()));
    let body: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(body["shipmentBoxIds"].as_array().unwrap().len(), 3);
    assert_eq!((body["vendorId"].as_str(), lines.next()), (Some("A00012345"), None));
}

#[test]
fn the_first_of_each_kind_is_answered_in_the_name_of_a_login() {
    let out = said(run("cs_inbox_and_reply", &[]));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 6, "{out}");
    for (line, start) in lines[..3].iter().zip(["7 product inquiries", "1 call-centre cases", "1 call-centre cases"]) {
        assert!(line.starts_with(start), "{out}");
    }
    for (line, start) in lines[3..].iter().zip(["inquiries.reply: ", "call_center.reply: ", "call_center.confirm: "]) {
        assert!(line.starts_with(start) && !line.contains(','), "{out}");
    }

    let shown = said(run("cs_inbox_and_reply", &["--dry-run"]));
    assert!(shown.contains("/onlineInquiries/") && shown.contains("<redacted>"), "{shown}");
    for hidden in ["sandbox-wing-user", "고객님", "배송지"] {
        assert!(!shown.contains(hidden) && !out.contains(hidden), "{shown}");
    }
}
