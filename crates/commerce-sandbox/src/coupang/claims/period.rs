//! The time of a search.

use crate::coupang::answer::Refusal;
use crate::coupang::calendar::{Day, Moment, SECOND_MICROS};
use crate::coupang::world::View;

/// From a moment up to but without another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Moment,
    pub(super) until: Moment,
}

/// What an operation says about a time that it refuses.
pub(super) struct Refusals {
    pub(super) form: Refusal,
    pub(super) reversed: Refusal,
    pub(super) too_long: Refusal,
}

impl Period {
    /// Reads both ends, each of which names a stretch of time and is included to its end. `longest` is in microseconds.
    pub(super) fn read(
        ends: (&str, &str),
        longest: i64,
        read: impl Fn(&str) -> Option<Self>,
        refusals: &Refusals,
    ) -> Result<Self, Refusal> {
        let (first, last) = read(ends.0).zip(read(ends.1)).ok_or(refusals.form)?;
        let whole = Self { from: first.from, until: last.until };
        if last.from < first.from {
            Err(refusals.reversed)
        } else if whole.until.micros_since(whole.from) > longest {
            Err(refusals.too_long)
        } else {
            Ok(whole)
        }
    }

    /// The same where the portal does not say that the last stretch is included: only if `claims_to_the_end`.
    pub(super) fn read_open(
        shop: &View<'_>,
        ends: (&str, &str),
        longest: i64,
        read: impl Fn(&str) -> Option<Self>,
        refusals: &Refusals,
    ) -> Result<Self, Refusal> {
        let whole = Self::read(ends, longest, &read, refusals)?;
        let to_the_end = shop.rules().claims.claims_to_the_end;
        let begins = read(ends.1).filter(|_| !to_the_end).map_or(whole.until, |last| last.from);
        Ok(Self { until: begins, ..whole })
    }

    /// The day of `yyyy-MM-dd`.
    pub(super) fn day(text: &str) -> Option<Self> {
        Day::parse(text).map(|day| Self { from: day.midnight(), until: day.plus(1).midnight() })
    }

    /// The minute of `yyyy-MM-ddTHH:mm`.
    pub(super) fn minute(text: &str) -> Option<Self> {
        Moment::parse_minute(text).map(|from| Self { from, until: from.plus(60 * SECOND_MICROS) })
    }

    /// The second of `yyyy-MM-ddTHH:mm:ss`.
    pub(super) fn second(text: &str) -> Option<Self> {
        Moment::parse_second(text).map(|from| Self { from, until: from.plus(SECOND_MICROS) })
    }

    /// Tells this period from others.
    pub(super) fn key(self) -> [u64; 4] {
        let part = |at: Moment| {
            let into_the_day = at.micros_since(at.day().midnight());
            [u64::from(at.day().number().unsigned_abs()), into_the_day.unsigned_abs()]
        };
        let ([day, micros], [last_day, last_micros]) = (part(self.from), part(self.until));
        [day, micros, last_day, last_micros]
    }
}
