//! The clerk of the shop: asks for payments, believes what the API confirms, ships once, gives money back once.

use std::time::{Duration, SystemTime};

use apiwire::clock::Clock;
use apiwire::{Delivery, Error, ErrorKind};
use korea_checkout::events::{Confirmation, Received};
use korea_checkout::refunds::{Paid, Refund, Settled};
use korea_checkout::sessions::{Buyer, NewItem, NewSession, Session, SessionStatus};

use super::{Order, Till};
use crate::book::End;
use crate::seeds::Manners;
use crate::seller::PATIENCE;

/// The operations, as the client's errors name them.
pub(super) const CREATE: &str = "sessions.create";
pub(super) const REFUND: &str = "refunds.create";

/// Where a person looks.
const DASHBOARD: (&str, &str) = ("판매자 대시보드에서 확인하세요.", "See in the vendor's dashboard.");

impl Till {
    /// Takes orders, one after the other.
    pub(super) async fn sell(&self) {
        let orders = 2 + self.one_of(6);
        for number in 1..=i64::try_from(orders).unwrap() {
            self.sleep_up_to(1_800).await;
            let total = 1_000 * i64::try_from(5 + self.one_of(40)).unwrap();
            let order = Order { total, session: None, status: SessionStatus::Pending, shipped: 0, refunds: Vec::new() };
            self.orders.borrow_mut().insert(number, order);
            self.ask_for_payment(number, total).await;
        }
    }

    async fn ask_for_payment(&self, number: i64, total: i64) {
        let intention = self.book.mean(CREATE, number).unwrap();
        for _ in 0..PATIENCE {
            let buyer = Buyer::new("김예시", "kim@example.com", "+82-10-0000-0001");
            let session = NewSession::new(format!("order-{number}"), total, buyer)
                .with_item(NewItem::new("머그컵", total, 1))
                .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart")
                .with_webhook_url("http://127.0.0.1:9/webhooks");
            match self.client.sessions().create_once(&self.guard, session).await {
                Ok(created) => {
                    self.story.tell(format_args!("order {number}: {}", created.row.session_id));
                    self.orders.borrow_mut().get_mut(&number).unwrap().session = Some(created.row.session_id);
                    return self.book.end(intention, End::Done);
                }
                // Nobody knows whether there is a session: the guard lets no second one be made.
                Err(error) if error.kind() == ErrorKind::Conflict && error.delivery() == Delivery::NotSent => {
                    return self.book.for_a_person(intention, DASHBOARD);
                }
                Err(error) if in_doubt(&error) => {
                    self.book.doubt(intention);
                    self.story.tell(format_args!("order {number} in doubt: {error}"));
                }
                Err(error) if is_passing(&error) => self.wait_after(&error).await,
                Err(error) => {
                    self.story.tell(format_args!("order {number}: {error}"));
                    return self.book.end(intention, End::Refused);
                }
            }
        }
        self.story.wrong(format_args!("order {number} never came to an end"));
    }

    /// Takes events from the queue until closing time, and refunds now and then.
    pub(super) async fn work(&self, closing: SystemTime) {
        while self.clock.now() < closing + crate::shop::hours(2) {
            let event = self.receiver.queue.borrow_mut().pop();
            match event {
                Some(event) => self.confirm(event).await,
                None => self.sleep_up_to(120).await,
            }
            if self.clock.now() < closing && self.one_of(12) == 0 {
                self.refund_something().await;
            }
        }
    }

    /// Reads every order whose end no webhook has told, and settles what was left open.
    pub(super) async fn close(&self) {
        self.story.tell("closing the books");
        let open: Vec<i64> = self.orders.borrow().keys().copied().collect();
        for number in open {
            if let Some(session) = self.session_of(number).await {
                self.learn(&session);
            }
            let refunds = self.orders.borrow()[&number].refunds.clone();
            for (amount, intention) in refunds {
                if self.book.intentions()[intention].end == End::Unknown {
                    self.settle(number, amount, intention).await;
                }
            }
        }
    }

    async fn confirm(&self, received: Received) {
        match self.client.events().confirm(&received.event).await {
            Ok(Confirmation::Confirmed(session)) => {
                let claimed = received.event.status();
                let refunded = [SessionStatus::Refunded, SessionStatus::PartiallyRefunded];
                let same = claimed == Some(&session.row.status)
                    || (claimed.is_some_and(|claimed| refunded.contains(claimed))
                        && refunded.contains(&session.row.status));
                self.story.must(same, || format!("{claimed:?} was confirmed of {:?}", session.row.status));
                self.learn(&session.row);
            }
            Ok(Confirmation::Stale(session)) => self.learn(&session.row),
            Ok(Confirmation::Contradicted { differences, .. }) => {
                self.story.tell(format_args!("contradicted: {differences:?}"));
            }
            Ok(Confirmation::NoSession) => self.story.wrong("an event of the sandbox is about no session"),
            Ok(other) => self.story.wrong(format_args!("{other:?}")),
            Err(error) => {
                self.wait_after(&error).await;
                self.receiver.queue.borrow_mut().push(received);
            }
        }
    }

