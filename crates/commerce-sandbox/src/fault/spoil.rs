//! Answers whose JSON is not what it should be.

use super::{Fault, OperationKind, Paging};
use crate::form;
use serde_json::{Value, json};

/// Does to the JSON of a successful answer what the fault says; false when it has no room for it. Faults that are about
/// something else than JSON leave it as it is.
pub(crate) fn spoil(body: Option<&mut Value>, fault: Fault, kind: &OperationKind, raw_query: Option<&str>) -> bool {
    let spoiled = |spoil: &dyn Fn(&mut Value) -> bool| body.is_some_and(spoil);
    match fault {
        Fault::RepeatedToken => spoiled(&|body| repeat_token(body, kind.paging, raw_query.unwrap_or_default())),
        // The page was cut like this.
        Fault::ShiftedPage => spoiled(&|_| true),
        Fault::DuplicatedRows => spoiled(&|body| kind.rows.is_some_and(|pointer| duplicate(body, pointer))),
        Fault::WrongType => spoiled(&|body| change(body, kind.optional, of_another_type)),
        Fault::UnknownEnum => spoiled(&|body| change(body, kind.words, |_| json!(UNDOCUMENTED))),
        _ => true,
    }
}

fn repeat_token(body: &mut Value, paging: Paging, raw_query: &str) -> bool {
    let pairs = form::decode(raw_query).unwrap_or_default();
    let Paging::Token(name) = paging else { return false };
    let (Some((_, token)), Some(fields)) = (pairs.into_iter().find(|(key, _)| key == name), body.as_object_mut())
    else {
        return false;
    };
    fields.insert("nextToken".to_owned(), token.into());
    if let Some(more) = fields.get_mut("hasNext") {
        *more = json!(true);
    }
    true
}

/// What is no scalar becomes one, and the other way round: no reader takes one for the other.
fn of_another_type(value: &Value) -> Value {
    if value.is_object() || value.is_array() { json!(0) } else { json!({ "value": value }) }
}

/// A word that no documentation has.
const UNDOCUMENTED: &str = "SANDBOX_UNDOCUMENTED";

/// Every third row stands twice, the first among them.
fn duplicate(body: &mut Value, pointer: &str) -> bool {
    let Some(rows) = body.pointer_mut(pointer).and_then(Value::as_array_mut).filter(|rows| !rows.is_empty()) else {
        return false;
    };
    let doubled = std::mem::take(rows).into_iter().enumerate();
    *rows = doubled.flat_map(|(place, row)| std::iter::repeat_n(row, if place % 3 == 0 { 2 } else { 1 })).collect();
    true
}

fn change(body: &mut Value, field: Option<&str>, change: impl FnOnce(&Value) -> Value) -> bool {
    field.and_then(|field| first(body, field)).map(|value| *value = change(value)).is_some()
}

/// The first field of this name, wherever it stands, that holds something.
fn first<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    match value {
        Value::Array(values) => values.iter_mut().find_map(|value| first(value, name)),
        Value::Object(fields) => {
            if fields.get(name).is_some_and(|found| !found.is_null()) {
                return fields.get_mut(name);
            }
            fields.values_mut().find_map(|value| first(value, name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, OperationKind, UNDOCUMENTED, spoil};
    use serde_json::{Value, json};

    const LIST: OperationKind = OperationKind::read("orders.list").rows("/data").optional("note").words("status");

    fn spoilt(mut body: Value, fault: Fault) -> Option<Value> {
        spoil(Some(&mut body), fault, &LIST, None).then_some(body)
    }

    #[test]
    fn every_third_row_stands_twice_beside_itself() {
        let doubled = spoilt(json!({ "data": [1, 2, 3, 4] }), Fault::DuplicatedRows);
        assert_eq!(doubled, Some(json!({ "data": [1, 1, 2, 3, 4, 4] })));
        assert_eq!(spoilt(json!({ "data": [] }), Fault::DuplicatedRows), None);
    }

    #[test]
    fn one_field_changes_and_only_where_it_holds_something() {
        let body =
            || json!({ "data": [{ "note": null, "status": "A" }, { "note": "x", "status": "B" }, { "note": [] }] });
        let typed = spoilt(body(), Fault::WrongType).expect("room");
        assert_eq!(typed["data"][1]["note"], json!({ "value": "x" }));
        assert_eq!((&typed["data"][0]["note"], &typed["data"][2]["note"]), (&Value::Null, &json!([])));
        let worded = spoilt(body(), Fault::UnknownEnum).expect("room");
        assert_eq!((&worded["data"][0]["status"], &worded["data"][1]["status"]), (&json!(UNDOCUMENTED), &json!("B")));
        assert_eq!(spoilt(json!({ "data": [] }), Fault::UnknownEnum), None);
    }
}
