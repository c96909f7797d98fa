//! Every row of the sandbox once, over long ranges, in every listing.

use std::collections::BTreeSet;

use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, OrderStatus as Sold};
use coupang_wing::calendar::{KstDate, KstMonth};
use coupang_wing::claims::{ReturnRequest, ReturnsVersion};
use coupang_wing::collect::{Collection, Progress, Sweep};
use coupang_wing::orders::{OrderSheet, OrderStatus, OrdersVersion};
use coupang_wing::service::{AnsweredType, InquiriesVersion};
use coupang_wing::window::{ORDER_DAYS, ORDER_MINUTES, RETURN_DAYS};

use crate::drain;
use crate::shop::{open, today};

/// So many of everything a day, in small pages of orders.
fn shop(a_day: u32) -> GatewayBuilder {
    let builder = Sold::ALL.into_iter().fold(Gateway::builder(), |shop, status| shop.orders_per_day(status, a_day));
    let builder = ClaimKind::ALL.into_iter().fold(builder, |shop, kind| shop.claims_per_day(kind, a_day));
    builder.inquiries_per_day(a_day).call_center_inquiries_per_day(a_day).revenue_rows_per_day(a_day).max_per_page(7)
}

/// Today and so many days before it.
fn days(count: i64) -> std::ops::RangeInclusive<KstDate> {
    today().plus_days(-count)..=today()
}

/// All ids, which must differ, and how it went.
async fn ids<T: Send + 'static>(mut collection: Collection<T>, id: fn(&T) -> i64) -> (BTreeSet<i64>, Progress) {
    let (rows, error) = drain(&mut collection).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(collection.oddities().count(), 0);
    let ids: BTreeSet<i64> = rows.iter().map(id).collect();
    assert_eq!(ids.len(), rows.len(), "{collection:?}");
    let progress = collection.progress();
    assert_eq!((progress.steps_done, progress.undecodable), (progress.steps, 0));
    assert_eq!(progress.rows, u64::try_from(ids.len()).unwrap());
    (ids, progress)
}

fn shipment_box(row: &OrderSheet) -> i64 {
    row.shipment_box_id.get()
}

fn receipt(row: &ReturnRequest) -> i64 {
    row.receipt_id.get()
}

