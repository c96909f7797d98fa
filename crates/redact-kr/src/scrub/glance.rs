//! One look that most log lines need no second of.
//!
//! The search reads every input the long way: what it finds in one place changes what stands in another. But most
//! lines hold nothing that any rule could match, and for plain ASCII that can be seen in one pass. When in doubt the
//! answer is no.

use super::class::{ALNUM, HYPHEN, JOINT, UNDERSCORE, is};
use super::keys::{Rule, hides, may_end_a_key, rule};
use super::shapes::{Search, Shape};
use super::view::View;

/// Whether an input is plain ASCII in which no rule matches anything, so that it stays as it is.
pub(super) fn holds_nothing(source: &[u8]) -> bool {
    let view = View::plain(source);
    // What is about bank accounts is no ASCII.
    let mut search = Search::without_accounts(view);
    let mut at = 0;
    loop {
        let rest = source.get(at..).unwrap_or_default();
        let Some(boring) = rest.iter().position(|&byte| kind(byte) != BORING) else { return true };
        at += boring;
        at = match kind(view.at(at)) {
            DIGIT => match number(&mut search, at) {
                Some(next) => next,
                None => return false,
            },
            SEPARATOR if !is_key(view, at) => at + 1,
            BRACKET if !is_head(view, at) => at + 1,
            LETTER if is(view.before(at), ALNUM) || !begins_scheme(view, at) => at + 1,
            UNDERLINE if !ends_prefix(view, at) => at + 1,
            PLUS if view.before(at).is_ascii_digit() => at + 1,
            POINT if !is_path(view, at) => at + 1,
            _ => return false,
        };
    }
}

const BORING: u8 = 0;
const DIGIT: u8 = 1;
const SEPARATOR: u8 = 2;
const BRACKET: u8 = 3;
/// What the scheme of a credential begins with.
const LETTER: u8 = 4;
/// What the prefix of a credential ends with.
const UNDERLINE: u8 = 5;
const PLUS: u8 = 6;
const POINT: u8 = 7;
const DOUBT: u8 = 8;

fn kind(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(DOUBT)
}

const KINDS: [u8; 256] = {
    let mut kinds = [DOUBT; 256];
    let mut byte = 0;
    while byte < 0x80 {
        kinds[byte] = BORING;
        byte += 1;
    }
    let mut digit = b'0';
    while digit <= b'9' {
        kinds[digit as usize] = DIGIT;
        digit += 1;
    }
    let of = [(b'=', SEPARATOR), (b':', SEPARATOR), (b'{', BRACKET), (b'(', BRACKET), (b'[', BRACKET)];
    let more = [(b'b', LETTER), (b'B', LETTER), (b'+', PLUS), (b'_', UNDERLINE), (b'.', POINT)];
    let doubts = [(b'\\', DOUBT), (b'%', DOUBT), (b'@', DOUBT), (b'<', DOUBT), (b'"', DOUBT), (b'`', DOUBT)];
    let mut index = 0;
    while index < 5 {
        kinds[of[index].0 as usize] = of[index].1;
        kinds[more[index].0 as usize] = more[index].1;
        index += 1;
    }
    let mut index = 0;
    while index < doubts.len() {
        kinds[doubts[index].0 as usize] = doubts[index].1;
        index += 1;
    }
    kinds
};

/// The end of the run of digits at a place if it is nobody's number.
fn number(search: &mut Search<'_>, start: usize) -> Option<usize> {
    let view = search.view();
    let before = view.before(start);
    if is(before, ALNUM) {
        // In a word: only after the letter of a seller or of customs.
        let doubt = matches!(before, b'A' | b'C' | b'P' | b'p') && !is(view.before(start - 1), ALNUM);
        return (!doubt).then(|| view.skip(start, |byte| is(byte, ALNUM)));
    }
    if let Some(end) = timestamp(view, start) {
        return Some(end);
    }
    let end = view.digits(start);
    let (first, next) = (view.at(start), view.at(end));
    if next.is_ascii_alphabetic() {
        return Some(view.skip(end, |byte| is(byte, ALNUM)));
    }
    let part = matches!(next, b'-' | b' ' | b'\t');
    let customs = matches!(before, b'-' | b' ') && matches!(view.before(start - 1), b'P' | b'p');
    let doubt = match end - start {
        1..=2 => first == b'0' && b"-. /)(+\t".contains(&next) || first == b'8',
        3 | 4 | 6 => part || first == b'0' || first == b'8' || customs,
        _ => true,
    };
    if !doubt {
        return Some(end);
    }
    match search.number(start) {
        Shape::Skip(to) if !customs => Some(to),
        _ => None,
    }
}

