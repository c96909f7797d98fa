//! The table of operations against the sources, the fixtures, and what is really sent and answered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

#[allow(dead_code, reason = "each test uses its own part")]
mod every_write;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use apiwire::testing::{InMemory, TokioClock};
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use coupang_wing::apiwire::{EffectKind, Listing};
use coupang_wing::calendar::{KstDate, KstMonth};
use coupang_wing::claims::{
    ExchangeQuery, ReturnLookup, ReturnQuery, ReturnStatus, ReturnWriteVersion, ReturnsVersion, WithdrawalLookup,
    WithdrawalQuery,
};
use coupang_wing::endpoints::OPERATIONS;
use coupang_wing::orders::{
    AcknowledgeVersion, BoxLookup, CancelVersion, OrderLookup, OrderQuery, OrderStatus, OrdersVersion,
};
use coupang_wing::service::{
    AnsweredType, CallCenterLookup, CallCenterQuery, InquiriesVersion, InquiryQuery, PartnerCounselingStatus,
};
use coupang_wing::settlement::{RevenueQuery, SettlementQuery};
use coupang_wing::write::{Call, WriteOperation};
use coupang_wing::{Config, Wing};
use every_write::answered::Answered;
use every_write::{Visit, every_write};
use http::Method;

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files below a directory.
fn files(directory: PathBuf) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![directory]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { &mut open } else { &mut found }.push(path);
        }
    }
    found
}

#[test]
fn every_endpoint_of_the_sources_has_its_row_and_no_row_stands_twice() {
    let mut names = BTreeSet::new();
    let sources = files(directory("src")).into_iter();
    for file in sources.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix("const NAME: &'static str = \""));
        names.extend(lines.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    let rows: BTreeSet<String> = OPERATIONS.iter().map(|operation| operation.name.to_owned()).collect();
    assert_eq!(rows, names);
    assert_eq!(rows.len(), OPERATIONS.len());
}

#[test]
fn every_version_has_its_fixture_and_every_fixture_its_operation() {
    let named: BTreeSet<String> = OPERATIONS
        .iter()
        .flat_map(|operation| operation.versions.iter().map(|version| format!("{}.{version}", operation.name)))
        .collect();
    // An answer is JSON, or a file.
    let names =
        files(directory("fixtures")).into_iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    // Tables of fields and of codes are no answers.
    let answers = names.filter(|name| !name.ends_with(".fields") && name != "carriers");
    assert_eq!(answers.collect::<BTreeSet<_>>(), named);
}

#[test]
fn reads_need_no_permit_and_settling_reads_exist() {
    let reads: BTreeSet<&str> =
        OPERATIONS.iter().filter(|row| row.effect == EffectKind::Read).map(|row| row.name).collect();
    for row in OPERATIONS {
        assert_eq!(row.family.is_none(), row.effect == EffectKind::Read, "{}", row.name);
        assert!(row.settled_by.is_none_or(|read| reads.contains(read)), "{}", row.name);
        assert!(!row.versions.is_empty() && row.path.contains("{version}"), "{}", row.name);
        assert!(!row.title.is_empty() && row.portal.contains("20"), "{}", row.name);
    }
}

/// A request that was sent, and its answer's status.
type Sent = (Method, String, u16);

/// A client of a sandbox that remembers what was sent, and the names and versions that were tried with it.
struct Trial {
    wing: Wing,
    sent: Arc<Mutex<Vec<Sent>>>,
    tried: BTreeSet<(&'static str, &'static str)>,
}

/// 2026-03-02T12:00:00+09:00.
fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

