//! What a scenario says about what happens when.

use commerce_sandbox::coupang::{Gateway, GatewayBuilder, Happening, OrderStatus, When};
use serde::Deserialize;
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use toml::{Table, Value};

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
        let builder = Gateway::builder();
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

#[cfg(test)]
mod tests {
    use super::{Gateway, Happening, OrderStatus};
    use crate::cli::scenario::Scenario;
    use crate::cli::toml_file;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    /// 2026-03-02T10:30:00+09:00.
    fn opened() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_772_415_000)
    }

    fn gateway(text: &str) -> Gateway {
        let scenario: Scenario = toml_file::parse(text).expect("a scenario");
        scenario.apply(Gateway::builder(), None).build().expect("a gateway")
    }

    fn refused(text: &str) -> (usize, String) {
        match toml_file::parse::<Scenario>(text) {
            Ok(_) => panic!("accepted: {text}"),
            Err(refusal) => refusal,
        }
    }

    const SCRIPT: &str = r#"
        seed = 7
        opened_at = "2026-03-02T10:30:00+09:00"

        [[happenings]]
        at = 2026-03-02T11:00:00+09:00
        what = "buyer_cancels"
        box = { day = "2026-03-02", status = "ACCEPT", number = 1 }

        [[happenings]]
        after_seconds = 60
        what = "buyer_pays"

        [[happenings]]
        after_seconds = 3_600
        what = "carrier_delivers"
        shipment_box_id = 7
    "#;

    #[test]
    fn a_script_happens_as_time_passes_and_says_what_found_no_room() {
        let gateway = gateway(SCRIPT);
        let (box_id, _) = Gateway::builder().seed(7).ids_of("2026-03-02", OrderStatus::Accept, 1).expect("a box");
        gateway.pass_time(opened() + Duration::from_secs(29 * 60));
        let cancels = Happening::BuyerCancels { shipment_box_id: box_id };
        assert!(gateway.missed_happenings().is_empty());
        gateway.pass_time(opened() + Duration::from_secs(3_600));
        assert!(!gateway.happen(cancels, opened() + Duration::from_secs(3_600)), "it is cancelled already");
        let missed = Happening::CarrierDelivers { shipment_box_id: 7 };
        assert_eq!(gateway.missed_happenings(), [(opened() + Duration::from_secs(3_600), missed)]);
        assert!(gateway.commits().is_empty());
    }

    #[test]
    fn before_its_moment_nothing_of_the_script_has_happened() {
        let gateway = gateway(SCRIPT);
        let (box_id, _) = Gateway::builder().seed(7).ids_of("2026-03-02", OrderStatus::Accept, 1).expect("a box");
        assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id: box_id }, opened()));
    }

    #[test]
    fn what_is_wrong_with_a_happening_is_named_with_its_line() {
        for (text, line, named) in [
            ("\n[[happenings]]\nwhat = \"buyer_pays\"", 2, "after_seconds"),
            ("[[happenings]]\nafter_seconds = -1\nwhat = \"buyer_pays\"", 1, "negative"),
            (
                "[[happenings]]\nafter_seconds = 1\nat = \"2026-03-02T10:30:00+09:00\"\nwhat = \"buyer_pays\"",
                1,
                "either",
            ),
            ("[[happenings]]\nat = \"2026-03-02\"\nwhat = \"buyer_pays\"", 1, "+09:00"),
            ("[[happenings]]\nafter_seconds = 1\nwhat = \"buyer_sings\"", 1, "buyer_sings"),
            ("[[happenings]]\nafter_seconds = 1\nwhat = \"buyer_cancels\"", 1, "shipment_box_id"),
            ("[[happenings]]\nafter_seconds = 1\nwhat = \"buyer_pays\"\ncolour = 1", 1, "colour"),
            (
                "[[happenings]]\nafter_seconds = 1\nwhat = \"buyer_cancels\"\nbox = { day = \"2026-03-02\", status = \"ACEPT\", number = 1 }",
                1,
                "ACEPT",
            ),
            (
                "[[happenings]]\nafter_seconds = 1\nwhat = \"buyer_cancels\"\nbox = { day = \"2026-03-02\", status = \"ACCEPT\", number = 0 }",
                1,
                "count from 1",
            ),
            ("opened_at = \"yesterday\"", 1, "2026-03-02T10:00:00+09:00"),
            ("[life]\nfirst_scan = 1", 2, "first_scan"),
        ] {
            let (found, reason) = refused(text);
            assert!(reason.contains(named) && !reason.contains('\n'), "{text:?}: {reason}");
            assert_eq!(found, line, "{text:?}: {reason}");
        }
    }
}
