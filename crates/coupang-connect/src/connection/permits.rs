//! Write permits: none by default, one per family, and all of them fall when the connection pauses.

use std::sync::Arc;
use std::time::SystemTime;

use coupang_wing::apiwire::Family;
use coupang_wing::{ReadWrite, Wing, WritePermit, family};
use redact_kr::{FreeText, PersonName};

use super::{Connection, Inner, State};
use crate::error::AccessError;
use crate::journal::{Audit, Event};

/// A family of writes that a person has opened.
pub(super) struct Grant {
    pub(super) family: Family,
    pub(super) permit: WritePermit,
    by: PersonName,
    note: FreeText,
    at: SystemTime,
}

/// A write permit, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permit {
    /// The family that it opens.
    pub family: &'static str,
    /// Who approved it.
    pub approved_by: PersonName,
    /// Why, in that person's words. It stands here only, and in no log: nobody can tell what is in it.
    pub note: FreeText,
    /// Since when.
    pub granted_at: SystemTime,
}

impl Connection {
    /// Opens a family of writes: [`family::ORDERS`], [`family::INVOICES`], [`family::CLAIMS`], [`family::CS`] or
    /// [`family::INVENTORY`]. The audit log keeps the approver's name masked and the note not at all; both can be read from
    /// the [`Permit`] while it lasts.
    ///
    /// The permit falls when the connection pauses, is given another pair or ends, also for clients handed out before.
    ///
    /// # Errors
    /// [`AccessError`]: the connection is not active, nobody is named, or the family is none of them.
    pub fn permit(&self, family: Family, approved_by: &str, note: &str) -> Result<(), AccessError> {
        let mut now = self.0.now();
        let refusal = match now.state {
            State::Paused { reason, .. } => Some(AccessError::Paused(reason)),
            State::New | State::Verifying => Some(AccessError::NotVerified),
            State::Active if !family::ALL.contains(&family) => Some(AccessError::UnknownFamily),
            State::Active if approved_by.trim().is_empty() => Some(AccessError::ApproverMissing),
            State::Active if family == family::CS && !now.has_wing_user => Some(AccessError::WingUserIdMissing),
            State::Active => None,
        };
        if let Some(refusal) = refusal {
            drop(now);
            self.0.audit(Audit::new(Event::PermitRefused).about(family.name()).because(refusal.word()));
            return Err(refusal);
        }
        let by = PersonName::from(approved_by);
        let audit = Audit { by: Some(by.masked()), ..Audit::new(Event::PermitGranted).about(family.name()) };
        if !now.grants.iter().any(|grant| grant.family == family) {
            let (permit, at) = (WritePermit::for_([family]), self.0.shared.clock.now());
            now.grants.push(Grant { family, permit, by, note: FreeText::from(note), at });
        }
        drop(now);
        self.0.audit(audit);
        Ok(())
    }

    /// Closes a family of writes again; nothing happens where it was closed.
    pub fn withdraw(&self, family: Family) {
        let mut now = self.0.now();
        let Some(at) = now.grants.iter().position(|grant| grant.family == family) else { return };
        now.grants.swap_remove(at).permit.revoke();
        drop(now);
        self.0.audit(Audit::new(Event::PermitWithdrawn).about(family.name()));
    }

    /// A client that also writes, in families that were opened before.
    ///
    /// # Errors
    /// [`AccessError`] while the connection is not active, or when one of the families is closed.
    pub fn writing_client(&self, families: &[Family]) -> Result<Wing<ReadWrite>, AccessError> {
        let now = self.0.now();
        let wing = self.0.client(&now);
        let (mut permits, mut refused) = (Vec::new(), Vec::new());
        for family in families {
            match (&wing, now.grants.iter().find(|grant| grant.family == *family)) {
                (Err(error), _) => refused.push((family.name(), *error)),
                (Ok(_), Some(grant)) => permits.push(grant.permit.clone()),
                (Ok(_), None) => refused.push((family.name(), AccessError::NoPermit(family.name()))),
            }
        }
        drop(now);
        for (family, error) in &refused {
            self.0.audit(Audit::new(Event::PermitRefused).about(family).because(error.word()));
        }
        if let Some((_, error)) = refused.first() {
            return Err(*error);
        }
        let watcher = Arc::downgrade(&self.0);
        let permit = WritePermit::any_of(permits).on_refusal(move |family| {
            if let Some(connection) = watcher.upgrade() {
                connection.refuse_write(family);
            }
        });
        wing.map(|wing| wing.allow_writes(permit))
    }
}

impl Inner {
    fn refuse_write(&self, family: Family) {
        self.audit(Audit::new(Event::PermitRefused).about(family.name()).because(AccessError::NoPermit("").word()));
    }
}

impl Grant {
    pub(super) fn shown(&self) -> Permit {
        Permit {
            family: self.family.name(),
            approved_by: self.by.clone(),
            note: self.note.clone(),
            granted_at: self.at,
        }
    }
}
