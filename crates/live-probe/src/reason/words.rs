//! What each reason means and what a seller does next, in Korean and English.

use coupang_wing::Language;

use super::Reason;

/// What a reason means, and what to do next.
pub(super) fn of(reason: Reason, language: Language) -> (&'static str, &'static str) {
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
            ("서명 시각이 쿠팡의 시계와 5분 넘게 다릅니다.", "이 컴퓨터의 시계를 자동으로 맞춘 뒤 다시 확인하세요."),
            (
                "The signed time differs from Coupang's clock by more than five minutes.",
                "Set this machine's clock automatically and check again.",
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
                "Wing의 OPEN API 설정에 이 서버의 공인 IP를 등록하고 최대 30분 뒤 다시 확인하세요.",
            ),
            (
                "This machine's IP address is not registered.",
                "Register its public address in Wing's OPEN API settings and check again after up to 30 minutes.",
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
                "다른 프로그램의 호출도 멈추고 몇 분에서 수십 분 뒤 다시 확인하세요.",
            ),
            (
                "Too many calls: Coupang holds back for a while.",
                "Stop other programs too and check again after some minutes, up to tens of minutes.",
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
            ("쿠팡 서버에 문제가 있습니다.", "몇 분 뒤 다시 확인하세요. 반복되면 조회 일수를 줄이세요."),
            ("Coupang's servers have a problem.", "Check again in some minutes; if it goes on, ask for fewer days."),
        ),
        Reason::Timeout => (
            ("제한 시간 안에 답이 없습니다.", "잠시 뒤 다시 확인하거나 조회 일수를 줄이세요."),
            ("No answer in time.", "Check again later, or ask for fewer days."),
        ),
        Reason::Network => (
            ("쿠팡에 연결할 수 없습니다.", "인터넷 연결, DNS, 방화벽, TLS 1.2 이상을 확인하세요."),
            ("No connection to Coupang.", "Check the internet connection, DNS, firewall and TLS 1.2 or newer."),
        ),
        Reason::UnexpectedResponse => (
            (
                "문서에 없는 응답입니다.",
                "교환 기록(exchanges_log)을 이 SDK의 이슈로 알려 주세요. 개인정보는 들어 있지 않습니다.",
            ),
            (
                "An undocumented answer.",
                "Report the exchange log (exchanges_log) as an issue of this SDK; it holds no personal data.",
            ),
        ),
    };
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}
