//! Why goods come back: the VOC reason codes (교환/반품/취소 VOC 사유 코드, article 360034562713, list 1.43).

apiwire::open_enum! {
    /// Why a claim was made (`reasonCode`).
    ///
    /// The list is not closed: `CHANGE_MIND` and `EXCHANGE_REQUEST` were seen outside it. The fault named here is the
    /// code's default; the receipt's own fault field binds. Key on this code and never on `reason_code_text`, whose wording
    /// has changed.
    pub enum ReasonCode {
        /// 필요 없어짐 (단순 변심): no longer wanted. By default the buyer's fault.
        ChangeMind = "CHANGEMIND",
        /// 필요 없어짐: no longer needed. By default the buyer's fault.
        NoLongerNeed = "NOLONGERNEED",
        /// 색상/사이즈가 기대와 다름 (같은 상품의 다른 옵션으로 교환): colour/size not as expected, other option
        /// wanted. By default the buyer's fault.
        DifferentOption = "DIFFERENTOPT",
        /// 색상, 사이즈가 기대와 다름: colour/size not as expected. By default the buyer's fault.
        DontLikeSizeColor = "DONTLIKESIZECOLOR",
        /// 다른 사이트의 가격이 더 저렴함: cheaper elsewhere. By default the buyer's fault.
        Cheaper = "CHEAPER",
        /// 상품의 옵션 선택을 잘못함: wrong option chosen. By default the buyer's fault.
        WrongOption = "WRONGOPT",
        /// 배송 예정일이 예상보다 늦음: promised date later than expected. By default the seller's fault.
        DeliveryLater = "DELIVERYLATER",
        /// 배송지 입력 실수: wrong address entered. By default the buyer's fault.
        WrongAddress = "WRONGADDRESS",
        /// 상품을 추가하여 재주문: will reorder with more items. By default the buyer's fault.
        Reorder = "REORDER",
        /// 기타: other. By default the buyer's fault.
        Others = "OTHERS",
        /// 그외 (단순변심): other, change of mind. By default the buyer's fault.
        OthersChangeMind = "OTHERS_CHANGEMIND",
        /// 배송흐름이 멈춤: tracking stopped. By default the seller's fault.
        DeliveryStop = "DELIVERYSTOP",
        /// 택배사 상품 분실: lost by the carrier. By default the seller's fault.
        CarrierLost = "CARRIERLOST",
        /// 배송주소 오배송 (원인파악 불가 포함): misdelivered / shown delivered but not received. By default the
        /// seller's fault.
        Lost = "LOST",
        /// 주문상품 중 일부가 배송되지 않음: part of the order missing. By default the seller's fault.
        PartialMiss = "PARTIALMISS",
        /// 상품의 구성품, 부속품이 제대로 들어있지 않음: parts or accessories missing. By default the seller's fault.
        ComponentMiss = "COMPOMISS",
        /// 상품이 늦게 배송됨: delivered late. By default the seller's fault.
        LateDelivered = "LATEDELIVERED",
        /// SKU OOS로 나머지 상품 재출고: re-shipment because part was out of stock. By default the seller's fault.
        SkuOosReship = "SKUOOSRESHIP",
        /// 배송 상태가 멈춰 있음: delivery stuck. By default the seller's fault.
        DeliveryStuck = "DELIVERYSTUCK",
        /// 배송지연이 예상됨: delay expected. By default the seller's fault.
        LikelyDelay = "LIKELYDELAY",
        /// 상품이 파손되어 배송됨: damaged on arrival. By default the seller's fault.
        Damaged = "DAMAGED",
        /// 상품 결함/기능에 이상이 있음: defective. By default the seller's fault.
        Defect = "DEFECT",
        /// 실제 상품이 상품 설명에 써있는 것과 다름: not as described. By default the seller's fault.
        Inaccurate = "INACCURATE",
        /// 포장과 상품 모두 훼손됨: packaging and product damaged. By default the seller's fault.
        BothDamaged = "BOTHDAMAGED",
        /// 포장은 괜찮으나 상품이 파손됨: packaging fine, product damaged. By default the seller's fault.
        ShipBoxOk = "SHIPBOXOK",
        /// 티켓 상품 예약 불가능: ticket cannot be booked. By default the seller's fault.
        UnableBook = "UNABLEBOOK",
        /// 티켓 상품 지점 휴업/ 폐점으로 사용 불가능: ticket unusable, shop closed. By default the seller's fault.
        TicketNoUse = "TICKETNOUSE",
        /// 잘못된 가격 기재: wrong price shown. By default the seller's fault.
        PriceError = "PRICEERROR",
        /// 잘못된 상품명 기재: wrong product name. By default the seller's fault.
        ItemNameError = "ITEMNAMEERR",
        /// 그외 (상품문제): other, product. By default the seller's fault.
        OthersProduct = "OTHERS_PRODUCT",
        /// 내가 주문한 상품과 아예 다른 상품이 배송됨: a different product came. By default the seller's fault.
        WrongDelivery = "WRONGDELIVERY",
        /// 내가 주문한 상품과 다른 색상/사이즈의 상품이 배송됨: different colour/size came. By default the seller's
        /// fault.
        WrongSizeColor = "WRONGSIZECOL",
        /// 그외 (배송문제): other, delivery. By default the seller's fault.
        OthersDelivery = "OTHERS_DELIVERY",
        /// 업체로부터 품절되었다고 연락 받음: seller reported out of stock. By default the seller's fault.
        OutOfStockSeller = "OOSSELLER",
        /// 티켓 상품의 미사용 환불 취소: unused ticket refunded. By default the buyer's fault.
        UnusedTicket = "UNUSEDTICKET",
        /// Abusing 의심 중복구매 취소: suspected duplicate purchase. By default the seller's fault.
        Duplicate = "DUPLICATE",
        /// SKU OOS 취소: cancelled, out of stock. By default the seller's fault.
        SkuOosCancel = "SKUOOSCAN",
        /// 시스템 오류: system error. By default Coupang's or the seller's fault.
        SystemError = "SYSTEMERROR",
        /// 상품 정보가 잘못 노출됨 (쿠팡 시스템 오류): wrong product information shown. By default Coupang's fault.
        SystemInfoError = "SYSTEMINFO_ERROR",
        /// 주문 이탈: order abandoned. By default Coupang's or the seller's fault.
        ExitError = "EXITERROR",
        /// 결제 오류: payment error. By default Coupang's or the seller's fault.
        PayError = "PAYERROR",
        /// 제휴사이트 오류: partner site error. By default Coupang's or the seller's fault.
        PartnerError = "PARTNERERROR",
        /// 쿠폰 등록 오류: coupon registration error. By default Coupang's or the seller's fault.
        RegisterError = "REGISTERROR",
        /// 구매 불가능: cannot be purchased. By default Coupang's or the seller's fault.
        NotPurchasable = "NOTPURCHASABLE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_44_codes_and_is_open() {
        assert_eq!(ReasonCode::ALL.len(), 44);
        for code in ReasonCode::ALL {
            assert_eq!(&ReasonCode::from(code.as_str()), code);
        }
        for outside in ["CHANGE_MIND", "EXCHANGE_REQUEST"] {
            let code = ReasonCode::from(outside);
            assert!(matches!(code, ReasonCode::Unknown(_)) && code.as_str() == outside);
        }
    }
}
