//! A session as the vendor tells it.

use apiwire::calendar::Timestamp;
use redact_kr::{Email, PersonName, Phone};

use super::method::{Currency, PaymentGateway, PaymentMethod};
use super::status::SessionStatus;
use crate::ids::{GatewayTransactionId, PlatformOrderId, SessionId};

apiwire::model! {
    /// A checkout session as it is now. Every name is also read in the other case (A18).
    pub struct Session {
        /// Its id.
        required session_id: SessionId = "sessionId" | "session_id",
        /// Where it stands.
        required status: SessionStatus = "status",
        /// The shop's order number.
        optional platform_order_id: PlatformOrderId = "platformOrderId" | "platform_order_id",
        /// What is to be paid, in whole units of the currency.
        optional total_amount: i64 = "totalAmount" | "total_amount",
        /// The currency.
        optional currency: Currency = "currency",
        /// The buyer.
        optional customer: Customer = "customer",
        /// When it was created.
        optional created_at: Timestamp = "createdAt" | "created_at",
        /// From when on it cannot be paid.
        optional expires_at: Timestamp = "expiresAt" | "expires_at",
        /// When it was paid.
        optional completed_at: Timestamp = "completedAt" | "completed_at",
        /// How it was paid.
        optional payment_method: PaymentMethod = "paymentMethod" | "payment_method",
        /// The gateway it was paid through.
        optional gateway: PaymentGateway = "gateway",
        /// The gateway's number of the payment.
        optional gateway_transaction_id: GatewayTransactionId = "gatewayTransactionId" | "gateway_transaction_id",
    }
}

apiwire::model! {
    /// The buyer, as far as the vendor tells.
    pub struct Customer {
        /// Name.
        optional name: PersonName = "name",
        /// E-mail address.
        optional email: Email = "email",
        /// Telephone number.
        optional phone: Phone = "phone",
    }
}
