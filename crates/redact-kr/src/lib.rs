//! Types for secrets and Korean personal data that cannot print themselves.
//!
//! A value of these types has no `Display`, no `Deref` and a constant `Debug`, so a log line, an error or a
//! panic message cannot contain it by accident. [`PersonName::expose`] and its namesakes are the only way out,
//! which makes every place where data leaves easy to find: search for `expose` and `into_exposed`.
//!
//! | for | type | compare | serde | screen form |
//! |---|---|---|---|---|
//! | a person's data with a name of its own | [`PersonName`], [`Phone`], [`Address`], [`Email`] | yes | both ways | `masked()` |
//! | personal text of which nothing is harmless | [`CustomsCode`], [`FreeText`], [`PostCode`], [`NationalId`], [`LoginId`] | yes | both ways | `***` |
//! | any other value that must not print | [`Sensitive<T>`](Sensitive) | if `T` can | both ways | none |
//! | keys, passwords, tokens | [`Secret<K>`](Secret) | no | read only | none |
//!
//! Text and JSON that others wrote goes through a [`Redactor`]. With the feature `tracing` it also stands before a log's
//! writer, as the last net.
//!
//! ```
//! use redact_kr::{PersonName, Phone};
//!
//! #[derive(Debug)]
//! struct Receiver {
//!     name: PersonName,
//!     phone: Phone,
//! }
//!
//! let receiver = Receiver { name: "홍길동".into(), phone: "010-1234-5678".into() };
//! assert_eq!(format!("{receiver:?}"), "Receiver { name: PersonName(<redacted>), phone: Phone(<redacted>) }");
//! assert_eq!(receiver.name.masked(), "홍*동");
//! assert_eq!(receiver.phone.masked(), "010-****-5678");
//! assert_eq!(receiver.name.expose(), "홍길동");
//! ```
//!
//! # Screen forms
//!
//! `masked()` follows what Korean services show to signed-in staff, the display-limitation convention (개인정보
//! 표시 제한 조치): at least the first character of the given name, the middle group of a telephone number and
//! the address from 읍·면·동 downwards are hidden. It is for screens, never for logs. Every form is an
//! allow-list: only what a rule recognises is shown, anything else becomes `***`, also an empty value, so a mask
//! tells neither the length nor the presence of what it hides (`is_empty()` does).
//!
//! # Reading from JSON
//!
//! A JSON value of another type is an error that names the type and never quotes the value, unlike serde's own
//! (``invalid type: integer `1012345678` ``). Position and category of the error survive. Formats that guess a
//! type from the text, as CSV readers do, must be told to read strings.

#![forbid(unsafe_code)]

mod address;
mod email;
mod name;
mod opaque;
mod personal;
mod phone;
mod regions;
mod scrub;
mod secret;
mod sensitive;
#[cfg(feature = "tracing")]
pub mod tracing;
mod wire;

pub use address::Address;
pub use email::Email;
pub use name::PersonName;
pub use opaque::{CustomsCode, FreeText, LoginId, NationalId, PostCode};
pub use phone::Phone;
pub use scrub::{Redactor, RedactorBuilder};
pub use secret::{Secret, SecretKind};
pub use sensitive::Sensitive;

/// What stands for a hidden part: one constant, so that its length tells nothing.
const MASK: &str = "***";
