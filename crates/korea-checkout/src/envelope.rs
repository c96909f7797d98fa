//! The envelope around an answer: bare, in `data`, or flat beside `success`; HTTP 200 is not success yet (A10).

use apiwire::decode::{self, DecodeError};
use apiwire::wire::{Document, Fault, FromWire, Node, Problem, Reader};
use apiwire::{ErrorKind, Prose, Single};
use serde_json::{Map, Value};

use crate::gateway::Refusal;

/// An answer's object, its envelope opened.
pub(crate) struct Opened {
    /// The fields of `data`, and those beside it that `data` lacks: the vendor's samples have `status` in either place.
    fields: Value,
    /// Whether there was a `data`.
    in_data: bool,
    /// Whether there is a `status` in `data` and another one beside it.
    two_statuses: bool,
}

/// What the envelope itself says, and is no part of the object.
const ENVELOPE: [&str; 4] = ["success", "error", "message", "data"];

/// Opens an answer; `None` when its body is empty.
///
/// # Errors
/// [`DecodeError::Refused`] when the envelope reports a failure, other [`DecodeError`]s when it is no JSON object.
pub(crate) fn open(body: &[u8]) -> Result<Option<Opened>, DecodeError> {
    if body.trim_ascii().is_empty() {
        return Ok(None);
    }
    let document = decode::json(body)?;
    let whole = document.root();
    if !succeeded(whole)? {
        let message = whole.get("message").or_else(|| whole.get("error")?.get("message")).and_then(Node::as_str);
        let code = Refusal::of(whole).code;
        // Without a code nobody can say that the request was refused and nothing else.
        let kind = if code.is_none() { ErrorKind::ServerError } else { ErrorKind::Rejected };
        return Err(DecodeError::Refused { kind, vendor_code: code, prose: message.map(Prose::new) });
    }
    let beside = whole.fields().ok_or_else(|| Reader::new().fault(Problem::AnotherType))?;
    let mut merged: Map<String, Value> = beside
        .filter(|(name, _)| !ENVELOPE.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_value()))
        .collect();
    let data = whole.get("data").filter(|data| !data.is_null());
    let Some(data) = data else {
        return Ok(Some(Opened { fields: merged.into(), in_data: false, two_statuses: false }));
    };
    let inner = data.fields().ok_or_else(|| at("data", Problem::AnotherType))?;
    let statuses = (data.get("status").filter(is_there), whole.get("status").filter(is_there));
    let two_statuses = matches!(statuses, (Some(inner), Some(outer)) if inner.to_value() != outer.to_value());
    merged.extend(inner.filter(|(_, value)| is_there(value)).map(|(name, value)| (name.to_owned(), value.to_value())));
    Ok(Some(Opened { fields: merged.into(), in_data: true, two_statuses }))
}

fn is_there(value: &Node<'_>) -> bool {
    !value.is_null() && value.as_str() != Some("")
}

/// Whether the envelope reports success: `success` is missing or true, and without it there is no `error`.
fn succeeded(whole: Node<'_>) -> Result<bool, Fault> {
    let Some(success) = whole.get("success").filter(|success| !success.is_null()) else {
        return Ok(whole.get("error").is_none_or(Node::is_null));
    };
    match (success.as_bool(), success.as_str()) {
        (Some(success), _) => Ok(success),
        (None, Some("true")) => Ok(true),
        (None, Some("false")) => Ok(false),
        (None, _) => Err(at("success", Problem::AnotherType)),
    }
}

impl Opened {
    /// The object as its model.
    pub(crate) fn read<T: FromWire>(&self) -> Result<Single<T>, DecodeError> {
        let mut reader = Reader::new();
        let document = Document::from(&self.fields);
        let row = if self.in_data {
            reader.at("data", |reader| T::from_wire(document.root(), reader))
        } else {
            T::from_wire(document.root(), &mut reader)
        };
        Ok(Single::new(row?, reader.into_oddities()))
    }

    /// Refuses two different statuses: nobody can say which is true (A9).
    pub(crate) fn with_one_status(self) -> Result<Self, DecodeError> {
        if self.two_statuses {
            return Err(at("data.status and status", Problem::Contradiction).into());
        }
        Ok(self)
    }
}

/// The object that an operation is documented to answer.
///
/// # Errors
/// See [`open`]; and [`DecodeError::Shape`] when the object lacks what makes it usable.
pub(crate) fn single<T: FromWire>(body: &[u8]) -> Result<Single<T>, DecodeError> {
    match open(body)? {
        Some(opened) => opened.read(),
        None => Err(Reader::new().fault(Problem::Missing).into()),
    }
}

