//! All connections of a program: connecting a shop, replacing its key, disconnecting it, looking after it.

mod builder;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use coupang_wing::calendar::KstDate;
use coupang_wing::{Market, VendorId};

use crate::connection::verify::{self, is_passing};
use crate::connection::{Connection, Status};
use crate::credentials::Credentials;
use crate::error::ConnectError;
use crate::form::{Form, FormError, NewPair};
use crate::id::ConnectionId;
use crate::journal::{Audit, Event, Journal};
use crate::shared::Shared;
use crate::vault::{About, Vault, VaultError};
pub use builder::ConnectionsBuilder;

/// The connections of a program. Clones are the same.
///
/// Everything in here runs on a Tokio runtime with time.
#[derive(Clone)]
pub struct Connections(Arc<Inner>);

struct Inner {
    shared: Arc<Shared>,
    open: Mutex<BTreeMap<ConnectionId, Connection>>,
    /// The shops that are being connected at this moment.
    claims: Mutex<Vec<Shop>>,
}

type Shop = (VendorId, Market);

/// How long nothing is looked at when there is nothing: a new connection wakes the loop anyway.
const IDLE: Duration = Duration::from_secs(3600);

impl Connections {
    /// Describes how to connect; the keys are kept in this vault.
    pub fn builder(vault: Arc<dyn Vault>) -> ConnectionsBuilder {
        ConnectionsBuilder::new(vault)
    }

    /// Those of the vault, each [`New`](crate::State::New) and without permits.
    async fn load(shared: Shared) -> Result<Self, VaultError> {
        let inner = Inner { shared: Arc::new(shared), open: Mutex::default(), claims: Mutex::default() };
        let connections = Self(Arc::new(inner));
        for entry in connections.0.shared.vault(Vault::list).await? {
            let reference = entry.reference.clone();
            let credentials = connections.0.shared.vault(move |vault| vault.get(&reference)).await?;
            let (shop, shared) = (shop(&credentials), Arc::clone(&connections.0.shared));
            let id = entry.connection.clone();
            let connection =
                Connection::new(id.clone(), entry.reference, shop, entry.issued, entry.last_verified, shared);
            connections.open().insert(id, connection);
        }
        Ok(connections)
    }

    /// Stores a seller's values in the vault, verifies them read-only, and answers what came of it: the connection, the
    /// name of the pair in the vault, the state with its reason, the counts. No value comes back.
    ///
    /// A refusal by Coupang is no error: it is the state [`Paused`](crate::State::Paused), whose reason says what to do,
    /// and the connection is tried again by itself ([`Connections::keep_verifying`]). A shop that was connected before and
    /// is paused now takes the new pair once it is verified, or at once where the old pair never worked.
    ///
    /// # Errors
    /// [`ConnectError`]: nothing was sent, or (for [`ConnectError::NotAccepted`]) nothing was replaced.
    pub async fn connect(&self, form: Form) -> Result<Status, ConnectError> {
        let connections = self.clone();
        // On a task of its own: a seller who closes the page leaves no half-made connection.
        tokio::spawn(async move { connections.connect_once(form).await })
            .await
            .unwrap_or(Err(ConnectError::Interrupted))
    }

    async fn connect_once(&self, form: Form) -> Result<Status, ConnectError> {
        let (credentials, issued) = form.check()?;
        let shop = shop(&credentials);
        let _claim = self.claim(&shop)?;
        let shared = &self.0.shared;
        shared.guard.check(shared.clock.now())?;
        let issued = issued.or(Some(KstDate::at(shared.clock.now())));
        let known = self.all().into_iter().find(|open| (&open.0.vendor_id, open.0.market) == (&shop.0, shop.1));
        let connection = match known {
            Some(known) => match known.status().state {
                crate::State::Active => return Err(ConnectError::AlreadyConnected(known.id().clone())),
                crate::State::Verifying => return Err(ConnectError::InProgress),
                _ if known.0.was_verified() => return self.replace(&known, credentials, issued).await,
                _ => self.exchange_unverified(known, credentials, issued).await?,
            },
            None => self.store(shop, credentials, issued).await?,
        };
        connection.try_once().await
    }

    /// A new connection, stored before anything is sent: a restart in between loses nothing.
    async fn store(
        &self,
        shop: Shop,
        credentials: Credentials,
        issued: Option<KstDate>,
    ) -> Result<Connection, ConnectError> {
        let (id, shared) = (ConnectionId::random()?, Arc::clone(&self.0.shared));
        let about = About { connection: id.clone(), issued };
        let reference = shared.vault(move |vault| vault.put(&credentials, &about)).await?;
        let connection = Connection::new(id.clone(), reference, shop, issued, None, shared);
        self.open().insert(id, connection.clone());
        connection.0.audit(Audit::new(Event::Connected));
        self.0.shared.scheduled.notify_one();
        Ok(connection)
    }

