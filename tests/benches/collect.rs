//! How much memory collecting 100,000 orders takes: one JSON object with the resident memory before and at the peak.
//!
//! Read by `cargo xtask bench collect_peak_growth_mib`. Linux only: it reads `/proc/self/status`.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use apiwire::clock::SystemClock;
use apiwire::governor::{Governor, Limits};
use apiwire::testing::InMemory;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway, OrderStatus};
use coupang_wing::calendar::KstDate;
use coupang_wing::{Config, Wing};
use serde_json::json;

const DAYS: i64 = 100;
const A_DAY: u32 = 1000;

fn main() -> ExitCode {
    let wing = wing();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let Some(before) = status("VmRSS:") else {
        let _ = writeln!(std::io::stderr(), "there is no /proc/self/status: resident memory is measured on Linux only");
        return ExitCode::FAILURE;
    };
    let rows = runtime.block_on(collect(&wing));
    assert_eq!(rows, u64::from(A_DAY) * DAYS.unsigned_abs());
    let figures = json!({"rows": rows, "before_kib": before, "peak_kib": status("VmHWM:")});
    writeln!(std::io::stdout(), "{figures}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// A client of a sandbox in memory that sends as fast as it can.
fn wing() -> Wing {
    let builder = OrderStatus::ALL.into_iter().fold(Gateway::builder(), |shop, status| shop.orders_per_day(status, 0));
    let builder = builder.orders_per_day(OrderStatus::Accept, A_DAY).calls_per_second(u32::MAX);
    let gateway = builder.build().unwrap();
    let transport = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
    let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()).unwrap();
    let pace = Limits::default().with_pace(u32::MAX, Duration::from_millis(1));
    Wing::builder(config).transport(Arc::new(transport)).governor(Governor::new(pace)).build().unwrap()
}

async fn collect(wing: &Wing) -> u64 {
    let today = KstDate::at(wing.now());
    let mut orders = wing.orders().collect(today.plus_days(1 - DAYS)..=today).unwrap();
    while let Some(order) = orders.next().await {
        drop(std::hint::black_box(order.unwrap()));
    }
    orders.progress().rows
}

/// A figure of this process in KiB.
fn status(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
