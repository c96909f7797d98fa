//! A client from parts.

use std::marker::PhantomData;
use std::sync::Arc;

use apiwire::clock::Clock;
use apiwire::governor::Governor;
use apiwire::transport::Transport;
use apiwire::{Origin, PipelineBuilder, Times};
use http::HeaderValue;

use crate::client::Wing;
use crate::config::{Config, ConfigError};
use crate::gateway::{Gateway, PRODUCTION};

/// Builds a [`Wing`]; see [`Wing::builder`].
pub struct WingBuilder {
    config: Config,
    base_url: String,
    transport: Option<Arc<dyn Transport>>,
    governor: Option<Governor>,
    clock: Option<Arc<dyn Clock>>,
    times: Times,
}

impl WingBuilder {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config,
            base_url: PRODUCTION.to_owned(),
            transport: None,
            governor: None,
            clock: None,
            times: Times::default(),
        }
    }

    /// Calls a local fake at `http://` and a loopback address instead of the real gateway.
    ///
    /// # Errors
    /// [`ConfigError`] when the URL is anything else.
    pub fn loopback(mut self, base_url: &str) -> Result<Self, ConfigError> {
        if !Origin::parse(base_url)?.is_loopback_http() {
            return Err(ConfigError::NotLoopback);
        }
        base_url.clone_into(&mut self.base_url);
        Ok(self)
    }

    /// Sends through this transport instead of real HTTP.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Takes grants from this governor; by default a client made from parts has its own.
    #[must_use]
    pub fn governor(mut self, governor: Governor) -> Self {
        self.governor = Some(governor);
        self
    }

    /// Signs with this clock instead of the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Changes the time limits.
    #[must_use]
    pub fn times(mut self, times: Times) -> Self {
        self.times = times;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`ConfigError`] when the transport cannot be made or a value cannot stand in a header.
    pub fn build(self) -> Result<Wing, ConfigError> {
        let origin = Origin::parse(&self.base_url)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => over_http(&origin, self.times)?,
        };
        let Config { vendor_id, signer, requested_by, market, wing_user_id } = self.config;
        let mut requested_by: HeaderValue =
            requested_by.parse().map_err(|_| ConfigError::RequestedBy("requested by"))?;
        // A seller's identity: not for somebody's log of headers.
        requested_by.set_sensitive(true);
        let gateway = Gateway { signer, requested_by, market: HeaderValue::from_static(market.as_str()) };
        let mut pipeline =
            PipelineBuilder::new(origin, vendor_id.as_str(), transport, Arc::new(gateway)).times(self.times);
        if let Some(governor) = self.governor {
            pipeline = pipeline.governor(governor);
        }
        if let Some(clock) = self.clock {
            pipeline = pipeline.clock(clock);
        }
        Ok(Wing { pipeline: pipeline.build(), vendor_id, market, wing_user_id, permit: None, access: PhantomData })
    }
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
