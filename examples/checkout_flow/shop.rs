//! The shop: it takes orders, and learns from events and the API how their payments stand.

use std::collections::BTreeMap;
use std::fs;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use commerce_examples::receiver::{Queue, Receiver};
use commerce_sandbox::korea_checkout::DEFAULT_WEBHOOK_SECRET;
use korea_checkout::events::{Confirmation, Event};
use korea_checkout::sessions::{Buyer, CreatedSession, NewItem, NewSession, Session, SessionStatus};
use korea_checkout::{Error, KoreaCheckout};
use tokio::net::TcpListener;
use webhook_verify::{Scheme, Verifier};

use crate::{AnyError, pages, say};

/// The shop.
pub(crate) struct Shop {
    checkout: KoreaCheckout,
    receiver: Arc<Receiver>,
    origin: String,
    /// Every order and how far its payment is, as the API says.
    orders: Mutex<BTreeMap<String, SessionStatus>>,
    /// How many events were taken from the queue.
    taken: AtomicUsize,
    file: PathBuf,
}

impl Shop {
    pub(crate) async fn open(checkout: KoreaCheckout) -> Result<Arc<Self>, AnyError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        // In real use: korea_checkout::events::secrets_from_env()
        let verifier = Verifier::new(Scheme::body_hex(), [DEFAULT_WEBHOOK_SECRET.parse()?])?;
        let file = std::env::temp_dir().join(format!("checkout_flow-{}.jsonl", std::process::id()));
        // Another process of this number may have been killed.
        let _ = fs::remove_file(&file);
        let receiver = Receiver::new(verifier, Queue::open(&file)?, |line| say(&format!("webhook: {line}")));
        let (receiver, orders, taken) = (Arc::new(receiver), Mutex::default(), AtomicUsize::new(0));
        let shop = Arc::new(Self { checkout, receiver, origin, orders, taken, file });
        let routes = pages::of(&shop).merge(Arc::clone(&shop.receiver).routes());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(shop)
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Takes an order, and asks for a page where it is paid.
    pub(crate) async fn sell(&self) -> Result<CreatedSession, Error> {
        let order = {
            let mut orders = self.orders();
            let order = format!("order-{}", 1_001 + orders.len());
            orders.insert(order.clone(), SessionStatus::Pending);
            order
        };
        let buyer = Buyer::new("김예시", "kim@example.com", "+82-10-0000-0001");
        let session = NewSession::new(order.as_str(), 29_000, buyer)
            .with_item(NewItem::new("머그컵", 14_500, 2))
            .with_urls(format!("{}/orders/{order}", self.origin), format!("{}/", self.origin))
            .with_webhook_url(format!("{}/webhooks", self.origin));
        let created = self.checkout.sessions().create(session).await?.row;
        say(&format!("session: {} for {order} over 29000 won", created.session_id));
        Ok(created)
    }

    /// Waits for the next event, and believes what the API says of it: the session, or nothing to act on.
    pub(crate) async fn next_event(&self) -> Result<Option<Session>, AnyError> {
        let position = self.taken.load(Ordering::Relaxed);
        let event = self.receiver.event(position).await?.map(|received| received.event);
        let confirmation = match &event {
            Some(event) => self.checkout.events().confirm(event).await?,
            None => Confirmation::NoSession,
        };
        // Only now: an event whose session could not be read is taken again.
        self.taken.store(position + 1, Ordering::Relaxed);
        // The name of an event that is not documented may be anything, so it is not repeated.
        let name = event.as_ref().filter(|event| event.status().is_some()).map_or("what was received", Event::name);
        let (Confirmation::Confirmed(session) | Confirmation::Stale(session)) = confirmation else {
            say(&format!("confirm: {name} is not what the API says, nothing is shipped"));
            return Ok(None);
        };
        let session = session.row;
        say(&format!("confirm: {name}, by the API the session is {}", session.status.as_str()));
        if let Some(order) = &session.platform_order_id
            && let Some(known) = self.orders().get_mut(order.as_str())
            && known.may_become(&session.status)
        {
            known.clone_from(&session.status);
        }
        Ok(Some(session))
    }

    /// How far the payment of an order is.
    pub(crate) fn status(&self, order: &str) -> Option<SessionStatus> {
        self.orders().get(order).cloned()
    }

    fn orders(&self) -> MutexGuard<'_, BTreeMap<String, SessionStatus>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}
