//! One thing that somebody does: the clock, a customer, a carrier, Coupang, or the seller by a write.

use super::snapshot::{OPTIONS, Snapshot, number, option};
use crate::support::{call, send};
use crate::waybills::{items, post, whole};
use commerce_sandbox::coupang::{Gateway, Happening};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Clock,
    Happens(fn(&Picks) -> Happening),
    Writes(Write),
}

/// The status and the body of the answer.
type Write = fn(&Gateway, &Picks, SystemTime) -> (u16, Value);

/// What a step is about.
pub(super) struct Picks {
    sheet: Value,
    item: Value,
    receipt: i64,
    units: i64,
    exchange: Value,
    claim: i64,
    inquiry: i64,
    case: Value,
    more: u16,
}

impl Step {
    pub(super) fn of(kind: u8) -> Self {
        let steps: Vec<Self> = HAPPENINGS
            .iter()
            .map(|happens| Self::Happens(*happens))
            .chain(WRITES.iter().map(|writes| Self::Writes(*writes)))
            .collect();
        // A third of the time nothing but time passes.
        let place = usize::from(kind) % (steps.len() * 3 / 2);
        steps.get(place).copied().unwrap_or(Self::Clock)
    }

    pub(super) fn is_write(self) -> bool {
        matches!(self, Self::Writes(_))
    }

    /// How far the clock moves with the step: up to ten hours, or not at all.
    pub(super) fn clock(self, more: u16) -> Duration {
        let moves = matches!(self, Self::Clock);
        Duration::from_secs(if moves { u64::from(more) % 36_000 } else { 0 })
    }

    /// Does it, and tells what came of it.
    pub(super) fn take(self, gateway: &Gateway, picks: &Picks, now: SystemTime) -> String {
        match self {
            Self::Clock => String::new(),
            Self::Happens(happening) => format!("{:?}", gateway.make_happen(happening(picks), now)),
            Self::Writes(write) => format!("{:?}", write(gateway, picks, now)),
        }
    }
}

impl Picks {
    pub(super) fn of(seen: &Snapshot, pick: u16, more: u16) -> Option<Self> {
        let place = |count: usize| usize::from(pick) % count.max(1);
        let nth = |rows: &std::collections::BTreeMap<i64, Value>| rows.values().nth(place(rows.len())).cloned();
        let sheet = nth(&seen.boxes)?;
        let (receipt, (_, row)) = seen.receipts.iter().nth(place(seen.receipts.len()))?;
        let exchange = nth(&seen.exchanges)?;
        let claims: Vec<i64> = seen.receipts.keys().chain(seen.exchanges.keys()).copied().collect();
        Some(Self {
            item: items(&sheet).get(usize::from(more) % items(&sheet).len())?.clone(),
            sheet,
            receipt: *receipt,
            units: row["cancelCountSum"].as_i64().unwrap_or(1),
            exchange,
            claim: *claims.get(place(claims.len()))?,
            inquiry: number(&nth(&seen.inquiries)?, "inquiryId"),
            case: nth(&seen.cases)?,
            more,
        })
    }

    fn shipment_box_id(&self) -> i64 {
        number(&self.sheet, "shipmentBoxId")
    }

    fn vendor_item_id(&self) -> i64 {
        number(&self.item, "vendorItemId")
    }

    fn some(&self) -> i64 {
        i64::from(self.more % 3)
    }

    fn waybill(&self) -> (&'static str, String) {
        if self.more.is_multiple_of(5) { ("DIRECT", "1".to_owned()) } else { ("CJGLS", format!("{:012}", self.more)) }
    }

    fn return_write(&self, what: &str, more: &[(&str, Value)], gateway: &Gateway, now: SystemTime) -> (u16, Value) {
        let mut body = json!({ "vendorId": "A00012345", "receiptId": self.receipt, "cancelCount": self.units });
        for (name, value) in more {
            body[*name] = value.clone();
        }
        let path = format!("v4/vendors/A00012345/returnRequests/{}/{what}", self.receipt);
        send(gateway, "PUT", &path, &body.to_string(), now)
    }

    fn exchange_id(&self) -> i64 {
        number(&self.exchange, "exchangeId")
    }

    fn exchange_write(&self, what: &str, gateway: &Gateway, now: SystemTime) -> (u16, Value) {
        let id = self.exchange_id();
        let body = json!({ "vendorId": "A00012345", "exchangeId": id, "exchangeRejectCode": "SOLDOUT" }).to_string();
        send(gateway, "PUT", &format!("v4/vendors/A00012345/exchangeRequests/{id}/{what}"), &body, now)
    }

    fn new_box(&self) -> i64 {
        self.exchange["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"].as_i64().unwrap_or(0)
    }
}

