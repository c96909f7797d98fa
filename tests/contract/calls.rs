//! Every read with what must stand on the wire, written down from Coupang's pages.

use std::fmt::Display;

use apiwire::{BoxFuture, Error, Listing, Page, Single};
use coupang_wing::calendar::{KstDate, KstMinute};
use coupang_wing::claims::{
    Exchange, ExchangeQuery, ExchangeStatus, ReturnLookup, ReturnQuery, ReturnRequest, ReturnStatus, ReturnWithdrawal,
    ReturnsVersion, WithdrawalLookup, WithdrawalQuery,
};
use coupang_wing::inventory::VendorItemInventory;
use coupang_wing::orders::{
    BoxLookup, DeliveryHistory, OrderLookup, OrderQuery, OrderSheet, OrderStatus, OrdersVersion,
};
use coupang_wing::service::{
    AnsweredType, CallCenterInquiry, CallCenterLookup, CallCenterQuery, InquiriesVersion, InquiryQuery,
    PartnerCounselingStatus, ProductInquiry,
};
use coupang_wing::settlement::{RevenueQuery, RevenueRecord, SettlementHistory, SettlementQuery};
use coupang_wing::{CallCenterInquiryId, Market, OrderId, ReceiptId, ShipmentBoxId, VendorItemId, Wing};

/// One way to call an operation.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    /// The operation's name.
    pub(crate) name: &'static str,
    /// Makes the call: at most so many pages, and what names their rows.
    pub(crate) make: for<'w> fn(&'w Wing, usize) -> Made<'w>,
    pub(crate) method: &'static str,
    /// The request target, byte for byte.
    pub(crate) target: &'static str,
    pub(crate) body: &'static str,
    /// What differs in the target of the second page.
    pub(crate) second_page: Option<(&'static str, &'static str)>,
    /// The buyers' market, which a header names.
    pub(crate) market: Market,
    /// Whether it changes something, so that it is never repeated once it may have been sent.
    pub(crate) is_write: bool,
    /// Whether Coupang documents that the operation may need more than its three seconds.
    pub(crate) is_slow: bool,
    /// The answer.
    pub(crate) fixture: &'static str,
    /// What names the rows in it.
    pub(crate) rows: &'static [&'static str],
}

/// A call that is being made: what names the rows it gets.
type Made<'w> = BoxFuture<'w, Result<Vec<String>, Error>>;

/// A row's own number, or what stands for it.
trait Named {
    fn named(&self) -> String;
}

macro_rules! named {
    ($($row:ident by $($field:ident).+),* $(,)?) => {$(
        impl Named for $row {
            fn named(&self) -> String {
                shown(&self.$($field).+)
            }
        }
    )*};
}

named! {
    OrderSheet by shipment_box_id,
    DeliveryHistory by shipment_box_id,
    ReturnRequest by receipt_id,
    ReturnWithdrawal by cancel_id,
    Exchange by exchange_id,
    ProductInquiry by inquiry_id,
    CallCenterInquiry by inquiry_id,
    VendorItemInventory by vendor_item_id,
    RevenueRecord by order_id,
}

impl Named for SettlementHistory {
    fn named(&self) -> String {
        self.settlement_type.as_str().to_owned()
    }
}

fn shown(id: &impl Display) -> String {
    id.to_string()
}

async fn pages<T: Named + Send + 'static>(mut listing: Listing<T>, most: usize) -> Result<Vec<String>, Error> {
    let mut named = Vec::new();
    for _ in 0..most {
        let Some(page) = listing.next_page().await else { break };
        let Page { rows, .. } = page?;
        named.extend(rows.into_iter().map(|row| row.unwrap().named()));
    }
    Ok(named)
}

fn single<T: Named>(answer: Result<Single<T>, Error>) -> Result<Vec<String>, Error> {
    answer.map(|single| vec![single.row.named()])
}

fn day(text: &str) -> KstDate {
    text.parse().unwrap()
}

fn ten_minutes() -> (KstMinute, KstMinute) {
    ("2026-03-02T09:10".parse().unwrap(), "2026-03-02T09:20".parse().unwrap())
}

