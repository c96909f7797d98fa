//! Never above the limit in any sliding second.

use std::sync::Arc;

use commerce_sandbox::coupang::Gateway;
use coupang_wing::Wing;
use tokio::task::JoinSet;

use crate::street::{SECOND, Street, call, most_in_any_second};

/// Eight tasks, each of which makes so many calls with each of these clients in turn.
async fn eight_tasks(clients: &[Wing], rounds: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let clients = clients.to_vec();
        tasks.spawn(async move {
            for _ in 0..rounds {
                for client in &clients {
                    call(client).await.unwrap();
                }
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn eight_tasks_and_three_clients_stay_below_four_calls_in_every_second() {
    for slow_wire in [false, true] {
        let street = Street::new();
        // A fifth call in a second would be answered 429.
        let mut shop = street.shop("A00012345", Gateway::builder().calls_per_second(4));
        shop.slow_wire = slow_wire;
        let shop = Arc::new(shop);
        let clients = [street.client(&shop), street.client(&shop), street.client(&shop)];
        let begun = tokio::time::Instant::now();
        eight_tasks(&clients, 5).await;
        let calls = 8 * 3 * 5;
        let (granted, arrived) = (street.granted(), street.arrived("A00012345"));
        assert_eq!((granted.len(), arrived.len()), (calls, calls));
        assert_eq!((most_in_any_second(&granted), most_in_any_second(&arrived)), (4, 4));
        let ledger = shop.gateway.ledger();
        assert_eq!((ledger.calls, ledger.throttled, ledger.peak_calls_per_second), (calls as u64, 0, 4));
        // And not slower than need be: where the way takes no time, the last four leave after 29 s.
        if !slow_wire {
            assert_eq!(begun.elapsed(), SECOND * (calls as u32 / 4 - 1));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_vendor_has_a_budget_of_its_own() {
    let street = Street::new();
    let shop = |vendor| Arc::new(street.shop(vendor, Gateway::builder().calls_per_second(4)));
    let (one, other) = (shop("A00012345"), shop("A00067890"));
    let begun = tokio::time::Instant::now();
    let (ones, others) = ([street.client(&one)], [street.client(&other)]);
    tokio::join!(eight_tasks(&ones, 2), eight_tasks(&others, 2));
    assert_eq!(begun.elapsed(), 3 * SECOND, "sixteen calls each, four a second each");
    for shop in [one, other] {
        let ledger = shop.gateway.ledger();
        assert_eq!((ledger.calls, ledger.throttled, ledger.peak_calls_per_second), (16, 0, 4));
    }
}
