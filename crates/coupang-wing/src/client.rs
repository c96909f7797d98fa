//! The client.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use apiwire::log::ExchangeSink;
use apiwire::{Endpoint, Error, Pipeline, Read, Write, WritePermit};
use redact_kr::LoginId;

use crate::access::{Access, ReadOnly, ReadWrite};
use crate::builder::WingBuilder;
use crate::claims::Claims;
#[cfg(feature = "reqwest")]
use crate::config::ConfigError;
use crate::config::{Config, Market, VendorId};
use crate::inventory::Inventory;
use crate::orders::Orders;
use crate::service::Service;
use crate::settlement::Settlement;

/// A client for one seller. It reads; see [`Wing::allow_writes`] for the rest.
///
/// Clones share the connection pool, the pace and the stop switch.
pub struct Wing<A: Access = ReadOnly> {
    pub(crate) pipeline: Pipeline,
    pub(crate) vendor_id: VendorId,
    pub(crate) market: Market,
    pub(crate) wing_user_id: Option<LoginId>,
    pub(crate) permit: Option<WritePermit>,
    pub(crate) access: PhantomData<A>,
}

impl Wing<ReadOnly> {
    /// A client of the real gateway, over HTTPS, sharing this process's budget for the vendor.
    ///
    /// # Errors
    /// [`ConfigError`] when TLS cannot be set up.
    #[cfg(feature = "reqwest")]
    pub fn live(config: Config) -> Result<Self, ConfigError> {
        Self::builder(config).governor(apiwire::governor::Governor::shared()).build()
    }

    /// A client of a local fake at `http://` and a loopback address, never through a proxy.
    ///
    /// # Errors
    /// [`ConfigError`] when the URL is anything else.
    #[cfg(feature = "reqwest")]
    pub fn loopback(base_url: &str, config: Config) -> Result<Self, ConfigError> {
        Self::builder(config).loopback(base_url)?.build()
    }

    /// A client from parts: a transport, a governor, a clock, other limits.
    #[must_use]
    pub fn builder(config: Config) -> WingBuilder {
        WingBuilder::new(config)
    }

    /// The same client with writes, in the families that the permit opens and until it is revoked.
    ///
    /// The permit is looked at before every attempt, so revoking it also stops a client that was handed out earlier.
    #[must_use]
    pub fn allow_writes(&self, permit: WritePermit) -> Wing<ReadWrite> {
        Wing {
            pipeline: self.pipeline.clone(),
            vendor_id: self.vendor_id.clone(),
            market: self.market,
            wing_user_id: self.wing_user_id.clone(),
            permit: Some(permit),
            access: PhantomData,
        }
    }
}

impl<A: Access> Wing<A> {
    /// Orders and shipping.
    #[must_use]
    pub fn orders(&self) -> Orders<'_, A> {
        Orders { wing: self }
    }

    /// Returns, cancellations and exchanges.
    #[must_use]
    pub fn claims(&self) -> Claims<'_, A> {
        Claims { wing: self }
    }

    /// Customer service: inquiries about products and cases of the call centre.
    #[must_use]
    pub fn service(&self) -> Service<'_, A> {
        Service { wing: self }
    }

    /// Stock, price and sale status of options.
    #[must_use]
    pub fn inventory(&self) -> Inventory<'_, A> {
        Inventory { wing: self }
    }

    /// Revenue and payouts.
    #[must_use]
    pub fn settlement(&self) -> Settlement<'_, A> {
        Settlement { wing: self }
    }

    /// The same client without its writes.
    pub(crate) fn reading(&self) -> Wing {
        Wing {
            pipeline: self.pipeline.clone(),
            vendor_id: self.vendor_id.clone(),
            market: self.market,
            wing_user_id: self.wing_user_id.clone(),
            permit: None,
            access: PhantomData,
        }
    }

    /// Sends one read, for endpoints of your own.
    ///
    /// # Errors
    /// [`Error`], see its kinds.
    pub async fn read<E: Endpoint<Effect = Read>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.send(endpoint, None).await
    }

    /// The seller.
    #[must_use]
    pub fn vendor_id(&self) -> &VendorId {
        &self.vendor_id
    }

    /// The buyers' market.
    #[must_use]
    pub fn market(&self) -> Market {
        self.market
    }

    /// The person whose login answers customers.
    #[must_use]
    pub fn wing_user_id(&self) -> Option<&LoginId> {
        self.wing_user_id.as_ref()
    }

    /// Now, by the clock that signs.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.pipeline.clock().now()
    }

    /// How far this machine's clock is from Coupang's, in milliseconds, as far as answers have shown it: positive when
    /// ours is ahead, 0 when no difference is provable.
    #[must_use]
    pub fn clock_skew_ms(&self) -> Option<i64> {
        self.pipeline.clock_skew_ms()
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

impl Wing<ReadWrite> {
    /// Sends one write, for endpoints of your own; its family must be open in the permit.
    ///
    /// A client that only reads has no such method:
    ///
    /// ```compile_fail,E0599
    #[doc = include_str!("client/sample_write.md")]
    /// # async fn run(wing: &coupang_wing::Wing) {
    /// let _ = wing.write(&Sample).await; // no method named `write`
    /// # }
    /// ```
    ///
    /// nor does it take a write for a read:
    ///
    /// ```compile_fail,E0271
    #[doc = include_str!("client/sample_write.md")]
    /// # async fn run(wing: &coupang_wing::Wing) {
    /// let _ = wing.read(&Sample).await; // expected `Read`, found `Write`
    /// # }
    /// ```
    ///
    /// With a permit it does:
    ///
    /// ```
    #[doc = include_str!("client/sample_write.md")]
    /// # async fn run(wing: &coupang_wing::Wing) {
    /// let permit = coupang_wing::WritePermit::for_([coupang_wing::family::ORDERS]);
    /// let _ = wing.allow_writes(permit).write(&Sample).await;
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error`]; when its delivery is `MaybeSent`, read before doing it again.
    pub async fn write<E: Endpoint<Effect = Write>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        const { assert!(E::FAMILY.is_some(), "every Coupang write belongs to a family") };
        self.pipeline.send(endpoint, self.permit.as_ref()).await
    }
}

impl<A: Access> Clone for Wing<A> {
    fn clone(&self) -> Self {
        Self {
            pipeline: self.pipeline.clone(),
            vendor_id: self.vendor_id.clone(),
            market: self.market,
            wing_user_id: self.wing_user_id.clone(),
            permit: self.permit.clone(),
            access: PhantomData,
        }
    }
}

impl<A: Access> std::fmt::Debug for Wing<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wing")
            .field("vendor_id", &self.vendor_id)
            .field("market", &self.market)
            .field("permit", &self.permit)
            .finish_non_exhaustive()
    }
}
