use proptest::prelude::*;

use super::*;

fn day(text: &str) -> KstDate {
    text.parse().unwrap()
}

fn minute(text: &str) -> KstMinute {
    text.parse().unwrap()
}

fn cut(rule: DayRule, from: &str, to: &str) -> Vec<String> {
    let windows = rule.plan(day(from)..=day(to)).unwrap();
    windows.map(|(from, to)| format!("{from}/{to}")).collect()
}

#[test]
fn days_are_cut_at_31_and_share_one() {
    let cut = |from, to| cut(ORDER_DAYS, from, to);
    assert_eq!(cut("2026-01-01", "2026-01-01"), ["2026-01-01/2026-01-01"]);
    assert_eq!(cut("2026-01-01", "2026-01-31"), ["2026-01-01/2026-01-31"]);
    assert_eq!(cut("2026-01-01", "2026-02-01"), ["2026-01-01/2026-01-31", "2026-01-31/2026-02-01"]);
    assert_eq!(cut("2025-12-15", "2026-02-01"), ["2025-12-15/2026-01-14", "2026-01-14/2026-02-01"]);
    assert!(ORDER_DAYS.plan(day("2026-01-02")..=day("2026-01-01")).is_err());
}

#[test]
fn inquiries_are_cut_at_7_and_share_one_and_revenue_at_31_and_shares_none() {
    assert_eq!(cut(INQUIRY_DAYS, "2026-02-24", "2026-03-02"), ["2026-02-24/2026-03-02"]);
    assert_eq!(cut(INQUIRY_DAYS, "2026-02-23", "2026-03-02"), ["2026-02-23/2026-03-01", "2026-03-01/2026-03-02"]);
    assert_eq!(cut(REVENUE_DAYS, "2026-01-01", "2026-01-31"), ["2026-01-01/2026-01-31"]);
    assert_eq!(cut(REVENUE_DAYS, "2026-01-01", "2026-02-01"), ["2026-01-01/2026-01-31", "2026-02-01/2026-02-01"]);
}

#[test]
fn months_are_those_that_hold_the_days() {
    let months = |from: &str, to: &str| -> Vec<String> {
        SETTLEMENT_MONTHS.plan(day(from)..=day(to)).unwrap().map(|month| month.to_string()).collect()
    };
    assert_eq!(months("2026-03-31", "2026-03-31"), ["2026-03"]);
    assert_eq!(months("2025-11-30", "2026-02-01"), ["2025-11", "2025-12", "2026-01", "2026-02"]);
    assert_eq!(months("9999-12-01", "9999-12-31"), ["9999-12"]);
    assert!(SETTLEMENT_MONTHS.plan(day("2026-01-02")..=day("2026-01-01")).is_err());
}

#[test]
fn minutes_do_not_cross_midnight() {
    let cut = |from: &str, to: &str| -> Vec<String> {
        let windows = ORDER_MINUTES.plan(minute(from)..=minute(to)).unwrap();
        windows.map(|(from, to)| format!("{from}/{to}")).collect()
    };
    assert_eq!(cut("2026-01-01T10:00", "2026-01-01T10:00"), ["2026-01-01T10:00/2026-01-01T10:00"]);
    assert_eq!(
        cut("2025-12-31T23:45", "2026-01-01T00:05"),
        ["2025-12-31T23:45/2025-12-31T23:54", "2025-12-31T23:54/2025-12-31T23:59", "2026-01-01T00:00/2026-01-01T00:05"]
    );
    let whole_day = ORDER_MINUTES.with_minutes(1440, 1).unwrap();
    assert_eq!(whole_day.plan(minute("2026-01-01T00:00")..=minute("2026-01-02T23:59")).unwrap().count(), 2);
    assert!(ORDER_MINUTES.plan(minute("2026-01-02T00:00")..=minute("2026-01-01T23:59")).is_err());
    for (length, overlap) in [(0, 0), (1, 1), (1441, 1), (10, 0), (10, 10)] {
        assert!(ORDER_MINUTES.with_minutes(length, overlap).is_err(), "{length} {overlap}");
    }
}

#[test]
fn the_days_of_claims_are_cut_by_their_own_rules() {
    let (first, last) = ("2026-02-25", "2026-03-08");
    let shared = ["2026-02-25/2026-03-03", "2026-03-03/2026-03-08"];
    assert_eq!(cut(RETURN_DAYS, first, last), shared);
    assert_eq!(cut(EXCHANGE_DAYS, first, last), shared);
    assert_eq!(cut(WITHDRAWAL_DAYS, first, last), ["2026-02-25/2026-03-03", "2026-03-04/2026-03-08"]);
    assert_eq!(cut(RETURN_DAYS.with_days(31).unwrap(), "2026-01-01", "2026-01-31").len(), 1);
    assert_eq!(cut(WITHDRAWAL_DAYS.with_days(1).unwrap(), "2026-01-01", "2026-01-31").len(), 31);
    for (rule, length) in [(RETURN_DAYS, 1), (RETURN_DAYS, 32), (WITHDRAWAL_DAYS, 0), (WITHDRAWAL_DAYS, 8)] {
        assert_eq!(rule.with_days(length).unwrap_err().field(), "length", "{length}");
    }
}

