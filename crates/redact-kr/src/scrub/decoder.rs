//! The messages of decoders, which quote what they could not read.

use super::keys::LOWER;
use super::meter::Work;
use super::scan;
use super::view::is_quote;
use super::walk::Walk;

impl Walk<'_> {
    /// Hides the value in a message that begins here; false if none does.
    pub(super) fn decoder_message(&mut self) -> bool {
        let (view, start) = (self.view, self.at);
        // As all of them begin.
        if !matches!((view.at(start) | LOWER, view.at(start + 1) | LOWER), (b'i' | b'u', b'n')) {
            return false;
        }
        let leads = |lead: &&&str| view.reads(start, lead) && !view.is_letter(start + lead.len());
        let Some(lead) = LEADS.iter().find(leads) else { return false };
        self.spans.unsettled = true;
        view.spend(Work::Value, 1);
        let from = start + lead.len();
        let near = view.near(from, 48);
        let open = near.iter().position(|&c| c == b'`' || c == b'\n' || is_quote(c));
        let open = open.map_or(from, |length| from + length);
        let string = self.string();
        self.at = from;
        match view.quote(open) {
            Some(level) if string.is_none_or(|outer| level > outer) => {
                self.at = open;
                self.quoted(level);
            }
            _ if view.at(open) == b'`' => {
                let end = self.back_quote(open + 1);
                self.spans.hide(open + 1..end);
                self.at = end + usize::from(view.at(end) == b'`');
            }
            _ => {}
        }
        true
    }

    /// The back-quote that ends a value: the one before the usual words, else the first one.
    fn back_quote(&mut self, from: usize) -> usize {
        let view = self.view;
        let string = self.string();
        let mut first = None;
        let next = |at| at + scan::up_to(view.text(at..view.len()), |c| (c == b'`') | (c == b'\n') | is_quote(c));
        let mut at = next(from);
        while at < view.len() {
            view.spend(Work::Tail, 1);
            if view.at(at) == b'\n' || view.quote(at).is_some_and(|level| string.is_some_and(|open| level <= open)) {
                break;
            }
            if view.at(at) == b'`' {
                if view.reads(at + 1, ", expected") || view.reads(at + 1, ", there") {
                    return at;
                }
                first = first.or(Some(at));
                if from < self.no_tail_before {
                    break;
                }
            }
            at = next(at + 1);
        }
        self.no_tail_before = self.no_tail_before.max(at);
        first.unwrap_or(at)
    }
}

const LEADS: [&str; 4] = ["invalid type:", "invalid value:", "unknown variant", "unknown field"];
