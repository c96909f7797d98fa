//! Amounts of money, without floats.

use apiwire::wire::{Fault, FromWire, Node, Object, Problem, Reader};
use serde::Serialize;

/// An amount in a currency: `units` whole units and `nanos` billionths, both of the same sign.
///
/// Version 5 of the order reads sends the object `{currencyCode, units, nanos}`, version 4 a bare number of won; both
/// read into this.
///
/// ```
/// use coupang_wing::Money;
/// let price = Money::krw(12_900);
/// assert_eq!(price.checked_mul(2), Ok(Money::krw(25_800)));
/// assert_eq!(price.to_string(), "12900 KRW");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Money {
    #[serde(rename = "currencyCode")]
    currency: Currency,
    units: i64,
    nanos: i32,
}

/// A currency by its ISO 4217 code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// Why an amount could not be computed or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// The result does not fit.
    #[error("the amount is out of range")]
    Overflow,
    /// The amounts are of two currencies.
    #[error("the amounts are of two currencies")]
    Currency,
    /// Units and nanos have different signs, or nanos is a whole unit or more.
    #[error("units and nanos do not make an amount")]
    Malformed,
}

const NANOS: i32 = 1_000_000_000;

impl Money {
    /// Whole won.
    #[must_use]
    pub const fn krw(units: i64) -> Self {
        Self { currency: Currency::KRW, units, nanos: 0 }
    }

    /// An amount of any currency.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] when `nanos` is beyond ±999,999,999 or has the other sign.
    pub const fn new(currency: Currency, units: i64, nanos: i32) -> Result<Self, MoneyError> {
        let opposed = (units > 0 && nanos < 0) || (units < 0 && nanos > 0);
        if opposed || nanos <= -NANOS || nanos >= NANOS {
            return Err(MoneyError::Malformed);
        }
        Ok(Self { currency, units, nanos })
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whole units.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// Billionths of a unit, with the sign of the units; 0 for won.
    #[must_use]
    pub const fn nanos(self) -> i32 {
        self.nanos
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError`] for two currencies, or when it does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currency);
        }
        Self::from_nanos(self.currency, self.in_nanos() + other.in_nanos())
    }

    /// The amount so many times.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn checked_mul(self, times: u32) -> Result<Self, MoneyError> {
        Self::from_nanos(self.currency, self.in_nanos() * i128::from(times))
    }

    /// At most 2^63 x 10^9, so sums of two and products with a u32 fit an i128.
    fn in_nanos(self) -> i128 {
        i128::from(self.units) * i128::from(NANOS) + i128::from(self.nanos)
    }

    fn from_nanos(currency: Currency, total: i128) -> Result<Self, MoneyError> {
        let units = i64::try_from(total / i128::from(NANOS)).map_err(|_| MoneyError::Overflow)?;
        let nanos = i32::try_from(total % i128::from(NANOS)).map_err(|_| MoneyError::Overflow)?;
        Ok(Self { currency, units, nanos })
    }
}

impl Currency {
    /// Won.
    pub const KRW: Self = Self(*b"KRW");
    /// New Taiwan dollar.
    pub const TWD: Self = Self(*b"TWD");

    /// A currency by its code; `None` unless it is three capital letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        // Three capital letters by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromWire for Money {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        if !value.is_object() {
            return i64::from_wire(value, reader).map(Self::krw);
        }
        let mut object = Object::open(value, reader)?;
        let currency: Currency = object.required(&["currencyCode"])?;
        let units = object.required(&["units"])?;
        let nanos = object.optional(&["nanos"]).unwrap_or_default();
        drop(object);
        Self::new(currency, units, nanos).map_err(|_| reader.fault(Problem::OutOfRange))
    }
}

impl FromWire for Currency {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_str().and_then(Self::from_code).ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.nanos == 0 {
            return write!(f, "{} {}", self.units, self.currency.code());
        }
        let sign = if self.units == 0 && self.nanos < 0 { "-" } else { "" };
        let fraction = format!("{:09}", self.nanos.abs());
        write!(f, "{sign}{}.{} {}", self.units, fraction.trim_end_matches('0'), self.currency.code())
    }
}

impl std::fmt::Debug for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Money({self})")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use apiwire::wire::Document;
    use serde_json::{Value, json};

    use super::*;

    fn read(value: &Value) -> Option<Money> {
        Money::from_wire(Document::from(value).root(), &mut Reader::new()).ok()
    }

    #[test]
    fn reads_a_number_and_an_object() {
        assert_eq!(read(&json!(12900)), Some(Money::krw(12_900)));
        assert_eq!(read(&json!("12900")), Some(Money::krw(12_900)));
        assert_eq!(read(&json!(12900.0)), Some(Money::krw(12_900)));
        assert_eq!(read(&json!({"currencyCode": "KRW", "units": "12900", "nanos": 0})), Some(Money::krw(12_900)));
        let tax = read(&json!({"currencyCode": "TWD", "units": -1, "nanos": -500_000_000})).unwrap();
        assert_eq!((tax.units(), tax.nanos(), tax.to_string()), (-1, -500_000_000, "-1.5 TWD".to_owned()));
        for bad in [
            json!(12900.5),
            json!("만원"),
            json!([]),
            json!({"units": 1}),
            json!({"currencyCode": "won", "units": 1}),
            json!({"currencyCode": "KRW", "units": 1, "nanos": -1}),
            json!({"currencyCode": "KRW", "units": 0, "nanos": 1_000_000_000}),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }

    #[test]
    fn arithmetic_is_checked() {
        let half = Money::new(Currency::TWD, 0, 500_000_000).unwrap();
        assert_eq!(half.checked_add(half), Ok(Money::new(Currency::TWD, 1, 0).unwrap()));
        assert_eq!(half.checked_mul(3).unwrap().to_string(), "1.5 TWD");
        assert_eq!(Money::krw(i64::MAX).checked_add(Money::krw(1)), Err(MoneyError::Overflow));
        assert_eq!(Money::krw(i64::MAX).checked_mul(u32::MAX), Err(MoneyError::Overflow));
        assert_eq!(Money::krw(1).checked_add(half), Err(MoneyError::Currency));
    }
}
