//! The proof: a thousand days of a shop under random faults, checked against the sandbox's own books.

mod book;
mod checks;
mod collecting;
mod customers;
mod day;
mod families;
mod oracle;
mod paced;
mod rounds;
mod seeds;
mod seller;
mod shop;
mod story;
mod tally;
mod till;
mod wire;
mod writing;

use std::future::Future;
use std::sync::Arc;

use apiwire::governor::Limits;
use seeds::Plan;
use story::Story;
use tally::Tally;

/// Runs on a clock that jumps from one thing that happens to the next.
fn in_its_own_time<T>(run: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(run)
}

fn day_of_a_careful_seller(seed: u64, story: Arc<Story>) -> Tally {
    in_its_own_time(async {
        let till = till::Till::open(seed, &story);
        let (tally, ()) = tokio::join!(day::live(seed, Limits::default(), &story), till.live(seed));
        tally
    })
}

#[test]
fn days() {
    let plan = Plan::from_vars(|name| std::env::var(name).ok());
    match plan.prove(day_of_a_careful_seller) {
        Ok(tally) => println!("{tally}"),
        Err(failure) => panic!("{failure}"),
    }
}