/// The end of the date, the `T` and the time that begin at a place. No number of a person is found in one: what could
/// be read as one stands after a colon, and there none begins.
fn timestamp(view: View<'_>, start: usize) -> Option<usize> {
    let end = start + TIMESTAMP.len();
    let text = view.text(start..end);
    let fits = |(&sign, &byte): (&u8, &u8)| if sign == b'0' { byte.is_ascii_digit() } else { byte == sign };
    (text.get(10) == Some(&b'T') && TIMESTAMP.iter().zip(text).all(fits) && !is(view.at(end), ALNUM)).then_some(end)
}

const TIMESTAMP: &[u8] = b"0000-00-00T00:00:00";

/// Whether a word before a separator is a key that decides about its value.
fn is_key(view: View<'_>, separator: usize) -> bool {
    let end = view.back(separator, |byte| b" \t'*]".contains(&byte));
    if !may_end_a_key(tail(view, end)) {
        return false;
    }
    let mut start = start_of(view, end);
    if hides(view.text(start..end)) {
        return true;
    }
    for _ in 0..3 {
        let gap = view.back(start, |byte| byte == b' ');
        if !(1..=2).contains(&(start - gap)) {
            break;
        }
        start = start_of(view, gap);
        if hides(view.text(start..end)) {
            return true;
        }
    }
    false
}

/// Whether a point ends the name of a record about a person, as in `receiver.age`.
fn is_path(view: View<'_>, point: usize) -> bool {
    may_end_a_key(tail(view, point)) && rule(view.text(start_of(view, point)..point)) == Rule::Container
}

/// Where the word that ends at a place begins, as keys are written.
fn start_of(view: View<'_>, end: usize) -> usize {
    view.back(end, |byte| is(byte, ALNUM | UNDERSCORE | HYPHEN | JOINT))
}

/// The last three letters or digits before a place, in lower case, across the gaps within a key.
fn tail(view: View<'_>, end: usize) -> [u8; 3] {
    if let &[first, second, third] = view.text(end.saturating_sub(3)..end)
        && is(first, ALNUM)
        && is(second, ALNUM)
        && is(third, ALNUM)
    {
        return [first.to_ascii_lowercase(), second.to_ascii_lowercase(), third.to_ascii_lowercase()];
    }
    let mut tail = [0; 3];
    let mut found = 3;
    for &byte in view.text(end.saturating_sub(12)..end).iter().rev() {
        if is(byte, ALNUM) {
            found -= 1;
            if let Some(slot) = tail.get_mut(found) {
                *slot = byte.to_ascii_lowercase();
            }
            if found == 0 {
                break;
            }
        } else if !is(byte, UNDERSCORE | HYPHEN | JOINT) && byte != b' ' {
            break;
        }
    }
    tail
}

/// Whether a bracket opens a record about a person.
fn is_head(view: View<'_>, bracket: usize) -> bool {
    let end = bracket - usize::from(view.before(bracket) == b' ');
    let start = start_of(view, end);
    start < end && rule(view.text(start..end)) == Rule::Container
}

fn begins_scheme(view: View<'_>, at: usize) -> bool {
    view.reads(at, "bearer") || view.reads(at, "basic")
}

/// Whether an underscore follows `sk`, `rk` or `whsec`.
fn ends_prefix(view: View<'_>, at: usize) -> bool {
    let before = view.text(at.saturating_sub(2)..at);
    [b"sk", b"rk", b"ec"].iter().any(|end| before.eq_ignore_ascii_case(*end))
}
