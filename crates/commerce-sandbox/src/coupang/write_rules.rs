//! What the builder may change about writes and what comes of them, where the portal is silent or leaves a range.

use super::builder::GatewayBuilder;
use std::time::Duration;

/// The Wing login id that the shop knows, unless the builder names another.
pub const DEFAULT_WING_USER: &str = "sandbox-wing-user";

/// The rules of the writes that can be changed.
#[derive(Clone, Debug)]
pub(super) struct WriteRules {
    pub(super) wing_user: String,
    pub(super) acknowledgement_lag: Duration,
    pub(super) vendor_answers_inquiries: bool,
    pub(super) several_answers: bool,
    pub(super) length_unit: LengthUnit,
    pub(super) new_box_after: Duration,
    pub(super) refund_time: Duration,
    pub(super) already_shipped_completes: bool,
    pub(super) partial_cancel_of_paid: bool,
    pub(super) failed_cancel_is_200: bool,
}

/// How the length of an answer to a call-centre case is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthUnit {
    /// UTF-16 units, as Java counts.
    Utf16,
    /// Unicode code points.
    CodePoints,
    /// UTF-8 bytes.
    Bytes,
}

impl LengthUnit {
    pub(super) fn count(self, text: &str) -> usize {
        match self {
            Self::Utf16 => text.encode_utf16().count(),
            Self::CodePoints => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

impl Default for WriteRules {
    fn default() -> Self {
        Self {
            wing_user: DEFAULT_WING_USER.to_owned(),
            acknowledgement_lag: Duration::ZERO,
            vendor_answers_inquiries: true,
            several_answers: false,
            length_unit: LengthUnit::Utf16,
            new_box_after: Duration::from_secs(600),
            refund_time: Duration::ZERO,
            already_shipped_completes: false,
            partial_cancel_of_paid: true,
            failed_cancel_is_200: false,
        }
    }
}

impl GatewayBuilder {
    /// The one Wing login id that belongs to the vendor; [`DEFAULT_WING_USER`] unless set. Cancellations and answers to
    /// customers name it.
    pub fn wing_user(mut self, id: impl Into<String>) -> Self {
        self.write_rules.wing_user = id.into();
        self
    }

    /// How long an acknowledged box goes on standing in `ACCEPT` for every read, and for every write but a second
    /// acknowledgement; no time unless set. Under load it has been up to 30 minutes.
    pub fn acknowledgement_lag(mut self, lag: Duration) -> Self {
        self.write_rules.acknowledgement_lag = lag;
        self
    }

    /// Whether the vendor id may stand in `replyBy` of an answer to a product inquiry; true unless set, as the error's
    /// text says. Nobody has written down that it works.
    pub fn vendor_answers_inquiries(mut self, accepted: bool) -> Self {
        self.write_rules.vendor_answers_inquiries = accepted;
        self
    }

    /// Whether a product inquiry takes a second answer that differs from the first; false unless set (assumed: unknown).
    pub fn several_answers(mut self, accepted: bool) -> Self {
        self.write_rules.several_answers = accepted;
        self
    }

    /// What the 2 to 1,000 of an answer to a case are counted in; UTF-16 units unless set (assumed: unknown).
    pub fn answer_length_unit(mut self, unit: LengthUnit) -> Self {
        self.write_rules.length_unit = unit;
        self
    }

    /// How long the seller has to answer or confirm a case of the call centre; 24 hours unless set.
    pub fn case_deadline(mut self, deadline: Duration) -> Self {
        self.daily.case_deadline = i64::try_from(deadline.as_micros()).unwrap_or(i64::MAX);
        self
    }

    /// How long after the arrival of an exchange's old goods its new box is there; ten minutes unless set, which is the
    /// longest the portal speaks of.
    pub fn new_box_after(mut self, time: Duration) -> Self {
        self.write_rules.new_box_after = time;
        self
    }

    /// How long the refund of cancelled units takes; no time unless set. Meanwhile they count as held for cancel, and a
    /// box of which units are held is neither acknowledged nor shipped.
    pub fn refund_time(mut self, time: Duration) -> Self {
        self.write_rules.refund_time = time;
        self
    }

    /// Whether a receipt is finished once its goods are declared already shipped; false unless set: then it becomes a
    /// return that waits for them. The portal says both.
    pub fn already_shipped_completes(mut self, completes: bool) -> Self {
        self.write_rules.already_shipped_completes = completes;
        self
    }

    /// Whether some units of a box in `ACCEPT` can be cancelled without the rest; true unless set. The rule of 2019 said
    /// no, and is gone from the page.
    pub fn partial_cancel_of_paid(mut self, allowed: bool) -> Self {
        self.write_rules.partial_cancel_of_paid = allowed;
        self
    }

    /// Whether an order that somebody pays takes its units out of stock, and a cancellation puts them back; false unless
    /// set (the portal is silent). Orders that appear by the rule are in the stock already.
    pub fn orders_take_stock(mut self, take: bool) -> Self {
        self.life.orders_take_stock = take;
        self
    }

    /// Whether a cancellation of which nothing was cancelled (`code` 400 in the body) is HTTP 200; false unless set: then
    /// it is HTTP 400. The portal shows the body alone.
    pub fn failed_cancel_is_200(mut self, ok: bool) -> Self {
        self.write_rules.failed_cancel_is_200 = ok;
        self
    }
}
