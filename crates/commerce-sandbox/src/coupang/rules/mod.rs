//! What the portal leaves open, one rule for each question: a method of the builder, a key of a scenario's `[rules]`, and a
//! row of [`rules`]. Each family declares its own beside the words that answer them.

#[macro_use]
mod declare;
mod claim_answers;
mod claims;
mod gateway;
mod order_answers;
mod orders;
mod service;
mod settlement;
#[cfg(feature = "scenario")]
mod written;

pub use claim_answers::*;
pub(super) use claims::ClaimRules;
pub use gateway::*;
pub use order_answers::*;
pub(super) use orders::*;
pub use service::*;
pub use settlement::*;
#[cfg(feature = "scenario")]
pub(super) use written::Written;

use std::time::Duration;

/// Every rule of a shop.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rules {
    pub(super) gateway: GatewayRules,
    pub(super) orders: OrderRules,
    pub(super) claims: ClaimRules,
    pub(super) service: ServiceRules,
    pub(super) settlement: SettlementRules,
}

/// A question that the portal leaves open, as a key of a scenario's `[rules]`; [`super::GatewayBuilder`] has a method for
/// each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The key.
    pub key: &'static str,
    /// The answers, where they are words, or false and true; empty where any whole number is one.
    pub answers: &'static [&'static str],
    /// The answer unless another is chosen.
    pub default: String,
}

/// Every question that the portal leaves open and this sandbox lets one answer, by family.
///
/// A client that must hold whatever the truth turns out to be is tested against each answer:
///
/// ```
/// # #[cfg(feature = "scenario")] {
/// use commerce_sandbox::coupang::{Gateway, Scenario, rules};
///
/// for rule in rules() {
///     for answer in rule.answers {
///         let scenario: Scenario = rule.scenario(answer).parse()?;
///         let gateway = scenario.apply(Gateway::builder()).build()?;
///         // .. the test
/// #       drop(gateway);
///     }
/// }
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn rules() -> Vec<Rule> {
    let mut rules = GatewayRules::table();
    rules.extend(OrderRules::table());
    rules.extend(ClaimRules::table());
    rules.extend(ServiceRules::table());
    rules.extend(SettlementRules::table());
    rules
}

impl Rule {
    /// A scenario that chooses an answer.
    ///
    /// ```
    /// let rules = commerce_sandbox::coupang::rules();
    /// let lag = rules.iter().find(|rule| rule.key == "list_lag_seconds").expect("a rule");
    /// assert_eq!(lag.scenario("600"), "[rules]\nlist_lag_seconds = 600\n");
    /// ```
    #[must_use]
    pub fn scenario(&self, answer: &str) -> String {
        let is_word = !matches!(self.answers, [] | ["false", "true"]);
        let quote = if is_word { "\"" } else { "" };
        format!("[rules]\n{} = {quote}{answer}{quote}\n", self.key)
    }
}

/// What answers a question.
pub(super) trait Answers: Copy {
    /// All of them, in the words of a scenario; none where any whole number is one.
    const WORDS: &'static [&'static str];
    /// How one stands in a scenario.
    #[cfg(feature = "scenario")]
    type Written: serde::de::DeserializeOwned;

    /// The one that stands there.
    #[cfg(feature = "scenario")]
    fn of_written(written: Self::Written) -> Self;

    /// The word of one.
    fn word(self) -> String;
}

impl Answers for bool {
    const WORDS: &'static [&'static str] = &["false", "true"];
    written_as_itself!();

    fn word(self) -> String {
        self.to_string()
    }
}

impl Answers for u16 {
    const WORDS: &'static [&'static str] = &[];
    written_as_itself!();

    fn word(self) -> String {
        self.to_string()
    }
}

/// Whole seconds.
impl Answers for Duration {
    const WORDS: &'static [&'static str] = &[];
    #[cfg(feature = "scenario")]
    type Written = u64;

    #[cfg(feature = "scenario")]
    fn of_written(written: u64) -> Self {
        Self::from_secs(written)
    }

    fn word(self) -> String {
        self.as_secs().to_string()
    }
}
