//! What a write is about.

use std::fmt;

use crate::ids::{CallCenterInquiryId, ExchangeId, InquiryId, OrderId, ReceiptId, ShipmentBoxId, VendorItemId};

/// One thing that a write changes, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Subject {
    /// A bundle.
    Box(ShipmentBoxId),
    /// An order.
    Order(OrderId),
    /// A return or a cancellation.
    Receipt(ReceiptId),
    /// An exchange.
    Exchange(ExchangeId),
    /// An inquiry about a product.
    Inquiry(InquiryId),
    /// A case of the call centre.
    CallCenterInquiry(CallCenterInquiryId),
    /// An option.
    VendorItem(VendorItemId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Box(id) => write!(f, "shipment box {id}"),
            Self::Order(id) => write!(f, "order {id}"),
            Self::Receipt(id) => write!(f, "receipt {id}"),
            Self::Exchange(id) => write!(f, "exchange {id}"),
            Self::Inquiry(id) => write!(f, "inquiry {id}"),
            Self::CallCenterInquiry(id) => write!(f, "call-centre inquiry {id}"),
            Self::VendorItem(id) => write!(f, "vendor item {id}"),
        }
    }
}
