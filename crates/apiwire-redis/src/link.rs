//! The connection: made when it is needed, made again when it broke, left alone for a moment when that fails.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, FromRedisValue, RedisError, ScriptInvocation};
use tokio::time::{Instant, timeout};

use crate::connect_error::ConnectError;
use crate::script;

/// How long a server that did not answer is not asked again: a fleet must not queue before a dead one.
const REST: Duration = Duration::from_millis(500);

/// One connection to the server, shared by all calls of a process.
pub(crate) struct Link {
    client: Client,
    /// The longest one question may take, with making a connection.
    limit: Duration,
    /// Held by whoever is connecting.
    connecting: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    open: Option<Open>,
    connected: u64,
    rest_until: Option<Instant>,
}

#[derive(Clone)]
struct Open {
    connection: MultiplexedConnection,
    /// Tells this connection from the one that follows it.
    number: u64,
}

impl Link {
    pub(crate) fn new(client: Client, limit: Duration) -> Self {
        Self { client, limit, connecting: tokio::sync::Mutex::default(), state: Mutex::default() }
    }

    /// The same server under another time limit.
    pub(crate) fn with_limit(&self, limit: Duration) -> Self {
        Self::new(self.client.clone(), limit)
    }

    /// Runs a script.
    pub(crate) async fn ask<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, ConnectError> {
        let answer = timeout(self.limit, self.ask_twice(script)).await;
        answer.unwrap_or(Err(ConnectError::Unreachable)).inspect_err(|error| self.failed(*error))
    }

    /// Connects, and loads the scripts.
    pub(crate) async fn check(&self) -> Result<(), ConnectError> {
        let loaded = timeout(self.limit, async {
            let mut open = self.open().await?;
            for script in script::all() {
                script.load_async(&mut open.connection).await.map_err(|error| ConnectError::from(&error))?;
            }
            Ok(())
        });
        loaded.await.unwrap_or(Err(ConnectError::Unreachable)).inspect_err(|error| self.failed(*error))
    }

    /// A connection that was idle may have been closed by the server or by something in between: that is no outage.
    async fn ask_twice<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, ConnectError> {
        let mut used = self.open().await?;
        match script.invoke_async(&mut used.connection).await {
            Err(error) if error.is_connection_dropped() => {
                self.forget(used.number);
                let mut fresh = self.open().await?;
                script.invoke_async(&mut fresh.connection).await
            }
            answer => answer,
        }
        .map_err(|error: RedisError| ConnectError::from(&error))
    }

    async fn open(&self) -> Result<Open, ConnectError> {
        if let Some(open) = self.current()? {
            return Ok(open);
        }
        let _alone = self.connecting.lock().await;
        // Somebody else may have done it, or failed, in the meantime.
        if let Some(open) = self.current()? {
            return Ok(open);
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(self.limit))
            .set_response_timeout(Some(self.limit));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await;
        let connection = connection.map_err(|error| ConnectError::from(&error)).inspect_err(|e| self.failed(*e))?;
        let mut state = self.state();
        state.connected += 1;
        let open = Open { connection, number: state.connected };
        state.open = Some(open.clone());
        Ok(open)
    }

    /// The connection there is; an error while the server is left alone.
    fn current(&self) -> Result<Option<Open>, ConnectError> {
        let state = self.state();
        match state.rest_until {
            Some(until) if until > Instant::now() => Err(ConnectError::Unreachable),
            _ => Ok(state.open.clone()),
        }
    }

    fn forget(&self, number: u64) {
        let mut state = self.state();
        if state.open.as_ref().is_some_and(|open| open.number == number) {
            state.open = None;
        }
    }

    /// Whatever it was, the next question begins anew, a moment later.
    fn failed(&self, error: ConnectError) {
        let mut state = self.state();
        let now = Instant::now();
        if state.rest_until.is_none_or(|until| until <= now) {
            tracing::debug!(target: "apiwire_redis", %error, "no answer from the store");
            state.rest_until = Some(now + REST);
            state.open = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
