//! Which calls a rule strikes.

use super::{acknowledge, built, list, served, struck};
use crate::support::{opened, shop};
use commerce_sandbox::coupang::{BuildError, Gateway, operation, operations};
use commerce_sandbox::fault::{Ending, Fate, Fault, FaultError, FaultRule};
use http::Method;
use std::collections::BTreeSet;

/// Which of the next reads are answered 500.
fn pattern(gateway: &Gateway, reads: usize) -> Vec<bool> {
    (0..reads).map(|_| list(gateway, opened()).response.status() == 500).collect()
}

#[test]
fn a_rule_strikes_the_next_calls_and_leaves_some_in_peace_first() {
    let rule = FaultRule::new("orders.list", Fault::ServerError);
    for (rule, expected) in [
        (rule.clone(), [true, false, false, false, false]),
        (rule.clone().times(2), [true, true, false, false, false]),
        (rule.clone().after(2), [false, false, true, false, false]),
        (rule.clone().after(1).times(3), [false, true, true, true, false]),
        (rule.clone().chance(1.0), [true; 5]),
        (rule.clone().chance(1.0).after(3).times(1), [false, false, false, true, false]),
        (rule.clone().chance(0.0), [false; 5]),
        (rule.times(0), [false; 5]),
    ] {
        assert_eq!(pattern(&built(shop().fault(rule.clone())), 5), expected, "{rule:?}");
    }
}

#[test]
fn the_seed_decides_about_a_chance() {
    let of = |seed| pattern(&built(shop().seed(seed).fault(FaultRule::any(Fault::ServerError).chance(0.3))), 400);
    assert_eq!(of(1), of(1), "the same run fails the same way");
    assert_ne!(of(1), of(2));
    let struck = of(1).iter().filter(|struck| **struck).count();
    assert!((80..160).contains(&struck), "three in ten: {struck} of 400");
}

#[test]
fn rules_wait_in_turn_and_each_counts_every_call_it_is_about() {
    let gateway = built(shop());
    for rule in [
        FaultRule::any_write(Fault::ServerError),
        FaultRule::any(Fault::OriginDown),
        FaultRule::any_read(Fault::GatewayTimeout(Fate::Dropped)).after(1),
    ] {
        gateway.inject(rule).expect("a rule");
    }
    let statuses = [0; 3].map(|_| list(&gateway, opened()).response.status().as_u16());
    assert_eq!(statuses, [521, 504, 200]);
    assert_eq!(acknowledge(&gateway, opened()).response.status(), 500);
    let operations: Vec<_> = struck(&gateway).into_iter().map(|(call, operation, _)| (call, operation)).collect();
    assert_eq!(operations, [(1, "orders.list"), (2, "orders.list"), (4, "orders.acknowledge")]);
}

#[test]
fn a_refused_call_takes_no_fault() {
    let gateway = built(shop().calls_per_second(2).fault(FaultRule::any(Fault::ResetBefore)));
    let unsigned = http::Request::get("/").body(bytes::Bytes::new()).expect("a request");
    assert_eq!(gateway.serve(unsigned, opened()).response.status(), 401);
    let elsewhere = served(&gateway, "GET", "v4/vendors/A00099999/ordersheets", "", opened());
    assert_eq!(elsewhere.response.status(), 404);
    assert_eq!(list(&gateway, opened()).response.status(), 429);
    assert_eq!(struck(&gateway), []);
    let later = opened() + std::time::Duration::from_secs(60);
    assert_eq!(list(&gateway, later).ending, Ending::ResetBefore);
}

#[test]
fn a_rule_that_no_call_can_meet_is_an_error() {
    for (rule, expected) in [
        (FaultRule::new("orders.acknowlege", Fault::ServerError), FaultError::UnknownOperation),
        (FaultRule::new("refunds.create", Fault::ServerError), FaultError::UnknownOperation),
        (FaultRule::new("orders.acknowledge", Fault::RepeatedToken), FaultError::NoRoom),
        (FaultRule::new("inquiries.list", Fault::RepeatedToken), FaultError::NoRoom),
        (FaultRule::new("orders.list_by_minute", Fault::ShiftedPage), FaultError::NoRoom),
        (FaultRule::any_write(Fault::DuplicatedRows), FaultError::NoRoom),
        (FaultRule::any(Fault::ServerError).chance(1.01), FaultError::Chance),
        (FaultRule::any(Fault::ServerError).chance(-0.01), FaultError::Chance),
        (FaultRule::any(Fault::ServerError).chance(f64::NAN), FaultError::Chance),
    ] {
        assert_eq!(built(shop()).inject(rule.clone()), Err(expected), "{rule:?}");
        assert_eq!(shop().fault(rule).build().err(), Some(BuildError::Fault(expected)));
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_knows_faults() {
    let names: BTreeSet<&str> = operations().collect();
    assert_eq!(names.len(), operations().count());
    for name in names {
        built(shop()).inject(FaultRule::new(name, Fault::ServerError)).expect(name);
    }
    let named = |method, target: &str| operation(&method, &target.parse().expect("a target"));
    let orders = format!("{}/v5/vendors/A1/ordersheets", crate::support::API);
    assert_eq!(named(Method::GET, &orders), Some("orders.list"));
    assert_eq!(named(Method::GET, &format!("{orders}?searchType=timeFrame")), Some("orders.list_by_minute"));
    assert_eq!(named(Method::POST, &orders), None);
}
