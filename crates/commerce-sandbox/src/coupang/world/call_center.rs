//! A case that Coupang's call centre hands to the seller.

use super::catalogue::Product;
use super::{Phone, Spot, Stream, View, ids};
use crate::coupang::calendar::{Moment, SECOND_MICROS};

/// A case as the shop knows it.
pub(in crate::coupang) struct Case {
    /// Ten digits.
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) state: CaseState,
    pub(in crate::coupang) product: &'static Product,
    pub(in crate::coupang) opened_at: Moment,
    pub(in crate::coupang) order: Option<Ordered>,
    pub(in crate::coupang) phone: Phone,
    pub(in crate::coupang) category: &'static str,
    /// Oldest first, as in the portal's samples.
    pub(in crate::coupang) messages: Vec<Message>,
}

/// The order a case is about; it holds the product.
pub(in crate::coupang) struct Ordered {
    pub(in crate::coupang) order_id: i64,
    pub(in crate::coupang) at: Moment,
}

/// One message of the conversation.
pub(in crate::coupang) struct Message {
    /// Fourteen digits.
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) by_seller: bool,
    pub(in crate::coupang) text: &'static str,
    pub(in crate::coupang) written_at: Moment,
}

/// What a case wants of the seller. Nobody answers in this shop, and the automatic notice after 24 hours does not come
/// (assumed, so that a case stays in the list that it was found in).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum CaseState {
    /// An answer.
    NoAnswer,
    /// Nothing any more.
    Answer,
    /// A confirmation.
    Transfer,
}

/// The first id: ten digits from here on.
const FIRST_ID: i64 = 1_000_000_000;
/// The ids after our last one, up to ten digits, are other vendors' cases (assumed).
const OWN_IDS: std::ops::Range<i64> = FIRST_ID..2_000_000_000;
const OTHER_IDS: std::ops::Range<i64> = 2_000_000_000..10_000_000_000;

/// What a case id names.
pub(in crate::coupang) enum CaseId {
    /// A case of this shop.
    Own(Spot),
    /// A case of another vendor.
    Foreign,
    /// Nothing.
    Unknown,
}

impl Spot {
    /// What the case of this place wants: the three states take turns.
    pub(in crate::coupang) fn case_state(self) -> CaseState {
        match self.index % 3 {
            0 => CaseState::NoAnswer,
            1 => CaseState::Answer,
            _ => CaseState::Transfer,
        }
    }
}

impl View<'_> {
    /// What an id names.
    pub(in crate::coupang) fn case_id(&self, id: i64) -> CaseId {
        if OTHER_IDS.contains(&id) {
            return CaseId::Foreign;
        }
        let own = OWN_IDS.contains(&id).then(|| self.spot(Stream::Cases, id - FIRST_ID)).flatten();
        own.map_or(CaseId::Unknown, CaseId::Own)
    }

    /// Everything about one case.
    pub(in crate::coupang) fn case(&self, spot: Spot) -> Case {
        let mut dice = self.dice(spot);
        let (opened_at, state) = (self.moment(spot), spot.case_state());
        // A case may be about no order.
        let slot = if dice.chance(85) { self.some_order_before(spot.day, &mut dice) } else { None };
        let order = slot.map(|slot| self.order(slot));
        let ordered = order.as_ref().and_then(|order| order.items.first()).map(|item| item.product);
        let message = |number: i64, by_seller, text, written_at| Message {
            id: 20_000_000_000_000 + (FIRST_ID + spot.number()) * 10 + number,
            by_seller,
            text,
            written_at,
        };
        let handed_over_at = self.later(opened_at, (i64::from(dice.below(30)) + 1) * 60 * SECOND_MICROS);
        let answered_at = self.later(handed_over_at, (i64::from(dice.below(300)) + 5) * 60 * SECOND_MICROS);
        let mut messages = vec![message(1, false, dice.pick(&REQUESTS), handed_over_at)];
        if state == CaseState::Answer {
            messages.push(message(2, true, dice.pick(&ANSWERS), answered_at));
        }
        Case {
            id: FIRST_ID + spot.number(),
            state,
            product: ordered.unwrap_or_else(|| Product::throw(&mut dice)),
            opened_at,
            order: slot
                .zip(order)
                .map(|(slot, order)| Ordered { order_id: ids::order_id(self.world, slot), at: order.ordered_at }),
            phone: Phone::mobile(&mut dice),
            category: dice.pick(&CATEGORIES),
            messages,
        }
    }
}

const REQUESTS: [&str; 3] = [
    "[판매자이관]\n◼문의내용: 예시 고객이 배송지를 바꾸고 싶다고 합니다. 가능 여부 회신 부탁드립니다.",
    "[판매자이관]\r\n◼문의내용: 상품 일부가 누락되었다고 합니다(가상 고객, 연락처 등록됨).",
    "[판매자이관]\n◼문의내용: 환불 진행 상황을 문의합니다.",
];
const ANSWERS: [&str; 2] =
    ["안녕하세요. 출고 전이라 변경 가능합니다.", "안녕하세요.\n누락분은 내일 다시 보내겠습니다."];
const CATEGORIES: [&str; 3] = ["배송>배송지>변경", "상품>구성품>누락", "반품>환불>진행상황"];
