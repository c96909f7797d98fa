//! Any text as `--expect`: what is read is a list of documented statuses, each once, with the numbers that stand there.
#![no_main]

use std::collections::BTreeMap;

use coupang_wing::orders::OrderStatus;
use libfuzzer_sys::fuzz_target;
use live_probe::{Expectation, Plan};

fuzz_target!(|text: &str| {
    let read = text.parse::<Expectation>();
    // The same rule in other words.
    let known = |name: &str| OrderStatus::ALL.iter().any(|status| status.as_str() == name);
    let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u64>().is_ok();
    let pairs: Option<Vec<(&str, &str)>> = text.split(',').map(|pair| pair.split_once('=')).collect();
    let good = pairs.is_some_and(|pairs| {
        let names: BTreeMap<&str, &str> = pairs.iter().copied().collect();
        names.len() == pairs.len() && pairs.iter().all(|(name, digits)| known(name) && number(digits))
    });
    assert_eq!(read.is_ok(), good, "{text:?}");
    match read {
        Ok(expected) => assert_eq!(Plan::default().expecting(expected.clone()), Plan::default().expecting(expected)),
        Err(error) => assert!(!error.to_string().contains("\u{ff}")),
    }
});
