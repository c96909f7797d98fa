//! Form-encoded text: queries, and the bodies that an HTML form sends.

/// The decoded pairs, in their order; `None` when an escape is broken or what it spells is not UTF-8.
///
/// A literal `+` is a space. A name without `=` has an empty value, and nothing between two `&` is no pair.
pub(crate) fn decode(raw: &str) -> Option<Vec<(String, String)>> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decode_part(name)?, decode_part(value)?))
    });
    pairs.collect()
}

fn decode_part(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => hex_digit(bytes.next()?)? * 16 + hex_digit(bytes.next()?)?,
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
