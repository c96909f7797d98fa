//! What has happened to a bundle.

use apiwire::calendar::Timestamp;

use super::status::OrderStatus;
use crate::ids::ShipmentBoxId;

apiwire::model! {
    /// The changes of a bundle's delivery status, as the history of versions 4 and 5 answers them.
    pub struct DeliveryHistory {
        /// The bundle.
        required shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// The changes; newest first in the samples, which nothing promises.
        required details: Vec<DeliveryStatusChange> = "details",
    }
}

apiwire::model! {
    /// One change.
    pub struct DeliveryStatusChange {
        /// The status that was reached.
        required delivery_status: OrderStatus = "deliveryStatus",
        /// Its Korean label.
        optional delivery_status_desc: String = "deliveryStatusDesc",
        /// When. Version 4 writes no offset: Korean time. The portal's sample of 2026 repeats one time for all entries.
        optional updated_at: Timestamp = "updatedAt",
    }
}
