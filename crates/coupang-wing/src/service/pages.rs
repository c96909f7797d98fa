//! Pages by number: which one to ask for, whether the right one came, and which is the last.

use apiwire::decode::DecodeError;
use apiwire::wire::{Fault, FromWire, Node, Object, Reader};
use apiwire::{Page, PageToken};

use crate::envelope;

/// The number of the page to ask for: a token's text is the number. The text of a foreign token is sent as it is, and
/// refused by Coupang.
pub(super) fn number(token: Option<&PageToken>) -> &str {
    token.map_or("1", PageToken::as_str)
}

/// Reads `{"code", "message", "data": {"content": [..], "pagination": {..}}}`.
pub(super) fn read<T: FromWire>(body: &[u8], token: Option<&PageToken>) -> Result<Page<T>, DecodeError> {
    let mut reader = Reader::new();
    let envelope = envelope::open(body, &reader)?;
    let (Content(rows), pagination) = reader.at("data", |reader| -> Result<_, Fault> {
        let mut data = Object::open(envelope::data(&envelope), reader)?;
        let pagination: Pagination = data.optional(&["pagination"]).unwrap_or_default();
        Ok((data.required(&["content"])?, pagination))
    })?;
    let next = pagination.next(number(token), rows.is_empty())?;
    Ok(Page::new(rows, next, reader.into_oddities()).with_total(pagination.total_elements))
}

/// The rows, each readable or not.
struct Content<T>(Vec<Result<T, Fault>>);

impl<T: FromWire> FromWire for Content<T> {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        reader.rows(value).map(Self)
    }
}

/// `pagination`, as the portal describes it (article 360033400754). `countPerPage` repeats what was asked for.
#[derive(Default)]
struct Pagination {
    /// From 1.
    current_page: Option<u32>,
    /// 0 or 1 when there is nothing: not documented.
    total_pages: Option<u32>,
    total_elements: Option<u64>,
}

impl Pagination {
    /// The page after the one that was asked for, unless that was the last.
    ///
    /// An empty page is the last: rows can vanish while pages are read. Where `totalPages` is missing nothing else is,
    /// so that no row is lost.
    fn next(&self, asked: &str, empty: bool) -> Result<Option<PageToken>, DecodeError> {
        if empty {
            return Ok(None);
        }
        let asked: u32 = asked.parse().map_err(|_| DecodeError::AnotherPage)?;
        if self.current_page.is_some_and(|current| current != asked) {
            return Err(DecodeError::AnotherPage);
        }
        let more = self.total_pages.is_none_or(|pages| asked < pages);
        Ok(asked.checked_add(1).filter(|_| more).and_then(|next| PageToken::new(next.to_string())))
    }
}

impl FromWire for Pagination {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let mut object = Object::open(value, reader)?;
        Ok(Self {
            current_page: object.optional(&["currentPage"]),
            total_pages: object.optional(&["totalPages"]),
            total_elements: object.optional(&["totalElements"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use apiwire::ErrorKind;
    use serde_json::{Value, json};

    use super::*;

    /// The number of the next page after a page of this content, and the total.
    fn after(
        asked: Option<&str>,
        content: &Value,
        pagination: &Value,
    ) -> Result<(Option<String>, Option<u64>), ErrorKind> {
        let body = json!({"code": 200, "message": "OK", "data": {"content": content, "pagination": pagination}});
        let token = asked.and_then(PageToken::new);
        let page = read::<i64>(body.to_string().as_bytes(), token.as_ref()).map_err(|error| error.kind())?;
        Ok((page.next.map(|token| token.as_str().to_owned()), page.total))
    }

    fn pagination(current: u32, pages: u32) -> Value {
        json!({"currentPage": current, "totalPages": pages, "totalElements": 101, "countPerPage": 50})
    }

    fn next(page: &str) -> Result<(Option<String>, Option<u64>), ErrorKind> {
        Ok((Some(page.to_owned()), Some(101)))
    }

    #[test]
    fn pages_are_counted_from_one_to_the_last() {
        assert_eq!(after(None, &json!([1]), &pagination(1, 3)), next("2"));
        assert_eq!(after(Some("2"), &json!([1]), &pagination(2, 3)), next("3"));
        assert_eq!(after(Some("3"), &json!([1]), &pagination(3, 3)), Ok((None, Some(101))));
        assert_eq!(after(Some("4"), &json!([]), &pagination(4, 3)), Ok((None, Some(101))));
    }

    #[test]
    fn nothing_at_all_is_one_page_whatever_its_counters_say() {
        for counters in [pagination(0, 0), pagination(1, 0), pagination(1, 1), pagination(0, 1), Value::Null] {
            assert_eq!(after(None, &json!([]), &counters).map(|(next, _)| next), Ok(None), "{counters}");
        }
    }

    #[test]
    fn a_page_that_was_not_asked_for_is_an_error() {
        assert_eq!(after(Some("2"), &json!([1]), &pagination(1, 3)), Err(ErrorKind::Paging));
        assert_eq!(after(Some("2"), &json!([1]), &pagination(1, 1)), Err(ErrorKind::Paging));
        assert_eq!(after(None, &json!([1]), &pagination(2, 3)), Err(ErrorKind::Paging));
        assert_eq!(after(Some("ZmFrZQ=="), &json!([1]), &pagination(1, 3)), Err(ErrorKind::Paging));
    }

    #[test]
    fn counters_are_numbers_or_text_and_without_them_only_an_empty_page_ends_it() {
        let text = json!({"currentPage": "1", "totalPages": "2", "totalElements": "101"});
        assert_eq!(after(None, &json!([1]), &text), next("2"));
        for missing in [Value::Null, json!({}), json!({"totalPages": "many"}), json!([])] {
            assert_eq!(after(None, &json!([1]), &missing), Ok((Some("2".to_owned()), None)), "{missing}");
            assert_eq!(after(Some("2"), &json!([]), &missing), Ok((None, None)), "{missing}");
        }
    }

    #[test]
    fn content_must_be_there() {
        for body in [r#"{"code":200}"#, r#"{"code":200,"data":[]}"#, r#"{"code":200,"data":{"content":{}}}"#] {
            assert_eq!(read::<i64>(body.as_bytes(), None).unwrap_err().kind(), ErrorKind::Decode, "{body}");
        }
    }
}
