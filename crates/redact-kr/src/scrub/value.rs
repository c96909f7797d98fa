//! The value of a key: where it ends, and what becomes of it.

use std::ops::Range;

use super::class::{SPACE, UNDERSCORE, is};
use super::keys::Rule;
use super::meter::Work;
use super::view::{PERCENT, View, quote_level};
use super::walk::Walk;

impl Walk<'_> {
    /// The value that begins at `from`, after its key and separator.
    pub(super) fn value(&mut self, found: Rule, key: Range<usize>, from: usize, quoted_key: bool) {
        let view = self.view;
        let from = if quoted_key { view.skip_space(from) } else { view.skip_blank(from) };
        self.at = from;
        view.spend(Work::Value, 1);
        let ends_string = |level| match view.quote(key.end).filter(|_| quoted_key) {
            Some(own) => level < own,
            None => self.string().is_some_and(|open| level <= open),
        };
        if view.quote(from).is_some_and(ends_string) {
            return;
        }
        let personal = self.personal();
        let found = match found {
            Rule::Name if personal || self.is_parameter(&key, from) => Rule::Phrase,
            Rule::Time if self.keeps_time(from) => Rule::Never,
            Rule::Name | Rule::Time | Rule::Plain if personal => Rule::Phrase,
            other => other,
        };
        // What makes it none may be hidden.
        self.spans.unsettled |= found == Rule::Time && begins_as_time(view.near(from, 16));
        let bracket = self.bracket(from, quoted_key);
        match (found, bracket) {
            (Rule::Plain | Rule::Name | Rule::Time | Rule::Never, Some(_)) => {}
            (_, Some(bracket)) => {
                self.open(view.at(bracket), true);
                self.at = bracket + 1;
            }
            (Rule::Plain | Rule::Name | Rule::Time, None) => self.note_number(from, quoted_key),
            (Rule::Never, None) => self.keep(from, quoted_key),
            (found, None) => self.hide_scalar(found, from, quoted_key),
        }
    }

    /// Hides a quoted scalar; the walk stands at its opening mark.
    pub(super) fn quoted(&mut self, level: u8) {
        let start = self.at + 1;
        let end = self.closing(start, level);
        self.spans.unsettled |= level > PERCENT;
        self.spans.hide(start..end);
        self.at = end + usize::from(self.view.quote(end) == Some(level));
    }

    /// Whether a value stands after a quoted key or in a list.
    pub(super) fn is_json_value(&self, start: usize) -> bool {
        let view = self.view;
        let before = view.back_space(start);
        let keyed = view.before(before) == b':'
            && view.back_space(before - 1).checked_sub(1).is_some_and(|mark| view.quote(mark).is_some());
        keyed || self.kind() == b'[' && matches!(view.before(before), b'[' | b',')
    }

    /// Whether a range is a number of JSON.
    pub(super) fn is_number(&self, start: usize, end: usize) -> bool {
        let view = self.view;
        let first = start + usize::from(view.at(start) == b'-');
        let mut at = view.digits(first);
        if at == first || view.at(first) == b'0' && at > first + 1 {
            return false;
        }
        if view.at(at) == b'.' {
            let fraction = at + 1;
            at = view.digits(fraction);
            if at == fraction {
                return false;
            }
        }
        if matches!(view.at(at), b'e' | b'E') {
            let exponent = at + 1 + usize::from(matches!(view.at(at + 1), b'+' | b'-'));
            at = view.digits(exponent);
            if at == exponent {
                return false;
            }
        }
        at == end
    }

    fn hide_scalar(&mut self, found: Rule, from: usize, quoted_key: bool) {
        let view = self.view;
        if found == Rule::Header && self.header(from) {
            return;
        }
        if let Some(level) = view.quote(from) {
            self.quoted(level);
        } else if (matches!(view.at(from), b'\'' | b'`') || !view.at(from).is_ascii())
            && let Some((open, close)) = single_quotes(view.char_at(from))
        {
            self.single_quoted(from + open.len_utf8(), close);
        } else {
            self.bare(found, quoted_key);
        }
    }

    /// A header with a scheme. The parameters of CEA are keys of their own.
    fn header(&mut self, from: usize) -> bool {
        let view = self.view;
        let opening = view.quote(from);
        let start = from + usize::from(opening.is_some());
        if view.reads(start, "CEA ") {
            // Among a person's data the word is hidden as well.
            self.spans.unsettled |= self.personal();
            return true;
        }
        let Some(scheme) = ["Bearer ", "Basic "].iter().find(|scheme| view.reads(start, scheme)) else { return false };
        let token = view.skip(start + scheme.len(), |c| c == b' ');
        let end = match opening {
            Some(level) => self.closing(token, level),
            None => view.skip(token, |c| !is(c, SPACE) && c != b'\'' && c != b',' && quote_level(c).is_none()),
        };
        self.spans.unsettled |= token == end;
        self.spans.hide(token..end);
        self.at = end + usize::from(opening.is_some() && view.quote(end) == opening);
        true
    }

    fn single_quoted(&mut self, from: usize, close: char) {
        let (view, string) = (self.view, self.string());
        let mut mark = [0; 4];
        let mark = close.encode_utf8(&mut mark).as_bytes();
        let first = mark.first().copied().unwrap_or(0);
        let mut end = from;
        loop {
            end = view.skip(end, |c| c != first && quote_level(c).is_none());
            let closes = view.near(end, mark.len()) == mark && !self.is_word(end + mark.len());
            let ends_string = view.quote(end).is_some_and(|level| string.is_some_and(|open| level <= open));
            if closes || ends_string || end >= view.len() {
                break;
            }
            end += 1;
        }
        view.spend(Work::Bare, 1);
        view.spend(Work::BareByte, end - from);
        self.hide_bare(from..end);
        self.at = end + if view.near(end, mark.len()) == mark { mark.len() } else { 0 };
    }

    /// Whether a letter, a digit or an underscore begins at a place.
    fn is_word(&self, at: usize) -> bool {
        self.view.at(at) == b'_' || self.view.is_letter(at)
    }

    /// Marks the value of an identifier as kept.
    fn keep(&mut self, from: usize, quoted_key: bool) {
        let view = self.view;
        let end = match view.quote(from) {
            Some(level) if quoted_key || self.string().is_none_or(|open| level > open) => self.closing(from + 1, level),
            _ => {
                self.note_number(from, quoted_key);
                view.skip(from, |c| {
                    !is(c, SPACE)
                        && !matches!(
                            c,
                            b',' | b';' | b'&' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' | b'|'
                        )
                        && quote_level(c).is_none()
                })
            }
        };
        self.spans.kept.push((from..end).into());
        self.at = end + usize::from(view.quote(from).is_some() && view.quote(end) == view.quote(from));
    }

    /// Notes a number of JSON.
    pub(super) fn note(&mut self, number: Range<usize>) {
        self.view.spend(Work::Noted, 1);
        let level = self.string().map_or(0, |level| level + 1);
        self.spans.numbers.push((number.into(), level));
    }

    fn note_number(&mut self, from: usize, quoted_key: bool) {
        if !quoted_key {
            return;
        }
        let end = self.view.skip(from, |c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.'));
        if self.is_number(from, end) {
            self.note(from..end);
            self.at = end;
        }
    }

    /// Whether `name` is a parameter of a query or a form.
    #[inline]
    pub(super) fn is_parameter(&mut self, key: &Range<usize>, from: usize) -> bool {
        let view = self.view;
        if view.before(from) != b'=' {
            return false;
        }
        if matches!(view.before(key.start), b'?' | b'&') {
            return true;
        }
        if self.parameter_end < from {
            self.parameter_end = parameter_end(view, from);
        }
        let found = view.at(self.parameter_end) == b'&';
        // A shape may hide the space that ends it.
        self.spans.unsettled |= !found && *self.has_form.get_or_insert_with(|| view.all().contains(&b'&'));
        found
    }

    fn keeps_time(&self, from: usize) -> bool {
        let view = self.view;
        let quoted = view.quote(from).is_some();
        let near = view.near(from + usize::from(quoted), 48);
        let in_time =
            |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b':' | b'.' | b'+') || quoted && c == b' ';
        let end = near.iter().position(|&c| !in_time(c)).unwrap_or(near.len());
        reads_as_time(near.get(..end).unwrap_or_default())
    }

    /// Where the value of a key opens a bracket, by itself or as a record or a wrapper such as `Some(`.
    fn bracket(&self, from: usize, quoted_key: bool) -> Option<usize> {
        let view = self.view;
        let first = view.at(from);
        match first {
            b'{' => return Some(from),
            b'[' if quoted_key => return Some(from),
            b'[' => {
                let inner = view.skip_space(from + 1);
                let listed = view.quote(inner).is_some() || matches!(view.at(inner), b'{' | b'[' | b']');
                return (listed || self.kind() != 0 && self.kind() != b'"').then_some(from);
            }
            _ => {}
        }
        let head = first.is_ascii_uppercase() && matches!(self.kind(), b'{' | b'(' | b'[')
            || view.reads(from, "Some(")
            || view.reads(from, "Ok(");
        if !head {
            return None;
        }
        let mut end = view.word_end(from, UNDERSCORE);
        while view.at(end) == b':' {
            end = view.word_end(end + 1, UNDERSCORE);
        }
        let at = if view.opens_record(end) { end + 1 } else { end };
        (end > from && matches!(view.at(at), b'{' | b'(' | b'[')).then_some(at)
    }
}

