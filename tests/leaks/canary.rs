//! One random secret and one invented person, and everything that was said while they were about.

use std::fmt::{Debug, Display, Write as _};
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

/// What must never come out. New for every run, so that no output can contain it by chance or by habit.
pub struct Canary {
    pub secret_key: String,
    pub access_key: String,
    pub name: String,
    pub phone: String,
    pub address: String,
    pub email: String,
    pub customs_code: String,
    pub memo: String,
}

/// The canary of this run.
pub fn canary() -> &'static Canary {
    static CANARY: OnceLock<Canary> = OnceLock::new();
    CANARY.get_or_init(|| {
        let digits = |n: usize| -> String { (0..n).map(|_| fastrand::char('0'..='9')).collect() };
        let hex = |n: usize| -> String { (0..n).map(|_| fastrand::digit(16)).collect() };
        let syllable = || fastrand::char('가'..='힣');
        Canary {
            secret_key: hex(40),
            access_key: format!("{}-{}-{}-{}-{}", hex(8), hex(4), hex(4), hex(4), hex(12)),
            name: format!("김{}{}", syllable(), syllable()),
            phone: format!("010-{}-{}", digits(4), digits(4)),
            address: format!("{}{}로 {}", syllable(), syllable(), digits(3)),
            email: format!("{}@example.com", hex(10)),
            customs_code: format!("P{}", digits(12)),
            memo: format!("문의 {}{}{}", syllable(), syllable(), digits(5)),
        }
    })
}

impl Canary {
    /// Everything that must not be found, and a part of each that would be a leak too.
    pub fn needles(&self) -> Vec<String> {
        let whole = [
            &self.secret_key,
            &self.access_key,
            &self.name,
            &self.phone,
            &self.address,
            &self.email,
            &self.customs_code,
            &self.memo,
        ];
        let mut needles: Vec<String> = whole.into_iter().cloned().collect();
        needles.push(self.secret_key[..16].to_owned());
        needles.push(self.access_key[..8].to_owned());
        needles.push(self.phone.replace('-', ""));
        needles.push(self.email.replace("@example.com", ""));
        needles.push(self.name.trim_start_matches('김').to_owned());
        needles
    }

    /// All of it in one sentence, as a vendor's message might quote it.
    pub fn prose(&self) -> String {
        let Self { secret_key, access_key, name, phone, address, email, customs_code, memo } = self;
        format!("{name} {phone} {address} {email} {customs_code} {memo} {access_key} {secret_key}")
    }

    /// An order sheet with the person in every personal field, and in fields that nobody knows.
    pub fn order_sheet(&self) -> Value {
        json!({
            "shipmentBoxId": 870_011_223_344_556_677_i64, "orderId": 7_100_123_456_789_i64, "status": "INSTRUCT",
            "orderer": {"name": self.name, "email": self.email, "safeNumber": self.phone, "ordererNumber": self.phone},
            "receiver": {
                "name": self.name, "safeNumber": self.phone, "receiverNumber": self.phone,
                "addr1": self.address, "addr2": self.address, "postCode": self.phone, "newField": self.prose(),
            },
            "parcelPrintMessage": self.memo,
            "orderItems": [{
                "vendorItemId": 81_230_000_001_i64, "etcInfoValue": self.memo, "etcInfoValues": [self.memo, self.name],
                "extraProperties": {"note": self.prose()}, "taxReceiptInfo": {"appliedValue": self.phone},
                "deliveryChargeTypeName": self.name, "newField": {"deep": [self.prose()]},
            }],
            "overseaShippingInfoDto": {
                "personalCustomsClearanceCode": self.customs_code, "ordererSsn": self.phone, "ordererPhoneNumber": self.phone,
            },
            "refer": self.name, "shipmentType": self.name,
            "extraProperties": {"taxReceiptInfo": {"appliedValue": self.phone}},
            "newField": self.prose(),
        })
    }

