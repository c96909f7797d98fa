//! What looks like a secret or a person's data, wherever it stands.

mod address;
mod credential;
mod email;
mod line;
mod name;
mod number;
mod phone;

use std::ops::Range;

use line::Line;

use super::calendar::Date;
use super::spans::Spans;
use super::view::View;

/// Adds what the shapes match to the findings of the walk, which are sorted.
pub(super) fn find(view: &View<'_>, today: Date, spans: &mut Spans) {
    let hidden = std::mem::take(&mut spans.hidden);
    let mut hidden_ahead = hidden.iter().peekable();
    let mut kept_ahead = spans.kept.iter().peekable();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut line = Line::default();
    let mut at = 0;
    while at < view.len() {
        while kept_ahead.next_if(|range| range.end <= at).is_some() {}
        while let Some(range) = hidden_ahead.next_if(|range| range.start <= at) {
            at = at.max(range.end);
        }
        let kept = kept_ahead.peek().is_some_and(|range| range.contains(&at));
        line.reach(view, at);
        let matched = match shape_at(view, at, kept, &line, today) {
            Shape::None => None,
            Shape::Skip(to) => {
                at = to.max(at + 1);
                continue;
            }
            Shape::Hide(range) => Some(range),
        };
        at = matched.as_ref().map_or(at + 1, |range| range.end.max(at + 1));
        found.extend(matched);
    }
    spans.hidden = hidden;
    spans.hidden.append(&mut found);
}

/// What begins at a place.
enum Shape {
    None,
    /// Nothing up to there.
    Skip(usize),
    Hide(Range<usize>),
}

impl From<Option<Range<usize>>> for Shape {
    fn from(found: Option<Range<usize>>) -> Self {
        found.map_or(Self::None, Self::Hide)
    }
}

fn shape_at(view: &View<'_>, at: usize, kept: bool, line: &Line, today: Date) -> Shape {
    let c = view.at(at);
    let starts = !view.before(at).is_ascii_alphanumeric();
    if c.is_ascii_alphabetic()
        && starts
        && let Some(range) = credential::at(view, at)
    {
        return Shape::Hide(range);
    }
    if kept {
        return Shape::None;
    }
    match c {
        '@' => email::around(view, at).into(),
        '+' => phone::abroad(view, at).into(),
        '0'..='9' if starts => number::at(view, at, line, today),
        'P' | 'p' if starts => number::customs_code(view, at, line).into(),
        '가'..='힣' => {
            let before = view.before(at);
            if matches!(before, '가'..='힣') { Shape::None } else { hangul(view, at) }
        }
        _ => Shape::None,
    }
}

/// A run of Hangul: an address or a name may begin with it.
fn hangul(view: &View<'_>, at: usize) -> Shape {
    if let Some(range) = address::at(view, at) {
        return Shape::Hide(range);
    }
    if let Some(range) = name::at(view, at) {
        return Shape::Hide(range);
    }
    Shape::Skip(view.skip(at, |c| matches!(c, '가'..='힣')))
}
