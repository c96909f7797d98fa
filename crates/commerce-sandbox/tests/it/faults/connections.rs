//! Connections that break, answers that never come, and what has been carried out by then.

use super::{acknowledge, acknowledgement, built, first_box, list, signed, struck, troubled};
use crate::support::{commits, opened, shop};
use commerce_sandbox::fault::{Ending, Fate, Fault, FaultRule};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_connection_that_breaks_early_carries_nothing_out() {
    for (fault, ending) in [(Fault::ResetBefore, Ending::ResetBefore), (Fault::ResetDuring, Ending::ResetDuring)] {
        let gateway = troubled(fault);
        assert_eq!(acknowledge(&gateway, opened()).ending, ending);
        assert_eq!((commits(&gateway), struck(&gateway)), (vec![], vec![(1, "orders.acknowledge", fault)]));
        let again = acknowledge(&gateway, opened());
        assert_eq!((again.ending, again.response.status().as_u16()), (Ending::Whole, 200), "once");
        assert_eq!(commits(&gateway), [("orders.acknowledge", first_box())]);
    }
}

#[test]
fn the_head_tells_whether_the_body_will_be_read() {
    for (fault, ending) in [(Fault::ResetBefore, Some(Ending::ResetBefore)), (Fault::ServerError, None)] {
        let gateway = troubled(fault);
        let (head, _) = signed("PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", "", opened()).into_parts();
        assert_eq!(gateway.meet(&head, opened()).early_ending(), ending);
        assert_eq!(gateway.ledger().calls, 1);
        assert_eq!(gateway.ledger().faults.len(), usize::from(ending.is_some()), "the other has not struck yet");
    }
}

#[test]
fn no_answer_tells_what_became_of_the_write() {
    let late = [SECOND, 30 * SECOND, 1_800 * SECOND].map(|delay| (Fate::Late(delay), Some(delay)));
    let fates = [(Fate::Dropped, None), (Fate::Carried, Some(Duration::ZERO))].into_iter().chain(late);
    for (fate, lands) in fates {
        for fault in [Fault::ResetAfter(fate), Fault::GatewayTimeout(fate)] {
            let gateway = troubled(fault);
            let served = acknowledge(&gateway, opened());
            if fault == Fault::GatewayTimeout(fate) {
                assert_eq!((served.response.status().as_u16(), served.ending), (504, Ending::Whole));
                let documented = r#"{"code":"ERROR","message":"Request timed out, if the situation continues consider applying timeout extension."}"#;
                assert_eq!(served.response.body(), documented);
            } else {
                assert_eq!(served.ending, Ending::NoAnswer);
            }
            for moment in [0, 1, 29, 30, 1_799, 1_800].map(|seconds| seconds * SECOND) {
                gateway.pass_time(opened() + moment);
                let landed = lands.is_some_and(|lands| lands <= moment);
                assert_eq!(gateway.commits().len(), usize::from(landed), "{fault:?} after {moment:?}");
            }
            let at: Vec<_> = gateway.commits().iter().map(|commit| commit.at).collect();
            assert_eq!(at, lands.map(|lands| opened() + lands).into_iter().collect::<Vec<_>>());
            assert_eq!(struck(&gateway), [(1, "orders.acknowledge", fault)]);
        }
    }
}

#[test]
fn a_late_write_that_was_sent_again_meanwhile_happens_once() {
    let gateway = troubled(Fault::ResetAfter(Fate::Late(30 * SECOND)));
    assert_eq!(acknowledge(&gateway, opened()).ending, Ending::NoAnswer);
    assert_eq!(acknowledge(&gateway, opened() + SECOND).response.status(), 200);
    gateway.pass_time(opened() + 60 * SECOND);
    assert_eq!(commits(&gateway), [("orders.acknowledge", first_box())]);
    assert_eq!(gateway.commits()[0].at, opened() + SECOND);
}

#[test]
fn an_answer_that_breaks_off_was_carried_out() {
    let gateway = troubled(Fault::ResetMidResponse);
    let served = acknowledge(&gateway, opened());
    let Ending::CutAt(length) = served.ending else { panic!("{:?}", served.ending) };
    assert!(0 < length && length < served.response.body().len());
    assert_eq!(commits(&gateway), [("orders.acknowledge", first_box())]);
    let whole = served.response.body().clone();
    assert_eq!(served.into_response().body(), &whole[..length]);
}

#[test]
fn an_answer_can_drip_or_never_end() {
    let clean = acknowledge(&built(shop()), opened()).response;
    let gateway = troubled(Fault::SlowDrip(3 * SECOND));
    let served = acknowledge(&gateway, opened());
    let Ending::Drip { piece, pause } = served.ending else { panic!("{:?}", served.ending) };
    assert_eq!(pause, 3 * SECOND);
    assert!(served.response.body().chunks(piece).count() > 2, "several pieces");
    assert_eq!(served.response.body(), clean.body());

    let gateway = troubled(Fault::EndlessBody);
    let served = acknowledge(&gateway, opened());
    assert_eq!((served.ending, served.response.body()), (Ending::Endless, clean.body()));
    assert_eq!(commits(&gateway).len(), 1);
}

#[test]
fn a_caller_that_plays_no_endings_gets_an_answer_that_fits() {
    for (fault, status) in [
        (Fault::ResetBefore, 502),
        (Fault::ResetDuring, 502),
        (Fault::ResetAfter(Fate::Carried), 502),
        (Fault::SlowDrip(SECOND), 200),
        (Fault::EndlessBody, 200),
        (Fault::ResetMidResponse, 200),
    ] {
        let gateway = troubled(fault);
        let body = acknowledgement();
        let request = signed("PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, opened());
        let response = gateway.handle(request, opened());
        assert_eq!(response.status(), status, "{fault:?}");
        let complete = serde_json::from_slice::<serde_json::Value>(response.body()).is_ok();
        assert_eq!(complete, status == 200 && fault != Fault::ResetMidResponse, "{fault:?}");
    }
}

#[test]
fn a_read_has_nothing_to_carry_out() {
    let rule = FaultRule::any_read(Fault::ResetAfter(Fate::Late(SECOND)));
    let gateway = built(shop().fault(rule));
    assert_eq!(acknowledge(&gateway, opened()).ending, Ending::Whole, "it is no read");
    assert_eq!(list(&gateway, opened()).ending, Ending::NoAnswer);
    gateway.pass_time(opened() + 2 * SECOND);
    assert_eq!(gateway.commits().len(), 1);
}
