//! 주문 상품 취소 처리: the seller cancels items of an order.
//!
//! `POST /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/orders/{orderId}/cancel`. Portal name
//! `CANCEL_ORDER_PROCESSING`, pages of 2025 and 2026. Version 6 stands in notice 48314250583705 alone.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use redact_kr::LoginId;
use serde_json::json;

use super::cancel_refusals;
use super::cancellation::{self, CancelOutcome};
use super::get_by_order_id::GONE;
use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::family;
use crate::ids::{OrderId, VendorItemId};
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "주문 상품 취소 처리, pages of 2025 and 2026";
/// The only value of `bigCancelCode`.
const BIG_CODE: &str = "CANERR";

/// What to cancel: items of one bundle of one order. It cannot be undone, and it lowers the seller's fulfilment score.
///
/// `ACCEPT` items are cancelled at once, `INSTRUCT` ones become a release stop; others are refused. An order of several
/// bundles needs one cancellation for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    order_id: OrderId,
    items: Vec<CancelItem>,
    reason: CancelReason,
    user_id: Option<LoginId>,
    version: CancelVersion,
    status: Option<OrderStatus>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CancelItem {
    vendor_item_id: VendorItemId,
    count: u32,
    /// Units cancelled before, and units that can be, by the order sheet.
    seen: Option<(u32, u32)>,
    known: bool,
}

/// Why the seller cancels (`middleCancelCode`). For items in `INSTRUCT` Coupang records "sold out" whatever is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CancelReason {
    /// `CCTTER`: the stock was not in step.
    StockError,
    /// `CCPNER`: an error of a partner's site, such as an address that cannot be created.
    PartnerSiteError,
    /// `CCPRER`: the price was registered wrongly.
    PriceError,
}

/// The version of the cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CancelVersion {
    /// The one that the portal's page documents.
    #[default]
    V5,
    /// Named by the notice of 2025-06-26 (48314250583705) alone; what differs is unknown, assumed: nothing.
    V6,
}

impl CancelReason {
    fn code(self) -> &'static str {
        match self {
            Self::StockError => "CCTTER",
            Self::PartnerSiteError => "CCPNER",
            Self::PriceError => "CCPRER",
        }
    }
}

impl Cancellation {
    /// Nothing of this order yet; add items of one bundle.
    #[must_use]
    pub fn of_order(order_id: OrderId, reason: CancelReason) -> Self {
        let version = CancelVersion::default();
        Self { order_id, items: Vec::new(), reason, user_id: None, version, status: None }
    }

    /// Everything of a bundle that can still be cancelled, checked against its sheet: which also lets a maybe-sent
    /// cancellation be settled by the counts.
    #[must_use]
    pub fn of_sheet(sheet: &OrderSheet, reason: CancelReason) -> Self {
        let mut all = Self::of_order(sheet.order_id, reason);
        all.status = Some(sheet.status.clone());
        for item in &sheet.order_items {
            if let Some(left) = item.shippable_quantity().filter(|left| *left > 0) {
                let before = item.cancelled_quantity();
                all.items.push(CancelItem {
                    vendor_item_id: item.vendor_item_id,
                    count: left,
                    seen: Some((before, left)),
                    known: true,
                });
            }
        }
        all
    }

    /// Adds so many units of an option.
    #[must_use]
    pub fn item(mut self, vendor_item_id: VendorItemId, count: u32) -> Self {
        let known = self.status.is_none();
        self.items.push(CancelItem { vendor_item_id, count, seen: None, known });
        self
    }

    /// Of what the sheet offers, only so many units of these options.
    #[must_use]
    pub fn only(mut self, wanted: impl IntoIterator<Item = (VendorItemId, u32)>) -> Self {
        let offered = std::mem::take(&mut self.items);
        for (vendor_item_id, count) in wanted {
            let seen = offered.iter().find(|item| item.vendor_item_id == vendor_item_id).and_then(|item| item.seen);
            let known = seen.is_some() || self.status.is_none();
            self.items.push(CancelItem { vendor_item_id, count, seen, known });
        }
        self
    }

