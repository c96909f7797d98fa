//! Enumerations that survive a value they do not know.

/// Declares an open enumeration: known values by their wire text, and `Unknown` for every other text.
///
/// An unknown value keeps its text and round-trips; its `Debug` does not show it, because a vendor may put anything
/// there.
///
/// ```
/// apiwire::open_enum! {
///     /// The state of a thing.
///     pub enum State {
///         /// It waits.
///         Waiting = "WAITING",
///     }
/// }
/// assert_eq!(State::from("WAITING"), State::Waiting);
/// assert_eq!(State::from("LATER").as_str(), "LATER");
/// assert_eq!(format!("{:?}", State::from("LATER")), "Unknown(..)");
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $text:literal ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* #[doc = concat!("\n\nOn the wire: `", $text, "`.")] $variant, )+
            /// A value that the reference does not list, as it came.
            Unknown($crate::wire::UnknownText),
        }

        impl $name {
            /// Every value that is documented, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Unknown($crate::wire::UnknownText::new(other)),
                }
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)+
                    Self::Unknown(_) => "Unknown(..)",
                })
            }
        }

        impl $crate::wire::FromWire for $name {
            fn from_wire(
                value: $crate::wire::Node<'_>,
                reader: &mut $crate::wire::Reader,
            ) -> Result<Self, $crate::wire::Fault> {
                let text = value.as_str().map(Self::from);
                text.ok_or_else(|| reader.fault($crate::wire::Problem::AnotherType))
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// The text of a value that an open enumeration does not know. Its `Debug` is constant.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    /// Keeps the text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text, as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for UnknownText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnknownText(..)")
    }
}
