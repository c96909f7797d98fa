//! What customers and Coupang do in the meantime: a test says when.

use super::calendar::Moment;
use super::gateway::Gateway;
use super::world::{
    BoxEvent, CaseEvent, CaseId, ClaimEvent, Event, InquiryEvent, MadeClaim, OptionEvent, OrderPlace, View,
};
use super::write::Change;
use super::{ClaimKind, OrderStatus};
use std::time::{Duration, SystemTime};

/// Something that somebody else than the seller does.
///
/// With the feature `server` it is read from a map (JSON or TOML) whose `what` is the name of the variant in snake case,
/// beside the variant's own fields: `{"what": "buyer_cancels", "shipment_box_id": 123}`. No other field is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[cfg_attr(feature = "server", serde(tag = "what", rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Happening {
    /// A customer cancels all that is left of a box: one in `ACCEPT` leaves the lists with a receipt of its cancellation,
    /// one in `INSTRUCT` is held for cancel and gets a receipt that asks to stop its shipment.
    BuyerCancels {
        /// The box.
        shipment_box_id: i64,
    },
    /// A customer changes the receiver and the address of a box in `ACCEPT`.
    BuyerRedirects {
        /// The box.
        shipment_box_id: i64,
    },
    /// The customer of another order has a box in `ACCEPT` sent to where that order went when it was placed.
    BuyerRedirectsTo {
        /// The box.
        shipment_box_id: i64,
        /// The other order.
        order_id: i64,
    },
    /// A customer withdraws a return that is not finished, or an exchange that is not on its way.
    BuyerWithdraws {
        /// The receipt or the exchange.
        claim_id: i64,
    },
    /// A customer deletes a question on a product's page.
    BuyerDeletesInquiry {
        /// The inquiry.
        inquiry_id: i64,
    },
    /// The counsellor of a call-centre case ends it.
    CounsellorCloses {
        /// The case.
        inquiry_id: i64,
    },
    /// The counsellor of a call-centre case asks the seller again.
    CounsellorAsksAgain {
        /// The case.
        inquiry_id: i64,
    },
    /// An option is deleted.
    OptionDeleted {
        /// The option.
        vendor_item_id: i64,
    },
    /// Coupang's monitoring takes an option off sale, and only Coupang can put it back.
    OptionSuspended {
        /// The option.
        vendor_item_id: i64,
    },
}

impl Gateway {
    /// Lets something happen at a moment; false when the shop as it stands leaves no room for it.
    ///
    /// It is no call and no commit. Late writes that are due by then land before it.
    pub fn happen(&self, happening: Happening, now: SystemTime) -> bool {
        let now = Moment::from_system_time(now);
        let mut books = self.books();
        self.land(&mut books, now);
        let change = happening.change(&self.world.with(books.journal(), now), self.write_rules.refund_time);
        let happens = change.is_some();
        if let Some(change) = change {
            books.enter(change);
        }
        happens
    }
}

impl Happening {
    fn change(self, shop: &View<'_>, refund_time: Duration) -> Option<Change> {
        let change = |subject, event| Some(Change::at(shop.now(), subject, [event]));
        match self {
            Self::BuyerCancels { shipment_box_id } => cancel(shop, shipment_box_id, refund_time),
            Self::BuyerRedirects { shipment_box_id } => redirect(shop, shipment_box_id, BoxEvent::Redirected(None)),
            Self::BuyerRedirectsTo { shipment_box_id, order_id } => {
                let OrderPlace::Listed(other) = shop.place_of_order(order_id) else { return None };
                redirect(shop, shipment_box_id, BoxEvent::Redirected(Some(other)))
            }
            Self::BuyerWithdraws { claim_id } => withdraw(shop, claim_id),
            Self::BuyerDeletesInquiry { inquiry_id } => {
                let spot = shop.inquiry_of_id(inquiry_id)?;
                shop.answered(spot)?;
                change(inquiry_id, Event::Inquiry(spot, InquiryEvent::Deleted))
            }
            Self::CounsellorCloses { inquiry_id } => {
                let CaseId::Own(spot) = shop.case_id(inquiry_id) else { return None };
                let open = !shop.case(spot).closed;
                open.then(|| Change::at(shop.now(), inquiry_id, [Event::Case(spot, CaseEvent::Closed)]))
            }
            Self::CounsellorAsksAgain { inquiry_id } => {
                let CaseId::Own(spot) = shop.case_id(inquiry_id) else { return None };
                change(inquiry_id, Event::Case(spot, CaseEvent::AskedAgain))
            }
            Self::OptionDeleted { vendor_item_id } => {
                shop.stock(vendor_item_id).filter(|stock| !stock.deleted)?;
                change(vendor_item_id, Event::Option(vendor_item_id, OptionEvent::Deleted))
            }
            Self::OptionSuspended { vendor_item_id } => {
                shop.stock(vendor_item_id).filter(|stock| !stock.deleted)?;
                change(vendor_item_id, Event::Option(vendor_item_id, OptionEvent::Suspended))
            }
        }
    }
}

fn redirect(shop: &View<'_>, box_id: i64, event: BoxEvent) -> Option<Change> {
    let OrderPlace::Listed(slot) = shop.place_of_box(box_id) else { return None };
    let paid = shop.boxed(slot).status == OrderStatus::Accept;
    paid.then(|| Change::at(shop.now(), box_id, [Event::Box(slot, event)]))
}

fn cancel(shop: &View<'_>, box_id: i64, refund_time: Duration) -> Option<Change> {
    let OrderPlace::Listed(slot) = shop.place_of_box(box_id) else { return None };
    let order = shop.boxed(slot);
    let left = order.items.iter().filter(|item| item.shippable() > 0);
    let units: Vec<(i64, i64)> = left.map(|item| (item.vendor_item_id, item.shippable())).collect();
    if units.is_empty() {
        return None;
    }
    let hold = |(option, units): &(i64, i64)| (shop.now(), Event::Box(slot, BoxEvent::Held(*option, *units)));
    let (kind, mut events) = match order.status {
        OrderStatus::Accept => (ClaimKind::Cancelled, shop.refunds(slot, &units, refund_time)),
        OrderStatus::Instruct => (ClaimKind::StopRequested, units.iter().map(hold).collect()),
        _ => return None,
    };
    let claim = MadeClaim { about: slot, units, by_seller: false };
    events.push((shop.now(), Event::Made(shop.next_claim(kind), claim)));
    Some(Change { subject: box_id, events })
}

/// With the request to stop a shipment goes what was held for it.
fn withdraw(shop: &View<'_>, id: i64) -> Option<Change> {
    let slot = shop.claim_of_id(id)?;
    let claim = shop.claim(slot);
    let mut events = vec![Event::Claim(slot, ClaimEvent::Withdrawn)];
    match claim.kind {
        ClaimKind::ReturnRequested | ClaimKind::ReturnArrived | ClaimKind::CheckRequested => {}
        ClaimKind::StopRequested => events.extend(shop.frees(&claim)),
        ClaimKind::Exchange if claim.sent.is_none() => {}
        ClaimKind::Exchange | ClaimKind::ReturnCompleted | ClaimKind::Cancelled | ClaimKind::Withdrawn => return None,
    }
    Some(Change::at(shop.now(), id, events))
}
