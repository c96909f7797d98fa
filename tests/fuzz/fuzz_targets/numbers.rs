//! Any JSON as a number, an id, an amount or a percentage: exact, in agreement with `serde_json` and the standard library,
//! and the same after being written.
#![no_main]

use apiwire::wire::{Document, Fault, FromWire, OneOrMany, Reader};
use coupang_wing::orders::OrderStatus;
use coupang_wing::{Money, OrderId, Percent};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fn read<T: FromWire>(value: &Value) -> Result<T, Fault> {
    T::from_wire(Document::from(value).root(), &mut Reader::new())
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    let whole = read::<i64>(&value).ok();
    match &value {
        Value::Number(number) if number.is_i64() => assert_eq!(whole, number.as_i64()),
        Value::Number(number) => {
            let float = number.as_f64().expect("a number");
            assert!(whole.is_none_or(|whole| whole as f64 == float && whole.unsigned_abs() <= 1 << 53), "{number}");
        }
        Value::String(text) => {
            let strict = !text.starts_with('+') && !text.is_empty();
            assert_eq!(whole, text.parse().ok().filter(|_| strict));
        }
        _ => assert_eq!(whole, None),
    }
    assert_eq!(read::<u64>(&value).ok(), whole.and_then(|whole| u64::try_from(whole).ok()));
    assert_eq!(read::<i32>(&value).ok(), whole.and_then(|whole| i32::try_from(whole).ok()));

    let id = read::<OrderId>(&value).ok();
    assert_eq!(id.map(OrderId::get), whole.filter(|whole| *whole >= 0));
    assert_eq!(serde_json::from_slice::<OrderId>(bytes).ok(), id);
    if let Some(id) = id {
        assert_eq!(id.to_string().parse().ok(), Some(id));
        assert_eq!(serde_json::from_str::<OrderId>(&serde_json::to_string(&id).expect("JSON")).ok(), Some(id));
    }
    if let Ok(money) = read::<Money>(&value) {
        assert_eq!(read::<Money>(&serde_json::to_value(money).expect("JSON")).ok(), Some(money));
        assert_eq!(money.checked_add(money), money.checked_mul(2));
        assert_eq!(Money::new(money.currency(), money.units(), money.nanos()), Ok(money));
        let (sign, shown) = (if money.units() < 0 || money.nanos() < 0 { "-" } else { "" }, money.to_string());
        assert!(shown.starts_with(&format!("{sign}{}", money.units().unsigned_abs())), "{shown}");
    }
    if let Ok(percent) = read::<Percent>(&value) {
        let shown = percent.to_string();
        let text = shown.strip_suffix(" %").expect("a percentage");
        assert_eq!(read::<Percent>(&Value::from(text)).ok(), Some(percent));
        // Beyond a billion per cent, the float that JSON has for it is no longer exact.
        if percent.millionths().unsigned_abs() < 1_000_000_000_000_000 {
            assert_eq!(read::<Percent>(&serde_json::to_value(percent).expect("JSON")).ok(), Some(percent));
        }
    }
    if let Ok(status) = read::<OrderStatus>(&value) {
        assert_eq!(Value::from(status.as_str()), value);
        assert_eq!(serde_json::to_value(&status).ok().as_ref(), Some(&value));
        assert!(OrderStatus::ALL.contains(&status) || format!("{status:?}") == "Unknown(..)");
    }
    if let Ok(many) = read::<OneOrMany<i64>>(&value) {
        assert_eq!(read::<OneOrMany<i64>>(&serde_json::to_value(&many).expect("JSON")).ok(), Some(many));
    }
});
