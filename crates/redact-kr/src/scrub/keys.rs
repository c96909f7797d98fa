//! What a key says about its value.

use std::cmp::Ordering;

use super::class::{ALNUM, is};
use super::names::{LABELS, LISTS};

/// What becomes of the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A credential.
    Secret,
    /// A credential in the form of a header, which may have more than one word.
    Header,
    /// Personal data without spaces.
    Word,
    /// Personal data of several words.
    Phrase,
    /// An object about a person: every scalar inside is personal.
    Container,
    /// An identifier or an amount: no rule applies.
    Never,
    /// A time, if the value reads as one.
    Time,
    /// `name`: personal beside other personal data only.
    Name,
    /// Nothing; shapes apply.
    Plain,
}

/// The rule of a key in any spelling.
pub(super) fn rule(key: &[u8]) -> Rule {
    listed(key).unwrap_or_else(|| unlisted(key))
}

/// The rule of a key that is in no list.
pub(super) fn unlisted(key: &[u8]) -> Rule {
    if is_time(key) { Rule::Time } else { Rule::Plain }
}

/// What the lists say about a key.
pub(super) fn listed(key: &[u8]) -> Option<Rule> {
    listed_or_joins(key).0
}

/// What the lists say about a key, and whether they could say another thing if a word stood before it, as one may
/// before the key `key`.
pub(super) fn listed_or_joins(key: &[u8]) -> (Option<Rule>, bool) {
    let key = key.get(key.len().saturating_sub(LONGEST)..).unwrap_or_default();
    let tail = tail(key);
    if tail.is_some_and(|tail| ends(tail) == 0) {
        // No Korean label ends with letters of ASCII.
        return (None, !key.is_ascii());
    }
    let end = End::of(key);
    if !end.ascii || end.count == End::MOST && !key.is_ascii() {
        let text = String::from_utf8_lossy(key);
        let name: String = text.chars().filter(|c| matches!(c, '가'..='힣') || c.is_alphanumeric()).collect();
        let latin = |name: &[u8]| in_lists(name, self::tail(name)?, End::of(name)).0;
        return (if korean(&name) { Some(Rule::Phrase) } else { latin(name.as_bytes()) }, true);
    }
    tail.map_or((None, true), |tail| in_lists(key, tail, end))
}

