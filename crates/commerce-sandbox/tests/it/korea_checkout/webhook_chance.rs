//! Webhooks that suffer by chance: loss, copies, late delivery and reordering, each on its own.

use super::support::{builder, later, order, session, start};
use commerce_sandbox::fault::{Chance, FaultError};
use commerce_sandbox::korea_checkout::WebhookManners;
use std::time::Duration;

const EVENTS: usize = 200;

fn chance(chance: f64) -> Chance {
    Chance::try_from(chance).expect("a chance")
}

/// How often each of many events is delivered, and after how many seconds.
fn deliveries(seed: u64, manners: WebhookManners) -> Vec<Vec<u64>> {
    let checkout = builder().seed(seed).webhook_manners(manners).build().expect("a sandbox");
    let id = session(&checkout, &order());
    for number in 0..EVENTS {
        checkout.send_event(&id, &format!("event.{number}"), start()).expect("an event");
    }
    let mut delivered = vec![Vec::new(); EVENTS];
    for due in checkout.take_due(later(1_000)) {
        let number: usize = due.event.strip_prefix("event.").and_then(|number| number.parse().ok()).expect("a number");
        delivered[number].push(due.due.duration_since(start()).expect("not before").as_secs());
    }
    delivered
}

#[test]
fn each_trouble_befalls_some_and_the_seed_says_which() {
    let new = WebhookManners::new;
    for (manners, untouched) in [
        (new().losing_every(1), vec![0]),
        (new().copies(3), vec![0]),
        (new().delay(Duration::from_secs(60)), vec![0]),
        (new().holding_back(Duration::from_secs(60)), vec![0]),
    ] {
        let at = |probability| manners.clone().by_chance(chance(probability));
        let some = deliveries(1, at(0.3));
        let touched = some.iter().filter(|times| **times != untouched).count();
        assert!((40..80).contains(&touched), "three in ten: {touched} of {EVENTS}: {manners:?}");
        assert_eq!(some, deliveries(1, at(0.3)), "the same run suffers the same way");
        assert_ne!(some, deliveries(2, at(0.3)));
        assert!(deliveries(1, at(0.0)).iter().all(|times| *times == untouched), "{manners:?}");
        assert!(deliveries(1, at(1.0)).iter().all(|times| *times != untouched), "{manners:?}");
    }
}

#[test]
fn troubles_fall_independently() {
    let rough = WebhookManners::new().losing_every(1).copies(2).delay(Duration::from_secs(60));
    let delivered = deliveries(7, rough.by_chance(chance(0.5)));
    for times in [vec![], vec![0], vec![60], vec![0, 0], vec![60, 60]] {
        assert!(delivered.contains(&times), "{times:?}");
    }
}

#[test]
fn a_chance_is_a_number_from_0_to_1() {
    for wrong in [-0.001, 1.001, f64::NAN, f64::INFINITY] {
        assert_eq!(Chance::try_from(wrong), Err(FaultError::Chance), "{wrong}");
    }
}
