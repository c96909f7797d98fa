//! One vendor's budget shared by a fleet of processes, kept in Redis.
//!
//! [`RedisStore`] is a [`Store`](apiwire::governor::Store) for
//! [`Governor::with_store`](apiwire::governor::Governor::with_store): every process that is given the
//! same server and prefix takes its calls from one budget per vendor, and hears of each other's 429, runs of 404 and edge
//! blocks.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::{sync::Arc, time::{Duration, Instant}};
//! use apiwire::governor::{Governor, Limits, Report, Scope};
//! use apiwire_redis::RedisStore;
//!
//! let Ok(url) = std::env::var("APIWIRE_REDIS_URL") else { return Ok(()) }; // such as redis://:password@10.0.0.5:6379
//! let store = RedisStore::connect(&url).await?;
//! let governor = Governor::with_store(Limits::default(), Arc::new(store)); // for the builder of every client
//!
//! # let tenant = format!("A{}", std::process::id());
//! # let scope = Scope { origin: "https://api.example.com".into(), tenant: tenant.into() };
//! let deadline = Instant::now() + Duration::from_secs(10);
//! let grant = governor.acquire(&scope, deadline.into()).await.map_err(|refusal| format!("{refusal:?}"))?;
//! // .. one call ..
//! grant.settle(Report::Answered).await;
//! # Ok(())
//! # }
//! ```
//!
//! # What is kept, and for how long
//!
//! Counts and moments only: no request, no key. A vendor stands in the names of keys as a hash, so that whoever looks at the
//! server does not read sellers' ids; ids are few enough to be tried one by one, so the hash is no secret. Everything is
//! forgotten a day after its last use.
//!
//! A call in flight holds a lease ([`RedisStore::with_lease`]): what a process held that died is free when the lease ends.
//!
//! # When the server is away
//!
//! The governor warns once and grants one call a second in each process, never more, and is back at the shared budget
//! with the first answer. The budget stays whole over both changes: a process that loses the server lets two seconds pass
//! first, and a server that knows nothing of an origin (a new one, or one that was restarted without its memory) lets
//! [`QUIET`] pass before its first grant, so that all have noticed it. A refusal that a process has heard of holds in the
//! meantime, and one that the server could not be told is told when it is back.
//!
//! # The server
//!
//! One Redis from version 5 on, or Valkey: the clock is that server's. Nothing need be saved to disk. Its clock must not
//! leap ahead, as any clock that is kept by NTP does not.
#![forbid(unsafe_code)]

mod connect_error;
mod keys;
mod link;
mod script;
mod settlement;
mod store;

pub use connect_error::ConnectError;
pub use script::QUIET;
pub use store::RedisStore;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
