//! What Coupang's pages ask sellers to do around a write, because forgetting it costs them both ways of the parcel.

use std::collections::BTreeMap;

use apiwire::calendar::KstDate;
use apiwire::{Delivery, Error};

use super::Orders;
use super::acknowledge::Acknowledgement;
use super::sheet::{OrderSheet, Receiver};
use super::waybill::Waybill;
use crate::access::{Access, ReadWrite};
use crate::claims::ReturnQuery;
use crate::ids::{OrderId, ReceiptId, ShipmentBoxId};
use crate::write::{BatchOutcome, InputError, Settled};

/// How far back a release stop is looked for: one call's worth of days.
const DAYS_BACK: i64 = 30;

/// Bundles that are being prepared, as they are now.
#[must_use = "an address may have changed, and a bundle may have been refused"]
#[derive(Debug)]
#[non_exhaustive]
pub struct Acknowledged {
    /// What Coupang answered, or what reading told when it did not.
    pub outcome: Told,
    /// The bundles that are being prepared, read again: ship to these addresses.
    pub sheets: Vec<Refetched>,
    /// Bundles that were acknowledged and could not be read again: read them before printing a label.
    pub unread: Vec<(ShipmentBoxId, Error)>,
}

/// How it is known what became of a batch.
#[must_use = "a bundle may have been refused"]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Told {
    /// Coupang answered.
    Answered(BatchOutcome<ShipmentBoxId>),
    /// It did not, and the bundles were read.
    Settled(Settled),
}

/// A bundle that was read again.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Refetched {
    /// As it is now.
    pub sheet: OrderSheet,
    /// Whether receiver or address differ from the sheet that was passed.
    pub receiver_changed: bool,
}

/// Waybills, by whether a release stop waits for their order.
#[must_use = "what is held back must not be shipped"]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StopCheck {
    /// No release stop was found: these can be uploaded.
    pub clear: Vec<Waybill>,
    /// The customer has cancelled, and the seller has not answered: do not ship. Answer with [`Orders::stop_shipment`].
    pub held: Vec<(Waybill, ReceiptId)>,
}

/// An acknowledgement that did not come about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcknowledgeError {
    /// The sheets were refused here; nothing was sent.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Coupang refused, or could not be asked.
    #[error(transparent)]
    Call(#[from] Error),
}

impl Orders<'_, ReadWrite> {
    /// Acknowledges bundles and reads each again, as Coupang's workflow demands: until a bundle is acknowledged the customer
    /// may change the address, and a label that was printed before is then wrong.
    ///
    /// A send that was maybe sent is settled by reading; where that cannot be read either, its bundles are unknown. One read
    /// for each bundle is sent.
    ///
    /// # Errors
    /// [`AcknowledgeError`]: of the input, or of the call, which was not done then. After
    /// [`apiwire::ErrorKind::ServerError`] read the bundles.
    pub async fn acknowledge_and_refetch(&self, sheets: &[OrderSheet]) -> Result<Acknowledged, AcknowledgeError> {
        let mut call = self.acknowledge(Acknowledgement::sheets(sheets))?;
        let outcome = match call.send().await {
            Ok(outcome) => Told::Answered(outcome),
            Err(error) if error.delivery() == Delivery::MaybeSent => Told::Settled(match call.settle().await {
                Ok(settled) => settled,
                // The call ends with this method: an error of the read would hide that it may have been sent.
                Err(error) => Settled::unread(call.endpoint(), error.kind()),
            }),
            Err(error) => return Err(error.into()),
        };
        let mut acknowledged = Acknowledged { outcome, sheets: Vec::new(), unread: Vec::new() };
        for before in sheets.iter().filter(|sheet| acknowledged.outcome.is_done(sheet.shipment_box_id)) {
            match self.get(before.shipment_box_id).await {
                Ok(single) => {
                    let receiver_changed = is_another(before.receiver.as_ref(), single.row.receiver.as_ref());
                    acknowledged.sheets.push(Refetched { sheet: single.row, receiver_changed });
                }
                Err(error) => acknowledged.unread.push((before.shipment_box_id, error)),
            }
        }
        Ok(acknowledged)
    }
}

