//! What a scenario says about how the shop lives: its rules, what happens by itself, and what happens when.

use commerce_sandbox::coupang::{CustomerAct, GatewayBuilder, Happening, LengthUnit, OrderStatus, When};
use serde::Deserialize;
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use toml::{Table, Value};

/// `[rules]`: what the documentation leaves open, with the defaults of the builder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    max_per_page: Option<u16>,
    either_date_form: Option<bool>,
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
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Life {
    first_scan_seconds: Option<u64>,
    delivery_seconds: Option<u64>,
    collection_seconds: Option<u64>,
    approval_seconds: Option<u64>,
    spread_seconds: Option<u64>,
}

/// `[customers_per_day]`.
#[derive(Debug, Default, Deserialize)]
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

/// One of `[[happenings]]`: `at` or `after_seconds`, and what happens, by name with its fields. `box` or `order` may name
/// an order of the shop by its place where a happening wants the number of one.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Table")]
pub(super) struct ScriptedHappening {
    when: When,
    fields: Table,
    named: Option<(&'static str, Named)>,
}

/// An order by its place: the so-many-th of a day in the status it began with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    day: String,
    status: String,
    number: u32,
}

/// A moment: RFC 3339 as text, or an offset date-time of TOML.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub(super) struct Instant(pub(super) SystemTime);

impl Rules {
    /// Adds the rules to a description.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let unit = self.answer_length_unit.map(|unit| match unit {
            Unit::Utf16 => LengthUnit::Utf16,
            Unit::CodePoints => LengthUnit::CodePoints,
            Unit::Bytes => LengthUnit::Bytes,
        });
        let builder = set(builder, self.max_per_page, GatewayBuilder::max_per_page);
        let builder = set(builder, self.either_date_form, GatewayBuilder::either_date_form);
        let builder = set(builder, span(self.acknowledgement_lag_seconds), GatewayBuilder::acknowledgement_lag);
        let builder = set(builder, span(self.refund_seconds), GatewayBuilder::refund_time);
        let builder = set(builder, span(self.new_box_seconds), GatewayBuilder::new_box_after);
        let builder = set(builder, span(self.case_deadline_seconds), GatewayBuilder::case_deadline);
        let builder = set(builder, self.vendor_answers_inquiries, GatewayBuilder::vendor_answers_inquiries);
        let builder = set(builder, self.several_answers, GatewayBuilder::several_answers);
        let builder = set(builder, unit, GatewayBuilder::answer_length_unit);
        let builder = set(builder, self.already_shipped_completes, GatewayBuilder::already_shipped_completes);
        let builder = set(builder, self.partial_cancel_of_paid, GatewayBuilder::partial_cancel_of_paid);
        let builder = set(builder, self.failed_cancel_is_200, GatewayBuilder::failed_cancel_is_200);
        set(builder, self.orders_take_stock, GatewayBuilder::orders_take_stock)
    }
}

impl Life {
    /// Adds what happens by itself to a description.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let builder = set(builder, span(self.first_scan_seconds), GatewayBuilder::first_scan_after);
        let builder = set(builder, span(self.delivery_seconds), GatewayBuilder::delivered_after);
        let builder = set(builder, span(self.collection_seconds), GatewayBuilder::collected_after);
        let builder = set(builder, span(self.approval_seconds), GatewayBuilder::approved_after);
        set(builder, span(self.spread_seconds), GatewayBuilder::spread)
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
            set(builder, times, |builder, times| builder.customers_per_day(act, times))
        })
    }
}

impl ScriptedHappening {
    /// Adds it to a description whose seed is set.
    pub(super) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let number = self.named.and_then(|(field, place)| {
            let status = OrderStatus::from_wire(&place.status)?;
            let (box_id, order_id) = builder.ids_of(&place.day, status, place.number)?;
            Some((field, if field == "order_id" { order_id } else { box_id }))
        });
        match read(&self.fields, number) {
            Ok(happening) => builder.happening(self.when, happening),
            // It was read once already.
            Err(_) => builder,
        }
    }
}

impl TryFrom<Table> for ScriptedHappening {
    type Error = String;

    fn try_from(mut fields: Table) -> Result<Self, String> {
        let when = match (fields.remove("at"), fields.remove("after_seconds")) {
            (Some(at), None) => When::At(Instant::try_from(at)?.0),
            (None, Some(Value::Integer(seconds))) => When::AfterOpening(Duration::from_secs(
                u64::try_from(seconds).map_err(|_| "after_seconds is negative")?,
            )),
            (None, Some(_)) => return Err("after_seconds must be a whole number".to_owned()),
            _ => return Err("a happening has either at or after_seconds".to_owned()),
        };
        let mut named = None;
        for (key, field) in [("box", "shipment_box_id"), ("order", "order_id")] {
            if let Some(place) = fields.remove(key) {
                let place: Named = place.try_into().map_err(|error: toml::de::Error| error.message().to_owned())?;
                place.check()?;
                if fields.contains_key(field) || named.replace((field, place)).is_some() {
                    return Err("a happening names one order at most by its place".to_owned());
                }
            }
        }
        read(&fields, named.as_ref().map(|(field, _)| (*field, 0)))?;
        Ok(Self { when, fields, named })
    }
}

/// The happening of these fields and one more.
fn read(fields: &Table, more: Option<(&str, i64)>) -> Result<Happening, String> {
    let mut fields = fields.clone();
    fields.extend(more.map(|(field, number)| (field.to_owned(), Value::Integer(number))));
    Happening::deserialize(Value::Table(fields)).map_err(|error| error.message().to_owned())
}

impl Named {
    fn check(&self) -> Result<(), String> {
        let status = OrderStatus::from_wire(&self.status).ok_or_else(|| format!("unknown status `{}`", self.status))?;
        let builder = commerce_sandbox::coupang::Gateway::builder();
        builder.ids_of(&self.day, status, self.number).map(drop).ok_or_else(|| {
            format!("no order is the {}. of `{}`; count from 1, and write the day as yyyy-MM-dd", self.number, self.day)
        })
    }
}

impl TryFrom<Value> for Instant {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let text = match value {
            Value::String(text) => text,
            Value::Datetime(written) => written.to_string(),
            _ => String::new(),
        };
        let at = OffsetDateTime::parse(&text, &Rfc3339);
        at.map(|at| Self(at.into())).map_err(|_| "a moment is written like 2026-03-02T10:00:00+09:00".to_owned())
    }
}

fn span(seconds: Option<u64>) -> Option<Duration> {
    seconds.map(Duration::from_secs)
}

fn set<T>(
    builder: GatewayBuilder,
    value: Option<T>,
    with: impl FnOnce(GatewayBuilder, T) -> GatewayBuilder,
) -> GatewayBuilder {
    match value {
        Some(value) => with(builder, value),
        None => builder,
    }
}
