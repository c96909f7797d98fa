//! 상품준비중 처리: paid bundles are being prepared.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/ordersheets/acknowledgement` (PATCH is documented too). Portal
//! pages of 2025 and 2026. Version 5 stands in notice 48314250583705 alone.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::family;
use crate::ids::ShipmentBoxId;
use crate::write::{self, BatchOutcome, Checks, InputError, LookAt, Subject, WriteOperation};

/// The most boxes in one call.
const MOST: usize = 50;
const PAGE: &str = "상품준비중 처리, pages of 2025 and 2026";

/// Which bundles are being prepared: `ACCEPT` becomes `INSTRUCT`, and the address is frozen.
///
/// Made from ids, or from order sheets, whose status is then checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    boxes: Vec<ShipmentBoxId>,
    /// The status of each box, where the caller knows it.
    seen: Vec<Option<OrderStatus>>,
    version: AcknowledgeVersion,
}

/// The version of the acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AcknowledgeVersion {
    /// The one that the portal's page documents.
    #[default]
    V4,
    /// Named by the notice of 2025-06-26 (48314250583705) alone; what differs is unknown, assumed: nothing.
    V5,
}

impl Acknowledgement {
    /// These bundles, at most 50.
    #[must_use]
    pub fn boxes(boxes: impl IntoIterator<Item = ShipmentBoxId>) -> Self {
        let boxes: Vec<_> = boxes.into_iter().collect();
        let seen = vec![None; boxes.len()];
        Self { boxes, seen, version: AcknowledgeVersion::default() }
    }

    /// The bundles of these order sheets, at most 50, all of them `ACCEPT`.
    #[must_use]
    pub fn sheets<'s>(sheets: impl IntoIterator<Item = &'s OrderSheet>) -> Self {
        let rows = sheets.into_iter().map(|sheet| (sheet.shipment_box_id, Some(sheet.status.clone())));
        let (boxes, seen) = rows.unzip();
        Self { boxes, seen, version: AcknowledgeVersion::default() }
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(self, version: AcknowledgeVersion) -> Self {
        Self { version, ..self }
    }
}

impl<const N: usize> From<[ShipmentBoxId; N]> for Acknowledgement {
    fn from(boxes: [ShipmentBoxId; N]) -> Self {
        Self::boxes(boxes)
    }
}

impl From<Vec<ShipmentBoxId>> for Acknowledgement {
    fn from(boxes: Vec<ShipmentBoxId>) -> Self {
        Self::boxes(boxes)
    }
}

impl From<&[OrderSheet]> for Acknowledgement {
    fn from(sheets: &[OrderSheet]) -> Self {
        Self::sheets(sheets)
    }
}

/// The acknowledgement of some bundles. Not atomic: see its [`BatchOutcome`].
#[derive(Debug, Clone)]
pub struct Acknowledge {
    vendor_id: VendorId,
    what: Acknowledgement,
}

impl Acknowledge {
    pub(super) fn new(vendor_id: VendorId, what: Acknowledgement) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.batch(&what.boxes, MOST, "shipmentBoxIds", PAGE);
        for (position, seen) in what.seen.iter().enumerate() {
            let paid = seen.as_ref().is_none_or(|status| *status == OrderStatus::Accept);
            checks.at(position).require(paid, "shipmentBoxIds", "must be in ACCEPT", PAGE);
        }
        checks.finish()?;
        Ok(Self { vendor_id, what })
    }
}

impl Endpoint for Acknowledge {
    type Output = BatchOutcome<ShipmentBoxId>;
    type Effect = Write;
    const NAME: &'static str = "orders.acknowledge";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::ORDERS);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("orders.get");
    const REFUSALS: &'static [KnownRefusal] = &[KnownRefusal::already_done(
        "status_cannot_change",
        &["배송상태를 변경할 수 없습니다"],
        "a box is no longer ACCEPT (INSTRUCT means done), or a cancellation of it is being refunded: read it",
    )];

    fn target(&self) -> Target {
        let path = match self.what.version {
            AcknowledgeVersion::V4 => "/v2/providers/openapi/apis/api/v4/vendors",
            AcknowledgeVersion::V5 => "/v2/providers/openapi/apis/api/v5/vendors",
        };
        Target::new(path).segment(&self.vendor_id).literal("ordersheets").literal("acknowledgement")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({ "vendorId": self.vendor_id.as_str(), "shipmentBoxIds": self.what.boxes });
        Some(JsonBody::showing(&body, &["vendorId", "shipmentBoxIds"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        write::batch(body, &self.what.boxes, Self::REFUSALS)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.succeeded.len()).ok()
    }
}

impl Documented for Acknowledge {
    const TITLE: &'static str = "상품준비중 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/ordersheets/acknowledgement";
    const VERSIONS: &'static [&'static str] = &["v4", "v5"];
    const PORTAL: &'static str = "pages of 2025 and 2026";
}

impl WriteOperation for Acknowledge {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 묶음배송이 상품준비중인지 확인하세요. 반영에 30분까지 걸리고, 1시간이 지나면 고객지원에 문의하세요.",
        en: "See in Wing whether the box is being prepared (상품준비중). It can take 30 minutes to show; after an hour ask the \
             seller support.",
    };

    fn subjects(&self) -> Vec<Subject> {
        self.what.boxes.iter().map(|id| Subject::Box(*id)).collect()
    }

    /// Any later state counts: a box that is shipped was prepared.
    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let Subject::Box(id) = subject else { return Ok(false) };
            Ok(match wing.orders().get(id).await?.row.status {
                OrderStatus::Accept | OrderStatus::Unknown(_) => false,
                OrderStatus::Instruct
                | OrderStatus::Departure
                | OrderStatus::Delivering
                | OrderStatus::FinalDelivery
                | OrderStatus::NoneTracking => true,
            })
        })
    }

    fn only(&self, subjects: &[Subject]) -> Self {
        let boxes = self.what.boxes.iter().copied().filter(|id| subjects.contains(&Subject::Box(*id)));
        Self { vendor_id: self.vendor_id.clone(), what: Acknowledgement::boxes(boxes).with_version(self.what.version) }
    }

    fn confirmed(&self, answer: &Self::Output) -> Vec<Subject> {
        answer.succeeded.iter().map(|id| Subject::Box(*id)).collect()
    }
}
