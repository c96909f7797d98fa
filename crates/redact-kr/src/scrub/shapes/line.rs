//! What a line is about.

use super::super::view::View;

/// The topics of the line that the search is in.
#[derive(Default)]
pub(super) struct Line {
    end: usize,
    /// Bank accounts.
    pub(super) account: bool,
    /// Customs clearance.
    pub(super) customs: bool,
}

impl Line {
    /// Reads the line at a place, unless it is the one read last.
    pub(super) fn reach(&mut self, view: &View<'_>, at: usize) {
        if at < self.end {
            return;
        }
        let end = view.skip(at, |c| c != '\n') + 1;
        let mentions = |index: usize, words: &[&str]| words.iter().any(|word| view.reads(index, word));
        *self = Self { end, account: false, customs: false };
        for index in at..end {
            match view.at(index) {
                '계' | '은' | '뱅' | '입' | '예' | '송' => self.account |= mentions(index, &ACCOUNT),
                '통' | '관' | '세' | 'p' | 'P' | 'c' | 'C' => self.customs |= mentions(index, &CUSTOMS),
                _ => {}
            }
        }
    }
}

const ACCOUNT: [&str; 6] = ["계좌", "은행", "뱅크", "입금", "예금주", "송금"];
const CUSTOMS: [&str; 4] = ["통관", "세관", "customs", "pcc"];
