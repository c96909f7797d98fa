//! A question on a product's page.

use super::catalogue::Product;
use super::{Spot, View, ids};
use crate::coupang::calendar::{Moment, SECOND_MICROS};

/// A question as the shop knows it.
pub(in crate::coupang) struct Inquiry {
    /// Nine digits.
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) product: &'static Product,
    pub(in crate::coupang) question: &'static str,
    pub(in crate::coupang) asked_at: Moment,
    /// The order it is linked to; it holds the product.
    pub(in crate::coupang) order_id: Option<i64>,
    pub(in crate::coupang) comment: Option<Comment>,
}

/// The answer.
pub(in crate::coupang) struct Comment {
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) text: &'static str,
    pub(in crate::coupang) written_at: Moment,
}

impl Spot {
    /// Whether the question of this place is answered: every other one is.
    pub(in crate::coupang) fn is_answered(self) -> bool {
        self.index % 2 == 1
    }
}

impl View<'_> {
    /// Everything about one question.
    pub(in crate::coupang) fn inquiry(&self, spot: Spot) -> Inquiry {
        let mut dice = self.dice(spot);
        let asked_at = self.moment(spot);
        let order = if dice.chance(50) { self.some_order_before(spot.day, &mut dice) } else { None };
        let ordered = order.and_then(|slot| self.order(slot).items.first().map(|item| item.product));
        let answered_after = (i64::from(dice.below(600)) + 10) * 60 * SECOND_MICROS;
        let comment = spot.is_answered().then(|| Comment {
            id: 500_000_000 + spot.number(),
            text: dice.pick(&ANSWERS),
            written_at: self.later(asked_at, answered_after),
        });
        Inquiry {
            id: 100_000_000 + spot.number(),
            product: ordered.unwrap_or_else(|| Product::throw(&mut dice)),
            question: dice.pick(&QUESTIONS),
            asked_at,
            order_id: order.map(|slot| ids::order_id(self.world, slot)),
            comment,
        }
    }
}

const QUESTIONS: [&str; 4] = [
    "언제 출고되나요?",
    "선물 포장이 되나요?\r\n가상 리본도 넣어 주세요.",
    "예시 색상과 실물이 많이 다른가요?",
    "견본 고객입니다. 교환하고 싶은데 어떻게 하나요?",
];
const ANSWERS: [&str; 3] = [
    "안녕하세요. 내일 출고 예정입니다.",
    "안녕하세요.\n문의하신 내용은 상품 상세 설명에 있습니다.",
    "가상상점입니다. 확인 후 다시 안내해 드리겠습니다.",
];
