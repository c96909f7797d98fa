//! What a buyer does on the hosted page, or a test in the buyer's place.

use super::{Payment, SessionStatus};
use crate::calendar::Moment;
use crate::korea_checkout::rules::Rules;
use crate::korea_checkout::state::State;
use crate::korea_checkout::webhooks::Event;

/// What the buyer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuyerAction {
    /// Starts to pay and stays at it: `processing` until another action, or until the session expires.
    Start,
    /// Pays by card.
    Pay,
    /// Pays by another of the shop's methods, such as `kakao_pay`.
    PayBy(PaymentMethod),
    /// Tries to pay and is declined.
    Fail,
    /// Gives up.
    Cancel,
}

/// A way to pay that the hosted page offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaymentMethod {
    /// A card.
    #[default]
    Card,
    /// A deposit into an account made for this order.
    VirtualAccount,
    /// `KakaoPay`.
    KakaoPay,
    /// `NaverPay`.
    NaverPay,
}

/// Why a buyer's action came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ActionError {
    /// No session has this id.
    #[error("there is no such session")]
    NoSuchSession,
    /// The session has come to its end, or is being paid.
    #[error("the session is {0}")]
    NotPossible(SessionStatus),
}

impl PaymentMethod {
    /// Every method, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Card, Self::VirtualAccount, Self::KakaoPay, Self::NaverPay];

    /// The word on the wire, for example `kakao_pay`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::VirtualAccount => "virtual_account",
            Self::KakaoPay => "kakao_pay",
            Self::NaverPay => "naver_pay",
        }
    }
}

impl State {
    /// Carries out what a buyer does, and says what the session has become.
    pub(in crate::korea_checkout) fn act(
        &mut self,
        rules: &Rules,
        id: &str,
        action: BuyerAction,
        now: Moment,
    ) -> Result<SessionStatus, ActionError> {
        let session = self.sessions.get(id).ok_or(ActionError::NoSuchSession)?;
        if !session.status.is_open() || session.settles.is_some() {
            return Err(ActionError::NotPossible(session.status));
        }
        match action {
            BuyerAction::Start => self.change_status(id, SessionStatus::Processing, now),
            BuyerAction::Pay => self.pay(rules, id, PaymentMethod::Card, now),
            BuyerAction::PayBy(method) => self.pay(rules, id, method, now),
            BuyerAction::Fail => {
                self.change_status(id, SessionStatus::Failed, now);
                self.announce(rules, id, &Event::PaymentFailed, now);
            }
            // No event tells of it: the vendor names four, and this is none of them.
            BuyerAction::Cancel => self.change_status(id, SessionStatus::Cancelled, now),
        }
        Ok(self.sessions.get(id).ok_or(ActionError::NoSuchSession)?.status)
    }

    fn pay(&mut self, rules: &Rules, id: &str, method: PaymentMethod, now: Moment) {
        let settles = now.after(rules.payment_time);
        let transaction = self.ids.next("toss_");
        if let Some(session) = self.sessions.get_mut(id) {
            session.payment = Some(Payment { method: method.as_str().to_owned(), transaction, completed: None });
            session.settles = Some(settles);
            session.status = SessionStatus::Processing;
        }
        if settles > now {
            self.change_status(id, SessionStatus::Processing, now);
        }
        self.wake(id, settles);
        self.advance(rules, now);
    }
}
