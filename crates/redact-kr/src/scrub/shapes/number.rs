//! Numbers of people, companies, cards and accounts.

use std::ops::Range;

use super::super::calendar::{self, Date};
use super::super::view::View;
use super::line::Line;
use super::{Shape, phone};

/// What the run of digits at a place begins; the run is judged as a whole.
pub(super) fn at(view: &View<'_>, start: usize, line: &Line, today: Date) -> Shape {
    let end = digits(view, start);
    if let Some(uuid) = uuid(view, start) {
        return Shape::Skip(uuid);
    }
    if view.at(end).is_ascii_alphabetic() {
        return Shape::Skip(view.skip(end, |c| c.is_ascii_alphanumeric()));
    }
    let fraction = view.before(start) == '.' && start > 1 && view.at(start - 2).is_ascii_digit();
    let bare = (!fraction && whole(view, start, end, today)).then_some(start..end);
    let found = bare
        .or_else(|| registration(view, start, end, today))
        .or_else(|| card(view, start))
        .or_else(|| business(view, start))
        .or_else(|| phone::at(view, start))
        .or_else(|| line.account.then(|| account(view, start, end)).flatten());
    found.map_or(Shape::Skip(end), Shape::Hide)
}

/// A personal customs code: `P` and twelve digits, in fours if the line is about customs.
pub(super) fn customs_code(view: &View<'_>, start: usize, line: &Line) -> Option<Range<usize>> {
    let end = digits(view, start + 1);
    if end == start + 13 {
        return (!view.at(end).is_ascii_alphanumeric()).then_some(start..end);
    }
    let first = start + 1 + usize::from(is_separator(view.at(start + 1)));
    let end = groups(view, first, &[4, 4, 4])?;
    line.customs.then_some(start..end)
}

/// A bare run that is a registration number or a card.
fn whole(view: &View<'_>, start: usize, end: usize, today: Date) -> bool {
    let run = view.text(start..end);
    match run.len() {
        13 => is_registration(run, today),
        15 | 16 => is_issued(run) && luhn(run),
        _ => false,
    }
}

fn registration(view: &View<'_>, start: usize, end: usize, today: Date) -> Option<Range<usize>> {
    if end - start != 6 {
        return None;
    }
    let second = (0..=5).map(|gap| end + gap).find(|&at| !matches!(view.at(at), ' ' | '-' | '\t'))?;
    let hyphens = view.text(end..second).iter().filter(|&&c| c == '-').count();
    let stop = digits(view, second);
    let run = [view.text(start..end), view.text(second..stop)].concat();
    let whole = second > end && hyphens <= 1 && run.len() == 13 && ends(view, stop);
    (whole && is_registration(&run, today)).then_some(start..stop)
}

/// Six digits of a possible birth date and a century digit; the rest has no checksum since October 2020.
fn is_registration(run: &[char], today: Date) -> bool {
    let value = |range: Range<usize>| {
        run.get(range).unwrap_or_default().iter().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0))
    };
    let century = match value(6..7) {
        1 | 2 | 5 | 6 => 1900,
        3 | 4 | 7 | 8 => 2000,
        _ => 1800,
    };
    let date = (century + value(0..2), value(2..4), value(4..6));
    calendar::exists(date) && date <= today
}

fn card(view: &View<'_>, start: usize) -> Option<Range<usize>> {
    let end = groups(view, start, &[4, 4, 4, 4]).or_else(|| groups(view, start, &[4, 6, 5]))?;
    Some(start..end)
}

fn business(view: &View<'_>, start: usize) -> Option<Range<usize>> {
    let tied = view.before(start) == '-' && start > 1 && view.at(start - 2).is_ascii_digit();
    let end = groups(view, start, &[3, 2, 5])?;
    let hyphens = view.at(start + 3) == '-' && view.at(start + 6) == '-';
    let longer = view.at(end) == '-' && view.at(end + 1).is_ascii_digit();
    (hyphens && !tied && !longer).then_some(start..end)
}

/// Groups of 10 to 14 digits in all, which are no date.
fn account(view: &View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let mut count = end - start;
    let mut stop = end;
    for _ in 0..4 {
        let next = digits(view, stop + 1);
        if view.at(stop) != '-' || next == stop + 1 || next > stop + 8 {
            break;
        }
        count += next - stop - 1;
        stop = next;
    }
    let tied = view.before(start) == '-' && start > 1 && view.at(start - 2).is_ascii_digit();
    ((10..=14).contains(&count) && !tied && ends(view, stop)).then_some(start..stop)
}

/// The end of groups of digits of the given lengths with one space or hyphen between them.
fn groups(view: &View<'_>, start: usize, lengths: &[usize]) -> Option<usize> {
    let mut at = start;
    for (index, length) in lengths.iter().enumerate() {
        if index > 0 {
            if !is_separator(view.at(at)) {
                return None;
            }
            at += 1;
        }
        if digits(view, at) != at + length {
            return None;
        }
        at += length;
    }
    ends(view, at).then_some(at)
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-')
}

fn ends(view: &View<'_>, at: usize) -> bool {
    !view.at(at).is_ascii_alphanumeric()
}

/// The end of the digits from a place on.
fn digits(view: &View<'_>, at: usize) -> usize {
    view.skip(at, |c| c.is_ascii_digit())
}

/// The end of a UUID that begins at a place.
fn uuid(view: &View<'_>, start: usize) -> Option<usize> {
    let fits = [(0, 8), (9, 4), (14, 4), (19, 4), (24, 12)].iter().all(|&(from, length)| {
        let part = view.text(start + from..start + from + length);
        part.len() == length && part.iter().all(char::is_ascii_hexdigit)
    });
    let hyphens = [8, 13, 18, 23].iter().all(|&offset| view.at(start + offset) == '-');
    (fits && hyphens && ends(view, start + 36)).then_some(start + 36)
}

/// Whether an issuer of cards has the prefix: Visa, Mastercard, Amex, JCB, `UnionPay`, Discover, Korean issuers.
fn is_issued(run: &[char]) -> bool {
    let prefix = run.iter().take(4).fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
    match run.len() {
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        _ => matches!(
            prefix,
            2221..=2720 | 3000..=3059 | 3528..=3589 | 3600..=3699 | 3800..=3999 | 4000..=5999 | 6000..=6999 | 9400..=9599
        ),
    }
}

fn luhn(run: &[char]) -> bool {
    let sum: u32 = run
        .iter()
        .rev()
        .enumerate()
        .map(|(index, c)| {
            let digit = c.to_digit(10).unwrap_or(0);
            let doubled = if index % 2 == 1 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
