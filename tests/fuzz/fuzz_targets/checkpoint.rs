//! Any JSON as a checkpoint, and any change of a real one: it is refused or gone on from, it does not print what it holds,
//! and it is the same after being written.
#![no_main]

use coupang_wing::Market;
use coupang_wing::calendar::KstDate;
use coupang_wing::collect::Checkpoint;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[path = "../shared/clients.rs"]
mod clients;
#[path = "../shared/planted.rs"]
mod planted;

use clients::{Answer, block_on};

fuzz_target!(|bytes: &[u8]| {
    let bytes = planted::planted(bytes);
    let wing = Answer::ok(br#"{"code":200,"data":[],"nextToken":""}"#.to_vec()).wing(Market::Kr);
    let day = |text: &str| text.parse::<KstDate>().expect("a day");
    let collection = || wing.orders().collect(day("2026-01-01")..=day("2026-03-02")).expect("a collection");

    let mut real = serde_json::to_value(collection().checkpoint()).expect("JSON");
    let changes = serde_json::from_slice::<Value>(&bytes).ok();
    if let (Value::Object(real), Some(Value::Object(changes))) = (&mut real, changes) {
        real.extend(changes);
    }
    let read = [serde_json::from_slice::<Checkpoint>(&bytes).ok(), serde_json::from_value(real).ok()];
    for checkpoint in read.into_iter().flatten() {
        let written = serde_json::to_vec(&checkpoint).expect("JSON");
        assert!(serde_json::from_slice::<Checkpoint>(&written).is_ok_and(|again| again == checkpoint));
        planted::silent(&checkpoint);
        let mut going_on = match collection().resume(checkpoint.clone()) {
            Ok(going_on) => going_on,
            Err(error) => {
                planted::silent_error(&error);
                continue;
            }
        };
        assert!(going_on.checkpoint() == checkpoint, "it goes on from elsewhere");
        block_on(async {
            assert!(going_on.next().await.is_none(), "every page is empty");
        });
        let progress = going_on.progress();
        assert_eq!(progress.steps_done, progress.steps);
    }
});
