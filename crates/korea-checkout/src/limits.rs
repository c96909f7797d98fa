//! How many calls a key may make.

use std::sync::OnceLock;
use std::time::Duration;

use apiwire::governor::{Governor, Limits};

use crate::key::Environment;

/// The window of the vendor's limit.
const MINUTE: Duration = Duration::from_secs(60);

/// The silence after a first 429 that does not say how long: it doubles with every further one.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// The vendor's limits: 1000 calls a minute for live keys, 100 for test keys.
///
/// What rate headers and `Retry-After` say goes before them. No run of 404 silences a client: the vendor documents 404 as
/// an answer, and no block because of it.
#[must_use]
pub fn of(environment: Environment) -> Limits {
    let mut limits = Limits::default().with_pace(environment.calls_per_minute(), MINUTE);
    limits.first_pause = FIRST_PAUSE;
    limits.not_found_run = u32::MAX;
    limits
}

/// The budgets that all clients of this process share, by host and key.
#[must_use]
pub fn shared(environment: Environment) -> Governor {
    static LIVE: OnceLock<Governor> = OnceLock::new();
    static TEST: OnceLock<Governor> = OnceLock::new();
    let cell = match environment {
        Environment::Live => &LIVE,
        Environment::Test => &TEST,
    };
    cell.get_or_init(|| Governor::new(of(environment))).clone()
}
