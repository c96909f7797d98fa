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
    #[inline]
    pub(crate) fn read(text: &str, encoding: Encoding) -> Option<Self> {
        match encoding {
            Encoding::Hex => text.as_bytes().try_into().ok().and_then(hexadecimal).map(Self),
            Encoding::Base64 => {
                let mut decoded = [0; DECODED_BYTES];
                let length = STANDARD.decode_slice(text, &mut decoded).ok()?;
                decoded.get(..length)?.try_into().ok().map(Self)
            }
        }
    }

    /// Whether this is the code of what was fed to `mac`, found out in a time that does not depend on the bytes.
    #[inline]
    pub(crate) fn is_of(&self, mac: Hmac<Sha256>) -> bool {
        mac.verify_slice(&self.0).is_ok()
    }
}

/// The codes of one header, in its order; the caller of `Scheme::read` lends the room, because moving it about
/// took a twentieth of every verification.
pub(crate) struct Codes {
    room: [Option<Code>; Self::MOST],
    length: usize,
}

impl Codes {
    /// The most codes that one header may list: each costs a comparison per secret.
    pub(crate) const MOST: usize = 8;

    #[inline]
    pub(crate) fn new() -> Self {
        Self { room: [const { None }; Self::MOST], length: 0 }
    }

    /// Adds one; there is no room for more than [`MOST`](Self::MOST).
    #[inline]
    pub(crate) fn push(&mut self, code: Code) {
        if let Some(slot) = self.room.get_mut(self.length) {
            *slot = Some(code);
            self.length += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.room.first().is_none_or(Option::is_none)
    }

    /// Whether any is the code of what was fed to `mac`. All are compared: how long this takes must not tell which one
    /// it was.
    #[inline]
    pub(crate) fn any_is_of(&self, mac: Hmac<Sha256>) -> bool {
        let mut codes = self.room.get(..self.length).unwrap_or_default().iter().flatten();
        let Some(first) = codes.next() else { return false };
        let others = codes.fold(false, |any, code| any | code.is_of(mac.clone()));
        others | first.is_of(mac)
    }
}

/// By hand, because this form compiles to vector code: the `hex` crate's decides digit by digit, and took a twentieth of
/// every verification.
fn hexadecimal(digits: &[u8; 2 * CODE_BYTES]) -> Option<[u8; CODE_BYTES]> {
    let mut code = [0; CODE_BYTES];
    let mut strange = false;
    for (byte, [high, low]) in code.iter_mut().zip(digits.as_chunks().0) {
        let ((high, no_high), (low, no_low)) = (nibble(*high), nibble(*low));
        *byte = high << 4 | low;
        strange |= no_high | no_low;
    }
    (!strange).then_some(code)
}

/// What a digit stands for, and whether it is none.
fn nibble(digit: u8) -> (u8, bool) {
    let decimal = digit.wrapping_sub(b'0');
    let letter = (digit | 0x20).wrapping_sub(b'a');
    let value = if decimal < 10 { decimal } else { letter.wrapping_add(10) };
    (value, (decimal >= 10) & (letter >= 6))
}

#[cfg(feature = "sign")]
pub(crate) fn write(mac: Hmac<Sha256>, encoding: Encoding) -> String {
    let code = mac.finalize().into_bytes();
    match encoding {
        Encoding::Hex => hex::encode(code),
        Encoding::Base64 => STANDARD.encode(code),
    }
}
