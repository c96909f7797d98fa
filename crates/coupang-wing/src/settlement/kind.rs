//! The enumerations of revenue and payouts.

apiwire::open_enum! {
    /// What a row of revenue is (`saleType`).
    pub enum SaleType {
        /// An order.
        Sale = "SALE",
        /// A return.
        Refund = "REFUND",
    }
}

apiwire::open_enum! {
    /// Whether an item bears value-added tax (`taxType`). Both values were seen in 2019; there may be others.
    pub enum TaxType {
        /// It does.
        Tax = "TAX",
        /// It is exempt.
        Free = "FREE",
    }
}

apiwire::open_enum! {
    /// What a payout is (`settlementType`).
    pub enum SettlementType {
        /// Once a month: the whole.
        Monthly = "MONTHLY",
        /// Once a week: a part, 70 %.
        Weekly = "WEEKLY",
        /// An extra payout.
        Additional = "ADDITIONAL",
        /// The final payout of what the weekly ones withheld.
        Reserve = "RESERVE",
        /// In the portal's sample only; its table does not explain it.
        Daily = "DAILY",
    }
}

apiwire::open_enum! {
    /// Whether a payout was made (`status`).
    pub enum SettlementStatus {
        /// Paid.
        Done = "DONE",
        /// Expected.
        Subject = "SUBJECT",
    }
}
