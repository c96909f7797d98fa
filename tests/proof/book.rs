//! What the seller means to do, written down before anything is sent, and what became of it.

use std::sync::Mutex;

/// The intentions of one run, and the list for a person.
#[derive(Default)]
pub(crate) struct Book {
    intentions: Mutex<Vec<Intention>>,
    person: Mutex<Vec<ForAPerson>>,
}

/// One thing to be done once.
#[derive(Debug, Clone)]
pub(crate) struct Intention {
    /// The operation, as in the sandbox's list of commits.
    pub(crate) operation: &'static str,
    /// What it is done to.
    pub(crate) subject: i64,
    /// Which message of it, or 0.
    message: i64,
    pub(crate) end: End,
    /// Whether it was ever maybe sent.
    pub(crate) doubted: bool,
}

/// What is known of an intention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing yet.
    Open,
    /// It is done: an answer or a read says so.
    Done,
    /// It was refused, so it is not done.
    Refused,
    /// Nobody knows, and a person was told.
    Unknown,
}

/// A line of the list that a person works off.
#[derive(Debug, Clone)]
pub(crate) struct ForAPerson {
    pub(crate) operation: &'static str,
    pub(crate) subject: i64,
    /// Where to look, in Korean and in English.
    pub(crate) look_at: (&'static str, &'static str),
}

impl Book {
    /// Writes down what is about to be done; `None` when it was meant before and is not known to be undone.
    pub(crate) fn mean(&self, operation: &'static str, subject: i64) -> Option<usize> {
        self.mean_message(operation, subject, 0)
    }

    /// The same for one of several messages of a subject, each of which is answered once.
    pub(crate) fn mean_message(&self, operation: &'static str, subject: i64, message: i64) -> Option<usize> {
        let mut intentions = self.intentions.lock().unwrap();
        let same =
            |known: &&Intention| (known.operation, known.subject, known.message) == (operation, subject, message);
        if intentions.iter().filter(same).any(|known| known.end != End::Refused) {
            return None;
        }
        intentions.push(Intention { operation, subject, message, end: End::Open, doubted: false });
        Some(intentions.len() - 1)
    }

    /// Writes down how one ended.
    pub(crate) fn end(&self, number: usize, end: End) {
        self.intentions.lock().unwrap()[number].end = end;
    }

    /// Writes down that it may have been sent.
    pub(crate) fn doubt(&self, number: usize) {
        self.intentions.lock().unwrap()[number].doubted = true;
    }

    /// Puts one on the list for a person.
    pub(crate) fn for_a_person(&self, number: usize, look_at: (&'static str, &'static str)) {
        let mut intentions = self.intentions.lock().unwrap();
        let Intention { operation, subject, .. } = intentions[number];
        intentions[number].end = End::Unknown;
        self.person.lock().unwrap().push(ForAPerson { operation, subject, look_at });
    }

    pub(crate) fn intentions(&self) -> Vec<Intention> {
        self.intentions.lock().unwrap().clone()
    }

    pub(crate) fn person(&self) -> Vec<ForAPerson> {
        self.person.lock().unwrap().clone()
    }
}
