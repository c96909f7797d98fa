//! The envelope around an answer: HTTP 200 is not success yet.

use std::borrow::Cow;

use apiwire::decode::{self, DecodeError};
use apiwire::wire::{Document, Fault, FromWire, Node, Problem, Reader};
use apiwire::{ErrorKind, Page, PageToken, Prose, Single, VendorCode};

use crate::gateway;

/// Opens an envelope: `{"code", "message", "data", ..}`, whose `code` must mean success.
///
/// `code` is a number, a numeric string or `"SUCCESS"`, depending on the operation and its sample; where it is missing
/// at the top it may stand inside `data`.
///
/// # Errors
/// [`DecodeError::Refused`] when the code means failure, and other [`DecodeError`]s when it is no envelope.
pub(crate) fn open<'b>(body: &'b [u8], reader: &Reader) -> Result<Document<'b>, DecodeError> {
    open_as(body, reader, &["200", "SUCCESS", "OK"])
}

/// The same where success may be partial: cancellations of 2019 say so with a word of its own.
///
/// # Errors
/// See [`open`].
pub(crate) fn open_partial<'b>(body: &'b [u8], reader: &Reader) -> Result<Document<'b>, DecodeError> {
    open_as(body, reader, &["200", "SUCCESS", "OK", "PARTIAL"])
}

fn open_as<'b>(body: &'b [u8], reader: &Reader, success: &[&str]) -> Result<Document<'b>, DecodeError> {
    let document = decode::json(body)?;
    let envelope = document.root();
    if !envelope.is_object() {
        return Err(reader.fault(Problem::AnotherType).into());
    }
    let nested = || envelope.get("data").and_then(|data| data.get("code"));
    let code = match envelope.get("code").filter(|code| !code.is_null()).or_else(nested) {
        None => return Ok(document),
        Some(code) => gateway::code_text(code).ok_or(DecodeError::Shape(code_fault()))?,
    };
    if success.contains(&code.as_ref()) {
        return Ok(document);
    }
    let message = envelope.get("message").and_then(Node::as_str).unwrap_or_default();
    Err(DecodeError::Refused {
        kind: gateway::meaning_inside_success(message),
        vendor_code: VendorCode::from_text(&code),
        prose: Some(Prose::new(message)),
    })
}

/// What an envelope holds as `data`; `null` where there is none.
pub(crate) fn data<'d>(envelope: &'d Document<'_>) -> Node<'d> {
    envelope.root().get("data").unwrap_or_default()
}

/// The rows of an envelope's `data`, and the envelope. A single object counts as a list of one.
///
/// # Errors
/// See [`open`]; and [`DecodeError::Shape`] when `data` holds no rows.
pub(crate) fn rows<T: FromWire>(body: &[u8]) -> Result<(Page<T>, Document<'_>), DecodeError> {
    let mut reader = Reader::new();
    let envelope = open(body, &reader)?;
    let rows = reader.at("data", |reader| reader.one_or_more_rows(data(&envelope)))?;
    Ok((Page::new(rows, None, reader.into_oddities()), envelope))
}

/// The same with the next page, which stands beside `data`: a token, or the number of a page.
///
/// # Errors
/// See [`rows`]; and [`DecodeError::Shape`] when the token cannot be read, because taking it for the last page would
/// lose the others.
pub(crate) fn page<T: FromWire>(body: &[u8], token: &'static str) -> Result<Page<T>, DecodeError> {
    let (mut page, envelope) = rows(body)?;
    if let Some(next) = envelope.root().get(token).filter(|next| !next.is_null()) {
        let text = gateway::code_text(next).map(Cow::into_owned);
        let fault = || Reader::new().at(token, |reader| reader.fault(Problem::AnotherType));
        page.next = PageToken::new(text.ok_or_else(fault)?);
    }
    Ok(page)
}

/// The one row that an envelope holds as `data`: the row itself, or a list of it alone.
///
/// # Errors
/// See [`open`]; and [`DecodeError::Shape`] when the row lacks what makes it usable, or the list does not hold one row.
pub(crate) fn single<T: FromWire>(body: &[u8]) -> Result<Single<T>, DecodeError> {
    single_of(data(&open(body, &Reader::new())?))
}

/// The same from what stands in the place of `data`.
///
/// # Errors
/// Those of [`single`] without the envelope's.
pub(crate) fn single_of<T: FromWire>(data: Node<'_>) -> Result<Single<T>, DecodeError> {
    let mut reader = Reader::new();
    let row = reader.at("data", |reader| only(data, reader))?;
    Ok(Single::new(row, reader.into_oddities()))
}

apiwire::model! {
    /// What a write of one thing answers in `data`.
    pub struct WriteResult {
        /// `SUCCESS` or `FAIL`.
        optional result_code: String = "resultCode",
        /// Prose.
        optional result_message: redact_kr::FreeText = "resultMessage",
    }
}

