//! What Coupang says about one box of a batch.

use apiwire::Language;

apiwire::open_enum! {
    /// The result of one box in an acknowledgement, an upload or an update of waybills (`resultCode`).
    ///
    /// The table of the pages of waybill upload and update of 2026; of acknowledgement only the first two are known.
    pub enum ResultCode {
        /// Done.
        Ok = "OK",
        /// There is no such box, or no such waybill number.
        NotFoundShipmentBox = "NOT_FOUND_SHIPMENT_BOX",
        /// The box is in another state than the write needs.
        InvalidStatus = "INVALID_STATUS",
        /// The seller has no right to this box.
        PermissionDenied = "PERMISSION_DENIED",
        /// The waybill number is stored already.
        DuplicateInvoiceNumber = "DUPLICATE_INVOICE_NUMBER",
        /// The waybill number is not valid for the carrier.
        InvalidInvoiceNumber = "INVALID_INVOICE_NUMBER",
        /// The order was cancelled, or a release stop was requested while it was prepared.
        OrderDeliveryCanceled = "ORDER_DELIVERY_CANCELED",
        /// A release stop was requested for part of the box.
        OrderDeliveryPartialStopRequested = "ORDER_DELIVERY_PARTIAL_STOP_REQUESTED",
        /// A cancellation is pending.
        OrderDeliveryCanceledHoldingForCancel = "ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL",
        /// An error that Coupang does not explain.
        UndefinedErrorOccur = "UNDEFINED_ERROR_OCCUR",
        /// The number is used by an order of another orderer or receiver.
        NotAllowInvoiceNumberReUpload = "NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD",
        /// A ship date was registered earlier, so a waybill number is needed now.
        NotFoundInvoiceNumber = "NOT_FOUND_INVOICE_NUMBER",
        /// An item of the box is missing from the request.
        NotFoundVendorItem = "NOT_FOUND_VENDOR_ITEM",
        /// The seller's own delivery cannot be split.
        NotAllowVendorDirect = "NOT_ALLOW_VENDOR_DIRECT",
        /// The planned ship date cannot be changed after the first registration.
        PsdNotAllowToChange = "PSD_NOT_ALLOW_TO_CHANGE",
        /// A box that was uploaded whole cannot be split.
        NotAllowSeparateAfterNormalDelivery = "NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY",
        /// The box is split already, so `splitShipping` must be true.
        IsSeparateMustBeTrueWhenSeparateDelivery = "IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY",
        /// A box of one item cannot be split.
        NotAllowSeparateWhenOneVendorItem = "NOT_ALLOW_SEPARATE_WHEN_ONE_VENDOR_ITEM",
    }
}

impl ResultCode {
    /// What to do about it, in one sentence.
    #[must_use]
    pub fn advice(&self, language: Language) -> &'static str {
        let (ko, en) = self.words();
        match language {
            Language::Ko => ko,
            Language::En => en,
        }
    }

    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Ok => ("처리되었습니다.", "Done."),
            Self::NotFoundShipmentBox => (
                "묶음배송번호를 다시 조회하세요. 분리배송 후에는 번호가 바뀝니다.",
                "Read the order again: after split shipping the part shipped first has another box id.",
            ),
            Self::InvalidStatus => (
                "발주서 상태를 조회하세요. 결제완료면 먼저 상품준비중 처리, 배송지시면 송장업데이트를 쓰세요.",
                "Read the order sheet: acknowledge it first when it is ACCEPT, use the update when it is DEPARTURE.",
            ),
            Self::PermissionDenied => {
                ("이 묶음배송의 판매자 계정인지 확인하세요.", "See whether the box belongs to this seller.")
            }
            Self::DuplicateInvoiceNumber => (
                "같은 송장번호가 6개월 안에 등록되었습니다. 번호를 확인하세요.",
                "The number was registered within six months: check it before sending another.",
            ),
            Self::InvalidInvoiceNumber => {
                ("택배사와 송장번호 형식을 확인하세요.", "Check the carrier and the form of the number.")
            }
            Self::OrderDeliveryCanceled => (
                "발송하지 마세요. 취소 요청을 조회하세요.",
                "Do not ship it: look among the cancellations and release stops.",
            ),
            Self::OrderDeliveryPartialStopRequested => (
                "출고중지요청을 먼저 처리한 뒤 남은 상품만 발송하세요.",
                "Answer the release stop first, then ship what is left.",
            ),
            Self::OrderDeliveryCanceledHoldingForCancel => (
                "환불이 끝난 뒤 남은 상품으로 다시 시도하세요.",
                "Wait until the refund is finished, then ship what is left.",
            ),
            Self::UndefinedErrorOccur => (
                "발주서를 조회해 결과를 확인한 뒤 다시 시도하세요.",
                "Read the order sheet to see what happened, then try once more.",
            ),
            Self::NotAllowInvoiceNumberReUpload => (
                "다른 주문에 쓰인 번호입니다. 올바른 송장번호를 쓰세요.",
                "Another order has this number: send the right one.",
            ),
            Self::NotFoundInvoiceNumber => ("송장번호를 넣어 다시 보내세요.", "Send it with a waybill number."),
            Self::NotFoundVendorItem => {
                ("묶음배송의 모든 상품을 넣어 다시 보내세요.", "Send it with every item of the box.")
            }
            Self::NotAllowVendorDirect => {
                ("업체직송은 분리배송할 수 없습니다.", "Choose a carrier, or ship the box whole.")
            }
            Self::PsdNotAllowToChange => {
                ("출고예정일은 바꿀 수 없습니다. 송장번호를 등록하세요.", "Keep the date; register the waybill number.")
            }
            Self::NotAllowSeparateAfterNormalDelivery => {
                ("이미 한 송장으로 등록되었습니다. 송장업데이트를 쓰세요.", "It was shipped whole: use the update.")
            }
            Self::IsSeparateMustBeTrueWhenSeparateDelivery => {
                ("분리배송 중입니다. splitShipping을 true로 보내세요.", "It is split already: send it as a later part.")
            }
            Self::NotAllowSeparateWhenOneVendorItem => {
                ("상품이 하나인 묶음배송은 나눌 수 없습니다.", "Ship the box whole.")
            }
            Self::Unknown(_) => (
                "문서에 없는 결과입니다. 발주서를 조회해 확인하세요.",
                "An undocumented result: read the order sheet to see what happened.",
            ),
        }
    }
}
