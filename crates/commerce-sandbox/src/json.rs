//! JSON that is put together piece by piece.

use serde_json::Value;

/// Adds a field to a JSON object.
pub(crate) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}

/// Takes a field out of a JSON object.
pub(crate) fn drop_field(object: &mut Value, name: &str) {
    if let Some(fields) = object.as_object_mut() {
        fields.remove(name);
    }
}
