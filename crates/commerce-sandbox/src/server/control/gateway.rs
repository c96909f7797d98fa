//! The Coupang gateway under control.

use super::service::Service;
use super::{faults, time};
use crate::coupang::{Gateway, Happening};
use crate::fault::ScriptedFault;
use crate::json::set;
use serde_json::{Value, json};
use std::time::SystemTime;

impl Service for Gateway {
    type Happening = Happening;

    fn ledger(&self, now: SystemTime) -> Value {
        self.pass_time(now);
        let ledger = self.ledger();
        let commits = self.commits();
        let commits = commits.iter().map(|commit| {
            json!({
                "number": commit.number,
                "operation": commit.operation,
                "subject": commit.subject,
                "at": time(commit.at),
            })
        });
        let answers = ledger
            .answers
            .iter()
            .map(|((operation, status), calls)| json!({ "operation": operation, "status": status, "calls": calls }));
        json!({
            "calls": ledger.calls,
            "throttled": ledger.throttled,
            "peak_calls_per_second": ledger.peak_calls_per_second,
            "answers": answers.collect::<Value>(),
            "commits": commits.collect::<Value>(),
            "faults": faults(&ledger.faults),
            "missed": self.missed_happenings().iter().map(missed).collect::<Value>(),
        })
    }

    fn inject(&self, rule: ScriptedFault<Self>) -> Result<(), String> {
        self.inject(rule.into_rule()).map_err(|error| error.to_string())
    }

    fn calm(&self) {
        self.calm();
    }

    fn happen(&self, happening: Happening, now: SystemTime) -> Value {
        let number = self.make_happen(happening, now);
        json!({ "happened": number.is_some(), "number": number })
    }

    fn pass_time(&self, now: SystemTime) {
        self.pass_time(now);
    }
}

/// A happening that found no room, as it was written, with the moment at which it should have come.
fn missed((at, happening): &(SystemTime, Happening)) -> Value {
    let mut missed = serde_json::to_value(happening).unwrap_or_default();
    set(&mut missed, "at", time(*at));
    missed
}
