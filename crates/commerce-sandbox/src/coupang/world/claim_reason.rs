//! Why claims are made: codes and labels of the VOC list 1.43 (article 360034562713); the categories are examples.

use crate::coupang::rules::SoldOutCode;

/// A reason with the labels that stand beside it.
pub(in crate::coupang) struct Reason {
    pub(in crate::coupang) code: &'static str,
    pub(in crate::coupang) text: &'static str,
    pub(in crate::coupang) categories: (&'static str, &'static str),
    pub(in crate::coupang) fault: &'static str,
}

pub(super) static REASONS: [&Reason; 6] = [
    &Reason {
        code: "CHANGEMIND",
        text: "필요 없어짐 (단순 변심)",
        categories: ("고객변심", "단순변심(사유없음)"),
        fault: "CUSTOMER",
    },
    &Reason {
        code: "WRONGOPT",
        text: "상품의 옵션 선택을 잘못함",
        categories: ("고객변심", "옵션 선택 실수"),
        fault: "CUSTOMER",
    },
    &Reason {
        code: "DAMAGED", text: "상품이 파손되어 배송됨", categories: ("상품불량", "파손"), fault: "VENDOR"
    },
    &Reason {
        code: "WRONGDELIVERY",
        text: "내가 주문한 상품과 아예 다른 상품이 배송됨",
        categories: ("오배송", "다른 상품"),
        fault: "VENDOR",
    },
    &Reason {
        code: "CARRIERLOST", text: "택배사 상품 분실", categories: ("배송문제", "분실"), fault: "WMS"
    },
    &Reason {
        code: "SYSTEMINFO_ERROR",
        text: "상품 정보가 잘못 노출됨 (쿠팡 시스템 오류)",
        categories: ("시스템", "정보 오류"),
        fault: "COUPANG",
    },
];

/// What is written down for every cancellation by the seller, whatever reason it gives. Which of the list's codes that is
/// says `sold_out_code`.
pub(super) fn sold_out(code: SoldOutCode) -> &'static Reason {
    const CATEGORIES: (&str, &str) = ("배송불만", "품절");
    static SELLER: Reason = Reason {
        code: "OOSSELLER",
        text: "업체로부터 품절되었다고 연락 받음",
        categories: CATEGORIES,
        fault: "VENDOR",
    };
    static GOODS: Reason =
        Reason { code: "SKUOOSCAN", text: "SKU OOS 취소", categories: CATEGORIES, fault: "VENDOR" };
    match code {
        SoldOutCode::Seller => &SELLER,
        SoldOutCode::Goods => &GOODS,
    }
}

/// What buyers write, or do not.
pub(super) const WORDS: [&str; 4] = ["", "예시 사유입니다", "가상 고객이 \"견본\"이라고 적음", "모의 사유 ♥"];
