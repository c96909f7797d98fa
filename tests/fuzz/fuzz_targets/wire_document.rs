//! Any bytes as a JSON document: our flat form and `serde_json`'s tree agree about what is JSON, where it stops being so,
//! and what stands in it.
#![no_main]

use apiwire::decode::{self, DecodeError};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let (document, value) = match (decode::json(bytes), serde_json::from_slice::<Value>(bytes)) {
        (Ok(document), Ok(value)) => (document, value),
        (Err(DecodeError::Syntax { line, column, .. }), Err(error)) => {
            // In a text the column counts from the same place, whichever way it is read.
            assert!(std::str::from_utf8(bytes).is_err() || (line, column) == (error.line(), error.column()));
            return;
        }
        (ours, theirs) => panic!("ours {:?}, theirs {:?}", ours.err(), theirs.err()),
    };
    let root = document.root();
    assert_eq!(root.to_value(), value);
    assert_eq!(format!("{document:?} {root:?}"), "Document(..) Node(..)");
    // The same without its text.
    assert_eq!(apiwire::wire::Document::from(&value).root().to_value(), value);
    if let Value::Object(fields) = &value {
        for (name, field) in fields {
            assert_eq!(root.get(name).map(|node| node.to_value()).as_ref(), Some(field));
        }
        assert!(root.get("no such field").is_none() || fields.contains_key("no such field"));
    }
    if let Value::Array(elements) = &value {
        let ours: Vec<Value> = root.elements().into_iter().flatten().map(|node| node.to_value()).collect();
        assert_eq!(&ours, elements);
    }
});
