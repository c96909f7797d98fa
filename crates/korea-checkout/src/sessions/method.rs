//! What a session is paid in, with, and through.

apiwire::open_enum! {
    /// The channel that made a session.
    pub enum Platform {
        /// By API without a storefront.
        Headless = "headless",
        /// By a storefront of the shop's own.
        Custom = "custom",
    }
}

apiwire::open_enum! {
    /// A currency. Amounts are whole units of it; only won is documented.
    pub enum Currency {
        /// South Korean won.
        Krw = "KRW",
    }
}

apiwire::open_enum! {
    /// How a buyer pays.
    pub enum PaymentMethod {
        /// A card.
        Card = "card",
        /// A virtual account (가상계좌).
        VirtualAccount = "virtual_account",
        /// KakaoPay.
        KakaoPay = "kakao_pay",
        /// NaverPay.
        NaverPay = "naver_pay",
    }
}

apiwire::open_enum! {
    /// The payment gateway (PG) behind the hosted page.
    pub enum PaymentGateway {
        /// Toss Payments.
        Toss = "toss",
        /// NHN KCP.
        Kcp = "kcp",
        /// KG Inicis.
        Inicis = "inicis",
    }
}
