//! A request body, and the form of it that may be shown.

use bytes::Bytes;
use serde_json::Value;

/// A request body: JSON, already serialised. Its `Debug` shows the length only.
#[derive(Clone)]
pub struct JsonBody {
    bytes: Bytes,
    shown: String,
}

/// What stands for a value that is not shown.
const HIDDEN: &str = "<redacted>";

impl JsonBody {
    /// Serialises a JSON value. Nothing of it may be shown but its keys.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self::showing(value, &[])
    }

    /// Serialises a JSON value, of which the values under these keys may be shown, at any depth: ids, counts and codes, and
    /// nothing that a person wrote or is called. Elements of a list belong to the list's key.
    #[must_use]
    pub fn showing(value: &Value, keys: &[&str]) -> Self {
        Self { bytes: Bytes::from(value.to_string()), shown: shown(value, keys, false).to_string() }
    }

    /// The bytes to send.
    #[must_use]
    pub fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The same JSON with every value that may not be shown replaced.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

fn shown(value: &Value, keys: &[&str], allowed: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let field =
                |(key, value): (&String, &Value)| (key.clone(), shown(value, keys, keys.contains(&key.as_str())));
            Value::Object(fields.iter().map(field).collect())
        }
        Value::Array(elements) => elements.iter().map(|element| shown(element, keys, allowed)).collect(),
        scalar if allowed => scalar.clone(),
        _ => Value::from(HIDDEN),
    }
}

impl std::fmt::Debug for JsonBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JsonBody({} bytes)", self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_values_of_listed_keys_are_shown_and_everything_is_sent() {
        let value = json!({
            "vendorId": "A1", "ids": [1, 2], "reply": {"content": "홍길동", "id": 3}, "rows": [{"id": 4, "by": "hong"}],
        });
        let body = JsonBody::showing(&value, &["vendorId", "ids", "id"]);
        assert_eq!(body.as_bytes().as_ref(), value.to_string().as_bytes());
        let shown: Value = serde_json::from_str(body.shown()).unwrap();
        let expected = json!({
            "vendorId": "A1", "ids": [1, 2], "reply": {"content": HIDDEN, "id": 3}, "rows": [{"id": 4, "by": HIDDEN}],
        });
        assert_eq!(shown, expected);
        assert_eq!(JsonBody::new(&json!(["홍길동"])).shown(), r#"["<redacted>"]"#);
        assert!(!format!("{body:?}").contains("A1"));
    }

    #[test]
    fn a_list_key_does_not_open_the_objects_in_it() {
        let body = JsonBody::showing(&json!({"rows": [{"by": "hong"}, "shown"]}), &["rows"]);
        assert_eq!(body.shown(), r#"{"rows":[{"by":"<redacted>"},"shown"]}"#);
    }
}
