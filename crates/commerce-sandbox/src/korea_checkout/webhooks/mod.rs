//! Webhooks: what is told, to whom, and when.

mod delivery;
mod event;
mod manners;
mod outbox;

pub use delivery::{Delivery, DeliveryId, Outcome};
pub(super) use event::Event;
pub use manners::WebhookManners;
pub(super) use outbox::Outbox;