    /// The order sheet that is also a receipt, a withdrawal and an exchange: one row for every list.
    pub fn row(&self) -> Value {
        let waybills = json!([{"deliveryCompanyCode": "CJGLS", "newField": self.prose()}]);
        let claim = json!({
            "receiptId": 365_000_111, "receiptStatus": "RETURNS_UNCHECKED", "receiptType": self.name,
            "requesterName": self.name, "requesterPhoneNumber": self.phone, "requesterRealPhoneNumber": self.phone,
            "requesterAddress": self.address, "requesterAddressDetail": self.address, "requesterZipCode": self.phone,
            "cancelReasonCategory1": self.memo, "cancelReasonCategory2": self.memo, "cancelReason": self.memo,
            "releaseStopStatus": self.memo, "reasonCode": self.name, "returnDeliveryDtos": waybills,
            "returnItems": [{
                "vendorItemId": 81_230_000_001_i64, "cancelCompleteUser": self.email, "newField": self.prose(),
            }],
            "cancelId": 365_000_112, "refundDeliveryDuty": self.name, "vendorItemIds": [81_230_000_001_i64],
            "details": [{"deliveryStatus": self.name, "updatedAt": self.name, "newField": self.prose()}],
        });
        let exchange = json!({
            "exchangeId": 101_900_001, "exchangeStatus": self.name, "reason": self.memo, "reasonEtcDetail": self.memo,
            "exchangeItemDtoV1s": [{"orderItemId": 81_230_000_001_i64, "newField": self.prose()}],
            "exchangeAddressDtoV1": {
                "returnCustomerName": self.name, "returnMobile": self.phone, "returnPhone": self.phone,
                "returnAddress": self.address, "returnAddressDetail": self.address, "returnAddressZipCode": self.phone,
                "returnMemo": self.memo, "deliveryCustomerName": self.name, "deliveryMobile": self.phone,
                "deliveryPhone": self.phone, "deliveryAddress": self.address, "deliveryAddressDetail": self.address,
                "deliveryAddressZipCode": self.phone, "deliveryMemo": self.memo, "newField": self.prose(),
            },
            "deliveryInvoiceGroupDtos": [{"extraMessage": self.memo, "newField": self.prose()}],
            "collectInformationsDto": {
                "returndeliveryItemDtos": [{"modifiedBy": self.name, "createdBy": self.email, "statusCode": self.name}],
                "returndeliveryDestinationDto": {
                    "vendorName": self.name, "vendorPhone": self.phone, "vendorMobile": self.phone,
                    "vendorAddress": self.address, "vendorAddressDetail": self.address, "vendorZipCode": self.phone,
                    "customerName": self.name, "customerPhone": self.phone, "customerMobile": self.phone,
                    "customerAddress": self.address, "customerAddressDetail": self.address, "customerZipCode": self.phone,
                    "safetyNumber": self.phone, "orderedByMobile": self.phone, "message": self.memo,
                },
            },
        });
        let mut row = self.order_sheet();
        for more in [claim, exchange] {
            if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
                row.extend(more);
            }
        }
        row
    }

    /// `data` of every read of customer service and of an inventory at once: a page of a row, and a row.
    pub fn service(&self) -> Value {
        let row = json!({
            "inquiryId": 7, "inquiryStatus": self.name, "csPartnerCounselingStatus": self.name, "content": self.memo,
            "buyerEmail": self.email, "buyerPhone": self.phone, "sellerItemId": 7, "newField": self.prose(),
            "commentDtoList": [{"inquiryCommentId": 7, "content": self.prose(), "newField": self.name}],
            "replies": [{
                "answerId": 7, "answerType": self.name, "receptionistName": self.name, "receptionist": self.email,
                "content": self.prose(), "partnerTransferCompleteReason": self.name, "newField": self.phone,
            }],
        });
        let mut data = row.clone();
        data["content"] = json!([row]);
        data["pagination"] = json!({"currentPage": 1, "totalPages": 1, "totalElements": 1, "countPerPage": 50});
        data
    }

    /// `data` of a batch of the sample calls: one box done, one refused in words about the person.
    pub fn batch(&self) -> Value {
        json!({
            "responseCode": 1, "responseKey": 7, "responseMessage": self.prose(), "newField": self.prose(),
            "responseList": [
                {"shipmentBoxId": 870_099_887_766_554_433_i64, "succeed": true, "resultCode": "OK", "newField": self.name},
                {
                    "shipmentBoxId": 870_099_887_766_554_434_i64, "succeed": false, "resultCode": self.name,
                    "resultMessage": self.prose(), "retryRequired": true,
                },
            ],
        })
    }

    /// `data` of the sample cancellation: one item cancelled, one not.
    pub fn cancelled(&self) -> Value {
        let receipt = json!({
            "receiptId": 7, "receiptType": self.name, "vendorItemIds": [81_230_000_151_i64], "newField": self.prose(),
        });
        let receipts = json!({ self.name.as_str(): receipt });
        json!({"receiptMap": receipts, "failedVendorItemIds": [81_230_000_153_i64], "newField": self.prose()})
    }

    /// The answer to the sample arrangement.
    pub fn arranged(&self) -> Value {
        let arranged = |id: i64, success: bool| json!({"shipmentBoxId": id, "success": success, "errorMessage": self.prose(), "newField": self.prose()});
        json!({
            self.name.as_str(): arranged(870_099_887_766_554_433, true),
            self.phone.as_str(): arranged(870_099_887_766_554_434, false),
        })
    }

    /// A row of revenue, with the person in fields that nobody knows.
    pub fn revenue(&self) -> Value {
        let item = json!({"vendorItemId": 7, "taxType": self.name, "newField": self.prose()});
        json!({"orderId": 7, "saleType": self.name, "items": [item], "newField": self.prose()})
    }

    /// A payout to the person.
    pub fn payout(&self) -> Value {
        json!({
            "settlementType": self.name, "status": self.memo, "bankAccountHolder": self.name, "bankName": self.name,
            "bankAccount": self.phone, "newField": self.prose(),
        })
    }
}

/// Everything that was said: what the tests print, and every `tracing` event at every level.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    /// Prints a value in every way it can print itself.
    pub fn debug(&self, value: &(impl Debug + ?Sized)) {
        let mut text = String::new();
        let _ = writeln!(text, "{value:?}\n{value:#?}");
        self.text(&text);
    }

    /// Prints an error with its sources.
    pub fn error(&self, error: &(dyn std::error::Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.debug(error);
            self.text(&error.to_string());
            next = error.source();
        }
    }

    pub fn text(&self, text: &(impl Display + ?Sized)) {
        let _ = io::Write::write_all(&mut self.clone(), format!("{text}\n").as_bytes());
    }

    /// Nothing of the canary was said, and all of these words were: silence is a failure too.
    pub fn assert_safe(&self, said: &[&str]) {
        let text = String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned();
        for needle in canary().needles() {
            if let Some(at) = text.find(&needle) {
                let before = text[..at].char_indices().rev().nth(200).map_or(0, |(n, _)| n);
                panic!("a canary came out after: {}", &text[before..at]);
            }
        }
        for word in said {
            assert!(text.contains(word), "`{word}` was not said: was anything captured?");
        }
    }
}

impl io::Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Heard {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
