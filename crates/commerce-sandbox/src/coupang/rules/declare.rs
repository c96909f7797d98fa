//! How a family declares its rules, and the words that answer them.

/// Declares the rules of a family: the struct of them, the builder's methods, and what a scenario may say about them.
///
/// One line for each: the name of the method, the key of a scenario, the type of the answer, and the answer unless another
/// is chosen. The text above it is the method's.
macro_rules! rules {
    ($family:ident: $rules:ident, $written:ident {
        $($(#[$doc:meta])+ $name:ident as $key:literal: $answer:ty = $default:expr;)+
    }) => {
        /// The rules of the family; what each means stands at the builder's method of the same name.
        #[derive(Clone, Copy, Debug)]
        pub(in crate::coupang) struct $rules {
            $(pub(in crate::coupang) $name: $answer,)+
        }

        impl Default for $rules {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl $rules {
            /// The rows of the family.
            pub(super) fn table() -> Vec<$crate::coupang::Rule> {
                let Self { $($name,)+ } = Self::default();
                vec![$($crate::coupang::Rule {
                    key: $key,
                    answers: <$answer as $crate::coupang::rules::Answers>::WORDS,
                    default: $crate::coupang::rules::Answers::word($name),
                },)+]
            }
        }

        impl $crate::coupang::GatewayBuilder {
            $(
                $(#[$doc])+
                pub fn $name(mut self, $name: $answer) -> Self {
                    self.rules.$family.$name = $name;
                    self
                }
            )+
        }

        /// What a scenario says about the family.
        #[cfg(feature = "scenario")]
        #[derive(Clone, Debug, Default)]
        pub(super) struct $written {
            $($name: Option<$answer>,)+
        }

        #[cfg(feature = "scenario")]
        impl $written {
            /// The keys of the family.
            pub(super) const KEYS: &'static [&'static str] = &[$($key),+];

            /// Reads the value of a key; false where it is another family's.
            pub(super) fn read<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                map: &mut A,
            ) -> Result<bool, A::Error> {
                match key {
                    $($key => self.$name = Some($crate::coupang::rules::Answers::of_written(map.next_value()?)),)+
                    _ => return Ok(false),
                }
                Ok(true)
            }

            /// Adds what it says to a description.
            pub(super) fn apply(self, builder: $crate::coupang::GatewayBuilder) -> $crate::coupang::GatewayBuilder {
                $crate::scenario::Described(builder)
                    $(.with(self.$name, $crate::coupang::GatewayBuilder::$name))+
                    .0
            }
        }
    };
}

/// In an implementation of `Answers`: an answer that serde reads as it is.
macro_rules! written_as_itself {
    () => {
        #[cfg(feature = "scenario")]
        type Written = Self;

        #[cfg(feature = "scenario")]
        fn of_written(written: Self) -> Self {
            written
        }
    };
}

/// Declares answers that are words: an enum, and how each stands in a scenario.
macro_rules! answers {
    ($($(#[$doc:meta])+ $name:ident { $($(#[$word_doc:meta])+ $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "scenario", derive(serde::Deserialize))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$word_doc])+ #[cfg_attr(feature = "scenario", serde(rename = $word))] $variant,)+
        }

        impl $crate::coupang::rules::Answers for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
            written_as_itself!();

            fn word(self) -> String {
                let word = match self { $(Self::$variant => $word,)+ };
                word.to_owned()
            }
        }
    )+};
}
