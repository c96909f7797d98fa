//! A question on a product's page.

use super::catalogue::Product;
use super::{Spot, Stream, View, ids};
use crate::coupang::MAX_ROWS_PER_DAY;
use crate::coupang::calendar::{Moment, SECOND_MICROS};
use std::borrow::Cow;

/// A question as the shop knows it.
pub(in crate::coupang) struct Inquiry {
    /// Nine digits.
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) product: &'static Product,
    pub(in crate::coupang) question: &'static str,
    pub(in crate::coupang) asked_at: Moment,
    /// The order it is linked to; it holds the product.
    pub(in crate::coupang) order_id: Option<i64>,
    /// Oldest first.
    pub(in crate::coupang) comments: Vec<Comment>,
    pub(in crate::coupang) deleted: bool,
}

/// What can happen to a question.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum InquiryEvent {
    /// The seller answers.
    Answered(String),
    /// Its customer takes it back.
    Deleted,
}

/// The answer.
pub(in crate::coupang) struct Comment {
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) text: Cow<'static, str>,
    pub(in crate::coupang) written_at: Moment,
}

impl Spot {
    /// Whether the question of this place is answered before anybody writes: every other one of the rule is.
    fn is_answered(self) -> bool {
        self.index % 2 == 1 && self.index < MAX_ROWS_PER_DAY
    }
}

impl View<'_> {
    /// The question with this id, if it has been asked by now; deleted ones too.
    pub(in crate::coupang) fn inquiry_of_id(&self, id: i64) -> Option<Spot> {
        self.spot(Stream::Inquiries, id.checked_sub(FIRST_ID)?)
    }

    /// The id of a question.
    pub(in crate::coupang) fn inquiry_id(&self, spot: Spot) -> i64 {
        FIRST_ID + spot.number()
    }

    /// Whether a question is listed, and if so whether it is answered. A deleted one is not, unless
    /// `deleted_inquiries_listed`.
    pub(in crate::coupang) fn listed(&self, spot: Spot) -> Option<bool> {
        let last_known = || {
            let answered = self.inquiry_events(spot).any(|(event, _)| matches!(event, InquiryEvent::Answered(_)));
            self.rules().service.deleted_inquiries_listed.then_some(spot.is_answered() || answered)
        };
        self.answered(spot).or_else(last_known)
    }

    /// Whether a question is there, and if so whether it is answered.
    pub(in crate::coupang) fn answered(&self, spot: Spot) -> Option<bool> {
        self.inquiry_events(spot).try_fold(spot.is_answered(), |_, (event, _)| match event {
            InquiryEvent::Answered(_) => Some(true),
            InquiryEvent::Deleted => None,
        })
    }

    fn inquiry_events(&self, spot: Spot) -> impl Iterator<Item = (&InquiryEvent, Moment)> {
        let events = self.journal.of_inquiry(spot).iter().take_while(|dated| dated.at <= self.now);
        events.map(|dated| (&dated.event, dated.at))
    }

    /// Everything about one question.
    pub(in crate::coupang) fn inquiry(&self, spot: Spot) -> Inquiry {
        let mut dice = self.dice(spot);
        let asked_at = self.moment(spot);
        let thrown = if dice.chance(50) { self.some_order_before(spot.day, &mut dice) } else { None };
        let order = self.asked(spot).map_or(thrown, |asked| asked.about);
        let ordered = order.and_then(|slot| self.order(slot).items.first().map(|item| item.product));
        let answered_after = (i64::from(dice.below(600)) + 10) * 60 * SECOND_MICROS;
        let comment = spot.is_answered().then(|| Comment {
            id: comment_id(spot, 0),
            text: dice.pick(&ANSWERS).into(),
            written_at: self.later(asked_at, answered_after),
        });
        let mut inquiry = Inquiry {
            id: self.inquiry_id(spot),
            product: ordered.unwrap_or_else(|| Product::throw(&mut dice)),
            question: dice.pick(&QUESTIONS),
            asked_at,
            order_id: order.map(|slot| ids::order_id(self.world, slot)),
            comments: Vec::from_iter(comment),
            deleted: false,
        };
        for (event, at) in self.inquiry_events(spot) {
            match event {
                InquiryEvent::Answered(text) => inquiry.comments.push(Comment {
                    id: comment_id(spot, inquiry.comments.len()),
                    text: text.clone().into(),
                    written_at: at,
                }),
                InquiryEvent::Deleted => inquiry.deleted = true,
            }
        }
        inquiry
    }
}

/// The first id: nine digits from here on.
const FIRST_ID: i64 = 100_000_000;

/// The id of a question's comment, by how many there are before it.
fn comment_id(spot: Spot, before: usize) -> i64 {
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    500_000_000 + spot.number() + before.saturating_mul(400_000_000)
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
