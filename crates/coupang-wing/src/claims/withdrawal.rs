//! A withdrawn return.

use apiwire::calendar::Timestamp;

use super::status::ShippingBearer;
use crate::config::VendorId;
use crate::ids::{OrderId, ReceiptId, VendorItemId};

apiwire::model! {
    /// A return that its buyer, or customer service, withdrew (articles 360034027354 and 360034027374).
    ///
    /// It has vanished from the return reads, and a write on it is refused.
    pub struct ReturnWithdrawal {
        /// The receipt of the return.
        required cancel_id: ReceiptId = "cancelId",
        /// The order.
        required order_id: OrderId = "orderId",
        /// The seller.
        optional vendor_id: VendorId = "vendorId",
        /// Who bears the return shipping.
        optional refund_delivery_duty: ShippingBearer = "refundDeliveryDuty",
        /// When it was withdrawn: not when the return was made. No offset is written; Korean time is assumed.
        optional created_at: Timestamp = "createdAt",
        /// The options that the return was about.
        optional vendor_item_ids: Vec<VendorItemId> = "vendorItemIds",
    }
}
