//! What many runs came to, so that nobody takes a day in which nothing happened for a proof.

use std::fmt;
use std::ops::AddAssign;

use commerce_sandbox::coupang::Ledger;

use crate::book::{Book, End};
use crate::seller::Seller;

/// Counts over runs.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    pub(crate) runs: u64,
    pub(crate) calls: u64,
    pub(crate) orders: usize,
    pub(crate) rows: usize,
    pub(crate) unreadable: usize,
    pub(crate) intentions: usize,
    pub(crate) done: usize,
    pub(crate) refused: usize,
    pub(crate) unknown: usize,
    pub(crate) doubted: usize,
    pub(crate) for_a_person: usize,
}

impl Tally {
    /// Of a seller's day.
    pub(crate) fn of(ledger: &Ledger, seller: &Seller<'_>) -> Self {
        let rows = seller.collected.borrow().iter().map(|collected| collected.ids.len()).sum();
        Self { runs: 1, calls: ledger.calls, rows, unreadable: seller.unreadable.get(), ..Self::of_book(seller.book) }
    }

    /// Of what was meant and what became of it.
    pub(crate) fn of_book(book: &Book) -> Self {
        let intentions = book.intentions();
        let of = |end| intentions.iter().filter(|intention| intention.end == end).count();
        Self {
            intentions: intentions.len(),
            done: of(End::Done),
            refused: of(End::Refused),
            unknown: of(End::Unknown),
            doubted: intentions.iter().filter(|intention| intention.doubted).count(),
            for_a_person: book.person().len(),
            ..Self::default()
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.calls += other.calls;
        self.orders += other.orders;
        self.rows += other.rows;
        self.unreadable += other.unreadable;
        self.intentions += other.intentions;
        self.done += other.done;
        self.refused += other.refused;
        self.unknown += other.unknown;
        self.doubted += other.doubted;
        self.for_a_person += other.for_a_person;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
