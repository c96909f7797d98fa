//! Ids as types of their own.

/// Declares a numeric id: a newtype over `i64` that reads from a JSON number or string and never passes through a
/// float. Ids are not negative; their length is not checked, because it has grown before.
///
/// ```
/// apiwire::numeric_id! {
///     /// A parcel.
///     pub struct ParcelId;
/// }
/// let id: ParcelId = "870011223344556677".parse().unwrap();
/// assert_eq!((id.get(), id.to_string().len()), (870_011_223_344_556_677, 18));
/// ```
#[macro_export]
macro_rules! numeric_id {
    ($( $(#[$meta:meta])* pub struct $name:ident; )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// The id, or `None` for a negative number.
            #[must_use]
            pub const fn new(id: i64) -> Option<Self> {
                if id < 0 { None } else { Some(Self(id)) }
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::wire::Fault;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let reader = $crate::wire::Reader::new();
                let number = $crate::wire::whole_text(text, &reader)?;
                Self::new(number).ok_or_else(|| reader.fault($crate::wire::Problem::OutOfRange))
            }
        }

        impl $crate::wire::FromWire for $name {
            fn from_wire(
                value: $crate::wire::Node<'_>,
                reader: &mut $crate::wire::Reader,
            ) -> Result<Self, $crate::wire::Fault> {
                let number = <i64 as $crate::wire::FromWire>::from_wire(value, reader)?;
                Self::new(number).ok_or_else(|| reader.fault($crate::wire::Problem::OutOfRange))
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let document =
                    <$crate::wire::Document<'_> as $crate::__private::Deserialize>::deserialize(deserializer)?;
                let mut reader = $crate::wire::Reader::new();
                <Self as $crate::wire::FromWire>::from_wire(document.root(), &mut reader)
                    .map_err(<D::Error as $crate::__private::serde::de::Error>::custom)
            }
        }
    )+};
}

/// Declares a text id or code that may arrive as a number: waybill numbers, seller's article codes.
#[macro_export]
macro_rules! text_code {
    ($( $(#[$meta:meta])* pub struct $name:ident; )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the text as it is.
            #[must_use]
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::wire::FromWire for $name {
            fn from_wire(
                value: $crate::wire::Node<'_>,
                reader: &mut $crate::wire::Reader,
            ) -> Result<Self, $crate::wire::Fault> {
                $crate::wire::code(value, reader).map(Self::new)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::new(text))
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let document =
                    <$crate::wire::Document<'_> as $crate::__private::Deserialize>::deserialize(deserializer)?;
                let mut reader = $crate::wire::Reader::new();
                <Self as $crate::wire::FromWire>::from_wire(document.root(), &mut reader)
                    .map_err(<D::Error as $crate::__private::serde::de::Error>::custom)
            }
        }
    )+};
}
