//! Customer service, inventory and settlement: every documented field and no other, and the documented refusals.

use crate::support::{get, json, opened, shop};
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;
use std::collections::BTreeSet;

const INQUIRY: &[&str] = &[
    "inquiryId",
    "productId",
    "sellerProductId",
    "sellerItemId",
    "vendorItemId",
    "content",
    "inquiryAt",
    "orderIds",
    "commentDtoList",
];
const COMMENT: &[&str] = &["inquiryCommentId", "inquiryId", "content", "inquiryCommentAt"];
const CASE: &[&str] = &[
    "inquiryId",
    "inquiryStatus",
    "csPartnerCounselingStatus",
    "vendorItemId",
    "itemName",
    "content",
    "answeredAt",
    "replies",
    "inquiryAt",
    "buyerEmail",
    "buyerPhone",
    "orderId",
    "orderDate",
    "receiptCategory",
    "saleStartedAt",
    "saleEndedAt",
];
const REPLY: &[&str] = &[
    "answerId",
    "parentAnswerId",
    "partnerTransferStatus",
    "partnerTransferCompleteReason",
    "answerType",
    "needAnswer",
    "receptionistName",
    "receptionist",
    "replyAt",
    "content",
];
const PAGINATION: &[&str] = &["currentPage", "totalPages", "totalElements", "countPerPage"];
const REVENUE: &[&str] = &["orderId", "saleType", "saleDate", "recognitionDate", "deliveryFee", "items"];
const DELIVERY: &[&str] = &[
    "amount",
    "fee",
    "feeVat",
    "feeRatio",
    "settlementAmount",
    "baseAmount",
    "baseFee",
    "baseFeeVat",
    "remoteAmount",
    "remoteFee",
    "remoteFeeVat",
];
const ITEM: &[&str] = &[
    "taxType",
    "productId",
    "productName",
    "vendorItemId",
    "vendorItemName",
    "salePrice",
    "quantity",
    "coupangDiscountCoupon",
    "discountCouponPolicyAgreement",
    "saleAmount",
    "sellerDiscountCoupon",
    "downloadableCoupon",
    "serviceFee",
    "serviceFeeVat",
    "serviceFeeRatio",
    "settlementAmount",
    "couranteeFeeRatio",
    "couranteeFee",
    "couranteeFeeVat",
    "externalSellerSkuCode",
    "storeFeeDiscount",
    "storeFeeDiscountVat",
];
const HISTORY: &[&str] = &[
    "settlementType",
    "settlementDate",
    "revenueRecognitionYearMonth",
    "revenueRecognitionDateFrom",
    "revenueRecognitionDateTo",
    "totalSale",
    "serviceFee",
    "settlementTargetAmount",
    "settlementAmount",
    "lastAmount",
    "pendingReleasedAmount",
    "sellerDiscountCoupon",
    "downloadableCoupon",
    "dedicatedDeliveryAmount",
    "sellerServiceFee",
    "couranteeFee",
    "couranteeCustomerReward",
    "deductionAmount",
    "debtOfLastWeek",
    "finalAmount",
    "bankAccountHolder",
    "bankName",
    "bankAccount",
    "status",
    "storeFeeDiscount",
];

const WEEK: &str = "inquiryStartAt=2026-02-24&inquiryEndAt=2026-03-02";

fn vendors(version: &str, rest: &str) -> String {
    format!("/v2/providers/openapi/apis/api/{version}/vendors/{rest}")
}

fn inquiries(version: &str, query: &str) -> String {
    vendors(version, &format!("A00012345/onlineInquiries?vendorId=A00012345&answeredType=ALL&{query}"))
}

fn cases(version: &str, query: &str) -> String {
    vendors(version, &format!("A00012345/callCenterInquiries?partnerCounselingStatus=NONE&{query}"))
}

fn revenue(query: &str) -> String {
    format!("/v2/providers/openapi/apis/api/v1/revenue-history?vendorId=A00012345&{query}")
}

