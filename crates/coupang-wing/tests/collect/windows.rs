//! What is really asked for: legal windows, in order, without a gap. Compared with sets of days and minutes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use coupang_wing::Wing;
use coupang_wing::calendar::{KstDate, KstMinute, KstMonth};
use coupang_wing::collect::{Collection, Sweep};
use coupang_wing::orders::OrderStatus;
use coupang_wing::window::ORDER_MINUTES;
use http::{Request, Response};
use proptest::prelude::*;

use crate::disturbed;

/// The dates of every request: from, to.
type Asked = Arc<Mutex<Vec<(String, String)>>>;

/// A client that finds nothing and writes down what it was asked.
fn empty() -> (Wing, Asked) {
    let asked = Asked::default();
    let kept = Arc::clone(&asked);
    let answer = move |request: Request<Bytes>, _| {
        kept.lock().unwrap().push(dates(request.uri().query().unwrap_or_default()));
        Response::new(Bytes::from_static(match request.uri().path() {
            path if path.contains("nquiries") => br#"{"code":200,"data":{"content":[]}}"#,
            path if path.ends_with("settlement-histories") => b"[]",
            _ => br#"{"code":200,"data":[]}"#,
        }))
    };
    (disturbed(answer, |_| None).0, asked)
}

/// By the place in the query: the first date is the start, the second the end; a month is both.
fn dates(query: &str) -> (String, String) {
    let dates: Vec<String> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| {
            name.contains("At") || name.contains("Date") || name.contains("date") || name.contains("Month")
        })
        .map(|(_, value)| value.replace("%3A", ":").replace("%2B09:00", ""))
        .collect();
    (dates[0].clone(), dates[dates.len() - 1].clone())
}

/// What a collection asked for, once it has found nothing.
fn asked<T: Send + 'static>(start: impl FnOnce(&Wing) -> Collection<T>) -> Vec<(String, String)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let (wing, asked) = empty();
        let mut collection = start(&wing);
        assert!(collection.next().await.is_none());
        let progress = collection.progress();
        assert_eq!((progress.pages, progress.steps_done), (progress.steps, progress.steps));
        asked.lock().unwrap().clone()
    })
}

/// So many Korean days or minutes from a start, the plain way.
fn naive<T: Copy + Ord>(from: T, to: T, next: impl Fn(T) -> T) -> BTreeSet<T> {
    std::iter::successors(Some(from), |at| (*at < to).then(|| next(*at))).collect()
}

/// Days that are covered by windows of at most `longest` days, in order, each within the range.
fn check_days(asked: &[(String, String)], from: KstDate, to: KstDate, longest: usize, statuses: usize) {
    let next = |day: KstDate| day.plus_days(1);
    let mut covered = BTreeSet::new();
    let windows: Vec<(KstDate, KstDate)> =
        asked.iter().map(|(from, to)| (from[..10].parse().unwrap(), to[..10].parse().unwrap())).collect();
    assert_eq!(windows.len() % statuses, 0);
    for sweep in windows.chunks(statuses) {
        assert!(sweep.iter().all(|window| *window == sweep[0]), "one window for all statuses");
        let days = naive(sweep[0].0, sweep[0].1, next);
        assert!(days.len() <= longest, "{sweep:?}");
        assert!(covered.last().is_none_or(|last| days.last() > Some(last)), "in order");
        covered.extend(days);
    }
    assert_eq!(covered, naive(from, to, next));
}

fn check_minutes(asked: &[(String, String)], from: KstMinute, to: KstMinute, longest: usize, one_date: bool) {
    let next = |minute: KstMinute| minute.plus_minutes(1);
    let mut covered = BTreeSet::new();
    for (start, end) in asked {
        let (start, end): (KstMinute, KstMinute) = (start[..16].parse().unwrap(), end[..16].parse().unwrap());
        let minutes = naive(start, end, next);
        assert!(minutes.len() <= longest && (!one_date || start.date() == end.date()), "{start} {end}");
        assert!(covered.last().is_none_or(|last| minutes.last() > Some(last)), "in order");
        covered.extend(minutes);
    }
    assert_eq!(covered, naive(from, to, next));
}

