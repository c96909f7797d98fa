//! A shop as the vendor tells it.

use apiwire::calendar::Timestamp;
use redact_kr::{Address, Email, FreeText, PersonName, Phone};

use crate::ids::{BusinessNumber, ShopId};
use crate::sessions::{Currency, PaymentMethod};

apiwire::open_enum! {
    /// Whether a shop is open.
    pub enum ShopStatus {
        /// It takes payments.
        Active = "active",
    }
}

apiwire::open_enum! {
    /// Whether the vendor has found the verification records in the DNS.
    pub enum VerificationStatus {
        /// Not yet: it takes up to 24 hours.
        Pending = "pending",
        /// Found.
        Verified = "verified",
        /// Not found in time.
        Failed = "failed",
    }
}

apiwire::open_enum! {
    /// Whether the domain points to the vendor and has a certificate.
    pub enum ConfigurationStatus {
        /// Not yet.
        Pending = "pending",
        /// Yes.
        Configured = "configured",
        /// It could not be set up.
        Failed = "failed",
    }
}

apiwire::model! {
    /// A shop. Every name is also read in the other case (A18); only its id is certain to be there.
    pub struct Shop {
        /// Its id.
        required id: ShopId = "id" | "shopId" | "shop_id",
        /// Its name.
        optional name: String = "name",
        /// What it sells.
        optional description: String = "description",
        /// Its site.
        optional website: String = "website",
        /// Whether it is open.
        optional status: ShopStatus = "status",
        /// Who runs it.
        optional business_info: BusinessInfo = "business_info" | "businessInfo",
        /// How to reach it.
        optional contact: Contact = "contact",
        /// Its settings.
        optional settings: ShopSettings = "settings",
        /// How its buyers can pay.
        optional payment_methods: Vec<PaymentMethod> = "payment_methods" | "paymentMethods",
        /// When it was made.
        optional created_at: Timestamp = "created_at" | "createdAt",
        /// Its own domain for the hosted page.
        optional custom_domain: String = "custom_domain" | "customDomain",
        /// Whether that domain is verified.
        optional domain_verification_status: VerificationStatus =
            "domain_verification_status" | "domainVerificationStatus",
        /// Whether that domain is set up.
        optional domain_configuration_status: ConfigurationStatus =
            "domain_configuration_status" | "domainConfigurationStatus",
    }
}

apiwire::model! {
    /// Who runs a shop.
    pub struct BusinessInfo {
        /// The registration number (사업자등록번호).
        optional business_number: BusinessNumber = "business_number" | "businessNumber",
        /// The registered name.
        optional business_name: String = "business_name" | "businessName",
        /// The representative.
        optional ceo_name: PersonName = "ceo_name" | "ceoName",
        /// The registered address.
        optional address: Address = "address",
        /// Whether the vendor has verified it.
        optional verified: bool = "verified",
    }
}

apiwire::model! {
    /// How to reach a shop.
    pub struct Contact {
        /// E-mail address.
        optional email: Email = "email",
        /// Telephone number.
        optional phone: Phone = "phone",
    }
}

apiwire::model! {
    /// A shop's settings.
    pub struct ShopSettings {
        /// The currency.
        optional currency: Currency = "currency",
        /// The time zone, such as `Asia/Seoul`.
        optional timezone: String = "timezone",
        /// The language, such as `ko`.
        optional language: String = "language",
        /// Where events are sent. It may carry a token, so it does not print.
        optional webhook_url: FreeText = "webhook_url" | "webhookUrl",
        /// Who is told by e-mail.
        optional notification_email: Email = "notification_email" | "notificationEmail",
        /// Whether refunds are made without asking.
        optional auto_refund_enabled: bool = "auto_refund_enabled" | "autoRefundEnabled",
        /// How long a buyer has to pay, in seconds.
        optional payment_timeout: u64 = "payment_timeout" | "paymentTimeout",
    }
}
