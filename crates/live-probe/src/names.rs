//! What Wing calls things, in Korean and English.

use coupang_wing::Language;
use coupang_wing::orders::OrderStatus;

/// What Wing calls a status.
#[must_use]
pub fn order_status(status: &OrderStatus, language: Language) -> &'static str {
    let (ko, en) = match status {
        OrderStatus::Accept => ("결제완료", "Paid"),
        OrderStatus::Instruct => ("상품준비중", "Preparing"),
        OrderStatus::Departure => ("배송지시", "Waybill registered"),
        OrderStatus::Delivering => ("배송중", "In transit"),
        OrderStatus::FinalDelivery => ("배송완료", "Delivered"),
        OrderStatus::NoneTracking => ("업체 직접 배송", "Seller's own delivery"),
        _ => ("알 수 없음", "Unknown"),
    };
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}

/// What Wing calls a family that is counted after the orders, by its name in the JSON form.
#[must_use]
pub fn family(name: &'static str, language: Language) -> &'static str {
    let (ko, en) = match name {
        "returns" => ("반품", "Returns"),
        "exchanges" => ("교환", "Exchanges"),
        "product_inquiries" => ("상품별 고객문의", "Product inquiries"),
        "call_center_inquiries" => ("고객센터 문의", "Call-centre inquiries"),
        other => (other, other),
    };
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}
