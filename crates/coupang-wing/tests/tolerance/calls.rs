//! Every fixture with the call that it answers. A fixture without a line here fails the sweep.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use apiwire::testing::{InMemory, TokioClock};
use apiwire::wire::Fault;
use apiwire::{BoxFuture, Error, Listing, Page, Single};
use bytes::Bytes;
use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{
    ExchangeQuery, ReturnLookup, ReturnQuery, ReturnStatus, ReturnsVersion, WithdrawalLookup, WithdrawalQuery,
};
use coupang_wing::orders::{BoxLookup, OrderLookup, OrderQuery, OrderStatus, OrdersVersion};
use coupang_wing::service::{
    AnsweredType, CallCenterLookup, CallCenterQuery, InquiriesVersion, InquiryQuery, PartnerCounselingStatus,
};
use coupang_wing::settlement::{RevenueQuery, SettlementQuery};
use coupang_wing::{CallCenterInquiryId, Config, ErrorKind, OrderId, ReceiptId, ShipmentBoxId, VendorItemId, Wing};
use serde::Serialize;
use serde_json::Value;

/// A response and the call that reads it.
pub(crate) struct Fixture {
    /// The name of its file, without `.json`.
    pub(crate) name: &'static str,
    /// Where its rows stand: an array, or the one row.
    pub(crate) rows: &'static str,
    /// What a row is useless without, and what the parts in it are useless without; `*` is any position.
    pub(crate) essential: &'static [&'static str],
    call: for<'w> fn(&'w Wing) -> BoxFuture<'w, Outcome>,
}

/// What a caller gets of one answer.
pub(crate) type Outcome = Result<Got, Refused>;

/// Rows, and what was passed over.
pub(crate) struct Got {
    /// In the wire form, or where one is unusable.
    pub(crate) rows: Vec<Result<Value, Fault>>,
    pub(crate) oddities: Vec<String>,
    /// Everything in every way it prints itself.
    pub(crate) shown: String,
}

/// No rows.
pub(crate) struct Refused {
    pub(crate) kind: ErrorKind,
    pub(crate) shown: String,
}

impl Fixture {
    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(directory().join(format!("{}.json", self.name))).unwrap()
    }

    /// Whether the call answers one row, and none without it.
    pub(crate) fn is_single(&self) -> bool {
        self.name.contains(".get.") || self.name.contains(".history.")
    }
}

pub(crate) fn directory() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A client that is answered with whatever was put there last.
pub(crate) struct Answered {
    wing: Wing,
    body: Arc<Mutex<Bytes>>,
}

impl Answered {
    pub(crate) fn new() -> Self {
        let clock = Arc::new(TokioClock::starting_at(UNIX_EPOCH + Duration::from_secs(1_772_420_400)));
        let body = Arc::new(Mutex::new(Bytes::new()));
        let answer = Arc::clone(&body);
        let transport = InMemory::new(clock.clone(), move |_, _| http::Response::new(answer.lock().unwrap().clone()));
        let config = Config::new("A00012345", "access".to_owned(), "secret".to_owned()).unwrap();
        let governor = Governor::new(Limits::default());
        let wing = Wing::builder(config).transport(Arc::new(transport)).clock(clock).governor(governor);
        Self { wing: wing.build().unwrap(), body }
    }

    /// What the fixture's call makes of this body.
    pub(crate) async fn read(&self, fixture: &Fixture, body: &Value) -> Outcome {
        *self.body.lock().unwrap() = body.to_string().into();
        (fixture.call)(&self.wing).await
    }
}

/// The first page of a listing.
async fn page<T: Debug + Serialize + Send + 'static>(mut listing: Listing<T>) -> Outcome {
    let Page { rows, oddities, .. } = listing.next_page().await.unwrap().map_err(refused)?;
    got(rows, &oddities)
}

fn single<T: Debug + Serialize>(answer: Result<Single<T>, Error>) -> Outcome {
    let Single { row, oddities, .. } = answer.map_err(refused)?;
    got(vec![Ok(row)], &oddities)
}

