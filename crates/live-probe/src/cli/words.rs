//! The words of the table, in Korean and English.

use coupang_wing::{Language, VendorId};

use super::Place;

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
