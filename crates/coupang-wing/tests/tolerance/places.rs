//! Places in a JSON document.

use serde_json::Value;

/// Every place below a value, as JSON pointers.
pub(crate) fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, child)| (n.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{at}/{key}");
        collect(child, &place, found);
        found.push(place);
    }
}

/// The place around a place, and the key or position in it. A row, `""`, is an element of its page.
pub(crate) fn split(place: &str) -> (&str, &str) {
    place.rsplit_once('/').unwrap_or(("", "0"))
}

pub(crate) fn is_position(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// A place below a row with `*` for positions, as the tables name it: `orderItems/*/vendorItemId`.
pub(crate) fn general(place: &str) -> String {
    let keys = place.split('/').skip(1);
    keys.map(|key| if is_position(key) { "*" } else { key }).collect::<Vec<_>>().join("/")
}

/// A place as a fault writes it: `data[0].orderItems[0].vendorItemId`.
pub(crate) fn dotted(place: &str) -> String {
    let mut path = String::new();
    for key in place.split('/').skip(1) {
        match is_position(key) {
            true => path.push_str(&format!("[{key}]")),
            false if path.is_empty() => path.push_str(key),
            false => path.push_str(&format!(".{key}")),
        }
    }
    path
}

/// The document with something else in a place; without the place for `None`.
pub(crate) fn changed(document: &Value, place: &str, with: Option<&Value>) -> Value {
    let mut document = document.clone();
    match with {
        Some(value) => *document.pointer_mut(place).unwrap() = value.clone(),
        None => {
            let (parent, key) = split(place);
            document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        }
    }
    document
}
