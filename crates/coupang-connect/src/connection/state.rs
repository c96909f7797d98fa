//! The states of a connection, and what may be shown of it.

use std::time::SystemTime;

use coupang_wing::calendar::KstDate;
use coupang_wing::{Language, Market};
use live_probe::{Counts, Reason, Window};

use super::{Inner, Permit};
use crate::id::{ConnectionId, CredentialRef};
use crate::key_age::KeyAge;

/// Whether the shop is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// The keys are stored and were not tried yet, or not since this program started.
    New,
    /// The first read, or the first after a pause, is under way.
    Verifying,
    /// The last read-only order list call succeeded.
    Active,
    /// Nothing is sent until a verification succeeds.
    Paused {
        /// Why.
        reason: Reason,
        /// What to do.
        next_step: NextStep,
        /// The article of Coupang's developer portal that explains it; none covers an undocumented answer.
        article: Option<u64>,
    },
}

/// What a seller does next, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    reason: Reason,
    expired: bool,
}

/// A family of reads that was refused while orders can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FamilyMark {
    /// The family, as operations are named: `returns`, `exchanges`, `inquiries`, `call_center` ..
    pub family: String,
    /// The kind of the refusal, in `snake_case`.
    pub error: String,
}

/// Everything that may be shown of a connection: no key, and the vendor id masked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Status {
    /// The connection.
    pub connection: ConnectionId,
    /// The pair in the vault.
    pub credential: CredentialRef,
    /// The seller, masked.
    pub vendor: String,
    /// The buyers' market.
    pub market: Market,
    /// Whether the shop is connected.
    pub state: State,
    /// Coupang is slow, throttles or cannot be reached, while the connection holds.
    pub late: Option<Reason>,
    /// The counts of the last verification that succeeded.
    pub counts: Option<Counts>,
    /// The days that were counted.
    pub window: Option<Window>,
    /// When a verification last ended, well or badly.
    pub verified_at: Option<SystemTime>,
    /// When the connection was last found in order.
    pub last_active: Option<SystemTime>,
    /// Families that are refused although orders can be read.
    pub families: Vec<FamilyMark>,
    /// The write permits.
    pub permits: Vec<Permit>,
    /// The age of the keys, where their day of issue is known.
    pub key_age: Option<KeyAge>,
    /// When the next verification is due.
    pub next_check: Option<SystemTime>,
}

impl State {
    pub(super) fn paused(reason: Reason, expired: bool) -> Self {
        Self::Paused { reason, next_step: NextStep { reason, expired }, article: reason.article() }
    }

    /// The word: `NEW`, `VERIFYING`, `ACTIVE` or `PAUSED`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Verifying => "VERIFYING",
            Self::Active => "ACTIVE",
            Self::Paused { .. } => "PAUSED",
        }
    }

    /// Why it is paused, if it is.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Paused { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

impl NextStep {
    /// In words for a seller.
    #[must_use]
    pub fn in_words(self, language: Language) -> &'static str {
        // A key that Coupang no longer knows after its 180 days has expired: there is no better explanation.
        match (self.expired && matches!(self.reason, Reason::KeyRejected | Reason::InvalidSignature), language) {
            (true, Language::Ko) => {
                "키가 180일이 지나 만료되었습니다. Wing에서 재발급하고 '키 교체'에 새 키를 넣으세요."
            }
            (true, Language::En) => {
                "The key is past its 180 days: re-issue it in Wing and enter the new pair under \"Replace key\"."
            }
            (false, language) => self.reason.next_step(language),
        }
    }
}

impl Inner {
    pub(crate) fn status(&self) -> Status {
        let now = self.now();
        let today = KstDate::at(self.shared.clock.now());
        let mark = |(family, error): (&String, &String)| FamilyMark { family: family.clone(), error: error.clone() };
        Status {
            connection: self.id.clone(),
            credential: now.credential.clone(),
            vendor: self.vendor_id.masked(),
            market: self.market,
            state: now.state,
            late: now.late,
            counts: now.counts.as_ref().map(|(counts, _)| counts.clone()),
            window: now.counts.as_ref().map(|(_, window)| *window),
            verified_at: now.verified_at,
            last_active: now.last_verified,
            families: now.families.iter().map(mark).collect(),
            permits: now.grants.iter().map(super::permits::Grant::shown).collect(),
            key_age: now.issued.map(|issued| KeyAge::of(issued, today)),
            next_check: now.next_check,
        }
    }
}
