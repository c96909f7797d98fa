//! The words of the table, in Korean and English.

use coupang_wing::orders::OrderStatus;
use coupang_wing::{Language, VendorId};

use super::Place;
use crate::reason::Reason;

/// Picks by language: Korean first.
pub(super) fn pick(language: Language, ko: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}

/// Says where the calls go, before the first is made.
pub(super) fn first_line(place: Place, language: Language, vendor: &VendorId) -> String {
    let (ko, en) = match place {
        Place::Embedded { asked: false } => (
            "내장 샌드박스로 점검합니다. COUPANG_* 키 변수가 없어 쿠팡에는 접속하지 않습니다.",
            "Embedded sandbox: no COUPANG_* key variable is set, so nothing leaves this machine.",
        ),
        Place::Embedded { asked: true } => (
            "내장 샌드박스로 점검합니다. 쿠팡에는 접속하지 않습니다.",
            "Embedded sandbox, as asked: nothing leaves this machine.",
        ),
        Place::Loopback => (
            "이 컴퓨터의 테스트 서버로 점검합니다. 쿠팡에는 접속하지 않습니다.",
            "A local server, as asked: nothing leaves this machine.",
        ),
        Place::Gateway => ("쿠팡 게이트웨이를 조회합니다(읽기 전용).", "Coupang's gateway, read-only."),
    };
    format!("{} {}: {}", pick(language, ko, en), pick(language, "판매자", "Vendor"), vendor.masked())
}

/// What Wing calls a status.
pub(super) fn status(status: &OrderStatus, language: Language) -> &'static str {
    let (ko, en) = match status {
        OrderStatus::Accept => ("결제완료", "Paid"),
        OrderStatus::Instruct => ("상품준비중", "Preparing"),
        OrderStatus::Departure => ("배송지시", "Waybill registered"),
        OrderStatus::Delivering => ("배송중", "In transit"),
        OrderStatus::FinalDelivery => ("배송완료", "Delivered"),
        OrderStatus::NoneTracking => ("업체 직접 배송", "Seller's own delivery"),
        _ => ("알 수 없음", "Unknown"),
    };
    pick(language, ko, en)
}

/// What Wing calls a family that is counted after the orders, by its name in the JSON form.
pub(super) fn family(name: &'static str, language: Language) -> &'static str {
    let (ko, en) = match name {
        "returns" => ("반품", "Returns"),
        "exchanges" => ("교환", "Exchanges"),
        "product_inquiries" => ("상품별 고객문의", "Product inquiries"),
        "call_center_inquiries" => ("고객센터 문의", "Call-centre inquiries"),
        other => (other, other),
    };
    pick(language, ko, en)
}

/// What a reason means, and what to do next.
pub(super) fn reason(reason: Reason, language: Language) -> (&'static str, &'static str) {
    let (ko, en) = match reason {
        Reason::InvalidSignature => (
            (
                "서명이 거절되었습니다.",
                "Wing에서 액세스 키와 시크릿 키를 다시 복사하세요. 두 키가 바뀌지 않았는지 확인하세요.",
            ),
            (
                "The signature was refused.",
                "Copy access key and secret key from Wing again; see that they are not swapped or cut.",
            ),
        ),
        Reason::SignatureExpired => (
            ("서명 시각이 쿠팡의 시계와 5분 넘게 다릅니다.", "이 컴퓨터의 시계를 자동으로 맞춘 뒤 다시 실행하세요."),
            (
                "The signed time differs from Coupang's clock by more than five minutes.",
                "Set this machine's clock automatically and run again.",
            ),
        ),
        Reason::KeyRejected => (
            (
                "쿠팡이 이 키를 받아들이지 않습니다.",
                "Wing에서 키가 만료(180일)되었거나 재발급되었는지 확인하세요. 첫 발급은 24시간 이상 걸릴 수 있습니다.",
            ),
            (
                "Coupang does not accept this key.",
                "See in Wing whether it has expired (180 days) or was re-issued; a first key may need 24 hours.",
            ),
        ),
        Reason::IpNotAllowed => (
            (
                "이 컴퓨터의 IP가 등록되지 않았습니다.",
                "Wing의 OPEN API 설정에 이 서버의 공인 IP를 등록하고 최대 30분 뒤 다시 실행하세요.",
            ),
            (
                "This machine's IP address is not registered.",
                "Register its public address in Wing's OPEN API settings and run again after up to 30 minutes.",
            ),
        ),
        Reason::VendorMismatch => (
            (
                "판매자 ID가 이 키의 것이 아닙니다.",
                "Wing의 업체코드를 그대로 입력하세요. 틀린 ID로 반복 호출하면 차단됩니다.",
            ),
            (
                "The vendor id is not this key's.",
                "Enter the company code exactly as Wing shows it; repeated calls with a wrong one lead to a block.",
            ),
        ),
        Reason::EdgeBlocked => (
            (
                "쿠팡이 이 IP 또는 판매자를 차단했습니다.",
                "모든 호출을 멈추고 쿠팡 판매자 지원에 문의하세요. 반복 호출은 차단을 늘립니다.",
            ),
            (
                "Coupang has blocked this IP address or vendor.",
                "Stop all calls and write to Coupang's seller support; more calls prolong the block.",
            ),
        ),
        Reason::Throttled => (
            (
                "호출이 너무 많아 잠시 막혔습니다.",
                "다른 프로그램의 호출도 멈추고 몇 분에서 수십 분 뒤 다시 실행하세요.",
            ),
            (
                "Too many calls: Coupang holds back for a while.",
                "Stop other programs too and run again after some minutes, up to tens of minutes.",
            ),
        ),
        Reason::PermissionDenied => (
            (
                "이 키에는 주문 조회 권한이 없습니다.",
                "Wing의 OPEN API 설정에서 주문 API 사용이 허용되어 있는지 확인하세요.",
            ),
            ("This key may not read orders.", "See in Wing's OPEN API settings whether the order API is allowed."),
        ),
        Reason::ServiceUnavailable => (
            ("쿠팡 서버에 문제가 있습니다.", "몇 분 뒤 다시 실행하세요. 반복되면 --days를 줄이세요."),
            ("Coupang's servers have a problem.", "Run again in some minutes; if it goes on, ask for fewer --days."),
        ),
        Reason::Timeout => (
            ("제한 시간 안에 답이 없습니다.", "잠시 뒤 다시 실행하거나 --days를 줄이세요."),
            ("No answer in time.", "Run again later, or ask for fewer --days."),
        ),
        Reason::Network => (
            ("쿠팡에 연결할 수 없습니다.", "인터넷 연결, DNS, 방화벽, TLS 1.2 이상을 확인하세요."),
            ("No connection to Coupang.", "Check the internet connection, DNS, firewall and TLS 1.2 or newer."),
        ),
        Reason::UnexpectedResponse => (
            (
                "문서에 없는 응답입니다.",
                "--json 결과의 exchanges_log를 이 SDK의 이슈로 알려 주세요. 개인정보는 들어 있지 않습니다.",
            ),
            (
                "An undocumented answer.",
                "Report the exchanges_log of --json as an issue of this SDK; it holds no personal data.",
            ),
        ),
    };
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}
