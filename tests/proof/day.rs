//! One seed: a shop, its seller and its customers for a day and a night.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apiwire::clock::Clock;

use crate::book::Book;
use crate::checks;
use crate::customers;
use crate::oracle;
use crate::seeds::Manners;
use crate::seller::Seller;
use crate::shop::{Shop, hours};
use crate::story::Story;
use crate::tally::Tally;
use crate::weather;

/// Lives a day, and checks it.
pub(crate) async fn live(seed: u64, manners: Manners, story: &Arc<Story>) -> Tally {
    let shop = Shop::open(seed, manners, story);
    let (from, to) = (shop.days.start().to_string(), shop.days.end().to_string());
    let days = (from.as_str(), to.as_str());
    // What the shop holds by the end if nobody does anything.
    let plan = oracle::everything(&shop.untouched, days, shop.midnight);
    let book = Book::default();
    let seller = Seller::new(&shop.wing, story, &book, shop.days.clone(), seed);

    for rule in weather::of(seed) {
        // Some faults have no room in any write.
        let _ = shop.gateway.inject(rule);
    }
    let evening = shop.midnight - hours(4);
    tokio::join!(work(&shop, &seller), customers::act(&shop, &seller, seed, evening));
    // Whatever was late has come by now, and the day is complete.
    sleep_until(&shop, shop.midnight).await;
    tokio::time::sleep(hours(6)).await;
    shop.gateway.pass_time(shop.clock.now());
    seller.look_again().await;
    let orders = sweep(&seller).await;
    shop.gateway.calm();
    seller.look_again().await;

    let ledger = shop.gateway.ledger();
    story.must(ledger.peak_calls_per_second <= 4, || {
        format!("{} calls came within a second", ledger.peak_calls_per_second)
    });
    tokio::time::sleep(Duration::from_secs(60)).await;
    let stock = oracle::everything(&shop.gateway, days, shop.clock.now());
    checks::collected(&seller, &plan, &stock, &shop.guesses);
    checks::statuses(story, &orders, &stock);
    checks::written(&seller, &shop.gateway.commits(), &stock);
    checks::left_once(story, &shop.log);
    checks::manners(story, &ledger.faults, &shop.log);
    let rows: usize = seller.collected.borrow().iter().map(|collected| collected.ids.len()).sum();
    let tally = Tally::default().with("runs", 1_u64).with("calls of Coupang", shop.log.lock().unwrap().len());
    let tally = tally.with("rows collected", rows).with("rows unreadable", seller.unreadable.get());
    let tally =
        shop.guesses.told().into_iter().fold(tally, |tally, guess| tally.with(format!("guess: {guess}"), 1_u64));
    tally.with_book(&book).with_faults(&ledger.faults)
}

/// Two rounds, in the morning and in the afternoon: orders beside everything else.
async fn work(shop: &Shop, seller: &Seller<'_>) {
    for hour in [6, 15] {
        sleep_until(shop, shop.midnight - hours(24) + hours(hour)).await;
        seller.story.tell(format_args!("round of {hour} o'clock"));
        tokio::join!(seller.orders(), async {
            seller.claims().await;
            seller.answers().await;
        });
        seller.look_again().await;
    }
}

/// Everything once more, when nothing changes any more; the orders as they were read.
async fn sweep(seller: &Seller<'_>) -> Vec<coupang_wing::orders::OrderSheet> {
    seller.story.tell("the last sweep");
    let orders = seller.collect_orders().await;
    seller.collect_returns().await;
    seller.collect_cancellations().await;
    seller.collect_withdrawals().await;
    seller.collect_exchanges().await;
    seller.collect_inquiries().await;
    seller.collect_cases().await;
    orders
}

async fn sleep_until(shop: &Shop, moment: SystemTime) {
    if let Ok(wait) = moment.duration_since(shop.clock.now()) {
        tokio::time::sleep(wait).await;
    }
}
