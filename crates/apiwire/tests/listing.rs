//! Pages that end, pages that do not, and rows that cannot be read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod common;

use std::sync::Arc;

use apiwire::decode::{self, DecodeError};
use apiwire::testing::{Reply, Script};
use apiwire::transport::TransportError;
use apiwire::wire::Reader;
use apiwire::{Endpoint, Error, ErrorKind, Family, Listing, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use common::pipeline;
use http::Method;
use serde_json::Number;

#[derive(Clone, Default)]
struct ListNumbers(Option<PageToken>);

impl Endpoint for ListNumbers {
    type Output = Page<i64>;
    type Effect = Read;
    const NAME: &'static str = "numbers.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        let target = Target::new("/numbers");
        match &self.0 {
            Some(token) => target.query("nextToken", token.as_str()),
            None => target,
        }
    }

    fn decode(&self, body: &[u8]) -> Result<Page<i64>, DecodeError> {
        let answer = decode::json(body)?;
        let field = |name| answer.root().get(name).unwrap_or_default();
        if field("page").as_str().is_some_and(|page| self.0.as_ref().is_none_or(|asked| asked.as_str() != page)) {
            return Err(DecodeError::AnotherPage);
        }
        let mut reader = Reader::new();
        let rows = reader.at("data", |reader| reader.rows(field("data")))?;
        let page = Page::new(rows, field("next").as_str().and_then(PageToken::new), reader.into_oddities());
        Ok(page.with_total(field("total").as_number().and_then(Number::as_u64)))
    }
}

impl PagedEndpoint for ListNumbers {
    type Row = i64;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self(token)
    }
}

