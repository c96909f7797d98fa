//! The main job: count what a seller account holds, read-only, and say why it cannot.
//!
//! `cargo run --example coupang_live_probe` asks an embedded sandbox. With `COUPANG_VENDOR_ID`, `COUPANG_ACCESS_KEY` and
//! `COUPANG_SECRET_KEY` set it asks Coupang: reads only, counts only.

#[path = "../crates/live-probe/src/embedded.rs"]
mod embedded;

fn main() -> std::process::ExitCode {
    live_probe::cli::main(Some(embedded::sandbox()))
}
