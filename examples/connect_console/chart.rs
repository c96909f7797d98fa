//! Orders per status as bars: people look before they read.

use coupang_wing::Language;
use coupang_wing::orders::OrderStatus;
use live_probe::{OrderCounts, names};

/// One bar, in units of the drawing: 320 wide, one row of 26 for each status.
pub(super) struct Bar {
    pub(super) name: &'static str,
    pub(super) count: u64,
    pub(super) text_y: usize,
    pub(super) bar_y: usize,
    pub(super) width: u64,
    pub(super) number_x: u64,
}

const ROW: usize = 26;
/// Where the bars begin, and the longest.
const LEFT: u64 = 104;
const LONGEST: u64 = 176;

pub(super) fn bars(counts: &OrderCounts, language: Language) -> Vec<Bar> {
    let count = |status: &OrderStatus| counts.get(status).unwrap_or_default();
    let most = OrderStatus::ALL.iter().map(count).max().unwrap_or_default().max(1);
    let bar = |(row, status): (usize, &OrderStatus)| {
        let count = count(status);
        // A bar that is there is seen.
        let width = (count.saturating_mul(LONGEST) / most).max(2 * u64::from(count > 0));
        let (text_y, bar_y) = (row * ROW + 17, row * ROW + 5);
        Bar { name: names::order_status(status, language), count, text_y, bar_y, width, number_x: LEFT + width + 6 }
    };
    OrderStatus::ALL.iter().enumerate().map(bar).collect()
}
