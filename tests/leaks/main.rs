//! The canary: one random secret and one invented person go through every call and every failure, and never come out.
//!
//! A new endpoint cannot be forgotten: the names in the sources are compared with the operations that were called. The
//! same over real TLS, with the logs of the HTTP stack, is in `wire/trace.rs`.

mod canary;
mod checkout;
mod connect;
#[path = "../shared/endpoints.rs"]
mod endpoints;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../../crates/coupang-wing/tests/every_write/mod.rs"]
mod every_write;
mod writing;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use apiwire::log::Exchange;
use apiwire::testing::{Reply, Script, TokioClock};
use apiwire::transport::TransportError;
use apiwire::{Error, Language, Listing};
use bytes::Bytes;
use canary::{Heard, canary};
use coupang_wing::calendar::{KstDate, KstMonth};
use coupang_wing::claims::{ExchangeQuery, ReturnQuery, ReturnStatus, WithdrawalLookup, WithdrawalQuery};
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::service::{AnsweredType, CallCenterQuery, InquiryQuery, PartnerCounselingStatus};
use coupang_wing::settlement::{RevenueQuery, SettlementQuery};
use coupang_wing::{
    CallCenterInquiryId, Config, Market, OrderId, ReceiptId, ShipmentBoxId, VendorItemId, Wing, WritePermit, family,
};
use endpoints::endpoint_names;
use every_write::Wings;
use http::Response;
use live_probe::{Plan, Target, probe};
use serde_json::{Value, json};
use tracing_subscriber::util::SubscriberInitExt;
use writing::write_everything;

/// What a call ended with: rows of any kind.
type Ended = Vec<Result<Box<dyn Debug>, Error>>;

/// Every operation of the client, called once. A new read gets its line here, a new write is in `every_write`.
async fn call_everything(clients: &Clients, heard: &Heard) -> Vec<Ended> {
    let permit = WritePermit::for_(family::ALL);
    let wing = |of: &Wing| of.allow_writes(permit.clone());
    let wings = Wings { korea: wing(&clients.korea), taiwan: wing(&clients.taiwan) };
    heard.debug(&wings.korea);
    let mut ended = read_everything(&clients.korea).await;
    ended.extend(write_everything(&wings, heard).await);
    ended
}

async fn read_everything(wing: &Wing) -> Vec<Ended> {
    let today = KstDate::at(wing.now());
    let (from, to) = (today.minute(0, 0).unwrap(), today.minute(23, 59).unwrap());
    let queries = [
        OrderQuery::days(today, today, OrderStatus::Instruct).unwrap(),
        OrderQuery::minutes(from, to, OrderStatus::Instruct).unwrap(),
    ];
    let mut ended = Vec::new();
    for query in queries {
        ended.push(drain(wing.orders().list(query)).await);
    }
    let (orders, bundle) = (wing.orders(), ShipmentBoxId::new(870_011_223_344_556_677).unwrap());
    ended.push(vec![orders.get(bundle).await.map(boxed)]);
    ended.push(drain(orders.get_by_order_id(OrderId::new(7_100_123_456_789).unwrap())).await);
    ended.push(vec![orders.history(bundle).await.map(boxed)]);
    let (claims, receipt) = (wing.claims(), ReceiptId::new(365_000_111).unwrap());
    for query in [
        ReturnQuery::days(today, today, ReturnStatus::Received).unwrap(),
        ReturnQuery::minutes(from, to, ReturnStatus::Received).unwrap(),
    ] {
        ended.push(drain(claims.list_returns(query)).await);
    }
    ended.push(vec![claims.get_return(receipt).await.map(boxed)]);
    ended.push(drain(claims.list_withdrawals(WithdrawalQuery::days(today, today).unwrap())).await);
    ended.push(drain(claims.find_withdrawals(WithdrawalLookup::receipts([receipt]).unwrap())).await);
    ended.push(drain(claims.list_exchanges(ExchangeQuery::days(today, today).unwrap())).await);
    let inquiries = InquiryQuery::days(today, today, AnsweredType::All).unwrap();
    ended.push(drain(wing.service().inquiries(inquiries)).await);
    let cases = CallCenterQuery::days(today, today, PartnerCounselingStatus::None).unwrap();
    ended.push(drain(wing.service().call_center_inquiries(cases)).await);
    let case = wing.service().call_center_inquiry(CallCenterInquiryId::new(7).unwrap()).await;
    ended.push(vec![case.map(boxed)]);
    let inventory = wing.inventory().get(VendorItemId::new(7).unwrap()).await;
    ended.push(vec![inventory.map(boxed)]);
    let yesterday = today.plus_days(-1);
    let revenue = RevenueQuery::days(yesterday, yesterday, today).unwrap();
    ended.push(drain(wing.settlement().revenue(revenue)).await);
    let payouts = SettlementQuery::month(KstMonth::of(today), today).unwrap();
    ended.push(drain(wing.settlement().histories(payouts)).await);
    ended
}