    /// The old pair never worked, so nothing is lost with it: the new one is stored first, then the old one forgotten.
    async fn exchange_unverified(
        &self,
        known: Connection,
        credentials: Credentials,
        issued: Option<KstDate>,
    ) -> Result<Connection, ConnectError> {
        let shared = &self.0.shared;
        let (about, old) = (About { connection: known.id().clone(), issued }, known.0.credential());
        let reference = shared.vault(move |vault| vault.put(&credentials, &about)).await?;
        known.0.use_pair(reference, issued);
        if shared.vault(move |vault| vault.revoke(&old)).await.is_err() {
            known.0.audit(Audit::new(Event::VaultFailed));
        }
        known.0.audit(Audit::new(Event::Connected));
        Ok(known)
    }

    /// Gives a connection another pair of the same seller, after it was verified read-only.
    ///
    /// Coupang stops the old pair in the moment in which Wing issues the new one, so do it in this order: issue in Wing,
    /// replace here right after. Clients and permits of the old pair fall.
    ///
    /// # Errors
    /// [`ConnectError::NotAccepted`] when Coupang refuses the new pair: the old one stays stored.
    pub async fn replace_key(&self, id: &ConnectionId, pair: NewPair) -> Result<Status, ConnectError> {
        let (connections, id) = (self.clone(), id.clone());
        let replaced = tokio::spawn(async move { connections.replace_once(&id, pair).await });
        replaced.await.unwrap_or(Err(ConnectError::Interrupted))
    }

    async fn replace_once(&self, id: &ConnectionId, pair: NewPair) -> Result<Status, ConnectError> {
        let connection = self.get(id).ok_or(ConnectError::NotConnected)?;
        let shared = &self.0.shared;
        let issued = pair.issued.or(Some(KstDate::at(shared.clock.now())));
        let (access_key, secret_key) = pair.check()?;
        let _claim = self.claim(&(connection.0.vendor_id.clone(), connection.0.market))?;
        shared.guard.check(shared.clock.now())?;
        let reference = connection.0.credential();
        let old = shared.vault(move |vault| vault.get(&reference)).await?;
        let credentials = old.with_pair(access_key, secret_key);
        self.replace(&connection, credentials, issued).await
    }

    async fn replace(
        &self,
        connection: &Connection,
        credentials: Credentials,
        issued: Option<KstDate>,
    ) -> Result<Status, ConnectError> {
        credentials.config().map_err(|_| FormError::Shape(crate::Field::AccessKey))?;
        let replaced = verify::replace(Arc::clone(&connection.0), credentials, issued).await;
        if matches!(replaced, Err(ConnectError::NotAccepted(reason)) if !is_passing(reason)) {
            self.0.shared.guard.failed(self.0.shared.clock.now());
        }
        replaced
    }

    /// Stops a connection's clients, drops its permits and forgets its keys. They go on to work at Coupang until they are
    /// deleted in Wing.
    ///
    /// # Errors
    /// [`ConnectError::Vault`] when the vault could not forget them; the connection is then still there.
    pub async fn disconnect(&self, id: &ConnectionId) -> Result<(), ConnectError> {
        let connection = self.get(id).ok_or(ConnectError::NotConnected)?;
        let _claim = self.claim(&(connection.0.vendor_id.clone(), connection.0.market))?;
        let reference = connection.0.credential();
        match self.0.shared.vault(move |vault| vault.revoke(&reference)).await {
            Ok(()) | Err(VaultError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        connection.0.end();
        self.open().remove(id);
        Ok(())
    }

    /// The connection of this name.
    #[must_use]
    pub fn get(&self, id: &ConnectionId) -> Option<Connection> {
        self.open().get(id).cloned()
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> Vec<Connection> {
        self.open().values().cloned().collect()
    }

    /// The exchange log and the audit events.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.0.shared.journal
    }

    /// Verifies each connection when it is due, ever more rarely while nothing changes; never ends. Spawn it once.
    pub async fn keep_verifying(&self) {
        loop {
            let now = self.0.shared.clock.now();
            let (mut due, mut wait) = (None, IDLE);
            for connection in self.all() {
                match connection.0.next_check().map(|next| next.duration_since(now).unwrap_or_default()) {
                    Some(Duration::ZERO) => due = due.or(Some(connection)),
                    Some(left) => wait = wait.min(left),
                    None => {}
                }
            }
            match due {
                // Its failure stands in the audit log, and the next verification is planned.
                Some(connection) => drop(verify::verify(Arc::clone(&connection.0)).await),
                // Woken by a new plan, or by the time.
                None => drop(tokio::time::timeout(wait, self.0.shared.scheduled.notified()).await),
            }
        }
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<ConnectionId, Connection>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes sure that one shop is connected by one request at a time.
    fn claim(&self, shop: &Shop) -> Result<Claim, ConnectError> {
        let mut claims = self.0.claims.lock().unwrap_or_else(PoisonError::into_inner);
        if claims.contains(shop) {
            return Err(ConnectError::InProgress);
        }
        claims.push(shop.clone());
        Ok(Claim { connections: Arc::clone(&self.0), shop: shop.clone() })
    }
}

/// Released when dropped.
struct Claim {
    connections: Arc<Inner>,
    shop: Shop,
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut claims = self.connections.claims.lock().unwrap_or_else(PoisonError::into_inner);
        claims.retain(|shop| *shop != self.shop);
    }
}

fn shop(credentials: &Credentials) -> Shop {
    (credentials.vendor_id.clone(), credentials.market)
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}
