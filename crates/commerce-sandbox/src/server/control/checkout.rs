//! Korea Checkout under control.

use super::{Controlled, faults, time};
use crate::fault::ScriptedFault;
use crate::json::set;
use crate::korea_checkout::{BuyerAction, Call, Checkout, Entry, Operation};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::SystemTime;

/// What a buyer does: `{"what": "buyer_pays", "session_id": "cs_.."}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::server) struct Happening {
    what: What,
    session_id: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum What {
    #[serde(rename = "buyer_pays")]
    Pays,
    #[serde(rename = "buyer_fails")]
    Fails,
    #[serde(rename = "buyer_cancels")]
    Cancels,
}

impl Controlled for Checkout {
    type Happening = Happening;

    fn ledger(&self, now: SystemTime) -> Value {
        self.pass_time(now);
        let ledger = self.ledger();
        json!({
            "calls": ledger.calls.iter().map(call).collect::<Value>(),
            "changes": ledger.entries.iter().map(change).collect::<Value>(),
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
        let action = match happening.what {
            What::Pays => BuyerAction::Pay,
            What::Fails => BuyerAction::Fail,
            What::Cancels => BuyerAction::Cancel,
        };
        json!({ "happened": self.act(&happening.session_id, action, now).is_ok() })
    }

    fn pass_time(&self, now: SystemTime) {
        self.pass_time(now);
    }
}

fn call(call: &Call) -> Value {
    json!({
        "number": call.number,
        "at": time(call.at),
        "operation": call.operation.map(Operation::name),
        "status": call.status,
        "idempotency_key": call.idempotency_key,
        "replayed": call.replayed,
    })
}

fn change(entry: &Entry) -> Value {
    let mut change = serde_json::to_value(&entry.change).unwrap_or_default();
    set(&mut change, "at", time(entry.at));
    set(&mut change, "call", entry.call);
    change
}
