//! A value without quotation marks, and where it ends.

use std::ops::Range;

use super::class::{self, ALNUM, HYPHEN, JOINT, SPACE, UNDERSCORE, is};
use super::keys::Rule;
use super::meter::Work;
use super::view::{View, quote_level};
use super::walk::Walk;

impl Walk<'_> {
    /// Hides a scalar without quotation marks; the walk stands at its first character.
    pub(super) fn bare(&mut self, found: Rule, quoted_key: bool) {
        let (view, start) = (self.view, self.at);
        let end = view.back_space(self.bare_end(start, found, quoted_key).max(start)).max(start);
        self.at = end;
        view.spend(Work::Bare, 1);
        view.spend(Work::BareByte, end - start);
        // The key that ended the value before may be a part of this one.
        let parts = |byte: &u8| matches!(byte, b' ' | b'\t' | b',' | b';' | b'|');
        self.spans.unsettled |= self.after_bare <= start && view.text(self.after_bare..start).iter().all(parts);
        self.after_bare = if quoted_key { usize::MAX } else { end };
        if matches!(view.text(start..end), b"null" | b"true" | b"false" | b"None") {
            return;
        }
        if matches!(view.at(start), b'-' | b'0'..=b'9') && self.is_json_value(start) && self.is_number(start, end) {
            self.note(start..end);
        }
        self.hide_bare(start..end);
    }

    /// Hides what may have marks in it at which a key ended that was looked for before.
    pub(super) fn hide_bare(&mut self, range: Range<usize>) {
        self.spans.unsettled |= self.view.text(range.clone()).iter().any(|&byte| quote_level(byte).is_some());
        self.spans.hide(range);
    }

    /// The end of a value without quotation marks: generous, since what cannot be told apart is removed.
    fn bare_end(&self, start: usize, found: Rule, quoted_key: bool) -> usize {
        let view = self.view;
        let string = self.string();
        let phrase =
            matches!(found, Rule::Phrase | Rule::Container) || found == Rule::Secret && is(view.before(start), SPACE);
        // Asked once: the place is far behind the one that is read, and the text is looked up in order.
        let mut encoded = None;
        let mut encoded = || *encoded.get_or_insert_with(|| !view.is_raw(start.saturating_sub(1)));
        let mut korean = None;
        let mut after_korean = || {
            *korean
                .get_or_insert_with(|| view.ends_syllable(view.back(start, |c| c == b'=' || c == b':' || is(c, SPACE))))
        };
        let mut depth = 0_usize;
        let mut at = start;
        while at < view.len() {
            let c = view.at(at);
            if is(c, ALNUM) {
                at += 1;
                continue;
            }
            if c == b'\n' || quote_level(c).is_some_and(|level| string.is_none_or(|open| level <= open)) {
                break;
            }
            let ends = match c {
                b'{' | b'[' | b'(' => {
                    depth += 1;
                    quoted_key && at > start && c != b'('
                }
                b'}' | b']' | b')' if depth > 0 => {
                    depth -= 1;
                    false
                }
                b'}' | b']' | b')' => {
                    quoted_key || !phrase || self.frames.iter().rev().take(8).any(|f| f.closes_with(c))
                }
                _ if found == Rule::Header => false,
                b'&' => view.is_raw(at) || encoded(),
                b'<' => view.at(at + 1) == b'/',
                b',' if quoted_key => true,
                b',' | b';' | b'|' if !phrase => !self.continues(at + 1),
                b' ' | b'\t' if !phrase => !view.is_percent(at) || encoded(),
                b' ' | b'\t' if !quoted_key => key_follows(view, at, false),
                b',' | b';' | b'|' if !quoted_key => key_follows(view, at, after_korean()),
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
        view.at(at) == b'v' && view.at(at + 1).is_ascii_digit() && view.at(at + 2) == b'=' || view.reads(at, "sha256=")
    }
}

/// Whether the next word is a key: of ASCII as a rule, so that customers may write "비번: 1234".
pub(super) fn key_follows(view: View<'_>, at: usize, of_any_letters: bool) -> bool {
    let mut start = at;
    while start - at < 9 && matches!(view.at(start), b' ' | b'\t' | b',' | b';' | b'|') {
        start += 1;
    }
    let first = view.at(start);
    let begins = first.is_ascii_alphabetic()
        || first == b'_'
        || of_any_letters && (view.is_syllable(start) || view.char_at(start).is_alphabetic());
    if !begins || start - at > 8 {
        return false;
    }
    let end = start + class::word_end(view.near(start, LONGEST_KEY), 0, UNDERSCORE | HYPHEN | JOINT);
    view.at(end) == b'=' || view.at(end) == b':' && !view.reads(end, "://")
}

/// How long a key without quotation marks may be to end the value before it, in bytes.
const LONGEST_KEY: usize = 64;
