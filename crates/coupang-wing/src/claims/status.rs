//! The enumerations of returns and cancellations (articles 360033919613 and 360034027354).

apiwire::open_enum! {
    /// What the return list is asked for (`status`).
    ///
    /// No value asks for [`ReceiptStatus::WarehouseConfirmed`]; which one answers such receipts is unknown. Ask for all four
    /// and merge by `receipt_id`.
    pub enum ReturnStatus {
        /// 출고중지요청: stop requested. Answers [`ReceiptStatus::StopRequested`].
        StopRequested = "RU",
        /// 반품접수: registered. Answers [`ReceiptStatus::Unchecked`], and the stop requests too.
        Received = "UC",
        /// 반품완료: complete. Answers [`ReceiptStatus::Completed`].
        Completed = "CC",
        /// 쿠팡확인요청: under Coupang's check. Answers [`ReceiptStatus::CoupangCheck`].
        CoupangCheck = "PR",
    }
}

apiwire::open_enum! {
    /// Where a receipt stands (`receiptStatus`). The values of cancellations are unknown.
    pub enum ReceiptStatus {
        /// 출고중지요청: the buyer cancelled goods in preparation, and the seller has not reacted.
        StopRequested = "RELEASE_STOP_UNCHECKED",
        /// 반품접수: registered, the goods are not confirmed.
        Unchecked = "RETURNS_UNCHECKED",
        /// 입고완료: the seller has confirmed the arrival.
        WarehouseConfirmed = "VENDOR_WAREHOUSE_CONFIRM",
        /// 쿠팡확인요청: the seller asked Coupang in Wing to look at it.
        CoupangCheck = "REQUEST_COUPANG_CHECK",
        /// 반품완료: finished.
        Completed = "RETURNS_COMPLETED",
    }
}

apiwire::open_enum! {
    /// What a receipt is (`receiptType`). An old sample shows a Korean word instead, which reads as unknown.
    pub enum ReceiptType {
        /// A return, stop requests included.
        Return = "RETURN",
        /// A cancellation of a paid order.
        Cancel = "CANCEL",
    }
}

apiwire::open_enum! {
    /// Who is at fault (`faultByType`, in exchanges `faultType`), and so who bears the shipping.
    pub enum FaultParty {
        /// 쿠팡 과실: Coupang.
        Coupang = "COUPANG",
        /// 협력사(셀러) 과실: the seller.
        Vendor = "VENDOR",
        /// 고객 과실: the buyer.
        Customer = "CUSTOMER",
        /// 물류 과실: logistics.
        Wms = "WMS",
        /// 일반: general or not assigned.
        General = "GENERAL",
    }
}

apiwire::open_enum! {
    /// What became of a stop request (`releaseStopStatus`): Korean words in every version.
    pub enum ReleaseStopStatus {
        /// Not handled yet.
        Pending = "미처리",
        /// Handled: the goods had left.
        AlreadyShipped = "처리(이미출고)",
        /// Handled: the goods were stopped.
        Stopped = "처리(출고중지)",
        /// Handled by the system: the goods had left.
        AutomaticallyAlreadyShipped = "자동처리(이미출고)",
        /// Not applicable: a return after shipping.
        NotApplicable = "비대상",
    }
}

apiwire::open_enum! {
    /// Whether an item of a receipt has left (`returnItems[].releaseStatus`).
    pub enum ItemReleaseStatus {
        /// 출고됨: shipped.
        Shipped = "Y",
        /// 미출고: not shipped.
        NotShipped = "N",
        /// 출고중지됨: stopped.
        Stopped = "S",
        /// 이미출고됨: the seller declared it already shipped.
        AlreadyShipped = "A",
    }
}

apiwire::open_enum! {
    /// How the goods are collected (`returnDeliveryType`): Korean words. Empty when nothing is collected.
    pub enum ReturnDeliveryType {
        /// A courier contracted by Coupang.
        Dedicated = "전담택배",
        /// The seller's own courier, linked for automatic collection.
        Linked = "연동택배",
        /// A number typed in by customer service.
        Manual = "수기관리",
    }
}

apiwire::open_enum! {
    /// Who confirmed the completion (`completeConfirmType`).
    pub enum CompleteConfirmType {
        /// 파트너 확인: the seller.
        Vendor = "VENDOR_CONFIRM",
        /// 미확인: nobody yet.
        Undefined = "UNDEFINED",
        /// CS 대리확인: customer service in the seller's place.
        CustomerService = "CS_CONFIRM",
        /// CS 손실확인: customer service, at a loss.
        CustomerServiceLoss = "CS_LOSS_CONFIRM",
    }
}

apiwire::open_enum! {
    /// Who bears the return shipping of a withdrawn return (`refundDeliveryDuty`).
    pub enum ShippingBearer {
        /// 업체: the seller.
        Vendor = "COM",
        /// 고객: the buyer.
        Customer = "CUS",
        /// 쿠팡: Coupang.
        Coupang = "COU",
    }
}
