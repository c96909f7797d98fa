//! A payment to ask for.

use std::sync::Arc;
use std::time::Duration;

use apiwire::wire::Extra;
use apiwire::{InputFaults, JsonBody, Origin};
use redact_kr::{Email, PersonName, Phone, Sensitive};
use serde_json::Value;

use super::method::{Currency, Platform};
use crate::ids::PlatformOrderId;
use crate::input::{
    Body, ExtraFields, Url, require_email, require_phone, require_text, require_url, require_won, takes_extra,
};

/// A payment to ask for: an order, what is in it, who buys, and where the buyer comes back to.
///
/// ```
/// use korea_checkout::sessions::{Buyer, NewItem, NewSession};
///
/// let buyer = Buyer::new("김하나", "hana@example.com", "+82-10-1234-5678");
/// let session = NewSession::new("order-1001", 29_000, buyer)
///     .with_item(NewItem::new("머그컵", 14_500, 2))
///     .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart");
/// assert!(!format!("{session:?}").contains("하나"));
/// ```
#[derive(Debug, Clone)]
pub struct NewSession {
    platform: Platform,
    platform_order_id: PlatformOrderId,
    items: Vec<NewItem>,
    customer: Buyer,
    total_amount: i64,
    currency: Currency,
    return_url: Url,
    cancel_url: Url,
    webhook_url: Option<Url>,
    metadata: Extra,
    expiry: Option<Duration>,
    extra: ExtraFields,
}

/// One line of an order.
#[derive(Debug, Clone)]
pub struct NewItem {
    name: String,
    price: i64,
    quantity: u32,
    product_id: Option<String>,
    description: Option<String>,
}

/// Who pays.
#[derive(Debug, Clone)]
pub struct Buyer {
    name: PersonName,
    email: Email,
    phone: Phone,
}

/// An order whose items do not sum up to its total: see [`crate::KoreaCheckoutBuilder::on_items_sum_mismatch`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemsSum {
    /// The order.
    pub platform_order_id: PlatformOrderId,
    /// Prices times quantities, in whole units of the currency.
    pub items: i128,
    /// The total that is asked for.
    pub total_amount: i64,
}

/// What is told of such an order.
pub type SumHook = Arc<dyn Fn(&ItemsSum) + Send + Sync>;

/// The vendor's longest life of a session.
const LONGEST_LIFE: Duration = Duration::from_secs(7 * 24 * 3600);

impl NewSession {
    /// An order with its total in whole won and its buyer.
    #[must_use]
    pub fn new(platform_order_id: impl Into<Box<str>>, total_amount: i64, buyer: Buyer) -> Self {
        Self {
            platform: Platform::Headless,
            platform_order_id: PlatformOrderId::new(platform_order_id),
            items: Vec::new(),
            customer: buyer,
            total_amount,
            currency: Currency::Krw,
            return_url: Url::default(),
            cancel_url: Url::default(),
            webhook_url: None,
            metadata: Extra::default(),
            expiry: None,
            extra: ExtraFields::default(),
        }
    }

    /// Adds a line; there must be one at least.
    #[must_use]
    pub fn with_item(mut self, item: NewItem) -> Self {
        self.items.push(item);
        self
    }

    /// Where the buyer comes back to after paying, and after cancelling. What stands in these URLs when the buyer comes
    /// proves nothing (A21).
    #[must_use]
    pub fn with_urls(mut self, return_url: impl Into<String>, cancel_url: impl Into<String>) -> Self {
        (self.return_url, self.cancel_url) = (Sensitive::new(return_url.into()), Sensitive::new(cancel_url.into()));
        self
    }

    /// Where the events of this session are sent. Whether it goes before the shop's own setting is unknown.
    #[must_use]
    pub fn with_webhook_url(mut self, url: impl Into<String>) -> Self {
        self.webhook_url = Some(Sensitive::new(url.into()));
        self
    }

    /// Names the channel; [`Platform::Headless`] unless said otherwise.
    #[must_use]
    pub fn with_platform(mut self, platform: Platform) -> Self {
        self.platform = platform;
        self
    }

