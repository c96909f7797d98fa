//! Acknowledging and reading again in one: the way that Coupang's workflow asks for.

use coupang_wing::apiwire::Endpoint;
use coupang_wing::orders::{Acknowledge, AcknowledgeError, OrderSheet, Told};
use coupang_wing::write::WriteOperation;

use crate::book::End;
use crate::seller::{PATIENCE, Seller};
use crate::writing::{Meant, Next, id, next_step};

impl Seller<'_> {
    /// Acknowledges these sheets by the client's own helper, to the end.
    pub(crate) async fn prepare(&self, sheets: &[&OrderSheet], meant: Meant) {
        let sheets: Vec<OrderSheet> = sheets.iter().copied().cloned().collect();
        self.story.tell(format_args!("mean {} and to read again, of {meant:?}", Acknowledge::NAME));
        for _ in 0..PATIENCE {
            match self.wing.orders().acknowledge_and_refetch(&sheets).await {
                Ok(acknowledged) => return self.told(&acknowledged.outcome, &meant),
                Err(AcknowledgeError::Call(error)) => match next_step(&error) {
                    Next::Wait => self.wait_after(&error).await,
                    Next::Settle => {
                        self.story.tell(format_args!("in doubt: {error}"));
                        return meant.iter().for_each(|(_, number)| self.ask_a_person(*number));
                    }
                    Next::Leave => {
                        self.story.tell(format_args!("refused: {error}"));
                        return self.end(&meant, End::Refused);
                    }
                },
                Err(error) => {
                    self.story.tell(format_args!("not sent: {error}"));
                    return self.end(&meant, End::Refused);
                }
            }
        }
        self.story.wrong("acknowledging and reading again never came to an end");
    }

    fn told(&self, told: &Told, meant: &Meant) {
        self.story.tell(format_args!("told: {told:?}"));
        for (subject, number) in meant {
            let refused = match told {
                Told::Answered(outcome) => outcome.failed.iter().any(|failure| failure.id.get() == *subject),
                Told::Settled(settled) => {
                    self.book.doubt(*number);
                    let known = settled.done.iter().chain(settled.unknown.iter().map(|unknown| &unknown.subject));
                    let times = known.filter(|known| id(**known) == *subject).count();
                    self.story.must(times == 1, || format!("box {subject} was settled {times} times"));
                    false
                }
                _ => false,
            };
            let done = |id: coupang_wing::ShipmentBoxId| id.get() == *subject && told.is_done(id);
            if refused {
                self.book.end(*number, End::Refused);
            } else if coupang_wing::ShipmentBoxId::new(*subject).is_some_and(done) {
                self.book.end(*number, End::Done);
            } else {
                self.ask_a_person(*number);
            }
        }
    }

    fn ask_a_person(&self, number: usize) {
        self.book.for_a_person(number, (Acknowledge::LOOK_AT.ko, Acknowledge::LOOK_AT.en));
    }
}
