//! Where an exchange's goods are collected and delivered.

use apiwire::calendar::Timestamp;
use redact_kr::{Address, FreeText, PersonName, Phone, PostCode};

use crate::ids::ExchangeId;

apiwire::model! {
    /// Both addresses of an exchange (`exchangeAddressDtoV1`).
    ///
    /// Since 2024-09-02 its telephones are relay numbers, and the valid one of the delivery appears only after the
    /// collection (notice 36742649431065).
    pub struct ExchangeAddress {
        /// Internal.
        optional exchange_address_id: i64 = "exchangeAddressId",
        /// Who hands over the old goods.
        optional return_customer_name: PersonName = "returnCustomerName",
        /// The post code of the collection.
        optional return_address_zip_code: PostCode = "returnAddressZipCode",
        /// Where the old goods are collected.
        optional return_address: Address = "returnAddress",
        /// The second line of it.
        optional return_address_detail: Address = "returnAddressDetail",
        /// A telephone; `null` in the samples.
        optional return_phone: Phone = "returnPhone",
        /// A relay number.
        optional return_mobile: Phone = "returnMobile",
        /// A memo for the courier.
        optional return_memo: FreeText = "returnMemo",
        /// Who receives the new goods.
        optional delivery_customer_name: PersonName = "deliveryCustomerName",
        /// The post code of the delivery.
        optional delivery_address_zip_code: PostCode = "deliveryAddressZipCode",
        /// Where the new goods go.
        optional delivery_address: Address = "deliveryAddress",
        /// The second line of it.
        optional delivery_address_detail: Address = "deliveryAddressDetail",
        /// A telephone; `null` in the samples.
        optional delivery_phone: Phone = "deliveryPhone",
        /// A relay number: read the exchange again once the old goods are collected.
        optional delivery_mobile: Phone = "deliveryMobile",
        /// A memo for the carrier.
        optional delivery_memo: FreeText = "deliveryMemo",
        /// When it was made.
        optional created_at: Timestamp = "createdAt",
        /// When it was changed last.
        optional modified_at: Timestamp = "modifiedAt",
        /// The exchange.
        optional exchange_id: ExchangeId = "exchangeId",
    }
}