fn in_lists(key: &[u8], tail: [u8; 3], end: End) -> (Option<Rule>, bool) {
    let mut joins = false;
    let mut next = FIRSTS.get(place(tail) % FIRSTS_SIZE).copied().unwrap_or(0);
    while let Some(entry) = ENTRIES.get(usize::from(next)) {
        if joins && entry.text.len() > key.len() {
            next = entry.next_shorter;
            continue;
        }
        next = entry.next;
        match end.compare(key, entry) {
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
struct End {
    letters: u64,
    count: usize,
    /// Whether all of them are ASCII.
    ascii: bool,
}

impl End {
    const EMPTY: Self = Self { letters: 0, count: 0, ascii: true };

    const MOST: usize = 8;

    #[inline]
    fn of(key: &[u8]) -> Self {
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
    fn compare(self, key: &[u8], name: &Entry) -> Option<Ordering> {
        let shared = self.count.min(name.end.count);
        if (self.letters ^ name.end.letters) << (8 * (Self::MOST - shared)) != 0 {
            return None;
        }
        if shared < Self::MOST { Some(self.count.cmp(&name.text.len())) } else { compare(key, name.text) }
    }
}

/// The same from letter to letter.
#[inline(never)]
fn compare(key: &[u8], name: &[u8]) -> Option<Ordering> {
    let mut letters = key.iter().rev().filter(|byte| is(**byte, ALNUM) || !byte.is_ascii());
    for expected in name.iter().rev() {
        match letters.next() {
            None => return Some(Ordering::Less),
            Some(byte) if byte | LOWER == *expected => {}
            Some(_) => return None,
        }
    }
    Some(if letters.next().is_none() { Ordering::Equal } else { Ordering::Greater })
}

/// Of a longer key only the end counts, in bytes: no key of the services is half as long.
const LONGEST: usize = 128;

/// The last three letters or digits of a key, in lower case, if they are ASCII.
#[inline]
fn tail(key: &[u8]) -> Option<[u8; 3]> {
    if let Some(&[a, b, c]) = key.last_chunk()
        && is(a, ALNUM)
        && is(b, ALNUM)
        && is(c, ALNUM)
    {
        return Some([a | LOWER, b | LOWER, c | LOWER]);
    }
    parted_tail(key)
}

#[inline(never)]
fn parted_tail(key: &[u8]) -> Option<[u8; 3]> {
    let mut letters = key.iter().rev().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let mut letter = || letters.next().filter(|byte| byte.is_ascii()).map(|byte| byte | LOWER);
    let (last, second) = (letter()?, letter()?);
    Some([letter()?, second, last])
}

/// The bit that makes a letter of ASCII a small one; digits have it.
pub(super) const LOWER: u8 = 0x20;

impl Rule {
    /// Whether such a key stands for itself, whatever words stand before it.
    pub(super) const fn decides(self) -> bool {
        !matches!(self, Self::Plain | Self::Name | Self::Time)
    }

    /// Whether the value of such a key is hidden, whatever it is.
    pub(super) const fn hides(self) -> bool {
        !matches!(self, Self::Never | Self::Time | Self::Plain)
    }
}

/// Whether a key may hide its value that ends with these letters or digits, in lower case, after this byte.
#[inline]
pub(super) fn may_hide(tail: [u8; 3], before: u8) -> bool {
    let found = ends(tail);
    found > LISTED && found & if before.is_ascii_alphanumeric() { letter(before | LOWER) } else { ANY } != 0
}

/// Whether a header may end with the last three bytes of a key, or these are not all letters and digits.
pub(super) fn ends_a_header(key: &[u8]) -> bool {
    match key.last_chunk() {
        Some(&[a, b, c]) if is(a, ALNUM) && is(b, ALNUM) && is(c, ALNUM) => {
            HEADER_TAILS.contains(&[a | LOWER, b | LOWER, c | LOWER])
        }
        _ => true,
    }
}

/// The last three letters of every header.
const HEADER_TAILS: [[u8; 3]; 2] = [*b"ion", *b"kie"];

/// Whether a key may stand in a list.
pub(super) fn may_be_listed(key: &[u8]) -> bool {
    tail(key).is_none_or(|tail| ends(tail) != 0)
}

/// What the names of the lists with these last three letters have before them: [`LISTED`] if there are any, and a bit
/// for each letter of those that hide their values.
fn ends(tail: [u8; 3]) -> u32 {
    ENDS.get(place(tail)).copied().unwrap_or(LISTED | ANY)
}

const LISTED: u32 = 1;

const ANY: u32 = !LISTED;

/// The bit of a letter; all digits have one.
const fn letter(byte: u8) -> u32 {
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

fn korean(name: &str) -> bool {
    if name.is_ascii() {
        return false;
    }
    let stem = ["명", "이름", "성함", "성명"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    LABELS.contains(&name) || LABELS.contains(&stem)
}

/// Whether the last word of a key is one of time: `createdAt` and `created_at`, not `chat`.
fn is_time(key: &[u8]) -> bool {
    let end = key.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let key = key.get(..end).unwrap_or_default();
    let mut start = end;
    while let Some(&byte) = start.checked_sub(1).and_then(|index| key.get(index)) {
        if !byte.is_ascii_alphanumeric() || end - start > 9 {
            break;
        }
        start -= 1;
        let before = start.checked_sub(1).and_then(|index| key.get(index));
        if byte.is_ascii_uppercase() && before.is_some_and(|byte| !byte.is_ascii_uppercase()) {
            break;
        }
    }
    let word = key.get(start..).unwrap_or_default();
    ["at", "millis", "ms", "epoch", "timestamp", "ts"].iter().any(|end| word.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::names::{HEADER_ENDS, HEADERS};
    use super::*;

    #[track_caller]
    fn all(expected: Rule, keys: &[&str]) {
        for key in keys {
            assert_eq!(rule(key.as_bytes()), expected, "{key}");
        }
    }

    #[test]
    fn a_key_is_one_key_in_every_spelling() {
        all(Rule::Phrase, &["receiverName", "receiver_name", "Receiver-Name", "RECEIVER.NAME", "수취인", "주문자명"]);
        all(Rule::Secret, &["COUPANG_SECRET_KEY", "x-korea-checkout-signature", "clientSecret", "token", "x-api-key"]);
        all(Rule::Header, &["Authorization", "Proxy-Authorization", "Set-Cookie"]);
        all(Rule::Word, &["ordererPhoneNumber", "cancelCompleteUser", "returnZipCode", "PAN", "billing_email"]);
        all(Rule::Container, &["orderer", "OverseaShippingInfoDto", "exchangeAddressDtoV1"]);
    }

    #[test]
    fn every_header_is_known_by_its_end() {
        for header in HEADERS.iter().chain(&HEADER_ENDS) {
            assert!(ends_a_header(header.as_bytes()) && ends_a_header(header.to_uppercase().as_bytes()), "{header}");
        }
        assert!(["", "ie", "x-coo-ki-e"].iter().all(|key| ends_a_header(key.as_bytes())));
        assert!(!["memo", "cookies", "addr1"].iter().any(|key| ends_a_header(key.as_bytes())));
    }

    #[test]
    fn identifiers_times_and_codes_are_not_personal() {
        all(Rule::Never, &["orderId", "vendor_item_id", "nextToken", "salesPrice", "totalAmount", "qty"]);
        all(Rule::Time, &["createdAt", "created_at", "elapsed_ms", "ts", "time", "epoch", "event_timestamp", "AT"]);
        all(Rule::Plain, &["chat", "format", "playtime", "regNumber", "reasonCode", "cancelReasonCategory1"]);
        all(Rule::Plain, &["productName", "deliveryCompanyName", "message", "code", "status", "tokens", "", "--"]);
        all(Rule::Name, &["name", "NAME"]);
    }
}
