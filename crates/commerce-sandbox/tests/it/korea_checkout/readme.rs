//! The README's shell lines and its scenario are run as they stand there.

use crate::readme::{Started, block, directory};
use std::path::Path;

/// Starts the program as the README does, with its scenario.
fn start(directory: &Path) -> Started {
    let arguments = ["korea-checkout", "--api-key", "sk_test_me", "--webhook-secret", "kc_hook_dev"];
    Started::with(&arguments, block("Korea Checkout", "toml"), directory)
}

#[cfg(unix)]
#[test]
fn the_shell_lines_create_pay_read_and_refund() {
    let directory = directory("readme");
    let Some(said) = start(&directory).shell(block("Korea Checkout", "sh"), &directory) else { return };
    assert!(said.starts_with("303 http://127.0.0.1:3000/done\n"), "{said}");
    assert!(said.contains(r#""status":"completed""#) && said.contains(r#""amount":10000"#), "{said}");
}

#[test]
fn the_scenario_is_accepted() {
    assert!(start(&directory("readme-scenario")).url.starts_with("http://127.0.0.1:"));
}
