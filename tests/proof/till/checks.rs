//! What must be true when the books are closed, against the sandbox's own.

use std::collections::BTreeMap;

use commerce_sandbox::korea_checkout::{Change, SessionStatus};

use super::Till;
use super::clerk::{CREATE, REFUND};
use crate::book::End;

/// All of it.
pub(super) fn all(till: &Till) {
    let (story, ledger) = (&till.story, till.checkout.ledger());
    let mut created = BTreeMap::<String, usize>::new();
    let mut paid = BTreeMap::<&str, usize>::new();
    let mut refunded = BTreeMap::<&str, Vec<i64>>::new();
    let mut announced = 0;
    for entry in &ledger.entries {
        match &entry.change {
            Change::SessionCreated { order_id, .. } => *created.entry(order_id.clone()).or_default() += 1,
            Change::StatusChanged { session_id, status: SessionStatus::Completed } => {
                *paid.entry(session_id).or_default() += 1;
            }
            Change::RefundAccepted { session_id, amount, .. } => refunded.entry(session_id).or_default().push(*amount),
            Change::WebhookQueued { .. } => announced += 1,
            _ => {}
        }
    }
    for (number, order) in till.orders.borrow().iter() {
        let ends = |operation| {
            let intentions = till.book.intentions().into_iter();
            intentions
                .filter(move |meant| (meant.operation, meant.subject) == (operation, *number))
                .map(|meant| meant.end)
        };
        let made = created.get(&format!("order-{number}")).copied().unwrap_or_default();
        let allowed = match ends(CREATE).next() {
            Some(End::Done) => 1..=1,
            Some(End::Unknown) => 0..=1,
            _ => 0..=0,
        };
        story
            .must(allowed.contains(&made), || format!("order {number} has {made} sessions: {:?}", ends(CREATE).next()));
        let Some(session) = order.session.as_ref().map(ToString::to_string) else { continue };
        let payments = paid.get(session.as_str()).copied().unwrap_or_default();
        story.must(order.shipped == payments, || {
            format!("order {number} was paid {payments} times and shipped {} times", order.shipped)
        });
        let given = refunded.get(session.as_str()).cloned().unwrap_or_default();
        let least: i64 =
            order.refunds.iter().filter(|(_, n)| till.book.intentions()[*n].end == End::Done).map(|(won, _)| won).sum();
        let open: i64 = order
            .refunds
            .iter()
            .filter(|(_, n)| till.book.intentions()[*n].end == End::Unknown)
            .map(|(won, _)| won)
            .sum();
        let sum: i64 = given.iter().sum();
        story.must(given.len() <= ends(REFUND).count() && (least..=least + open).contains(&sum), || {
            format!("order {number}: refunds of {given:?} were made, and the books say {least}, and {open} in doubt")
        });
    }
    for meant in till.book.intentions() {
        story.must(meant.end != End::Open, || format!("{} of {} has no end", meant.operation, meant.subject));
        let listed =
            till.book.person().iter().any(|line| (line.operation, line.subject) == (meant.operation, meant.subject));
        story.must(meant.end != End::Unknown || listed, || {
            format!("nobody is told of {} of {}", meant.operation, meant.subject)
        });
    }
    let receiver = &till.receiver;
    for (key, times) in receiver.queued.borrow().iter() {
        story.must(*times == 1, || format!("the event {key} was queued {times} times"));
    }
    for key in receiver.accepted.borrow().iter() {
        story
            .must(receiver.queued.borrow().contains_key(key), || format!("{key} was answered with 200 and not queued"));
    }
    story.must(receiver.remembered() <= announced, || {
        format!("{} events are remembered of {announced}", receiver.remembered())
    });
    story.must(receiver.queue.borrow().is_empty(), || "events are left in the queue".to_owned());
    crate::checks::left_once(story, &till.log);
    crate::checks::manners(story, &ledger.faults, &till.log);
}
