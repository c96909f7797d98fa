//! What a pipeline is made of.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Inner, Pipeline};
use crate::clock::{Clock, SystemClock};
use crate::governor::{Governor, Limits, Scope};
use crate::origin::Origin;
use crate::permit::Stop;
use crate::service::Service;
use crate::skew::SkewMeter;
use crate::transport::Transport;

/// How long things may take. Every one is a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Times {
    /// Making a connection: DNS, TCP and TLS. Default 5 s.
    pub connect: Duration,
    /// One attempt, from sending to the end of the body. Default 10 s.
    pub attempt: Duration,
    /// A whole call with its waits. Default 30 s.
    pub total: Duration,
    /// What a slow operation asks the vendor for after its gateway gave up. Default 30 s.
    pub extension: Duration,
    /// One such attempt. Default 35 s; it must exceed the extension.
    pub extended_attempt: Duration,
    /// A whole call with such an attempt. Default 60 s.
    pub extended_total: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(10),
            total: Duration::from_secs(30),
            extension: Duration::from_secs(30),
            extended_attempt: Duration::from_secs(35),
            extended_total: Duration::from_secs(60),
        }
    }
}

impl Times {
    /// Changes the time of one attempt and of a whole call.
    #[must_use]
    pub fn with_limits(mut self, attempt: Duration, total: Duration) -> Self {
        (self.attempt, self.total) = (attempt, total);
        self
    }
}

/// Builds a [`Pipeline`].
pub struct PipelineBuilder {
    origin: Origin,
    tenant: Arc<str>,
    transport: Arc<dyn Transport>,
    service: Arc<dyn Service>,
    clock: Arc<dyn Clock>,
    governor: Option<Governor>,
    times: Times,
}

impl PipelineBuilder {
    /// The parts that have no default. `tenant` names whose budget the calls take from.
    pub fn new(
        origin: Origin,
        tenant: impl Into<Arc<str>>,
        transport: Arc<dyn Transport>,
        service: Arc<dyn Service>,
    ) -> Self {
        Self {
            origin,
            tenant: tenant.into(),
            transport,
            service,
            clock: Arc::new(SystemClock),
            governor: None,
            times: Times::default(),
        }
    }

    /// Uses this clock for signatures instead of the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Takes grants from this governor instead of one of its own.
    #[must_use]
    pub fn governor(mut self, governor: Governor) -> Self {
        self.governor = Some(governor);
        self
    }

    /// Changes the time limits.
    #[must_use]
    pub fn times(mut self, times: Times) -> Self {
        self.times = times;
        self
    }

    /// The pipeline.
    #[must_use]
    pub fn build(self) -> Pipeline {
        let scope = Scope { origin: self.origin.as_str().into(), tenant: self.tenant };
        Pipeline {
            inner: Arc::new(Inner {
                origin: self.origin,
                transport: self.transport,
                service: self.service,
                clock: self.clock,
                governor: self.governor.unwrap_or_else(|| Governor::new(Limits::default())),
                scope,
                times: self.times,
                skew: SkewMeter::default(),
                rate_limit: Mutex::default(),
                stop: Stop::default(),
            }),
            log_scope: None,
            sinks: Vec::new(),
        }
    }
}
