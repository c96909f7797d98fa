//! A case that Coupang's call centre hands to the seller.

use super::catalogue::Product;
use super::{Phone, Spot, Stream, View, ids};
use crate::coupang::calendar::{Moment, SECOND_MICROS};
use crate::coupang::life::micros;
use std::borrow::Cow;

/// A case as the shop knows it.
pub(in crate::coupang) struct Case {
    /// Ten digits.
    pub(in crate::coupang) id: i64,
    /// What it wants of the seller.
    pub(in crate::coupang) state: CaseState,
    /// What it wanted before anybody wrote.
    pub(in crate::coupang) origin: CaseState,
    /// Its counsellor or the seller's confirmation has ended it.
    pub(in crate::coupang) closed: bool,
    pub(in crate::coupang) confirmed: bool,
    /// It waits for a confirmation that comes too late.
    pub(in crate::coupang) overdue: bool,
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
    pub(in crate::coupang) text: Cow<'static, str>,
    pub(in crate::coupang) written_at: Moment,
}

/// What can happen to a case.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum CaseEvent {
    /// The seller answers.
    Answered(String),
    /// The seller has taken note.
    Confirmed,
    /// Its counsellor ends it.
    Closed,
    /// Its counsellor asks again.
    AskedAgain,
}

/// What a case wants of the seller.
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

impl View<'_> {
    /// What a case wants before anybody writes: the three states take turns, unless the case has come as a surprise.
    fn first_state(&self, spot: Spot) -> CaseState {
        match (self.asked(spot), spot.index % 3) {
            (Some(asked), _) if asked.handed_over => CaseState::Transfer,
            (Some(_), _) | (None, 0) => CaseState::NoAnswer,
            (None, 1) => CaseState::Answer,
            (None, _) => CaseState::Transfer,
        }
    }

    /// What an id names.
    pub(in crate::coupang) fn case_id(&self, id: i64) -> CaseId {
        if OTHER_IDS.contains(&id) {
            return CaseId::Foreign;
        }
        let own = OWN_IDS.contains(&id).then(|| self.spot(Stream::Cases, id - FIRST_ID)).flatten();
        own.map_or(CaseId::Unknown, CaseId::Own)
    }

    /// The id of a case.
    pub(in crate::coupang) fn number_of_case(&self, spot: Spot) -> i64 {
        FIRST_ID + spot.number()
    }

    /// How long the seller has for a case, in microseconds.
    fn case_deadline(&self) -> i64 {
        micros(self.rules().service.case_deadline)
    }

    /// What a case wants by now.
    pub(in crate::coupang) fn case_state(&self, spot: Spot) -> CaseState {
        let untouched = self.journal.of_case(spot).is_empty();
        let overdue = self.now.micros_since(self.moment(spot).max(self.opened)) >= self.case_deadline();
        if untouched && !overdue { self.first_state(spot) } else { self.case(spot).state }
    }

    /// Everything about one case.
    ///
    /// A case that has waited for the seller for 24 hours waits no longer: one that wanted an answer gets an automatic
    /// notice, one that wanted a confirmation is complete unless `overdue_cases_linger`. For the cases of the shop's past
    /// that time begins with its opening (assumed, so that there are some).
    pub(in crate::coupang) fn case(&self, spot: Spot) -> Case {
        let (mut case, lingers) = (self.case_as_opened(spot), self.rules().service.overdue_cases_linger);
        let last = case.messages.last().map_or(case.opened_at, |message| message.written_at);
        let mut deadline = last.max(self.opened).plus(self.case_deadline());
        for dated in self.journal.of_case(spot).iter().take_while(|dated| dated.at <= self.now) {
            case.expire(deadline, dated.at, lingers);
            if case.apply(&dated.event, dated.at) {
                deadline = dated.at.plus(self.case_deadline());
            }
        }
        case.expire(deadline, self.now, lingers);
        case
    }

    fn case_as_opened(&self, spot: Spot) -> Case {
        let mut dice = self.dice(spot);
        let (opened_at, state) = (self.moment(spot), self.first_state(spot));
        // A case may be about no order.
        let thrown = if dice.chance(85) { self.some_order_before(spot.day, &mut dice) } else { None };
        let slot = self.asked(spot).map_or(thrown, |asked| asked.about);
        let order = slot.map(|slot| self.order(slot));
        let ordered = order.as_ref().and_then(|order| order.items.first()).map(|item| item.product);
        let handed_over_at = self.later(opened_at, (i64::from(dice.below(30)) + 1) * 60 * SECOND_MICROS);
        let answered_at = self.later(handed_over_at, (i64::from(dice.below(300)) + 5) * 60 * SECOND_MICROS);
        let request = dice.pick(&REQUESTS);
        let answer = (state == CaseState::Answer).then(|| dice.pick(&ANSWERS));
        let mut case = Case {
            id: self.number_of_case(spot),
            state,
            origin: state,
            closed: state == CaseState::Answer,
            confirmed: false,
            overdue: false,
            product: ordered.unwrap_or_else(|| Product::throw(&mut dice)),
            opened_at,
            order: slot
                .zip(order)
                .map(|(slot, order)| Ordered { order_id: ids::order_id(self.world, slot), at: order.ordered_at }),
            phone: Phone::mobile(&mut dice),
            category: dice.pick(&CATEGORIES),
            messages: Vec::new(),
        };
        case.write(false, request.into(), handed_over_at);
        if let Some(answer) = answer {
            case.write(true, answer.into(), answered_at);
        }
        case
    }
}

