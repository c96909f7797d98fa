//! What can go wrong, in words for a seller that quote no value.

use std::fmt;
use std::time::SystemTime;

use coupang_wing::Language;
use live_probe::Reason;

use crate::form::FormError;
use crate::id::ConnectionId;
use crate::vault::VaultError;

/// Why a shop was not connected, verified or given another pair. Nothing that was stored is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectError {
    /// What was pasted cannot be right; nothing was stored or sent.
    Form(FormError),
    /// The vault did not do as asked; where it was about new values, nothing was sent.
    Vault(VaultError),
    /// The shop is connected already and works: replace its key there.
    AlreadyConnected(ConnectionId),
    /// The same shop is being connected at this moment, by another click or another tab.
    InProgress,
    /// Too many failed attempts: more of them would get the address blocked at Coupang.
    TooManyAttempts {
        /// When the next one is taken.
        until: SystemTime,
    },
    /// Coupang did not accept the new pair; the old one stays.
    NotAccepted(Reason),
    /// There is no such connection (any more).
    NotConnected,
    /// No client could be made: TLS or the address of the gateway.
    Client,
    /// The program is ending.
    Interrupted,
}

/// Why a connection gives no client or permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessError {
    /// It was not verified yet.
    NotVerified,
    /// It is paused.
    Paused(Reason),
    /// Nobody has opened this family of writes, or it was closed again.
    NoPermit(&'static str),
    /// There is no such family of writes.
    UnknownFamily,
    /// A permit needs the name of the person who approves it.
    ApproverMissing,
    /// Answers to customers need the Wing user id of the person who gives them.
    WingUserIdMissing,
}

impl ConnectError {
    /// What is wrong and what to do, in a sentence or two for a seller.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (ko, en) = match self {
            Self::Form(error) => return error.sentence(language),
            Self::Vault(error) => return error.sentence(language).to_owned(),
            Self::NotAccepted(reason) => {
                let (means, next) = (reason.meaning(language), reason.next_step(language));
                return match language {
                    Language::Ko => format!("새 키로 바꾸지 않았습니다. 저장된 키는 그대로입니다. {means} {next}"),
                    Language::En => format!("The key was not replaced; the stored one stays. {means} {next}"),
                };
            }
            Self::AlreadyConnected(_) => (
                "이미 연결된 판매자입니다. 키를 바꾸려면 그 연결의 '키 교체'를 쓰세요.",
                "This shop is connected already: to change its key, use \"Replace key\" there.",
            ),
            Self::InProgress => (
                "이 판매자를 연결하는 중입니다. 다시 누르지 말고 잠시 기다리세요.",
                "This shop is being connected right now: wait a moment, and do not press again.",
            ),
            Self::TooManyAttempts { .. } => (
                "실패가 잦아 잠시 막았습니다. 반복하면 쿠팡이 이 컴퓨터를 차단합니다. 10분 뒤에 Wing의 값을 다시 확인하고 시도하세요.",
                "Too many failed attempts: more would get this machine blocked at Coupang. Check the values in Wing and try again in ten minutes.",
            ),
            Self::NotConnected => {
                ("연결이 해제되어 있습니다. 다시 연결하세요.", "This shop is not connected any more: connect it again.")
            }
            Self::Client => (
                "쿠팡에 연결할 준비를 하지 못했습니다. 이 컴퓨터의 TLS 설정을 확인하세요.",
                "No client could be made: check this machine's TLS setup.",
            ),
            Self::Interrupted => (
                "프로그램이 끝나는 중입니다. 저장된 내용은 그대로이니 다시 시작한 뒤 확인하세요.",
                "The program is ending. What was stored is still there: start it again and look.",
            ),
        };
        match language {
            Language::Ko => ko,
            Language::En => en,
        }
        .to_owned()
    }
}

impl AccessError {
    /// One word for the audit log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotVerified => "not_verified",
            Self::Paused(reason) => reason.word(),
            Self::NoPermit(_) => "no_permit",
            Self::UnknownFamily => "unknown_family",
            Self::ApproverMissing => "approver_missing",
            Self::WingUserIdMissing => "wing_user_id_missing",
        }
    }

    /// What is wrong and what to do, in a sentence or two for a seller.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        let (ko, en) = match self {
            Self::NotVerified => (
                "아직 확인되지 않은 연결입니다. 먼저 확인하세요.",
                "This connection was not verified yet: verify it first.",
            ),
            Self::Paused(reason) => {
                return match language {
                    Language::Ko => {
                        format!("연결이 멈춰 있습니다. {} {}", reason.meaning(language), reason.next_step(language))
                    }
                    Language::En => {
                        format!("The connection is paused. {} {}", reason.meaning(language), reason.next_step(language))
                    }
                };
            }
            Self::NoPermit(_) => (
                "이 작업의 쓰기 권한이 없습니다. 먼저 승인받으세요.",
                "Writing is not permitted for these operations: have it approved first.",
            ),
            Self::UnknownFamily => ("그런 작업군은 없습니다.", "There is no such family of operations."),
            Self::ApproverMissing => {
                ("승인하는 사람의 이름을 입력하세요.", "Enter the name of the person who approves it.")
            }
            Self::WingUserIdMissing => (
                "고객 문의에 답하려면 Wing 사용자 ID가 필요합니다. Wing 사용자 ID를 넣어 다시 연결하세요.",
                "Answers to customers need a Wing user id: connect again with it.",
            ),
        };
        match language {
            Language::Ko => ko,
            Language::En => en,
        }
        .to_owned()
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl std::error::Error for ConnectError {}
impl std::error::Error for AccessError {}

impl From<FormError> for ConnectError {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<VaultError> for ConnectError {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}