fn days() -> impl Strategy<Value = (KstDate, KstDate)> {
    // Around three ends of a year and a leap day; from one day to a quarter; not later than the clock of the tests.
    let starts = prop_oneof![Just("2023-12-20"), Just("2024-02-20"), Just("2024-12-01"), Just("2025-10-25")];
    (starts, 0_i64..30, prop_oneof![Just(0_i64), 0_i64..8, 0_i64..95]).prop_map(|(start, after, length)| {
        let from = start.parse::<KstDate>().unwrap().plus_days(after);
        (from, from.plus_days(length))
    })
}

fn minutes() -> impl Strategy<Value = (KstMinute, KstMinute)> {
    let starts = prop_oneof![Just("2025-12-31T12:00"), Just("2024-02-29T00:00"), Just("2025-06-30T23:00")];
    (starts, 0_i64..1440, prop_oneof![Just(0_i64), 0_i64..25, 0_i64..3000]).prop_map(|(start, after, length)| {
        let from = start.parse::<KstMinute>().unwrap().plus_minutes(after);
        (from, from.plus_minutes(length))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_is_asked_for_in_legal_windows((from, to) in days()) {
        check_days(&asked(|wing| wing.orders().collect(from..=to).unwrap()), from, to, 31, 6);
        check_days(&asked(|wing| wing.claims().collect_returns(from..=to).unwrap()), from, to, 31, 4);
        check_days(&asked(|wing| wing.claims().collect_cancellations(from..=to).unwrap()), from, to, 31, 1);
        check_days(&asked(|wing| wing.claims().collect_withdrawals(from..=to).unwrap()), from, to, 7, 1);
        check_days(&asked(|wing| wing.claims().collect_exchanges(from..=to).unwrap()), from, to, 7, 1);
        check_days(&asked(|wing| wing.service().collect_inquiries(from..=to).unwrap()), from, to, 7, 1);
        check_days(&asked(|wing| wing.service().collect_call_center_inquiries(from..=to).unwrap()), from, to, 7, 1);
        check_days(&asked(|wing| wing.settlement().collect_revenue(from..=to).unwrap()), from, to, 31, 1);
    }

    #[test]
    fn every_minute_is_asked_for_in_legal_windows((from, to) in minutes(), length in 2_u16..=1440, share in 1_u16..1440) {
        let accepted = || Sweep::from(from..=to).with_statuses([OrderStatus::Accept]);
        check_minutes(&asked(|wing| wing.orders().collect_minutes(accepted()).unwrap()), from, to, 10, true);
        let rule = ORDER_MINUTES.with_minutes(length, share.min(length / 2)).unwrap();
        let cut = || accepted().with_windows(rule);
        if length > 5 {
            check_minutes(&asked(|wing| wing.orders().collect_minutes(cut()).unwrap()), from, to, 1440, true);
        }
        let received = || Sweep::from(from..=to).with_statuses([coupang_wing::claims::ReturnStatus::Received]);
        check_minutes(&asked(|wing| wing.claims().collect_returns_by_minute(received()).unwrap()), from, to, 1440, false);
        let exchanges = asked(|wing| wing.claims().collect_exchanges_by_minute(from..=to).unwrap());
        check_minutes(&exchanges, from, to, 7 * 1440, false);
    }

    #[test]
    fn every_month_is_asked_for_once((from, to) in days()) {
        let (first, last) = (KstMonth::of(from), KstMonth::of(to));
        let asked = asked(|wing| wing.settlement().collect_histories(first..=last).unwrap());
        let months: Vec<String> = asked.into_iter().map(|(month, _)| month).collect();
        let named: Vec<String> = naive(first, last, KstMonth::next).iter().map(ToString::to_string).collect();
        prop_assert_eq!(months, named);
    }
}
