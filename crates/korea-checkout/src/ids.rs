//! Korea Checkout's identifiers: opaque text.

apiwire::text_code! {
    /// A checkout session, such as `cs_..`. Not secret, but whoever has it can open the hosted page.
    pub struct SessionId;
    /// The shop's own order number. The vendor does not promise that it is unique (A16).
    pub struct PlatformOrderId;
    /// The page where the buyer pays. Opaque: its host and path change with a custom domain.
    pub struct CheckoutUrl;
    /// The number of a payment at its gateway. Keep it for disputes.
    pub struct GatewayTransactionId;
    /// A refund, such as `ref_..`.
    pub struct RefundId;
    /// A shop, such as `shop_..`.
    pub struct ShopId;
    /// A coupon, as buyers type it.
    pub struct CouponCode;
    /// A registration number of a business (사업자등록번호), `123-45-67890`. Public, not a person's.
    pub struct BusinessNumber;
}
