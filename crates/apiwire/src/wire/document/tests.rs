use proptest::prelude::*;
use serde_json::Value;
use serde_json::error::Category;

use super::super::{FromWire, Object, Reader};
use super::*;
use crate::decode::{self, DecodeError};

/// What the whole document is, and each field of it by its name.
fn read(body: &[u8]) -> Result<(Value, Vec<Option<Value>>), DecodeError> {
    let document = decode::json(body)?;
    let fields = NAMES.iter().map(|name| document.root().get(name).map(Node::to_value)).collect();
    Ok((document.root().to_value(), fields))
}

/// The same by `serde_json` alone.
fn expected(body: &[u8]) -> Result<(Value, Vec<Option<Value>>), DecodeError> {
    let whole: Value = serde_json::from_slice(body).map_err(|error| DecodeError::Syntax {
        category: match error.classify() {
            Category::Eof => "end of input",
            Category::Data => "data",
            Category::Syntax | Category::Io => "syntax",
        },
        line: error.line(),
        column: error.column(),
    })?;
    let fields = NAMES.iter().map(|name| whole.get(name).cloned()).collect();
    Ok((whole, fields))
}

/// Few, so that they repeat; of several lengths, and alike at both ends.
const NAMES: [&str; 8] = ["", "a", "id", "orderId", "vendorItemId", "upBundleVendorItemId", "이름", "코드"];

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:?}")),
        "-?[0-9]{1,25}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        ".*".prop_map(|text| Value::from(text).to_string()),
        Just(r#""\ud64d\uAE38 \\ \/ \n \"""#.to_owned()),
    ]
}

fn json() -> impl Strategy<Value = String> {
    leaf().prop_recursive(4, 64, 12, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..6).prop_map(|list| format!("[{}]", list.join(" ,\n")));
        let fields = prop::collection::vec((prop::sample::select(NAMES.as_slice()), inner), 0..12);
        let object = fields.prop_map(|fields| {
            let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name:?}: {value}")).collect();
            format!("{{{}}}", fields.join(", "))
        });
        prop_oneof![list, object]
    })
}

proptest! {
    #[test]
    fn any_document_is_what_serde_json_reads(text in json()) {
        prop_assert_eq!(read(text.as_bytes()), expected(text.as_bytes()));
    }

    #[test]
    fn what_is_no_json_ends_at_the_same_place(text in json(), at in any::<prop::sample::Index>(), with in any::<u8>(), cut: bool) {
        let mut body = text.into_bytes();
        let at = at.index(body.len());
        if cut {
            body.truncate(at);
        } else {
            body[at] = with;
        }
        prop_assert_eq!(read(&body), expected(&body));
    }

    #[test]
    fn fields_are_taken_in_any_order_and_once(fields in prop::collection::vec((0_usize..80, 0_i64..9), 0..100), wanted in prop::collection::vec(0_usize..80, 0..100)) {
        let names: Vec<&'static str> = (0..80).map(|n| &*format!("field{n}").leak()).collect();
        let written: Vec<String> = fields.iter().map(|(name, value)| format!("\"{}\":{value}", names[*name])).collect();
        let text = format!("{{{}}}", written.join(","));
        let mut left: Map<String, Value> = serde_json::from_str(&text).unwrap();
        let document = decode::json(text.as_bytes()).unwrap();
        let mut reader = Reader::new();
        let mut object = Object::open(document.root(), &mut reader).unwrap();
        for name in wanted {
            let expected = left.remove(names[name]).and_then(|value| value.as_i64());
            prop_assert_eq!(object.optional::<i64>(&[names[name]]), expected);
        }
        prop_assert_eq!(object.rest().into_exposed(), left);
    }
}

#[test]
fn the_last_field_of_a_name_counts_however_many_there_are() {
    for between in [0, 1, 61, 62, 63, 64, 65, 300] {
        let others: String = (0..between).map(|n| format!("\"other{n}\":0,")).collect();
        let text = format!("{{\"id\":1,{others}\"id\":2}}");
        let document = decode::json(text.as_bytes()).unwrap();
        assert_eq!(document.root().get("id").and_then(Node::as_number), Some(&2.into()), "{between}");
        assert_eq!(document.root().to_value(), serde_json::from_str::<Value>(&text).unwrap());
    }
}

#[test]
fn a_document_is_as_deep_as_serde_json_allows() {
    for depth in [127, 128, 129, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(decode::json(text.as_bytes()).is_ok(), depth < 128, "{depth}");
            assert_eq!(read(text.as_bytes()), expected(text.as_bytes()));
        }
    }
}

#[test]
fn text_is_borrowed_where_it_has_no_escapes_and_nothing_of_it_is_shown() {
    let document = decode::json(r#"{"name":"홍길동","memo":"\"문 앞\"","phone":1012345678}"#.as_bytes()).unwrap();
    let owned = document.entries.iter().filter(|entry| matches!(entry, Entry::Text(Cow::Owned(_)))).count();
    assert_eq!(owned, 1);
    let node = document.root();
    assert_eq!(node.get("memo").and_then(Node::as_str), Some("\"문 앞\""));
    assert_eq!(
        format!("{document:?} {node:?} {:#?}", node.get("phone")),
        "Document(..) Node(..) Some(\n    Node(..),\n)"
    );
}

#[test]
fn a_value_makes_the_same_document_as_its_text() {
    let text = r#"{"a":[1,[],{"b":null,"c":[true,"x"]}],"d":{}}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(Document::from(&value).root().to_value(), value);
    let document: Document<'_> = serde_json::from_str(text).unwrap();
    let mut reader = Reader::new();
    assert_eq!(Value::from_wire(document.root(), &mut reader), Ok(value));
    assert!(Document::default().root().is_null());
}

/// Whether `arbitrary_precision` is on or not: run with it by `--features serde_json/arbitrary_precision`.
#[test]
fn an_object_that_serde_json_uses_for_numbers_is_what_serde_json_makes_of_it() {
    for text in [r#"{"$serde_json::private::Number":"12"}"#, r#"[{"a":1,"$serde_json::private::Number":"12"},1.00]"#] {
        assert_eq!(read(text.as_bytes()), expected(text.as_bytes()));
    }
}
