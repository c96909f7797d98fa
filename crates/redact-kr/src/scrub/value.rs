//! The value of a key: where it ends, and what becomes of it.

use std::ops::Range;

use super::keys::Rule;
use super::view::quote_level;
use super::walk::{Walk, is_word};

impl Walk<'_, '_> {
    /// The value that begins at `from`, after its key and separator.
    pub(super) fn value(&mut self, found: Rule, key: Range<usize>, from: usize, quoted_key: bool) {
        let view = self.view;
        let from = if quoted_key { self.skip_space(from) } else { view.skip(from, |c| c == ' ' || c == '\t') };
        self.at = from;
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
    pub(super) fn quoted(&mut self, level: u32) {
        let start = self.at + 1;
        let end = self.closing(start, level);
        self.spans.hide(start..end);
        self.at = end + usize::from(self.view.quote(end) == Some(level));
    }

    /// Hides a scalar without quotation marks; the walk stands at its first character.
    pub(super) fn bare(&mut self, found: Rule, quoted_key: bool) {
        let (view, start) = (self.view, self.at);
        let end = self.bare_end(start, found, quoted_key).max(start);
        let end = view.back(end, char::is_whitespace).max(start);
        self.at = end;
        let text: String = view.text(start..end).iter().take(8).collect();
        if ["null", "true", "false", "None"].contains(&text.as_str()) {
            return;
        }
        let before = view.back(start, char::is_whitespace);
        let keyed = view.before(before) == ':'
            && before > 1
            && view.back(before - 1, char::is_whitespace).checked_sub(1).is_some_and(|mark| view.quote(mark).is_some());
        let listed = self.kind() == '[' && matches!(view.before(before), '[' | ',');
        if (keyed || listed) && self.is_number(start, end) {
            let level = self.string().map_or(0, |level| level + 1);
            self.spans.numbers.push((start..end, level));
        }
        self.spans.hide(start..end);
    }

    /// Whether a range is a number of JSON.
    pub(super) fn is_number(&self, start: usize, end: usize) -> bool {
        let view = self.view;
        let digits = |from| view.skip(from, |c: char| c.is_ascii_digit());
        let first = start + usize::from(view.at(start) == '-');
        let mut at = digits(first);
        if at == first || view.at(first) == '0' && at > first + 1 {
            return false;
        }
        if view.at(at) == '.' {
            let fraction = at + 1;
            at = digits(fraction);
            if at == fraction {
                return false;
            }
        }
        if matches!(view.at(at), 'e' | 'E') {
            let exponent = at + 1 + usize::from(matches!(view.at(at + 1), '+' | '-'));
            at = digits(exponent);
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
        } else if matches!(view.at(from), '\'' | '`' | '“' | '‘') {
            self.single_quoted(from);
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
            return true;
        }
        let Some(scheme) = ["Bearer ", "Basic "].iter().find(|scheme| view.reads(start, scheme)) else { return false };
        let token = view.skip(start + scheme.len(), |c| c == ' ');
        let end = match opening {
            Some(level) => self.closing(token, level),
            None => view.skip(token, |c| !c.is_whitespace() && c != '\'' && c != ',' && quote_level(c).is_none()),
        };
        self.spans.hide(token..end);
        self.at = end + usize::from(opening.is_some() && view.quote(end) == opening);
        true
    }

    fn single_quoted(&mut self, from: usize) {
        let view = self.view;
        let close = match view.at(from) {
            '“' => '”',
            '‘' => '’',
            other => other,
        };
        let string = self.string();
        let mut end = from + 1;
        while end < view.len() {
            let closes = view.at(end) == close && !is_word(view.at(end + 1));
            if closes || view.quote(end).is_some_and(|level| string.is_some_and(|open| level <= open)) {
                break;
            }
            end += 1;
        }
        self.spans.hide(from + 1..end);
        self.at = end + usize::from(view.at(end) == close);
    }

    /// Marks the value of an identifier as kept.
    fn keep(&mut self, from: usize, quoted_key: bool) {
        let view = self.view;
        let end = match view.quote(from) {
            Some(level) if quoted_key || self.string().is_none_or(|open| level > open) => self.closing(from + 1, level),
            _ => {
                self.note_number(from, quoted_key);
                view.skip(from, |c| !c.is_whitespace() && !",;&()[]{}<>|".contains(c) && quote_level(c).is_none())
            }
        };
        self.spans.kept.push(from..end);
        self.at = end + usize::from(view.quote(from).is_some() && view.quote(end) == view.quote(from));
    }

    fn note_number(&mut self, from: usize, quoted_key: bool) {
        let end = self.view.skip(from, |c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if quoted_key && self.is_number(from, end) {
            let level = self.string().map_or(0, |level| level + 1);
            self.spans.numbers.push((from..end, level));
            self.at = end;
        }
    }

    /// Whether `name` is a parameter of a query or a form.
    fn is_parameter(&self, key: &Range<usize>, from: usize) -> bool {
        let view = self.view;
        if view.before(from) != '=' {
            return false;
        }
        let near = view.text(from..view.len().min(from + 256));
        let end = near.iter().find(|&&c| c.is_whitespace() || c == '&' || quote_level(c).is_some());
        matches!(view.before(key.start), '?' | '&') || end == Some(&'&')
    }

    fn keeps_time(&self, from: usize) -> bool {
        let view = self.view;
        let start = from + usize::from(view.quote(from).is_some());
        let digit_or_sign = |c: char| c.is_ascii_alphanumeric() || "-:.+ ".contains(c);
        let near = view.text(start..view.len().min(start + 48));
        let end = near.iter().position(|&c| !digit_or_sign(c)).unwrap_or(near.len());
        let text = near.get(..end).unwrap_or_default();
        let first = text.split(|&c| c == ' ').next().unwrap_or_default();
        reads_as_time(if view.quote(from).is_some() { text } else { first })
    }

    /// Where the value of a key opens a bracket, by itself or as a record or a wrapper such as `Some(`.
    fn bracket(&self, from: usize, quoted_key: bool) -> Option<usize> {
        let view = self.view;
        match view.at(from) {
            '{' => return Some(from),
            '[' if quoted_key => return Some(from),
            '[' => {
                let first = self.skip_space(from + 1);
                let listed = view.quote(first).is_some() || matches!(view.at(first), '{' | '[' | ']');
                return (listed || self.kind() != '\0' && self.kind() != '"').then_some(from);
            }
            _ => {}
        }
        let end = view.skip(from, |c| is_word(c) || c == ':');
        let head = view.at(from).is_ascii_uppercase() && matches!(self.kind(), '{' | '(' | '[')
            || view.reads(from, "Some(")
            || view.reads(from, "Ok(");
        let at = if view.reads(end, " {") { end + 1 } else { end };
        (head && end > from && matches!(view.at(at), '{' | '(' | '[')).then_some(at)
    }

    /// The end of a value without quotation marks: generous, since what cannot be told apart is removed.
    fn bare_end(&self, start: usize, found: Rule, quoted_key: bool) -> usize {
        let view = self.view;
        let string = self.string();
        let phrase = matches!(found, Rule::Phrase | Rule::Container)
            || found == Rule::Secret && view.before(start).is_whitespace();
        let encoded = !view.is_raw(start.saturating_sub(1));
        let separator = view.back(start, |c| c == '=' || c == ':' || c.is_whitespace());
        let korean = matches!(view.before(separator), '가'..='힣');
        let mut depth = 0_usize;
        let mut at = start;
        while at < view.len() {
            let c = view.at(at);
            if c == '\n' || view.quote(at).is_some_and(|level| string.is_none_or(|open| level <= open)) {
                break;
            }
            let ends = match c {
                '{' | '[' | '(' => {
                    depth += 1;
                    quoted_key && at > start && c != '('
                }
                '}' | ']' | ')' if depth > 0 => {
                    depth -= 1;
                    false
                }
                '}' | ']' | ')' => quoted_key || !phrase || self.frames.iter().rev().take(8).any(|f| f.closes_with(c)),
                _ if found == Rule::Header => false,
                '&' => encoded || view.is_raw(at),
                '<' => view.at(at + 1) == '/',
                ',' if quoted_key => true,
                ',' | ';' | '|' if !phrase => !self.continues(at + 1),
                ' ' | '\t' if !phrase => encoded || !view.is_percent(at),
                ',' | ';' | '|' if korean && !quoted_key => self.key_follows(at, char::is_alphabetic),
                ' ' | '\t' | ',' | ';' | '|' if !quoted_key => self.key_follows(at, |c| c.is_ascii_alphabetic()),
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
        }
        at
    }

    /// A second signature after a comma.
    fn continues(&self, at: usize) -> bool {
        let view = self.view;
        view.at(at) == 'v' && view.at(at + 1).is_ascii_digit() && view.at(at + 2) == '=' || view.reads(at, "sha256=")
    }

    /// Whether the next word is a key: of ASCII as a rule, so that customers may write "비번: 1234".
    fn key_follows(&self, at: usize, begins: impl Fn(char) -> bool) -> bool {
        let view = self.view;
        let gap = view.text(at..view.len().min(at + 9)).iter().take_while(|&&c| " \t,;|".contains(c)).count();
        let start = at + gap;
        let first = view.at(start);
        if !(begins(first) || first == '_') || gap > 8 {
            return false;
        }
        let near = view.text(start..view.len().min(start + 48));
        let length = near.iter().position(|&c| !is_word(c) && c != '-' && c != '.').unwrap_or(near.len());
        let end = start + length;
        matches!(view.at(end), ':' | '=') && !view.reads(end, "://")
    }
}

/// Whether a text is a date, a time or both, or a bare number of 10, 13, 16 or 19 digits.
pub(super) fn reads_as_time(text: &[char]) -> bool {
    let digits = text.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == text.len() {
        return matches!(digits, 10 | 13 | 16 | 19);
    }
    let shape: String = text.iter().take(16).map(|c| if c.is_ascii_digit() { '0' } else { *c }).collect();
    let signs = text.iter().all(|c| c.is_ascii_digit() || "-:.+TZ ".contains(*c));
    let ends = text.len() <= 35 && digits <= 26;
    let led = ["0000-00-00", "00:00:00", "00:00", "00000000T000000", "000000T000000Z"];
    signs && ends && led.iter().any(|led| shape.starts_with(led))
}
