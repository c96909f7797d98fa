//! Writing as the docs tell it: written down first, sent once, settled by reading, and handed to a person.

use std::future::Future;
use std::pin::Pin;

use coupang_wing::write::{Call, InputError, Seen, Settled, Subject, WriteOperation};
use coupang_wing::{Delivery, Error, ErrorKind};

use crate::book::End;
use crate::seller::{PATIENCE, Seller};

/// What is meant: the subject of the call, and the number of the intention in the book.
pub(crate) type Meant = Vec<(i64, usize)>;

/// A call that was settled and not done, to be settled again.
pub(crate) struct Later<'w> {
    call: Box<dyn Settles + 'w>,
    meant: Meant,
}

trait Settles {
    fn settle(&self) -> Pin<Box<dyn Future<Output = Result<Settled, Error>> + '_>>;
}

impl<E: WriteOperation + Sync> Settles for Call<'_, E> {
    fn settle(&self) -> Pin<Box<dyn Future<Output = Result<Settled, Error>> + '_>> {
        Box::pin(Call::settle(self))
    }
}

impl<'w> Seller<'w> {
    /// Writes down what is to be done to each, and leaves out what was meant before.
    pub(crate) fn mean<T: Copy>(
        &self,
        operation: &'static str,
        things: impl IntoIterator<Item = T>,
        id: fn(T) -> i64,
    ) -> (Vec<T>, Meant) {
        let meant = things.into_iter().filter_map(|thing| Some((thing, self.book.mean(operation, id(thing))?)));
        meant.map(|(thing, number)| (thing, (id(thing), number))).unzip()
    }

    /// Carries a write out, to the end: done, refused, or on the list for a person.
    pub(crate) async fn carry_out<E: WriteOperation + Sync + 'w>(
        &self,
        call: Result<Call<'w, E>, InputError>,
        meant: Meant,
        refused: fn(&E::Output) -> Vec<i64>,
    ) {
        let mut call = match call {
            Ok(call) => call,
            Err(error) => {
                self.story.tell(format_args!("not sent: {error}"));
                return self.end(&meant, End::Refused);
            }
        };
        self.story.tell(format_args!("mean {} of {meant:?}", E::NAME));
        for _ in 0..PATIENCE {
            let Some(sent) = self.patiently(call.send()).await else {
                // The future was dropped: the write was sent, or not.
                meant.iter().for_each(|(_, number)| self.book.doubt(*number));
                return self.settle(call, meant).await;
            };
            match sent {
                Ok(answer) => {
                    let done: Vec<i64> = call.endpoint().confirmed(&answer).into_iter().map(id).collect();
                    let refused = refused(&answer);
                    let (done, rest): (Meant, Meant) = meant.into_iter().partition(|(id, _)| done.contains(id));
                    let (refused, rest): (Meant, Meant) = rest.into_iter().partition(|(id, _)| refused.contains(id));
                    self.story.tell(format_args!("answered: done {done:?}, refused {refused:?}, not told {rest:?}"));
                    self.end(&done, End::Done);
                    self.end(&refused, End::Refused);
                    if !rest.is_empty() {
                        self.settle(call, rest).await;
                    }
                    return;
                }
                Err(error) => match next_step(&error) {
                    Next::Wait => self.wait_after(&error).await,
                    Next::Settle => {
                        self.story.tell(format_args!("in doubt: {error}"));
                        let doubted = error.delivery() == Delivery::MaybeSent;
                        meant.iter().filter(|_| doubted).for_each(|(_, number)| self.book.doubt(*number));
                        return self.settle(call, meant).await;
                    }
                    Next::Leave => {
                        self.story.tell(format_args!("refused: {error}"));
                        return self.end(&meant, End::Refused);
                    }
                },
            }
        }
        self.story.wrong(format_args!("{} never came to an end", E::NAME));
    }

    /// Settles again what is on the list for a person: some of it has shown by now.
    pub(crate) async fn look_again(&self) {
        for Later { call, meant } in self.later.take() {
            let Some(settled) = self.settled(&*call).await else { continue };
            let shown: Vec<i64> = settled.done.into_iter().map(id).collect();
            let done: Meant = meant.into_iter().filter(|(id, _)| shown.contains(id)).collect();
            self.story.tell(format_args!("settled later: {done:?}"));
            self.end(&done, End::Done);
        }
    }

    async fn settle<E: WriteOperation + Sync + 'w>(&self, call: Call<'w, E>, meant: Meant) {
        let Some(settled) = self.settled(&call).await else { return };
        let mut unknown = Vec::new();
        for (subject, number) in meant {
            let done = settled.done.iter().filter(|done| id(**done) == subject).count();
            let open: Vec<_> = settled.unknown.iter().filter(|open| id(open.subject) == subject).collect();
            self.story.must(done + open.len() == 1, || {
                format!("{} of {subject} settled {done} times as done and {} times as unknown", E::NAME, open.len())
            });
            if let [open] = open[..] {
                self.story.must((open.seen == Seen::NothingToRead) == E::SETTLED_BY.is_none(), || {
                    format!("{} of {subject}: {:?}", E::NAME, open.seen)
                });
                self.book.for_a_person(number, (open.look_at.ko, open.look_at.en));
                unknown.push((subject, number));
            } else {
                self.book.end(number, End::Done);
            }
        }
        self.story.tell(format_args!("settled {}: {:?}, unknown {unknown:?}", E::NAME, settled.resent));
        if !unknown.is_empty() {
            self.later.borrow_mut().push(Later { call: Box::new(call), meant: unknown });
        }
    }

    async fn settled(&self, call: &dyn Settles) -> Option<Settled> {
        for _ in 0..PATIENCE {
            match call.settle().await {
                Ok(settled) => return Some(settled),
                Err(error) => self.wait_after(&error).await,
            }
        }
        self.story.wrong("a write was never settled");
        None
    }

    pub(crate) fn end(&self, meant: &Meant, end: End) {
        meant.iter().for_each(|(_, number)| self.book.end(*number, end));
    }
}

/// What to do after an error.
pub(crate) enum Next {
    /// It was not done, and may be sent when the time has come.
    Wait,
    /// It may have been done.
    Settle,
    /// It was refused.
    Leave,
}

/// By what the docs say of the kinds.
pub(crate) fn next_step(error: &Error) -> Next {
    match (error.delivery(), error.kind()) {
        (Delivery::MaybeSent, _) | (_, ErrorKind::AlreadyDone | ErrorKind::ServerError) => Next::Settle,
        (Delivery::NotSent, ErrorKind::Configuration | ErrorKind::NotPermitted | ErrorKind::Stopped) => Next::Leave,
        (Delivery::NotSent, _) | (_, ErrorKind::Throttled | ErrorKind::EdgeBlocked | ErrorKind::SignatureExpired) => {
            Next::Wait
        }
        _ => Next::Leave,
    }
}

/// The number of a subject.
pub(crate) fn id(subject: Subject) -> i64 {
    match subject {
        Subject::Box(id) => id.get(),
        Subject::Order(id) => id.get(),
        Subject::Receipt(id) => id.get(),
        Subject::Exchange(id) => id.get(),
        Subject::Inquiry(id) => id.get(),
        Subject::CallCenterInquiry(id) => id.get(),
        Subject::VendorItem(id) => id.get(),
        other => panic!("{other}"),
    }
}
