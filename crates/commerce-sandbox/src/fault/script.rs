//! Rules as a scenario file and the control face write them, and faults as a ledger shows them.

use super::{Calls, Chance, Fate, Fault, FaultError, FaultRule};
use crate::coupang::Gateway;
use crate::korea_checkout::Checkout;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Value, json};
use std::marker::PhantomData;
use std::time::Duration;

/// A rule for the operations of one service, [`Gateway`] or [`Checkout`], that serde can read (feature `server`).
///
/// Only `fault` must be there; `operation` is `any` unless given.
///
/// ```
/// use commerce_sandbox::{coupang::Gateway, fault::ScriptedFault};
///
/// let rule: ScriptedFault<Gateway> = serde_json::from_str(
///     r#"{ "operation": "orders.acknowledge", "fault": "reset_after", "fate": "late", "late_seconds": 1800, "times": 2 }"#,
/// )?;
/// Gateway::builder().build()?.inject(rule.into_rule())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a rule does nothing until it is injected"]
pub struct ScriptedFault<S> {
    rule: FaultRule,
    service: PhantomData<fn() -> S>,
}

impl<S> ScriptedFault<S> {
    /// The rule.
    pub fn into_rule(self) -> FaultRule {
        self.rule
    }
}

/// A service whose calls can go wrong.
pub trait Scripted: known::Operations {}

impl Scripted for Gateway {}
impl Scripted for Checkout {}

impl<'de, S: Scripted> Deserialize<'de> for ScriptedFault<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entry = Entry::<S>::deserialize(deserializer)?;
        let fault = entry.fault().map_err(Error::custom)?;
        let calls = entry.operation.map_or(Calls::Any, |named| named.calls);
        let mut rule = FaultRule::new(calls, fault).after(entry.after.unwrap_or(0));
        rule.times = entry.times;
        rule.chance = entry.chance.map(Ok);
        S::check(&rule).map_err(Error::custom)?;
        Ok(Self { rule, service: PhantomData })
    }
}

/// The keys of a rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "S: Scripted")]
struct Entry<S> {
    operation: Option<Named<S>>,
    fault: Word,
    fate: Option<FateWord>,
    late_seconds: Option<u64>,
    pause_ms: Option<u64>,
    skew_seconds: Option<i64>,
    times: Option<u32>,
    chance: Option<Chance>,
    after: Option<u32>,
}

/// Calls of which the service knows the name.
struct Named<S> {
    calls: Calls,
    service: PhantomData<fn() -> S>,
}

impl<'de, S: Scripted> Deserialize<'de> for Named<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let calls = Calls::from(text.as_str());
        if S::has(&calls) {
            Ok(Self { calls, service: PhantomData })
        } else {
            Err(D::Error::custom(format_args!(
                "unknown operation `{text}`, expected any, any_read, any_write or a name"
            )))
        }
    }
}

/// The faults that need no more than their word.
const PLAIN: [(&str, Fault); 16] = [
    ("reset_before", Fault::ResetBefore),
    ("reset_during", Fault::ResetDuring),
    ("reset_mid_response", Fault::ResetMidResponse),
    ("server_error", Fault::ServerError),
    ("origin_down", Fault::OriginDown),
    ("too_many_requests", Fault::TooManyRequests),
    ("redirect", Fault::Redirect),
    ("html_forbidden", Fault::HtmlForbidden),
    ("wrong_content_type", Fault::WrongContentType),
    ("truncated_json", Fault::TruncatedJson),
    ("endless_body", Fault::EndlessBody),
    ("repeated_token", Fault::RepeatedToken),
    ("shifted_page", Fault::ShiftedPage),
    ("duplicated_rows", Fault::DuplicatedRows),
    ("wrong_type", Fault::WrongType),
    ("unknown_enum", Fault::UnknownEnum),
];
const RESET_AFTER: &str = "reset_after";
const GATEWAY_TIMEOUT: &str = "gateway_timeout";
const SLOW_DRIP: &str = "slow_drip";
const CLOCK_SKEW: &str = "clock_skew";

