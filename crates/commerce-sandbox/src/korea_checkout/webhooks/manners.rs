use crate::fault::Chance;
use std::time::Duration;

/// How well webhooks travel.
///
/// By default every event is posted once and at once, and again after a failure: 1 s, 5 s, 30 s, 2 min and 10 min later
/// (assumed: the vendor promises no retries and names no times).
///
/// ```
/// use commerce_sandbox::korea_checkout::{Checkout, WebhookManners};
/// use std::time::Duration;
///
/// let rough = WebhookManners::new().copies(2).holding_back(Duration::from_secs(3));
/// let checkout = Checkout::builder().webhook_manners(rough).build()?;
/// # Ok::<(), commerce_sandbox::korea_checkout::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "manners change nothing until a sandbox has them"]
pub struct WebhookManners {
    pub(super) delay: Duration,
    pub(super) copies: u32,
    pub(super) held_back: Duration,
    pub(super) lose_every: u64,
    pub(super) retries: Vec<Duration>,
    pub(super) chance: Option<Chance>,
}

impl Default for WebhookManners {
    fn default() -> Self {
        let retries = [1, 5, 30, 120, 600].map(Duration::from_secs).to_vec();
        Self { delay: Duration::ZERO, copies: 1, held_back: Duration::ZERO, lose_every: 0, retries, chance: None }
    }
}

impl WebhookManners {
    /// Good manners: the default.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long every event waits before its first attempt.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// How often every event is sent, at the same time and independently of each other; at least once.
    pub fn copies(mut self, copies: u32) -> Self {
        self.copies = copies.max(1);
        self
    }

    /// Reordering: the first event and every other one after it wait this much longer, so that later ones overtake them.
    pub fn holding_back(mut self, longer: Duration) -> Self {
        self.held_back = longer;
        self
    }

    /// Loses the `nth` event and each `nth` after it; 0 loses none.
    pub fn losing_every(mut self, nth: u64) -> Self {
        self.lose_every = nth;
        self
    }

    /// Makes each trouble above a matter of chance: an event waits, comes in copies, is held back or is lost with this
    /// chance, instead of every one or every nth. The seed decides about each event and each trouble on its own.
    pub fn by_chance(mut self, chance: Chance) -> Self {
        self.chance = Some(chance);
        self
    }

    /// How long after each failed attempt the next one is made; when the list ends, nothing more is tried.
    pub fn retries(mut self, after: impl IntoIterator<Item = Duration>) -> Self {
        self.retries = after.into_iter().collect();
        self
    }
}