impl Case {
    /// The message that wants an answer: the counsellor's newest.
    pub(in crate::coupang) fn awaiting(&self) -> Option<&Message> {
        let newest = self.messages.iter().rev().find(|message| !message.by_seller);
        newest.filter(|_| self.state == CaseState::NoAnswer)
    }

    /// Changes it; true: it waits anew.
    fn apply(&mut self, event: &CaseEvent, at: Moment) -> bool {
        match event {
            CaseEvent::Answered(text) => {
                self.write(true, text.clone().into(), at);
                self.state = CaseState::Answer;
            }
            CaseEvent::Confirmed => (self.state, self.closed, self.confirmed) = (CaseState::Answer, true, true),
            CaseEvent::Closed => (self.state, self.closed) = (CaseState::Answer, true),
            CaseEvent::AskedAgain => {
                self.write(false, REQUESTS[0].into(), at);
                (self.state, self.closed, self.overdue) = (CaseState::NoAnswer, false, false);
                return true;
            }
        }
        false
    }

    fn expire(&mut self, deadline: Moment, now: Moment, lingers: bool) {
        if now < deadline {
            return;
        }
        match self.state {
            CaseState::Transfer if lingers => self.overdue = true,
            CaseState::Transfer => (self.state, self.closed) = (CaseState::Answer, true),
            CaseState::NoAnswer => {
                self.write(false, NOTICE.into(), deadline);
                self.state = CaseState::Answer;
            }
            CaseState::Answer => {}
        }
    }

    /// Ids have room for nine messages; later ones share the ninth's.
    fn write(&mut self, by_seller: bool, text: Cow<'static, str>, written_at: Moment) {
        let number = i64::try_from(self.messages.len() + 1).unwrap_or(9).min(9);
        self.messages.push(Message { id: 20_000_000_000_000 + self.id * 10 + number, by_seller, text, written_at });
    }
}

const NOTICE: &str = "[자동안내] 24시간 동안 판매자 답변이 없어 자동으로 안내되었습니다.";

const REQUESTS: [&str; 3] = [
    "[판매자이관]\n◼문의내용: 예시 고객이 배송지를 바꾸고 싶다고 합니다. 가능 여부 회신 부탁드립니다.",
    "[판매자이관]\r\n◼문의내용: 상품 일부가 누락되었다고 합니다(가상 고객, 연락처 등록됨).",
    "[판매자이관]\n◼문의내용: 환불 진행 상황을 문의합니다.",
];
const ANSWERS: [&str; 2] =
    ["안녕하세요. 출고 전이라 변경 가능합니다.", "안녕하세요.\n누락분은 내일 다시 보내겠습니다."];
const CATEGORIES: [&str; 3] = ["배송>배송지>변경", "상품>구성품>누락", "반품>환불>진행상황"];