    /// Another currency than won. Only won is documented.
    #[must_use]
    pub fn with_currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// Keeps something of the shop's with the session.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let mut metadata = self.metadata.into_exposed();
        metadata.insert(name.into(), value.into());
        self.metadata = Sensitive::new(metadata);
        self
    }

    /// Asks for another life than 24 hours: in the field that you name, written as you give it, meaning `life`.
    ///
    /// The vendor allows at most 7 days, which is checked, and does not say what the field is called or how the time is
    /// written (A14).
    #[must_use]
    pub fn with_expiry(mut self, field: impl Into<String>, value: impl Into<Value>, life: Duration) -> Self {
        self.expiry = Some(life);
        self.with_extra(field, value)
    }

    /// The order.
    #[must_use]
    pub fn platform_order_id(&self) -> &PlatformOrderId {
        &self.platform_order_id
    }

    /// The sum of the items, when it is not the total.
    pub(crate) fn odd_sum(&self) -> Option<ItemsSum> {
        let lines = self.items.iter().map(|item| i128::from(item.price) * i128::from(item.quantity));
        let (items, total_amount) = (lines.sum(), self.total_amount);
        let platform_order_id = self.platform_order_id.clone();
        (items != i128::from(total_amount)).then_some(ItemsSum { platform_order_id, items, total_amount })
    }

    pub(super) fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        require_text(faults, "platformOrderId", self.platform_order_id.as_str());
        faults.require(!self.items.is_empty(), "items", "must hold an item");
        for (n, item) in self.items.iter().enumerate() {
            require_text(faults, format_args!("items[{n}].name"), &item.name);
            require_won(faults, format_args!("items[{n}].price"), item.price);
            faults.require(item.quantity > 0, format_args!("items[{n}].quantity"), "must be above 0");
        }
        self.customer.check(faults);
        require_won(faults, "totalAmount", self.total_amount);
        require_url(faults, "returnUrl", &self.return_url, origin);
        require_url(faults, "cancelUrl", &self.cancel_url, origin);
        if let Some(url) = &self.webhook_url {
            require_url(faults, "webhookUrl", url, origin);
        }
        if let Some(life) = self.expiry {
            faults.require(!life.is_zero() && life <= LONGEST_LIFE, "expiry", "must lie within 7 days");
        }
        self.extra.check(faults, &self.body());
    }

    pub(super) fn json(&self) -> JsonBody {
        self.body().into_json(&self.extra)
    }

    fn body(&self) -> Body {
        let items: Vec<Value> = self.items.iter().map(NewItem::json).collect();
        let metadata = Some(self.metadata.expose()).filter(|map| !map.is_empty()).cloned();
        Body::new()
            .with("platform", self.platform.as_str())
            .with("platformOrderId", self.platform_order_id.as_str())
            .with("items", items)
            .with("customer", self.customer.body())
            .with("totalAmount", self.total_amount)
            .with("currency", self.currency.as_str())
            .with("returnUrl", self.return_url.expose().as_str())
            .with("cancelUrl", self.cancel_url.expose().as_str())
            .with_some("webhookUrl", self.webhook_url.as_ref().map(|url| url.expose().as_str()))
            .with_some("metadata", metadata)
    }
}

impl NewItem {
    /// A name that the buyer sees, the price of one in whole won, and how many.
    #[must_use]
    pub fn new(name: impl Into<String>, price: i64, quantity: u32) -> Self {
        Self { name: name.into(), price, quantity, product_id: None, description: None }
    }

    /// The shop's own number of the product.
    #[must_use]
    pub fn with_product_id(mut self, id: impl Into<String>) -> Self {
        self.product_id = Some(id.into());
        self
    }

    /// More about it.
    #[must_use]
    pub fn with_description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    fn json(&self) -> Value {
        let body = Body::new()
            .with_some("productId", self.product_id.as_deref())
            .with("name", self.name.as_str())
            .with_some("description", self.description.as_deref())
            .with("price", self.price)
            .with("quantity", self.quantity);
        body.into()
    }
}

impl Buyer {
    /// Name, e-mail address and telephone number (`+82-10-1234-5678`).
    #[must_use]
    pub fn new(name: impl Into<String>, email: impl Into<String>, phone: impl Into<String>) -> Self {
        Self { name: PersonName::new(name), email: Email::new(email), phone: Phone::new(phone) }
    }

    fn check(&self, faults: &mut InputFaults) {
        require_text(faults, "customer.name", self.name.expose());
        require_email(faults, "customer.email", &self.email);
        require_phone(faults, "customer.phone", &self.phone);
    }

    fn body(&self) -> Body {
        Body::new()
            .with("name", self.name.expose())
            .with("email", self.email.expose())
            .with("phone", self.phone.expose())
    }
}

takes_extra!(NewSession);
