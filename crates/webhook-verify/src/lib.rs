//! Verification of signed webhooks: the scheme is data, the result is a type, and there is no I/O.
//!
//! Somebody posts a body and says in a header that it comes from the payment service. [`Verifier::verify`] finds out,
//! and answers with a [`Verified`]: the only way to one, so a function that takes a `Verified<'_>` cannot be called
//! with a body that nobody has checked.
//!
//! ```
//! use webhook_verify::{Reason, Scheme, Secret, Verifier};
//!
//! let secret: Secret = "kc_hook_dev_5f1c0b6a9e2d47".parse()?;
//! let verifier = Verifier::new(Scheme::body_hex(), [secret])?;
//!
//! let digits = "569612faa44f2f070b081eeab1e3b3fe4cfc6acd4fbe3f27a559ac0c3012e08f";
//! let headers = [("X-Korea-Checkout-Signature", digits)];
//! let now = 1_727_740_800;                                  // unix seconds; in real use: the clock
//!
//! let verified = verifier.verify(&headers, b"", now)?;
//! assert_eq!(verified.body(), b"");
//! assert_eq!(verifier.verify(&headers, b" ", now).unwrap_err(), Reason::BadSignature);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to pass
//!
//! The body **exactly as it was received**, before any framework reads it: JSON that was parsed and written again has
//! other bytes, and no signature matches it. The headers as they came, all lines of them.
//!
//! # What to answer
//!
//! To the sender every failure looks the same: status 400 with an empty body. The [`Reason`] is for your log and your
//! metrics; it holds nothing that was sent.
//!
//! # Which scheme
//!
//! Korea Checkout does not document its algorithm, so the scheme is configuration, fixed when the verifier is built
//! and never chosen by the request: [`Scheme::body_hex`] unless the first real delivery shows another. Schemes of
//! other services are [custom](Custom): prefix, encoding, list separator and template.
//!
//! # Replays
//!
//! Only a scheme that signs the time can refuse an old delivery ([`Scheme::signs_time`]). With the others, and against
//! a provider that sends twice, keep what was seen: [`Verified::replay_key`] and a [`SeenStore`].
//!
//! # Features
//!
//! `http` reads the headers from an `http::HeaderMap`. `sign` makes the headers of a delivery. Both are off by default,
//! and neither changes what is accepted.

#![forbid(unsafe_code)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod claim;
mod code;
mod custom;
mod headers;
mod keyring;
mod reason;
mod replay;
mod scheme;
mod secret;
pub mod seen;
#[cfg(feature = "sign")]
mod signer;
mod template;
mod verified;
mod verifier;

pub use custom::{Custom, SchemeError};
pub use headers::Headers;
pub use keyring::SetupError;
pub use reason::{Fault, Reason};
pub use replay::ReplayKey;
pub use scheme::{DEFAULT_HEADER, Encoding, Scheme, UnknownScheme};
pub use secret::{Secret, SecretError};
pub use seen::SeenStore;
#[cfg(feature = "sign")]
pub use signer::{SignError, SignedHeaders, Signer};
pub use verified::Verified;
pub use verifier::Verifier;
