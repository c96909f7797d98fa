//! The answers to writes: whatever stands in one in another's place, nothing more is taken for done than Coupang said.

use std::collections::BTreeSet;
use std::fmt::Debug;

use apiwire::{Delivery, ErrorKind};
use coupang_wing::write::{Call, Subject, WriteOperation};
use serde_json::{Value, json};

use crate::calls::directory;
use crate::every_write::answered::Answered;
use crate::every_write::{Visit, every_write};
use crate::places::{changed, is_position, places, split};
use crate::rules::{CANARY, PUBLIC, replacements};

/// Every answer that is JSON, and the names of those.
pub(crate) struct Swept {
    answered: Answered,
    pub(crate) names: BTreeSet<String>,
    /// How many changed answers were read as done, and how many as errors.
    pub(crate) done: usize,
    pub(crate) refused: usize,
}

impl Swept {
    pub(crate) async fn all() -> Self {
        let answered = Answered::default();
        let mut swept = Self { answered: answered.clone(), names: BTreeSet::new(), done: 0, refused: 0 };
        every_write(&answered.wings(), "안녕하세요.", &mut swept).await;
        swept
    }

    /// What the client makes of the answer.
    async fn read<E: WriteOperation>(&mut self, call: &Call<'_, E>, body: &Value, place: &str, done: &[Subject])
    where
        E::Output: Debug + 'static,
    {
        self.answered.with(200, body.to_string());
        let what = format!("{} {place}: {body}", E::NAME);
        let shown = match self.answered.wings().taiwan.write(call.endpoint()).await {
            Ok(answer) => {
                let confirmed = call.endpoint().confirmed(&answer);
                assert!(confirmed.iter().all(|it| done.contains(it)), "{what}: claims {confirmed:?}");
                self.done += 1;
                format!("{answer:?}")
            }
            Err(error) => {
                let delivery = match error.kind() {
                    // The answer cannot be read, and the write has probably happened.
                    ErrorKind::Decode => Delivery::MaybeSent,
                    ErrorKind::Rejected => Delivery::Answered,
                    // By the message that the fixture has.
                    _ if error.refusal().is_some() => Delivery::Answered,
                    other => panic!("{what}: {other:?}"),
                };
                assert_eq!(error.delivery(), delivery, "{what}");
                assert!(!place.ends_with("essage"), "prose decides nothing: {what}");
                self.refused += 1;
                format!("{error} {error:?}")
            }
        };
        let key = split(place).1;
        let name = if is_position(key) { split(split(place).0).1 } else { key };
        assert!(PUBLIC.contains(&name) || !shown.contains(CANARY), "{what}: {shown}");
    }
}

impl Visit for Swept {
    async fn visit<E: WriteOperation>(&mut self, version: &'static str, call: Call<'_, E>)
    where
        E::Output: Debug + 'static,
    {
        let name = format!("{}.{version}", E::NAME);
        // A file is no JSON.
        let Ok(text) = std::fs::read_to_string(directory().join(format!("{name}.json"))) else { return };
        let whole: Value = serde_json::from_str(&text).unwrap();
        self.names.insert(name);
        let done = call.endpoint().confirmed(&call.endpoint().decode(text.as_bytes()).unwrap());
        for place in places(&whole) {
            for with in replacements(whole.pointer(&place).unwrap()).iter().chain([&json!("FAIL"), &json!(400)]) {
                self.read(&call, &changed(&whole, &place, Some(with)), &place, &done).await;
            }
            if !is_position(split(&place).1) {
                self.read(&call, &changed(&whole, &place, None), &place, &done).await;
            }
        }
        for with in replacements(&whole) {
            self.read(&call, &with, "", &done).await;
        }
    }
}
