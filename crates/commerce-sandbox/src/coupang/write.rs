//! What every write has in common: it looks at the shop, and says what it would change and what it answers.

use super::answer::Answer;
use super::calendar::Moment;
use super::world::{Event, View};
use super::{claims, inventory, ordersheets, service};
use bytes::Bytes;
use http::{Method, Request};

/// A write, by family.
#[derive(Clone, Copy)]
pub(super) enum Write<'p> {
    /// Of order sheets.
    Orders(ordersheets::Write<'p>),
    /// Of receipts and exchanges.
    Claims(claims::Write<'p>),
    /// Answers to customers.
    Service(service::Write<'p>),
    /// Of options.
    Inventory(inventory::Write<'p>),
}

/// What a write is asked with.
pub(super) struct Call<'c> {
    /// The vendor whose shop this is, who is also the vendor in the path.
    pub(super) vendor: &'c str,
    pub(super) request: &'c Request<Bytes>,
    /// The login id that belongs to the vendor.
    pub(super) wing_user: &'c str,
}

/// What a write does, if anything, and what it answers.
pub(super) struct Done {
    pub(super) answer: Answer,
    pub(super) changes: Vec<Change>,
}

/// One change of state; see [`super::Commit`].
pub(super) struct Change {
    pub(super) subject: i64,
    /// What happens, and when it takes effect.
    pub(super) events: Vec<(Moment, Event)>,
}

/// The answer alone is a refusal: nothing changes.
pub(super) type Outcome = Result<Done, Answer>;

impl<'p> Write<'p> {
    /// The write that a method and a path name, and the vendor id in the path.
    pub(super) fn find(method: &Method, path: &'p str, segments: &[&'p str]) -> Option<(Option<&'p str>, Self)> {
        let orders =
            ordersheets::Write::find(method, segments).map(|(vendor, write)| (Some(vendor), Self::Orders(write)));
        let inventory = || inventory::Write::find(method, path).map(|write| (None, Self::Inventory(write)));
        let service =
            || service::Write::find(method, segments).map(|(vendor, write)| (Some(vendor), Self::Service(write)));
        let claims =
            || claims::Write::find(method, segments).map(|(vendor, write)| (Some(vendor), Self::Claims(write)));
        orders.or_else(claims).or_else(service).or_else(inventory)
    }

    /// Whether a notice alone names it in this version, and no page does.
    pub(super) fn is_from_notice(self, version: &str) -> bool {
        match self {
            Self::Orders(write) => write.is_from_notice(version),
            Self::Claims(write) => write.is_from_notice(version),
            Self::Service(_) | Self::Inventory(_) => false,
        }
    }

    /// Whether only Taiwan has it.
    pub(super) fn is_of_taiwan(self) -> bool {
        matches!(self, Self::Orders(write) if write.is_of_taiwan())
    }

    /// The function that carries it out.
    pub(super) fn handler(self) -> &'static str {
        match self {
            Self::Orders(write) => write.handler(),
            Self::Claims(write) => write.handler(),
            Self::Service(write) => write.handler(),
            Self::Inventory(write) => write.handler(),
        }
    }

    /// Its name in the list of commits.
    pub(super) fn operation(self) -> &'static str {
        match self {
            Self::Orders(write) => write.operation(),
            Self::Claims(write) => write.operation(),
            Self::Service(write) => write.operation(),
            Self::Inventory(write) => write.operation(),
        }
    }

    /// What it would do to the shop as it stands.
    pub(super) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::Orders(write) => write.run(shop, call),
            Self::Claims(write) => write.run(shop, call),
            Self::Service(write) => write.run(shop, call),
            Self::Inventory(write) => write.run(shop, call),
        }
    }
}

impl Done {
    /// Nothing is changed.
    pub(super) fn nothing(answer: Answer) -> Self {
        Self { answer, changes: Vec::new() }
    }

    /// One thing is changed at once.
    pub(super) fn one(answer: Answer, change: Change) -> Self {
        Self { answer, changes: vec![change] }
    }
}

impl Change {
    /// Events that all take effect at one moment.
    pub(super) fn at(moment: Moment, subject: i64, events: impl IntoIterator<Item = Event>) -> Self {
        Self { subject, events: events.into_iter().map(|event| (moment, event)).collect() }
    }
}
