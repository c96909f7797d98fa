//! Which exchange is written to, and what the caller knows of it.

use apiwire::calendar::{KstDate, Timestamp};
use apiwire::{Endpoint, Error};

use super::exchange::Exchange;
use super::exchange_query::ExchangeQuery;
use super::exchange_status::CollectionStatus;
use super::list_exchanges::ListExchanges;
use crate::client::Wing;
use crate::found;
use crate::ids::{ExchangeId, OrderId, ShipmentBoxId};

/// An exchange to write to: made from its id, or from the exchange, which is then checked and found again by its day.
///
/// No read takes an exchange's id. With the id alone a write that was maybe sent is looked for among the exchanges of the
/// last seven days; where Coupang's page is narrower than its practice, the id alone skips the check of the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRef {
    pub(super) exchange_id: ExchangeId,
    pub(super) facts: Option<Facts>,
}

/// What an exchange says that the caller passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) order_id: OrderId,
    made: Option<KstDate>,
    pub(super) collect_status: Option<CollectionStatus>,
    pub(super) is_received: bool,
    pub(super) rejectable: Option<bool>,
    pub(super) invoice_modifiable: Option<bool>,
    /// The boxes of the new goods.
    pub(super) new_boxes: Vec<ShipmentBoxId>,
    /// The boxes in which the old goods came.
    pub(super) original_boxes: Vec<ShipmentBoxId>,
}

impl From<ExchangeId> for ExchangeRef {
    fn from(exchange_id: ExchangeId) -> Self {
        Self { exchange_id, facts: None }
    }
}

impl From<&Exchange> for ExchangeRef {
    fn from(exchange: &Exchange) -> Self {
        let facts = Facts {
            order_id: exchange.order_id,
            made: exchange.created_at.as_ref().map(Timestamp::kst_date),
            collect_status: exchange.collect_status.clone(),
            is_received: exchange.collect_complete_date.is_some(),
            rejectable: exchange.rejectable,
            invoice_modifiable: exchange.delivery_invoice_modifiable,
            new_boxes: exchange.redelivery_boxes.iter().flatten().filter_map(|new| new.shipment_box_id).collect(),
            original_boxes: exchange.items.iter().filter_map(|item| item.original_shipment_box_id).collect(),
        };
        Self { exchange_id: exchange.exchange_id, facts: Some(facts) }
    }
}

/// The days in which an exchange is looked for when its own is not known: as many as one list takes.
const DAYS_BACK: i64 = 6;

impl ExchangeRef {
    /// Whether what the caller passed allows it; without it, yes.
    pub(super) fn allows(&self, rule: impl Fn(&Facts) -> bool) -> bool {
        self.facts.as_ref().is_none_or(rule)
    }

    /// The exchange as it is now.
    pub(super) async fn read(&self, wing: &Wing) -> Result<Exchange, Error> {
        let today = KstDate::at(wing.now());
        let (from, to) = match self.facts.as_ref().and_then(|facts| facts.made) {
            // The times of exchanges come without an offset; that they are Korean is assumed.
            Some(day) => (day.plus_days(-1), day.plus_days(1).min(today).max(day)),
            None => (today.plus_days(-DAYS_BACK), today),
        };
        let mut query = ExchangeQuery::days(from, to)?;
        if let Some(facts) = &self.facts {
            query = query.with_order(facts.order_id);
        }
        let is_meant = |exchange: &Exchange| exchange.exchange_id == self.exchange_id;
        found::find(wing.claims().list_exchanges(query), ListExchanges::NAME, is_meant).await
    }
}
