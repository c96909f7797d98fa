//! Percentages, without floats.

use std::fmt;

use apiwire::wire::{Fault, FromWire, Node, Problem, Reader};

/// A percentage, kept in whole millionths of a percent.
///
/// ```
/// use coupang_wing::Percent;
/// let fee = Percent::from_millionths(10_800_000);
/// assert_eq!(fee.to_string(), "10.8 %");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent {
    millionths: i64,
}

/// The digits after the point that are kept.
const DIGITS: usize = 6;
const MILLIONTHS: i64 = 1_000_000;

impl Percent {
    /// A percentage by its millionths: 1,000,000 is 1 %.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self { millionths }
    }

    /// Its millionths: 1,000,000 is 1 %.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// Reads `10`, `10.0` or `-10.8`. Further digits than six are rounded: they are noise of a float on the way.
    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let kept: i64 = format!("{fraction:0<DIGITS$}").get(..DIGITS)?.parse().ok()?;
        let rounded = kept + i64::from(fraction.as_bytes().get(DIGITS).is_some_and(|digit| *digit >= b'5'));
        let millionths = whole.parse::<i64>().ok()?.checked_mul(MILLIONTHS)?.checked_add(rounded)?;
        Some(Self { millionths: if negative { -millionths } else { millionths } })
    }

    /// The number as JSON writes it.
    fn number(self) -> String {
        let sign = if self.millionths < 0 { "-" } else { "" };
        let (whole, part) = (
            self.millionths.unsigned_abs() / MILLIONTHS.unsigned_abs(),
            self.millionths.unsigned_abs() % MILLIONTHS.unsigned_abs(),
        );
        let fraction = format!("{part:0DIGITS$}");
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        }
    }
}

impl FromWire for Percent {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let number = || value.as_number().and_then(|number| Self::parse(&number.to_string()));
        let read = value.as_str().map_or_else(number, Self::parse);
        read.ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

/// As a JSON number.
impl serde::Serialize for Percent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.number();
        match number.parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            Err(_) => serializer.serialize_f64(number.parse().map_err(serde::ser::Error::custom)?),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.number())
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Percent({self})")
    }
}

#[cfg(test)]
mod tests {
    use apiwire::wire::Document;
    use serde_json::{Value, json};

    use super::*;

    fn read(value: &Value) -> Option<i64> {
        Percent::from_wire(Document::from(value).root(), &mut Reader::new()).ok().map(Percent::millionths)
    }

    #[test]
    fn reads_numbers_and_text_exactly() {
        for (value, millionths) in [
            (json!(10), 10_000_000),
            (json!(10.0), 10_000_000),
            (json!("10.8"), 10_800_000),
            (json!(10.8), 10_800_000),
            (json!(3.300_000_000_000_000_3), 3_300_000),
            (json!(-0.5), -500_000),
            (json!(0), 0),
            (json!("2.0000005"), 2_000_001),
        ] {
            assert_eq!(read(&value), Some(millionths), "{value}");
        }
        for bad in [
            json!("십"),
            json!(""),
            json!("1."),
            json!(".5"),
            json!("1e2"),
            json!(1e300),
            json!("+1"),
            json!([]),
            json!(true),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }

    #[test]
    fn writes_the_number_it_read() {
        for number in [json!(10), json!(10.8), json!(-0.5), json!(7.000_001), json!(0)] {
            let percent = Percent::from_wire(Document::from(&number).root(), &mut Reader::new()).unwrap();
            assert_eq!(serde_json::to_value(percent).unwrap(), number);
        }
        assert_eq!(format!("{:?}", Percent::from_millionths(-10_800_000)), "Percent(-10.8 %)");
    }
}
