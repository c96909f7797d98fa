//! Coupang's identifiers. None of them ever passes through a float.

apiwire::numeric_id! {
    /// An order: one per checkout.
    pub struct OrderId;
    /// A bundle inside an order, the unit of an order sheet: up to 18 digits since November 2024
    /// (notice 39412511646489), 15 are still seen.
    pub struct ShipmentBoxId;
    /// An option of a product: stable, the key of an item within a box.
    pub struct VendorItemId;
    /// An exposed product; changes when products are merged or split, so never a key.
    pub struct ProductId;
    /// A registered product; never changes (article 360033917473).
    pub struct SellerProductId;
    /// A return or a cancellation: the withdrawal reads call it `cancelId` (article 360034027354).
    pub struct ReceiptId;
    /// An exchange (article 360033397594).
    pub struct ExchangeId;
    /// A payment.
    pub struct PaymentId;
    /// A collection of returned goods.
    pub struct ReturnDeliveryId;
    /// An item of a registered product, as product inquiries name it; not the option ([`VendorItemId`]).
    pub struct SellerItemId;
    /// An inquiry about a product: 8 or 9 digits.
    pub struct InquiryId;
    /// An answer to an inquiry about a product.
    pub struct InquiryCommentId;
    /// A case of Coupang's call centre (the counselling number): 9 or 10 digits. Not an [`InquiryId`].
    pub struct CallCenterInquiryId;
    /// A message in a case of the call centre: up to 14 digits.
    pub struct AnswerId;
}

apiwire::text_code! {
    /// A waybill number; leading zeros and letters occur.
    pub struct InvoiceNumber;
    /// The seller's own code of an option (`externalVendorSkuCode`).
    pub struct VendorSku;
    /// A carrier's code, such as `CJGLS` (`deliveryCompanyCode`, in exchanges `deliverCode`).
    pub struct CarrierCode;
    /// A place that takes returned goods (`returnCenterCode`).
    pub struct ReturnCenterCode;
    /// The number that a courier gave to a pick-up (`regNumber`, article 360034027394).
    pub struct PickupNumber;
}
