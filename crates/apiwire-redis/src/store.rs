//! The store.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use apiwire::BoxFuture;
use apiwire::governor::{Decision, Limits, Report, Scope, Store, StoreUnreachable, Ticket};
use redis::Client;

use crate::connect_error::ConnectError;
use crate::keys::Keys;
use crate::link::Link;
use crate::script;
use crate::settlement::Settlement;

/// The budgets of a fleet, kept in one Redis server.
///
/// Every process with the same server and prefix shares them. See the [crate's page](crate) for what is kept, and for what
/// happens when the server is away.
pub struct RedisStore {
    link: Arc<Link>,
    prefix: Arc<str>,
    lease: Duration,
}

/// What all names of keys begin with. The number is that of the state's form.
const PREFIX: &str = "apiwire1";

/// The longest attempt by default is 35 s ([`apiwire::Times`]).
const LEASE: Duration = Duration::from_secs(60);

/// Far below the time of a whole call, which is 30 s by default.
const TIME_LIMIT: Duration = Duration::from_secs(1);

impl RedisStore {
    /// A store at this URL that has been seen to answer and to run scripts.
    ///
    /// `redis://[user][:password@]host[:port][/database]`, `rediss://..` for TLS (feature `tls`), or
    /// `redis+unix:///path`. Beyond a network of your own use `rediss://`: the password travels as it is otherwise.
    ///
    /// # Errors
    /// [`ConnectError`] when the URL is none, or the server does not answer or refuses. A process that shall start
    /// without its server uses [`RedisStore::new`].
    pub async fn connect(url: &str) -> Result<Self, ConnectError> {
        let store = Self::new(url)?;
        store.check().await?;
        Ok(store)
    }

    /// A store at this URL, connected to with the first call.
    ///
    /// # Errors
    /// [`ConnectError::Url`].
    pub fn new(url: &str) -> Result<Self, ConnectError> {
        // The client reads `#insecure` as "do not check certificates", where another crate has built it so.
        if url.contains('#') {
            return Err(ConnectError::Url);
        }
        #[cfg(feature = "tls")]
        choose_cryptography();
        let client = Client::open(url).map_err(|_| ConnectError::Url)?;
        Ok(Self { link: Arc::new(Link::new(client, TIME_LIMIT)), prefix: PREFIX.into(), lease: LEASE })
    }

    /// Keeps the budgets under another prefix than `apiwire1`: fleets with different prefixes share nothing.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Arc<str>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Changes how long a call may be in flight, 60 s by default: longer than the longest attempt.
    ///
    /// A process that dies gives its slots back when this time has passed. A call that takes longer may share its slot.
    #[must_use]
    pub fn with_lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Changes how long the server may take to answer one question, with making a connection; 1 s by default. A slower
    /// one counts as away.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.link = Arc::new(self.link.with_limit(limit));
        self
    }

    /// Whether the server answers and runs scripts.
    ///
    /// # Errors
    /// [`ConnectError::Unreachable`] or [`ConnectError::Refused`].
    pub async fn check(&self) -> Result<(), ConnectError> {
        self.link.check().await
    }

    fn settlement(&self, scope: &Scope, ticket: Ticket, how: Option<(Limits, Report)>) -> Settlement {
        let (link, keys) = (Arc::clone(&self.link), Keys::of(&self.prefix, scope));
        Settlement { link, keys, lease: self.lease, ticket, how }
    }
}

impl Store for RedisStore {
    fn acquire<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Decision, StoreUnreachable>> {
        Box::pin(async move {
            let script = script::acquire(&Keys::of(&self.prefix, scope), limits, self.lease);
            let answer = self.link.ask(&script).await.map_err(|_| StoreUnreachable)?;
            script::decision(answer).ok_or(StoreUnreachable)
        })
    }

    fn settle<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
        ticket: Ticket,
        report: Report,
    ) -> BoxFuture<'a, Result<Option<Duration>, StoreUnreachable>> {
        let told = self.settlement(scope, ticket, Some((limits.clone(), report))).tell();
        Box::pin(async move { told.await.unwrap_or(Err(StoreUnreachable)) })
    }

    /// Gives the slot back in the background; what cannot be told ends with the lease.
    fn abandon(&self, scope: &Scope, ticket: Ticket) {
        drop(self.settlement(scope, ticket, None).tell());
    }
}

/// rustls is built with one implementation here, but a program may hold several: then it needs to be told, once, and what
/// the program itself has chosen stays.
#[cfg(feature = "tls")]
fn choose_cryptography() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// Never shows the URL.
impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("prefix", &self.prefix).field("lease", &self.lease).finish_non_exhaustive()
    }
}
