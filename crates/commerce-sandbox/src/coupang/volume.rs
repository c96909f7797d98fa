//! A world of millions of orders costs what is looked at of it.

use super::calendar::{DAY_MICROS, Day, Moment};
use super::ordersheets::{self, Dialect, Read};
use super::rules::{OrderTime, Rules, Sort, TokenHolds};
use super::world::{Counted, Journal, Life, View, World, counted};
use super::{ClaimKind, MAX_ORDERS_PER_DAY, OrderStatus};
use serde_json::Value;

const HOUR: i64 = DAY_MICROS / 24;

fn noon() -> Moment {
    Day::parse("2026-03-02").expect("a date").midnight().plus(12 * HOUR)
}

/// A million orders a day in every status, and parcels that move by themselves.
fn crowd() -> World {
    let life = Life { first_scan: Some(HOUR), delivery: Some(20 * HOUR), spread: 10 * HOUR, ..Life::default() };
    let orders = OrderStatus::ALL.map(|status| (status, MAX_ORDERS_PER_DAY));
    World::new(7, orders.into(), Some(noon())).with_claims(ClaimKind::ALL.map(|kind| (kind, 2)).into()).with_life(life)
}

fn answer(shop: &View<'_>, query: &str, shift: usize) -> Value {
    let read = Read::List(Dialect::V4);
    let answer = ordersheets::answer(shop, read, query, shift).unwrap_or_else(|_| panic!("{query}"));
    let response = answer.into_response(noon(), &Rules::default().gateway);
    serde_json::from_slice(response.body()).expect("JSON")
}

/// The boxes of the first pages of a status over a month, each of which begins so many rows early, and what had to be made
/// for them.
fn pages(shop: &View<'_>, status: OrderStatus, pages: usize, shift: usize) -> (Vec<i64>, Counted) {
    let (mut ids, mut token, before) = (Vec::new(), String::new(), counted());
    for _ in 0..pages {
        let query = format!("createdAtFrom=2026-02-01&createdAtTo=2026-03-02&status={status}{token}");
        let body = answer(shop, &query, shift);
        ids.extend(
            body["data"].as_array().expect("rows").iter().map(|row| row["shipmentBoxId"].as_i64().expect("an id")),
        );
        let next = body["nextToken"].as_str().expect("a token");
        assert!(!next.is_empty(), "there are more");
        token = format!("&nextToken={}", next.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"));
    }
    let after = counted();
    (ids, Counted { orders: after.orders - before.orders, moments: after.moments - before.moments })
}

#[test]
fn pages_make_their_own_rows_and_no_others() {
    let (world, journal) = (crowd(), Journal::default());
    for hours in [0, 6, 30, 100] {
        let shop = world.with(&journal, noon().plus(hours * HOUR));
        for status in OrderStatus::ALL {
            // After some hours the parcels of that month have moved on.
            let gone =
                hours >= 30 && status == OrderStatus::Departure || hours >= 100 && status == OrderStatus::Delivering;
            if gone {
                continue;
            }
            let (ids, made) = pages(&shop, status, 3, 0);
            let mut once = ids.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!((ids.len(), once.len()), (150, 150), "{status} after {hours} hours");
            assert_eq!(made.orders, 150, "{status} after {hours} hours");
            // 30 days, a few statuses, a bisection of twenty steps for each of their ends.
            assert!(made.moments < 30_000, "{status} after {hours} hours: {} moments of 180,000,000", made.moments);
        }
    }
}

#[test]
fn pages_cost_as_little_whatever_the_rules_say() {
    let sorts = [Sort::OldestFirst, Sort::NewestFirst];
    for (sort, time) in sorts.into_iter().flat_map(|sort| [(sort, OrderTime::Ordered), (sort, OrderTime::Paid)]) {
        for (holds, shift) in [(TokenHolds::LastRow, 1), (TokenHolds::Count, 0), (TokenHolds::Count, 1)] {
            let mut rules = Rules::default();
            (rules.orders.orders_sort, rules.orders.orders_found_by, rules.orders.token_holds) = (sort, time, holds);
            let (world, journal) = (crowd().with_rules(rules), Journal::default());
            let shop = world.with(&journal, noon().plus(6 * HOUR));
            for status in OrderStatus::ALL {
                let (mut ids, made) = pages(&shop, status, 3, shift);
                ids.sort_unstable();
                ids.dedup();
                let what = format!("{status} {sort:?} {time:?} {holds:?} {shift}");
                assert_eq!((ids.len(), made.orders), (150 - 2 * shift, 150), "{what}");
                assert!(made.moments < 60_000, "{what}: {} moments of 180,000,000", made.moments);
            }
        }
    }
}

#[test]
fn an_order_is_found_by_its_number_without_the_others() {
    let (world, journal) = (crowd(), Journal::default());
    let shop = world.with(&journal, noon().plus(6 * HOUR));
    let (ids, _) = pages(&shop, OrderStatus::Delivering, 1, 0);
    let before = counted();
    for id in &ids {
        let read = Read::OfBox(Dialect::V5, &id.to_string());
        assert!(ordersheets::answer(&shop, read, "", 0).is_ok());
    }
    let after = counted();
    assert_eq!(after.orders - before.orders, 50);
    assert!(after.moments - before.moments < 50 * 100);
}

#[test]
fn an_hour_without_looking_costs_nothing() {
    let (world, journal) = (crowd(), Journal::default());
    let before = counted();
    let shop = world.with(&journal, noon().plus(1_000 * HOUR));
    assert_eq!(shop.today(), Day::parse("2026-04-13").expect("a date"));
    assert_eq!(counted(), before);
}