fn histories(month: &str) -> String {
    let path = "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories";
    format!("{path}?revenueRecognitionYearMonth={month}")
}

fn inventory(id: &str) -> String {
    format!("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{id}/inventories")
}

fn good(gateway: &Gateway, target: &str) -> Value {
    let response = get(gateway, target, opened());
    assert_eq!(response.status(), 200, "{target}: {:?}", response.body());
    json(&response)
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

fn assert_fields(object: &Value, expected: &[&str]) {
    let found: BTreeSet<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(found, expected.iter().copied().collect());
}

#[test]
fn customer_service_has_every_documented_field_and_no_other() {
    let gateway = shop().inquiries_per_day(7).call_center_inquiries_per_day(4).build().expect("a gateway");
    for version in ["v4", "v5"] {
        let body = good(&gateway, &inquiries(version, &format!("{WEEK}&pageSize=50")));
        assert_eq!((&body["code"], &body["message"]), (&200.into(), &"OK".into()));
        assert_fields(&body["data"]["pagination"], PAGINATION);
        let rows = array(&body["data"]["content"]);
        assert_eq!((rows.len(), &body["data"]["pagination"]["totalElements"]), (49, &49.into()));
        for row in rows {
            assert_fields(row, INQUIRY);
            array(&row["commentDtoList"]).iter().for_each(|comment| assert_fields(comment, COMMENT));
            assert_moment(&row["inquiryAt"], version);
        }
        assert!(rows.iter().any(|row| !array(&row["orderIds"]).is_empty()));

        let body = good(&gateway, &cases(version, &format!("{WEEK}&pageSize=30")));
        let rows = array(&body["data"]["content"]);
        assert_eq!(rows.len(), 28);
        for row in rows {
            assert_fields(row, CASE);
            array(&row["replies"]).iter().for_each(|reply| assert_fields(reply, REPLY));
            assert_moment(&row["inquiryAt"], version);
            let start = if version == "v4" { "010-****-" } else { "+82100000" };
            assert!(row["buyerPhone"].as_str().is_some_and(|phone| phone.starts_with(start)), "{row}");
            let single = good(&gateway, &vendors(version, &format!("callCenterInquiries/{}", row["inquiryId"])));
            assert_eq!(&single["data"], row);
        }
    }
}

/// In its version's form, and not in the future.
fn assert_moment(at: &Value, version: &str) {
    let at = at.as_str().expect("a timestamp");
    let form = if version == "v4" { "2026-03-02 10:30:00" } else { "2026-03-02T10:30:00.000000+09:00" };
    assert!(at.len() == form.len() && at <= form && at.as_bytes()[10] == form.as_bytes()[10], "{at}");
}

#[test]
fn a_page_behind_the_last_is_empty_and_nothing_has_no_pages() {
    let gateway = shop().call_center_inquiries_per_day(0).build().expect("a gateway");
    let behind = good(&gateway, &inquiries("v5", &format!("{WEEK}&pageNum=3")));
    let pagination = serde_json::json!({"currentPage": 3, "totalPages": 2, "totalElements": 14, "countPerPage": 10});
    assert_eq!(behind["data"], serde_json::json!({"content": [], "pagination": pagination}));
    let nothing = good(&gateway, &cases("v5", WEEK));
    assert_eq!(nothing["data"]["pagination"]["totalPages"], 0);
    let huge = good(&gateway, &inquiries("v5", &format!("{WEEK}&pageNum=18446744073709551615")));
    assert!(array(&huge["data"]["content"]).is_empty());
}

#[test]
fn settlement_has_every_documented_field_and_no_other() {
    let gateway = shop().build().expect("a gateway");
    let body =
        good(&gateway, &revenue("recognitionDateFrom=2026-02-01&recognitionDateTo=2026-03-01&token=&maxPerPage=50"));
    assert_eq!((&body["code"], &body["hasNext"]), (&200.into(), &true.into()));
    let rows = array(&body["data"]);
    let dated = [REVENUE, &["settlementDate", "finalSettlementDate"]].concat();
    for row in rows {
        assert_fields(row, if row.get("settlementDate").is_some() { &dated } else { REVENUE });
        assert_fields(&row["deliveryFee"], DELIVERY);
        array(&row["items"]).iter().for_each(|item| assert_fields(item, ITEM));
        let customers = row["saleType"] == "REFUND" && row["items"][0]["quantity"] == 0;
        assert_eq!(
            row["deliveryFee"]["amount"].as_i64().is_some_and(|won| won < 0),
            customers && row["deliveryFee"]["amount"] != 0
        );
    }
    for seen in ["a refund by the customer", "a refund by the seller"] {
        let nothing = seen.ends_with("customer");
        assert!(
            rows.iter().any(|row| row["saleType"] == "REFUND" && (row["items"][0]["quantity"] == 0) == nothing),
            "{seen}"
        );
    }
    let body = good(&gateway, &histories("2026-02"));
    assert_eq!(array(&body).len(), 5);
    array(&body).iter().for_each(|row| assert_fields(row, HISTORY));
}

#[test]
fn refusals_have_their_documented_words() {
    let gateway = shop().build().expect("a gateway");
    let dates = "recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-28";
    let week_error = "time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd";
    for (target, status, message) in [
        (inquiries("v5", "inquiryStartAt=2026-02-23&inquiryEndAt=2026-03-02"), 400, week_error),
        (cases("v4", "inquiryStartAt=2026-02-23&inquiryEndAt=2026-03-02"), 400, week_error),
        (vendors("v5", "nobody/onlineInquiries"), 400, "Invalid vendor ID"),
        (vendors("v5", "callCenterInquiries/x1"), 400, "Invalid format inquiryId : x1"),
        (vendors("v5", "callCenterInquiries/7"), 404, "Inquiry not found"),
        (
            vendors("v4", "callCenterInquiries/2000000000"),
            404,
            "Vendor id should be same with the vendor id in this inquiry",
        ),
        (inventory("70000000001"), 400, "유효한 옵션이 없습니다: [vendorItemId=70000000001]"),
        (inventory("x1"), 400, "유효하지 않은 ID가 입력되었습니다."),
        (revenue(dates), 400, "Required String parameter 'token' is not present"),
        (revenue(&format!("{dates}&token=1")), 400, "token: Invalid format. 첫 페이지 호출 시에는 비워두세요."),
        (histories("2026-04"), 400, "해당월까지만 조회할 수 있습니다."),
        (histories("202604"), 400, "Invalid revenueRecognitionYearMonth format (yyyy-MM)"),
        (vendors("v5", "A00099999/callCenterInquiries"), 404, "Not Found"),
        (vendors("v6", "A00012345/onlineInquiries"), 404, "Not Found"),
    ] {
        let response = get(&gateway, &target, opened());
        assert_eq!(
            (response.status().as_u16(), json(&response)["message"].as_str()),
            (status, Some(message)),
            "{target}"
        );
    }
}

#[test]
fn the_seed_decides_and_the_catalogue_is_one() {
    let read = |seed: u64| {
        let gateway = shop().seed(seed).build().expect("a gateway");
        let option = good(&gateway, &inventory("80000001000"));
        assert_eq!((&option["code"], &option["message"]), (&"SUCCESS".into(), &"".into()));
        assert_fields(&option["data"], &["sellerItemId", "amountInStock", "salePrice", "onSale"]);
        assert_eq!(
            (&option["data"]["sellerItemId"], &option["data"]["salePrice"]),
            (&80_000_001_000_i64.into(), &12_900.into())
        );
        [
            inquiries("v5", WEEK),
            cases("v5", WEEK),
            revenue("recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-28&token="),
        ]
        .map(|target| good(&gateway, &target))
    };
    assert_eq!(read(1), read(1));
    let (one, two) = (read(1), read(2));
    assert!(one.iter().zip(&two).all(|(one, two)| one != two));
}