/// The object of an operation whose answer is unknown: `None` when there is none in it, as in `{"success": true}`.
///
/// # Errors
/// See [`open`].
pub(crate) fn perhaps<T: FromWire>(body: &[u8]) -> Result<Option<Single<T>>, DecodeError> {
    Ok(open(body)?.and_then(|opened| opened.read().ok()))
}

fn at(place: &'static str, problem: Problem) -> Fault {
    Reader::new().at(place, |reader| reader.fault(problem))
}

#[cfg(test)]
mod tests {
    use apiwire::VendorCode;

    use super::*;
    use crate::refunds::Refunded;
    use crate::sessions::Session;

    fn read(body: &str) -> Result<Single<Session>, DecodeError> {
        open(body.as_bytes())?.unwrap().with_one_status()?.read()
    }

    #[test]
    fn a10_bare_in_data_and_flat_are_read_alike() {
        for body in [
            r#"{"sessionId":"cs_1","status":"completed"}"#,
            r#"{"success":true,"data":{"sessionId":"cs_1","status":"completed"}}"#,
            r#"{"data":{"sessionId":"cs_1","status":"completed"}}"#,
            r#"{"success":true,"sessionId":"cs_1","status":"completed","data":null}"#,
            r#"{"success":"true","sessionId":"cs_1","status":"completed","error":null}"#,
        ] {
            let session = read(body).unwrap().row;
            assert_eq!((session.session_id.as_str(), session.status.as_str()), ("cs_1", "completed"), "{body}");
            assert!(session.extra.expose().is_empty(), "{body}");
        }
    }

    #[test]
    fn a10_success_false_is_an_error_whatever_the_rest_says() {
        for (body, code) in [
            (r#"{"success":false,"data":{"sessionId":"cs_1","status":"completed"}}"#, None),
            (r#"{"success":false,"error":{"code":"invalid_session"}}"#, Some("invalid_session")),
            (r#"{"success":"false","code":"late"}"#, Some("late")),
            (r#"{"error":"김하나","sessionId":"cs_1","status":"completed"}"#, None),
        ] {
            let error = open(body.as_bytes()).err().unwrap();
            let DecodeError::Refused { kind, vendor_code, .. } = &error else { panic!("{error:?}") };
            let expected = if code.is_some() { ErrorKind::Rejected } else { ErrorKind::ServerError };
            assert_eq!((*kind, vendor_code.as_ref().map(VendorCode::as_str)), (expected, code), "{body}");
            assert!(!format!("{error} {error:?}").contains("김하나"));
        }
        for body in [r#"{"success":1,"sessionId":"cs_1"}"#, r#"{"success":[]}"#] {
            assert_eq!(
                open(body.as_bytes()).err().unwrap().to_string(),
                "success has another type than documented",
                "{body}"
            );
        }
    }

    #[test]
    fn a9_the_status_stands_in_data_or_at_the_top_and_two_that_differ_are_an_error() {
        for (body, status) in [
            (r#"{"success":true,"data":{"sessionId":"cs_1","status":"pending"}}"#, "pending"),
            (r#"{"success":true,"status":"pending","data":{"sessionId":"cs_1"}}"#, "pending"),
            (r#"{"success":true,"status":"pending","data":{"sessionId":"cs_1","status":"pending"}}"#, "pending"),
            (r#"{"success":true,"status":"pending","data":{"sessionId":"cs_1","status":""}}"#, "pending"),
        ] {
            assert_eq!(read(body).unwrap().row.status.as_str(), status, "{body}");
        }
        let error = read(r#"{"status":"completed","data":{"sessionId":"cs_1","status":"pending"}}"#).unwrap_err();
        assert_eq!(error.to_string(), "data.status and status contradict each other");
    }

    #[test]
    fn an_unknown_answer_is_any_success() {
        for body in ["", "  \r\n", r#"{"success":true}"#, "{}", r#"{"success":true,"data":{"refundId":7}}"#] {
            assert!(perhaps::<Refunded>(body.as_bytes()).unwrap().is_none(), "{body}");
        }
        let some = perhaps::<Refunded>(br#"{"data":{"refundId":"ref_1","status":"processing"}}"#).unwrap().unwrap();
        assert_eq!(some.row.refund_id.as_str(), "ref_1");
        for body in [r#"{"success":false}"#, "[]", "OK", r#"{"data":[]}"#] {
            assert!(perhaps::<Refunded>(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn what_is_no_envelope() {
        for bad in ["[]", "null", "<html>", r#"{"data":7}"#, r#""cs_1""#] {
            assert_eq!(open(bad.as_bytes()).err().unwrap().kind(), ErrorKind::Decode, "{bad}");
        }
        assert_eq!(single::<Session>(b"").unwrap_err().to_string(), "the document is missing");
        assert_eq!(single::<Session>(br#"{"data":{}}"#).unwrap_err().to_string(), "data.sessionId is missing");
    }
}
