//! The JSON body of a write.

use super::answer::Answer;
use bytes::Bytes;
use serde_json::Value;

/// Reads a body.
///
/// The text about an unescaped control character is documented (article 360033645174); the one about any other fault is
/// ours.
pub(super) fn json(body: &Bytes) -> Result<Value, Answer> {
    serde_json::from_slice(body).map_err(|_| {
        Answer::bad_request(&control_character(body).map_or_else(
            || "Could not read JSON.".to_owned(),
            |code| {
                format!(
                    "Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using \
                     backslash to be included in string value"
                )
            },
        ))
    })
}

/// An integer, which must be a JSON number.
pub(super) fn number(body: &Value, name: &str) -> Option<i64> {
    body.get(name).and_then(Value::as_i64)
}

/// A text.
pub(super) fn text<'b>(body: &'b Value, name: &str) -> Option<&'b str> {
    body.get(name).and_then(Value::as_str)
}

/// A yes or no; where text will do too, it is taken in any case of letters.
pub(super) fn flag(body: &Value, name: &str, text: bool) -> Option<bool> {
    match body.get(name)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(word) if text => word.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// The vendor named in the body, which must be the one in the path. The text is ours: no article has one.
pub(super) fn check_vendor(body: &Value, vendor: &str) -> Result<(), Answer> {
    let same = text(body, "vendorId") == Some(vendor);
    if same { Ok(()) } else { Err(Answer::bad_request("vendorId of the body is not the vendorId of the path.")) }
}

/// The first raw control character inside a text.
fn control_character(body: &[u8]) -> Option<u8> {
    let (mut inside, mut escaped) = (false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            0..0x20 if inside => return Some(*byte),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::control_character;

    #[test]
    fn only_a_raw_character_inside_a_text_counts() {
        assert_eq!(control_character(b"{\n\"a\": \"b\\n\\\"c\"\r\n}"), None);
        assert_eq!(control_character(b"{\"a\": \"b\rc\"}"), Some(13));
        assert_eq!(control_character(b"{\"a\\\\\": \"b\nc\"}"), Some(10));
    }
}