/// A write of one thing was done: its envelope means success, and so does `data.resultCode` where there is one. An answer
/// that says neither is none.
///
/// # Errors
/// See [`open`]; [`DecodeError::Refused`] for another result code; [`DecodeError::Shape`] when nothing tells.
pub(crate) fn done(body: &[u8]) -> Result<(), DecodeError> {
    let envelope = open(body, &Reader::new())?;
    let told = |object: Node<'_>| object.get("code").is_some_and(|code| !code.is_null());
    let (data, by_envelope) = (data(&envelope), told(envelope.root()));
    if !data.is_object() {
        return missing_unless(by_envelope);
    }
    let result = single_of::<WriteResult>(data)?.row;
    match result.result_code.as_deref() {
        Some("SUCCESS") => Ok(()),
        None => missing_unless(by_envelope || told(data)),
        Some(code) => Err(DecodeError::Refused {
            kind: ErrorKind::Rejected,
            vendor_code: VendorCode::from_text(code),
            prose: result.result_message.map(|message| Prose::new(message.expose())),
        }),
    }
}

fn missing_unless(told: bool) -> Result<(), DecodeError> {
    if told { Ok(()) } else { Err(Reader::new().at("code", |reader| reader.fault(Problem::Missing)).into()) }
}

fn only<T: FromWire>(data: Node<'_>, reader: &mut Reader) -> Result<T, Fault> {
    if !data.is_array() {
        return T::from_wire(data, reader);
    }
    let mut rows = reader.rows(data)?.into_iter();
    match (rows.next(), rows.next()) {
        (Some(row), None) => row,
        (None, _) => Err(reader.fault(Problem::Missing)),
        // Taking the first would lose the others.
        (Some(_), Some(_)) => Err(reader.fault(Problem::AnotherType)),
    }
}

fn code_fault() -> Fault {
    Reader::new().at("code", |reader| reader.fault(Problem::AnotherType))
}

#[cfg(test)]
mod tests {
    use apiwire::wire::Oddities;
    use serde_json::Value;

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
            let DecodeError::Refused { kind: found, vendor_code, .. } = &error else { panic!("{error:?}") };
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
    fn a_single_row_comes_alone_or_as_a_list_of_one() {
        for good in [r#"{"code":"200","data":7}"#, r#"{"code":200,"data":[7]}"#] {
            assert_eq!(single::<i64>(good.as_bytes()), Ok(Single::new(7, Oddities::default())), "{good}");
        }
        for (bad, fault) in [
            (r#"{"code":200}"#, "data is missing"),
            (r#"{"code":200,"data":[]}"#, "data is missing"),
            (r#"{"code":200,"data":["x"]}"#, "data[0] has another type than documented"),
            (r#"{"code":200,"data":[7,8]}"#, "data has another type than documented"),
        ] {
            assert_eq!(single::<i64>(bad.as_bytes()).unwrap_err().to_string(), fault, "{bad}");
        }
    }

    #[test]
    fn a_write_is_done_when_everything_that_speaks_says_so() {
        for good in [
            r#"{"code":"200","message":"OK"}"#,
            r#"{"code":200,"data":null}"#,
            r#"{"code":"SUCCESS","message":"","data":null}"#,
            r#"{"code":"200","data":{"resultCode":"SUCCESS","resultMessage":"x"}}"#,
            r#"{"data":{"code":"200","message":"OK","resultCode":"SUCCESS"}}"#,
            r#"{"data":{"resultCode":"SUCCESS"}}"#,
            r#"{"code":"200","data":{}}"#,
        ] {
            assert_eq!(done(good.as_bytes()), Ok(()), "{good}");
        }
        for (bad, kind) in [
            (r#"{"code":"200","data":{"resultCode":"FAIL","resultMessage":"x"}}"#, ErrorKind::Rejected),
            (r#"{"data":{"code":"400","resultCode":"SUCCESS"}}"#, ErrorKind::Rejected),
            (r#"{"code":"400","data":{"resultCode":"SUCCESS"}}"#, ErrorKind::Rejected),
            (r#"{"code":"200","data":{"resultCode":"something new"}}"#, ErrorKind::Rejected),
            (r#"{"data":{}}"#, ErrorKind::Decode),
            (r#"{}"#, ErrorKind::Decode),
            (r#"{"message":"OK"}"#, ErrorKind::Decode),
            ("", ErrorKind::Decode),
        ] {
            assert_eq!(done(bad.as_bytes()).unwrap_err().kind(), kind, "{bad}");
        }
    }

    #[test]
    fn what_is_no_envelope() {
        for bad in ["", "[]", "null", "<html>", r#"{"code":[200]}"#, r#"{"code":true}"#] {
            let error = open(bad.as_bytes(), &Reader::new()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{bad}");
        }
    }
}