fn orders(version: OrdersVersion) -> OrderQuery {
    let query = OrderQuery::days(day("2026-03-01"), day("2026-03-07"), OrderStatus::Instruct).unwrap();
    query.with_version(version)
}

fn recent_orders(version: OrdersVersion) -> OrderQuery {
    let (from, to) = ten_minutes();
    OrderQuery::minutes(from, to, OrderStatus::Accept).unwrap().with_version(version)
}

fn returns(version: ReturnsVersion) -> ReturnQuery {
    let query = ReturnQuery::days(day("2026-03-02"), day("2026-03-03"), ReturnStatus::Received).unwrap();
    query.with_version(version)
}

fn recent_returns(version: ReturnsVersion) -> ReturnQuery {
    let (from, to) = ten_minutes();
    ReturnQuery::minutes(from, to, ReturnStatus::StopRequested).unwrap().with_version(version)
}

fn receipt(number: i64) -> ReceiptId {
    ReceiptId::new(number).unwrap()
}

fn order() -> OrderId {
    OrderId::new(7_100_123_456_789).unwrap()
}

fn one_box(version: OrdersVersion) -> BoxLookup {
    BoxLookup::new(ShipmentBoxId::new(870_011_223_344_556_677).unwrap()).with_version(version)
}

fn one_order(version: OrdersVersion) -> OrderLookup {
    OrderLookup::new(order()).with_version(version)
}

fn exchanges() -> ExchangeQuery {
    ExchangeQuery::days(day("2026-03-02"), day("2026-03-08")).unwrap()
}

fn inquiries(version: InquiriesVersion) -> InquiryQuery {
    let query = InquiryQuery::days(day("2026-03-01"), day("2026-03-07"), AnsweredType::NoAnswer).unwrap();
    query.with_version(version)
}

fn cases(version: InquiriesVersion) -> CallCenterQuery {
    let query = CallCenterQuery::days(day("2026-03-01"), day("2026-03-07"), PartnerCounselingStatus::NoAnswer);
    query.unwrap().with_version(version)
}

fn one_case(version: InquiriesVersion) -> CallCenterLookup {
    CallCenterLookup::new(CallCenterInquiryId::new(2_580_000_151).unwrap()).with_version(version)
}

fn option() -> VendorItemId {
    VendorItemId::new(70_000_000_011).unwrap()
}

fn revenue() -> RevenueQuery {
    RevenueQuery::days(day("2026-02-01"), day("2026-02-28"), day("2026-03-02")).unwrap()
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../crates/coupang-wing/fixtures/", $name, ".json"))
    };
}

pub(crate) const GET: Call = Call {
    name: "",
    make: |_, _| Box::pin(async { Ok(Vec::new()) }),
    method: "GET",
    target: "",
    body: "",
    second_page: None,
    market: Market::Kr,
    is_write: false,
    is_slow: false,
    fixture: "",
    rows: &[],
};

/// A read that Coupang documents as slow.
const SLOW: Call = Call { is_slow: true, ..GET };

const BOXES: &[&str] = &["870099887766554433"];
const TWO_BOXES: &[&str] = &["870099887766554433", "870099887766554434"];
const RECEIPTS_V6: &[&str] = &["365000777", "365000778", "365000779"];
const RECEIPTS_V4: &[&str] = &["365000777", "365000780", "365000778"];
const RECENT_RECEIPTS: &[&str] = &["365000778", "365000777"];
const INQUIRIES: &[&str] = &["390000151", "390000152"];
const CASES: &[&str] = &["2580000151", "2580000152"];

