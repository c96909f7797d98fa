//! A fixture under change, and what the rules promise of every change.

use std::collections::BTreeSet;

use apiwire::ErrorKind;
use serde_json::{Value, json};

use crate::calls::{Answered, Fixture, Got, Outcome};
use crate::places::{dotted, general, is_position, places, split};
use crate::rules::{Verdict, is_essential, lets_out};

/// A fixture, and what it reads as when nothing is changed.
pub(crate) struct Swept {
    pub(crate) fixture: &'static Fixture,
    client: Answered,
    pub(crate) whole: Value,
    pub(crate) rows: Vec<Value>,
}

impl Swept {
    pub(crate) async fn new(fixture: &'static Fixture) -> Self {
        let client = Answered::new();
        let whole: Value = serde_json::from_str(&fixture.text()).unwrap();
        let Ok(got) = client.read(fixture, &whole).await else { panic!("{}: not read", fixture.name) };
        assert_eq!(got.oddities, [""; 0], "{}", fixture.name);
        let rows: Vec<Value> = got.rows.into_iter().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{}", fixture.name);
        Self { fixture, client, whole, rows }
    }

    pub(crate) async fn read(&self, body: &Value) -> Outcome {
        self.client.read(self.fixture, body).await
    }

    pub(crate) fn at(&self, place: &str) -> &Value {
        self.whole.pointer(place).unwrap()
    }

    /// The number of the row that a place is in, and the place in it: `""` for the row itself.
    pub(crate) fn in_row<'p>(&self, place: &'p str) -> Option<(usize, &'p str)> {
        let below = place.strip_prefix(self.fixture.rows)?;
        if !self.at(self.fixture.rows).is_array() {
            return Some((0, below));
        }
        let below = below.strip_prefix('/')?;
        let (row, _) = below.split_once('/').unwrap_or((below, ""));
        Some((row.parse().ok()?, &below[row.len()..]))
    }

    /// Places in rows, once for each field and JSON type of its value.
    pub(crate) fn fields(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let kind = |value: &Value| match value {
            Value::Null => 0,
            Value::Bool(_) => 1,
            Value::Number(_) => 2,
            Value::String(text) if text.is_empty() => 0,
            Value::String(text) => 3 + text.len().min(11),
            Value::Array(list) => 20 + list.len().min(1),
            Value::Object(_) => 30,
        };
        let in_rows = places(&self.whole).into_iter().filter(|place| self.in_row(place).is_some());
        in_rows.filter(|place| seen.insert((general(place), kind(self.at(place))))).collect()
    }

    /// What a reading of a row shows for this place: the models write one spelling, and a list where one may stand.
    pub(crate) fn written<'r>(row: &'r mut Value, below: &str) -> Option<&'r mut Value> {
        below.split('/').skip(1).try_fold(row, |at, key| {
            let at = if at.is_array() && !is_position(key) { at.get_mut(0)? } else { at };
            let key = match key {
                "orderersSsn" => "ordererSsn",
                "modifiedAt" if at.get("moodifiedAt").is_some() => "moodifiedAt",
                key => key,
            };
            match at {
                Value::Array(list) => list.get_mut(key.parse::<usize>().ok()?),
                at => at.get_mut(key),
            }
        })
    }

    /// Checks an answer in which one place of one row reads in this way.
    pub(crate) fn check(&self, place: &str, verdict: &Verdict, outcome: Outcome, what: &str) {
        let name = self.fixture.name;
        let (number, below) = self.in_row(place).unwrap();
        let shown = match &outcome {
            Ok(got) => &got.shown,
            Err(refused) => &refused.shown,
        };
        assert!(!lets_out(below, self.at(place), shown), "{name} {place}, {what}: {shown}");
        // The page of 2026 has the changes themselves in the place of the history, so none is a history too.
        if name.starts_with("orders.history") && place == self.fixture.rows && what == "[]" {
            return;
        }
        let (lost, fault) = match verdict {
            Verdict::Open => return,
            Verdict::Same | Verdict::Reads(_) | Verdict::Emptied(_) => (None, None),
            Verdict::Absent => {
                let essential = is_essential(self.fixture.essential, below);
                (Some(self.lost(below)), essential.then_some(place))
            }
            Verdict::Bad => (Some(self.lost(below)), Some(place)),
        };
        let row_is_lost = lost == Some(String::new());
        if row_is_lost && self.fixture.is_single() {
            let Err(refused) = outcome else { panic!("{name} {place}, {what}: read without it") };
            assert_eq!(refused.kind, ErrorKind::Decode, "{name} {place}, {what}");
            return;
        }
        let Ok(Got { rows, oddities, .. }) = outcome else {
            panic!("{name} {place}, {what}: cost the answer: {shown}")
        };
        assert_eq!(rows.len(), self.rows.len(), "{name} {place}, {what}: no row vanishes");
        let counted = fault.filter(|_| !row_is_lost).map(dotted);
        assert_eq!(oddities.len(), usize::from(counted.is_some()), "{name} {place}, {what}: {oddities:?}");
        assert!(
            oddities.iter().zip(&counted).all(|(odd, place)| odd.starts_with(place)),
            "{name} {place}: {oddities:?}"
        );
        for (n, (row, before)) in rows.into_iter().zip(&self.rows).enumerate() {
            let mut expected = before.clone();
            match (&lost, verdict) {
                _ if n != number => {}
                (Some(whole), _) if whole.is_empty() => {
                    let fault = row.expect_err("useless without it");
                    assert!(fault.path().starts_with(&dotted(place)), "{name} {place}, {what}: {fault}");
                    continue;
                }
                (Some(lost), _) => {
                    let empty = if lost.ends_with("/nanos") { json!(0) } else { Value::Null };
                    *Self::written(&mut expected, lost).unwrap() = empty;
                }
                (None, Verdict::Emptied(unknown)) => {
                    let object = Self::written(&mut expected, below).unwrap().as_object_mut().unwrap();
                    object.values_mut().for_each(|value| *value = Value::Null);
                    object.extend(unknown.as_object().unwrap().clone());
                }
                (None, Verdict::Reads(value)) => *Self::written(&mut expected, below).unwrap() = value.clone(),
                (None, _) => {}
            }
            assert_eq!(row.unwrap(), expected, "{name} {place}, {what}");
        }
    }

    /// What goes with an unreadable place: itself, or what is useless without it, up to the row.
    fn lost(&self, below: &str) -> String {
        let mut lost = below;
        while !lost.is_empty() && is_essential(self.fixture.essential, lost) {
            lost = split(lost).0;
        }
        lost.to_owned()
    }
}
