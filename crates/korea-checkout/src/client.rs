//! The client.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use apiwire::log::ExchangeSink;
use apiwire::{Endpoint, Error, Pipeline, RateLimit, Read, Write, WritePermit};
use redact_kr::Sensitive;
use serde_json::Value;

use crate::access::{Access, Permitted, Selling};
use crate::builder::KoreaCheckoutBuilder;
use crate::config::Config;
#[cfg(feature = "reqwest")]
use crate::config::ConfigError;
use crate::coupons::Coupons;
use crate::domains::Domains;
use crate::key::Environment;
#[cfg(feature = "reqwest")]
use crate::limits;
use crate::raw::{Get, RawMethod, RawRequest};
use crate::refunds::Refunds;
use crate::sessions::{Sessions, SumHook};
use crate::shops::Shops;

/// A client for one key. It takes payments; see [`KoreaCheckout::allow_writes`] for refunds, shops and domains.
///
/// Clones share the connection pool, the pace and the stop switch.
pub struct KoreaCheckout<A: Access = Selling> {
    pub(crate) pipeline: Pipeline,
    pub(crate) environment: Environment,
    pub(crate) sum_hook: Option<SumHook>,
    pub(crate) permit: Option<WritePermit>,
    pub(crate) access: PhantomData<A>,
}

impl KoreaCheckout<Selling> {
    /// A client of the vendor's host that the key belongs to, over HTTPS, sharing this process's budget for the key.
    ///
    /// # Errors
    /// [`ConfigError`] when TLS cannot be set up.
    #[cfg(feature = "reqwest")]
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let governor = limits::shared(config.environment());
        Self::builder(config).governor(governor).build()
    }

    /// A client of a local fake at `http://` and a loopback address, never through a proxy.
    ///
    /// # Errors
    /// [`ConfigError`] when the URL is anything else.
    #[cfg(feature = "reqwest")]
    pub fn loopback(base_url: &str, config: Config) -> Result<Self, ConfigError> {
        if !apiwire::Origin::parse(base_url)?.is_loopback_http() {
            return Err(ConfigError::NotLoopback);
        }
        Self::builder(config).base_url(base_url).build()
    }

    /// A client from parts: another base URL, a transport, a governor, a clock, other limits.
    #[must_use]
    pub fn builder(config: Config) -> KoreaCheckoutBuilder {
        KoreaCheckoutBuilder::new(config)
    }

    /// The same client with refunds and changes of shops and domains, in the families that the permit opens and until it
    /// is revoked.
    ///
    /// The permit is looked at before every attempt, so revoking it also stops a client that was handed out earlier.
    #[must_use]
    pub fn allow_writes(&self, permit: WritePermit) -> KoreaCheckout<Permitted> {
        KoreaCheckout {
            pipeline: self.pipeline.clone(),
            environment: self.environment,
            sum_hook: self.sum_hook.clone(),
            permit: Some(permit),
            access: PhantomData,
        }
    }
}

impl<A: Access> KoreaCheckout<A> {
    /// Checkout sessions.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions { pipeline: &self.pipeline, sum_hook: self.sum_hook.as_ref() }
    }

    /// Coupons.
    #[must_use]
    pub fn coupons(&self) -> Coupons<'_> {
        Coupons { pipeline: &self.pipeline }
    }

    /// Shops: reading them, and with a permit making and changing them.
    #[must_use]
    pub fn shops(&self) -> Shops<'_, A> {
        Shops { pipeline: &self.pipeline, permit: self.permit.as_ref(), access: PhantomData }
    }

    /// Custom domains: how they are getting on, and with a permit setting them.
    #[must_use]
    pub fn domains(&self) -> Domains<'_, A> {
        Domains { pipeline: &self.pipeline, permit: self.permit.as_ref(), access: PhantomData }
    }

    /// Events that came by webhook, confirmed by API.
    #[cfg(feature = "webhook")]
    #[must_use]
    pub fn events(&self) -> crate::events::Events<'_> {
        crate::events::Events { pipeline: &self.pipeline }
    }

    /// Sends one read, for endpoints of your own.
    ///
    /// # Errors
    /// [`Error`], see its kinds.
    pub async fn read<E: Endpoint<Effect = Read>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.send(endpoint, None).await
    }

    /// Reads where this crate has no operation; see [`RawRequest`].
    ///
    /// # Errors
    /// [`Error`], see its kinds.
    pub async fn raw_request(&self, request: &RawRequest<Get>) -> Result<Sensitive<Value>, Error> {
        self.pipeline.send(request, None).await
    }

    /// Where the key works.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// What the last answer that spoke of the rate limit said.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.pipeline.rate_limit()
    }

    /// Now, by the client's clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.pipeline.clock().now()
    }

    /// Refuses every later call of this client and its clones, with this reason.
    pub fn stop(&self, reason: &'static str) {
        self.pipeline.stop(reason);
    }

    /// The same client under a name of yours in the exchange log, such as a connection's id.
    #[must_use]
    pub fn with_log_scope(mut self, scope: &str) -> Self {
        self.pipeline = self.pipeline.with_log_scope(scope);
        self
    }

    /// The same client, giving every record of the masked exchange log to this sink as well.
    #[must_use]
    pub fn with_sink(mut self, sink: Arc<dyn ExchangeSink>) -> Self {
        self.pipeline = self.pipeline.with_sink(sink);
        self
    }
}

impl KoreaCheckout<Permitted> {
    /// Refunds.
    ///
    /// A client without a permit has no such method:
    ///
    /// ```compile_fail,E0599
    /// # fn run(checkout: &korea_checkout::KoreaCheckout) {
    /// let _ = checkout.refunds(); // no method named `refunds`
    /// # }
    /// ```
    #[must_use]
    pub fn refunds(&self) -> Refunds<'_> {
        Refunds { pipeline: &self.pipeline, permit: self.permit.as_ref() }
    }

    /// Sends one write, for endpoints of your own; its family must be open in the permit.
    ///
    /// # Errors
    /// [`Error`]; when its delivery is `MaybeSent`, read before doing it again.
    pub async fn write<E: Endpoint<Effect = Write>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        const { assert!(E::FAMILY.is_some(), "a write of the caller's own belongs to a family") };
        self.pipeline.send(endpoint, self.permit.as_ref()).await
    }

    /// Writes where this crate has no operation; see [`RawRequest`]. Needs a permit for [`crate::family::RAW`], because
    /// nobody knows what it does.
    ///
    /// # Errors
    /// [`Error`]; when its delivery is `MaybeSent`, read before doing it again.
    pub async fn raw_write<M: RawMethod<Effect = Write>>(
        &self,
        request: &RawRequest<M>,
    ) -> Result<Sensitive<Value>, Error> {
        self.pipeline.send(request, self.permit.as_ref()).await
    }
}

impl<A: Access> Clone for KoreaCheckout<A> {
    fn clone(&self) -> Self {
        Self {
            pipeline: self.pipeline.clone(),
            environment: self.environment,
            sum_hook: self.sum_hook.clone(),
            permit: self.permit.clone(),
            access: PhantomData,
        }
    }
}

impl<A: Access> std::fmt::Debug for KoreaCheckout<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KoreaCheckout")
            .field("environment", &self.environment)
            .field("permit", &self.permit)
            .finish_non_exhaustive()
    }
}
