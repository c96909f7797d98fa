//! What is signed is what is sent, escaped once.

use coupang_wing::orders::OrdersVersion;

use crate::recorder::{Recorder, answer, lines};
use crate::signed::{assert_signed, request_line};
use crate::wing::{page, query, wing};

/// Lists all pages from a server that answers with these bodies; what arrived there.
async fn list_pages(version: OrdersVersion, bodies: impl IntoIterator<Item = String>) -> Vec<Vec<u8>> {
    let server = Recorder::start(bodies.into_iter().map(|body| answer(200, &body))).await;
    let mut listing = wing(&server.url()).orders().list(query().with_version(version));
    while let Some(sheet) = listing.next().await {
        sheet.unwrap();
    }
    server.received().await
}

#[tokio::test]
async fn the_target_on_the_wire_is_escaped_once_and_is_what_was_signed() {
    let requests = list_pages(OrdersVersion::V5, [page("").to_string()]).await;
    let [request] = &requests[..] else { panic!("one request") };
    let target = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01%2B09%3A00\
                  &createdAtTo=2026-03-02%2B09%3A00&status=ACCEPT&maxPerPage=50";
    assert_eq!(request_line(request), ("GET".to_owned(), target.to_owned()));
    assert_signed(request);
}

#[tokio::test]
async fn a_page_token_goes_back_as_it_came_and_is_signed_so() {
    for (token, escaped) in [
        ("ab+/cd==", "ab%2B%2Fcd%3D%3D"),
        ("a%2Bb%3D", "a%252Bb%253D"),
        ("a b&c#d?e", "a%20b%26c%23d%3Fe"),
        ("../..;x,y~z'(*)!", "..%2F..%3Bx%2Cy~z%27%28%2A%29%21"),
        ("다음\"<\\|^`{}", "%EB%8B%A4%EC%9D%8C%22%3C%5C%7C%5E%60%7B%7D"),
    ] {
        let requests = list_pages(OrdersVersion::V4, [page(token), page("")].map(|page| page.to_string())).await;
        let [first, second] = &requests[..] else { panic!("two requests") };
        let (_, at_first) = request_line(first);
        let (_, at_second) = request_line(second);
        assert_eq!(at_second, format!("{at_first}&nextToken={escaped}"));
        assert_signed(first);
        assert_signed(second);
    }
}

#[tokio::test]
async fn nothing_else_is_sent_no_referer_and_no_cookie() {
    let body = page("next").to_string();
    let with_cookie = format!(
        "HTTP/1.1 200 OK\r\nset-cookie: canary=1; Path=/\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let server = Recorder::start([crate::recorder::reply(with_cookie), answer(200, &page("").to_string())]).await;
    let mut listing = wing(&server.url()).orders().list(query());
    while listing.next().await.is_some() {}
    let requests = server.received().await;
    assert_eq!(requests.len(), 2);
    for request in requests {
        let mut names: Vec<String> =
            lines(&request)[1..].iter().map(|line| line.split(':').next().unwrap().to_ascii_lowercase()).collect();
        names.sort_unstable();
        let ours = ["accept", "authorization", "content-type", "host", "user-agent", "x-market", "x-requested-by"];
        assert_eq!(names, ours);
    }
}
