//! Numbers of people, companies, cards and accounts.

use std::ops::Range;

use super::super::calendar;
use super::super::meter::Work;
use super::super::view::View;
use super::{Search, Shape, phone};

/// What a run of digits begins; it is judged as a whole.
pub(in super::super) fn at(search: &mut Search<'_>, start: usize, end: usize) -> Shape {
    let view = search.view;
    view.spend(Work::Number, 1);
    if let Some(uuid) = uuid(view, start) {
        return Shape::Skip(uuid);
    }
    if view.at(end).is_ascii_alphabetic() {
        return Shape::None;
    }
    let found = match end - start {
        3 => business(search, start),
        4 => card(view, start),
        6 => registration(view, start, end),
        _ => (!is_fraction(search, start) && is_of_a_person(view, start, end)).then_some(start..end),
    };
    let found = found.or_else(|| phone::at(search, start)).or_else(|| account(search, start, end));
    found.map_or(Shape::Skip(end), Shape::Hide)
}

/// Whether a run of digits by itself may be a registration number or a card.
pub(in super::super) fn is_of_a_person(view: View<'_>, start: usize, end: usize) -> bool {
    let run = view.text(start..end);
    match run.len() {
        13 => is_registration(run),
        15 | 16 => is_issued(run) && luhn(run),
        _ => false,
    }
}

/// Whether a run is what follows the point of a decimal number.
fn is_fraction(search: &Search<'_>, start: usize) -> bool {
    search.view.before(start) == b'.' && search.is_digit_before(start - 1)
}

/// Whether a run is tied to a number before it by a hyphen.
fn is_tied(search: &Search<'_>, start: usize) -> bool {
    search.view.before(start) == b'-' && search.is_digit_before(start - 1)
}

/// A personal customs code: `P` and twelve digits, in fours if the line is about customs.
pub(super) fn customs_code(search: &mut Search<'_>, start: usize) -> Option<Range<usize>> {
    let view = search.view;
    let end = view.digits(start + 1);
    if end == start + 13 {
        return (!view.at(end).is_ascii_alphanumeric()).then_some(start..end);
    }
    let first = start + 1 + usize::from(is_separator(view.at(start + 1)));
    let end = groups(view, first, &[4, 4, 4])?;
    search.line.is_about_customs(view, start).then_some(start..end)
}

fn registration(view: View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let gap = view.near(end, 6).iter().take_while(|&&c| matches!(c, b' ' | b'-' | b'\t')).count();
    let hyphens = view.near(end, gap).iter().filter(|&&c| c == b'-').count();
    let second = end + gap;
    let stop = view.digits(second);
    if !(1..=5).contains(&gap) || hyphens > 1 || stop - second != 7 || !ends(view, stop) {
        return None;
    }
    let mut run = [0; 13];
    let digits = view.text(start..end).iter().chain(view.text(second..stop));
    run.iter_mut().zip(digits).for_each(|(slot, &digit)| *slot = digit);
    is_registration(&run).then_some(start..stop)
}

/// Six digits of a possible birth date and a century digit; the rest has no checksum since October 2020.
fn is_registration(run: &[u8]) -> bool {
    let century = match number(run, 6..7) {
        1 | 2 | 5 | 6 => 1900,
        3 | 4 | 7 | 8 => 2000,
        _ => 1800,
    };
    let date = (century + number(run, 0..2), number(run, 2..4), number(run, 4..6));
    calendar::exists(date) && date <= calendar::today()
}

/// The value of some digits of a run.
fn number(run: &[u8], range: Range<usize>) -> u32 {
    run.get(range).unwrap_or_default().iter().fold(0, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')))
}

/// A card whose digits stand in groups.
pub(super) fn card(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let end = groups(view, start, &[4, 4, 4, 4]).or_else(|| groups(view, start, &[4, 6, 5]))?;
    Some(start..end)
}

/// Whether the hyphens of the number of a company stand where they should.
pub(in super::super) fn may_be_business(view: View<'_>, start: usize) -> bool {
    view.at(start + 3) == b'-' && view.at(start + 6) == b'-'
}

fn business(search: &Search<'_>, start: usize) -> Option<Range<usize>> {
    let view = search.view;
    if !may_be_business(view, start) {
        return None;
    }
    let end = groups(view, start, &[3, 2, 5])?;
    let longer = view.at(end) == b'-' && view.at(end + 1).is_ascii_digit();
    (!is_tied(search, start) && !longer).then_some(start..end)
}

/// Groups of 10 to 14 digits in all, which are no date, on a line about accounts.
fn account(search: &mut Search<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let view = search.view;
    if !search.names_accounts() {
        return None;
    }
    let mut count = end - start;
    let mut stop = end;
    for _ in 0..4 {
        if view.at(stop) != b'-' {
            break;
        }
        let next = view.digits(stop + 1);
        if next == stop + 1 || next > stop + 8 {
            break;
        }
        count += next - stop - 1;
        stop = next;
    }
    let fits = (10..=14).contains(&count) && !is_tied(search, start) && ends(view, stop);
    (fits && search.line.is_about_accounts(view, start)).then_some(start..stop)
}

/// The end of groups of digits of the given lengths with one space or hyphen between them.
fn groups(view: View<'_>, start: usize, lengths: &[usize]) -> Option<usize> {
    let mut at = start;
    for (index, length) in lengths.iter().enumerate() {
        if index > 0 {
            if !is_separator(view.at(at)) {
                return None;
            }
            at += 1;
        }
        let (group, next) = (view.near(at, *length), view.at(at + length));
        if group.len() < *length || !group.iter().all(u8::is_ascii_digit) || next.is_ascii_digit() {
            return None;
        }
        at += length;
    }
    ends(view, at).then_some(at)
}

fn is_separator(c: u8) -> bool {
    matches!(c, b' ' | b'-')
}

fn ends(view: View<'_>, at: usize) -> bool {
    !view.at(at).is_ascii_alphanumeric()
}

/// The end of a UUID that begins at a place.
fn uuid(view: View<'_>, start: usize) -> Option<usize> {
    if view.at(start + 8) != b'-' || view.at(start + 13) != b'-' {
        return None;
    }
    let fits = [(0, 8), (9, 4), (14, 4), (19, 4), (24, 12)].iter().all(|&(from, length)| {
        let part = view.near(start + from, length);
        part.len() == length && part.iter().all(u8::is_ascii_hexdigit)
    });
    let hyphens = [18, 23].iter().all(|&offset| view.at(start + offset) == b'-');
    (fits && hyphens && ends(view, start + 36)).then_some(start + 36)
}

/// Whether an issuer of cards has the prefix: Visa, Mastercard, Amex, JCB, `UnionPay`, Discover, Korean issuers.
fn is_issued(run: &[u8]) -> bool {
    let prefix = number(run, 0..4);
    match run.len() {
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        _ => matches!(
            prefix,
            2221..=2720 | 3000..=3059 | 3528..=3589 | 3600..=3699 | 3800..=3999 | 4000..=5999 | 6000..=6999 | 9400..=9599
        ),
    }
}

fn luhn(run: &[u8]) -> bool {
    let sum: u32 = run
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            let doubled = if index % 2 == 1 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
