//! The lists of names, by the last letters of each.

use std::cmp::Ordering;

use super::class::{ALNUM, is, last_letter};
use super::keys::{LOWER, Rule};
use super::names::LISTS;

/// What the lists say about a key with these last three letters, and whether they could say another thing if more stood
/// before it.
#[inline]
pub(super) fn in_lists(key: &[u8], tail: [u8; 3], end: End) -> (Option<Rule>, bool) {
    let mut joins = false;
    let mut early = Early { key, rest: None };
    let mut next = FIRSTS.get(place(tail) % FIRSTS_SIZE).copied().unwrap_or(0);
    while let Some(entry) = ENTRIES.get(usize::from(next)) {
        if joins && entry.text.len() > key.len() {
            next = entry.next_shorter;
            continue;
        }
        next = entry.next;
        match end.compare(&mut early, entry) {
            None => {}
            Some(Ordering::Less) => joins = true,
            Some(Ordering::Greater) if entry.whole => {}
            Some(_) => return (Some(entry.rule), joins),
        }
    }
    (None, joins)
}

/// The last letters and digits of a key or a name in lower case, the last one lowest.
#[derive(Clone, Copy)]
pub(super) struct End {
    letters: u64,
    pub(super) count: usize,
    /// Whether all of them are ASCII.
    pub(super) ascii: bool,
}

impl End {
    const EMPTY: Self = Self { letters: 0, count: 0, ascii: true };

    /// How many of them count.
    pub(super) const MOST: usize = 8;

    #[inline]
    pub(super) fn of(key: &[u8]) -> Self {
        let (mut letters, mut shift, mut ascii) = (0, 0, true);
        for &byte in key.iter().rev() {
            if !is(byte, ALNUM) {
                if byte.is_ascii() {
                    continue;
                }
                ascii = false;
            }
            letters |= u64::from(byte | LOWER) << shift;
            shift += 8;
            if shift == u64::BITS {
                break;
            }
        }
        Self { letters, count: shift as usize / 8, ascii }
    }

    /// The same of a key of any letters.
    pub(super) fn of_letters(key: &[u8]) -> Self {
        let letters = Letters(key).flat_map(|letter| letter.iter().rev());
        letters.take(Self::MOST).fold(Self::EMPTY, |end, &byte| end.with(byte | LOWER))
    }

    /// The last three bytes, if there are as many, or one of the last two letters is not ASCII.
    pub(super) fn tail(self) -> Option<[u8; 3]> {
        let [.., third, second, last] = self.letters.to_be_bytes();
        (self.count >= 3 || !(last.is_ascii() && second.is_ascii())).then_some([third, second, last])
    }

    /// The end with one letter more before it.
    const fn with(self, letter: u8) -> Self {
        Self {
            letters: self.letters | (letter as u64) << (8 * self.count),
            count: self.count + 1,
            ascii: self.ascii && letter.is_ascii(),
        }
    }

    /// How many letters a key has, compared with a name; `None` if they differ in one that both have.
    #[inline]
    fn compare(self, early: &mut Early<'_>, name: &Entry) -> Option<Ordering> {
        let shared = self.count.min(name.end.count);
        if (self.letters ^ name.end.letters) << (8 * (Self::MOST - shared)) != 0 {
            return None;
        }
        if shared < Self::MOST { Some(self.count.cmp(&name.text.len())) } else { early.compare(name.text) }
    }
}

/// A key, of which the letters before the last [`MOST`](End::MOST) are compared one by one.
struct Early<'k> {
    key: &'k [u8],
    /// The key without the last ones, once it was asked for.
    rest: Option<&'k [u8]>,
}

impl Early<'_> {
    /// How many letters the key has, compared with a name; `None` if they differ in one that both have. The last ones are
    /// the same.
    #[inline(never)]
    fn compare(&mut self, name: &[u8]) -> Option<Ordering> {
        let mut rest = *self.rest.get_or_insert_with(|| {
            let mut rest = self.key;
            for _ in 0..End::MOST {
                last_lower(&mut rest);
            }
            rest
        });
        for expected in name.iter().rev().skip(End::MOST) {
            match last_lower(&mut rest) {
                None => return Some(Ordering::Less),
                Some(found) if found == *expected => {}
                Some(_) => return None,
            }
        }
        Some(if last_lower(&mut rest).is_none() { Ordering::Equal } else { Ordering::Greater })
    }
}

/// Takes the last letter or digit of a key in lower case; one that is not ASCII is none of a name.
fn last_lower(key: &mut &[u8]) -> Option<u8> {
    while let Some((&last, before)) = key.split_last() {
        if last.is_ascii() {
            *key = before;
            if is(last, ALNUM) {
                return Some(last | LOWER);
            }
        } else {
            let length = last_letter(key);
            *key = key.get(..key.len() - length.max(1)).unwrap_or_default();
            if length > 0 {
                return Some(u8::MAX);
            }
        }
    }
    None
}

