//! What a record costs, and when it costs too much.
//!
//! No input may take many times as long per byte as a log line does, and no list of slow inputs is complete. So the work
//! is counted, not timed: the same record has the same fate everywhere. A long record that takes more work per byte than
//! it may is given up, and its marker stands for it.
//!
//! A unit is a tenth of what a byte of a clean log line takes. What each piece of work counts was fitted to the time of
//! thousands of repeated pieces, so that the sum follows the time.

use std::cell::Cell;

/// From this length on, in bytes, a record can be given up. What is shorter is over in milliseconds, whatever it holds.
pub(super) const LONG: usize = 256 << 10;

/// How many units a byte of a long record may take, over all its rounds: not quite eight times as many as a clean log
/// line, since the units follow the time and are not the time.
const MOST: u64 = 73;

/// A piece of work, and how many units it counts.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// A byte that was read the short way.
    Glance,
    /// A byte that was decoded.
    Decoded,
    /// An escape, or a sign that counts as another.
    Escape,
    /// A byte that is read the long way.
    Byte,
    /// A step of the walk.
    Step,
    /// A key or the name of a record that is looked up in the walk.
    Key,
    /// The value of a key.
    Value,
    /// A value without quotation marks.
    Bare,
    /// A byte of one.
    BareByte,
    /// A byte of a key that is looked up in a line, or with words before it.
    KeyByte,
    /// A key that is looked up with a word before it.
    Joined,
    /// A separator of a line that does not follow a letter or a digit.
    Separator,
    /// An opening bracket of a line.
    Bracket,
    /// A place at which a shape may begin.
    Shape,
    /// A run of digits.
    Number,
    /// A run of digits that may be dialled.
    Dial,
    /// A byte of a line of which it is asked what it is about.
    Topic,
    /// A run of Hangul.
    Hangul,
    /// A label of a name.
    Label,
    /// A word of an address.
    Word,
    /// An at sign.
    Mail,
    /// A domain.
    Domain,
    /// A letter in an address of mail that is neither ASCII nor Hangul.
    Letter,
    /// A mask for the local part of an address of mail, which is found again.
    MailMask,
    /// Another mask of a shape.
    Mask,
}

impl Work {
    const fn units(self) -> u64 {
        match self {
            Self::Glance => 12,
            Self::Decoded => 3,
            Self::Escape => 85,
            Self::Byte => 13,
            Self::Step => 37,
            Self::Key => 110,
            Self::Value => 86,
            Self::Bare => 180,
            Self::BareByte => 6,
            Self::KeyByte => 12,
            Self::Joined => 350,
            Self::Separator => 60,
            Self::Bracket => 48,
            Self::Shape => 120,
            Self::Number => 112,
            Self::Dial => 135,
            Self::Topic => 5,
            Self::Hangul => 195,
            Self::Label => 300,
            Self::Word => 470,
            Self::Mail => 47,
            Self::Domain => 31,
            Self::Letter => 330,
            Self::MailMask => 430,
            Self::Mask => 430,
        }
    }
}

/// The work that a record took, and that it may take.
pub(super) struct Meter {
    spent: Cell<u64>,
    /// What of it is not done again in the output: for masks, and for the words of addresses that they hide.
    spared: Cell<u64>,
    /// How many words of addresses were read.
    words: Cell<usize>,
    /// Whether the record is so long that its work is bounded.
    long: bool,
    most: u64,
}

impl Meter {
    /// For a record of some length.
    pub(super) fn of(length: usize) -> Self {
        Self {
            spent: Cell::new(0),
            spared: Cell::new(0),
            words: Cell::new(0),
            long: length >= LONG,
            most: allowed(length),
        }
    }

    /// Reads any record as a long one, and gives none up.
    #[cfg(test)]
    pub(super) fn of_a_long_one() -> Self {
        Self { most: u64::MAX, ..Self::of(LONG) }
    }

    /// Reads any record as a long one, and bounds it as its length would.
    #[cfg(test)]
    pub(super) fn bounded(length: usize) -> Self {
        Self { most: MOST * length as u64, ..Self::of(LONG) }
    }

    /// Whether the record is so long that its work is bounded.
    pub(super) fn is_long(&self) -> bool {
        self.long
    }

    /// For an output that is read again with what another meter has left.
    pub(super) fn again(length: usize, before: &Self) -> Self {
        Self { most: allowed(length).min(before.most.saturating_sub(before.spent.get())), ..Self::of(length) }
    }

    #[inline]
    pub(super) fn spend(&self, work: Work, times: usize) {
        self.spent.set(self.spent.get() + work.units() * times as u64);
    }

    /// Counts a word of an address.
    pub(super) fn spend_word(&self) {
        self.spend(Work::Word, 1);
        self.words.set(self.words.get() + 1);
    }

    pub(super) fn words(&self) -> usize {
        self.words.get()
    }

    /// Counts a mask, which hides what `words` words of addresses were read for.
    pub(super) fn spend_mask(&self, words: usize) {
        self.spend(Work::Mask, 1);
        self.spared.set(self.spared.get() + Work::Mask.units() + Work::Word.units() * words as u64);
    }

    /// Whether the record took more than it may.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get() > self.most
    }

    /// Whether an output of some length, which takes no more work than the record did without its masks, would not be
    /// given up in its turn.
    pub(super) fn allows(&self, length: usize) -> bool {
        self.spent.get().saturating_sub(self.spared.get()) <= allowed(length)
    }

    /// How much of what it may take the record took.
    #[cfg(test)]
    pub(super) fn share(&self, length: usize) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a share is told to two digits")]
        let (spent, most) = (self.spent.get() as f64, length as f64 * MOST as f64);
        spent / most
    }
}

fn allowed(length: usize) -> u64 {
    if length < LONG { u64::MAX } else { MOST * length as u64 }
}