#[tokio::test(start_paused = true)]
async fn orders_by_day_in_both_versions_and_in_other_windows() {
    let (wing, gateway) = open(shop(2));
    let (all, progress) = ids(wing.orders().collect(days(99)).unwrap(), shipment_box).await;
    // 100 days are windows of 31, 31, 31 and 10 days, which share three days.
    assert_eq!((all.len(), progress.steps, progress.duplicates), (100 * 12, 4 * 6, 3 * 12));
    let sweep = Sweep::from(days(99)).with_version(OrdersVersion::V4).with_windows(ORDER_DAYS.with_days(2).unwrap());
    let (again, progress) = ids(wing.orders().collect(sweep).unwrap(), shipment_box).await;
    assert_eq!((again == all, progress.steps, progress.duplicates), (true, 99 * 6, 98 * 12));
    let some = Sweep::from(days(0)).with_statuses([OrderStatus::Delivering, OrderStatus::Accept]);
    assert_eq!(ids(wing.orders().collect(some).unwrap(), shipment_box).await.0.len(), 4);
    assert!(gateway.ledger().peak_calls_per_second <= 4);
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn orders_by_minute_are_those_of_the_day() {
    let (wing, _) = open(shop(9));
    let by_day = ids(wing.orders().collect(days(1)).unwrap(), shipment_box).await.0;
    let minutes = || today().plus_days(-1).first_minute()..=today().first_minute().end_of_day();
    let (by_minute, progress) = ids(wing.orders().collect_minutes(minutes()).unwrap(), shipment_box).await;
    assert_eq!((by_minute == by_day, by_day.len()), (true, 108));
    assert_eq!(progress.steps % 6, 0);
    // Three windows see each minute here, not only neighbours.
    let wide = Sweep::from(minutes()).with_windows(ORDER_MINUTES.with_minutes(90, 60).unwrap());
    let (by_minute, progress) = ids(wing.orders().collect_minutes(wide).unwrap(), shipment_box).await;
    assert_eq!(by_minute, by_day);
    assert!(progress.duplicates > 108, "{progress:?}");
}

#[tokio::test(start_paused = true)]
async fn returns_come_once_though_stop_requests_stand_under_two_statuses() {
    let (wing, _) = open(shop(3));
    let (all, progress) = ids(wing.claims().collect_returns(days(39)).unwrap(), receipt).await;
    // Seven windows of seven days share six days: five kinds of return, and stop requests twice.
    assert_eq!((all.len(), progress.steps, progress.duplicates), (40 * 15, 7 * 4, 40 * 3 + 6 * 18));
    let sweep = Sweep::from(days(39)).with_version(ReturnsVersion::V4).with_windows(RETURN_DAYS.with_days(31).unwrap());
    assert_eq!(ids(wing.claims().collect_returns(sweep).unwrap(), receipt).await.0, all);
    let minutes = today().plus_days(-39).first_minute()..=today().first_minute().end_of_day();
    let (by_minute, _) = ids(wing.claims().collect_returns_by_minute(minutes).unwrap(), receipt).await;
    assert_eq!(by_minute, all);
    let (cancelled, _) = ids(wing.claims().collect_cancellations(days(39)).unwrap(), receipt).await;
    assert_eq!(cancelled.len(), 40 * 3);
    assert!(cancelled.is_disjoint(&all));
}

#[tokio::test(start_paused = true)]
async fn withdrawals_and_exchanges() {
    let (wing, _) = open(shop(3));
    let (all, progress) = ids(wing.claims().collect_withdrawals(days(39)).unwrap(), |row| row.cancel_id.get()).await;
    assert_eq!((all.len(), progress.steps, progress.duplicates), (40 * 3, 6, 0));
    let (by_day, progress) = ids(wing.claims().collect_exchanges(days(39)).unwrap(), |row| row.exchange_id.get()).await;
    assert_eq!((by_day.len(), progress.steps, progress.duplicates), (40 * 3, 7, 6 * 3));
    let minutes = today().plus_days(-39).first_minute()..=today().first_minute().end_of_day();
    let exchanges = wing.claims().collect_exchanges_by_minute(minutes).unwrap();
    assert_eq!(ids(exchanges, |row| row.exchange_id.get()).await.0, by_day);
}

#[tokio::test(start_paused = true)]
async fn inquiries_and_cases() {
    let (wing, _) = open(shop(4));
    let inquiries =
        |sweep: Sweep<_, _, _>| ids(wing.service().collect_inquiries(sweep).unwrap(), |r| r.inquiry_id.get());
    let (all, progress) = inquiries(days(19).into()).await;
    assert_eq!((all.len(), progress.steps, progress.duplicates), (80, 4, 3 * 4));
    let both = Sweep::from(days(19)).with_statuses([AnsweredType::NoAnswer, AnsweredType::Answered]);
    let (again, progress) = inquiries(both.with_version(InquiriesVersion::V4)).await;
    assert_eq!((again == all, progress.steps), (true, 8));
    let waiting = inquiries(Sweep::from(days(19)).with_statuses([AnsweredType::NoAnswer])).await.0;
    assert_eq!((waiting.len(), waiting.is_subset(&all)), (40, true));
    let cases = wing.service().collect_call_center_inquiries(days(19)).unwrap();
    let (cases, progress) = ids(cases, |row| row.inquiry_id.get()).await;
    assert_eq!((cases.len(), progress.duplicates), (80, 3 * 4));
}

#[tokio::test(start_paused = true)]
async fn revenue_and_payouts_have_no_id_and_nothing_is_dropped() {
    let (wing, _) = open(shop(4));
    let mut revenue = wing.settlement().collect_revenue(today().plus_days(-100)..=today().plus_days(-1)).unwrap();
    let (rows, error) = drain(&mut revenue).await;
    assert!(error.is_none());
    let distinct: BTreeSet<String> =
        rows.iter().map(|row| format!("{} {}", row.order_id, row.sale_type.as_str())).collect();
    assert_eq!((rows.len(), distinct.len(), revenue.progress().steps), (400, 400, 4));
    let to = KstMonth::of(today());
    let mut histories = wing.settlement().collect_histories(KstMonth::of(today().plus_days(-100))..=to).unwrap();
    let (rows, error) = drain(&mut histories).await;
    assert_eq!((error.is_none(), histories.progress().steps), (true, 5));
    assert!(rows.iter().filter_map(|row| row.revenue_recognition_year_month).collect::<BTreeSet<_>>().len() >= 4);
}

#[tokio::test(start_paused = true)]
async fn what_coupang_would_refuse_is_refused_before_anything_is_sent() {
    let (wing, gateway) = open(shop(1));
    let orders = |statuses: Vec<OrderStatus>| wing.orders().collect(Sweep::from(days(1)).with_statuses(statuses));
    assert_eq!(orders(vec![]).unwrap_err().field(), "status");
    assert_eq!(orders(vec![OrderStatus::from("ALL")]).unwrap_err().field(), "status");
    let backwards = wing.orders().collect(today()..=today().plus_days(-1)).unwrap_err();
    assert_eq!((backwards.field(), backwards.problem()), ("to", "is before from"));
    let revenue = wing.settlement().collect_revenue(days(1)).unwrap_err();
    assert_eq!((revenue.field(), revenue.problem()), ("recognitionDateTo", "is later than yesterday"));
    let next = KstMonth::of(today()).next();
    assert_eq!(wing.settlement().collect_histories(next..=next).unwrap_err().field(), "revenueRecognitionYearMonth");
    let too_long = Sweep::from(days(40)).with_windows(RETURN_DAYS.with_days(31).unwrap());
    assert_eq!(wing.service().collect_inquiries(too_long).unwrap_err().field(), "inquiryEndAt");
    assert_eq!(gateway.ledger().calls, 0);
}

#[tokio::test(start_paused = true)]
async fn a_page_size_reaches_every_listing_with_pages_and_is_checked() {
    let (wing, gateway) = open(shop(3).max_per_page(50));
    let (orders, claims, service, settlement) = (wing.orders(), wing.claims(), wing.service(), wing.settlement());
    let minutes = || today().first_minute()..=today().first_minute().end_of_day();
    let yesterday = || today().plus_days(-1)..=today().plus_days(-1);
    macro_rules! calls {
        ($rows:expr, $range:expr, |$sweep:ident| $collect:expr) => {{
            let before = gateway.ledger().calls;
            let $sweep = Sweep::from($range).with_page_size($rows);
            let (rows, error) = drain(&mut $collect.unwrap()).await;
            assert!(error.is_none(), "{error:?}");
            (rows.len(), gateway.ledger().calls - before)
        }};
    }
    macro_rules! refused {
        ($rows:expr, $range:expr, |$sweep:ident| $collect:expr) => {{
            let $sweep = Sweep::from($range).with_page_size($rows);
            $collect.unwrap_err().field()
        }};
    }
    macro_rules! each {
        ($check:ident $rows:expr) => {
            [
                $check!($rows, days(0), |sweep| orders.collect(sweep)),
                $check!($rows, days(0), |sweep| claims.collect_returns(sweep)),
                $check!($rows, days(0), |sweep| claims.collect_cancellations(sweep)),
                $check!($rows, days(0), |sweep| claims.collect_withdrawals(sweep)),
                $check!($rows, days(0), |sweep| claims.collect_exchanges(sweep)),
                $check!($rows, minutes(), |sweep| claims.collect_exchanges_by_minute(sweep)),
                $check!($rows, days(0), |sweep| service.collect_inquiries(sweep)),
                $check!($rows, days(0), |sweep| service.collect_call_center_inquiries(sweep)),
                $check!($rows, yesterday(), |sweep| settlement.collect_revenue(sweep)),
            ]
        };
    }
    let (large, small) = (each!(calls 20), each!(calls 2));
    for (n, (large, small)) in large.iter().zip(&small).enumerate() {
        assert_eq!(large.0, small.0, "{n}: the same rows");
        assert!(large.1 < small.1, "{n}: in more pages: {large:?} {small:?}");
    }
    assert_eq!(
        each!(refused 0),
        [
            "maxPerPage",
            "maxPerPage",
            "maxPerPage",
            "sizePerPage",
            "maxPerPage",
            "maxPerPage",
            "pageSize",
            "pageSize",
            "maxPerPage"
        ]
    );
    assert_eq!(refused!(300, days(0), |sweep| orders.collect(sweep)), "maxPerPage");
    // Minutes come in one answer.
    assert_eq!(calls!(2, minutes(), |sweep| claims.collect_returns_by_minute(sweep)).1, 4);
}
