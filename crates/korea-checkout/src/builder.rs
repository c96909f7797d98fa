//! A client from parts.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use apiwire::clock::Clock;
use apiwire::governor::Governor;
use apiwire::transport::Transport;
use apiwire::{Origin, PipelineBuilder, Times};

use crate::client::KoreaCheckout;
use crate::config::{Config, ConfigError};
use crate::gateway::Gateway;
use crate::limits;
use crate::sessions::SumHook;

/// Builds a [`KoreaCheckout`]; see [`KoreaCheckout::builder`].
pub struct KoreaCheckoutBuilder {
    config: Config,
    base_url: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    governor: Option<Governor>,
    clock: Option<Arc<dyn Clock>>,
    times: Times,
    sum_hook: Option<SumHook>,
}

impl KoreaCheckoutBuilder {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config,
            base_url: None,
            transport: None,
            governor: None,
            clock: None,
            times: default_times(),
            sum_hook: None,
        }
    }

    /// Calls this base URL instead of the one that belongs to the key: `https://`, or `http://` and a loopback address
    /// for a local fake.
    ///
    /// Checked by [`KoreaCheckoutBuilder::build`], which also refuses the other environment's host.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sends through this transport instead of real HTTP.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Takes grants from this governor; by default a client made from parts has its own, with the limits of
    /// [`crate::limits::of`].
    #[must_use]
    pub fn governor(mut self, governor: Governor) -> Self {
        self.governor = Some(governor);
        self
    }

    /// Tells the time by this clock instead of the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Changes the time limits. The defaults are 10 s to connect, 15 s for an attempt and 30 s for a call (A25).
    #[must_use]
    pub fn times(mut self, times: Times) -> Self {
        self.times = times;
        self
    }

    /// Calls this whenever a session is about to be created whose items do not sum up to its total (A17).
    ///
    /// Nothing is refused: delivery fees and discounts make such sums.
    #[must_use]
    pub fn on_items_sum_mismatch(mut self, hook: SumHook) -> Self {
        self.sum_hook = Some(hook);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ConfigError`] when the base URL is neither HTTPS nor loopback or is the other environment's, or the transport
    /// cannot be made.
    pub fn build(self) -> Result<KoreaCheckout, ConfigError> {
        let Config { key, idempotency_header } = self.config;
        let environment = key.environment();
        let origin = Origin::parse(self.base_url.as_deref().unwrap_or_else(|| environment.base_url()))?;
        if host(&origin) == host(&Origin::parse(environment.other().base_url())?) {
            return Err(ConfigError::OtherEnvironment);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => over_http(&origin, self.times)?,
        };
        let tenant = key.fingerprint();
        let key = key.into_header().map_err(|error| ConfigError::Key("API key", error))?;
        let service = Arc::new(Gateway { key, idempotency_header });
        let governor = self.governor.unwrap_or_else(|| Governor::new(limits::of(environment)));
        let mut pipeline =
            PipelineBuilder::new(origin, tenant, transport, service).times(self.times).governor(governor);
        if let Some(clock) = self.clock {
            pipeline = pipeline.clock(clock);
        }
        let pipeline = pipeline.build();
        Ok(KoreaCheckout { pipeline, environment, sum_hook: self.sum_hook, permit: None, access: PhantomData })
    }
}

/// A25. An attempt may be as long as making a connection and then some, or a slow connection would look like a sent
/// request.
fn default_times() -> Times {
    let mut times = Times::default().with_limits(Duration::from_secs(15), Duration::from_secs(30));
    times.connect = Duration::from_secs(10);
    times
}

/// The host of an origin: a port or a dot at the end do not make it another one.
fn host(origin: &Origin) -> &str {
    let (_, authority) = origin.as_str().split_once("://").unwrap_or_default();
    let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
    name.trim_end_matches('.')
}

#[cfg(feature = "reqwest")]
fn over_http(origin: &Origin, times: Times) -> Result<Arc<dyn Transport>, ConfigError> {
    use apiwire::transport::HttpTransport;
    let transport = if origin.is_loopback_http() {
        HttpTransport::loopback_http(times.connect)
    } else {
        HttpTransport::https(times.connect)
    };
    Ok(Arc::new(transport?))
}

#[cfg(not(feature = "reqwest"))]
fn over_http(_origin: &Origin, _times: Times) -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::NoTransport)
}
