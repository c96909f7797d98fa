//! What the page says, in two languages.

use crate::form;
use crate::korea_checkout::sessions::{PaymentMethod, SessionStatus};

/// The texts of one language.
pub(super) struct Words {
    /// For the attribute `lang`.
    pub(super) code: &'static str,
    /// The name of the other language, in that language.
    pub(super) other_name: &'static str,
    pub(super) other_code: &'static str,
    pub(super) title: &'static str,
    pub(super) practice: &'static str,
    pub(super) order: &'static str,
    pub(super) deadline: &'static str,
    pub(super) korean_time: &'static str,
    pub(super) items: &'static str,
    pub(super) coupon: &'static str,
    pub(super) total: &'static str,
    pub(super) method: &'static str,
    pub(super) pay: &'static str,
    pub(super) fail: &'static str,
    pub(super) cancel: &'static str,
    pub(super) back: &'static str,
    pub(super) reload: &'static str,
    pub(super) not_found: &'static str,
    pub(super) other_site: &'static str,
    methods: [&'static str; 4],
    statuses: [&'static str; 8],
    won_after: bool,
}

impl Words {
    /// Korean, or English where the query says `lang=en`.
    pub(super) fn asked_for(query: &str) -> &'static Self {
        let pairs = form::decode(query).unwrap_or_default();
        let english = pairs.iter().any(|(name, value)| name == "lang" && value == "en");
        if english { &ENGLISH } else { &KOREAN }
    }

    pub(super) fn method_name(&self, method: PaymentMethod) -> &'static str {
        let [card, account, kakao, naver] = self.methods;
        match method {
            PaymentMethod::Card => card,
            PaymentMethod::VirtualAccount => account,
            PaymentMethod::KakaoPay => kakao,
            PaymentMethod::NaverPay => naver,
        }
    }

    /// What has become of a session.
    pub(super) fn status(&self, status: SessionStatus) -> &'static str {
        let [pending, processing, completed, failed, cancelled, expired, refunded, partially_refunded] = self.statuses;
        match status {
            SessionStatus::Pending => pending,
            SessionStatus::Processing => processing,
            SessionStatus::Completed => completed,
            SessionStatus::Failed => failed,
            SessionStatus::Cancelled => cancelled,
            SessionStatus::Expired => expired,
            SessionStatus::Refunded => refunded,
            SessionStatus::PartiallyRefunded => partially_refunded,
        }
    }

    /// `29,000원` or `₩29,000`.
    pub(super) fn won(&self, amount: i64) -> String {
        let digits = amount.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if amount < 0 { "−" } else { "" };
        if self.won_after { format!("{sign}{grouped}원") } else { format!("{sign}₩{grouped}") }
    }
}

static KOREAN: Words = Words {
    code: "ko",
    other_name: "English",
    other_code: "en",
    title: "결제하기",
    practice: "모의 결제 화면입니다. 실제로 결제되지 않습니다.",
    order: "주문번호",
    deadline: "결제 기한",
    korean_time: "한국 시간",
    items: "주문 상품",
    coupon: "쿠폰 할인",
    total: "결제 금액",
    method: "결제 수단",
    pay: "결제하기",
    fail: "결제 실패로 처리하기",
    cancel: "결제 취소하기",
    back: "상점으로 돌아가기",
    reload: "새로 고침",
    not_found: "결제 정보를 찾을 수 없습니다.",
    other_site: "다른 사이트에서 보낸 요청은 처리하지 않습니다.",
    methods: ["카드", "가상계좌", "카카오페이", "네이버페이"],
    statuses: [
        "결제를 기다리고 있습니다.",
        "결제를 확인하고 있습니다.",
        "결제가 완료되었습니다.",
        "결제에 실패했습니다.",
        "결제가 취소되었습니다.",
        "결제 기한이 지났습니다.",
        "결제 금액이 모두 환불되었습니다.",
        "결제 금액의 일부가 환불되었습니다.",
    ],
    won_after: true,
};

static ENGLISH: Words = Words {
    code: "en",
    other_name: "한국어",
    other_code: "ko",
    title: "Checkout",
    practice: "This is a practice page. No money moves.",
    order: "Order number",
    deadline: "Pay by",
    korean_time: "Korean time",
    items: "Items",
    coupon: "Coupon",
    total: "Total",
    method: "Payment method",
    pay: "Pay",
    fail: "Let the payment fail",
    cancel: "Cancel",
    back: "Back to the shop",
    reload: "Reload",
    not_found: "There is no such payment.",
    other_site: "A request from another site is not carried out.",
    methods: ["Card", "Virtual account", "KakaoPay", "NaverPay"],
    statuses: [
        "This order is waiting to be paid.",
        "The payment is being confirmed.",
        "This order is paid.",
        "The payment failed.",
        "The payment was cancelled.",
        "The time to pay is over.",
        "The payment was refunded in full.",
        "A part of the payment was refunded.",
    ],
    won_after: false,
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KOREAN, Words};

    #[test]
    fn won_are_grouped_by_three_digits() {
        for (amount, korean, english) in [
            (0, "0원", "₩0"),
            (999, "999원", "₩999"),
            (29_000, "29,000원", "₩29,000"),
            (1_234_567, "1,234,567원", "₩1,234,567"),
            (-2_900, "−2,900원", "−₩2,900"),
        ] {
            assert_eq!((KOREAN.won(amount).as_str(), ENGLISH.won(amount).as_str()), (korean, english));
        }
    }

    #[test]
    fn korean_is_spoken_unless_english_is_asked_for() {
        for (query, code) in
            [("", "ko"), ("lang=en", "en"), ("lang=ko", "ko"), ("lang=fr", "ko"), ("a=%zz&lang=en", "ko")]
        {
            assert_eq!(Words::asked_for(query).code, code, "{query}");
        }
    }
}
