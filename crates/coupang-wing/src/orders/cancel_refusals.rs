//! What Coupang says when it does not cancel, for the order or for an item of it (주문 상품 취소 처리, 2019 to 2026).

use apiwire::{ErrorKind, KnownRefusal};

/// The table of the page; texts that differ in spelling between 2019 and 2026 are known by what they share.
pub(super) const ALL: &[KnownRefusal] = &[
    KnownRefusal::new("order_id_missing", &["주문 ID를 입력해 주세요"], "the order id is missing"),
    KnownRefusal::new("items_missing", &["취소할 벤더아이템 아이디 목록을 입력해주세요"], "the list of items is empty"),
    KnownRefusal::new("counts_missing", &["취소할 아이템 개수 목록"], "a count is missing or not positive"),
    KnownRefusal::new("counts_missing", &["취소할 아이탬 개수 목록"], "a count is missing or not positive"),
    KnownRefusal::new(
        "counts_differ",
        &["요청한 상품 개수와 취소 개수를 확인해주세요"],
        "there are not as many counts as items",
    ),
    KnownRefusal::new("big_code", &["취소사유 대분류 코드를"], "the reason's main code is refused"),
    KnownRefusal::new("middle_code", &["취소사유 중분류 코드를"], "the reason's code is refused"),
    KnownRefusal::new("vendor_missing", &["업체 ID를 입력해주세요"], "the vendor id differs from the path"),
    KnownRefusal::new(
        "wrong_user",
        &["업체 ID에 맞는 올바른 유저 ID를 입력해주세요"],
        "the user id is no Wing login of this seller",
    ),
    KnownRefusal::new("no_order", &["주문 정보가 없습니다"], "there is no payment of this order"),
    KnownRefusal::new("no_order", &["주문정보가 없습니다"], "there is no payment of this item"),
    KnownRefusal::new(
        "more_than_left",
        &["취소 가능한 개수보다 요청한 개수가 더 많습니다"],
        "more than is left to cancel: also what the repetition of a cancellation that worked hears; read the order",
    ),
    KnownRefusal::new(
        "wrong_status",
        &["해당 벤더아이템이 결제완료/상품준비중 상태가 아닙니다"],
        "the item is neither ACCEPT nor INSTRUCT",
    ),
    KnownRefusal::new("foreign_item", &["요청한 업체의 상품이 아닙니다"], "the item is another seller's"),
    KnownRefusal::new("cancel_failed", &["취소요청 중 오류가 발생하였습니다"], "cancelling a paid item failed")
        .of_kind(ErrorKind::Rejected),
    KnownRefusal::new("no_partial", &["부분 취소는 불가능합니다"], "the item can only be cancelled as a whole"),
    KnownRefusal::new(
        "rollback_failed",
        &["출고 정지 요청 롤백에 실패했습니다"],
        "the release stop failed and so did taking it back: the order is inconsistent, a person must look at it",
    )
    .of_kind(ErrorKind::Rejected),
    KnownRefusal::new("stop_failed", &["출고정지 완료 처리에 실패했습니다"], "the release stop failed")
        .of_kind(ErrorKind::Rejected),
    KnownRefusal::new(
        "internal",
        &["내부 오류가 발생하였습니다"],
        "an internal error of Coupang's: read the order, then ask the seller support",
    )
    .of_kind(ErrorKind::ServerError),
];
