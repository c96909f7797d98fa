//! CEA `HmacSHA256` request signing and verification for the Coupang Open API, without I/O.
//!
//! Every call to the Coupang gateway carries an `Authorization` header made from the request line, the time and two
//! keys (Coupang developer portal, article 360033461914, on HMAC signatures):
//!
//! ```text
//! message       = signed-date + METHOD + path + query       nothing between the parts
//! signature     = lower-case hex of HMAC-SHA256(secret key, message)
//! Authorization : CEA algorithm=HmacSHA256, access-key=.., signed-date=yyMMddTHHmmssZ, signature=..
//! ```
//!
//! [`Signer`] makes that header, [`Verifier`] checks one as a server does, [`SignedDate`] is the time in it and
//! [`message`] shows what was signed when a signature is refused. Time is an input everywhere; only
//! [`SignedDate::now`] reads the clock.
//!
//! ```
//! use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
//!
//! let access_key: AccessKey = "11111111-2222-3333-4444-555555555555".parse()?;
//! let secret_key: SecretKey = "0123456789abcdef0123456789abcdef01234567".parse()?;
//! let signer = Signer::new(access_key, secret_key);
//!
//! let path = "/v2/providers/openapi/apis/api/v5/vendors/A00099999/ordersheets/642000000000000001";
//! let date: SignedDate = "280229T010203Z".parse()?;   // in real use: SignedDate::now()?
//! let authorization = signer.authorize("GET", path, "", date)?;
//! assert_eq!(
//!     authorization.as_str(),
//!     "CEA algorithm=HmacSHA256, access-key=11111111-2222-3333-4444-555555555555, \
//!      signed-date=280229T010203Z, \
//!      signature=2fd08103890ff7092276ad934315f66555bd93178da277545e0aefb34aecc7e0"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to sign
//!
//! Exactly the bytes that travel: the path and the query **as they stand in the final URL**, already
//! percent-encoded. Nothing here decodes, sorts or encodes; the body, the headers and the host are not signed. Make a
//! new signature for every attempt, right before it is sent: the gateway takes each for at most five minutes.
//!
//! # Secrets
//!
//! Keys and header values are overwritten when they are dropped, are not `Clone`, `PartialEq`, `Display` or
//! `Serialize`, and their `Debug` text does not depend on the value. Errors name the part and the byte position, never
//! the content.
//!
//! # Features
//!
//! `http` turns an [`Authorization`] into an `http::HeaderValue` that is marked sensitive. Off by default.

#![forbid(unsafe_code)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod authorization;
mod clock;
mod header;
mod keys;
mod request;
mod signed_date;
mod signer;
mod verifier;

pub use authorization::Authorization;
pub use header::Part;
pub use keys::{AccessKey, KeyError, KeyKind, Place, SecretKey};
pub use request::{Found, RequestPart, SignError, message};
pub use signed_date::{DateError, SignedDate};
pub use signer::Signer;
pub use verifier::{Verifier, VerifyError};