    /// The Wing login that cancels, instead of the client's.
    #[must_use]
    pub fn by(mut self, user_id: LoginId) -> Self {
        self.user_id = Some(user_id);
        self
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(self, version: CancelVersion) -> Self {
        Self { version, ..self }
    }
}

/// A cancellation by the seller. Not atomic: see its [`CancelOutcome`].
#[derive(Debug, Clone)]
pub struct CancelOrderItems {
    vendor_id: VendorId,
    what: Cancellation,
}

impl CancelOrderItems {
    pub(super) fn new(vendor_id: VendorId, mut what: Cancellation, own: Option<&LoginId>) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let ids: Vec<_> = what.items.iter().map(|item| item.vendor_item_id).collect();
        checks.batch(&ids, usize::MAX, "vendorItemIds", PAGE);
        for (position, item) in what.items.iter().enumerate() {
            checks.at(position).require(
                item.known,
                "vendorItemIds",
                "is not an item of the order sheet that can be cancelled",
                PAGE,
            );
            checks.require(item.count > 0, "receiptCounts", "must be at least 1", PAGE);
            let left = item.seen.is_none_or(|(_, left)| item.count <= left);
            checks.require(left, "receiptCounts", "is more than can still be cancelled", PAGE);
        }
        let cancellable =
            what.status.as_ref().is_none_or(|status| matches!(status, OrderStatus::Accept | OrderStatus::Instruct));
        checks.whole().require(cancellable, "vendorItemIds", "must be in ACCEPT or INSTRUCT", PAGE);
        what.user_id = what.user_id.or_else(|| own.cloned());
        checks.login(what.user_id.as_ref(), &vendor_id, "userId", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, what })
    }
}

impl Endpoint for CancelOrderItems {
    type Output = CancelOutcome;
    type Effect = Write;
    const NAME: &'static str = "orders.cancel";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::ORDERS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("orders.get_by_order_id");
    const REFUSALS: &'static [KnownRefusal] = cancel_refusals::ALL;

    fn target(&self) -> Target {
        let path = match self.what.version {
            CancelVersion::V5 => "/v2/providers/openapi/apis/api/v5/vendors",
            CancelVersion::V6 => "/v2/providers/openapi/apis/api/v6/vendors",
        };
        Target::new(path).segment(&self.vendor_id).literal("orders").segment(self.what.order_id).literal("cancel")
    }

    fn body(&self) -> Option<JsonBody> {
        let Cancellation { order_id, items, reason, user_id, .. } = &self.what;
        let body = json!({
            "orderId": order_id,
            "vendorItemIds": items.iter().map(|item| item.vendor_item_id).collect::<Vec<_>>(),
            "receiptCounts": items.iter().map(|item| item.count).collect::<Vec<_>>(),
            "bigCancelCode": BIG_CODE,
            "middleCancelCode": reason.code(),
            "vendorId": self.vendor_id.as_str(),
            "userId": user_id.as_ref().map(LoginId::expose).unwrap_or_default(),
        });
        let shown = ["orderId", "vendorItemIds", "receiptCounts", "bigCancelCode", "middleCancelCode", "vendorId"];
        Some(JsonBody::showing(&body, &shown))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let sent: Vec<_> = self.what.items.iter().map(|item| item.vendor_item_id).collect();
        cancellation::read(body, &sent)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.items.succeeded.len()).ok()
    }
}

impl Documented for CancelOrderItems {
    const TITLE: &'static str = "주문 상품 취소 처리";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/orders/{orderId}/cancel";
    const VERSIONS: &'static [&'static str] = &["v5", "v6"];
    const PORTAL: &'static str = "CANCEL_ORDER_PROCESSING, pages of 2025 and 2026";
}

impl WriteOperation for CancelOrderItems {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 주문의 취소 수량과 취소 접수를 확인하세요. 확인 전에는 다시 취소하거나 발송하지 마세요.",
        en: "See in Wing how many units of the order are cancelled; neither cancel again nor ship before.",
    };

    fn subjects(&self) -> Vec<Subject> {
        self.what.items.iter().map(|item| Subject::VendorItem(item.vendor_item_id)).collect()
    }

    /// The counts of the order are compared with those of the sheet that the cancellation was made of. Without one, only an
    /// item that is cancelled as a whole tells.
    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let Some(item) = self.what.items.iter().find(|item| Subject::VendorItem(item.vendor_item_id) == subject)
            else {
                return Ok(false);
            };
            let mut sheets = wing.orders().get_by_order_id(self.what.order_id);
            let (mut cancelled, mut whole) = (0_u32, false);
            while let Some(sheet) = sheets.next().await {
                let sheet = match sheet {
                    // The whole order is cancelled or returned, so this item of it is.
                    Err(error) if error.refusal().is_some_and(|refusal| refusal.name == GONE) => return Ok(true),
                    other => other?,
                };
                for row in sheet.order_items.iter().filter(|row| row.vendor_item_id == item.vendor_item_id) {
                    cancelled = cancelled.saturating_add(row.cancelled_quantity());
                    whole |= row.canceled == Some(true) || row.shippable_quantity() == Some(0);
                }
            }
            Ok(item.seen.map_or(whole, |(before, _)| cancelled >= before.saturating_add(item.count)))
        })
    }

    fn confirmed(&self, answer: &Self::Output) -> Vec<Subject> {
        answer.items.succeeded.iter().map(|id| Subject::VendorItem(*id)).collect()
    }
}
