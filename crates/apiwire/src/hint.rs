//! The words for each kind of failure: what happened, and what to do, in English and Korean.

use crate::error::ErrorKind;

/// The language of a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Korean.
    Ko,
    /// English.
    En,
}

/// What happened, in a few words.
pub(crate) fn what_happened(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "the request could not be built, nothing was sent",
        ErrorKind::Stopped => "the client was stopped, nothing was sent",
        ErrorKind::NotPermitted => "writing is not permitted, nothing was sent",
        ErrorKind::Deadline => "the deadline left no time for another attempt",
        ErrorKind::Throttled => "too many calls, the vendor is paused",
        ErrorKind::CircuitOpen => "calls are held back after errors that lead to a block, nothing was sent",
        ErrorKind::Connect => "no connection, nothing was sent",
        ErrorKind::Timeout => "no answer in time",
        ErrorKind::ConnectionLost => "the connection broke before the answer was complete",
        ErrorKind::BodyTooLarge => "the answer is larger than the limit",
        ErrorKind::Decode => "the answer is not what the vendor documents",
        ErrorKind::UndecodableRow => "a row could not be read",
        ErrorKind::Paging => "the pages do not end as they should",
        ErrorKind::Rejected => "the vendor reports a failure inside a successful answer",
        ErrorKind::AlreadyDone => "the vendor says that it has been done before",
        ErrorKind::BadRequest => "a parameter was refused",
        ErrorKind::VendorMismatch => "the seller id was refused",
        ErrorKind::InvalidSignature => "the signature was refused",
        ErrorKind::SignatureExpired => "the signed date was refused",
        ErrorKind::KeyRejected => "the key was refused",
        ErrorKind::IpNotAllowed => "this IP address is not registered for the key",
        ErrorKind::PermissionDenied => "the key may not call this operation",
        ErrorKind::EdgeBlocked => "the vendor's edge has blocked the caller",
        ErrorKind::NotFound => "not found",
        ErrorKind::Conflict => "the object's present state does not allow it",
        ErrorKind::Retired => "the vendor has retired this operation",
        ErrorKind::NotActivated => "the vendor has not activated this operation",
        ErrorKind::Locked => "the vendor has locked this operation",
        ErrorKind::ServerError => "the vendor reports an internal error",
        ErrorKind::Unavailable => "the vendor's servers are not available",
        ErrorKind::UnexpectedStatus => "an undocumented status came back",
    }
}

/// What to do, in one sentence.
pub(crate) fn for_kind(kind: ErrorKind, language: Language) -> &'static str {
    let (ko, en) = words(kind);
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}

fn words(kind: ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::Configuration => ("입력값을 고친 뒤 다시 호출하세요.", "Correct the input and call again."),
        ErrorKind::Stopped => {
            ("연결을 다시 확인하고 새 클라이언트를 만드세요.", "Verify the connection again and make a new client.")
        }
        ErrorKind::NotPermitted => {
            ("이 작업군의 쓰기 권한을 먼저 승인받으세요.", "Have writing permitted for this family first.")
        }
        ErrorKind::Deadline => {
            ("제한 시간을 늘리거나 나중에 다시 호출하세요.", "Allow more time, or call again later.")
        }
        ErrorKind::Throttled => (
            "표시된 시각까지 호출하지 말고 기다리세요.",
            "Make no calls until the time given; more calls prolong the block.",
        ),
        ErrorKind::CircuitOpen => (
            "표시된 시각까지 멈추고, 판매자 ID와 차단 여부를 확인하세요.",
            "Wait until the time given and check the seller id and whether you are blocked.",
        ),
        ErrorKind::Connect => ("네트워크, DNS, 방화벽을 확인하세요.", "Check the network, DNS and firewall."),
        ErrorKind::Timeout | ErrorKind::ConnectionLost => (
            "조회는 다시 시도하고, 쓰기는 먼저 조회로 결과를 확인하세요.",
            "Repeat a read; after a write, read first to see whether it took effect.",
        ),
        ErrorKind::BodyTooLarge => {
            ("조회 범위나 페이지 크기를 줄이세요.", "Ask for a shorter range or a smaller page.")
        }
        ErrorKind::Decode | ErrorKind::UndecodableRow | ErrorKind::UnexpectedStatus => (
            "문서에 없는 응답입니다. 작업 이름과 오류 위치를 이 SDK의 저장소에 알려 주세요.",
            "The answer is undocumented: report the operation and position to this SDK's maintainers.",
        ),
        ErrorKind::Paging => {
            ("조회 범위를 나누어 다시 조회하세요.", "Cut the range into smaller ones and read them again.")
        }
        ErrorKind::Rejected | ErrorKind::BadRequest => (
            "요청 값을 확인하세요. 같은 요청을 반복하지 마세요.",
            "Check the request's values; do not repeat it unchanged.",
        ),
        ErrorKind::Conflict => (
            "먼저 조회하여 현재 상태를 확인하세요.",
            "Read the object first: its state has changed, or this was done before.",
        ),
        ErrorKind::AlreadyDone => (
            "이미 처리된 것으로 보입니다. 조회로 확인하고 다시 보내지 마세요.",
            "It seems to be done already: read it to be sure, and do not send it again.",
        ),
        ErrorKind::VendorMismatch | ErrorKind::NotFound => (
            "조회한 ID를 확인하세요. 쿠팡은 판매자 ID도 확인하세요. 404가 반복되면 차단됩니다.",
            "Check the object's id, and at Coupang the seller id: repeated 404 answers lead to a block there.",
        ),
        ErrorKind::InvalidSignature => (
            "액세스 키와 시크릿 키를 다시 확인하세요.",
            "Check access key and secret key for swapped, cut or re-issued values.",
        ),
        ErrorKind::SignatureExpired => (
            "이 컴퓨터의 시계를 표준시에 맞추세요.",
            "Set this machine's clock; a signature is valid for five minutes.",
        ),
        ErrorKind::KeyRejected => (
            "키가 만료(쿠팡은 180일)되었거나 재발급되었는지 판매자 포털에서 확인하세요.",
            "See in the seller portal whether the key has expired (Coupang: 180 days) or was re-issued.",
        ),
        ErrorKind::IpNotAllowed => (
            "이 서버의 IP를 판매자 포털에 등록하고 최대 30분 기다리세요.",
            "Register this server's IP address in the seller portal; it takes up to 30 minutes.",
        ),
        ErrorKind::PermissionDenied | ErrorKind::Locked => (
            "이 API를 사용할 권한이 키에 있는지 확인하세요.",
            "See in the seller portal whether the key may use this group of operations.",
        ),
        ErrorKind::EdgeBlocked => (
            "호출을 모두 멈추고, 참조 번호와 함께 고객지원에 문의하세요.",
            "Stop all calls; write to the vendor's support with the reference number.",
        ),
        ErrorKind::Retired | ErrorKind::NotActivated => {
            ("다른 버전을 지정하거나 SDK를 올리세요.", "Select another version of the operation, or upgrade this SDK.")
        }
        ErrorKind::ServerError => (
            "입력값을 먼저 확인하세요. 쿠팡에서는 대부분 잘못된 값 때문입니다.",
            "Check the input first: Coupang says that wrong values cause most of these.",
        ),
        ErrorKind::Unavailable => {
            ("몇 분 뒤에 다시 시도하세요.", "Try again in some minutes; after a write, read first.")
        }
    }
}
