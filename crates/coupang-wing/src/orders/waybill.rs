//! A waybill (송장) of a bundle: what the upload and the update of waybills send.

use apiwire::calendar::KstDate;
use serde_json::{Value, json};

use super::carrier::{Carrier, CarrierSource};
use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::ids::{CarrierCode, InvoiceNumber, OrderId, ShipmentBoxId, VendorItemId};
use crate::write::Checks;

const PAGE: &str = "송장업로드 처리, pages of 2025 and 2026";
const CARRIER_PAGE: &str = "택배사 코드, page of 2026";

/// The waybill of one bundle, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waybill {
    pub(super) shipment_box_id: ShipmentBoxId,
    pub(super) order_id: OrderId,
    pub(super) carrier: CarrierCode,
    lines: Vec<Line>,
    part: Part,
    any_carrier: bool,
    facts: Option<Facts>,
}

/// One item: with its number, or with the day on which it is to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    vendor_item_id: VendorItemId,
    invoice_number: Option<InvoiceNumber>,
    leaves: Option<KstDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    FirstOfSplit,
    LaterOfSplit,
}

/// What an order sheet says that the caller passed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    shipment_box_id: ShipmentBoxId,
    order_id: OrderId,
    status: OrderStatus,
    splittable: Option<bool>,
    items: Vec<VendorItemId>,
}

impl Waybill {
    /// A bundle shipped whole under one number. `items` are all items of the bundle.
    #[must_use]
    pub fn whole(
        shipment_box_id: ShipmentBoxId,
        order_id: OrderId,
        items: impl IntoIterator<Item = VendorItemId>,
        carrier: impl Into<CarrierCode>,
        invoice_number: &InvoiceNumber,
    ) -> Self {
        Self::new(shipment_box_id, order_id, carrier, Part::Whole).with(items, Some(invoice_number), None)
    }

    /// The whole bundle of an order sheet, every item of it, checked against the sheet.
    #[must_use]
    pub fn for_sheet(sheet: &OrderSheet, carrier: impl Into<CarrierCode>, invoice_number: &InvoiceNumber) -> Self {
        let items = sheet.order_items.iter().map(|item| item.vendor_item_id);
        Self::whole(sheet.shipment_box_id, sheet.order_id, items, carrier, invoice_number).against(sheet)
    }

    /// The start of split shipping (분리배송): some items now, the others on a day, all in one call. It cannot be undone, and
    /// the part that is shipped now gets a new box id.
    #[must_use]
    pub fn split(shipment_box_id: ShipmentBoxId, order_id: OrderId, carrier: impl Into<CarrierCode>) -> Self {
        Self::new(shipment_box_id, order_id, carrier, Part::FirstOfSplit)
    }

    /// A later part of split shipping, still under the old box id.
    #[must_use]
    pub fn later_part(
        shipment_box_id: ShipmentBoxId,
        order_id: OrderId,
        items: impl IntoIterator<Item = VendorItemId>,
        carrier: impl Into<CarrierCode>,
        invoice_number: &InvoiceNumber,
    ) -> Self {
        Self::new(shipment_box_id, order_id, carrier, Part::LaterOfSplit).with(items, Some(invoice_number), None)
    }

    /// Adds items that are shipped now.
    #[must_use]
    pub fn now(self, items: impl IntoIterator<Item = VendorItemId>, invoice_number: &InvoiceNumber) -> Self {
        self.with(items, Some(invoice_number), None)
    }

    /// Adds items that will leave on this Korean day.
    #[must_use]
    pub fn later(self, items: impl IntoIterator<Item = VendorItemId>, day: KstDate) -> Self {
        self.with(items, None, Some(day))
    }

    /// Checks it against an order sheet as well: the ids, the status, that no item is forgotten.
    #[must_use]
    pub fn against(mut self, sheet: &OrderSheet) -> Self {
        self.facts = Some(Facts {
            shipment_box_id: sheet.shipment_box_id,
            order_id: sheet.order_id,
            status: sheet.status.clone(),
            splittable: sheet.able_split_shipping,
            items: sheet.order_items.iter().map(|item| item.vendor_item_id).collect(),
        });
        self
    }

    /// Takes a carrier code that is in no table: the tables are incomplete, and Coupang answers HTTP 500 to a code that it
    /// does not know.
    #[must_use]
    pub fn with_unlisted_carrier(mut self) -> Self {
        self.any_carrier = true;
        self
    }

    /// The bundle.
    #[must_use]
    pub fn shipment_box_id(&self) -> ShipmentBoxId {
        self.shipment_box_id
    }

    /// The order.
    #[must_use]
    pub fn order_id(&self) -> OrderId {
        self.order_id
    }

    fn new(shipment_box_id: ShipmentBoxId, order_id: OrderId, carrier: impl Into<CarrierCode>, part: Part) -> Self {
        let carrier = carrier.into();
        Self { shipment_box_id, order_id, carrier, lines: Vec::new(), part, any_carrier: false, facts: None }
    }

    fn with(
        mut self,
        items: impl IntoIterator<Item = VendorItemId>,
        invoice_number: Option<&InvoiceNumber>,
        leaves: Option<KstDate>,
    ) -> Self {
        let line = |vendor_item_id| Line { vendor_item_id, invoice_number: invoice_number.cloned(), leaves };
        self.lines.extend(items.into_iter().map(line));
        self
    }

