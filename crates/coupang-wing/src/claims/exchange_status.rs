//! The enumerations of exchanges (article 360033397594).
//!
//! Two fields are called `collectStatus` and mean different things: [`CollectionStatus`] of the exchange and
//! [`ItemCollectionStatus`] of an item under collection.

apiwire::open_enum! {
    /// Where an exchange stands (`exchangeStatus`, and `status` of the query).
    ///
    /// `PROGRESS` does not tell whether the goods have arrived: Coupang's own pages disagree. Decide by
    /// `collect_status`, `collect_complete_date`, `rejectable` and `delivery_invoice_modifiable`.
    pub enum ExchangeStatus {
        /// 접수: registered by the buyer or customer service.
        Receipt = "RECEIPT",
        /// 진행: in progress.
        Progress = "PROGRESS",
        /// 완료: finished.
        Success = "SUCCESS",
        /// 불가: refused by the seller.
        Reject = "REJECT",
        /// 철회: withdrawn by the buyer.
        Cancel = "CANCEL",
    }
}

apiwire::open_enum! {
    /// Where the old goods are (`collectStatus` of the exchange).
    pub enum CollectionStatus {
        /// 회수연동 전: not handed to a courier.
        BeforeDirection = "BeforeDirection",
        /// 회수연동: handed to a courier.
        CompleteDirection = "CompleteDirection",
        /// 회수중: on the way, as the sample and the official SDK write it.
        Collecting = "Collecting",
        /// 회수중: on the way, as the page's table writes it.
        Delivering = "Delivering",
        /// 업체전달완료: handed to the seller.
        CompleteCollect = "CompleteCollect",
        /// 회수연동실패: handing to a courier failed.
        DirectionFail = "DirectionFail",
        /// 회수실패: the collection failed.
        Fail = "Fail",
        /// 교환회수철회: withdrawn.
        Withdraw = "Withdraw",
        /// 회수 불필요: nothing to collect.
        NoCollect = "NoCollect",
        /// 정보없음: no information.
        NoneData = "NoneData",
    }
}

apiwire::open_enum! {
    /// Where the new goods are (`deliveryStatus` of the exchange).
    pub enum RedeliveryStatus {
        /// 배송연동 전: not handed to a carrier.
        BeforeDirection = "BeforeDirection",
        /// 배송연동: handed to a carrier.
        CompleteDirection = "CompleteDirection",
        /// 배송중: on the way.
        Delivering = "Delivering",
        /// 배송완료: delivered.
        CompleteDelivery = "CompleteDelivery",
        /// 배송연동실패: handing to a carrier failed.
        DirectionFail = "DirectionFail",
        /// 업체직송: delivered by the seller.
        VendorDirect = "VendorDirect",
        /// The same, as the official SDK of 2018 spells it.
        VendorDirection = "VendorDirection",
        /// 배송실패: the delivery failed.
        Fail = "Fail",
        /// 교환배송철회: withdrawn.
        Withdraw = "Withdraw",
        /// 정보없음: no information.
        NoneData = "NoneData",
    }
}

apiwire::open_enum! {
    /// Where the exchange was asked for (`referType`).
    pub enum ReceiptChannel {
        /// By the seller.
        Vendor = "VENDOR",
        /// At customer service.
        CsCenter = "CS_CENTER",
        /// Web on a computer.
        WebPc = "WEB_PC",
        /// Web on a telephone.
        WebMobile = "WEB_MOBILE",
    }
}

apiwire::open_enum! {
    /// Who made or changed it (`createdByType`, `modifiedByType`).
    pub enum ActorType {
        /// 고객: the buyer.
        Customer = "CUSTOMER",
        /// 상담사: customer service.
        Counselor = "COUNSELOR",
        /// 내부직원: Coupang's staff.
        Coupang = "COUPANG",
        /// 업체: the seller.
        Vendor = "VENDOR",
        /// 기타: somebody else.
        Etc = "ETC",
        /// 배송추적: the tracking; by the page only for changes.
        Tracking = "TRACKING",
        /// The system, by the official SDK.
        System = "SYSTEM",
        /// A batch run, by the official SDK.
        Batch = "BATCH",
    }
}