impl Trial {
    fn new() -> Self {
        let gateway = Gateway::builder().opened_at(noon()).calls_per_second(1_000).build().unwrap();
        let (sent, clock) = (Arc::new(Mutex::new(Vec::new())), Arc::new(TokioClock::starting_at(noon())));
        let heard = Arc::clone(&sent);
        let transport = InMemory::new(clock.clone(), move |request, now| {
            let (method, target) = (request.method().clone(), request.uri().path_and_query().unwrap().to_string());
            let response = gateway.handle(request, now);
            heard.lock().unwrap().push((method, target, response.status().as_u16()));
            response
        });
        let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.into(), DEFAULT_SECRET_KEY.into()).unwrap();
        let builder = Wing::builder(config).transport(Arc::new(transport)).clock(clock);
        let wing = builder.governor(Governor::new(Limits::default())).build().unwrap();
        Self { wing, sent, tried: BTreeSet::new() }
    }

    /// The request that was sent last belongs to this row, and was answered.
    fn check(&mut self, name: &'static str, version: &'static str) {
        let row = OPERATIONS.iter().find(|row| row.name == name).unwrap();
        let (method, target, status) = self.sent.lock().unwrap().last().cloned().unwrap();
        assert_eq!((method, status), (row.method.clone(), 200), "{name} {version}: {target}");
        assert!(row.versions.contains(&version) && fits(&row.path_in(version), &target), "{name} {version}: {target}");
        assert!(self.tried.insert((name, version)));
    }

    /// The rows of a listing's first page.
    async fn first<T: Send + 'static>(
        &mut self,
        name: &'static str,
        version: &'static str,
        list: Listing<T>,
    ) -> Vec<T> {
        let rows = list.pages().next().await.unwrap().unwrap().rows;
        self.check(name, version);
        rows.into_iter().map(Result::unwrap).collect()
    }
}

/// A target is made from a path of the table: variables hold one segment, and only the query that the path names chooses
/// the operation.
fn fits(path: &str, target: &str) -> bool {
    let (path, chooses) = path.split_once('?').unwrap_or((path, ""));
    let (target, query) = target.split_once('?').unwrap_or((target, ""));
    let (expected, found): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), target.split('/').collect());
    let same = |(expected, found): (&&str, &&str)| {
        if expected.starts_with('{') { !found.is_empty() } else { expected == found }
    };
    let choice: Vec<&str> = query.split('&').filter(|pair| pair.starts_with("searchType=")).collect();
    expected.len() == found.len() && expected.iter().zip(&found).all(same) && choice.join("&") == chooses
}

#[tokio::test(start_paused = true)]
async fn every_path_of_a_read_is_the_one_that_is_sent_and_the_sandbox_answers_it() {
    let mut trial = Trial::new();
    let wing = trial.wing.clone();
    let today = KstDate::at(noon());
    let (from, to) = (today.minute(0, 0).unwrap(), today.minute(11, 59).unwrap());

    let orders = wing.orders();
    for (version, name) in [(OrdersVersion::V5, "v5"), (OrdersVersion::V4, "v4")] {
        let days = OrderQuery::days(today, today, OrderStatus::Accept).unwrap().with_version(version);
        let sheet = trial.first("orders.list", name, orders.list(days)).await.remove(0);
        let minutes = OrderQuery::minutes(from, to, OrderStatus::Accept).unwrap().with_version(version);
        trial.first("orders.list_by_minute", name, orders.list(minutes)).await;
        let bundle = BoxLookup::new(sheet.shipment_box_id).with_version(version);
        orders.get(bundle).await.unwrap();
        trial.check("orders.get", name);
        orders.history(bundle).await.unwrap();
        trial.check("orders.history", name);
        let order = OrderLookup::new(sheet.order_id).with_version(version);
        trial.first("orders.get_by_order_id", name, orders.get_by_order_id(order)).await;
        if version == OrdersVersion::default() {
            wing.inventory().get(sheet.order_items[0].vendor_item_id).await.unwrap();
            trial.check("inventory.get", "v1");
        }
    }

    let claims = wing.claims();
    let mut receipt = None;
    for (version, name) in [(ReturnsVersion::V6, "v6"), (ReturnsVersion::V4, "v4")] {
        let days = ReturnQuery::days(today, today, ReturnStatus::Received).unwrap().with_version(version);
        let first = trial.first("returns.list", name, claims.list_returns(days)).await.remove(0);
        let minutes = ReturnQuery::minutes(from, to, ReturnStatus::Received).unwrap().with_version(version);
        trial.first("returns.list_by_minute", name, claims.list_returns(minutes)).await;
        claims.get_return(ReturnLookup::new(first.receipt_id).with_version(version)).await.unwrap();
        trial.check("returns.get", name);
        receipt = Some(first.receipt_id);
    }
    let withdrawals = claims.list_withdrawals(WithdrawalQuery::days(today, today).unwrap());
    trial.first("returns.withdrawals", "v4", withdrawals).await;
    let withdrawals = claims.find_withdrawals(WithdrawalLookup::receipts(receipt).unwrap());
    trial.first("returns.withdrawals_by_receipt", "v4", withdrawals).await;
    trial.first("exchanges.list", "v4", claims.list_exchanges(ExchangeQuery::days(today, today).unwrap())).await;

    let service = wing.service();
    for (version, name) in [(InquiriesVersion::V5, "v5"), (InquiriesVersion::V4, "v4")] {
        let inquiries = InquiryQuery::days(today, today, AnsweredType::All).unwrap().with_version(version);
        trial.first("inquiries.list", name, service.inquiries(inquiries)).await;
        let cases = CallCenterQuery::days(today, today, PartnerCounselingStatus::None).unwrap().with_version(version);
        let case = trial.first("call_center.list", name, service.call_center_inquiries(cases)).await.remove(0);
        service.call_center_inquiry(CallCenterLookup::new(case.inquiry_id).with_version(version)).await.unwrap();
        trial.check("call_center.get", name);
    }

    let yesterday = today.plus_days(-1);
    let revenue = RevenueQuery::days(yesterday, yesterday, today).unwrap();
    trial.first("settlement.revenue", "v1", wing.settlement().revenue(revenue)).await;
    let payouts = SettlementQuery::month(KstMonth::of(today), today).unwrap();
    trial.first("settlement.histories", "v1", wing.settlement().histories(payouts)).await;

    assert_eq!(trial.tried, versions(EffectKind::Read), "every version of every read was sent");
}

