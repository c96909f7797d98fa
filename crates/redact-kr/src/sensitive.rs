//! The wrapper for values that have no kind of their own.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Any value that must not print.
///
/// For personal data without a type of its own in this crate: a date of birth, a list of memos, a foreign
/// struct. Text that has one ([`PersonName`](crate::PersonName), [`FreeText`](crate::FreeText) ..) belongs there,
/// keys belong in a [`Secret`](crate::Secret): this wrapper neither zeroizes nor prevents comparing.
///
/// `Debug` is constant for every `T`, also for a `T` that has none. There is no `Display` and no `Deref`:
///
/// ```
/// use redact_kr::Sensitive;
///
/// let birth = Sensitive::new((1990, 2, 28));
/// assert_eq!(format!("{birth:?}"), "Sensitive(<redacted>)");
/// assert_eq!(birth.expose().0, 1990);
/// ```
///
/// ```compile_fail,E0277
/// let birth = redact_kr::Sensitive::new(1990);
/// let _ = format!("{birth}");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Shows the value; the only reader, so every use is a place where the value leaves.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value up, unprotected.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

/// Shows that something is there, the same for every value and every formatter flag.
impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(<redacted>)")
    }
}

/// Writes the value as `T` does: for the wire, not for logs.
impl<T: Serialize> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Reads the value as `T` does, but every error of `T` becomes one constant, because it may quote the value.
///
/// The error is therefore one of data even where the text ended too early inside the value.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sensitive<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self).map_err(|_| de::Error::custom("unreadable value (Sensitive)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoTraits;

    #[test]
    fn debug_is_constant_and_asks_nothing_of_the_value() {
        assert_eq!(format!("{:?}", Sensitive::new(NoTraits)), "Sensitive(<redacted>)");
        assert_eq!(format!("{:#?}", Sensitive::new("홍길동")), "Sensitive(<redacted>)");
        assert_eq!(format!("{:>40?}", Sensitive::new(1)), "Sensitive(<redacted>)");
    }

    #[test]
    fn compares_clones_and_opens() {
        let memo = Sensitive::new(String::from("문 앞"));
        assert_eq!(memo.clone(), memo);
        assert_ne!(memo, Sensitive::default());
        assert_eq!(memo.into_exposed(), "문 앞");
    }
}
