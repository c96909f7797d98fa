//! Where the bytes of a decoded text begin in its source.

use std::cell::Cell;
use std::ops::Range;

/// The places at which text and source stop to go on side by side, byte for byte. Most bytes of most texts stand for
/// themselves, so these are few.
#[derive(Default)]
pub(super) struct Starts {
    runs: Vec<Run>,
    /// The run that was asked for last: as a rule the next one that is asked for is near.
    last: Cell<usize>,
}

/// From these places on, text and source go on side by side, up to the next run.
#[derive(Clone, Copy)]
struct Run {
    text: u32,
    source: u32,
}

impl Run {
    /// Where a byte of the run begins.
    fn start(self, text: usize) -> usize {
        self.source as usize + (text - self.text as usize)
    }
}

impl Starts {
    /// Notes that the bytes of the text from a place on begin at one of the source. Places are told in order.
    #[inline]
    pub(super) fn begin(&mut self, text: usize, source: usize) {
        if self.runs.last().is_none_or(|last| last.start(text) != source) {
            self.runs.push(Run { text: place(text), source: place(source) });
        }
    }

    /// Where a byte of the text begins, of which the text has so many.
    pub(super) fn of(&self, text: usize) -> Option<usize> {
        let runs = self.runs.get(self.last.get()..).unwrap_or_default();
        let begun = |run: &&Run| run.text as usize <= text;
        let near = runs.iter().take(NEAR).take_while(begun).count();
        let run = if (1..NEAR).contains(&near) {
            self.last.get() + near - 1
        } else {
            self.runs.partition_point(|run| begun(&run)).checked_sub(1)?
        };
        self.last.set(run);
        self.runs.get(run).map(|run| run.start(text))
    }

    /// The bytes of a text of some length that some bytes of the source belong to.
    pub(super) fn index_of(&self, bytes: Range<usize>, length: usize) -> Range<usize> {
        // Of the bytes of a text that begin at the same place each is a run.
        let first = |place: usize| {
            let run = self.runs.partition_point(|run| (run.source as usize) < place);
            let next = self.runs.get(run).map_or(length, |run| run.text as usize);
            let within = run.checked_sub(1).and_then(|run| self.runs.get(run));
            within.map_or(0, |run| next.min(run.text as usize + (place - run.source as usize)))
        };
        let begins = first(bytes.start + 1);
        let unit = begins.checked_sub(1).and_then(|last| self.of(last));
        unit.map_or(0, first)..first(bytes.end)
    }
}

/// How many runs are looked through one by one.
const NEAR: usize = 8;

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Parts of a source: so many bytes that stand for themselves, or how many bytes of text so many stand for.
    fn parts() -> impl Strategy<Value = Vec<(usize, Option<usize>)>> {
        prop::collection::vec((1..9_usize, prop::option::of(0..4_usize)), 1..20)
    }

    proptest! {
        #[test]
        fn each_byte_begins_where_it_was_read(parts in parts(), asked in prop::collection::vec(any::<prop::sample::Index>(), 20)) {
            let (mut starts, mut all, mut source) = (Starts::default(), Vec::new(), 0);
            for (length, decoded) in parts {
                match decoded {
                    None => {
                        starts.begin(all.len(), source);
                        all.extend(source..source + length);
                    }
                    Some(count) => (0..count).for_each(|_| {
                        starts.begin(all.len(), source);
                        all.push(source);
                    }),
                }
                source += length;
            }
            for at in asked.iter().filter(|_| !all.is_empty()).map(|asked| asked.index(all.len())) {
                prop_assert_eq!(starts.of(at), Some(all[at]));
            }
            for (from, to) in (0..source).flat_map(|from| (from + 1..=source).map(move |to| (from, to))) {
                let unit = all.iter().rev().find(|&&start| start <= from);
                let first = unit.map_or(0, |unit| all.iter().filter(|start| *start < unit).count());
                let end = all.iter().filter(|&&start| start < to).count();
                prop_assert_eq!(starts.index_of(from..to, all.len()), first..end, "{} {}", from, to);
            }
        }
    }
}
