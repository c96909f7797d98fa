//! Values that the application registered, in every form they may take.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::text::Text;
use super::view::{View, quote_level};

/// Finds every registered value in one pass (Aho and Corasick, 1975).
#[derive(Clone, Default)]
pub(super) struct Registered {
    in_bytes: Automaton,
    in_view: Automaton,
}

impl Registered {
    pub(super) fn new<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let forms: BTreeSet<Vec<u8>> = values.into_iter().flat_map(forms).filter(|form| !form.is_empty()).collect();
        let in_bytes = Automaton::new(forms.iter().map(|form| form.clone()));
        let folded = forms.iter().filter_map(|form| Text::of(form));
        let in_view = Automaton::new(folded.map(|text| text.text().iter().map(symbol).collect()));
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

/// A character of the view; a quotation mark is one however often it is escaped.
fn symbol(&byte: &u8) -> u8 {
    if quote_level(byte).is_some() { b'"' } else { byte }
}

/// The value itself, hexadecimal, base64, percent-encoded and as a JSON string.
fn forms(value: &[u8]) -> Vec<Vec<u8>> {
    let hex = |digits: &[u8; 16]| -> Vec<u8> {
        let digit = |value: u8| digits.get(usize::from(value)).copied().unwrap_or(b'0');
        value.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    };
    let percent = |digits: &[u8; 16]| -> Vec<u8> {
        let digit = |value: u8| digits.get(usize::from(value)).copied().unwrap_or(b'0');
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let encode = |&byte: &u8| if plain(byte) { vec![byte] } else { vec![b'%', digit(byte >> 4), digit(byte & 15)] };
        value.iter().flat_map(encode).collect()
    };
    let json = value.iter().flat_map(|&byte| match byte {
        b'"' | b'\\' => vec![b'\\', byte],
        b'\n' => b"\\n".to_vec(),
        b'\r' => b"\\r".to_vec(),
        b'\t' => b"\\t".to_vec(),
        0..=0x1f => format!("\\u{byte:04x}").into_bytes(),
        _ => vec![byte],
    });
    let (lower, upper) = (b"0123456789abcdef", b"0123456789ABCDEF");
    let mut forms = vec![value.to_vec(), hex(lower), hex(upper), percent(lower), percent(upper), json.collect()];
    for last in [b"+/", b"-_"] {
        forms.push(base64(value, *last));
    }
    forms
}

/// Base64 without padding: the padded form contains it.
fn base64(value: &[u8], last: [u8; 2]) -> Vec<u8> {
    let letter = |index: u32| match index {
        0..=25 => b'A' + u8::try_from(index).unwrap_or(0),
        26..=51 => b'a' + u8::try_from(index - 26).unwrap_or(0),
        52..=61 => b'0' + u8::try_from(index - 52).unwrap_or(0),
        62 => last[0],
        _ => last[1],
    };
    let mut text = Vec::with_capacity(value.len().div_ceil(3) * 4);
    for chunk in value.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | chunk.get(index).map_or(0, |&byte| u32::from(byte)));
        text.extend((0..=chunk.len()).map(|index| letter(bits >> (18 - 6 * index) & 63)));
    }
    text
}

#[derive(Clone, Default)]
struct Automaton {
    states: Vec<State>,
}

#[derive(Clone, Default)]
struct State {
    next: BTreeMap<u8, usize>,
    fallback: usize,
    /// The length of the longest value that ends here.
    longest: usize,
}

impl Automaton {
    fn new(needles: impl Iterator<Item = Vec<u8>>) -> Self {
        let mut states: Vec<State> = Vec::new();
        for needle in needles.filter(|needle| !needle.is_empty()) {
            if states.is_empty() {
                states.push(State::default());
            }
            let mut state = 0;
            for &symbol in &needle {
                let fresh = states.len();
                let Some(current) = states.get_mut(state) else { break };
                state = *current.next.entry(symbol).or_insert(fresh);
                if state == fresh {
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
            self.states.first().map(|root| root.next.values().copied().collect()).unwrap_or_default();
        while let Some(state) = queue.pop_front() {
            let Some((edges, fallback)) = self.states.get(state).map(|state| (state.next.clone(), state.fallback))
            else {
                continue;
            };
            for (symbol, child) in edges {
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
            if let Some(&next) = current.next.get(&symbol) {
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