async fn drain<T: Debug + Send + 'static>(mut listing: Listing<T>) -> Ended {
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.map(boxed));
    }
    rows
}

fn boxed<T: Debug + 'static>(row: T) -> Box<dyn Debug> {
    Box::new(row)
}

/// Clients whose every request is answered alike, with a record of what the exchange log was given.
struct Clients {
    korea: Wing,
    taiwan: Wing,
    operations: Arc<Mutex<BTreeSet<&'static str>>>,
}

impl Clients {
    fn new(reply: &Reply, heard: &Heard) -> Self {
        let operations = Arc::new(Mutex::new(BTreeSet::new()));
        let wing = |market| wing(reply, market, heard, &operations);
        Self { korea: wing(Market::Kr), taiwan: wing(Market::Tw), operations: Arc::clone(&operations) }
    }
}

fn wing(reply: &Reply, market: Market, heard: &Heard, operations: &Arc<Mutex<BTreeSet<&'static str>>>) -> Wing {
    let clock = Arc::new(TokioClock::starting_at(start()));
    let config = Config::new("A00012345", canary().access_key.clone(), canary().secret_key.clone()).unwrap();
    let config = config.with_market(market).with_wing_user_id(canary().email.clone()).unwrap();
    heard.debug(&config);
    let script = Script::new(std::iter::repeat_n(reply.clone(), 400));
    let pause = Limits::default().with_pause(Duration::ZERO, Duration::ZERO);
    let wing = Wing::builder(config).transport(Arc::new(script)).clock(clock).governor(Governor::new(pause));
    let (called, sink) = (Arc::clone(operations), heard.clone());
    let wing = wing.build().unwrap().with_sink(Arc::new(move |exchange: &Exchange| {
        called.lock().unwrap().insert(exchange.operation);
        sink.debug(exchange);
    }));
    heard.debug(&wing);
    wing
}

fn hear(ended: &[Ended], heard: &Heard) {
    for row in ended.iter().flatten() {
        match row {
            Ok(row) => heard.debug(row),
            Err(error) => {
                heard.error(error);
                heard.text(error.hint(Language::Ko));
                heard.text(error.hint(Language::En));
            }
        }
    }
}

fn answer(status: u16, content_type: &str, body: String) -> Reply {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status.try_into().unwrap();
    for (name, value) in [("content-type", content_type), ("x-cag-warnings", canary().email.as_str())] {
        response.headers_mut().insert(name.to_owned().parse::<http::HeaderName>().unwrap(), value.parse().unwrap());
    }
    Reply::Raw(Box::new(response))
}

fn page(rows: &Value) -> String {
    json!({"code": 200, "message": canary().prose(), "data": rows, "nextToken": ""}).to_string()
}

/// Good answers, half ones, wrong ones and refusals, all about the canary.
fn replies() -> Vec<Reply> {
    let (prose, sheet) = (canary().prose(), canary().row());
    let good = page(&json!([sheet]));
    let json_type = "application/json;charset=UTF-8";
    let mut replies = vec![
        Reply::Fail(TransportError::Connect),
        Reply::Fail(TransportError::Lost),
        Reply::Truncated,
        Reply::Hang,
        answer(200, json_type, good.clone()),
        answer(200, json_type, page(&json!([sheet, {"name": prose}, prose, 7]))),
        answer(200, json_type, page(&canary().service())),
        answer(200, json_type, page(&canary().batch())),
        answer(200, json_type, page(&canary().cancelled())),
        answer(200, json_type, canary().arranged().to_string()),
        answer(200, "application/pdf", format!("%PDF-1.4 {prose}")),
        answer(200, json_type, page(&json!({"resultCode": "FAIL", "resultMessage": prose}))),
        answer(200, json_type, page(&json!({"resultCode": prose, "resultMessage": prose}))),
        answer(200, json_type, page(&json!({"receiptId": 7, "regNumber": [prose], "newField": prose}))),
        answer(200, json_type, page(&json!(true))),
        answer(200, json_type, page(&json!([canary().revenue(), prose]))),
        answer(200, json_type, json!([canary().payout(), prose]).to_string()),
        answer(200, json_type, json!({"code": 200, "data": [], "nextToken": prose}).to_string()),
        answer(200, json_type, json!({"code": 200, "data": prose}).to_string()),
        answer(200, json_type, json!({"code": prose, "message": prose, "data": []}).to_string()),
        answer(200, json_type, json!({"code": 400, "message": prose}).to_string()),
        answer(200, json_type, format!("\"{prose}\" {prose}")),
        answer(200, "text/html", format!("<html>{prose}</html>")),
    ];
    for status in [302, 400, 401, 403, 404, 410, 412, 418, 423, 429, 500, 503, 504, 521] {
        let body = json!({"code": prose, "message": format!("Invalid signature. {prose}"), "transactionId": prose});
        replies.push(answer(status, json_type, body.to_string()));
        replies.push(answer(status, "text/html", format!("<html>Access Denied {prose} Reference #{prose}</html>")));
        replies.push(answer(status, "text/plain", prose.clone()));
    }
    replies
}

