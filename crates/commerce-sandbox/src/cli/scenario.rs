//! The scenario file: what kind of shop, how patient a gateway.

use super::scenario_script::{Instant, ScriptedHappening};
use super::scenario_world::{CustomersPerDay, Life, Rules};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, OrderStatus};
use commerce_sandbox::fault::ScriptedFault;
use serde::Deserialize;
use std::time::Duration;

/// What a scenario file may hold; every key may be left out, and no other is accepted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
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
    rules: Rules,
    #[serde(default)]
    life: Life,
    #[serde(default)]
    customers_per_day: CustomersPerDay,
    #[serde(default)]
    happenings: Vec<ScriptedHappening>,
    #[serde(default)]
    faults: Vec<ScriptedFault<Gateway>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct OrdersPerDay {
    accept: Option<u32>,
    instruct: Option<u32>,
    departure: Option<u32>,
    delivering: Option<u32>,
    final_delivery: Option<u32>,
    none_tracking: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
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
    /// Adds what the scenario says to a description. A seed from elsewhere goes before the scenario's.
    pub(super) fn apply(self, mut builder: GatewayBuilder, seed: Option<u64>) -> GatewayBuilder {
        if let Some(seed) = seed.or(self.seed) {
            builder = builder.seed(seed);
        }
        if let Some(Instant(opened_at)) = self.opened_at {
            builder = builder.opened_at(opened_at);
        }
        if let Some(calls) = self.calls_per_second {
            builder = builder.calls_per_second(calls);
        }
        if let Some(seconds) = self.lockout_seconds {
            builder = builder.lockout(Duration::from_secs(seconds));
        }
        if let Some(id) = self.wing_user {
            builder = builder.wing_user(id);
        }
        if let Some(inquiries) = self.inquiries_per_day {
            builder = builder.inquiries_per_day(inquiries);
        }
        if let Some(cases) = self.call_center_inquiries_per_day {
            builder = builder.call_center_inquiries_per_day(cases);
        }
        if let Some(rows) = self.revenue_rows_per_day {
            builder = builder.revenue_rows_per_day(rows);
        }
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
    use crate::cli::toml_file;
    use commerce_sandbox::coupang::{BuildError, Gateway, MAX_CLAIMS_PER_DAY, MAX_ROWS_PER_DAY};

    fn parse(text: &str) -> Result<Scenario, (usize, String)> {
        toml_file::parse(text)
    }

    #[test]
    fn every_status_has_its_key() {
        for (expected, status) in (1..).zip(OrderStatus::ALL) {
            let scenario = parse(&format!("[orders_per_day]\n{status} = {expected}")).expect("a scenario");
            assert_eq!(scenario.orders_per_day.get(status), Some(expected));
        }
        let scenario = parse("calls_per_second = 10\nlockout_seconds = 0").expect("a scenario");
        assert_eq!((scenario.calls_per_second, scenario.lockout_seconds), (Some(10), Some(0)));
    }

    #[test]
    fn what_happens_beside_the_orders_has_its_keys() {
        let zero = "inquiries_per_day = 0\ncall_center_inquiries_per_day = 0\nrevenue_rows_per_day = 0";
        assert!(parse(zero).is_ok_and(|scenario| scenario.apply(Gateway::builder(), None).build().is_ok()));
        for key in zero.split(" = 0\n").map(|key| key.trim_end_matches(" = 0")) {
            let scenario = parse(&format!("{key} = {}", MAX_ROWS_PER_DAY + 1)).expect("a scenario");
            assert_eq!(scenario.apply(Gateway::builder(), None).build().err(), Some(BuildError::RowsPerDay), "{key}");
        }
    }

    #[test]
    fn every_kind_of_claim_has_its_key() {
        let keys = "STOP_REQUESTED RETURN_REQUESTED RETURN_ARRIVED CHECK_REQUESTED RETURN_COMPLETED CANCELLED WITHDRAWN \
                    EXCHANGE";
        for (key, kind) in keys.split_whitespace().zip(ClaimKind::ALL) {
            let too_many = MAX_CLAIMS_PER_DAY + 1;
            let scenario = parse(&format!("[claims_per_day]\n{key} = {too_many}")).expect("a scenario");
            assert_eq!(
                scenario.apply(Gateway::builder(), None).build().err(),
                Some(BuildError::ClaimsPerDay(kind)),
                "{key}"
            );
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
        ] {
            let (found, reason) = parse(text).expect_err(text);
            assert_eq!(found, line, "{text:?}: {reason}");
            assert!(reason.contains(named) && !reason.contains('\n'), "{text:?}: {reason}");
        }
    }
}
