//! Values that the application registered, in every form they may take.

use std::collections::VecDeque;
use std::ops::Range;

use zeroize::{Zeroize, Zeroizing};

use super::text::Text;
use super::view::{View, quote_level};

/// Finds every registered value in one pass (Aho and Corasick, 1975).
#[derive(Default)]
pub(super) struct Registered {
    in_bytes: Automaton,
    in_view: Automaton,
}

impl Registered {
    pub(super) fn new<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let forms: Vec<Form> = values.into_iter().flat_map(forms).filter(|form| !form.is_empty()).collect();
        let in_bytes = Automaton::new(forms.iter().cloned());
        let in_view = Automaton::new(forms.iter().filter_map(|form| folded(form)));
        Self { in_bytes, in_view }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_bytes.states.is_empty()
    }

    /// The ranges of the view in which a value stands.
    pub(super) fn find(&self, view: View<'_>) -> Vec<Range<usize>> {
        let mut found = self.in_view.find(view.all().iter().map(symbol));
        let bytes = self.in_bytes.find(view.source().iter().copied());
        found.extend(bytes.into_iter().map(|range| view.index_of(range)));
        found
    }
}

/// What a view of a form reads.
fn folded(form: &[u8]) -> Option<Form> {
    let mut text = Text::of(form)?;
    let folded = Form::new(text.text().iter().map(symbol).collect());
    text.wipe();
    Some(folded)
}

/// A character of the view; a quotation mark is one however often it is escaped.
fn symbol(&byte: &u8) -> u8 {
    if quote_level(byte).is_some() { b'"' } else { byte }
}

/// A form of a value, wiped after use.
type Form = Zeroizing<Vec<u8>>;

/// The value itself, hexadecimal, base64, percent-encoded and as a JSON string.
fn forms(value: &[u8]) -> [Form; 8] {
    let (lower, upper) = (b"0123456789abcdef", b"0123456789ABCDEF");
    let hex = |digits| spelled(value, |byte, form| form.extend(pair(digits, byte)));
    let percent = |digits| {
        spelled(value, |byte, form| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => form.push(byte),
            _ => {
                form.push(b'%');
                form.extend(pair(digits, byte));
            }
        })
    };
    let json = spelled(value, |byte, form| match byte {
        b'"' | b'\\' => form.extend([b'\\', byte]),
        b'\n' => form.extend(b"\\n"),
        b'\r' => form.extend(b"\\r"),
        b'\t' => form.extend(b"\\t"),
        0..=0x1f => {
            form.extend(b"\\u00");
            form.extend(pair(lower, byte));
        }
        _ => form.push(byte),
    });
    let raw = spelled(value, |byte, form| form.push(byte));
    let (base64, base64url) = (base64(value, *b"+/"), base64(value, *b"-_"));
    [raw, hex(lower), hex(upper), percent(lower), percent(upper), json, base64, base64url]
}

/// The value byte by byte in another spelling, without a copy left behind by a growing vector.
fn spelled(value: &[u8], spell: impl Fn(u8, &mut Vec<u8>)) -> Form {
    /// The bytes of the longest spelling of a byte, `\u001f`.
    const LONGEST: usize = 6;
    let mut form = Form::new(Vec::with_capacity(value.len() * LONGEST));
    value.iter().for_each(|&byte| spell(byte, &mut form));
    form
}

fn pair(digits: &[u8; 16], byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|value| digits.get(usize::from(value)).copied().unwrap_or(b'0'))
}

/// Base64 without padding: the padded form contains it.
fn base64(value: &[u8], last: [u8; 2]) -> Form {
    let letter = |index: u32| match index {
        0..=25 => b'A' + u8::try_from(index).unwrap_or(0),
        26..=51 => b'a' + u8::try_from(index - 26).unwrap_or(0),
        52..=61 => b'0' + u8::try_from(index - 52).unwrap_or(0),
        62 => last[0],
        _ => last[1],
    };
    let mut form = Form::new(Vec::with_capacity(value.len().div_ceil(3) * 4));
    for chunk in value.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | chunk.get(index).map_or(0, |&byte| u32::from(byte)));
        form.extend((0..=chunk.len()).map(|index| letter(bits >> (18 - 6 * index) & 63)));
    }
    form
}

#[derive(Default)]
struct Automaton {
    states: Vec<State>,
}

#[derive(Default)]
struct State {
    next: Vec<(u8, usize)>,
    fallback: usize,
    /// The length of the longest value that ends here.
    longest: usize,
}

impl State {
    fn next(&self, symbol: u8) -> Option<usize> {
        self.next.iter().find(|(found, _)| *found == symbol).map(|&(_, state)| state)
    }
}

impl Drop for Automaton {
    fn drop(&mut self) {
        self.states.iter_mut().for_each(|state| state.next.zeroize());
    }
}

impl Automaton {
    fn new(needles: impl Iterator<Item = Form>) -> Self {
        let mut states: Vec<State> = Vec::new();
        for needle in needles.filter(|needle| !needle.is_empty()) {
            if states.is_empty() {
                states.push(State::default());
            }
            let mut state = 0;
            for &symbol in needle.iter() {
                let fresh = states.len();
                let Some(current) = states.get_mut(state) else { break };
                state = current.next(symbol).unwrap_or(fresh);
                if state == fresh {
                    current.next.push((symbol, fresh));
                    states.push(State::default());
                }
            }
            if let Some(last) = states.get_mut(state) {
                last.longest = last.longest.max(needle.len());
            }
        }
        let mut automaton = Self { states };
        automaton.link();
        automaton
    }

    /// Gives every state the one to fall back to, in order of depth.
    fn link(&mut self) {
        let mut queue: VecDeque<usize> =
            self.states.first().map(|root| root.next.iter().map(|&(_, state)| state).collect()).unwrap_or_default();
        while let Some(state) = queue.pop_front() {
            let Some((edges, fallback)) = self.states.get(state).map(|state| (state.next.len(), state.fallback)) else {
                continue;
            };
            for edge in 0..edges {
                let found = self.states.get(state).and_then(|state| state.next.get(edge));
                let Some(&(symbol, child)) = found else { break };
                let target = self.step(fallback, symbol);
                let inherited = self.states.get(target).map_or(0, |state| state.longest);
                if let Some(child) = self.states.get_mut(child) {
                    child.fallback = target;
                    child.longest = child.longest.max(inherited);
                }
                queue.push_back(child);
            }
        }
    }

    fn step(&self, mut state: usize, symbol: u8) -> usize {
        while let Some(current) = self.states.get(state) {
            if let Some(next) = current.next(symbol) {
                return next;
            }
            if state == 0 {
                return 0;
            }
            state = current.fallback;
        }
        0
    }

    fn find(&self, symbols: impl Iterator<Item = u8>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.states.is_empty() {
            return found;
        }
        let mut state = 0;
        for (index, symbol) in symbols.enumerate() {
            state = self.step(state, symbol);
            let length = self.states.get(state).map_or(0, |state| state.longest);
            if length > 0 {
                found.push(index + 1 - length..index + 1);
            }
        }
        found
    }
}
