//! What happened to an order after it was paid.

use crate::coupang::OrderStatus;
use crate::coupang::calendar::Moment;
use crate::coupang::dice::Dice;

/// The stations an order has reached; those it has not are absent.
#[derive(Clone)]
pub(in crate::coupang) struct Journey {
    /// The seller has taken note of the order.
    acknowledged_at: Option<Moment>,
    pub(in crate::coupang) waybill: Option<Waybill>,
    pub(in crate::coupang) dispatched_at: Option<Moment>,
    pub(in crate::coupang) delivered_at: Option<Moment>,
    /// The customer confirmed the purchase.
    pub(in crate::coupang) confirmed_at: Option<Moment>,
}

/// Who carries the parcel under which number.
#[derive(Clone, Debug)]
pub(in crate::coupang) struct Waybill {
    /// The carrier's code, which no read of orders returns.
    pub(in crate::coupang) code: &'static str,
    /// The carrier's name.
    pub(in crate::coupang) company: &'static str,
    pub(in crate::coupang) invoice_number: String,
    pub(in crate::coupang) uploaded_at: Moment,
}

impl Journey {
    /// A journey from payment to the order's status.
    ///
    /// No station lies after `opened` unless the payment does: a parcel ordered shortly before the shop opened travels
    /// fast, one ordered later arrives at once.
    pub(super) fn throw(dice: &mut Dice, status: OrderStatus, paid_at: Moment, opened: Moment) -> Self {
        let time_left = opened.micros_since(paid_at);
        let mut after = |hours: i64, share: i64| {
            let usual = hours * HOUR_MICROS + i64::from(dice.below(HOUR_MICROS_U32));
            paid_at.plus(usual.min(time_left / 4 * share))
        };
        let (uploaded_at, dispatched_at, delivered_at, confirmed_at) =
            (after(5, 1), after(20, 2), after(44, 3), after(120, 4));

        let tracked = |reached: bool, at: Moment| reached.then_some(at);
        let delivered = status == OrderStatus::FinalDelivery;
        // Half way to the waybill: a throw of its own would change every later value of the order.
        let acknowledged_at = paid_at.plus(uploaded_at.micros_since(paid_at) / 2);
        Self {
            acknowledged_at: tracked(status != OrderStatus::Accept, acknowledged_at),
            waybill: status.has_waybill().then(|| Waybill::throw(dice, status, uploaded_at)),
            dispatched_at: tracked(delivered || status == OrderStatus::Delivering, dispatched_at),
            delivered_at: tracked(delivered, delivered_at),
            confirmed_at: tracked(delivered && dice.chance(40), confirmed_at),
        }
    }
}

impl Journey {
    /// Every status that the order has had, oldest first, with its moment.
    ///
    /// An order that nobody tracks goes there with its waybill and was never in `DEPARTURE`; the rule
    /// `own_delivery_departs` is the history's own.
    pub(in crate::coupang) fn stations(&self, status: OrderStatus, paid_at: Moment) -> Vec<(OrderStatus, Moment)> {
        let with_waybill =
            if status == OrderStatus::NoneTracking { OrderStatus::NoneTracking } else { OrderStatus::Departure };
        let stations = [
            (OrderStatus::Accept, Some(paid_at)),
            (OrderStatus::Instruct, self.acknowledged_at),
            (with_waybill, self.waybill.as_ref().map(|waybill| waybill.uploaded_at)),
            (OrderStatus::Delivering, self.dispatched_at),
            (OrderStatus::FinalDelivery, self.delivered_at),
        ];
        stations.into_iter().filter_map(|(status, at)| Some((status, at?))).collect()
    }
}

impl Waybill {
    fn throw(dice: &mut Dice, status: OrderStatus, uploaded_at: Moment) -> Self {
        let (code, company, length) =
            if status == OrderStatus::NoneTracking { OWN_DELIVERY } else { dice.pick(&CARRIERS) };
        let invoice_number = format!("{:0length$}", dice.below(1_000_000_000));
        Self { code, company, invoice_number, uploaded_at }
    }

    /// The seller's own delivery.
    pub(in crate::coupang) fn is_direct(&self) -> bool {
        self.code == OWN_DELIVERY.0
    }

    /// The status of a parcel that has just got it: the seller's own delivery is not tracked.
    pub(super) fn status(&self) -> OrderStatus {
        if self.is_direct() { OrderStatus::NoneTracking } else { OrderStatus::Departure }
    }
}

const HOUR_MICROS: i64 = 3_600_000_000;
const HOUR_MICROS_U32: u32 = 3_600_000_000;

/// Names and lengths as in the carrier table; the numbers begin with zeros, which also keeps readers from taking them
/// for integers.
const CARRIERS: [(&str, &str, usize); 5] = [
    ("CJGLS", "CJ대한통운", 12),
    ("HYUNDAI", "롯데택배", 13),
    ("HANJIN", "한진택배", 12),
    ("EPOST", "우체국 택배", 13),
    ("KGB", "로젠택배", 11),
];
const OWN_DELIVERY: (&str, &str, usize) = ("DIRECT", "업체직송", 10);
