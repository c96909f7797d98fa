//! What customers, carriers and Coupang do in the meantime: a test or a scenario says when.

mod orders;
mod returns;
mod service;

use super::ClaimKind;
use super::calendar::Moment;
use super::gateway::Gateway;
use super::world::{Event, OptionEvent, View};
use super::write::Change;
use std::time::SystemTime;

pub(super) use orders::{deliver, scan};
pub(super) use returns::{approve, collect, deliver_exchange, scan_exchange};

/// Something that somebody else than the seller does.
///
/// With the feature `server` it is read from a map (JSON or TOML) whose `what` is the name of the variant in snake case,
/// beside the variant's own fields: `{"what": "buyer_cancels", "shipment_box_id": 123}`. Fields that may be absent may be
/// left out; no other field is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(any(feature = "server", feature = "scenario"), derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(
    any(feature = "server", feature = "scenario"),
    serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Happening {
    /// A customer pays: a new order stands in `ACCEPT`.
    BuyerPays {
        /// The one option of the order, which must be on sale; without it the order holds what any order may hold.
        vendor_item_id: Option<i64>,
        /// How many of it, and of nothing else; 1 where nothing is said.
        units: Option<i64>,
    },
    /// A customer cancels all that is left of a box: one in `ACCEPT` leaves the lists with a receipt of its cancellation,
    /// one in `INSTRUCT` is held for cancel and gets a receipt that asks to stop its shipment.
    BuyerCancels {
        /// The box.
        shipment_box_id: i64,
    },
    /// A customer cancels some units of a box, likewise.
    BuyerCancelsUnits {
        /// The box.
        shipment_box_id: i64,
        /// The option.
        vendor_item_id: i64,
        /// How many of it.
        units: i64,
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
    /// A customer confirms the purchase of a box in `FINAL_DELIVERY` or `NONE_TRACKING`.
    BuyerConfirms {
        /// The box.
        shipment_box_id: i64,
    },
    /// A customer returns all that is left of a box that has a waybill: a receipt waits for its goods.
    BuyerReturns {
        /// The box.
        shipment_box_id: i64,
    },
    /// A customer returns some units of a box, likewise.
    BuyerReturnsUnits {
        /// The box.
        shipment_box_id: i64,
        /// The option.
        vendor_item_id: i64,
        /// How many of it.
        units: i64,
    },
    /// A customer wants all that is left of a box in `FINAL_DELIVERY` or `NONE_TRACKING` exchanged.
    BuyerExchanges {
        /// The box.
        shipment_box_id: i64,
    },
    /// A customer wants some units of a box exchanged, likewise.
    BuyerExchangesUnits {
        /// The box.
        shipment_box_id: i64,
        /// The option.
        vendor_item_id: i64,
        /// How many of it.
        units: i64,
    },
    /// A customer withdraws a return that is not finished, or an exchange whose new goods are not on their way; neither
    /// once a courier has scanned the goods.
    BuyerWithdraws {
        /// The receipt or the exchange.
        claim_id: i64,
    },
    /// A customer asks something on a product's page.
    BuyerAsks {
        /// The order the question is linked to, if any.
        order_id: Option<i64>,
    },
    /// A customer deletes a question on a product's page.
    BuyerDeletesInquiry {
        /// The inquiry.
        inquiry_id: i64,
    },
    /// A carrier scans a parcel for the first time: a box in `DEPARTURE`, or the new box of an exchange.
    CarrierScans {
        /// The box.
        shipment_box_id: i64,
    },
    /// A carrier delivers a parcel: a box in `DEPARTURE` or `DELIVERING`, or the new box of an exchange.
    CarrierDelivers {
        /// The box.
        shipment_box_id: i64,
    },
    /// A courier scans goods on their way back: of a return that waits for them, which is finished with that if it is
    /// refunded fast, or of an exchange. The seller's own collection is scanned by nobody.
    CarrierCollects {
        /// The receipt or the exchange.
        claim_id: i64,
    },
    /// Coupang is asked (in Wing, for which there is no call) to examine a return whose goods have arrived.
    CoupangExamines {
        /// The receipt.
        claim_id: i64,
    },
    /// Coupang approves a return whose goods have arrived or that it has examined (that an examination ends so is assumed:
    /// its outcome is nowhere to be read).
    CoupangApproves {
        /// The receipt.
        claim_id: i64,
    },
    /// The call centre hands over a case that wants an answer.
    CounsellorAsks {
        /// The order it is about, if any.
        order_id: Option<i64>,
    },
    /// The call centre hands over a case that wants a confirmation.
    CounsellorHandsOver {
        /// The order it is about, if any.
        order_id: Option<i64>,
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
    /// It is no call and no commit. Late writes that are due by then, and what happens by itself, come before it.
    pub fn happen(&self, happening: Happening, now: SystemTime) -> bool {
        self.make_happen(happening, now).is_some()
    }

    /// As [`Gateway::happen`], with the number of what is new or changed by it: the box of a new order, the receipt or
    /// exchange of a claim, the inquiry or case of a question, else what the happening names.
    pub fn make_happen(&self, happening: Happening, now: SystemTime) -> Option<i64> {
        let now = Moment::from_system_time(now);
        let mut books = self.books();
        self.land(&mut books, now);
        let change = happening.change(&self.world.with(books.journal(), now))?;
        let number = change.subject;
        books.enter(change);
        Some(number)
    }
}

impl Happening {
    /// What it would change.
    pub(super) fn change(self, shop: &View<'_>) -> Option<Change> {
        match self {
            Self::BuyerPays { vendor_item_id: None, units: Some(_) } => None,
            Self::BuyerPays { vendor_item_id, units } => orders::pay(shop, vendor_item_id, units.unwrap_or(1)),
            Self::BuyerCancels { shipment_box_id } => {
                orders::cancel(shop, shipment_box_id, None, shop.rules().orders.refund_time)
            }
            Self::BuyerCancelsUnits { shipment_box_id, vendor_item_id, units } => {
                orders::cancel(shop, shipment_box_id, Some((vendor_item_id, units)), shop.rules().orders.refund_time)
            }
            Self::BuyerRedirects { shipment_box_id } => orders::redirect(shop, shipment_box_id, None),
            Self::BuyerRedirectsTo { shipment_box_id, order_id } => {
                orders::redirect(shop, shipment_box_id, Some(order_id))
            }
            Self::BuyerConfirms { shipment_box_id } => orders::confirm(shop, shipment_box_id),
            Self::BuyerReturns { shipment_box_id } => {
                returns::ask(shop, ClaimKind::ReturnRequested, shipment_box_id, None)
            }
            Self::BuyerReturnsUnits { shipment_box_id, vendor_item_id, units } => {
                returns::ask(shop, ClaimKind::ReturnRequested, shipment_box_id, Some((vendor_item_id, units)))
            }
            Self::BuyerExchanges { shipment_box_id } => returns::ask(shop, ClaimKind::Exchange, shipment_box_id, None),
            Self::BuyerExchangesUnits { shipment_box_id, vendor_item_id, units } => {
                returns::ask(shop, ClaimKind::Exchange, shipment_box_id, Some((vendor_item_id, units)))
            }
            Self::BuyerWithdraws { claim_id } => returns::withdraw(shop, claim_id),
            Self::BuyerAsks { order_id } => service::ask(shop, order_id),
            Self::BuyerDeletesInquiry { inquiry_id } => service::delete(shop, inquiry_id),
            Self::CarrierScans { shipment_box_id } => match shop.exchange_of_new_box(shipment_box_id) {
                Some(exchange) => scan_exchange(shop, exchange),
                None => scan(shop, orders::listed(shop, shipment_box_id)?),
            },
            Self::CarrierDelivers { shipment_box_id } => match shop.exchange_of_new_box(shipment_box_id) {
                Some(exchange) => deliver_exchange(shop, exchange),
                None => deliver(shop, orders::listed(shop, shipment_box_id)?),
            },
            Self::CarrierCollects { claim_id } => collect(shop, shop.claim_of_id(claim_id)?),
            Self::CoupangExamines { claim_id } => returns::examine(shop, shop.claim_of_id(claim_id)?),
            Self::CoupangApproves { claim_id } => approve(shop, shop.claim_of_id(claim_id)?),
            Self::CounsellorAsks { order_id } => service::open(shop, order_id, false),
            Self::CounsellorHandsOver { order_id } => service::open(shop, order_id, true),
            Self::CounsellorCloses { inquiry_id } => service::close(shop, inquiry_id),
            Self::CounsellorAsksAgain { inquiry_id } => service::ask_again(shop, inquiry_id),
            Self::OptionDeleted { vendor_item_id } => option(shop, vendor_item_id, OptionEvent::Deleted),
            Self::OptionSuspended { vendor_item_id } => option(shop, vendor_item_id, OptionEvent::Suspended),
        }
    }
}

fn option(shop: &View<'_>, id: i64, event: OptionEvent) -> Option<Change> {
    shop.stock(id).filter(|stock| !stock.deleted)?;
    Some(Change::at(shop.now(), id, [Event::Option(id, event)]))
}

#[cfg(all(test, any(feature = "server", feature = "scenario")))]
mod tests {
    use super::Happening;

    fn read(text: &str) -> Result<Happening, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn it_has_a_form_by_name() {
        let cancels = r#"{ "shipment_box_id": 870011223344556677, "what": "buyer_cancels" }"#;
        assert_eq!(read(cancels), Ok(Happening::BuyerCancels { shipment_box_id: 870_011_223_344_556_677 }));
        for (wrong, named) in [
            (r#"{ "what": "buyer_cancels" }"#, "shipment_box_id"),
            (r#"{ "what": "buyer_cancels", "shipment_box_id": 1, "order_id": 1 }"#, "order_id"),
            (r#"{ "what": "buyer_explodes" }"#, "buyer_explodes"),
            (r#"{ "shipment_box_id": 1 }"#, "what"),
        ] {
            assert!(read(wrong).is_err_and(|error| error.contains(named)), "{wrong}");
        }
    }
}
