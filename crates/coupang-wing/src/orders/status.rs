//! The enumerations of an order sheet.

apiwire::open_enum! {
    /// Where a bundle stands (`status`, `deliveryStatus`).
    ///
    /// There is no value for "cancelled" or "returned": such bundles leave the lists.
    pub enum OrderStatus {
        /// 결제완료: paid. The customer may still change the address.
        Accept = "ACCEPT",
        /// 상품준비중: acknowledged, being prepared. The only state in which waybills can be uploaded.
        Instruct = "INSTRUCT",
        /// 배송지시: a waybill is registered; whether the goods have left, Coupang's own pages disagree.
        Departure = "DEPARTURE",
        /// 배송중: the carrier has scanned it.
        Delivering = "DELIVERING",
        /// 배송완료: delivered.
        FinalDelivery = "FINAL_DELIVERY",
        /// 업체 직접 배송: the seller delivers, nobody tracks. Never becomes `FINAL_DELIVERY`.
        NoneTracking = "NONE_TRACKING",
    }
}

apiwire::open_enum! {
    /// Who ships (`shipmentType`); Coupang's page does not explain the values.
    pub enum ShipmentType {
        /// By the seller or the seller's carrier.
        ThirdParty = "THIRD_PARTY",
        /// By Coupang's fulfilment.
        Cgf = "CGF",
        /// With a space, as it comes.
        CgfLite = "CGF LITE",
    }
}

apiwire::open_enum! {
    /// Where the customer paid (`refer`).
    pub enum PaymentChannel {
        /// iPhone app.
        IphoneApp = "아이폰앱",
        /// Android app.
        AndroidApp = "안드로이드앱",
        /// Web on a computer.
        PcWeb = "PC웹",
        /// Web on a telephone.
        MobileWeb = "모바일웹",
    }
}

apiwire::open_enum! {
    /// Whether the delivery was charged (`deliveryChargeTypeName`).
    pub enum DeliveryChargeType {
        /// 유료.
        Paid = "유료",
        /// 무료.
        Free = "무료",
    }
}
