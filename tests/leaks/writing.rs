//! Every write: the call before it is sent, what it would send, what comes of it, and what reading tells afterwards.

use std::collections::BTreeSet;
use std::fmt::Debug;

use apiwire::Delivery;
use coupang_wing::write::{Call, WriteOperation};

use crate::canary::{Heard, canary};
use crate::every_write::{Visit, Wings, every_write};
use crate::{Ended, boxed};

/// Does each write, in every version, about the canary; gives what one of each ended with.
pub(crate) async fn write_everything(wings: &Wings, heard: &Heard) -> Vec<Ended> {
    let mut told = Told { heard: heard.clone(), ended: Vec::new(), operations: BTreeSet::new() };
    every_write(wings, &canary().prose(), &mut told).await;
    told.ended
}

struct Told {
    heard: Heard,
    ended: Vec<Ended>,
    operations: BTreeSet<&'static str>,
}

impl Visit for Told {
    async fn visit<E: WriteOperation>(&mut self, _version: &'static str, mut call: Call<'_, E>)
    where
        E::Output: Debug + 'static,
    {
        let shown = call.dry_run().unwrap();
        self.heard.debug(&call);
        self.heard.debug(&shown);
        self.heard.text(&shown);
        let answer = call.send().await;
        self.heard.debug(&call);
        // One of each operation is enough for what comes of it.
        let is_first = self.operations.insert(E::NAME);
        if is_first && answer.as_ref().err().is_some_and(|error| error.delivery() == Delivery::MaybeSent) {
            match call.settle().await {
                Ok(settled) => self.heard.debug(&settled),
                Err(error) => self.heard.error(&error),
            }
        }
        if is_first {
            self.ended.push(vec![answer.map(boxed)]);
        } else if let Err(error) = answer {
            self.heard.error(&error);
        }
    }
}