    /// Takes over what the API says of a session, and ships what was paid for the first time.
    fn learn(&self, session: &Session) {
        let mut orders = self.orders.borrow_mut();
        let Some(order) = orders.values_mut().find(|order| order.session.as_ref() == Some(&session.session_id)) else {
            // Of a session whose answer was lost: its buyer was never sent there.
            return self.story.wrong(format_args!("{} is nobody's", session.session_id));
        };
        if !order.status.may_become(&session.status) {
            return;
        }
        order.status = session.status.clone();
        if order.status.is_paid() && order.shipped == 0 {
            order.shipped += 1;
            self.story.tell(format_args!("{} is paid, and its goods leave", session.session_id));
        }
    }

    async fn refund_something(&self) {
        let paid: Vec<i64> = self
            .orders
            .borrow()
            .iter()
            .filter(|(_, order)| order.status == SessionStatus::Completed && order.refunds.is_empty())
            .map(|(number, _)| *number)
            .collect();
        if paid.is_empty() {
            return;
        }
        let number = paid[self.one_of(paid.len())];
        let Some(session) = self.session_of(number).await else { return };
        let Ok(paid) = Paid::of(&session) else { return };
        let all = self.one_of(3) == 0;
        let amount = if all { paid.total() } else { paid.total() / 5 * i64::try_from(1 + self.one_of(4)).unwrap() };
        let refund = if all { Refund::full(paid) } else { Refund::partial(paid, amount) };
        let intention = self.book.mean(REFUND, number).unwrap();
        self.orders.borrow_mut().get_mut(&number).unwrap().refunds.push((amount, intention));
        self.story.tell(format_args!("refund {amount} of order {number}"));
        self.give_back(number, amount, intention, &refund.with_reason("단순 변심")).await;
    }

    async fn give_back(&self, number: i64, amount: i64, intention: usize, refund: &Refund) {
        for _ in 0..PATIENCE {
            match self.client.refunds().create(refund).await {
                Ok(refunded) => {
                    let told = refunded.row.amount;
                    self.story
                        .must(told.is_none_or(|told| told == amount), || format!("{told:?} of {amount} refunded"));
                    return self.book.end(intention, End::Done);
                }
                Err(error) if in_doubt(&error) => {
                    self.story.tell(format_args!("refund of order {number} in doubt: {error}"));
                    self.book.doubt(intention);
                    self.book.for_a_person(intention, DASHBOARD);
                    if self.manners == Manners::RefundsAgain {
                        continue;
                    }
                    return self.settle(number, amount, intention).await;
                }
                Err(error) if is_passing(&error) => self.wait_after(&error).await,
                Err(error) => {
                    self.story.tell(format_args!("refund of order {number}: {error}"));
                    return self.book.end(intention, End::Refused);
                }
            }
        }
        self.story.wrong(format_args!("the refund of order {number} never came to an end"));
    }

    /// Reads whether a refund has happened; what the session does not tell stays with the person.
    async fn settle(&self, number: i64, amount: i64, intention: usize) {
        let (session, total) = {
            let orders = self.orders.borrow();
            (orders[&number].session.clone().unwrap(), orders[&number].total)
        };
        let refund = Refund::partial(Paid::known(session, total), amount);
        for _ in 0..PATIENCE {
            match self.client.refunds().settle(&refund).await {
                Ok((settled, _)) => {
                    self.story.tell(format_args!("refund of order {number}: {settled:?}"));
                    if settled == Settled::Done {
                        self.book.end(intention, End::Done);
                    }
                    return;
                }
                Err(error) => self.wait_after(&error).await,
            }
        }
        self.story.wrong(format_args!("the refund of order {number} was never settled"));
    }

    async fn session_of(&self, number: i64) -> Option<Session> {
        let id = self.orders.borrow()[&number].session.clone()?;
        for _ in 0..PATIENCE {
            match self.client.sessions().get(&id).await {
                Ok(session) => return Some(session.row),
                Err(error) => self.wait_after(&error).await,
            }
        }
        self.story.wrong(format_args!("{id} was never read"));
        None
    }

    async fn wait_after(&self, error: &Error) {
        let until = error.until().and_then(|until| until.duration_since(self.clock.now()).ok());
        let wait = until.unwrap_or(Duration::from_secs(10));
        self.story.tell(format_args!("till: wait {}s: {error}", wait.as_secs()));
        tokio::time::sleep(wait + Duration::from_millis(1)).await;
    }
}

/// The docs of both writes: after "maybe sent", and after any 5xx, nobody knows.
fn in_doubt(error: &Error) -> bool {
    error.delivery() == Delivery::MaybeSent || error.status() >= Some(500)
}

/// Nothing was done, and it may be tried when the time has come.
fn is_passing(error: &Error) -> bool {
    let kind = error.kind();
    matches!(kind, ErrorKind::Throttled | ErrorKind::EdgeBlocked | ErrorKind::CircuitOpen | ErrorKind::Deadline)
        || (error.delivery() == Delivery::NotSent && kind == ErrorKind::Connect)
}