fn page(data: &str, next: &str) -> Reply {
    Reply::Json(200, format!(r#"{{"data":{data},"next":"{next}"}}"#))
}

fn listing(replies: impl IntoIterator<Item = Reply>) -> (Listing<i64>, Script) {
    let script = Script::new(replies);
    let pipeline = pipeline(Arc::new(script.clone()), "https://api.example.com");
    (Listing::new(&pipeline, ListNumbers::default()), script)
}

/// Rows until the end, and the first error that ended it.
async fn drain(listing: &mut Listing<i64>) -> (Vec<i64>, Option<Error>) {
    let (mut rows, mut last) = (Vec::new(), None);
    while let Some(row) = listing.next().await {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => last = Some(error),
        }
    }
    (rows, last)
}

#[tokio::test(start_paused = true)]
async fn pages_follow_one_another_and_an_empty_one_with_a_token_goes_on() {
    let (mut listing, script) = listing([page("[1,2]", "a+/="), page("[]", "b"), page("[3]", "")]);
    assert_eq!(drain(&mut listing).await.0, [1, 2, 3]);
    let sent: Vec<String> = script.requests().iter().map(|r| r.uri().to_string()).collect();
    let base = "https://api.example.com/numbers";
    assert_eq!(sent, [base.to_owned(), format!("{base}?nextToken=a%2B%2F%3D"), format!("{base}?nextToken=b")]);
    assert!(listing.next().await.is_none() && listing.pages_read() == 3);
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_row_is_an_error_in_its_place_and_the_others_come() {
    let (mut listing, _) = listing([page(r#"[1,"김하나",3]"#, "a"), page("[4]", "")]);
    assert_eq!(listing.next().await.unwrap().unwrap(), 1);
    let error = listing.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.row().unwrap().path()), (ErrorKind::UndecodableRow, "data[1]"));
    assert!(!format!("{error} {error:?}").contains("김하나"));
    assert_eq!(drain(&mut listing).await.0, [3, 4]);
}

#[tokio::test(start_paused = true)]
async fn tokens_that_repeat_or_grow_end_the_listing() {
    for tokens in [["a", "a", ""], ["a", "b", "a"]] {
        let (mut listing, script) = listing(tokens.iter().map(|token| page("[1]", token)));
        let (_, error) = drain(&mut listing).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::Paging, "{tokens:?}");
        assert!(script.requests().len() <= 3);
    }
    let (mut long, _) = listing([page("[1]", &"a".repeat(4097))]);
    assert_eq!(drain(&mut long).await.1.unwrap().kind(), ErrorKind::Paging);
    let (mut fits, _) = listing([page("[1]", &"a".repeat(4096)), page("[2]", "")]);
    assert_eq!(drain(&mut fits).await.0, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn the_ceiling_ends_a_listing_that_never_ends() {
    let endless = (0..10).map(|n| page("[1]", &n.to_string()));
    let (listing, script) = listing(endless);
    let mut listing = listing.with_page_ceiling(4);
    let (rows, error) = drain(&mut listing).await;
    assert_eq!((rows.len(), error.unwrap().kind(), script.requests().len()), (4, ErrorKind::Paging, 4));
    assert_eq!(listing.resume_token().unwrap().as_str(), "3", "a new listing goes on behind the ceiling");
}

#[tokio::test(start_paused = true)]
async fn the_resume_token_lags_until_the_page_is_finished_and_survives_an_error() {
    let lost = || Reply::Fail(TransportError::Lost);
    let (mut first, _) = listing([page("[1,2]", "a"), page("[3,4]", "b"), lost(), lost(), lost()]);
    for (row, token) in [(1, None), (2, None), (3, Some("a")), (4, Some("a"))] {
        assert_eq!(first.next().await.unwrap().unwrap(), row);
        assert_eq!(first.resume_token().map(PageToken::as_str), token);
    }
    assert_eq!(first.next().await.unwrap().unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert!(first.next().await.is_none(), "it does not go on by itself");
    let kept = serde_json::to_string(&first.resume_token()).unwrap();
    let (second, script) = listing([page("[5]", "")]);
    let mut second = second.resume(serde_json::from_str(&kept).unwrap());
    assert_eq!(drain(&mut second).await.0, [5]);
    assert!(script.requests()[0].uri().to_string().ends_with("nextToken=b"));
}

#[tokio::test(start_paused = true)]
async fn whole_pages_come_with_what_was_left_out() {
    let (listing, _) = listing([page("[1]", "a"), page("[2]", "")]);
    let mut pages = listing.pages();
    assert_eq!(pages.next().await.unwrap().unwrap().rows.len(), 1);
    assert!(pages.resume_token().is_none());
    assert!(pages.next().await.unwrap().unwrap().next.is_none());
    assert_eq!(pages.resume_token().unwrap().as_str(), "a");
    assert!(pages.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_stream_gives_the_same_rows_and_stays_ended() {
    use futures_core::Stream;

    let (listing, _) = listing([page(r#"[1,"x"]"#, "a"), page("[3]", "")]);
    let mut rows = std::pin::pin!(listing.into_stream());
    let mut found = Vec::new();
    while let Some(row) = std::future::poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
        found.push(row.map_err(|error| error.kind()));
    }
    assert_eq!(found, [Ok(1), Err(ErrorKind::UndecodableRow), Ok(3)]);
    assert!(std::future::poll_fn(|cx| rows.as_mut().poll_next(cx)).await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_page_tells_the_vendors_count_of_all_rows_where_there_is_one() {
    let counted = |total: &str| Reply::Json(200, format!(r#"{{"data":[1],"next":"a","total":{total}}}"#));
    let (mut listing, script) = listing([counted("120"), counted("null")]);
    assert_eq!(listing.next_page().await.unwrap().unwrap().total, Some(120));
    assert_eq!(script.requests().len(), 1, "the count needs no other page");
    let (mut uncounted, _) = self::listing([counted("null")]);
    assert_eq!(uncounted.next_page().await.unwrap().unwrap().total, None);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_was_not_asked_for_ends_the_listing() {
    let numbered = |page: &str| Reply::Json(200, format!(r#"{{"data":[1],"next":"b","page":"{page}"}}"#));
    let (mut listing, script) = listing([page("[1]", "a"), numbered("a"), numbered("a")]);
    let (rows, error) = drain(&mut listing).await;
    let error = error.unwrap();
    assert_eq!((rows.len(), error.kind(), script.requests().len()), (2, ErrorKind::Paging, 3));
    assert!(error.to_string().ends_with("another page came than the one asked for"), "{error}");
    assert_eq!(listing.resume_token().unwrap().as_str(), "b");
}
