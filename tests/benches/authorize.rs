//! How much an `Authorization` header costs beyond the HMAC that it cannot do without. Run by `cargo xtask bench`.

use std::hint::black_box;
use std::time::Duration;

use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use criterion::{Criterion, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::OffsetDateTime;
use time::macros::format_description;

const ACCESS: &str = "11111111-2222-3333-4444-555555555555";
const SECRET: &str = "0123456789abcdef0123456789abcdef01234567";
const PATH: &str = "/v2/providers/openapi/apis/api/v5/vendors/A00099999/ordersheets";
const QUERY: &str = "createdAtFrom=2025-07-15%2B09%3A00&createdAtTo=2025-07-25%2B09%3A00&status=ACCEPT";
const NOW: i64 = 1_753_444_800;

fn authorize(c: &mut Criterion) {
    let signer = Signer::new(AccessKey::new(ACCESS.into()).unwrap(), SecretKey::new(SECRET.into()).unwrap());
    let date = SignedDate::from_unix_seconds(NOW).unwrap();
    let message = coupang_cea::message("GET", PATH, QUERY, date).unwrap();
    assert!((150..=165).contains(&message.len()), "{}", message.len());
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();

    let mut group = c.benchmark_group("authorize");
    group.warm_up_time(Duration::from_secs(2)).measurement_time(Duration::from_secs(4)).sample_size(200);
    group.bench_function("bare_prepared_hmac", |b| {
        b.iter(|| {
            let mut mac = keyed.clone();
            mac.update(black_box(message.as_bytes()));
            mac.finalize()
        });
    });
    group.bench_function("ours", |b| {
        b.iter(|| signer.authorize(black_box("GET"), black_box(PATH), black_box(QUERY), date).unwrap());
    });
    group.bench_function("format_and_fresh_key", |b| b.iter(|| naive(black_box(PATH), black_box(QUERY))));
    group.finish();
}

/// What one writes without a library: `time` formatting, `format!`, and a new key for every signature.
fn naive(path: &str, query: &str) -> String {
    let form = format_description!("[year repr:last_two][month][day]T[hour][minute][second]Z");
    let date = OffsetDateTime::from_unix_timestamp(NOW).unwrap().format(&form).unwrap();
    let message = format!("{date}GET{path}{query}");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("CEA algorithm=HmacSHA256, access-key={ACCESS}, signed-date={date}, signature={signature}")
}

criterion_group!(benches, authorize);
criterion_main!(benches);
