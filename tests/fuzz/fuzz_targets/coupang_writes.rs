//! Any 2xx answer to any write of Coupang: what is confirmed was asked for, a failure in the envelope is one, an answer
//! that cannot be read may have taken effect, and nothing is sent twice. The first byte chooses the write.
#![no_main]

use std::fmt::Debug;

use apiwire::{Delivery, ErrorKind, WritePermit};
use coupang_wing::write::{Call, WriteOperation};
use coupang_wing::{Market, family};
use libfuzzer_sys::fuzz_target;

#[path = "../shared/clients.rs"]
mod clients;
#[allow(dead_code, reason = "the tests of the crate use more of it")]
#[path = "../../../crates/coupang-wing/tests/every_write/mod.rs"]
mod every_write;
#[path = "../shared/planted.rs"]
mod planted;

use clients::{Answer, answered, as_json, block_on};
use every_write::{Visit, Wings, every_write};

/// How many calls `every_write` makes; one more is no harm.
const CALLS: u8 = 23;

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else { return };
    let body = planted::planted(body);
    let wing = |market| Answer::ok(body.clone()).wing(market).allow_writes(WritePermit::for_(family::ALL));
    let wings = Wings { korea: wing(Market::Kr), taiwan: wing(Market::Tw) };
    let mut one = One { left: choice % CALLS, body: &body };
    block_on(every_write(&wings, "감사합니다", &mut one));
});

/// Sends one of the calls.
struct One<'b> {
    left: u8,
    body: &'b [u8],
}

impl Visit for One<'_> {
    async fn visit<E: WriteOperation>(&mut self, _version: &'static str, mut call: Call<'_, E>)
    where
        E::Output: Debug + 'static,
    {
        let this = self.left == 0;
        self.left = self.left.wrapping_sub(1);
        if !this {
            return;
        }
        let answer = match call.send().await {
            Ok(answer) => answer,
            Err(error) => {
                answered(&error, true);
                // Only an envelope that says so is a failure; what cannot be read settles nothing.
                let unread = error.kind() == ErrorKind::Decode;
                assert!(!unread || error.delivery() == Delivery::MaybeSent, "{error:?}");
                return;
            }
        };
        let (asked, confirmed) = (call.endpoint().subjects(), call.endpoint().confirmed(&answer));
        assert!(confirmed.iter().all(|subject| asked.contains(subject)), "{confirmed:?} of {asked:?}");
        // The labels are a file, and an arrangement is an object whose keys are data.
        if !E::NAME.starts_with("orders.tw_") {
            let (_, failed) = as_json(self.body).expect("a success came of what is no JSON");
            assert!(!failed, "a failure was taken for a success of {}", E::NAME);
        }
        // It is done: the same call is not sent again.
        assert!(call.send().await.is_err_and(|error| error.kind() == ErrorKind::Configuration));
    }
}