apiwire::open_enum! {
    /// What a box is for (`shippingDeliveryType`).
    pub enum ShippingDeliveryType {
        /// 일반배송: an ordinary delivery.
        Delivery = "DELIVERY",
        /// 교환배송: a replacement.
        ExchangeDelivery = "EXCHANGE_DELIVERY",
        /// 추가출고배송: an additional dispatch.
        ForcedDelivery = "FORCED_DELIVERY",
    }
}

apiwire::open_enum! {
    /// What a collection is for (`returnType`).
    pub enum CollectionType {
        /// A return.
        Return = "RETURN",
        /// An exchange.
        ExchangeReturn = "EXCHANGE_RETURN",
    }
}

apiwire::open_enum! {
    /// Where an item under collection stands (`returndeliveryItemDtos[].statusCode`).
    pub enum CollectionItemStatus {
        /// 접수: registered.
        ReturnSendReady = "RETURN_SEND_READY",
        /// 전송완료: sent to the courier.
        ReturnSendComplete = "RETURN_SEND_COMPLETE",
        /// 정상반품완료: collected in order.
        ReturnCollectOk = "RETURN_COLLECT_OK",
        /// 비정상반품완료: collected, but for example the quantity differs.
        ReturnCollectNotOk = "RETURN_COLLECT_NOT_OK",
        /// 교환확정: the exchange is confirmed.
        ChangeSendReady = "CHANGE_SEND_READY",
        /// 교환확정홀드: withdrawn after the confirmation.
        ChangeSendHold = "CHANGE_SEND_HOLD",
        /// 교환정보 전송완료: the exchange was sent.
        ChangeSendComplete = "CHANGE_SEND_COMPLETE",
        /// 교환재고없음(미발송): no stock to exchange with.
        ChangeSendFail = "CHANGE_SEND_FAIL",
        /// 회수실패: the collection failed.
        CollectFail = "COLLECT_FAIL",
    }
}

apiwire::open_enum! {
    /// Whether an item under collection had left (`returndeliveryItemDtos[].releaseStatus`).
    pub enum CollectionReleaseStatus {
        /// It had.
        Released = "RELEASED",
        /// It had not.
        NotReleased = "NOT_RELEASED",
    }
}

apiwire::open_enum! {
    /// How an item under collection was confirmed (`returndeliveryItemDtos[].confirmType`).
    pub enum CollectionConfirmType {
        /// Already shipped.
        Released = "RELEASED",
        /// The shipment was stopped.
        Stopped = "STOPPED",
    }
}

apiwire::open_enum! {
    /// Whether an item is collected (`returndeliveryItemDtos[].collectStatus`).
    pub enum ItemCollectionStatus {
        /// None.
        None = "NONE",
        /// Under collection.
        Return = "RETURN",
        /// Not collected.
        NoReturn = "NO_RETURN",
        /// Collected already.
        AlreadyReturn = "ALREADY_RETURN",
        /// Cancelled while it was on its way.
        CancelRequestWhenDeparture = "CANCEL_REQUEST_WHEN_DEPARTURE",
    }
}

apiwire::open_enum! {
    /// What a relay number is worth (`safetyNumberStatus`).
    pub enum SafetyNumberStatus {
        /// 대기: waiting.
        Wait = "WAIT",
        /// 사용가능: usable.
        Enable = "ENABLE",
        /// 폐기: disposed of.
        Depose = "DEPOSE",
        /// 사용불가: not usable.
        Disable = "DISABLE",
        /// 오류: an error.
        Error = "ERROR",
        /// 보류: on hold.
        Reserve = "RESERVE",
    }
}
