//! Models: a struct, its field table and its tolerant reader from one declaration.

/// Declares a model by its fields: `required` ones make the row unusable when they are missing, `optional` ones become
/// `None`. Each field names its JSON key, and other spellings after `|`.
///
/// The macro adds `extra` for fields that are not listed, `FIELDS` with every key (tests compare it with the
/// reference), [`crate::wire::FromWire`], and serde's `Serialize` in the wire form.
///
/// ```
/// apiwire::model! {
///     /// A box.
///     pub struct Parcel {
///         /// Its number.
///         required id: i64 = "boxId",
///         /// Its memo.
///         optional memo: redact_kr::FreeText = "memo" | "note",
///     }
/// }
/// assert_eq!(Parcel::FIELDS, ["boxId", "memo"]);
/// ```
#[macro_export]
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $kind:ident $field:ident : $type:ty = $key:literal $(| $alias:literal)* ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, $crate::__private::Serialize)]
        #[serde(crate = "::apiwire::__private::serde")]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$fmeta])*
                #[doc = concat!("\n\nJSON key `", $key, "`.")]
                #[serde(rename = $key)]
                pub $field: $crate::__field_type!($kind $type),
            )+
            /// Fields that this model does not know, by their JSON keys.
            #[serde(flatten)]
            pub extra: $crate::wire::Extra,
        }

        impl $name {
            /// The JSON key of every field of this model.
            pub const FIELDS: &'static [&'static str] = &[$($key),+];
        }

        impl $crate::wire::FromWire for $name {
            fn from_wire(
                value: $crate::wire::Node<'_>,
                reader: &mut $crate::wire::Reader,
            ) -> Result<Self, $crate::wire::Fault> {
                let mut object = $crate::wire::Object::open(value, reader)?;
                Ok(Self {
                    $($field: $crate::__read_field!(object $kind [$key $(, $alias)*]),)+
                    extra: object.rest(),
                })
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __field_type {
    (required $type:ty) => { $type };
    (optional $type:ty) => { Option<$type> };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __read_field {
    ($object:ident required $names:tt) => {
        $object.required(&$names)?
    };
    ($object:ident optional $names:tt) => {
        $object.optional(&$names)
    };
}
