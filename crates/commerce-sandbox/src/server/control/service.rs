//! Keeps [`super::Controlled`] to the two services.

use crate::fault::{Scripted, ScriptedFault};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::SystemTime;

/// What the control face needs of a service.
pub trait Service: Scripted {
    /// What happens here without the service's own doing.
    type Happening: DeserializeOwned;

    /// Everything seen and done, after what is due by now.
    fn ledger(&self, now: SystemTime) -> Value;

    /// Takes a rule; the reason where none of its calls can meet it.
    fn inject(&self, rule: ScriptedFault<Self>) -> Result<(), String>
    where
        Self: Sized;

    /// Ends all trouble.
    fn calm(&self);

    /// Lets something happen, and says what came of it: `happened`, and the number of what is new or changed.
    fn happen(&self, happening: Self::Happening, now: SystemTime) -> Value;

    /// Does what is due by now.
    fn pass_time(&self, now: SystemTime);
}
