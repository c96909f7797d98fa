//! What a scenario says about how the shop lives: what happens by itself.

use crate::coupang::{CustomerAct, GatewayBuilder};
use crate::scenario::Described;
use serde::Deserialize;
use std::time::Duration;

/// `[life]`: what happens by itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Life {
    first_scan_seconds: Option<u64>,
    delivery_seconds: Option<u64>,
    collection_seconds: Option<u64>,
    approval_seconds: Option<u64>,
    spread_seconds: Option<u64>,
}

/// `[customers_per_day]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomersPerDay {
    pay: Option<u32>,
    cancel: Option<u32>,
    redirect: Option<u32>,
    confirm: Option<u32>,
    #[serde(rename = "return")]
    send_back: Option<u32>,
    exchange: Option<u32>,
    ask: Option<u32>,
    call: Option<u32>,
}

impl Life {
    /// Adds what happens by itself to a description.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        Described(builder)
            .with(span(self.first_scan_seconds), GatewayBuilder::first_scan_after)
            .with(span(self.delivery_seconds), GatewayBuilder::delivered_after)
            .with(span(self.collection_seconds), GatewayBuilder::collected_after)
            .with(span(self.approval_seconds), GatewayBuilder::approved_after)
            .with(span(self.spread_seconds), GatewayBuilder::spread)
            .0
    }
}

impl CustomersPerDay {
    /// Adds what customers do by themselves to a description.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let acts = [
            (CustomerAct::Pay, self.pay),
            (CustomerAct::Cancel, self.cancel),
            (CustomerAct::Redirect, self.redirect),
            (CustomerAct::Confirm, self.confirm),
            (CustomerAct::Return, self.send_back),
            (CustomerAct::Exchange, self.exchange),
            (CustomerAct::Ask, self.ask),
            (CustomerAct::Call, self.call),
        ];
        acts.into_iter().fold(builder, |builder, (act, times)| {
            Described(builder).with(times, |builder, times| builder.customers_per_day(act, times)).0
        })
    }
}

fn span(seconds: Option<u64>) -> Option<Duration> {
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use crate::coupang::{Gateway, GatewayBuilder, Happening, OrderStatus, Scenario};
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    /// 2026-03-02T10:30:00+09:00.
    fn opened() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_772_415_000)
    }

    fn gateway(text: &str) -> Gateway {
        let scenario: Scenario = text.parse().expect("a scenario");
        scenario.apply(Gateway::builder()).build().expect("a gateway")
    }

    #[test]
    fn every_key_is_known_and_reaches_the_shop() {
        let gateway = gateway(
            r#"
            [rules]
            max_per_page = 7
            either_date_form = true
            list_lag_seconds = 1
            acknowledgement_lag_seconds = 1
            refund_seconds = 1
            new_box_seconds = 1
            case_deadline_seconds = 1
            vendor_answers_inquiries = false
            several_answers = true
            answer_length_unit = "code_points"
            already_shipped_completes = true
            partial_cancel_of_paid = false
            failed_cancel_is_200 = true
            orders_take_stock = true

            [life]
            first_scan_seconds = 10
            delivery_seconds = 20
            collection_seconds = 30
            approval_seconds = 40
            spread_seconds = 0

            [customers_per_day]
            pay = 1
            cancel = 1
            redirect = 1
            confirm = 1
            return = 1
            exchange = 1
            ask = 1
            call = 1
            "#,
        );
        let now = opened() + Duration::from_secs(30);
        gateway.pass_time(opened());
        let day = "2026-03-02";
        let (box_id, _) = Gateway::builder().ids_of(day, OrderStatus::Departure, 1).expect("a box");
        assert!(!gateway.happen(Happening::CarrierScans { shipment_box_id: box_id }, now), "it is delivered already");
        assert!(gateway.happen(Happening::BuyerConfirms { shipment_box_id: box_id }, now));
        let crowd = "[customers_per_day]\nask = 10_001".parse::<Scenario>().expect("a scenario");
        assert!(crowd.apply(Gateway::builder()).build().is_err());
    }

    #[test]
    fn the_readme_s_scenarios_are_scenarios() {
        let readme = include_str!("../../../README.md");
        let (coupang, _) = readme.split_once("# Korea Checkout\n").expect("two services");
        let files: Vec<&str> = coupang.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(files.len(), 3);
        for file in files {
            gateway(file).pass_time(opened() + Duration::from_secs(86_400));
        }
    }

    #[test]
    fn a_seed_from_elsewhere_goes_before_the_scenario_s() {
        let scenario: Scenario = "seed = 1".parse().expect("a scenario");
        let builder = scenario.with_seed(2).apply(Gateway::builder());
        let ids = |builder: &GatewayBuilder| builder.ids_of("2026-03-02", OrderStatus::Accept, 1).expect("ids");
        assert_eq!(ids(&builder), ids(&Gateway::builder().seed(2)));
        assert_ne!(ids(&builder), ids(&Gateway::builder().seed(1)));
    }
}