impl<A: Access> Orders<'_, A> {
    /// The receipts of these orders that wait for the seller to stop the goods, by order. One call for each order.
    ///
    /// Receipts of the last 30 days are looked at.
    ///
    /// # Errors
    /// [`Error`] of a read: nothing is known then, so ship nothing.
    pub async fn release_stops(
        &self,
        orders: impl IntoIterator<Item = OrderId>,
    ) -> Result<BTreeMap<OrderId, ReceiptId>, Error> {
        let today = KstDate::at(self.wing.now());
        let mut waiting = BTreeMap::new();
        for order_id in orders {
            let query = ReturnQuery::of_order(today.plus_days(-DAYS_BACK), today, order_id)?;
            let mut receipts = self.wing.claims().list_returns(query);
            while let Some(receipt) = receipts.next().await {
                let receipt = receipt?;
                if receipt.waits_for_release_stop() {
                    waiting.insert(receipt.order_id, receipt.receipt_id);
                }
            }
        }
        Ok(waiting)
    }

    /// Holds back the waybills of orders for which a release stop waits. Do it right before the upload.
    ///
    /// # Errors
    /// [`Error`] of a read: nothing is known then, so ship nothing.
    pub async fn hold_back_stopped(&self, waybills: impl IntoIterator<Item = Waybill>) -> Result<StopCheck, Error> {
        let waybills: Vec<Waybill> = waybills.into_iter().collect();
        let mut orders: Vec<OrderId> = waybills.iter().map(Waybill::order_id).collect();
        orders.sort_unstable();
        orders.dedup();
        let waiting = self.release_stops(orders).await?;
        let mut check = StopCheck { clear: Vec::new(), held: Vec::new() };
        for waybill in waybills {
            match waiting.get(&waybill.order_id()) {
                Some(receipt) => check.held.push((waybill, *receipt)),
                None => check.clear.push(waybill),
            }
        }
        Ok(check)
    }
}

impl Told {
    /// Whether a bundle is known to be acknowledged.
    #[must_use]
    pub fn is_done(&self, id: ShipmentBoxId) -> bool {
        match self {
            Self::Answered(outcome) => outcome.succeeded.contains(&id),
            Self::Settled(settled) => settled.done.contains(&crate::write::Subject::Box(id)),
        }
    }
}

/// Whether name, number or address differ. What is not known of either side counts as a difference.
fn is_another(before: Option<&Receiver>, now: Option<&Receiver>) -> bool {
    let (Some(before), Some(now)) = (before, now) else { return true };
    before.name != now.name
        || before.addr1 != now.addr1
        || before.addr2 != now.addr2
        || before.post_code != now.post_code
        || before.safe_number != now.safe_number
        || before.receiver_number != now.receiver_number
}

#[cfg(test)]
mod tests {
    use apiwire::wire::{Document, FromWire, Reader};
    use serde_json::{Value, json};

    use super::*;

    fn receiver(row: &Value) -> Receiver {
        Receiver::from_wire(Document::from(row).root(), &mut Reader::new()).unwrap()
    }

    #[test]
    fn any_line_of_a_label_that_differs_makes_another_receiver() {
        let row = json!({
            "name": "김하나", "safeNumber": "0502-000-0001", "receiverNumber": "010-0000-0001", "addr1": "가상로 1",
            "addr2": "101호", "postCode": "00001",
        });
        let before = receiver(&row);
        assert!(!is_another(Some(&before), Some(&before)));
        for line in ["name", "safeNumber", "receiverNumber", "addr1", "addr2", "postCode"] {
            let mut changed = row.clone();
            changed[line] = json!("2");
            assert!(is_another(Some(&before), Some(&receiver(&changed))), "{line}");
        }
        assert!(is_another(None, Some(&before)) && is_another(Some(&before), None), "what is not known is no label");
    }
}
