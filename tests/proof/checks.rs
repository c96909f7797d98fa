//! What must be true when the day is over, against the sandbox's own books.

use std::collections::BTreeMap;
use std::time::Duration;

use commerce_sandbox::coupang::{Commit, DEFAULT_LOCKOUT_SECONDS};
use commerce_sandbox::fault::{Fault, Struck};
use coupang_wing::orders::{OrderSheet, OrderStatus};

use crate::book::End;
use crate::guesses::Guesses;
use crate::oracle::{Row, Shelf, Stock, korean};
use crate::seller::Seller;
use crate::story::Story;
use crate::wire::Log;

/// What was collected is what exists.
pub(crate) fn collected(seller: &Seller<'_>, plan: &Stock, stock: &Stock, guesses: &Guesses) {
    let story = seller.story;
    let all = seller.collected.borrow();
    for shelf in Shelf::ALL {
        let exists = &stock[&shelf];
        let mut of_shelf = all.iter().filter(|collected| collected.shelf == shelf);
        for collected in of_shelf.clone() {
            // What was there when it began, and never left.
            // Where lists lag, an order is in them ten minutes later.
            let lags = shelf == Shelf::Orders && guesses.told().iter().any(|guess| guess == "list_lag_seconds = 600");
            let lag = if lags { 600 } else { 0 };
            let began = korean(collected.began - Duration::from_secs(lag));
            for (id, row) in plan[&shelf].iter().filter(|(id, row)| row.made < began && exists.contains_key(id)) {
                story.must(collected.ids.contains(id), || {
                    format!("{shelf:?}: {id} of {} is missing in what was collected at {began}", row.made)
                });
            }
            for id in &collected.ids {
                let made = seller.made.borrow().contains(id);
                let real =
                    made || [plan, stock].into_iter().flat_map(BTreeMap::values).any(|rows| rows.contains_key(id));
                story.must(real, || format!("{shelf:?}: {id} was collected and never existed"));
            }
        }
        let Some(last) = of_shelf.next_back() else { continue };
        story.must(last.ids.iter().eq(exists.keys()), || {
            format!("{shelf:?}: {:?} exist, {:?} were collected at last", exists.keys(), last.ids)
        });
    }
}

/// Orders were read in the status in which they stand. One that nobody has documented says nothing.
pub(crate) fn statuses(story: &Story, orders: &[OrderSheet], stock: &Stock) {
    for sheet in orders.iter().filter(|sheet| !matches!(sheet.status, OrderStatus::Unknown(_))) {
        let Some(row) = stock[&Shelf::Orders].get(&sheet.shipment_box_id.get()) else { continue };
        story.must(row.json["status"] == sheet.status.as_str(), || {
            format!("box {} is {} and was read as {}", sheet.shipment_box_id, row.json["status"], sheet.status.as_str())
        });
    }
}

/// Every write was carried out once at most, and the seller knows what became of it, or a person does.
pub(crate) fn written(seller: &Seller<'_>, commits: &[Commit], stock: &Stock) {
    let (story, book) = (seller.story, seller.book);
    let mut meant: BTreeMap<_, Vec<End>> = BTreeMap::new();
    for intention in book.intentions() {
        let (operation, subject, end) = (intention.operation, intention.subject, intention.end);
        story.must(end != End::Open, || format!("{operation} of {subject} has no end"));
        let listed = || book.person().iter().any(|line| (line.operation, line.subject) == (operation, subject));
        story.must(end != End::Unknown || listed(), || {
            format!("{operation} of {subject} is unknown, and nobody is told")
        });
        meant.entry((operation, subject)).or_default().push(end);
    }
    for line in book.person() {
        story.must(!line.look_at.0.is_empty() && !line.look_at.1.is_empty(), || {
            format!("nobody is told where to look for {} of {}", line.operation, line.subject)
        });
    }
    let mut done: BTreeMap<_, usize> = BTreeMap::new();
    for commit in commits {
        *done.entry((commit.operation, commit.subject)).or_default() += 1;
        story.must(meant.contains_key(&(commit.operation, commit.subject)), || {
            format!("{} of {} was carried out, and nobody meant it", commit.operation, commit.subject)
        });
    }
    for ((operation, subject), ends) in &meant {
        let commits = done.get(&(*operation, *subject)).copied().unwrap_or_default();
        let of = |end| ends.iter().filter(|known| **known == end).count();
        // Couriers and Coupang do some of it themselves; a read then shows the state that was meant, truly.
        let by_others = is_done_by_others(operation, stock[&Shelf::Returns].get(subject));
        let least = if by_others { 0 } else { of(End::Done) };
        let most = of(End::Done) + of(End::Unknown);
        story.must((least..=most).contains(&commits), || {
            format!("{operation} of {subject}: carried out {commits} times, and the seller's book says {ends:?}")
        });
    }
    for (id, number) in seller.labels.borrow().iter().filter(|(id, _)| done.contains_key(&(SHIPPED, **id))) {
        let Some(row) = stock[&Shelf::Orders].get(id) else { continue };
        story.must(row.json["invoiceNumber"] == number.as_str(), || {
            format!("box {id} left under {} and not {number}", row.json["invoiceNumber"])
        });
    }
}

/// Whether the goods of a return are there, or it is approved, without the seller.
fn is_done_by_others(operation: &str, receipt: Option<&Row>) -> bool {
    let status = receipt.and_then(|row| row.json["receiptStatus"].as_str());
    ["returns.receive", "returns.approve"].contains(&operation) && status == Some("RETURNS_COMPLETED")
}

const SHIPPED: &str = "orders.upload_invoices";

/// A write of which nobody knows what became of it never leaves again; one that names a target state leaves once more.
pub(crate) fn left_once(story: &Story, log: &Log) {
    let mut doubts: BTreeMap<&str, usize> = BTreeMap::new();
    let log = log.lock().unwrap();
    for (write, in_doubt) in log.iter().filter_map(|passed| Some((passed.write.as_deref()?, passed.in_doubt))) {
        let before = doubts.entry(write).or_default();
        let allowed = usize::from(TARGET_STATES.iter().any(|path| write.contains(path)));
        story.must(*before <= allowed, || format!("sent again after {before} answers that tell nothing: {write}"));
        *before += usize::from(in_doubt);
    }
}

/// The paths of the writes that may be sent once more.
const TARGET_STATES: [&str; 3] = ["/ordersheets/acknowledgement ", "/stoppedShipment ", "/receiveConfirmation "];

/// The client was never locked out but by a fault: every 429 was one, or had left before anybody could hear of one.
pub(crate) fn manners(story: &Story, faults: &[Struck], log: &Log) {
    let log = log.lock().unwrap();
    let refusals: Vec<_> = log.iter().filter(|passed| passed.status == Some(429)).collect();
    for refused in &refusals {
        let struck = |fault: &Struck| fault.fault == Fault::TooManyRequests && Some(fault.at) == refused.arrived;
        // What the same lock-out refused before, and whether the client had heard of it.
        let began = refused.arrived.map(|arrived| arrived - LOCKOUT);
        let before = refusals.iter().filter(|other| other.arrived < refused.arrived && other.arrived > began);
        let heard = before.filter_map(|other| other.heard).any(|heard| heard < refused.left);
        let excused = faults.iter().any(struck) || !heard;
        story.must(excused, || format!("a call was throttled by our own fault: {refused:?}"));
    }
}

/// How long the sandbox wants silence.
const LOCKOUT: Duration = Duration::from_secs(DEFAULT_LOCKOUT_SECONDS);
