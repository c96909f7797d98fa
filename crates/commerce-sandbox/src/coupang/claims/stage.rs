//! The stations of an exchange, as the portal's workflow draws them (article 360034135911).

use crate::coupang::rules::{Answers, ClaimRules, ExchangeDirect, ExchangeDone, ProgressBegins, Rejectable};
use crate::coupang::world::{Claim, ClaimEvent, ClaimSlot, View};

/// The `deliveryStatus` of new goods that go to the buyer untracked, if that is how the seller's own delivery shows.
pub(in crate::coupang) fn untracked(shop: &View<'_>, claim: &Claim) -> Option<&'static str> {
    let word = match shop.rules().claims.exchange_direct {
        ExchangeDirect::VendorDirect => "VendorDirect",
        ExchangeDirect::VendorDirection => "VendorDirection",
        ExchangeDirect::AsCarrier | ExchangeDirect::Refused => return None,
    };
    claim.sent.as_ref().filter(|sent| sent.code == "DIRECT").map(|_| word)
}

/// Where an exchange stands. Writes and happenings move it; by itself it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum Stage {
    /// Asked for, nothing collected.
    Requested,
    /// The seller collects the old goods itself.
    Directed,
    /// The old goods are on their way back.
    Collecting,
    /// They have arrived, and the new box is not there yet.
    Received,
    /// They have arrived, and a new box waits for its waybill.
    Arrived,
    /// The new goods have a waybill.
    Dispatched,
    /// The new goods are on their way.
    Sent,
    /// They have arrived.
    Done,
    /// The seller had none left.
    Refused,
    /// The buyer wants no exchange any more.
    Withdrawn,
}

impl Stage {
    /// Those in which exchanges are before anybody writes.
    const THROWN: [Self; 7] =
        [Self::Requested, Self::Collecting, Self::Arrived, Self::Sent, Self::Done, Self::Refused, Self::Withdrawn];

    /// The stage of an exchange.
    pub(in crate::coupang) fn of(shop: &View<'_>, slot: ClaimSlot) -> Self {
        let place = usize::try_from(shop.claim_key(slot) % 7).unwrap_or(0);
        let made = shop.is_made_claim(slot);
        let thrown = Self::THROWN.get(place).copied().filter(|_| !made).unwrap_or(Self::Requested);
        shop.claim_events(slot).fold(thrown, |stage, (event, _)| match event {
            ClaimEvent::Collected(_) => Self::Directed,
            ClaimEvent::ExchangeReceived(box_at) if shop.now() < *box_at => Self::Received,
            ClaimEvent::ExchangeReceived(_) => Self::Arrived,
            ClaimEvent::ExchangeRejected => Self::Refused,
            ClaimEvent::ExchangeSent(_) => Self::Dispatched,
            ClaimEvent::Withdrawn => Self::Withdrawn,
            ClaimEvent::Scanned { .. } => Self::Collecting,
            ClaimEvent::ExchangeScanned => Self::Sent,
            ClaimEvent::ExchangeDelivered => Self::Done,
            ClaimEvent::Stopped
            | ClaimEvent::AlreadyShipped(_)
            | ClaimEvent::Received(_)
            | ClaimEvent::Examined
            | ClaimEvent::Approved => stage,
        })
    }

    /// Whether a word is an `exchangeStatus`.
    pub(super) fn is_status(word: &str) -> bool {
        matches!(word, "RECEIPT" | "PROGRESS" | "SUCCESS" | "REJECT" | "CANCEL")
    }

    /// `rejectable`.
    pub(super) fn is_rejectable(self, rules: &ClaimRules) -> bool {
        match self {
            Self::Requested => rules.rejectable_while != Rejectable::Arrived,
            Self::Received | Self::Arrived => rules.rejectable_while != Rejectable::Before,
            _ => false,
        }
    }

    /// `deliveryInvoiceModifiable`: while a waybill is taken.
    pub(super) fn takes_waybill(self, rules: &ClaimRules) -> bool {
        self == Self::Arrived || self == Self::Dispatched && rules.exchange_waybill_correctable
    }

    /// `exchangeStatus`.
    pub(super) fn status(self, rules: &ClaimRules) -> &'static str {
        match self {
            Self::Requested => "RECEIPT",
            Self::Directed | Self::Collecting if rules.progress_begins == ProgressBegins::Receipt => "RECEIPT",
            Self::Dispatched | Self::Sent if rules.exchange_done == ExchangeDone::Dispatched => "SUCCESS",
            Self::Directed | Self::Collecting | Self::Received | Self::Arrived | Self::Dispatched | Self::Sent => {
                "PROGRESS"
            }
            Self::Done => "SUCCESS",
            Self::Refused => "REJECT",
            Self::Withdrawn => "CANCEL",
        }
    }

    /// Whether the seller has the old goods.
    pub(super) fn has_arrived(self) -> bool {
        matches!(self, Self::Received | Self::Arrived | Self::Dispatched | Self::Sent | Self::Done)
    }

    /// `collectStatus`.
    pub(super) fn collection(self, rules: &ClaimRules) -> String {
        let word = match self {
            Self::Requested => "BeforeDirection",
            Self::Directed => "CompleteDirection",
            Self::Collecting => return rules.collecting_word.word(),
            Self::Received | Self::Arrived | Self::Dispatched | Self::Sent | Self::Done => "CompleteCollect",
            Self::Refused => "NoCollect",
            Self::Withdrawn => "Withdraw",
        };
        word.to_owned()
    }

    /// `deliveryStatus`, which may be another while nobody tracks the new goods.
    pub(super) fn delivery(self, rules: &ClaimRules, untracked: Option<&'static str>) -> String {
        let word = match self {
            Self::Dispatched => {
                return untracked.map_or_else(|| rules.exchange_dispatched_as.word(), str::to_owned);
            }
            Self::Requested | Self::Directed | Self::Collecting | Self::Received | Self::Arrived => "BeforeDirection",
            Self::Sent => "Delivering",
            Self::Done => "CompleteDelivery",
            Self::Refused => "NoneData",
            Self::Withdrawn => "Withdraw",
        };
        word.to_owned()
    }

    /// The `statusCode` of the new goods' waybill; before the old ones arrive there is no new box.
    pub(super) fn new_box(self, untracked: Option<&'static str>) -> Option<&'static str> {
        match self {
            Self::Dispatched if untracked.is_some() => Some("NONE_TRACKING"),
            Self::Arrived => Some("INSTRUCT"),
            Self::Dispatched => Some("DEPARTURE"),
            Self::Sent => Some("DELIVERING"),
            Self::Done => Some("FINAL_DELIVERY"),
            Self::Requested | Self::Directed | Self::Collecting | Self::Received | Self::Refused | Self::Withdrawn => {
                None
            }
        }
    }
}
