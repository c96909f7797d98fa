//! What is still to come: late writes, scripted happenings, and what carriers, customers and Coupang do by themselves.

use super::books::Books;
use super::calendar::{Day, Moment};
use super::customers::{CustomerAct, Customers};
use super::gateway::Gateway;
use super::happening::Happening;
use super::life::Step;
use super::world::{Event, LAST_DAY, Life};
use bytes::Bytes;
use http::Request;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// When a scripted happening comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At a moment.
    At(SystemTime),
    /// So long after the shop has opened.
    AfterOpening(Duration),
}

/// What happens at its moment, under the rules as they then stand.
pub(super) enum Due {
    /// A write that was answered earlier.
    Write(Box<Request<Bytes>>),
    /// What a scenario has written down.
    Scripted(Happening),
    /// What follows by itself from something that has happened.
    Step(Step),
    /// What a customer does, who is thrown by this number.
    Customer(CustomerAct, u64),
}

/// What is still to come, in the order of the moments; what was entered first comes first of those of one moment.
#[derive(Default)]
pub(super) struct Agenda {
    due: BTreeMap<(Moment, u64), Due>,
    so_far: u64,
    seed: u64,
    life: Life,
    customers: Customers,
    /// What waits for the shop to open.
    script: Vec<(When, Happening)>,
    /// The last day whose customers are entered.
    planned: Option<Day>,
    missed: Vec<(Moment, Happening)>,
}

impl Agenda {
    /// An agenda that follows these rules and begins with this script.
    pub(super) fn new(seed: u64, life: Life, customers: Customers, script: Vec<(When, Happening)>) -> Self {
        Self { seed, life, customers, script, ..Self::default() }
    }

    /// Enters something.
    pub(super) fn keep(&mut self, at: Moment, due: Due) {
        self.so_far += 1;
        self.due.insert((at, self.so_far), due);
    }

    /// Enters what follows by itself from an event.
    pub(super) fn follow(&mut self, at: Moment, event: &Event) {
        if let Some((later, step)) = Step::after(&self.life, self.seed, at, event) {
            self.keep(later, Due::Step(step));
        }
    }

    /// Enters what the script says once the shop is open, and what customers do on every day up to now.
    fn plan(&mut self, opened: Moment, now: Moment) {
        for (when, happening) in std::mem::take(&mut self.script) {
            let at = match when {
                When::At(at) => Moment::from_system_time(at),
                When::AfterOpening(span) => opened.after(span),
            };
            self.keep(at, Due::Scripted(happening));
        }
        if self.customers.rest() {
            return;
        }
        let first = self.planned.map_or(opened.day(), |day| day.plus(1));
        for day in (first.number()..=now.day().number().min(LAST_DAY)).map(Day::of_number) {
            for (at, act, key) in self.customers.on(day, self.seed).filter(|(at, ..)| *at >= opened).collect::<Vec<_>>()
            {
                self.keep(at, Due::Customer(act, key));
            }
            self.planned = Some(day);
        }
    }

    /// What is next due by `now`; it is kept no longer.
    fn next(&mut self, now: Moment) -> Option<(Moment, Due)> {
        let entry = self.due.first_entry().filter(|entry| entry.key().0 <= now)?;
        let ((at, _), due) = entry.remove_entry();
        Some((at, due))
    }
}

impl Gateway {
    /// The scripted happenings that found no room when their moment came, oldest first: a sign of a wrong number in the
    /// script, or of a shop that has gone another way.
    #[must_use]
    pub fn missed_happenings(&self) -> Vec<(SystemTime, Happening)> {
        let books = self.books();
        books.agenda.missed.iter().map(|(at, happening)| (at.system_time(), *happening)).collect()
    }

    /// Carries out what is due, each at its own moment and under the rules as they then stand.
    pub(super) fn land(&self, books: &mut Books, now: Moment) {
        let opened = self.world.with(books.journal(), now).opened();
        books.agenda.plan(opened, now);
        while let Some((at, due)) = books.agenda.next(now) {
            let shop = self.world.with(books.journal(), at);
            let change = match due {
                Due::Write(request) => {
                    self.land_write(books, &request, at);
                    continue;
                }
                Due::Scripted(happening) => {
                    let change = happening.change(&shop);
                    if change.is_none() {
                        books.agenda.missed.push((at, happening));
                    }
                    change
                }
                Due::Step(step) => step.change(&shop),
                Due::Customer(act, key) => act.change(&shop, key),
            };
            if let Some(change) = change {
                books.enter(change);
            }
        }
    }
}
