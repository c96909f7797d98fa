//! What the builder may change about writes, where the portal is silent or leaves a range.

use super::builder::GatewayBuilder;
use std::time::Duration;

/// The Wing login id that the shop knows, unless the builder names another.
pub const DEFAULT_WING_USER: &str = "sandbox-wing-user";

/// The rules of the writes that can be changed.
#[derive(Clone, Debug)]
pub(super) struct WriteRules {
    pub(super) wing_user: String,
    pub(super) acknowledgement_lag: Duration,
}

impl Default for WriteRules {
    fn default() -> Self {
        Self { wing_user: DEFAULT_WING_USER.to_owned(), acknowledgement_lag: Duration::ZERO }
    }
}

impl GatewayBuilder {
    /// The one Wing login id that belongs to the vendor; [`DEFAULT_WING_USER`] unless set. Cancellations and answers to
    /// customers name it.
    pub fn wing_user(mut self, id: impl Into<String>) -> Self {
        self.write_rules.wing_user = id.into();
        self
    }

    /// How long an acknowledged box goes on standing in `ACCEPT` for every read, and for every write but a second
    /// acknowledgement; no time unless set. Under load it has been up to 30 minutes.
    pub fn acknowledgement_lag(mut self, lag: Duration) -> Self {
        self.write_rules.acknowledgement_lag = lag;
        self
    }
}
