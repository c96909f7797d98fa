//! Any text as a scenario of either service: what is read is a service, the same one twice, or more than one can be; of what is
//! not, one line of it and one line of reason are told.
#![no_main]

use std::fmt::Debug;
use std::time::Duration;

use commerce_sandbox::ScenarioError;
use commerce_sandbox::coupang::{self, Gateway};
use commerce_sandbox::korea_checkout::{self, Checkout};
use http::Method;
use libfuzzer_sys::fuzz_target;

#[path = "../shared/sandbox.rs"]
mod sandbox;

use sandbox::{ORDERS, now, to_checkout, to_coupang};

fuzz_target!(|text: &str| {
    match text.parse::<coupang::Scenario>() {
        Ok(scenario) => shop(&scenario, text),
        Err(error) => told(&error, text),
    }
    match text.parse::<korea_checkout::Scenario>() {
        Ok(scenario) => checkout(&scenario),
        Err(error) => told(&error, text),
    }
});

fn shop(scenario: &coupang::Scenario, text: &str) {
    let Some([one, other]) = same(|| scenario.clone().apply(Gateway::builder()).build()) else { return };
    // Customers who come ten thousand times a day, for as long as a calendar goes back, are slow and nothing new.
    if text.contains("customers_per_day") {
        return;
    }
    let list = || to_coupang(Method::GET, ORDERS.parse().expect("a target"), Vec::new(), now());
    let (answer, again) = (one.serve(list(), now()), other.serve(list(), now()));
    assert_eq!((answer.response.body(), answer.ending), (again.response.body(), again.ending));
    for gateway in [&one, &other] {
        gateway.pass_time(now() + Duration::from_secs(86_400));
        assert_eq!(gateway.ledger().calls, 1);
    }
    assert_eq!(one.missed_happenings(), other.missed_happenings());
}

fn checkout(scenario: &korea_checkout::Scenario) {
    let Some([one, other]) = same(|| scenario.clone().apply(Checkout::builder()).build()) else { return };
    let read = || to_checkout(Method::GET, "/api/shops/shop_1".parse().expect("a target"), Vec::new());
    let (answer, again) = (one.serve(read(), now()), other.serve(read(), now()));
    assert_eq!((answer.response.body(), answer.ending), (again.response.body(), again.ending));
    one.pass_time(now() + Duration::from_secs(86_400));
    assert_eq!(one.ledger().calls.len(), 1);
}

/// Two of a kind; `None` where there can be none, for a reason that is always the same.
fn same<T: Debug, E: Debug + PartialEq>(build: impl Fn() -> Result<T, E>) -> Option<[T; 2]> {
    match (build(), build()) {
        (Ok(one), Ok(other)) => Some([one, other]),
        (one, other) => {
            assert_eq!(one.expect_err("the other was refused"), other.expect_err("the one was refused"));
            None
        }
    }
}

fn told(error: &ScenarioError, text: &str) {
    let lines = text.split('\n').count();
    assert!((1..=lines).contains(&error.line()), "{error} in {lines} lines");
    let reason = error.reason();
    assert!(!reason.is_empty() && !reason.contains(char::is_control), "{reason:?}");
    assert_eq!(error.to_string(), format!("line {}: {reason}", error.line()));
}
