//! Connections that break at every stage, bodies that drip, and one that has no end.

use super::gateway::{acknowledgement, answer, exchange, orders, troubled};
use super::{Answer, Client, End, NOW, blocking};
use commerce_sandbox::fault::{Fate, Fault};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_reset_before_the_body_does_not_wait_for_it() {
    let (gateway, running) = troubled(Fault::ResetBefore).await;
    let addr = running.addr();
    let (head, _) = acknowledgement(NOW());
    let (seen, end) = blocking(move || {
        let mut client = Client::connect(addr);
        client.send(&head);
        client.rest()
    })
    .await;
    assert_eq!((seen.len(), end), (0, End::Reset), "the body was never sent");
    assert_eq!((gateway.commits().len(), gateway.ledger().faults.len()), (0, 1));
    assert_eq!(answer(addr, acknowledgement(NOW())).await.status, 200, "the next connection is a good one");
    running.shutdown().await;
}

#[tokio::test]
async fn a_reset_before_the_body_gives_no_leave_to_send_it() {
    let (_, running) = troubled(Fault::ResetBefore).await;
    let (head, _) = acknowledgement(NOW());
    let head =
        String::from_utf8(head).expect("text").replace("content-length", "expect: 100-continue\r\ncontent-length");
    let (seen, end) = exchange(running.addr(), (head.into(), Vec::new())).await;
    assert_eq!((seen.len(), end), (0, End::Reset), "{}", String::from_utf8_lossy(&seen));
    running.shutdown().await;
}

#[tokio::test]
async fn a_reset_during_the_body_comes_when_a_part_of_it_was_read() {
    let (gateway, running) = troubled(Fault::ResetDuring).await;
    let addr = running.addr();
    let (head, body) = acknowledgement(NOW());
    let (before, end) = blocking(move || {
        let mut client = Client::connect(addr);
        client.send(&head);
        let before = client.some_within(Duration::from_millis(300));
        client.send(&body[..body.len() / 2]);
        (before, client.rest())
    })
    .await;
    assert_eq!(before, Err(End::Open), "it waits for the body");
    assert_eq!(end, (Vec::new(), End::Reset), "and does not wait for its second half");
    assert_eq!((gateway.commits().len(), gateway.ledger().faults.len()), (0, 1));
    running.shutdown().await;
}

#[tokio::test]
async fn a_request_without_a_body_is_reset_after_its_head() {
    let (_, running) = troubled(Fault::ResetDuring).await;
    assert_eq!(exchange(running.addr(), orders(NOW(), "")).await, (Vec::new(), End::Reset));
    running.shutdown().await;
}

#[tokio::test]
async fn a_reset_after_the_request_leaves_its_fate_open() {
    let late = |seconds| Fate::Late(Duration::from_secs(seconds));
    for (fate, at_once) in [(Fate::Dropped, 0), (Fate::Carried, 1), (late(1), 0), (late(30), 0), (late(1_800), 0)] {
        let (gateway, running) = troubled(Fault::ResetAfter(fate)).await;
        let asked = NOW();
        assert_eq!(exchange(running.addr(), acknowledgement(NOW())).await, (Vec::new(), End::Reset));
        assert_eq!(gateway.commits().len(), at_once, "{fate:?}");
        gateway.pass_time(NOW() + Duration::from_secs(1_801));
        let landed: Vec<_> = gateway.commits().iter().map(|commit| commit.at).collect();
        match fate {
            Fate::Late(delay) => assert!(landed.len() == 1 && landed[0] >= asked + delay, "{landed:?}"),
            _ => assert_eq!(landed.len(), at_once),
        }
        running.shutdown().await;
    }
}

#[tokio::test]
async fn an_answer_breaks_off_in_its_middle() {
    let (gateway, running) = troubled(Fault::ResetMidResponse).await;
    let (seen, end) = exchange(running.addr(), acknowledgement(NOW())).await;
    let seen = Answer::parse(&seen).expect("a head");
    assert_eq!((seen.status, end), (200, End::Reset));
    assert!(!seen.body.is_empty() && seen.body.len() < seen.length(), "{} of {}", seen.body.len(), seen.length());
    assert!(seen.body.starts_with(b"{"));
    assert_eq!(gateway.commits().len(), 1, "it was carried out");
    running.shutdown().await;
}

#[tokio::test]
async fn an_answer_drips() {
    let pause = Duration::from_millis(60);
    let (_, running) = troubled(Fault::SlowDrip(pause)).await;
    let (addr, begun) = (running.addr(), Instant::now());
    let (pieces, whole) = blocking(move || {
        let mut client = Client::connect(addr);
        let (head, body) = acknowledgement(NOW());
        client.send(&[head, body].concat());
        let (mut pieces, mut all) = (0, Vec::new());
        loop {
            all.extend(client.some().expect("a piece"));
            pieces += 1;
            if let Some(answer) = Answer::parse(&all).filter(|answer| answer.body.len() == answer.length()) {
                return (pieces, answer);
            }
        }
    })
    .await;
    assert!(begun.elapsed() >= pause * 9, "ten pieces take nine pauses at the least");
    assert!(pieces > 2 && whole.status == 200, "{pieces} reads");
    assert_eq!(whole.json()["data"]["responseCode"], 0);
    running.shutdown().await;
}

#[tokio::test]
async fn a_body_without_an_end_ends_with_its_reader() {
    let (gateway, running) = troubled(Fault::EndlessBody).await;
    let addr = running.addr();
    let seen = blocking(move || {
        let mut client = Client::connect(addr);
        let (head, body) = acknowledgement(NOW());
        client.send(&[head, body].concat());
        let mut seen = Vec::new();
        while seen.len() < 4 * 1024 * 1024 {
            seen.extend(client.some().expect("more"));
        }
        seen
    })
    .await;
    let seen = Answer::parse(&seen).expect("a head");
    assert_eq!(
        (seen.status, seen.header("transfer-encoding"), seen.header("content-length")),
        (200, Some("chunked"), None)
    );
    assert_eq!(gateway.commits().len(), 1);
    tokio::time::timeout(Duration::from_secs(5), running.shutdown()).await.expect("nobody holds it");
}

#[tokio::test]
async fn a_body_without_an_end_does_not_hold_a_shutdown() {
    let (_, running) = troubled(Fault::EndlessBody).await;
    let addr = running.addr();
    let reader = blocking(move || {
        let mut client = Client::connect(addr);
        let (head, body) = acknowledgement(NOW());
        client.send(&[head, body].concat());
        client.some().expect("a beginning");
        client
    })
    .await;
    tokio::time::timeout(Duration::from_secs(10), running.shutdown()).await.expect("a shutdown in time");
    drop(reader);
}

#[tokio::test]
async fn a_reset_hits_one_connection_alone() {
    let (_, running) = troubled(Fault::ResetAfter(Fate::Dropped)).await;
    let addr = running.addr();
    let second = blocking(move || {
        let mut other = Client::connect(addr);
        let (head, body) = acknowledgement(NOW());
        other.send(&head);
        // Once the server waits for its body, this one has met the fault.
        assert_eq!(other.some_within(Duration::from_millis(300)), Err(End::Open));
        let mut first = Client::connect(addr);
        first.send(&orders(NOW(), "").0);
        let first = first.answer();
        other.send(&body);
        (first.status, other.rest().1)
    })
    .await;
    assert_eq!(second, (200, End::Reset));
    running.shutdown().await;
}
