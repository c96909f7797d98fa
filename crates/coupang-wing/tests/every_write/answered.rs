//! Clients whose every request is answered with what was put there last.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use apiwire::testing::{InMemory, TokioClock};
use bytes::Bytes;
use coupang_wing::{Config, Market, ReadWrite, Wing, WritePermit, family};
use http::{Method, Response};

use super::Wings;

/// The Wing login of the clients.
pub(crate) const LOGIN: &str = "shopowner151";

/// A request that was sent: method, target, body.
pub(crate) type Sent = (Method, String, Bytes);

/// What is answered, and what was asked.
#[derive(Clone, Default)]
pub(crate) struct Answered {
    next: Arc<Mutex<(u16, Bytes)>>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Answered {
    /// What is answered from now on.
    pub(crate) fn with(&self, status: u16, body: impl Into<Bytes>) {
        *self.next.lock().unwrap() = (status, body.into());
    }

    /// What was sent so far.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    /// Clients that are answered so, with every permit.
    pub(crate) fn wings(&self) -> Wings {
        Wings { korea: self.wing(Market::Kr, Some(LOGIN)), taiwan: self.wing(Market::Tw, Some(LOGIN)) }
    }

    /// A Korean client without a Wing login.
    pub(crate) fn nobody(&self) -> Wing<ReadWrite> {
        self.wing(Market::Kr, None)
    }

    fn wing(&self, market: Market, login: Option<&str>) -> Wing<ReadWrite> {
        let clock = Arc::new(TokioClock::starting_at(UNIX_EPOCH + Duration::from_secs(1_772_420_400)));
        let (next, sent) = (Arc::clone(&self.next), Arc::clone(&self.sent));
        let transport = InMemory::new(clock.clone(), move |request, _| {
            let target = request.uri().path_and_query().unwrap().to_string();
            sent.lock().unwrap().push((request.method().clone(), target, request.body().clone()));
            let (status, body) = next.lock().unwrap().clone();
            let mut response = Response::new(body);
            *response.status_mut() = status.try_into().unwrap();
            response
        });
        let config = Config::new("A00012345", "access".to_owned(), "secret".to_owned()).unwrap().with_market(market);
        let config = match login {
            Some(login) => config.with_wing_user_id(login).unwrap(),
            None => config,
        };
        let wing = Wing::builder(config).transport(Arc::new(transport)).clock(clock);
        let wing = wing.governor(Governor::new(Limits::default())).build().unwrap();
        wing.allow_writes(WritePermit::for_(family::ALL))
    }
}
