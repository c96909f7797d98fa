//! What customers ask, and what the call centre does with its cases.

use crate::coupang::world::{Asked, CaseEvent, CaseId, Event, InquiryEvent, OrderPlace, Slot, Stream, View};
use crate::coupang::write::Change;

/// A new question on a product's page.
pub(super) fn ask(shop: &View<'_>, order_id: Option<i64>) -> Option<Change> {
    let about = about(shop, order_id)?;
    let spot = shop.next_spot(Stream::Inquiries);
    let asked = Event::Asked(spot, Asked { about, handed_over: false });
    Some(Change::at(shop.now(), shop.inquiry_id(spot), [asked]))
}

/// A question is taken back.
pub(super) fn delete(shop: &View<'_>, id: i64) -> Option<Change> {
    let spot = shop.inquiry_of_id(id)?;
    shop.answered(spot)?;
    Some(Change::at(shop.now(), id, [Event::Inquiry(spot, InquiryEvent::Deleted)]))
}

/// A new case, which wants a confirmation or an answer.
pub(super) fn open(shop: &View<'_>, order_id: Option<i64>, handed_over: bool) -> Option<Change> {
    let about = about(shop, order_id)?;
    let spot = shop.next_spot(Stream::Cases);
    let asked = Event::Asked(spot, Asked { about, handed_over });
    Some(Change::at(shop.now(), shop.number_of_case(spot), [asked]))
}

/// An open case is ended.
pub(super) fn close(shop: &View<'_>, id: i64) -> Option<Change> {
    let CaseId::Own(spot) = shop.case_id(id) else { return None };
    let open = !shop.case(spot).closed;
    open.then(|| Change::at(shop.now(), id, [Event::Case(spot, CaseEvent::Closed)]))
}

/// A case waits anew.
pub(super) fn ask_again(shop: &View<'_>, id: i64) -> Option<Change> {
    let CaseId::Own(spot) = shop.case_id(id) else { return None };
    Some(Change::at(shop.now(), id, [Event::Case(spot, CaseEvent::AskedAgain)]))
}

/// The order that was named, which must be in the lists.
fn about(shop: &View<'_>, order_id: Option<i64>) -> Option<Option<Slot>> {
    match order_id.map(|id| shop.place_of_order(id)) {
        None => Some(None),
        Some(OrderPlace::Listed(slot)) => Some(Some(slot)),
        Some(_) => None,
    }
}
