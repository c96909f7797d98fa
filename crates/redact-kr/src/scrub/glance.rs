//! One look that most log lines need no second of.
//!
//! The search reads an input the long way, until nothing changes any more: what it finds in one place changes what
//! stands in another. But most lines hold nothing that any rule could match, or only what is masked already, and for
//! text without quotation marks, escapes and elements that can be seen in one pass. When in doubt the answer is no.

use super::class::{ALNUM, HYPHEN, JOINT, SPACE, UNDERSCORE, is};
use super::keys::{Rule, may_hide, rule};
use super::shapes::{Search, Shape};
use super::value::key_follows;
use super::view::View;
use crate::MASK;

/// Whether no rule would change anything, so that the input stays as it is.
pub(super) fn holds_nothing(source: &[u8]) -> bool {
    let view = View::plain(source);
    let mut search = Search::new(view);
    let mut at = 0;
    loop {
        let rest = source.get(at..).unwrap_or_default();
        let Some(boring) = rest.iter().position(|&byte| kind(byte) != Kind::Boring) else { return true };
        at += boring;
        let next = match kind(view.at(at)) {
            Kind::Digit => digits(&mut search, at),
            Kind::Separator => separator(view, at),
            Kind::Bracket => (!is_head(view, at)).then_some(at + 1),
            Kind::Scheme if is(view.before(at), ALNUM) => Some(at + 1),
            Kind::Scheme | Kind::Mark => harmless(&mut search, at, at + 1),
            Kind::Underline => harmless(&mut search, view.back(at, |byte| is(byte, ALNUM)), at + 1),
            Kind::Point => (!is_path(view, at)).then_some(at + 1),
            Kind::Hangul if view.is_syllable(at) => harmless(&mut search, at, view.hangul_end(at)),
            Kind::Boring | Kind::Hangul | Kind::Doubt => None,
        };
        let Some(next) = next else { return false };
        at = next;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boring,
    Digit,
    /// `=` and `:`, which part a key from its value.
    Separator,
    /// An opening bracket.
    Bracket,
    /// What the scheme of a credential begins with.
    Scheme,
    /// What the prefix of a credential ends with.
    Underline,
    /// `@` and `+`.
    Mark,
    /// The point in a path of keys.
    Point,
    /// What Hangul begins with.
    Hangul,
    Doubt,
}

fn kind(byte: u8) -> Kind {
    KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Doubt)
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Doubt; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => Kind::Digit,
            b'=' | b':' => Kind::Separator,
            b'{' | b'(' | b'[' => Kind::Bracket,
            b'b' | b'B' => Kind::Scheme,
            b'_' => Kind::Underline,
            b'@' | b'+' => Kind::Mark,
            b'.' => Kind::Point,
            b'\\' | b'%' | b'<' | b'"' | b'`' => Kind::Doubt,
            _ => Kind::Boring,
        };
        byte += 1;
    }
    let mut lead = 0xea;
    while lead <= 0xed {
        kinds[lead] = Kind::Hangul;
        lead += 1;
    }
    kinds
};

/// Where to go on if nothing changes what begins at a place.
fn harmless(search: &mut Search<'_>, at: usize, next: usize) -> Option<usize> {
    match search.shape_at(at, false) {
        Shape::None => Some(next),
        Shape::Skip(to) => Some(to.max(next)),
        Shape::Hide(range) => {
            let masked = search.view().text(range.clone()) == MASK.as_bytes();
            masked.then(|| range.end.max(next))
        }
    }
}

/// Where to go on after a run of digits that is nobody's number.
fn digits(search: &mut Search<'_>, start: usize) -> Option<usize> {
    let view = search.view();
    let before = view.before(start);
    if is(before, ALNUM) {
        // Within a word: only the letter of a seller or of customs makes it more than a part of it.
        let word = matches!(before, b'A' | b'C' | b'P' | b'p') && !is(view.before(start - 1), ALNUM);
        let end = view.skip(start, |byte| is(byte, ALNUM));
        return if word { harmless(search, start - 1, end) } else { Some(end) };
    }
    if let Some(end) = timestamp(view, start) {
        return Some(end);
    }
    let end = view.digits(start);
    let (first, next) = (view.at(start), view.at(end));
    if next.is_ascii_alphabetic() {
        return Some(view.skip(end, |byte| is(byte, ALNUM)));
    }
    if matches!(before, b'-' | b' ') && matches!(view.before(start - 1), b'P' | b'p') {
        return None;
    }
    let part = matches!(next, b'-' | b' ' | b'\t');
    let short = match end - start {
        1..=2 => {
            first != b'8' && (first != b'0' || !matches!(next, b'-' | b'.' | b' ' | b'/' | b'(' | b')' | b'+' | b'\t'))
        }
        3 | 4 | 6 => !part && first != b'0' && first != b'8',
        _ => false,
    };
    if short { Some(end) } else { harmless(search, start, end) }
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

/// Where to go on after a separator: at once if its key hides nothing, behind the mask if the value is one.
fn separator(view: View<'_>, at: usize) -> Option<usize> {
    let end = view.back(at, |byte| matches!(byte, b' ' | b'\t' | b'\'' | b'*' | b']'));
    if !may_hide(tail(view, end)) {
        return Some(at + 1);
    }
    let mut start = start_of(view, end);
    let mut found = rule(view.text(start..end));
    for _ in 0..3 {
        let gap = view.back(start, |byte| byte == b' ');
        if found.hides() || !(1..=2).contains(&(start - gap)) {
            break;
        }
        start = start_of(view, gap);
        found = rule(view.text(start..end));
    }
    if found.hides() { after_mask(view, at, found) } else { Some(at + 1) }
}

/// Where to go on if the value after a separator is a mask and nothing else, as the walk would read it.
fn after_mask(view: View<'_>, separator: usize, rule: Rule) -> Option<usize> {
    let from = view.skip_blank(view.skip(separator, |byte| matches!(byte, b'=' | b':')));
    let end = from + MASK.len();
    if rule == Rule::Header || view.text(from..end) != MASK.as_bytes() {
        return None;
    }
    let word = rule == Rule::Word || rule == Rule::Secret && !is(view.before(from), SPACE);
    let key_end = view.back(from, |byte| matches!(byte, b'=' | b':') || is(byte, SPACE));
    let ends = match view.at(end) {
        b'\n' | b'&' => true,
        0 => end == view.len(),
        b' ' | b'\t' => word || key_follows(view, end, false),
        b',' | b';' | b'|' if word => !matches!(view.at(end + 1), b'v' | b's' | b'S'),
        b',' | b';' | b'|' => key_follows(view, end, view.ends_syllable(key_end)),
        _ => false,
    };
    ends.then_some(end)
}

/// Where the word that ends at a place begins, as keys are written.
fn start_of(view: View<'_>, end: usize) -> usize {
    view.back(end, |byte| is(byte, ALNUM | UNDERSCORE | HYPHEN | JOINT) || !byte.is_ascii())
}

/// The last three letters or digits before a place, in lower case, across the gaps within a key; NUL for what is not
/// known.
fn tail(view: View<'_>, end: usize) -> [u8; 3] {
    if let &[first, second, third] = view.text(end.saturating_sub(3)..end)
        && is(first, ALNUM)
        && is(second, ALNUM)
        && is(third, ALNUM)
    {
        return [first, second, third].map(|byte| byte.to_ascii_lowercase());
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

/// Whether a point ends the name of a record about a person, as in `receiver.age`.
fn is_path(view: View<'_>, point: usize) -> bool {
    may_hide(tail(view, point)) && rule(view.text(start_of(view, point)..point)) == Rule::Container
}
