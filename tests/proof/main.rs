//! The proof: a thousand days of a shop under random faults, checked against the sandbox's own books.
//!
//! A seed is a shop on Coupang, with what it holds and what its customers do, a shop of its own with Korea Checkout, and
//! what goes wrong: faults of every kind on every operation, webhooks, deaths of our own processes, futures that are
//! dropped. What the portal leaves open is guessed anew for each seed. A seller and a clerk work there as the docs of the clients tell it. When the day is over,
//!
//! - what was collected is what exists, each once, as a reader without the client sees it;
//! - every intention, written down before anything was sent, is carried out once at most, and is known to be done, or
//!   refused, or stands on the list for a person;
//! - no second had more than four grants, counted at the grant, and no call was throttled but by a fault;
//! - no answer was read beyond its limit, and memory has not grown.
//!
//! | variable | |
//! |---|---|
//! | `PROOF_SEEDS` | how many seeds; 1,000 unless set |
//! | `PROOF_FIRST` | the first seed; 0 unless set |
//! | `PROOF_SEED` | this seed alone, with its story, as the line of a failure says |
//! | `PROOF_MINUTES` | ever new seeds for so long |
//! | `PROOF_BROKEN` | `refunds_again` or `hurries`: done wrong on purpose, to be caught |

mod bites;
mod book;
mod checks;
mod collecting;
mod coverage;
mod customers;
mod day;
mod families;
#[path = "../shared/granted.rs"]
mod granted;
#[path = "../shared/guesses.rs"]
mod guesses;
mod kinds;
mod long;
mod memory;
mod oracle;
mod paced;
mod preparing;
mod rounds;
mod scene;
mod seeds;
mod seller;
#[path = "../shared/served.rs"]
mod served;
mod shop;
mod story;
mod tally;
mod till;
mod weather;
mod wire;
mod writing;

use std::future::Future;
use std::io::Write;
use std::sync::Arc;

use seeds::{Manners, Plan};
use story::Story;
use tally::Tally;
use till::Till;

/// Runs on a clock that jumps from one thing that happens to the next.
fn in_its_own_time<T>(run: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(run)
}

/// A shop on Coupang and one of its own, side by side.
fn a_day(seed: u64, manners: Manners, story: Arc<Story>) -> Tally {
    in_its_own_time(async {
        let till = Till::open(seed, manners, &story);
        let (mut tally, ()) = tokio::join!(day::live(seed, manners, &story), till.live(seed));
        tally += till.tally();
        tally
    })
}

#[test]
fn days() {
    match Plan::from_vars(|name| std::env::var(name).ok()).prove(a_day) {
        Ok(tally) => {
            // Past the test harness, for whoever asked.
            if std::env::vars().any(|(name, _)| name.starts_with("PROOF_")) {
                let _ = writeln!(std::io::stdout(), "{tally}");
            }
            coverage::check(&tally);
        }
        Err(wrong) => panic!("{}", wrong.join("\n")),
    }
}

#[test]
fn a_seed_tells_the_same_story_every_time() {
    let told = || {
        let story = Arc::new(Story::default());
        fastrand::seed(7);
        a_day(7, Manners::Careful, Arc::clone(&story));
        story.lines()
    };
    let (once, again) = (told(), told());
    assert!(once.len() > 100);
    assert_eq!(once, again);
}
