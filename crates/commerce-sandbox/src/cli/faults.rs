//! Tests of the faults in a scenario file of the gateway.

use super::scenario::Scenario;
use super::toml_file;
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;

fn parse(text: &str) -> Result<Scenario, (usize, String)> {
    toml_file::parse(text)
}

#[test]
fn faults_are_read_and_reach_the_gateway() {
    let scenario = parse(
        r#"
        [[faults]]
        fault = "clock_skew"
        skew_seconds = 3600

        [[faults]]
        operation = "orders.acknowledge"
        fault = "gateway_timeout"
        fate = "late"
        late_seconds = 1800
        times = 2

        [[faults]]
        operation = "any_read"
        fault = "slow_drip"
        pause_ms = 250
        chance = 0.1
        after = 3
        "#,
    );
    let gateway = scenario.expect("a scenario").apply(Gateway::builder(), None).build().expect("a gateway");
    let list = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets";
    let request = http::Request::get(list).body(Bytes::new()).expect("a request");
    let noon = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_772_420_400);
    // 2026-03-02T03:00:00Z, and an hour.
    assert_eq!(gateway.handle(request, noon).headers()["date"], "Mon, 02 Mar 2026 04:00:00 GMT");
}

#[test]
fn what_is_wrong_with_a_fault_is_named_with_its_line() {
    for (text, line, named) in [
        ("[[faults]]\nfault = \"reset\"", 2, "unknown fault `reset`, expected one of reset_before, "),
        ("[[faults]]\nfault = \"redirect\"\noperation = \"orders.lst\"", 3, "unknown operation `orders.lst`"),
        ("[[faults]]\nfault = \"redirect\"\noperation = \"refunds.create\"", 3, "refunds.create"),
        ("[[faults]]\nfault = \"redirect\"\n\nchance = 1.01", 4, "from 0 to 1"),
        ("[[faults]]\nfault = \"redirect\"\nchance = -0.5", 3, "from 0 to 1"),
        ("[[faults]]\nfault = \"redirect\"\nchance = nan", 3, "from 0 to 1"),
        ("[[faults]]\nfault = \"redirect\"\ntimes = -1", 3, "-1"),
        ("[[faults]]\nfault = \"redirect\"\noften = 2", 3, "often"),
        ("[[faults]]\nfault = \"redirect\"\n[[faults]]\nfault = \"reset_after\"\nfate = \"lost\"", 5, "lost"),
        ("calls_per_second = 9\n[[faults]]\nfault = \"reset_after\"", 2, "fate"),
        ("[[faults]]\noperation = \"any_write\"\nfault = \"repeated_token\"", 1, "no room"),
        ("[[faults]]\noperation = \"any\"", 1, "fault"),
    ] {
        let (found, reason) = parse(text).map(|_| ()).expect_err(text);
        assert_eq!(found, line, "{text:?}: {reason}");
        assert!(reason.contains(named) && !reason.contains('\n'), "{text:?}: {reason}");
    }
}
