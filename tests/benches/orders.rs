//! What it costs to read a page of fifty order sheets into the models, and to list one through the whole client, against
//! what one writes without us. Run by `cargo xtask bench`.

#[path = "orders/by_hand.rs"]
mod by_hand;

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use apiwire::governor::{Governor, Limits};
use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, OrderStatus as Sold};
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Config, Wing};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// 2026-03-02T12:00:00+09:00.
const NOON: u64 = 1_772_420_400;
const TARGET: &str = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-02%2B09%3A00\
                      &createdAtTo=2026-03-02%2B09%3A00&status=ACCEPT&maxPerPage=50";

/// A page of fifty order sheets, as the sandbox answers it.
fn page() -> Bytes {
    let now = UNIX_EPOCH + Duration::from_secs(NOON);
    let gateway = Gateway::builder().opened_at(now).orders_per_day(Sold::Accept, 50).build().unwrap();
    let (access, secret) = (AccessKey::new(DEFAULT_ACCESS_KEY.into()), SecretKey::new(DEFAULT_SECRET_KEY.into()));
    let signer = Signer::new(access.unwrap(), secret.unwrap());
    let (path, query) = TARGET.split_once('?').unwrap();
    let authorization = signer.authorize("GET", path, query, SignedDate::from_system_time(now).unwrap()).unwrap();
    let request = http::Request::get(TARGET).header("authorization", authorization.as_str()).body(Bytes::new());
    let response = gateway.handle(request.unwrap(), now);
    assert_eq!(response.status(), 200);
    response.into_body()
}

fn decode(c: &mut Criterion) {
    let body = page();
    let ours = || coupang_wing::orders::read_page(black_box(&body)).unwrap();
    let theirs = || serde_json::from_slice::<by_hand::Page<'_>>(black_box(&body)).unwrap();
    let read = ours();
    assert_eq!((read.rows.len(), read.rows.iter().filter(|row| row.is_ok()).count()), (50, 50));
    assert_eq!((read.oddities.count(), theirs().data.len()), (0, 50));

    let mut group = c.benchmark_group("orders_decode");
    group.warm_up_time(Duration::from_secs(2)).measurement_time(Duration::from_secs(5)).sample_size(100);
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("ours", |b| b.iter(ours));
    group.bench_function("by_hand", |b| b.iter(theirs));
    group.bench_function("value", |b| b.iter(|| serde_json::from_slice::<Value>(black_box(&body)).unwrap()));
    group.finish();
}

/// A server that gives every request this page, and its address.
fn serve(body: &Bytes) -> String {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json;charset=UTF-8\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer = [head.as_bytes(), body].concat();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = answer.clone();
            thread::spawn(move || answer_all(stream, &answer));
        }
    });
    url
}

/// Requests have no body: a head is a request.
fn answer_all(mut stream: TcpStream, answer: &[u8]) {
    stream.set_nodelay(true).unwrap();
    let (mut buffer, mut held) = ([0; 4096], Vec::new());
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        held.extend_from_slice(&buffer[..read]);
        if held.ends_with(b"\r\n\r\n") {
            held.clear();
            if stream.write_all(answer).is_err() {
                return;
            }
        }
    }
}

/// A client without a pace: what is measured is what is left.
fn unpaced(url: &str) -> Wing {
    let mut limits = Limits::default();
    (limits.calls, limits.window) = (u32::MAX, Duration::ZERO);
    let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()).unwrap();
    Wing::builder(config).loopback(url).unwrap().governor(Governor::new(limits)).build().unwrap()
}

fn list(c: &mut Criterion) {
    let runtime: Runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let url = serve(&page());
    let (wing, client) = (unpaced(&url), reqwest::Client::builder().no_proxy().build().unwrap());
    let day = "2026-03-02".parse().unwrap();
    let query = OrderQuery::days(day, day, OrderStatus::Accept).unwrap();
    let target = Arc::new(format!("{url}{TARGET}"));
    let ours = async || {
        let page = wing.orders().list(query.clone()).next_page().await.unwrap().unwrap();
        assert_eq!(page.rows.len(), 50);
        page
    };
    #[allow(clippy::disallowed_methods, reason = "what one writes without us")]
    let bytes = async || client.get(target.as_str()).send().await.unwrap().bytes().await.unwrap();
    let value = async || {
        let page: Value = serde_json::from_slice(&bytes().await).unwrap();
        assert_eq!(page["data"].as_array().unwrap().len(), 50);
        page
    };
    let typed = async || {
        let body = bytes().await;
        let rows = serde_json::from_slice::<by_hand::Page<'_>>(&body).unwrap().data.len();
        assert_eq!(rows, 50);
    };

    let mut group = c.benchmark_group("orders_list");
    group.warm_up_time(Duration::from_secs(2)).measurement_time(Duration::from_secs(5)).sample_size(100);
    group.bench_function("ours", |b| b.iter(|| runtime.block_on(ours())));
    group.bench_function("bare_value", |b| b.iter(|| runtime.block_on(value())));
    group.bench_function("bare_typed", |b| b.iter(|| runtime.block_on(typed())));
    group.bench_function("bare_bytes", |b| b.iter(|| runtime.block_on(bytes())));
    group.finish();
}

criterion_group!(benches, decode, list);
criterion_main!(benches);