/// The letters and digits of a key from the last one on; other signs are passed over, of any script.
struct Letters<'k>(&'k [u8]);

impl<'k> Iterator for Letters<'k> {
    type Item = &'k [u8];

    fn next(&mut self) -> Option<&'k [u8]> {
        while !self.0.is_empty() {
            let length = last_letter(self.0);
            let (rest, letter) = self.0.split_at_checked(self.0.len() - length.max(1))?;
            self.0 = rest;
            if length > 0 {
                return Some(letter);
            }
        }
        None
    }
}

/// What the names of the lists with these last three letters have before them: [`LISTED`] if there are any, and a bit
/// for each letter of those that hide their values.
pub(super) fn ends(tail: [u8; 3]) -> u32 {
    ENDS.get(place(tail)).copied().unwrap_or(LISTED | ANY)
}

pub(super) const LISTED: u32 = 1;

pub(super) const ANY: u32 = !LISTED;

/// The bit of a letter; all digits have one.
pub(super) const fn letter(byte: u8) -> u32 {
    1 << if byte.is_ascii_digit() { 31 } else { byte & 31 }
}

const fn place([first, second, third]: [u8; 3]) -> usize {
    ((first as usize * 31 + second as usize) * 31 + third as usize) % ENDS_SIZE
}

const ENDS_SIZE: usize = 4096;

/// See [`ends`], by the place of the letters; different ones may share it.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
static ENDS: [u32; ENDS_SIZE] = {
    let mut ends = [0; ENDS_SIZE];
    let mut list = 0;
    while list < LISTS.len() {
        let (names, _, rule) = LISTS[list];
        let mut name = 0;
        while name < names.len() {
            let text = names[name].as_bytes();
            let last = text.len() - 1;
            let place = place([text[last - 2], text[last - 1], text[last]]);
            ends[place] |= LISTED;
            if rule.hides() {
                ends[place] |= if last == 2 { ANY } else { letter(text[last - 3]) };
            }
            name += 1;
        }
        list += 1;
    }
    ends
};

/// A name, or the end of one, and what it means.
#[derive(Clone, Copy)]
struct Entry {
    text: &'static [u8],
    end: End,
    whole: bool,
    rule: Rule,
    /// The place of the next one in [`ENTRIES`] with the same place in [`FIRSTS`].
    next: u8,
    /// The next one of these that is shorter.
    next_shorter: u8,
}

/// The lists in the order in which they decide, and the first names by the place of their last three letters.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const INDEX: ([Entry; ENTRIES_SIZE], [u8; FIRSTS_SIZE]) = {
    let mut entries =
        [Entry { text: b"", end: End::EMPTY, whole: false, rule: Rule::Plain, next: NONE, next_shorter: NONE };
            ENTRIES_SIZE];
    let mut firsts = [NONE; FIRSTS_SIZE];
    let (mut list, mut count) = (LISTS.len(), ENTRIES_SIZE);
    while list > 0 {
        list -= 1;
        let (names, whole, rule) = LISTS[list];
        let mut name = names.len();
        while name > 0 {
            name -= 1;
            count -= 1;
            let text = names[name].as_bytes();
            let last = text.len() - 1;
            let place = place([text[last - 2], text[last - 1], text[last]]) % FIRSTS_SIZE;
            let mut end = End::EMPTY;
            while end.count < text.len() && end.count < End::MOST {
                end = end.with(text[last - end.count]);
            }
            let mut next_shorter = firsts[place];
            while next_shorter != NONE && entries[next_shorter as usize].text.len() >= text.len() {
                next_shorter = entries[next_shorter as usize].next_shorter;
            }
            entries[count] = Entry { text, end, whole, rule, next: firsts[place], next_shorter };
            #[allow(clippy::cast_possible_truncation, reason = "below `NONE`, and `try_from` is not const")]
            let at = count as u8;
            firsts[place] = at;
        }
    }
    (entries, firsts)
};

static ENTRIES: [Entry; ENTRIES_SIZE] = INDEX.0;

static FIRSTS: [u8; FIRSTS_SIZE] = INDEX.1;

const FIRSTS_SIZE: usize = 1024;

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const ENTRIES_SIZE: usize = {
    let (mut list, mut count) = (0, 0);
    while list < LISTS.len() {
        count += LISTS[list].0.len();
        list += 1;
    }
    assert!(count < NONE as usize);
    count
};

/// No place in [`ENTRIES`].
const NONE: u8 = u8::MAX;
