//! The text form of the header: one writer and one strict reader.

use std::fmt;

use crate::keys::AccessKey;
use crate::signed_date::SignedDate;

/// Bytes of an HMAC-SHA256 tag; the header writes twice as many hexadecimal digits.
pub(crate) const TAG_BYTES: usize = 32;

/// The longest header that is read, in bytes. A written one has at most 141 and the access key.
const MAX_BYTES: usize = 1024;

const SCHEME: &str = "CEA ";
const ALGORITHM: &str = "algorithm=";
const HMAC_SHA256: &str = "HmacSHA256";
const ACCESS_KEY: &str = "access-key=";
const SIGNED_DATE: &str = "signed-date=";
const SIGNATURE: &str = "signature=";

/// Writes the pairs in the documented order, joined by comma and space, in one allocation of the exact size.
pub(crate) fn write(access_key: &AccessKey, date: SignedDate, tag: &[u8; TAG_BYTES]) -> Box<str> {
    let digits = lower_hex(tag);
    [
        "CEA algorithm=HmacSHA256, access-key=",
        access_key.as_str(),
        ", signed-date=",
        date.as_str(),
        ", signature=",
        // ASCII by construction, so the default is never taken.
        str::from_utf8(&digits).unwrap_or_default(),
    ]
    .concat()
    .into_boxed_str()
}

/// What a well-formed header claims; nothing of it is believed yet.
pub(crate) struct Claim<'a> {
    pub(crate) access_key: &'a str,
    pub(crate) date: SignedDate,
    pub(crate) tag: [u8; TAG_BYTES],
}

/// Reads what [`write`] writes. The only freedom is the space after a comma, which may be missing: the Coupang
/// Partners API (same gateway, same scheme) publishes a sample that joins the pairs without it.
pub(crate) fn read(header: &str) -> Result<Claim<'_>, Part> {
    if header.len() > MAX_BYTES {
        return Err(Part::Length);
    }
    let pairs = header.strip_prefix(SCHEME).ok_or(Part::Scheme)?;
    let (algorithm, pairs) = first_pair(pairs, ALGORITHM).ok_or(Part::Algorithm)?;
    if algorithm != HMAC_SHA256 {
        return Err(Part::Algorithm);
    }
    let (access_key, pairs) = first_pair(pairs, ACCESS_KEY).ok_or(Part::AccessKey)?;
    if access_key.is_empty() || !access_key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Part::AccessKey);
    }
    let (date, pairs) = first_pair(pairs, SIGNED_DATE).ok_or(Part::SignedDate)?;
    let date = date.parse().map_err(|_| Part::SignedDate)?;
    let signature = pairs.strip_prefix(SIGNATURE).ok_or(Part::Signature)?;
    let (digits, trailing) = signature.split_at_checked(2 * TAG_BYTES).ok_or(Part::Signature)?;
    let tag = lower_hex_value(digits).ok_or(Part::Signature)?;
    if trailing.is_empty() { Ok(Claim { access_key, date, tag }) } else { Err(Part::Trailing) }
}