/// Noon of 2 March 2026 in Korea.
fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

/// A good answer broken off at every tenth character: serde quotes what it stumbles over, we must not.
fn broken() -> Vec<Reply> {
    let good = page(&json!([canary().row()]));
    let ends = good.char_indices().map(|(at, _)| at).step_by(10);
    ends.map(|at| answer(200, "application/json;charset=UTF-8", good[..at].to_owned())).collect()
}

fn trace_into(heard: &Heard) -> tracing::subscriber::DefaultGuard {
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(heard.clone());
    subscriber.with_ansi(false).finish().set_default()
}

#[tokio::test(start_paused = true)]
async fn no_call_and_no_failure_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    let mut called = BTreeSet::new();
    for reply in replies() {
        let clients = Clients::new(&reply, &heard);
        hear(&call_everything(&clients, &heard).await, &heard);
        called.extend(clients.operations.lock().unwrap().iter().map(ToString::to_string));
    }
    for (n, reply) in broken().iter().enumerate() {
        let clients = Clients::new(reply, &heard);
        // Writes read their answers in the same way, and settle what is broken off by reading again and again.
        let ended =
            if n % 20 == 0 { call_everything(&clients, &heard).await } else { read_everything(&clients.korea).await };
        hear(&ended, &heard);
    }
    assert_eq!(called, endpoint_names(), "every endpoint was called");
    heard.assert_safe(&[
        "orders.list",
        "<redacted>",
        "870011223344556677",
        "apiwire::exchange",
        "InvalidSignature",
        "EdgeBlocked",
        "HTTP 401",
        "UndecodableRow",
        "data[1]",
        "not JSON",
        "Throttled",
        "MaybeSent",
        "A000*****",
        "BatchOutcome",
        "CancelReceipt",
        "ArrangeOutcome",
        "InvoiceLabels",
        "POST /v2/providers/openapi/apis/api/v4/vendors/A00012345/onlineInquiries/390000151/replies",
        r#"{"content":"<redacted>","replyBy":"<redacted>","vendorId":"A00012345"}"#,
        "Settled",
        "Unknown",
    ]);
}

#[tokio::test(start_paused = true)]
async fn no_report_of_the_probe_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    for reply in replies().into_iter().chain(broken()) {
        let report = probe(&Clients::new(&reply, &heard).korea, Target::Sandbox, &Plan::default()).await;
        heard.debug(&report);
        heard.text(&serde_json::to_string(&report).unwrap());
    }
    heard.assert_safe(&[
        "ACTIVE",
        "PAUSED",
        "invalid_signature",
        "edge_blocked",
        "unexpected_response",
        "network",
        "timeout",
    ]);
}

/// A failure that carries a value.
fn not_as_expected<T>(value: T) -> Result<(), T> {
    Err(value)
}

#[tokio::test(start_paused = true)]
async fn no_panic_of_a_caller_lets_the_canary_out() {
    let heard = Heard::default();
    let mut ended = Vec::new();
    for (status, body) in [
        (200, page(&json!([canary().row()]))),
        (401, json!({"message": canary().prose()}).to_string()),
        (200, page(&canary().service())),
        (200, page(&canary().batch())),
    ] {
        let clients = Clients::new(&answer(status, "application/json", body), &heard);
        ended.extend(call_everything(&clients, &heard).await);
    }
    let hook = std::panic::take_hook();
    let in_hook = heard.clone();
    std::panic::set_hook(Box::new(move |info| in_hook.text(info)));
    let mut panics = 0;
    for row in ended.into_iter().flatten() {
        // What a hurried caller writes.
        let result = catch_unwind(AssertUnwindSafe(|| match row {
            Ok(row) => not_as_expected(row).unwrap(),
            Err(error) => not_as_expected(error).expect("rows"),
        }));
        panics += usize::from(result.is_err());
    }
    std::panic::set_hook(hook);
    assert_eq!(panics, 4 * endpoint_names().len(), "one of each operation each time");
    heard.assert_safe(&[
        "panicked",
        "OrderSheet",
        "DeliveryHistory",
        "ReturnRequest",
        "ReturnWithdrawal",
        "Exchange",
        "ProductInquiry",
        "CallCenterReply",
        "KeyRejected",
        "<redacted>",
    ]);
}