const HAPPENINGS: &[fn(&Picks) -> Happening] = &[
    |picks| Happening::BuyerPays {
        vendor_item_id: (picks.more.is_multiple_of(2)).then(|| picks.vendor_item_id()),
        units: None,
    },
    |picks| Happening::BuyerCancels { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::BuyerCancelsUnits {
        shipment_box_id: picks.shipment_box_id(),
        vendor_item_id: picks.vendor_item_id(),
        units: picks.some(),
    },
    |picks| Happening::BuyerRedirects { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::BuyerConfirms { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::BuyerReturns { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::BuyerReturnsUnits {
        shipment_box_id: picks.shipment_box_id(),
        vendor_item_id: picks.vendor_item_id(),
        units: picks.some(),
    },
    |picks| Happening::BuyerExchanges { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::BuyerWithdraws { claim_id: picks.claim },
    |picks| Happening::BuyerAsks { order_id: picks.sheet["orderId"].as_i64() },
    |picks| Happening::BuyerDeletesInquiry { inquiry_id: picks.inquiry },
    |picks| Happening::CarrierScans { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::CarrierDelivers { shipment_box_id: picks.shipment_box_id() },
    |picks| Happening::CarrierScans { shipment_box_id: picks.new_box() },
    |picks| Happening::CarrierDelivers { shipment_box_id: picks.new_box() },
    |picks| Happening::CarrierCollects { claim_id: picks.claim },
    |picks| Happening::CoupangExamines { claim_id: picks.claim },
    |picks| Happening::CoupangApproves { claim_id: picks.claim },
    |picks| Happening::CounsellorAsks { order_id: picks.sheet["orderId"].as_i64() },
    |_| Happening::CounsellorHandsOver { order_id: None },
    |picks| Happening::CounsellorCloses { inquiry_id: number(&picks.case, "inquiryId") },
    |picks| Happening::CounsellorAsksAgain { inquiry_id: number(&picks.case, "inquiryId") },
];

const WRITES: &[Write] = &[
    |gateway, picks, now| {
        let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [picks.shipment_box_id()] }).to_string();
        send(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, now)
    },
    |gateway, picks, now| {
        let (carrier, number) = picks.waybill();
        post(gateway, "invoices", &whole(&picks.sheet, carrier, &number), now)
    },
    |gateway, picks, now| {
        let mut rows = whole(&picks.sheet, "CJGLS", &format!("9{:011}", picks.more));
        for (place, row) in rows.iter_mut().enumerate() {
            row["splitShipping"] = true.into();
            row["preSplitShipped"] = picks.sheet["splitShipping"].clone();
            if place > 0 {
                (row["invoiceNumber"], row["estimatedShippingDate"]) = ("".into(), "2026-03-09".into());
            }
        }
        post(gateway, "invoices", &rows, now)
    },
    |gateway, picks, now| {
        let (carrier, number) = picks.waybill();
        post(gateway, "updateInvoices", &whole(&picks.sheet, carrier, &number), now)
    },
    |gateway, picks, now| {
        let order = &picks.sheet["orderId"];
        let body = json!({
            "orderId": order, "vendorItemIds": [picks.vendor_item_id()], "receiptCounts": [picks.some()],
            "bigCancelCode": "CANERR", "middleCancelCode": "CCTTER", "vendorId": "A00012345", "userId": "sandbox-wing-user",
        });
        let (code, mut body) =
            send(gateway, "POST", &format!("v5/vendors/A00012345/orders/{order}/cancel"), &body.to_string(), now);
        body["message"].take();
        (code, body)
    },
    |gateway, picks, now| picks.return_write("stoppedShipment", &[], gateway, now),
    |gateway, picks, now| {
        let (carrier, number) = picks.waybill();
        picks.return_write(
            "completedShipment",
            &[("deliveryCompanyCode", carrier.into()), ("invoiceNumber", number.into())],
            gateway,
            now,
        )
    },
    |gateway, picks, now| picks.return_write("receiveConfirmation", &[], gateway, now),
    |gateway, picks, now| picks.return_write("approval", &[], gateway, now),
    |gateway, picks, now| {
        let kind = if picks.claim == picks.receipt { "RETURN" } else { "EXCHANGE" };
        let body = json!({
            "returnExchangeDeliveryType": kind, "receiptId": picks.claim, "deliveryCompanyCode": "HANJIN",
            "invoiceNumber": format!("41{:010}", picks.more),
        });
        send(gateway, "POST", "v4/vendors/A00012345/return-exchange-invoices/manual", &body.to_string(), now)
    },
    |gateway, picks, now| picks.exchange_write("receiveConfirmation", gateway, now),
    |gateway, picks, now| picks.exchange_write("rejection", gateway, now),
    |gateway, picks, now| {
        let id = picks.exchange_id();
        let body = json!([{
            "exchangeId": id, "vendorId": "A00012345", "shipmentBoxId": picks.new_box(), "goodsDeliveryCode": "CJGLS",
            "invoiceNumber": format!("7{:011}", picks.more),
        }]);
        send(gateway, "POST", &format!("v4/vendors/A00012345/exchangeRequests/{id}/invoices"), &body.to_string(), now)
    },
    |gateway, picks, now| {
        let body = json!({ "content": "답변", "vendorId": "A00012345", "replyBy": "sandbox-wing-user" }).to_string();
        send(gateway, "POST", &format!("v4/vendors/A00012345/onlineInquiries/{}/replies", picks.inquiry), &body, now)
    },
    |gateway, picks, now| {
        let id = number(&picks.case, "inquiryId");
        let waiting = picks.case["replies"]
            .as_array()
            .and_then(|replies| replies.iter().find(|reply| reply["needAnswer"] == true));
        let body = json!({
            "vendorId": "A00012345", "inquiryId": id.to_string(), "content": "가능합니다", "replyBy": "sandbox-wing-user",
            "parentAnswerId": waiting.map_or(json!(0), |reply| reply["answerId"].clone()),
        });
        send(gateway, "POST", &format!("v4/vendors/A00012345/callCenterInquiries/{id}/replies"), &body.to_string(), now)
    },
    |gateway, picks, now| {
        let id = number(&picks.case, "inquiryId");
        let body = json!({ "confirmBy": "sandbox-wing-user" }).to_string();
        send(gateway, "POST", &format!("v4/vendors/A00012345/callCenterInquiries/{id}/confirms"), &body, now)
    },
    |gateway, picks, now| {
        let number = OPTIONS.get(usize::from(picks.more) % OPTIONS.len()).copied().unwrap_or(1);
        let path = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items";
        call(gateway, "PUT", &format!("{path}/{}/quantities/{}", option(number), picks.more % 3), "", now)
    },
];
