//! Cutting any range into windows that Coupang accepts, without a gap.
//!
//! The rules are in this one place. Windows overlap where Coupang does not say whether an end is included; de-duplicate
//! rows by their ids (`shipment_box_id`, `receipt_id`, `exchange_id`, `inquiry_id`), as [`crate::collect`] does.

use std::ops::RangeInclusive;

use apiwire::calendar::{KstDate, KstMinute, KstMonth};

use crate::query::QueryError;

/// The rule of a listing by days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRule {
    longest: i64,
    length: i64,
    overlap: i64,
}

/// The rule of a listing by minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinuteRule {
    longest: i64,
    crosses_midnight: bool,
    length: i64,
    overlap: i64,
}

/// The rule of a read by months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthRule(());

/// Order sheets by day: 31 days, both ends included. The limit is documented as "less than 31" (seen as "less than 32
/// day"), and whether the last day is included is assumed, so windows share a day.
pub const ORDER_DAYS: DayRule = DayRule { longest: 31, length: 31, overlap: 1 };

/// Order sheets by minute: within 24 hours and one date. The default windows have the advised ten minutes and share
/// one, because whether the last minute is included is not documented.
pub const ORDER_MINUTES: MinuteRule = MinuteRule { longest: 1440, crosses_midnight: false, length: 10, overlap: 1 };

/// Return and cancel receipts by day: 31 days (article 360033919613). That both ends are included is assumed, so windows
/// share a day. They have seven days unless [`DayRule::with_days`] asks for others, because big answers time out.
pub const RETURN_DAYS: DayRule = DayRule { longest: 31, length: 7, overlap: 1 };

/// Return receipts by minute: 24 hours, of two dates too. The FAQ of 2019 says so, while the portal's own example spans
/// seven days; the smaller limit is kept. Whether the last minute is included is not documented, so windows share one.
pub const RETURN_MINUTES: MinuteRule = MinuteRule { longest: 1440, crosses_midnight: true, length: 1440, overlap: 1 };

/// Return withdrawals: seven days, both ends included (article 360034027354), so windows share nothing.
pub const WITHDRAWAL_DAYS: DayRule = DayRule { longest: 7, length: 7, overlap: 0 };

/// Exchanges by day: the ends must be less than seven days apart (article 360033397594 and an answer of 2026), which
/// seven whole days from 00:00:00 to 23:59:59 are. Whether the last second is included is not documented, so windows
/// share a day.
pub const EXCHANGE_DAYS: DayRule = DayRule { longest: 7, length: 7, overlap: 1 };

/// Exchanges by minute: less than seven days, from second 0 of the first minute to second 59 of the last. Windows share
/// a minute.
pub const EXCHANGE_MINUTES: MinuteRule =
    MinuteRule { longest: 10_080, crosses_midnight: true, length: 10_080, overlap: 1 };

/// Inquiries about products and cases of the call centre: 7 days, both ends included. "At most 7 days" is documented
/// (articles 360033400754 and 360033645354), but a difference of 7 was refused in December 2025, so a window holds
/// seven calendar days. Whether the last one is included is assumed, so windows share a day.
pub const INQUIRY_DAYS: DayRule = DayRule { longest: 7, length: 7, overlap: 1 };

/// Revenue by the day of recognition: 31 days, both ends included (article 360033922413). The refusal speaks of "one
/// month", so 31 days that begin in a shorter month may be too many; that is not known. The last day is included: the
/// documented end is yesterday. Rows have no id to de-duplicate by, so windows share nothing.
pub const REVENUE_DAYS: DayRule = DayRule { longest: 31, length: 31, overlap: 0 };

/// Payouts: one month of recognition for each read (article 360034152213).
pub const SETTLEMENT_MONTHS: MonthRule = MonthRule(());

impl DayRule {
    /// Whether Coupang accepts this window: in order, and not too long.
    #[must_use]
    pub fn is_legal(self, from: KstDate, to: KstDate) -> bool {
        (0..self.longest).contains(&from.days_until(to))
    }

    /// The most days of one window, both ends included.
    #[must_use]
    pub const fn longest_days(self) -> i64 {
        self.longest
    }

    /// Other windows: so many days each, more than the shared ones and at most [`Self::longest_days`].
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_days(self, length: u16) -> Result<Self, QueryError> {
        let length = i64::from(length);
        if length <= self.overlap || length > self.longest {
            return Err(QueryError::new("window.days", "length", "is no longer than the overlap, or too long"));
        }
        Ok(Self { length, ..self })
    }