/// Splits `name=value, rest`, given `name=`, into value and rest.
fn first_pair<'a>(pairs: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let (value, rest) = pairs.strip_prefix(name)?.split_once(',')?;
    Some((value, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// By hand, because this form compiles to vector code and the `hex` crate's table took a tenth of every signature.
fn lower_hex(tag: &[u8; TAG_BYTES]) -> [u8; 2 * TAG_BYTES] {
    let digit = |nibble: u8| nibble + if nibble < 10 { b'0' } else { b'a' - 10 };
    let mut digits = [0; 2 * TAG_BYTES];
    for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(tag) {
        *pair = [digit(byte >> 4), digit(byte & 0x0f)];
    }
    digits
}

/// Lower case only: whether the gateway takes upper case is not known, and the documented form is lower case.
fn lower_hex_value(digits: &str) -> Option<[u8; TAG_BYTES]> {
    let mut tag = [0; TAG_BYTES];
    let lower = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (lower && hex::decode_to_slice(digits, &mut tag).is_ok()).then_some(tag)
}

/// The first part of a header that is not as documented, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The whole: it has more than 1024 bytes.
    Length,
    /// The scheme: `CEA` and one space.
    Scheme,
    /// The pair `algorithm=HmacSHA256`.
    Algorithm,
    /// The pair `access-key=..`, or the comma and optional space before it.
    AccessKey,
    /// The pair `signed-date=yyMMddTHHmmssZ`, or the comma and optional space before it.
    SignedDate,
    /// The pair `signature=..` with 64 lower-case hexadecimal digits, or the comma and optional space before it.
    Signature,
    /// Something after the signature.
    Trailing,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "length",
            Self::Scheme => "scheme",
            Self::Algorithm => "algorithm",
            Self::AccessKey => "access-key",
            Self::SignedDate => "signed-date",
            Self::Signature => "signature",
            Self::Trailing => "end",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "CEA algorithm=HmacSHA256, access-key=k, signed-date=250115T061713Z, \
                        signature=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn wrong_part(header: &str) -> Option<Part> {
        read(header).err()
    }

    #[test]
    fn reading_is_the_inverse_of_writing() {
        let claim = read(GOOD).ok().unwrap();
        assert_eq!((claim.access_key, claim.date.as_str()), ("k", "250115T061713Z"));
        assert_eq!(&*write(&"k".parse().unwrap(), claim.date, &claim.tag), GOOD);
    }

    #[test]
    fn every_digit_is_written_in_lower_case() {
        let every_byte: Vec<u8> = (0..=u8::MAX).collect();
        for tag in every_byte.as_chunks().0 {
            assert_eq!(str::from_utf8(&lower_hex(tag)), Ok(hex::encode(tag).as_str()));
        }
    }

    #[test]
    fn the_space_after_a_comma_may_be_missing() {
        assert_eq!(wrong_part(&GOOD.replace(", ", ",")), None);
        assert_eq!(wrong_part(&GOOD.replacen(", ", ",", 1)), None);
        assert_eq!(wrong_part(&GOOD.replace(", ", ",  ")), Some(Part::AccessKey));
        assert_eq!(wrong_part(&GOOD.replace(", ", " ,")), Some(Part::Algorithm));
        assert_eq!(wrong_part(&GOOD.replace(", ", ";")), Some(Part::Algorithm));
    }

    #[test]
    fn the_wrong_part_is_named() {
        let cases = [
            ("CEA ", "cea ", Part::Scheme),
            ("CEA ", "CEA  ", Part::Algorithm),
            ("CEA ", "", Part::Scheme),
            ("HmacSHA256", "HmacSHA1", Part::Algorithm),
            ("HmacSHA256", "hmacsha256", Part::Algorithm),
            ("algorithm=HmacSHA256, ", "", Part::Algorithm),
            ("access-key=k", "access-key=", Part::AccessKey),
            ("access-key=k", "access-key=k k", Part::AccessKey),
            ("access-key=k", "access-key=키", Part::AccessKey),
            ("access-key=k", "Access-Key=k", Part::AccessKey),
            ("access-key=k, ", "", Part::AccessKey),
            ("250115T061713Z", "250115T061760Z", Part::SignedDate),
            ("250115T061713Z", "\"250115T061713Z\"", Part::SignedDate),
            ("signed-date=250115T061713Z, ", "", Part::SignedDate),
            ("signature=", "signature = ", Part::Signature),
            ("0a0b", "0A0B", Part::Signature),
            ("0a0b", "0g0b", Part::Signature),
            ("1e1f", "1e1", Part::Signature),
            ("1e1f", "1e키", Part::Signature),
            ("1e1f", "1e1f ", Part::Trailing),
            ("1e1f", "1e1f00", Part::Trailing),
            ("1e1f", "1e1f, nonce=1", Part::Trailing),
        ];
        for (good, wrong, part) in cases {
            let header = GOOD.replacen(good, wrong, 1);
            assert_ne!(header, GOOD);
            assert_eq!(wrong_part(&header), Some(part), "{header}");
        }
        assert_eq!(wrong_part(""), Some(Part::Scheme));
    }

    #[test]
    fn a_long_header_is_not_read() {
        let padded = |bytes: usize| GOOD.replace("access-key=k", &format!("access-key={}", "k".repeat(bytes)));
        let room = MAX_BYTES - (GOOD.len() - 1);
        assert_eq!(wrong_part(&padded(room)), None);
        assert_eq!(wrong_part(&padded(room + 1)), Some(Part::Length));
        assert!(room >= AccessKey::MAX_BYTES, "a header we write must be one we read");
    }
}
