//! The 32 bytes that a sender claims to be the HMAC, and the only comparison with the real ones.
//!
//! A [`Code`] has no `PartialEq` and shows its bytes to nobody, and a test reads this file: nothing may be compared in
//! it. A timing test alone does not notice an `==` that compiles to vector code.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::scheme::Encoding;

/// Bytes of an HMAC-SHA256 code. Shorter ones are never accepted.
const CODE_BYTES: usize = 32;

/// What 44 characters of base64 decode to at most.
const DECODED_BYTES: usize = 33;

/// A code from a header; nothing of it is believed yet.
pub(crate) struct Code([u8; CODE_BYTES]);

impl Code {
    /// Reads a code of exactly 32 bytes.
    pub(crate) fn read(text: &str, encoding: Encoding) -> Option<Self> {
        match encoding {
            Encoding::Hex => {
                let mut code = [0; CODE_BYTES];
                hex::decode_to_slice(text, &mut code).ok()?;
                Some(Self(code))
            }
            Encoding::Base64 => {
                let mut decoded = [0; DECODED_BYTES];
                let length = STANDARD.decode_slice(text, &mut decoded).ok()?;
                decoded.get(..length)?.try_into().ok().map(Self)
            }
        }
    }

    /// Whether this is the code of what was fed to `mac`, found out in a time that does not depend on the bytes.
    pub(crate) fn is_of(&self, mac: Hmac<Sha256>) -> bool {
        mac.verify_slice(&self.0).is_ok()
    }
}

#[cfg(feature = "sign")]
pub(crate) fn write(mac: Hmac<Sha256>, encoding: Encoding) -> String {
    let code = mac.finalize().into_bytes();
    match encoding {
        Encoding::Hex => hex::encode(code),
        Encoding::Base64 => STANDARD.encode(code),
    }
}
