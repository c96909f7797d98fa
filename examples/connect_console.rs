//! A small site on which a seller connects a Coupang shop and sees what is known of it.
//!
//! `cargo run --example connect_console` serves `http://127.0.0.1:8787` on an embedded sandbox; `--live` asks Coupang.
//! It prints a one-time code: whoever enters it may use the site, and nobody else on this machine.

#[path = "connect_console/mod.rs"]
mod console;

fn main() -> std::process::ExitCode {
    console::main()
}