/// The word of a fault.
struct Word(&'static str);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let words =
            || PLAIN.map(|(word, _)| word).into_iter().chain([RESET_AFTER, GATEWAY_TIMEOUT, SLOW_DRIP, CLOCK_SKEW]);
        words().find(|word| *word == text).map(Self).ok_or_else(|| {
            let known = words().collect::<Vec<_>>().join(", ");
            Error::custom(format_args!("unknown fault `{text}`, expected one of {known}"))
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FateWord {
    Dropped,
    Carried,
    Late,
}

impl<S> Entry<S> {
    fn fault(&self) -> Result<Fault, &'static str> {
        let Word(word) = self.fault;
        let rules = [
            (
                self.fate.is_some(),
                word == RESET_AFTER || word == GATEWAY_TIMEOUT,
                "fate goes with reset_after and gateway_timeout",
            ),
            (self.late_seconds.is_some(), self.fate == Some(FateWord::Late), "late_seconds goes with the fate late"),
            (self.pause_ms.is_some(), word == SLOW_DRIP, "pause_ms goes with slow_drip"),
            (self.skew_seconds.is_some(), word == CLOCK_SKEW, "skew_seconds goes with clock_skew"),
        ];
        if let Some((.., rule)) = rules.into_iter().find(|(there, wanted, _)| there != wanted) {
            return Err(rule);
        }
        let late = Duration::from_secs(self.late_seconds.unwrap_or(0));
        let fate = match self.fate {
            Some(FateWord::Carried) => Fate::Carried,
            Some(FateWord::Late) => Fate::Late(late),
            Some(FateWord::Dropped) | None => Fate::Dropped,
        };
        Ok(match word {
            RESET_AFTER => Fault::ResetAfter(fate),
            GATEWAY_TIMEOUT => Fault::GatewayTimeout(fate),
            SLOW_DRIP => Fault::SlowDrip(Duration::from_millis(self.pause_ms.unwrap_or(0))),
            CLOCK_SKEW => Fault::ClockSkew(self.skew_seconds.unwrap_or(0)),
            word => PLAIN.into_iter().find(|(name, _)| *name == word).ok_or("unknown fault")?.1,
        })
    }
}

/// A fault with the keys of a rule.
pub(crate) fn written(fault: Fault) -> Value {
    let fated = |word, fate| match fate {
        Fate::Dropped => json!({ "fault": word, "fate": "dropped" }),
        Fate::Carried => json!({ "fault": word, "fate": "carried" }),
        Fate::Late(late) => json!({ "fault": word, "fate": "late", "late_seconds": late.as_secs() }),
    };
    match fault {
        Fault::ResetAfter(fate) => fated(RESET_AFTER, fate),
        Fault::GatewayTimeout(fate) => fated(GATEWAY_TIMEOUT, fate),
        Fault::SlowDrip(pause) => json!({ "fault": SLOW_DRIP, "pause_ms": u64::try_from(pause.as_millis()).ok() }),
        Fault::ClockSkew(seconds) => json!({ "fault": CLOCK_SKEW, "skew_seconds": seconds }),
        plain => json!({ "fault": PLAIN.into_iter().find(|(_, fault)| *fault == plain).map(|(word, _)| word) }),
    }
}

mod known {
    //! Keeps [`super::Scripted`] to the two services.

    use super::{Calls, Checkout, FaultError, FaultRule, Gateway};
    use crate::coupang::OPERATIONS;
    use crate::korea_checkout::KINDS;

    pub trait Operations {
        /// Whether some operation is among the calls.
        #[doc(hidden)]
        fn has(calls: &Calls) -> bool;

        #[doc(hidden)]
        fn check(rule: &FaultRule) -> Result<(), FaultError>;
    }

    impl Operations for Gateway {
        fn has(calls: &Calls) -> bool {
            OPERATIONS.iter().any(|kind| calls.hold(kind))
        }

        fn check(rule: &FaultRule) -> Result<(), FaultError> {
            rule.check(&OPERATIONS)
        }
    }

    impl Operations for Checkout {
        fn has(calls: &Calls) -> bool {
            KINDS.iter().any(|kind| calls.hold(kind))
        }

        fn check(rule: &FaultRule) -> Result<(), FaultError> {
            rule.check(&KINDS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CLOCK_SKEW, GATEWAY_TIMEOUT, Gateway, PLAIN, RESET_AFTER, SLOW_DRIP, ScriptedFault, written};
    use crate::korea_checkout::Checkout;
    use serde_json::{Value, json};

    fn read(entry: &Value) -> Result<super::FaultRule, String> {
        serde_json::from_value::<ScriptedFault<Gateway>>(entry.clone())
            .map(ScriptedFault::into_rule)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn every_fault_is_written_as_it_is_read() {
        let plain = PLAIN.map(|(word, _)| json!({ "fault": word }));
        let fates =
            [json!({ "fate": "dropped" }), json!({ "fate": "carried" }), json!({ "fate": "late", "late_seconds": 30 })];
        let fated = [RESET_AFTER, GATEWAY_TIMEOUT].into_iter().flat_map(|word| {
            fates.clone().map(|mut fate| {
                fate["fault"] = json!(word);
                fate
            })
        });
        let rest =
            [json!({ "fault": SLOW_DRIP, "pause_ms": 250 }), json!({ "fault": CLOCK_SKEW, "skew_seconds": -301 })];
        for entry in plain.into_iter().chain(fated).chain(rest) {
            let rule = read(&entry).unwrap_or_else(|error| panic!("{entry}: {error}"));
            assert_eq!(written(rule.fault), entry);
        }
    }

    #[test]
    fn what_a_rule_lacks_or_has_too_much_is_named() {
        for (entry, reason) in [
            (json!({}), "fault"),
            (json!({ "fault": "reset" }), "unknown fault `reset`, expected one of reset_before, "),
            (json!({ "fault": "reset_after" }), "fate goes with"),
            (json!({ "fault": "server_error", "fate": "late" }), "fate goes with"),
            (json!({ "fault": "reset_after", "fate": "late" }), "late_seconds"),
            (json!({ "fault": "reset_after", "fate": "carried", "late_seconds": 1 }), "late_seconds"),
            (json!({ "fault": "slow_drip" }), "pause_ms"),
            (json!({ "fault": "clock_skew" }), "skew_seconds"),
            (json!({ "fault": "redirect", "skew_seconds": 1 }), "skew_seconds"),
            (json!({ "fault": "redirect", "chance": 1.5 }), "from 0 to 1"),
            (json!({ "fault": "redirect", "often": 1 }), "often"),
            (json!({ "fault": "redirect", "operation": "refunds.create" }), "unknown operation `refunds.create`"),
            (json!({ "fault": "repeated_token", "operation": "any_write" }), "no room"),
        ] {
            let error = read(&entry).expect_err("a reason");
            assert!(error.contains(reason), "{entry}: {error}");
        }
        let refund = json!({ "fault": "redirect", "operation": "refunds.create", "times": 2, "chance": 1, "after": 3 });
        assert!(serde_json::from_value::<ScriptedFault<Checkout>>(refund).is_ok());
    }
}
