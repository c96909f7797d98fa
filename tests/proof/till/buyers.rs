//! Buyers, on the hosted page.

use std::time::{Duration, SystemTime};

use apiwire::clock::Clock;
use commerce_sandbox::korea_checkout::BuyerAction;
use fastrand::Rng;

use super::Till;

impl Till {
    /// Every few minutes somebody does something with a page that the shop has sent them to.
    pub(super) async fn buyers(&self, seed: u64, closing: SystemTime) {
        let mut dice = Rng::with_seed(seed ^ 0xB0B0);
        while self.clock.now() < closing {
            tokio::time::sleep(Duration::from_secs(dice.u64(10..1_500))).await;
            let pages: Vec<String> = self
                .orders
                .borrow()
                .values()
                .filter_map(|order| order.session.as_ref().map(ToString::to_string))
                .collect();
            if pages.is_empty() {
                continue;
            }
            let page = &pages[dice.usize(..pages.len())];
            if dice.u8(..) < 32 {
                // Signed well, and untrue of most sessions.
                self.checkout.send_event(page, "payment.completed", self.clock.now()).unwrap();
            }
            let action = match dice.u8(..8) {
                0 => BuyerAction::Start,
                1 => BuyerAction::Fail,
                2 => BuyerAction::Cancel,
                _ => BuyerAction::Pay,
            };
            if let Ok(status) = self.checkout.act(page, action, self.clock.now()) {
                self.story.tell(format_args!("buyer of {page}: {action:?}, {status}"));
            }
        }
    }
}
