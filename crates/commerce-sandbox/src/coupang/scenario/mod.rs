//! The scenario file: what kind of shop, how patient a gateway.

#[cfg(test)]
mod faults;
mod life;
mod script;

use crate::ScenarioError;
use crate::coupang::rules::Written;
use crate::coupang::{ClaimKind, Gateway, GatewayBuilder, OrderStatus};
use crate::fault::ScriptedFault;
use crate::scenario::{self, Described};
use life::{CustomersPerDay, Life};
use script::{Instant, ScriptedHappening};
use serde::Deserialize;
use std::str::FromStr;
use std::time::Duration;

/// A scenario file of the gateway: what kind of shop, how patient a gateway, what happens and what goes wrong (feature
/// `scenario`).
///
/// The README lists its keys; every key may be left out, and no other is accepted. The default says nothing.
///
/// ```
/// use commerce_sandbox::coupang::{Gateway, Scenario};
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let scenario: Scenario = r#"
///     seed = 7
///     opened_at = "2026-03-02T10:30:00+09:00"
///
///     [[happenings]]
///     after_seconds = 60
///     what = "carrier_delivers"
///     shipment_box_id = 7
/// "#.parse()?;
/// let gateway = scenario.apply(Gateway::builder()).build()?;
///
/// gateway.pass_time(UNIX_EPOCH + Duration::from_secs(1_772_415_060)); // 10:31 in Korea
/// assert_eq!(gateway.missed_happenings().len(), 1, "the shop has no such box");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a scenario changes nothing until a description has it"]
pub struct Scenario(Keys);

/// What a file may hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    seed: Option<u64>,
    opened_at: Option<Instant>,
    calls_per_second: Option<u32>,
    lockout_seconds: Option<u64>,
    wing_user: Option<String>,
    inquiries_per_day: Option<u32>,
    call_center_inquiries_per_day: Option<u32>,
    revenue_rows_per_day: Option<u32>,
    #[serde(default)]
    orders_per_day: OrdersPerDay,
    #[serde(default)]
    claims_per_day: ClaimsPerDay,
    #[serde(default)]
    rules: Written,
    #[serde(default)]
    life: Life,
    #[serde(default)]
    customers_per_day: CustomersPerDay,
    #[serde(default)]
    happenings: Vec<ScriptedHappening>,
    #[serde(default)]
    faults: Vec<ScriptedFault<Gateway>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct OrdersPerDay {
    accept: Option<u32>,
    instruct: Option<u32>,
    departure: Option<u32>,
    delivering: Option<u32>,
    final_delivery: Option<u32>,
    none_tracking: Option<u32>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct ClaimsPerDay {
    stop_requested: Option<u32>,
    return_requested: Option<u32>,
    return_arrived: Option<u32>,
    check_requested: Option<u32>,
    return_completed: Option<u32>,
    cancelled: Option<u32>,
    withdrawn: Option<u32>,
    exchange: Option<u32>,
}

impl Scenario {
    /// Takes this seed in place of the file's.
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.0.seed = Some(seed);
        self
    }

    /// Adds what the scenario says to a description, and leaves alone what it does not speak of.
    ///
    /// An order that a happening names by its place is looked up by the seed that the description now has: a seed that is
    /// set later makes another shop, in which that order is not found.
    pub fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        self.0.apply(builder)
    }
}

impl FromStr for Scenario {
    type Err = ScenarioError;

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] names the line and what is wrong in it. What is only too much for a shop, as a million and one
    /// orders, is found by [`GatewayBuilder::build`].
    fn from_str(text: &str) -> Result<Self, ScenarioError> {
        scenario::parse(text).map(Self)
    }
}

impl Keys {
    fn apply(self, mut builder: GatewayBuilder) -> GatewayBuilder {
        builder = Described(builder)
            .with(self.seed, GatewayBuilder::seed)
            .with(self.opened_at.map(|Instant(at)| at), GatewayBuilder::opened_at)
            .with(self.calls_per_second, GatewayBuilder::calls_per_second)
            .with(self.lockout_seconds.map(Duration::from_secs), GatewayBuilder::lockout)
            .with(self.wing_user, GatewayBuilder::wing_user)
            .with(self.inquiries_per_day, GatewayBuilder::inquiries_per_day)
            .with(self.call_center_inquiries_per_day, GatewayBuilder::call_center_inquiries_per_day)
            .with(self.revenue_rows_per_day, GatewayBuilder::revenue_rows_per_day)
            .0;
        for status in OrderStatus::ALL {
            if let Some(orders) = self.orders_per_day.get(status) {
                builder = builder.orders_per_day(status, orders);
            }
        }
        for kind in ClaimKind::ALL {
            if let Some(claims) = self.claims_per_day.get(kind) {
                builder = builder.claims_per_day(kind, claims);
            }
        }
        builder = self.customers_per_day.apply(self.life.apply(self.rules.apply(builder)));
        builder = self.happenings.into_iter().fold(builder, |builder, happening| happening.apply(builder));
        self.faults.into_iter().fold(builder, |builder, fault| builder.fault(fault.into_rule()))
    }
}