#[test]
fn the_longest_window_by_minutes_is_legal_and_a_longer_one_is_not() {
    for (rule, last, beyond) in [
        (RETURN_MINUTES, "2026-03-02T09:59", "2026-03-02T10:00"),
        (EXCHANGE_MINUTES, "2026-03-08T09:59", "2026-03-08T10:00"),
    ] {
        let from = minute("2026-03-01T10:00");
        assert!(rule.is_legal(from, from) && rule.is_legal(from, minute(last)), "{last}");
        assert!(!rule.is_legal(from, minute(beyond)) && !rule.is_legal(from, from.plus_minutes(-1)), "{beyond}");
    }
    assert!(EXCHANGE_MINUTES.with_minutes(10_080, 1).is_ok() && EXCHANGE_MINUTES.with_minutes(10_081, 1).is_err());
    assert!(RETURN_MINUTES.with_minutes(1440, 1).is_ok() && RETURN_MINUTES.with_minutes(1441, 1).is_err());
}

#[test]
fn the_minutes_of_claims_cross_midnight_and_share_one() {
    let windows =
        RETURN_MINUTES.with_minutes(10, 1).unwrap().plan(minute("2025-12-31T23:55")..=minute("2026-01-01T00:08"));
    let windows: Vec<String> = windows.unwrap().map(|(from, to)| format!("{from}/{to}")).collect();
    assert_eq!(windows, ["2025-12-31T23:55/2026-01-01T00:04", "2026-01-01T00:04/2026-01-01T00:08"]);
}

/// Every rule by days, with its longest window and the days that windows share.
const DAY_RULES: [(DayRule, i64, i64); 6] = [
    (ORDER_DAYS, 31, 1),
    (RETURN_DAYS, 31, 1),
    (WITHDRAWAL_DAYS, 7, 0),
    (EXCHANGE_DAYS, 7, 1),
    (INQUIRY_DAYS, 7, 1),
    (REVENUE_DAYS, 31, 0),
];

#[test]
fn the_longest_window_by_days_is_legal_and_a_longer_one_is_not() {
    let from = day("2026-03-01");
    for (rule, longest, _) in DAY_RULES {
        assert_eq!(rule.longest_days(), longest);
        assert!(rule.is_legal(from, from) && rule.is_legal(from, from.plus_days(longest - 1)), "{longest}");
        assert!(!rule.is_legal(from, from.plus_days(longest)) && !rule.is_legal(from, from.plus_days(-1)), "{longest}");
    }
}

proptest! {
    #[test]
    fn no_listing_by_days_leaves_a_gap(start in 0_i64..20_000, range in 0_i64..800, length in 1_u16..=31) {
        let from = day("1999-12-25").plus_days(start);
        let to = from.plus_days(range);
        for (rule, longest, shared) in DAY_RULES {
            for rule in [rule, rule.with_days(length).unwrap_or(rule)] {
                let windows: Vec<_> = rule.plan(from..=to).unwrap().collect();
                prop_assert_eq!((windows[0].0, windows[windows.len() - 1].1), (from, to));
                for (from, to) in &windows {
                    prop_assert!((0..longest).contains(&from.days_until(*to)) && rule.is_legal(*from, *to));
                }
                for pair in windows.windows(2) {
                    prop_assert_eq!(pair[0].1.days_until(pair[1].0), 1 - shared);
                    prop_assert!(pair[1].1 > pair[0].1);
                }
            }
        }
    }

    #[test]
    fn every_minute_of_claims_is_covered_by_legal_windows(
        start in 0_i64..600_000, range in 0_i64..30_000, length in 2_u16..=10_080, share in 1_u16..10_080,
    ) {
        let from = minute("2025-12-01T00:00").plus_minutes(start);
        let to = from.plus_minutes(range);
        for rule in [RETURN_MINUTES, EXCHANGE_MINUTES] {
            // Windows that move by a few minutes only would make the test slow.
            let rule = rule.with_minutes(length, share.min(length / 2)).unwrap_or(rule);
            let mut covered_to = from.plus_minutes(-1);
            for (start, end) in rule.plan(from..=to).unwrap() {
                prop_assert!(rule.is_legal(start, end) && start >= from && end <= to && end > covered_to);
                prop_assert!(start <= covered_to.plus_minutes(1), "no gap");
                covered_to = end;
            }
            prop_assert_eq!(covered_to, to);
        }
    }

    #[test]
    fn every_month_is_read_once(start in 0_i64..20_000, length in 0_i64..2000) {
        let from = day("1999-12-25").plus_days(start);
        let to = from.plus_days(length);
        let months: Vec<_> = SETTLEMENT_MONTHS.plan(from..=to).unwrap().collect();
        prop_assert!(months[0].first_day() <= from && months[months.len() - 1].last_day() >= to);
        for pair in months.windows(2) {
            prop_assert_eq!(pair[0].last_day().plus_days(1), pair[1].first_day());
        }
    }

    #[test]
    fn every_minute_is_covered_by_a_legal_window(
        start in 0_i64..600_000, range in 0_i64..5000, length in 2_u16..=1440, share in 1_u16..1440,
    ) {
        let rule = ORDER_MINUTES.with_minutes(length, share.min(length - 1)).unwrap();
        let from = minute("2025-12-01T00:00").plus_minutes(start);
        let to = from.plus_minutes(range);
        let mut covered_to = from.plus_minutes(-1);
        for (start, end) in rule.plan(from..=to).unwrap() {
            prop_assert!(rule.is_legal(start, end));
            prop_assert!(start >= from && end <= to && end > covered_to, "goes on");
            prop_assert!(start <= covered_to.plus_minutes(1), "no gap");
            covered_to = end;
        }
        prop_assert_eq!(covered_to, to);
    }
}
