//! How fast the scrubber is against one regular expression per pattern, applied one after the other. Run by
//! `cargo xtask bench`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use redact_kr::Redactor;
use regex::Regex;

#[path = "redact/clean.rs"]
mod clean;

use clean::CLEAN;

/// A log line with some.
const MIXED: &str = "2026-03-02T09:15:04+09:00 WARN shop: 수취인: 홍길동, 연락처 010-1234-5678, mail hong@example.com, order=7100123456789 \
    box=870011223344556677 status=INSTRUCT elapsed_ms=184 memo=none rows=1 price=12900 attempt=1";

/// What one writes first: an expression for each class.
fn sequential() -> Vec<(Regex, &'static str)> {
    [
        (r"\b(?:sk|rk)_(?:live|test)_[0-9A-Za-z]+|\bwhsec_[0-9A-Za-z+/=]+", "***"),
        (r"(?i)access-key=[^,\s]+", "access-key=***"),
        (r"(?i)signature=[0-9a-f]{64}", "signature=***"),
        (r"(?i)\b(?:bearer|basic) [0-9A-Za-z._~+/=-]+", "***"),
        (r"(?:\+82[- ]?|0)1[016789][-. ]?\d{3,4}[-. ]?\d{4}", "***"),
        (r"\b050[2-9][-. ]?\d{3,4}[-. ]?\d{4}\b", "***"),
        (r"\b0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)[-. )]?\d{3,4}[-. ]?\d{4}\b", "***"),
        (r"[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}", "***"),
        (r"\b\d{6}-?[1-8]\d{6}\b", "***"),
        (r"\b[Pp]\d{12}\b", "***"),
        (r"\b\d{3}-\d{2}-\d{5}\b", "***"),
        (r"\b\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4}\b", "***"),
        (r"(?:계좌|은행|입금)[^\d]{0,20}\d[\d-]{9,16}", "***"),
        (r"(?:수취인|받는 분|주문자|예금주|성함|이름)\s*[:=]?\s*[가-힣]{2,4}", "***"),
        (r"(?:서울|부산|대구|인천|광주|대전|울산|경기|강원)[가-힣]*\s[가-힣]+[시군구]\s[가-힣0-9]+[로길]\s?\d+", "***"),
        (r#"(?i)"(?:name|safeNumber|receiverNumber|ordererNumber|addr1|addr2|postCode|email|parcelPrintMessage|personalCustomsClearanceCode|ordererPhoneNumber)"\s*:\s*"[^"]*""#, "\"k\":\"***\""),
        (r"\b[AC]\d{8}\b", "***"),
    ]
    .into_iter()
    .map(|(pattern, by)| (Regex::new(pattern).unwrap(), by))
    .collect()
}

fn apply(expressions: &[(Regex, &str)], text: &str) -> String {
    expressions.iter().fold(text.to_owned(), |text, (expression, by)| expression.replace_all(&text, *by).into_owned())
}

/// About 4 KB of order sheets, as the list answers them.
fn order_json() -> String {
    let sheet = r#"{"shipmentBoxId":870011223344556677,"orderId":7100123456789,"orderedAt":"2026-03-02T09:15:04.120000+09:00","orderer":{"name":"김하나","email":"","safeNumber":"+825020001111","ordererNumber":null},"status":"INSTRUCT","shippingPrice":{"currencyCode":"KRW","units":3000,"nanos":0},"remotePrice":null,"parcelPrintMessage":"경비실에 맡겨 주세요","receiver":{"name":"이두리","safeNumber":"+825020002222","receiverNumber":null,"addr1":"서울특별시 가상구 예시로 12","addr2":"301호","postCode":"01234"},"orderItems":[{"vendorItemId":81230000001,"vendorItemName":"예시 머그컵, 화이트, 350ml","shippingCount":2,"salesPrice":{"currencyCode":"KRW","units":12900,"nanos":0},"externalVendorSkuCode":"MUG-W-350","sellerProductId":14000000123,"cancelCount":0,"estimatedShippingDate":"2026-03-04"}],"invoiceNumber":"","refer":"안드로이드앱"}"#;
    format!(r#"{{"code":200,"message":"OK","data":[{0},{0},{0},{0}],"nextToken":""}}"#, sheet)
}

fn redact(c: &mut Criterion) {
    let (ours, theirs) = (Redactor::default(), sequential());
    let json = order_json();
    assert!((3500..5000).contains(&json.len()), "{}", json.len());
    assert_eq!(CLEAN.len(), 217);

    let mut group = c.benchmark_group("redact");
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3)).sample_size(50);
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("order_json_ours", |b| b.iter(|| ours.redact_json(black_box(json.as_bytes()))));
    group.bench_function("order_json_regex", |b| b.iter(|| apply(&theirs, black_box(&json))));
    for (name, line) in [("clean", CLEAN), ("mixed", MIXED)] {
        group.throughput(Throughput::Bytes(line.len() as u64));
        group.bench_function(format!("{name}_ours"), |b| b.iter(|| ours.redact_text(black_box(line))));
        group.bench_function(format!("{name}_regex"), |b| b.iter(|| apply(&theirs, black_box(line))));
    }
    group.finish();
}

criterion_group!(benches, redact);
criterion_main!(benches);