#[inline(never)]
fn parameter_end(view: View<'_>, from: usize) -> usize {
    view.skip(from, |c| !(is(c, SPACE) || c == b'&' || quote_level(c).is_some()))
}

/// The mark that closes what a single or a curved one opens.
fn single_quotes(c: char) -> Option<(char, char)> {
    match c {
        '\'' | '`' => Some((c, c)),
        '“' => Some((c, '”')),
        '‘' => Some((c, '’')),
        _ => None,
    }
}

/// Whether a text begins like one that [`reads_as_time`].
fn begins_as_time(text: &[u8]) -> bool {
    let text =
        text.get(usize::from(text.first().is_some_and(|&byte| quote_level(byte).is_some()))..).unwrap_or_default();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits >= 6 || matches!((digits, text.get(digits)), (4, Some(b'-')) | (2, Some(b':')))
}

/// Whether a text is a date, a time or both, or a bare number of 10, 13, 16 or 19 digits.
pub(super) fn reads_as_time(text: &[u8]) -> bool {
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == text.len() {
        return matches!(digits, 10 | 13 | 16 | 19);
    }
    let signs = text.iter().all(|c| c.is_ascii_digit() || matches!(*c, b'-' | b':' | b'.' | b'+' | b'T' | b'Z' | b' '));
    let fits = |led: &[u8]| {
        text.len() >= led.len()
            && led.iter().zip(text).all(|(&sign, &c)| if sign == b'0' { c.is_ascii_digit() } else { c == sign })
    };
    let led: [&[u8]; 5] = [b"0000-00-00", b"00:00:00", b"00:00", b"00000000T000000", b"000000T000000Z"];
    signs && text.len() <= 35 && digits <= 26 && led.iter().any(|led| fits(led))
}