/// Every version of every operation of this effect.
fn versions(effect: EffectKind) -> BTreeSet<(&'static str, &'static str)> {
    let rows = OPERATIONS.iter().filter(|row| row.effect == effect);
    rows.flat_map(|row| row.versions.iter().map(|version| (row.name, *version))).collect()
}

/// A write that is looked at and answered with its fixture.
struct Tried(Answered, BTreeSet<(&'static str, &'static str)>);

impl Visit for Tried {
    async fn visit<E: WriteOperation>(&mut self, version: &'static str, mut call: Call<'_, E>)
    where
        E::Output: Debug + 'static,
    {
        let row = OPERATIONS.iter().find(|row| row.name == E::NAME).unwrap();
        let shown = call.dry_run().unwrap();
        assert_eq!((&shown.method, shown.operation), (&row.method, row.name));
        assert!(fits(&row.path_in(version), &shown.target), "{} {version}: {}", E::NAME, shown.target);
        let stem = format!("{}.{version}", E::NAME);
        let file =
            files(directory("fixtures")).into_iter().find(|path| path.file_stem().is_some_and(|it| *it == *stem));
        self.0.with(200, fs::read(file.unwrap()).unwrap());
        let answer = call.send().await.unwrap_or_else(|error| panic!("{stem}: {error:?}"));
        assert!(!call.endpoint().confirmed(&answer).is_empty(), "{stem}: the fixture answers this very call");
        let (method, target, _) = self.0.sent().pop().unwrap();
        assert_eq!((method, target), (shown.method, shown.target), "{stem}");
        assert!(self.1.insert((E::NAME, version)));
    }
}

#[tokio::test(start_paused = true)]
async fn every_path_of_a_write_is_the_one_that_is_sent_and_its_fixture_answers_it() {
    let answered = Answered::default();
    let mut tried = Tried(answered.clone(), BTreeSet::new());
    every_write(&answered.wings(), "안녕하세요.", &mut tried).await;
    assert_eq!(tried.1, versions(EffectKind::Write), "every version of every write was sent");
}

#[test]
fn the_default_version_is_the_first() {
    let writes = |name: &str| match name {
        "orders.acknowledge" => (AcknowledgeVersion::default() == AcknowledgeVersion::V4).then_some("v4"),
        "orders.cancel" => (CancelVersion::default() == CancelVersion::V5).then_some("v5"),
        "returns.receive" | "returns.approve" => {
            (ReturnWriteVersion::default() == ReturnWriteVersion::V4).then_some("v4")
        }
        _ => None,
    };
    let reads = |name: &str| match name.split('.').next().unwrap() {
        "orders" => (OrdersVersion::default() == OrdersVersion::V5).then_some("v5"),
        "returns" => (ReturnsVersion::default() == ReturnsVersion::V6).then_some("v6"),
        "inquiries" | "call_center" => (InquiriesVersion::default() == InquiriesVersion::V5).then_some("v5"),
        _ => None,
    };
    for row in OPERATIONS.iter().filter(|row| row.versions.len() > 1) {
        let default = if row.effect == EffectKind::Read { reads(row.name) } else { writes(row.name) };
        assert_eq!(default, Some(row.versions[0]), "{}", row.name);
    }
}