    /// The numbers in it.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &InvoiceNumber> {
        self.lines.iter().filter_map(|line| line.invoice_number.as_ref())
    }

    /// Whether its items keep the box id that they have.
    pub(super) fn is_whole(&self) -> bool {
        self.part == Part::Whole
    }

    pub(super) fn check(&self, checks: &mut Checks, states: &[OrderStatus], rule: &'static str) {
        check_carrier(checks, &self.carrier, self.any_carrier, "deliveryCompanyCode");
        checks.require(!self.lines.is_empty(), "vendorItemId", "must list every item of the box", PAGE);
        let mut items: Vec<_> = self.lines.iter().map(|line| line.vendor_item_id).collect();
        items.sort_unstable();
        items.dedup();
        checks.require(items.len() == self.lines.len(), "vendorItemId", "stands in the box twice", PAGE);
        let mut numbers: Vec<_> = self.numbers().collect();
        numbers.dedup();
        for number in numbers {
            check_number(checks, &self.carrier, number, "invoiceNumber");
        }
        if self.part == Part::FirstOfSplit {
            let some = |now: bool| self.lines.iter().any(|line| line.invoice_number.is_some() == now);
            checks.require(
                some(true) && some(false),
                "splitShipping",
                "must ship some items now and some on a day",
                PAGE,
            );
        }
        if !self.is_whole() {
            let direct = self.carrier.as_str() == Carrier::DIRECT.code;
            checks.require(!direct, "deliveryCompanyCode", "DIRECT cannot be split", PAGE);
        }
        if self.part == Part::Whole || self.part == Part::LaterOfSplit {
            let dated = self.lines.iter().any(|line| line.leaves.is_some());
            checks.require(!dated, "estimatedShippingDate", "belongs to the first call of a split alone", PAGE);
        }
        if let Some(facts) = &self.facts {
            self.check_facts(checks, facts, states, rule);
        }
    }

    fn check_facts(&self, checks: &mut Checks, facts: &Facts, states: &[OrderStatus], rule: &'static str) {
        let same = facts.shipment_box_id == self.shipment_box_id;
        checks.require(same, "shipmentBoxId", "is not the box of the order sheet", PAGE);
        checks.require(facts.order_id == self.order_id, "orderId", "is the id of another order", PAGE);
        checks.require(states.contains(&facts.status), "shipmentBoxId", rule, PAGE);
        let known = self.lines.iter().all(|line| facts.items.contains(&line.vendor_item_id));
        checks.require(known, "vendorItemId", "is not in the order sheet", PAGE);
        if self.part == Part::LaterOfSplit {
            return;
        }
        let all = facts.items.iter().all(|item| self.lines.iter().any(|line| line.vendor_item_id == *item));
        checks.require(all, "vendorItemId", "must list every item of the box", PAGE);
        if self.part == Part::FirstOfSplit {
            let splittable = facts.splittable != Some(false) && facts.items.len() > 1;
            checks.require(splittable, "splitShipping", "this box cannot be split (ableSplitShipping, one item)", PAGE);
        }
    }

    /// One object for each item.
    pub(super) fn dtos(&self) -> impl Iterator<Item = Value> {
        let (split, pre_split) = (!self.is_whole(), self.part == Part::LaterOfSplit);
        self.lines.iter().map(move |line| {
            json!({
                "shipmentBoxId": self.shipment_box_id,
                "orderId": self.order_id,
                "vendorItemId": line.vendor_item_id,
                "deliveryCompanyCode": self.carrier,
                "invoiceNumber": line.invoice_number.as_ref().map(InvoiceNumber::as_str).unwrap_or_default(),
                "splitShipping": split,
                "preSplitShipped": pre_split,
                "estimatedShippingDate": line.leaves.map(|day| day.to_string()).unwrap_or_default(),
            })
        })
    }
}

/// The keys of [`Waybill::dtos`] that may be shown: all of them.
pub(super) const SHOWN: &[&str] = &[
    "vendorId",
    "shipmentBoxId",
    "orderId",
    "vendorItemId",
    "deliveryCompanyCode",
    "invoiceNumber",
    "splitShipping",
    "preSplitShipped",
    "estimatedShippingDate",
];

/// A carrier that Korea's table has, unless the caller insists.
pub(crate) fn check_carrier(checks: &mut Checks, code: &CarrierCode, any: bool, field: &'static str) {
    let known = Carrier::of(code).is_some_and(|carrier| carrier.source != CarrierSource::Taiwan);
    checks.require(
        any || known,
        field,
        "is no known carrier code (upper case; `with_unlisted_carrier` insists)",
        CARRIER_PAGE,
    );
}

/// A number of the carrier's form, as far as the portal states one.
pub(crate) fn check_number(checks: &mut Checks, carrier: &CarrierCode, number: &InvoiceNumber, field: &'static str) {
    let text = number.as_str();
    let plain = !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    checks.require(plain, field, "must be a waybill number without spaces", PAGE);
    let Some(form) = Carrier::of(carrier).and_then(|carrier| carrier.waybill) else { return };
    let length = text.chars().count();
    let fits = |(least, most): &(u8, u8)| (usize::from(*least)..=usize::from(*most)).contains(&length);
    let legal = form.lengths.is_empty() || form.lengths.iter().any(fits);
    checks.require(legal, field, "has another length than this carrier's numbers", CARRIER_PAGE);
    let digits = form.letters != Some(false) || text.bytes().all(|byte| byte.is_ascii_digit());
    checks.require(digits, field, "must be digits alone for this carrier", CARRIER_PAGE);
}
