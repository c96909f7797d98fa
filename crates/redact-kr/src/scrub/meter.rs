//! What a record costs, and when it costs too much.
//!
//! No input may take many times as long per byte as a log line does, and no list of slow inputs is complete. So the work
//! is counted, not timed: the same record has the same fate everywhere. A long record that takes more work per byte than
//! it may is given up, and its marker stands for it.
//!
//! What each piece of work counts was fitted to the time of thousands of repeated pieces, so that the sum is seldom much
//! less than what a clock tells, while the records of applications keep room. Whoever changes what a rule does fits it anew.

use std::cell::Cell;

/// From this length on, in bytes, a record can be given up. What is shorter is over in milliseconds, whatever it holds.
pub(super) const LONG: usize = 256 << 10;

/// How many units a byte of a long record may take, over all its rounds: about as much time as six bytes of a clean log
/// line take. Nothing should take that of eight, and the units follow the time but are not the time.
const MOST: u64 = 70;

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
    /// One at a quotation mark.
    Quote,
    /// One at a tag.
    Tag,
    /// A byte of a tag in which its end is looked for.
    TagByte,
    /// One at a sign that is neither ASCII nor Hangul, which is looked at byte by byte.
    Sign,
    /// A sign at which what a decoder quotes may end.
    Tail,
    /// A key, the name of a record or a part of a path that is looked up.
    Key,
    /// One whose last letters stand in a list.
    Listed,
    /// A letter of one that is not ASCII, but for the syllables of a label, or a byte of another such sign.
    Mixed,
    /// The value of a key.
    Value,
    /// A number of JSON.
    Noted,
    /// A value without quotation marks.
    Bare,
    /// A byte of one.
    BareByte,
    /// A byte of a key that begins before its last word; or one before a place, among which the start of a key or of an
    /// address of mail is looked for.
    KeyByte,
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
    /// A group of digits of a number that is dialled, or what stands where one would.
    Group,
    /// A plus sign, behind which the code of a country may stand.
    Abroad,
    /// A byte of a line of which it is asked what it is about.
    Topic,
    /// A run of Hangul.
    Hangul,
    /// A label of a name.
    Label,
    /// A word of an address.
    Word,
    /// A byte of one, or of a word in which an address is looked for.
    WordByte,
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
    /// What is removed from an input, whatever found it.
    Removed,
    /// A word behind a mask, of which it is asked whether it is a key.
    Beside,
}

impl Work {
    const fn units(self) -> u64 {
        match self {
            Self::Glance => 12,
            Self::Decoded => 4,
            Self::Escape => 57,
            Self::Byte => 9,
            Self::Step => 45,
            Self::Quote => 59,
            Self::Tag => 27,
            Self::TagByte => 2,
            Self::Sign => 139,
            Self::Tail => 22,
            Self::Key => 90,
            Self::Listed => 51,
            Self::Mixed => 156,
            Self::Value => 89,
            Self::Noted => 45,
            Self::Bare => 170,
            Self::BareByte => 16,
            Self::KeyByte => 29,
            Self::Separator => 22,
            Self::Bracket => 16,
            Self::Shape => 123,
            Self::Number => 119,
            Self::Dial => 86,
            Self::Group => 42,
            Self::Abroad => 384,
            Self::Topic => 1,
            Self::Hangul => 88,
            Self::Label => 351,
            Self::Word => 130,
            Self::WordByte => 52,
            Self::Mail => 50,
            Self::Domain => 62,
            Self::Letter => 320,
            Self::MailMask => 177,
            Self::Mask => 235,
            Self::Removed => 14,
            Self::Beside => 149,
        }
    }
}

/// The work that a record took, and that it may take.
pub(super) struct Meter {
    spent: Cell<u64>,
    /// What of it is not done again in the output: for masks, for the words beside them, and for the words of addresses
    /// that they hide.
    spared: Cell<u64>,
    /// How many words of addresses were read.
    words: Cell<usize>,
    /// How long the record is, in bytes.
    length: usize,
    most: u64,
}

impl Meter {
    /// For a record of some length.
    pub(super) fn of(length: usize) -> Self {
        Self { spent: Cell::new(0), spared: Cell::new(0), words: Cell::new(0), length, most: allowed(length) }
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
        self.length >= LONG
    }

    /// For an output that is read again with what another meter has left.
    pub(super) fn again(length: usize, before: &Self) -> Self {
        Self { most: allowed(length).min(before.most.saturating_sub(before.spent.get())), ..Self::of(length) }
    }

    #[inline]
    pub(super) fn spend(&self, work: Work, times: usize) {
        self.spent.set(self.spent.get() + work.units() * times as u64);
    }

    /// Counts a word of an address, of so many bytes.
    pub(super) fn spend_word(&self, bytes: usize) {
        self.spend(Work::Word, 1);
        self.spend(Work::WordByte, bytes);
        self.words.set(self.words.get() + 1);
    }

    pub(super) fn words(&self) -> usize {
        self.words.get()
    }

    /// Counts a mask of so many bytes without spaces, which hides `words` words of addresses that were read.
    pub(super) fn spend_mask(&self, words: usize, bytes: usize) {
        self.spend(Work::Mask, 1);
        let bytes = if words > 0 { bytes as u64 } else { 0 };
        let spared = Work::Mask.units()
            + Work::Removed.units()
            + Work::Word.units() * words as u64
            + Work::WordByte.units() * bytes;
        self.spared.set(self.spared.get() + spared);
    }

    /// Counts a look at a word beside a mask.
    pub(super) fn spend_beside(&self) {
        self.spend(Work::Beside, 1);
        self.spared.set(self.spared.get() + Work::Beside.units());
    }

    /// Whether the record took more than it may.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get() > self.most
    }

    /// How much more of a piece of work the record may take.
    pub(super) fn left_for(&self, work: Work) -> usize {
        usize::try_from(self.most.saturating_sub(self.spent.get()) / work.units()).unwrap_or(usize::MAX)
    }

    /// Notes that the record would take more than it may.
    pub(super) fn exhaust(&self) {
        self.spent.set(self.most.saturating_add(1));
    }

    /// Whether it did after so many bytes were read the short way that are not counted yet.
    pub(super) fn is_spent_after(&self, bytes: usize) -> bool {
        self.spent.get() + Work::Glance.units() * bytes as u64 > self.most
    }

    /// Whether an output of some length, which takes no more work than the record did without its masks and without what
    /// they hide, would not be given up in its turn.
    pub(super) fn allows(&self, length: usize) -> bool {
        let taken = self.of_output(length);
        // What is hidden makes strings of numbers, for one, which takes a little.
        taken + taken / 32 <= allowed(length)
    }

    fn of_output(&self, length: usize) -> u64 {
        // A byte takes as much at least, whichever way it is read.
        let hidden = Work::Glance.units().min(Work::Byte.units()) * self.length.saturating_sub(length) as u64;
        self.spent.get().saturating_sub(self.spared.get() + hidden)
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
