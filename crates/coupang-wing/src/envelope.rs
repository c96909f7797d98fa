//! The envelope around an answer: HTTP 200 is not success yet.

use apiwire::decode::{self, DecodeError};
use apiwire::wire::{FromWire, Problem, Reader};
use apiwire::{ErrorKind, Page, PageToken, VendorCode};
use serde_json::{Map, Value};

use crate::gateway;

/// Opens an envelope: `{"code", "message", "data", ..}`, whose `code` must mean success.
///
/// `code` is a number, a numeric string or `"SUCCESS"`, depending on the operation and its sample; where it is missing
/// at the top it may stand inside `data`.
///
/// # Errors
/// [`DecodeError::Refused`] when the code means failure, and other [`DecodeError`]s when it is no envelope.
pub(crate) fn open(body: &[u8], reader: &Reader) -> Result<Map<String, Value>, DecodeError> {
    let Value::Object(envelope) = decode::json(body)? else {
        return Err(reader.fault(Problem::AnotherType).into());
    };
    let nested = || envelope.get("data").and_then(|data| data.get("code"));
    let code = match envelope.get("code").filter(|code| !code.is_null()).or_else(nested) {
        None => return Ok(envelope),
        Some(code) => gateway::code_text(code).ok_or(DecodeError::Shape(code_fault()))?,
    };
    if matches!(code.as_str(), "200" | "SUCCESS" | "OK") {
        return Ok(envelope);
    }
    let message = envelope.get("message").and_then(Value::as_str).unwrap_or_default();
    Err(DecodeError::Refused {
        kind: gateway::meaning(message).unwrap_or(ErrorKind::Rejected),
        vendor_code: VendorCode::from_text(&code),
    })
}

/// The rows of an envelope's `data`, and what else the envelope holds. A single object counts as a list of one.
///
/// # Errors
/// See [`open`]; and [`DecodeError::Shape`] when `data` holds no rows.
pub(crate) fn rows<T: FromWire>(body: &[u8]) -> Result<(Page<T>, Map<String, Value>), DecodeError> {
    let mut reader = Reader::new();
    let mut envelope = open(body, &reader)?;
    let data = envelope.remove("data").unwrap_or_default();
    let rows = reader.at("data", |reader| reader.one_or_more_rows(data))?;
    Ok((Page::new(rows, None, reader.into_oddities()), envelope))
}

/// The same with the next page, which stands beside `data`: a token, or the number of a page.
///
/// # Errors
/// See [`rows`]; and [`DecodeError::Shape`] when the token cannot be read, because taking it for the last page would
/// lose the others.
pub(crate) fn page<T: FromWire>(body: &[u8], token: &'static str) -> Result<Page<T>, DecodeError> {
    let (mut page, mut rest) = rows(body)?;
    page.next = match rest.remove(token) {
        Some(Value::String(text)) => PageToken::new(text),
        Some(Value::Number(number)) => PageToken::new(number.to_string()),
        None | Some(Value::Null) => None,
        Some(_) => return Err(Reader::new().at(token, |reader| reader.fault(Problem::AnotherType)).into()),
    };
    Ok(page)
}

/// The one object that an envelope holds as `data`.
///
/// # Errors
/// Those of [`open`], and [`DecodeError::Shape`] when the object lacks what makes it usable.
pub(crate) fn single<T: FromWire>(body: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new();
    let data = open(body, &reader)?.remove("data").unwrap_or_default();
    Ok(reader.at("data", |reader| T::from_wire(data, reader))?)
}

fn code_fault() -> apiwire::wire::Fault {
    Reader::new().at("code", |reader| reader.fault(Problem::AnotherType))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_in_all_its_spellings() {
        for good in [
            r#"{"code":200,"data":[]}"#,
            r#"{"code":"200","data":[]}"#,
            r#"{"code":"SUCCESS","data":[]}"#,
            r#"{"data":{"code":"200"}}"#,
            r#"{"code":null,"data":[]}"#,
            r#"{"data":[]}"#,
        ] {
            assert!(open(good.as_bytes(), &Reader::new()).is_ok(), "{good}");
        }
    }

    #[test]
    fn failure_inside_200_keeps_the_code_and_drops_the_prose() {
        for (body, kind, code) in [
            (r#"{"code":400,"message":"김하나 010-1234-5678","data":[]}"#, ErrorKind::Rejected, Some("400")),
            (r#"{"code":"400","message":"Invalid vendor ID"}"#, ErrorKind::VendorMismatch, Some("400")),
            (r#"{"code":"ERROR","message":"Invalid signature."}"#, ErrorKind::InvalidSignature, Some("ERROR")),
            (r#"{"code":"김하나","data":[]}"#, ErrorKind::Rejected, None),
            (r#"{"data":{"code":"500"}}"#, ErrorKind::Rejected, Some("500")),
        ] {
            let error = open(body.as_bytes(), &Reader::new()).unwrap_err();
            let DecodeError::Refused { kind: found, vendor_code } = &error else { panic!("{error:?}") };
            assert_eq!((*found, vendor_code.as_ref().map(VendorCode::as_str)), (kind, code), "{body}");
            assert!(!format!("{error:?} {error}").contains("김하나"));
        }
    }

    #[test]
    fn the_next_page_is_told_in_every_spelling() {
        let next = |body: &str| page::<Value>(body.as_bytes(), "nextPageIndex").map(|page| page.next);
        let token = |text: &str| Ok(PageToken::new(text));
        assert_eq!(next(r#"{"code":200,"data":[1],"nextPageIndex":"2"}"#), token("2"));
        assert_eq!(next(r#"{"code":200,"data":[1],"nextPageIndex":2}"#), token("2"));
        for last in [r#","nextPageIndex":"""#, r#","nextPageIndex":null"#, "", r#","nextToken":"x""#] {
            assert_eq!(next(&format!(r#"{{"code":200,"data":[]{last}}}"#)), Ok(None), "{last}");
        }
        let error = next(r#"{"code":200,"data":[],"nextPageIndex":["2"]}"#).unwrap_err();
        assert_eq!(error.to_string(), "nextPageIndex has another type than documented");
        let error = page::<Value>(br#"{"code":200,"data":"x"}"#, "nextToken").unwrap_err();
        assert_eq!(error.to_string(), "data has another type than documented");
    }

    #[test]
    fn what_is_no_envelope() {
        for bad in ["", "[]", "null", "<html>", r#"{"code":[200]}"#, r#"{"code":true}"#] {
            let error = open(bad.as_bytes(), &Reader::new()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{bad}");
        }
    }
}
