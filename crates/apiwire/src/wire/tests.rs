use serde_json::json;

use super::*;

mod things {
    #![allow(unreachable_pub, dead_code, reason = "the macros declare public items")]

    crate::open_enum! {
        /// A state.
        pub enum State {
            /// Open.
            Open = "OPEN",
        }
    }

    crate::numeric_id! {
        /// An item's id.
        pub struct ItemId;
    }

    crate::text_code! {
        /// A code.
        pub struct Code;
    }

    crate::model! {
        /// A line.
        pub struct Line {
            /// Its id.
            required id: ItemId = "lineId",
            /// How many.
            optional count: u32 = "count",
            /// Somebody.
            optional name: redact_kr::PersonName = "name" | "fullName",
        }
    }

    crate::model! {
        /// A sheet.
        pub struct Sheet {
            /// Its state.
            required state: State = "state",
            /// Its lines.
            required lines: Vec<Line> = "lines",
            /// Another line.
            optional first: Line = "first",
        }
    }
}

use things::{Code, ItemId, Line, Sheet, State};

fn read(value: &Value) -> (Result<Sheet, Fault>, Oddities) {
    let mut reader = Reader::new();
    let sheet = reader.at("data", |reader| Sheet::from_wire(Document::from(value).root(), reader));
    (sheet, reader.into_oddities())
}

#[test]
fn reads_numbers_and_text_and_keeps_what_it_does_not_know() {
    let (sheet, oddities) = read(&json!({
        "state": "OPEN", "new": {"name": "홍길동"},
        "lines": [{"lineId": "870011223344556677", "count": 2.0}, {"lineId": 9_223_372_036_854_775_807_i64, "fullName": "김하나"}],
    }));
    let sheet = sheet.unwrap();
    assert_eq!((sheet.state.clone(), oddities.count()), (State::Open, 0));
    assert_eq!(sheet.lines.iter().map(|line| line.id.get()).collect::<Vec<_>>(), [870_011_223_344_556_677, i64::MAX]);
    assert_eq!((sheet.lines[0].count, sheet.lines[1].name.as_ref().unwrap().expose()), (Some(2), "김하나"));
    assert_eq!(sheet.extra.expose()["new"]["name"], "홍길동");
    let shown = format!("{sheet:?}");
    assert!(!shown.contains("홍길동") && !shown.contains("김하나"), "{shown}");
    let written = serde_json::to_value(&sheet).unwrap();
    assert_eq!(
        (&written["lines"][0]["lineId"], &written["new"]["name"]),
        (&json!(870_011_223_344_556_677_i64), &json!("홍길동"))
    );
}

#[test]
fn optional_fields_of_another_type_are_none_and_counted_with_their_place() {
    let (sheet, oddities) = read(&json!({
        "state": "OPEN", "first": {"count": 1},
        "lines": [{"lineId": 1, "count": "many", "name": 7}, {"lineId": 2, "count": -1, "name": null}, {"lineId": 3, "name": ""}],
    }));
    let sheet = sheet.unwrap();
    assert!(sheet.first.is_none() && sheet.lines.iter().all(|line| line.count.is_none() && line.name.is_none()));
    let places: Vec<&str> = oddities.first().iter().map(Fault::path).collect();
    assert_eq!(places, ["data.lines[0].count", "data.lines[0].name", "data.lines[1].count", "data.first.lineId"]);
}

#[test]
fn a_missing_id_is_a_fault_with_its_place_and_without_values() {
    for (bad, path, problem) in [
        (json!({"lines": []}), "data.state", Problem::Missing),
        (json!({"state": "OPEN"}), "data.lines", Problem::Missing),
        (json!({"state": "OPEN", "lines": {}}), "data.lines", Problem::AnotherType),
        (json!({"state": "OPEN", "lines": [{"lineId": 1}, {"count": 1}]}), "data.lines[1].lineId", Problem::Missing),
        (json!({"state": "OPEN", "lines": [{"lineId": "홍길동"}]}), "data.lines[0].lineId", Problem::AnotherType),
        (json!({"state": "OPEN", "lines": [{"lineId": -1}]}), "data.lines[0].lineId", Problem::OutOfRange),
        (json!({"state": "OPEN", "lines": [{"lineId": 1.5}]}), "data.lines[0].lineId", Problem::OutOfRange),
        (json!({"state": "OPEN", "lines": [{"lineId": 9.3e18}]}), "data.lines[0].lineId", Problem::OutOfRange),
        (json!({"state": "OPEN", "lines": [[]]}), "data.lines[0]", Problem::AnotherType),
        (json!("홍길동"), "data", Problem::AnotherType),
        (json!(null), "data", Problem::Missing),
    ] {
        let fault = read(&bad).0.unwrap_err();
        assert_eq!((fault.path(), fault.problem()), (path, problem), "{bad}");
        assert!(!format!("{fault} {fault:?}").contains("홍길동"));
    }
}

#[test]
fn one_bad_row_does_not_hide_the_others() {
    let mut reader = Reader::new();
    let whole = json!([{"lineId": 1}, {"x": 1}, 7, {"lineId": 4}]);
    let rows = reader.rows::<Line>(Document::from(&whole).root()).unwrap();
    assert_eq!(rows.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, true]);
    assert_eq!(rows[1].as_ref().unwrap_err().path(), "[1].lineId");
}

#[test]
fn ids_deserialize_without_quoting_what_was_there() {
    assert_eq!(serde_json::from_str::<ItemId>("\"12\"").unwrap().get(), 12);
    let error = serde_json::from_str::<ItemId>("\"홍길동\"").unwrap_err().to_string();
    assert!(!error.contains("홍길동"), "{error}");
}

#[test]
fn codes_are_kept_and_read_again_from_text_or_number() {
    let code: Code = "cs_1".parse().unwrap();
    assert_eq!(serde_json::from_str::<Code>(&serde_json::to_string(&code).unwrap()).unwrap(), code);
    assert_eq!(serde_json::from_str::<Code>("12").unwrap().as_str(), "12");
    let error = serde_json::from_str::<Code>(r#"["홍길동"]"#).unwrap_err().to_string();
    assert!(!error.contains("홍길동"), "{error}");
}
