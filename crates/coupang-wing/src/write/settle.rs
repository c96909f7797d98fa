//! Whether a write that was maybe sent has happened.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use apiwire::{BoxFuture, Delivery, Endpoint, Error, ErrorKind, Language, Repeat, Write};

use super::subject::Subject;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::endpoints::Documented;

/// Between the two reads that come before sending a target state again.
const BETWEEN_READS: Duration = Duration::from_secs(5);

/// A write of this client: an endpoint that knows what it changes and how to read whether it has.
pub trait WriteOperation: Documented + Endpoint<Effect = Write> + Clone + Send {
    /// Where a person looks when reading has not settled it.
    const LOOK_AT: LookAt;

    /// What it changes; never empty.
    fn subjects(&self) -> Vec<Subject>;

    /// Reads whether a subject has reached the state that this write gives it. `false` says nothing about the future. Not
    /// asked of a write that no read settles ([`Endpoint::SETTLED_BY`]).
    ///
    /// # Errors
    /// [`Error`] of the read.
    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>>;

    /// The same for some of its subjects.
    #[must_use]
    fn only(&self, _subjects: &[Subject]) -> Self {
        self.clone()
    }

    /// The subjects that an answer reports as done.
    fn confirmed(&self, _answer: &Self::Output) -> Vec<Subject> {
        self.subjects()
    }
}

/// Where a person looks, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookAt {
    /// In Korean.
    pub ko: &'static str,
    /// In English.
    pub en: &'static str,
}

impl LookAt {
    /// In this language.
    #[must_use]
    pub fn in_words(self, language: Language) -> &'static str {
        match language {
            Language::Ko => self.ko,
            Language::En => self.en,
        }
    }
}

/// What became of a write that was maybe sent.
#[must_use = "what is unknown needs a person"]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settled {
    /// What has reached the new state.
    pub done: Vec<Subject>,
    /// What was not seen in it. It may have failed, and it may still happen.
    pub unknown: Vec<Unknown>,
    /// Whether the write was sent once more.
    pub resent: Resent,
}

/// A subject whose fate reading has not told: a person looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown {
    /// The subject.
    pub subject: Subject,
    /// What the last read showed.
    pub seen: Seen,
    /// What to look at.
    pub look_at: LookAt,
}

/// What a read showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seen {
    /// Not the new state.
    OldState,
    /// Nothing: the subject could not be read, for example because it left the lists, or because the vendor is paused.
    Unreadable(ErrorKind),
    /// Nothing: no read shows what this write changes.
    NothingToRead,
}

/// Whether a target state was sent once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resent {
    /// No: there was no need, or this write is never sent again.
    No,
    /// Yes, and it was answered.
    Answered,
    /// It was tried, and ended with an error of this kind.
    Failed(ErrorKind),
}

impl Settled {
    /// Nothing could be read, so all of it is for a person.
    pub(crate) fn unread<E: WriteOperation>(endpoint: &E, kind: ErrorKind) -> Self {
        let unknown = |subject| Unknown { subject, seen: Seen::Unreadable(kind), look_at: E::LOOK_AT };
        Self { done: Vec::new(), unknown: endpoint.subjects().into_iter().map(unknown).collect(), resent: Resent::No }
    }

    /// Everything has reached the new state.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.unknown.is_empty()
    }
}

pub(super) async fn settle<E: WriteOperation>(
    wing: &Wing<ReadWrite>,
    endpoint: &E,
    may_be_resent: &AtomicBool,
) -> Result<Settled, Error> {
    let unknown = |(subject, seen)| Unknown { subject, seen, look_at: E::LOOK_AT };
    if E::SETTLED_BY.is_none() {
        let unknown = endpoint.subjects().into_iter().map(|subject| unknown((subject, Seen::NothingToRead))).collect();
        return Ok(Settled { done: Vec::new(), unknown, resent: Resent::No });
    }
    let reading = wing.reading();
    let mut open = Open::all(endpoint.subjects());
    open.look(&reading, endpoint).await?;
    if !open.is_empty() {
        reading.pipeline.sleep_until(reading.now() + BETWEEN_READS).await;
        open.look(&reading, endpoint).await?;
    }
    let mut resent = Resent::No;
    // What cannot be read shows no old state, and only the old state allows a second send.
    let old = open.in_old_state();
    if E::REPEAT == Repeat::TargetState && !old.is_empty() && may_be_resent.swap(false, Ordering::SeqCst) {
        resent = match wing.write(&endpoint.only(&old)).await {
            Ok(answer) => {
                open.take(&endpoint.confirmed(&answer));
                Resent::Answered
            }
            Err(error) => {
                // What never left was not sent once more.
                may_be_resent.store(error.delivery() == Delivery::NotSent, Ordering::SeqCst);
                Resent::Failed(error.kind())
            }
        };
        // That it was sent once more must be told, also when nothing can be read any more.
        if let Err(error) = open.look(&reading, endpoint).await {
            open.is_unreadable(error.kind());
        }
    }
    Ok(Settled { done: open.done, unknown: open.left.into_iter().map(unknown).collect(), resent })
}

/// The subjects, by whether they have been seen in the new state.
struct Open {
    done: Vec<Subject>,
    left: Vec<(Subject, Seen)>,
}

impl Open {
    fn all(subjects: Vec<Subject>) -> Self {
        Self { done: Vec::new(), left: subjects.into_iter().map(|subject| (subject, Seen::OldState)).collect() }
    }

    fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    fn in_old_state(&self) -> Vec<Subject> {
        self.left.iter().filter(|(_, seen)| *seen == Seen::OldState).map(|(subject, _)| *subject).collect()
    }

    /// Nothing of what is left could be read.
    fn is_unreadable(&mut self, kind: ErrorKind) {
        self.left.iter_mut().for_each(|(_, seen)| *seen = Seen::Unreadable(kind));
    }

    fn take(&mut self, done: &[Subject]) {
        self.done.extend(self.left.iter().map(|(subject, _)| *subject).filter(|subject| done.contains(subject)));
        self.left.retain(|(subject, _)| !done.contains(subject));
    }

    async fn look<E: WriteOperation>(&mut self, wing: &Wing, endpoint: &E) -> Result<(), Error> {
        let mut done = Vec::new();
        for (subject, seen) in &mut self.left {
            match endpoint.reached(wing, *subject).await {
                Ok(true) => done.push(*subject),
                Ok(false) => *seen = Seen::OldState,
                Err(error) if about_the_subject(error.kind()) => *seen = Seen::Unreadable(error.kind()),
                Err(error) => return Err(error),
            }
        }
        self.take(&done);
        Ok(())
    }
}

/// Whether an error of a read is about the thing that was read, so that the next one may be read.
fn about_the_subject(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::BadRequest
            | ErrorKind::NotFound
            | ErrorKind::Rejected
            | ErrorKind::AlreadyDone
            | ErrorKind::ServerError
            | ErrorKind::Decode
            | ErrorKind::UndecodableRow
            | ErrorKind::Paging
            | ErrorKind::Configuration
    )
}