pub(crate) const READS: &[Call] = &[
    Call {
        name: "orders.list",
        make: |wing, most| Box::pin(pages(wing.orders().list(orders(OrdersVersion::V5)), most)),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01%2B09%3A00&createdAtTo=2026-03-07%2B09%3A00&status=INSTRUCT&maxPerPage=50",
        second_page: Some(("maxPerPage=50", "maxPerPage=50&nextToken=ZmFrZSt0b2tlbi8%3D")),
        fixture: fixture!("orders.list.v5"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.list",
        make: |wing, most| {
            let query = orders(OrdersVersion::V4).with_max_per_page(7).unwrap();
            Box::pin(pages(wing.orders().list(query), most))
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01&createdAtTo=2026-03-07&status=INSTRUCT&maxPerPage=7",
        fixture: fixture!("orders.list.v4"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.list_by_minute",
        make: |wing, most| Box::pin(pages(wing.orders().list(recent_orders(OrdersVersion::V5)), most)),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-02T09%3A10%2B09%3A00&createdAtTo=2026-03-02T09%3A20%2B09%3A00&searchType=timeFrame&status=ACCEPT",
        fixture: fixture!("orders.list.v5"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.list_by_minute",
        make: |wing, most| Box::pin(pages(wing.orders().list(recent_orders(OrdersVersion::V4)), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets?createdAtFrom=2026-03-02T09%3A10&createdAtTo=2026-03-02T09%3A20&searchType=timeFrame&status=ACCEPT",
        fixture: fixture!("orders.list.v4"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.get",
        make: |wing, _| Box::pin(async { single(wing.orders().get(one_box(OrdersVersion::V5)).await) }),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets/870011223344556677",
        fixture: fixture!("orders.get.v5"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.get_by_order_id",
        make: |wing, most| Box::pin(pages(wing.orders().get_by_order_id(one_order(OrdersVersion::V5)), most)),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/7100123456789/ordersheets",
        fixture: fixture!("orders.get_by_order_id.v5"),
        rows: TWO_BOXES,
        ..SLOW
    },
    Call {
        name: "orders.history",
        make: |wing, _| Box::pin(async { single(wing.orders().history(one_box(OrdersVersion::V5)).await) }),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets/870011223344556677/history",
        fixture: fixture!("orders.history.v5"),
        rows: BOXES,
        ..GET
    },
    Call {
        name: "orders.get",
        make: |wing, _| Box::pin(async { single(wing.orders().get(one_box(OrdersVersion::V4)).await) }),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/870011223344556677",
        fixture: fixture!("orders.get.v4"),
        rows: BOXES,
        ..SLOW
    },
    Call {
        name: "orders.get_by_order_id",
        make: |wing, most| Box::pin(pages(wing.orders().get_by_order_id(one_order(OrdersVersion::V4)), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/7100123456789/ordersheets",
        fixture: fixture!("orders.get_by_order_id.v4"),
        rows: TWO_BOXES,
        ..SLOW
    },
    Call {
        name: "orders.history",
        make: |wing, _| Box::pin(async { single(wing.orders().history(one_box(OrdersVersion::V4)).await) }),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/870011223344556677/history",
        fixture: fixture!("orders.history.v4"),
        rows: BOXES,
        ..GET
    },
    Call {
        name: "returns.list",
        make: |wing, most| Box::pin(pages(wing.claims().list_returns(returns(ReturnsVersion::V6)), most)),
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-02&createdAtTo=2026-03-03&status=UC&maxPerPage=50",
        second_page: Some(("maxPerPage=50", "maxPerPage=50&nextToken=ZmFrZS10b2tlbi8%3D")),
        fixture: fixture!("returns.list.v6"),
        rows: RECEIPTS_V6,
        ..SLOW
    },
    Call {
        name: "returns.list",
        make: |wing, most| Box::pin(pages(wing.claims().list_returns(returns(ReturnsVersion::V4)), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests?createdAtFrom=2026-03-02&createdAtTo=2026-03-03&status=UC&maxPerPage=50",
        fixture: fixture!("returns.list.v4"),
        rows: RECEIPTS_V4,
        ..SLOW
    },
    Call {
        name: "returns.list",
        make: |wing, most| {
            let query = ReturnQuery::of_order(day("2026-03-02"), day("2026-03-03"), order()).unwrap();
            Box::pin(pages(wing.claims().list_returns(query), most))
        },
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-02&createdAtTo=2026-03-03&orderId=7100123456789&maxPerPage=50",
        fixture: fixture!("returns.list.v6"),
        rows: RECEIPTS_V6,
        ..SLOW
    },
    Call {
        name: "returns.list",
        make: |wing, most| {
            let query = ReturnQuery::cancellations(day("2026-03-02"), day("2026-03-03")).unwrap();
            Box::pin(pages(wing.claims().list_returns(query), most))
        },
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-02&createdAtTo=2026-03-03&cancelType=CANCEL&maxPerPage=50",
        fixture: fixture!("returns.list.v6"),
        rows: RECEIPTS_V6,
        ..SLOW
    },
    Call {
        name: "returns.list_by_minute",
        make: |wing, most| Box::pin(pages(wing.claims().list_returns(recent_returns(ReturnsVersion::V6)), most)),
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests?searchType=timeFrame&createdAtFrom=2026-03-02T09%3A10&createdAtTo=2026-03-02T09%3A20&status=RU",
        fixture: fixture!("returns.list_by_minute.v6"),
        rows: RECENT_RECEIPTS,
        ..SLOW
    },
    Call {
        name: "returns.list_by_minute",
        make: |wing, most| Box::pin(pages(wing.claims().list_returns(recent_returns(ReturnsVersion::V4)), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests?searchType=timeFrame&createdAtFrom=2026-03-02T09%3A10&createdAtTo=2026-03-02T09%3A20&status=RU",
        fixture: fixture!("returns.list_by_minute.v4"),
        rows: RECENT_RECEIPTS,
        ..SLOW
    },
    Call {
        name: "returns.get",
        make: |wing, _| Box::pin(async { single(wing.claims().get_return(receipt(365_000_111)).await) }),
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests/365000111",
        fixture: fixture!("returns.get.v6"),
        rows: &["365000777"],
        ..SLOW
    },
    Call {
        name: "returns.get",
        make: |wing, _| {
            let which = ReturnLookup::new(receipt(365_000_111)).with_version(ReturnsVersion::V4);
            Box::pin(async move { single(wing.claims().get_return(which).await) })
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests/365000111",
        fixture: fixture!("returns.get.v4"),
        rows: &["365000777"],
        ..SLOW
    },
    Call {
        name: "returns.withdrawals",
        make: |wing, most| {
            let query = WithdrawalQuery::days(day("2026-03-01"), day("2026-03-07")).unwrap();
            Box::pin(pages(wing.claims().list_withdrawals(query), most))
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnWithdrawRequests?dateFrom=2026-03-01&dateTo=2026-03-07&pageIndex=1&sizePerPage=100",
        second_page: Some(("pageIndex=1", "pageIndex=2")),
        fixture: fixture!("returns.withdrawals.v4"),
        rows: &["365000781", "365000782"],
        ..GET
    },
    Call {
        name: "returns.withdrawals_by_receipt",
        make: |wing, most| {
            let which = WithdrawalLookup::receipts([receipt(365_000_112), receipt(365_000_113)]).unwrap();
            Box::pin(pages(wing.claims().find_withdrawals(which), most))
        },
        method: "POST",
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnWithdrawList",
        body: r#"{"cancelIds":[365000112,365000113]}"#,
        fixture: fixture!("returns.withdrawals_by_receipt.v4"),
        rows: &["365000781"],
        ..GET
    },
    Call {
        name: "exchanges.list",
        make: |wing, most| Box::pin(pages(wing.claims().list_exchanges(exchanges()), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-03-02T00%3A00%3A00&createdAtTo=2026-03-08T23%3A59%3A59&maxPerPage=50",
        second_page: Some(("maxPerPage=50", "maxPerPage=50&nextToken=ZmFrZS10b2tlbis%3D")),
        fixture: fixture!("exchanges.list.v4"),
        rows: &["101900077", "101900078", "101900079"],
        ..SLOW
    },
    Call {
        name: "exchanges.list",
        make: |wing, most| {
            let query = exchanges().with_status(ExchangeStatus::Receipt).unwrap().with_order(order());
            Box::pin(pages(wing.claims().list_exchanges(query.with_max_per_page(10).unwrap()), most))
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-03-02T00%3A00%3A00&createdAtTo=2026-03-08T23%3A59%3A59&status=RECEIPT&orderId=7100123456789&maxPerPage=10",
        fixture: fixture!("exchanges.list.v4"),
        rows: &["101900077", "101900078", "101900079"],
        ..SLOW
    },
    Call {
        name: "inquiries.list",
        make: |wing, most| Box::pin(pages(wing.service().inquiries(inquiries(InquiriesVersion::V5)), most)),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/onlineInquiries?vendorId=A00012345&answeredType=NOANSWER&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-07&pageNum=1&pageSize=50",
        second_page: Some(("pageNum=1", "pageNum=2")),
        fixture: fixture!("inquiries.list.v5"),
        rows: INQUIRIES,
        ..SLOW
    },
    Call {
        name: "inquiries.list",
        make: |wing, most| Box::pin(pages(wing.service().inquiries(inquiries(InquiriesVersion::V4)), most)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/onlineInquiries?vendorId=A00012345&answeredType=NOANSWER&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-07&pageNum=1&pageSize=50",
        fixture: fixture!("inquiries.list.v4"),
        rows: INQUIRIES,
        ..SLOW
    },
    Call {
        name: "call_center.list",
        make: |wing, most| Box::pin(pages(wing.service().call_center_inquiries(cases(InquiriesVersion::V5)), most)),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/callCenterInquiries?vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-07&pageNum=1&pageSize=30",
        fixture: fixture!("call_center.list.v5"),
        rows: CASES,
        ..SLOW
    },
    Call {
        name: "call_center.list",
        make: |wing, most| {
            let query = CallCenterQuery::item(option(), PartnerCounselingStatus::None).unwrap().with_order(order());
            let query = query.with_version(InquiriesVersion::V4);
            Box::pin(pages(wing.service().call_center_inquiries(query), most))
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/callCenterInquiries?vendorId=A00012345&partnerCounselingStatus=NONE&vendorItemId=70000000011&orderId=7100123456789&pageNum=1&pageSize=30",
        fixture: fixture!("call_center.list.v4"),
        rows: CASES,
        ..SLOW
    },
    Call {
        name: "call_center.get",
        make: |wing, _| {
            Box::pin(async { single(wing.service().call_center_inquiry(one_case(InquiriesVersion::V5)).await) })
        },
        target: "/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/2580000151",
        fixture: fixture!("call_center.get.v5"),
        rows: &["2580000151"],
        ..GET
    },
    Call {
        name: "call_center.get",
        make: |wing, _| {
            Box::pin(async { single(wing.service().call_center_inquiry(one_case(InquiriesVersion::V4)).await) })
        },
        target: "/v2/providers/openapi/apis/api/v4/vendors/callCenterInquiries/2580000151",
        fixture: fixture!("call_center.get.v4"),
        rows: &["2580000151"],
        ..GET
    },
    Call {
        name: "inventory.get",
        make: |wing, _| Box::pin(async { single(wing.inventory().get(option()).await) }),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000011/inventories",
        fixture: fixture!("inventory.get.v1"),
        rows: &["70000000011"],
        ..GET
    },
    Call {
        name: "settlement.revenue",
        make: |wing, most| Box::pin(pages(wing.settlement().revenue(revenue()), most)),
        target: "/v2/providers/openapi/apis/api/v1/revenue-history?vendorId=A00012345&recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-28&token=&maxPerPage=50",
        second_page: Some(("token=", "token=ZmFrZSt0b2tlbi8%3D")),
        fixture: fixture!("settlement.revenue.v1"),
        rows: &["28000000000011", "0"],
        ..GET
    },
    Call {
        name: "settlement.histories",
        make: |wing, most| {
            let query = SettlementQuery::month("2026-02".parse().unwrap(), day("2026-03-02")).unwrap();
            Box::pin(pages(wing.settlement().histories(query), most))
        },
        target: "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories?revenueRecognitionYearMonth=2026-02",
        fixture: fixture!("settlement.histories.v1"),
        rows: &["WEEKLY", "RESERVE"],
        ..GET
    },
];