impl OrdersPerDay {
    fn get(&self, status: OrderStatus) -> Option<u32> {
        match status {
            OrderStatus::Accept => self.accept,
            OrderStatus::Instruct => self.instruct,
            OrderStatus::Departure => self.departure,
            OrderStatus::Delivering => self.delivering,
            OrderStatus::FinalDelivery => self.final_delivery,
            OrderStatus::NoneTracking => self.none_tracking,
        }
    }
}

impl ClaimsPerDay {
    fn get(&self, kind: ClaimKind) -> Option<u32> {
        match kind {
            ClaimKind::StopRequested => self.stop_requested,
            ClaimKind::ReturnRequested => self.return_requested,
            ClaimKind::ReturnArrived => self.return_arrived,
            ClaimKind::CheckRequested => self.check_requested,
            ClaimKind::ReturnCompleted => self.return_completed,
            ClaimKind::Cancelled => self.cancelled,
            ClaimKind::Withdrawn => self.withdrawn,
            ClaimKind::Exchange => self.exchange,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimKind, OrderStatus, Scenario};
    use crate::ScenarioError;
    use crate::coupang::{BuildError, Gateway, MAX_CLAIMS_PER_DAY, MAX_ROWS_PER_DAY};

    fn parse(text: &str) -> Result<Scenario, ScenarioError> {
        text.parse()
    }

    #[test]
    fn every_status_has_its_key() {
        for (expected, status) in (1..).zip(OrderStatus::ALL) {
            let scenario = parse(&format!("[orders_per_day]\n{status} = {expected}")).expect("a scenario");
            assert_eq!(scenario.0.orders_per_day.get(status), Some(expected));
        }
        let scenario = parse("calls_per_second = 10\nlockout_seconds = 0").expect("a scenario");
        assert_eq!((scenario.0.calls_per_second, scenario.0.lockout_seconds), (Some(10), Some(0)));
    }

    #[test]
    fn what_happens_beside_the_orders_has_its_keys() {
        let zero = "inquiries_per_day = 0\ncall_center_inquiries_per_day = 0\nrevenue_rows_per_day = 0";
        assert!(parse(zero).is_ok_and(|scenario| scenario.apply(Gateway::builder()).build().is_ok()));
        for key in zero.split(" = 0\n").map(|key| key.trim_end_matches(" = 0")) {
            let scenario = parse(&format!("{key} = {}", MAX_ROWS_PER_DAY + 1)).expect("a scenario");
            assert_eq!(scenario.apply(Gateway::builder()).build().err(), Some(BuildError::RowsPerDay), "{key}");
        }
    }

    #[test]
    fn every_kind_of_claim_has_its_key() {
        let keys = "STOP_REQUESTED RETURN_REQUESTED RETURN_ARRIVED CHECK_REQUESTED RETURN_COMPLETED CANCELLED WITHDRAWN \
                    EXCHANGE";
        for (key, kind) in keys.split_whitespace().zip(ClaimKind::ALL) {
            let too_many = MAX_CLAIMS_PER_DAY + 1;
            let scenario = parse(&format!("[claims_per_day]\n{key} = {too_many}")).expect("a scenario");
            assert_eq!(scenario.apply(Gateway::builder()).build().err(), Some(BuildError::ClaimsPerDay(kind)), "{key}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_in_one_line() {
        for (text, line, named) in [
            ("calls_per_second = 10\nlockout = 3\n", 2, "lockout"),
            ("\n[orders_per_day]\nACEPT = 1", 3, "ACEPT"),
            ("[orders_per_day]\n\nACCEPT = -1", 3, "-1"),
            ("calls_per_second = \"many\"", 1, "string"),
            ("calls_per_second 10", 1, ""),
            ("\n\"a\\u001b\\r\\u0085\" = 1", 2, r"unknown field `a\u{1b}\r\u{85}`"),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.line(), line, "{text:?}: {error}");
            assert!(error.reason().contains(named) && !error.reason().contains(char::is_control), "{text:?}: {error}");
        }
    }
}