fn got<T: Debug + Serialize>(rows: Vec<Result<T, Fault>>, oddities: &apiwire::wire::Oddities) -> Outcome {
    let mut shown = format!("{rows:?} {oddities:?}");
    for fault in rows.iter().filter_map(|row| row.as_ref().err()).chain(oddities.first()) {
        shown.push_str(&fault.to_string());
    }
    let places: Vec<String> = oddities.first().iter().map(|fault| fault.path().to_owned()).collect();
    assert_eq!(u64::try_from(places.len()), Ok(oddities.count()), "one change makes few oddities");
    let rows = rows.into_iter().map(|row| row.map(|row| serde_json::to_value(row).unwrap())).collect();
    Ok(Got { rows, oddities: places, shown })
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn refused(error: Error) -> Refused {
    Refused { kind: error.kind(), shown: format!("{error} {error:?}") }
}

fn today() -> KstDate {
    "2026-03-02".parse().unwrap()
}

fn yesterday() -> KstDate {
    today().plus_days(-1)
}

fn orders(version: OrdersVersion) -> OrderQuery {
    OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap().with_version(version)
}

fn recent_orders(version: OrdersVersion) -> OrderQuery {
    let (from, to) = (today().first_minute(), today().first_minute().end_of_day());
    OrderQuery::minutes(from, to, OrderStatus::Accept).unwrap().with_version(version)
}

fn one_box(version: OrdersVersion) -> BoxLookup {
    BoxLookup::new(ShipmentBoxId::new(870_099_887_766_554_433).unwrap()).with_version(version)
}

fn one_order(version: OrdersVersion) -> OrderLookup {
    OrderLookup::new(OrderId::new(7_100_987_654_321).unwrap()).with_version(version)
}

fn returns(version: ReturnsVersion) -> ReturnQuery {
    ReturnQuery::days(today(), today(), ReturnStatus::Received).unwrap().with_version(version)
}

fn recent_returns(version: ReturnsVersion) -> ReturnQuery {
    let (from, to) = (today().first_minute(), today().first_minute().end_of_day());
    ReturnQuery::minutes(from, to, ReturnStatus::Received).unwrap().with_version(version)
}

fn receipt() -> ReceiptId {
    ReceiptId::new(365_000_777).unwrap()
}

fn one_return(version: ReturnsVersion) -> ReturnLookup {
    ReturnLookup::new(receipt()).with_version(version)
}

fn inquiries(version: InquiriesVersion) -> InquiryQuery {
    InquiryQuery::days(today(), today(), AnsweredType::All).unwrap().with_version(version)
}

fn cases(version: InquiriesVersion) -> CallCenterQuery {
    CallCenterQuery::days(today(), today(), PartnerCounselingStatus::None).unwrap().with_version(version)
}

fn one_case(version: InquiriesVersion) -> CallCenterLookup {
    CallCenterLookup::new(CallCenterInquiryId::new(2_580_000_151).unwrap()).with_version(version)
}

const SHEET: &[&str] = &["shipmentBoxId", "orderId", "status", "orderItems", "orderItems/*/vendorItemId"];
const HISTORY: &[&str] = &["shipmentBoxId", "details", "details/*/deliveryStatus"];
const RECEIPT: &[&str] = &["receiptId", "orderId", "receiptStatus", "returnItems", "returnItems/*/vendorItemId"];
const WITHDRAWAL: &[&str] = &["cancelId", "orderId"];
const EXCHANGE: &[&str] =
    &["exchangeId", "orderId", "exchangeStatus", "exchangeItemDtoV1s", "exchangeItemDtoV1s/*/orderItemId"];
const INQUIRY: &[&str] = &["inquiryId", "commentDtoList/*/inquiryCommentId"];
const CASE: &[&str] = &["inquiryId", "replies/*/answerId"];
const INVENTORY: &[&str] = &["sellerItemId"];
const REVENUE: &[&str] = &["orderId", "saleType", "items", "items/*/vendorItemId"];
const PAYOUT: &[&str] = &["settlementType", "status"];

macro_rules! fixtures {
    ($( $name:literal at $rows:literal of $essential:ident = |$wing:ident| $call:expr; )+) => {
        /// Every response fixture.
        pub(crate) const FIXTURES: &[Fixture] = &[$(
            Fixture { name: $name, rows: $rows, essential: $essential, call: |$wing| Box::pin($call) },
        )+];
    };
}

fixtures! {
    "orders.list.v5" at "/data" of SHEET = |wing| page(wing.orders().list(orders(OrdersVersion::V5)));
    "orders.list.v4" at "/data" of SHEET = |wing| page(wing.orders().list(orders(OrdersVersion::V4)));
    "orders.list_by_minute.v5" at "/data" of SHEET =
        |wing| page(wing.orders().list(recent_orders(OrdersVersion::V5)));
    "orders.list_by_minute.v4" at "/data" of SHEET =
        |wing| page(wing.orders().list(recent_orders(OrdersVersion::V4)));
    "orders.get.v5" at "/data" of SHEET =
        |wing| async move { single(wing.orders().get(one_box(OrdersVersion::V5)).await) };
    "orders.get.v4" at "/data" of SHEET =
        |wing| async move { single(wing.orders().get(one_box(OrdersVersion::V4)).await) };
    "orders.get_by_order_id.v5" at "/data" of SHEET =
        |wing| page(wing.orders().get_by_order_id(one_order(OrdersVersion::V5)));
    "orders.get_by_order_id.v4" at "/data" of SHEET =
        |wing| page(wing.orders().get_by_order_id(one_order(OrdersVersion::V4)));
    "orders.history.v5" at "/data/0" of HISTORY =
        |wing| async move { single(wing.orders().history(one_box(OrdersVersion::V5)).await) };
    "orders.history.v4" at "/data" of HISTORY =
        |wing| async move { single(wing.orders().history(one_box(OrdersVersion::V4)).await) };
    "returns.list.v6" at "/data" of RECEIPT = |wing| page(wing.claims().list_returns(returns(ReturnsVersion::V6)));
    "returns.list.v4" at "/data" of RECEIPT = |wing| page(wing.claims().list_returns(returns(ReturnsVersion::V4)));
    "returns.list_by_minute.v6" at "/data" of RECEIPT =
        |wing| page(wing.claims().list_returns(recent_returns(ReturnsVersion::V6)));
    "returns.list_by_minute.v4" at "/data" of RECEIPT =
        |wing| page(wing.claims().list_returns(recent_returns(ReturnsVersion::V4)));
    "returns.get.v6" at "/data" of RECEIPT =
        |wing| async move { single(wing.claims().get_return(one_return(ReturnsVersion::V6)).await) };
    "returns.get.v4" at "/data" of RECEIPT =
        |wing| async move { single(wing.claims().get_return(one_return(ReturnsVersion::V4)).await) };
    "returns.withdrawals.v4" at "/data" of WITHDRAWAL =
        |wing| page(wing.claims().list_withdrawals(WithdrawalQuery::days(today(), today()).unwrap()));
    "returns.withdrawals_by_receipt.v4" at "/data" of WITHDRAWAL =
        |wing| page(wing.claims().find_withdrawals(WithdrawalLookup::receipts([receipt()]).unwrap()));
    "exchanges.list.v4" at "/data" of EXCHANGE =
        |wing| page(wing.claims().list_exchanges(ExchangeQuery::days(today(), today()).unwrap()));
    "inquiries.list.v5" at "/data/content" of INQUIRY =
        |wing| page(wing.service().inquiries(inquiries(InquiriesVersion::V5)));
    "inquiries.list.v4" at "/data/content" of INQUIRY =
        |wing| page(wing.service().inquiries(inquiries(InquiriesVersion::V4)));
    "call_center.list.v5" at "/data/content" of CASE =
        |wing| page(wing.service().call_center_inquiries(cases(InquiriesVersion::V5)));
    "call_center.list.v4" at "/data/content" of CASE =
        |wing| page(wing.service().call_center_inquiries(cases(InquiriesVersion::V4)));
    "call_center.get.v5" at "/data" of CASE =
        |wing| async move { single(wing.service().call_center_inquiry(one_case(InquiriesVersion::V5)).await) };
    "call_center.get.v4" at "/data" of CASE =
        |wing| async move { single(wing.service().call_center_inquiry(one_case(InquiriesVersion::V4)).await) };
    "inventory.get.v1" at "/data" of INVENTORY =
        |wing| async move { single(wing.inventory().get(VendorItemId::new(70_000_000_011).unwrap()).await) };
    "settlement.revenue.v1" at "/data" of REVENUE =
        |wing| page(wing.settlement().revenue(RevenueQuery::days(yesterday(), yesterday(), today()).unwrap()));
    "settlement.histories.v1" at "" of PAYOUT =
        |wing| page(wing.settlement().histories(SettlementQuery::month("2026-02".parse().unwrap(), today()).unwrap()));
}