    /// How it cuts, in a few characters: a checkpoint of other windows does not fit.
    pub(crate) fn cut(self) -> String {
        format!("{}-{}", self.length, self.overlap)
    }

    /// Cuts the days, both included, into legal windows in order. Neighbours share the days that the rule says.
    ///
    /// # Errors
    /// [`QueryError`] when the end is before the start.
    pub fn plan(self, days: RangeInclusive<KstDate>) -> Result<DayWindows, QueryError> {
        let (from, to) = days.into_inner();
        if to < from {
            return Err(QueryError::new("window.days", "to", "is before from"));
        }
        Ok(DayWindows { rule: self, next: Some(from), to })
    }
}

impl MinuteRule {
    /// Whether Coupang accepts this window: in order, not longer than the longest, and within one date where the rule
    /// asks for that.
    #[must_use]
    pub fn is_legal(self, from: KstMinute, to: KstMinute) -> bool {
        let one_date = self.crosses_midnight || from.date() == to.date();
        one_date && (0..self.longest).contains(&from.minutes_until(to))
    }

    /// Other windows: so many minutes each (2 or more, and at most the rule's longest: 1440, for exchanges 10080), sharing
    /// so many with their neighbour (1 or more, and less than the length).
    ///
    /// # Errors
    /// [`QueryError`] for other numbers.
    pub fn with_minutes(self, length: u16, overlap: u16) -> Result<Self, QueryError> {
        if !(2..=self.longest).contains(&length.into()) {
            return Err(QueryError::new("window.minutes", "length", "is less than 2 minutes or too long"));
        }
        if overlap == 0 || overlap >= length {
            return Err(QueryError::new("window.minutes", "overlap", "must be at least 1 and less than the length"));
        }
        Ok(Self { length: length.into(), overlap: overlap.into(), ..self })
    }

    /// See [`DayRule::cut`].
    pub(crate) fn cut(self) -> String {
        format!("{}-{}", self.length, self.overlap)
    }

    /// Cuts the minutes, both included, into legal windows in order. Neighbours share minutes; where no window may cross
    /// midnight, they share none there.
    ///
    /// # Errors
    /// [`QueryError`] when the end is before the start.
    pub fn plan(self, minutes: RangeInclusive<KstMinute>) -> Result<MinuteWindows, QueryError> {
        let (from, to) = minutes.into_inner();
        if to < from {
            return Err(QueryError::new("window.minutes", "to", "is before from"));
        }
        Ok(MinuteWindows { rule: self, next: Some(from), to })
    }
}

impl MonthRule {
    /// The months that hold these days, both included, in order.
    ///
    /// # Errors
    /// [`QueryError`] when the end is before the start.
    pub fn plan(self, days: RangeInclusive<KstDate>) -> Result<Months, QueryError> {
        let (from, to) = days.into_inner();
        if to < from {
            return Err(QueryError::new("window.months", "to", "is before from"));
        }
        Ok(Months { next: Some(KstMonth::of(from)), to: KstMonth::of(to) })
    }
}

/// The windows of a [`DayRule`], made one by one.
#[derive(Debug, Clone)]
pub struct DayWindows {
    rule: DayRule,
    next: Option<KstDate>,
    to: KstDate,
}

/// The windows of a [`MinuteRule`], made one by one.
#[derive(Debug, Clone)]
pub struct MinuteWindows {
    rule: MinuteRule,
    next: Option<KstMinute>,
    to: KstMinute,
}

/// The months of a [`MonthRule`], made one by one.
#[derive(Debug, Clone)]
pub struct Months {
    next: Option<KstMonth>,
    to: KstMonth,
}

impl Iterator for DayWindows {
    type Item = (KstDate, KstDate);

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.next?;
        let to = from.plus_days(self.rule.length - 1).min(self.to);
        self.next = (to < self.to).then(|| to.plus_days(1 - self.rule.overlap));
        Some((from, to))
    }
}

impl Iterator for MinuteWindows {
    type Item = (KstMinute, KstMinute);

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.next?;
        let to = from.plus_minutes(self.rule.length - 1).min(self.to);
        let midnight = from.end_of_day();
        let cut = !self.rule.crosses_midnight && to >= midnight;
        let (to, step) = if cut { (midnight, 1) } else { (to, 1 - self.rule.overlap) };
        self.next = (to < self.to).then(|| to.plus_minutes(step));
        Some((from, to))
    }
}

impl Iterator for Months {
    type Item = KstMonth;

    fn next(&mut self) -> Option<Self::Item> {
        let month = self.next?;
        self.next = (month < self.to).then(|| month.next());
        Some(month)
    }
}

#[cfg(test)]
mod tests;
