//! What every kind of personal text has in common, written once.

/// Declares one kind of personal text: a newtype that shows its kind and nothing else.
///
/// The screen form is not made here, each kind has its own rule beside it.
macro_rules! personal_text {
    ($(#[$doc:meta])* $kind:ident) => {
        $(#[$doc])*
        ///
        /// Comparing is allowed (has the address changed?), printing is not: `Debug` is constant, there is no
        /// `Display`, `Deref`, `AsRef` or `Borrow`. On the wire it is a plain string.
        #[derive(Clone, Default, PartialEq, Eq)]
        pub struct $kind(Box<str>);

        impl $kind {
            /// Takes the text as it came, without validation or trimming.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into().into_boxed_str())
            }

            /// Shows the text; the only reader, so every use is a place where personal data leaves.
            pub fn expose(&self) -> &str {
                &self.0
            }

            /// Gives the text up, unprotected.
            pub fn into_exposed(self) -> String {
                self.0.into_string()
            }

            /// Whether there is no text at all (vendors send `""` where they withhold a value).
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl From<String> for $kind {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<&str> for $kind {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        /// Shows the kind only, the same for every value and every formatter flag.
        impl ::core::fmt::Debug for $kind {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(concat!(stringify!($kind), "(<redacted>)"))
            }
        }

        /// Writes the plain text: for the wire, not for logs.
        impl ::serde::Serialize for $kind {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        /// Reads a string; any other type is an error that does not quote the value.
        impl<'de> ::serde::Deserialize<'de> for $kind {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::read_text(deserializer, stringify!($kind), |text| Self(text.into()))
            }
        }
    };
}

pub(crate) use personal_text;
