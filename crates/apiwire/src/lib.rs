//! The one way a request travels, shared by the Korea commerce clients.
//!
//! A client crate describes each operation as an [`Endpoint`] value and its service as a [`Service`]; everything in
//! between (pacing, signing inside the attempt, sending, reading within bounds, retrying or stopping, logging without
//! values) happens once, in [`Pipeline`].
//!
//! ```text
//! deadline -> back-off sleep -> rate permit -> clock -> sign -> send -> bounded read -> classify
//! ```
//!
//! Three words decide what may be repeated: a request was **not sent**, **maybe sent**, or **answered**
//! ([`Delivery`]). The whole policy is the table in [`policy`].
#![forbid(unsafe_code)]

// The macros name this crate by its path, also inside itself.
extern crate self as apiwire;

pub mod body;
pub mod calendar;
pub mod clock;
pub mod decode;
mod endpoint;
mod error;
pub mod governor;
mod hint;
mod id;
mod input;
mod json_body;
pub mod log;
mod origin;
pub mod page;
mod permit;
mod pipeline;
pub mod policy;
mod rate;
mod refusal;
mod service;
mod single;
mod skew;
mod target;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;
pub mod wire;
mod write_key;

pub use endpoint::{Effect, EffectKind, Endpoint, Family, Read, Repeat, Write};
pub use error::{ClockHint, Delivery, Error, ErrorKind};
pub use hint::Language;
pub use input::{InputFault, InputFaults};
pub use json_body::JsonBody;
pub use origin::{Origin, OriginError};
pub use page::{Listing, Page, PageToken, PagedEndpoint};
pub use permit::{Stop, WritePermit};
pub use pipeline::{Pipeline, PipelineBuilder, Times};
pub use rate::RateLimit;
pub use refusal::{KnownRefusal, Prose};
pub use service::{Attempt, EdgeReference, Explanation, RequestId, Service, VendorCode};
pub use single::Single;
pub use skew::SkewMeter;
pub use target::{Target, TargetError};
pub use write_key::WriteKey;

/// A boxed future, as the object-safe traits of this crate return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the macros of this crate expand to.
#[doc(hidden)]
pub mod __private {
    pub use serde::{self, Deserialize, Deserializer, Serialize, Serializer};
}
