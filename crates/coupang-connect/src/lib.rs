//! Connects a seller's Coupang account: a vault for the keys, ACTIVE or PAUSED with a reason, write permits, an audit log.
//!
//! A seller pastes what Wing shows. The values go into a [`Vault`] and never come back; what comes back is a [`Status`]:
//! the connection's name, the name of the pair in the vault, the state, and the counts of orders, claims and inquiries.
//!
//! ```
//! # use std::sync::Arc;
//! # use coupang_wing::{Wing, apiwire::{clock::SystemClock, testing::InMemory}};
//! # use commerce_sandbox::coupang::{self, Gateway};
//! use coupang_connect::{Connections, Form, MemoryVault, State};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gateway = Gateway::builder().build()?;
//! # let answer = Arc::new(InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now)));
//! # let (access, secret) = (coupang::DEFAULT_ACCESS_KEY.to_owned(), coupang::DEFAULT_SECRET_KEY.to_owned());
//! let builder = Connections::builder(Arc::new(MemoryVault::new()));
//! // let connections = builder.open_live().await?;
//! # let connections = builder.open_with(move |config| Wing::builder(config).transport(answer.clone()).build()).await?;
//! let status = connections.connect(Form::new("A00012345", access, secret)).await?;
//! assert_eq!(status.state, State::Active);
//!
//! let connection = connections.get(&status.connection).unwrap();
//! let wing = connection.client()?; // reads; it is stopped when Coupang says no
//! assert!(connection.writing_client(&[coupang_wing::family::ORDERS]).is_err()); // nobody has permitted writes
//! # Ok(())
//! # }
//! ```
//!
//! - A connection is ACTIVE only while the last read-only order list call succeeded, and pauses at once when Coupang
//!   rejects a call; see [`Connection`].
//! - Writes are opened one family at a time by a person who is named, and all permits fall with a pause;
//!   see [`Connection::permit`].
//! - Each request and each event is a line of the [`Journal`]: counts and kinds, no value.
#![forbid(unsafe_code)]

#[cfg(all(doctest, feature = "reqwest"))]
#[doc = include_str!("../README.md")]
struct Readme;

mod connection;
mod connections;
mod credentials;
mod error;
mod form;
mod guard;
mod id;
mod journal;
mod key_age;
mod shared;
mod vault;

pub use connection::{Connection, FamilyMark, Intervals, NextStep, Permit, State, Status};
pub use connections::{Connections, ConnectionsBuilder};
pub use credentials::Credentials;
pub use error::{AccessError, ConnectError};
pub use form::{Field, Form, FormError, NewPair};
pub use id::{ConnectionId, CredentialRef, NotAName};
pub use journal::{
    Audit, Day, Event, ExchangeLine, Journal, JournalTrouble, Line, Listener, OperationDay, Rotation, What,
};
pub use key_age::{KeyAge, KeyStage};
#[cfg(feature = "keyring")]
pub use vault::KeyringVault;
pub use vault::{
    About, Entry, EnvironmentError, EnvironmentVault, FileVault, MemoryVault, Vault, VaultError, Verified,
};
