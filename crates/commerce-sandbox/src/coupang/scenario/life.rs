//! What a scenario says about how the shop lives: its rules, and what happens by itself.

use crate::coupang::{CustomerAct, GatewayBuilder, LengthUnit};
use crate::scenario::Described;
use serde::Deserialize;
use std::time::Duration;

/// `[rules]`: what the documentation leaves open, with the defaults of the builder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    max_per_page: Option<u16>,
    either_date_form: Option<bool>,
    list_lag_seconds: Option<u64>,
    acknowledgement_lag_seconds: Option<u64>,
    refund_seconds: Option<u64>,
    new_box_seconds: Option<u64>,
    case_deadline_seconds: Option<u64>,
    vendor_answers_inquiries: Option<bool>,
    several_answers: Option<bool>,
    answer_length_unit: Option<Unit>,
    already_shipped_completes: Option<bool>,
    partial_cancel_of_paid: Option<bool>,
    failed_cancel_is_200: Option<bool>,
    orders_take_stock: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Utf16,
    CodePoints,
    Bytes,
}

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

impl Rules {
    /// Adds the rules to a description.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let unit = self.answer_length_unit.map(|unit| match unit {
            Unit::Utf16 => LengthUnit::Utf16,
            Unit::CodePoints => LengthUnit::CodePoints,
            Unit::Bytes => LengthUnit::Bytes,
        });
        Described(builder)
            .with(self.max_per_page, GatewayBuilder::max_per_page)
            .with(self.either_date_form, GatewayBuilder::either_date_form)
            .with(span(self.list_lag_seconds), GatewayBuilder::list_lag)
            .with(span(self.acknowledgement_lag_seconds), GatewayBuilder::acknowledgement_lag)
            .with(span(self.refund_seconds), GatewayBuilder::refund_time)
            .with(span(self.new_box_seconds), GatewayBuilder::new_box_after)
            .with(span(self.case_deadline_seconds), GatewayBuilder::case_deadline)
            .with(self.vendor_answers_inquiries, GatewayBuilder::vendor_answers_inquiries)
            .with(self.several_answers, GatewayBuilder::several_answers)
            .with(unit, GatewayBuilder::answer_length_unit)
            .with(self.already_shipped_completes, GatewayBuilder::already_shipped_completes)
            .with(self.partial_cancel_of_paid, GatewayBuilder::partial_cancel_of_paid)
            .with(self.failed_cancel_is_200, GatewayBuilder::failed_cancel_is_200)
            .with(self.orders_take_stock, GatewayBuilder::orders_take_stock)
            .0
    }
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
