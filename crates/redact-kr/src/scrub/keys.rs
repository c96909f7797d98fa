//! What a key says about its value.

use super::class::{self, ALNUM, is};
use super::index::{ANY, LISTED, ends, in_lists, letter, tail_of_letters};
use super::meter::{Meter, Work};
use super::names::{ends_a_label, labels};

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
pub(super) fn rule(key: &[u8], meter: &Meter) -> Rule {
    listed(key, meter).unwrap_or_else(|| unlisted(key))
}

/// The rule of a key that is in no list.
pub(super) fn unlisted(key: &[u8]) -> Rule {
    if is_time(key) { Rule::Time } else { Rule::Plain }
}

/// What the lists say about a key.
pub(super) fn listed(key: &[u8], meter: &Meter) -> Option<Rule> {
    listed_or_joins(key, meter).0
}

/// What the lists say about a key, and whether they could say another thing if a word stood before it, as one may
/// before the key `key`.
pub(super) fn listed_or_joins(key: &[u8], meter: &Meter) -> (Option<Rule>, bool) {
    meter.spend(Work::Key, 1);
    let key = key.get(key.len().saturating_sub(LONGEST)..).unwrap_or_default();
    if let Some(last) = class::last_syllable(key) {
        // Of all names only labels end with Hangul.
        return ((ends_a_label(last) && is_label(key, meter)).then_some(Rule::Phrase), true);
    }
    let Some(tail) = tail(key) else { return (of_any_letters(key, meter), true) };
    if ends(tail) == 0 {
        // No Korean label ends with letters of ASCII.
        return (None, !key.is_ascii());
    }
    meter.spend(Work::Listed, 1);
    let (found, joins) = in_lists(key, tail, meter);
    (found, joins || !key.is_ascii())
}

/// What the lists say about a key of whose last three letters not all are ASCII, or that has fewer.
fn of_any_letters(key: &[u8], meter: &Meter) -> Option<Rule> {
    if key.is_ascii() {
        return None;
    }
    match tail_of_letters(key, meter)? {
        tail if !tail.is_ascii() => is_label(key, meter).then_some(Rule::Phrase),
        tail if ends(tail) == 0 => None,
        tail => in_lists(key, tail, meter).0,
    }
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

/// Whether the name of a record about a person ends with a letter or digit.
#[inline]
pub(super) fn ends_a_container(last: u8) -> bool {
    matches!(last | LOWER, b'r' | b't' | b'o' | b'1')
}

/// The last three letters of every header.
const HEADER_TAILS: [[u8; 3]; 2] = [*b"ion", *b"kie"];

/// Whether a key may stand in a list.
pub(super) fn may_be_listed(key: &[u8]) -> bool {
    tail(key).is_none_or(|tail| ends(tail) != 0)
}

/// Whether a key is a label, or one and a word for a name, whatever signs stand in it.
fn is_label(key: &[u8], meter: &Meter) -> bool {
    let mut letters = [[0; 3]; LONGEST_LABEL];
    let (mut start, mut rest) = (LONGEST_LABEL, key);
    while let Some((&last, before)) = rest.split_last() {
        if let Some((before, &syllable)) = rest.split_last_chunk()
            && class::fits(class::in_order(syllable))
            && let Some(slot) = start.checked_sub(1).and_then(|start| letters.get_mut(start))
        {
            *slot = syllable;
            (start, rest) = (start - 1, before);
        } else if last.is_ascii_alphanumeric() || !last.is_ascii() && class::last_letter(rest) > 0 {
            return false;
        } else {
            meter.spend(Work::Mixed, usize::from(!last.is_ascii()));
            rest = before;
        }
    }
    let name = letters.get(start..).unwrap_or_default().as_flattened();
    let is = |name: &[u8]| {
        class::last_syllable(name).is_some_and(|last| labels(last).iter().any(|label| label.as_bytes() == name))
    };
    is(name) || NAMES.iter().find_map(|end| name.strip_suffix(end.as_bytes())).is_some_and(is)
}

/// More syllables than a label and a word for a name have.
const LONGEST_LABEL: usize = 8;

/// What a label may end with: words for a name.
const NAMES: [&str; 4] = ["명", "이름", "성함", "성명"];

/// Whether the last word of a key is one of time: `createdAt` and `created_at`, not `chat`.
fn is_time(key: &[u8]) -> bool {
    let end = key.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let key = key.get(..end).unwrap_or_default();
    if !key.last().is_some_and(|last| matches!(last | LOWER, b't' | b's' | b'h' | b'p')) {
        return false;
    }
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
    use super::super::names::{CONTAINERS, HEADER_ENDS, HEADERS};
    use super::*;

    #[track_caller]
    fn all(expected: Rule, keys: &[&str]) {
        for key in keys {
            assert_eq!(rule(key.as_bytes(), &Meter::of(0)), expected, "{key}");
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
    fn signs_of_any_script_are_no_letters_of_a_key() {
        all(Rule::Phrase, &["receiverNa·me", "RECEIVER·NA·ME", "addr·1", "수취인·", "받는·분…"]);
        all(Rule::Secret, &["secret·ke·y", "SECRET·KE·Y"]);
        all(Rule::Plain, &["receiverNa·mé", "é·x", "·", "수취인·x"]);
    }

    #[test]
    fn a_name_counts_to_its_first_letter() {
        all(Rule::Plain, &["wafeNumber", "zecretKey", "xeceiverName", "zddressDetail", "bardNumber"]);
        all(Rule::Plain, &["myReceiverName", "myPhones", "panes", "aHolder"]);
        all(Rule::Secret, &["myPassword", "PASSWORD", "my_secret_key"]);
        all(Rule::Phrase, &["myAddressDetail", "address-detail", "holder"]);
        all(Rule::Word, &["rPhoneNumber", "Card Number"]);
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
    fn every_container_is_known_by_its_last_letter() {
        assert!(CONTAINERS.iter().all(|name| name.bytes().last().is_some_and(ends_a_container)));
        assert!(
            b"RTO1".iter().all(|&last| ends_a_container(last)) && !b"snx2_".iter().any(|&last| ends_a_container(last))
        );
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
