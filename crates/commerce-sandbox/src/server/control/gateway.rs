//! The Coupang gateway under control.

use super::service::Service;
use super::{faults, time};
use crate::coupang::{Gateway, Happening};
use crate::fault::ScriptedFault;
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
