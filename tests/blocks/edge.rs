//! 302 and an HTML 403 may mean this machine's address: the origin slows down, and a second vendor's closes it.

use std::sync::Arc;
use std::time::Duration;

use apiwire::ErrorKind;
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use coupang_wing::Wing;
use http::Response;
use tokio::time::{Instant, advance};

use crate::street::{MINUTE, SECOND, Shop, Street, call, held_back, most_in_any_second};

/// The two forms of articles 34583426711321 and 25780974599577.
fn blocks() -> [Response<Bytes>; 2] {
    let page =
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18.2d351ab8.1557333295.a4e16ab</BODY></HTML>";
    let redirect = Response::builder().status(302).header("location", "https://www.example.com/blocked");
    let denied = Response::builder().status(403).header("content-type", "text/html");
    [redirect.body(Bytes::new()).unwrap(), denied.body(Bytes::from_static(page.as_bytes())).unwrap()]
}

struct Three {
    street: Street,
    shops: [Arc<Shop>; 3],
    clients: [Wing; 3],
}

/// Three sellers who are called from this machine.
fn three() -> Three {
    let street = Street::new();
    let shops = ["A00000001", "A00000002", "A00000003"].map(|vendor| Arc::new(street.shop(vendor, Gateway::builder())));
    let clients = [0, 1, 2].map(|nth| street.client(&shops[nth]));
    Three { street, shops, clients }
}

impl Three {
    /// A call of a seller's that the edge blocks.
    async fn blocked(&self, seller: usize, answer: &Response<Bytes>) {
        self.shops[seller].edge_answers(Some(answer.clone()));
        let error = call(&self.clients[seller]).await.unwrap_err();
        assert_eq!((error.kind(), error.until()), (ErrorKind::EdgeBlocked, Some(self.street.now() + 10 * MINUTE)));
        assert_eq!(error.attempts(), 1, "never repeated");
        self.shops[seller].edge_answers(None);
    }
}

#[tokio::test(start_paused = true)]
async fn the_vendor_stops_and_all_others_make_one_call_a_second_together() {
    for answer in blocks() {
        let three = three();
        let [a, b, c] = &three.clients;
        three.blocked(0, &answer).await;
        let until = three.street.now() + 10 * MINUTE;
        let begun = Instant::now();
        assert_eq!(held_back(a, ErrorKind::CircuitOpen).await, until);
        let calls = async |client: &Wing| {
            for _ in 0..10 {
                call(client).await.unwrap();
            }
        };
        tokio::join!(calls(b), calls(b), calls(c));
        let granted = three.street.granted();
        assert_eq!((granted.len(), most_in_any_second(&granted)), (31, 1));
        assert_eq!(begun.elapsed(), 30 * SECOND, "one a second, beginning a second after the block");
        assert_eq!(three.street.sent("A00000001").len(), 1);

        // After ten minutes all is as before.
        advance(10 * MINUTE - begun.elapsed()).await;
        let begun = Instant::now();
        for client in [a, a, b, b, c, c] {
            call(client).await.unwrap();
        }
        assert_eq!(Instant::now(), begun);
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_vendor_within_ten_minutes_closes_the_origin_for_all() {
    let [redirect, denied] = blocks();
    for (first, second) in [(&redirect, &denied), (&denied, &redirect)] {
        let three = three();
        three.blocked(0, first).await;
        advance(10 * MINUTE - Duration::from_millis(1)).await;
        three.blocked(1, second).await;
        let until = three.street.now() + 10 * MINUTE;
        for client in &three.clients {
            assert_eq!(held_back(client, ErrorKind::CircuitOpen).await, until);
        }
        advance(10 * MINUTE - Duration::from_millis(1)).await;
        assert_eq!(held_back(&three.clients[2], ErrorKind::CircuitOpen).await, until);
        assert_eq!(three.street.granted().len(), 2);
        advance(Duration::from_millis(1)).await;
        for client in &three.clients {
            call(client).await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn two_blocks_that_lie_further_apart_do_not_close_it() {
    let [redirect, denied] = blocks();
    let three = three();
    three.blocked(0, &redirect).await;
    advance(10 * MINUTE).await;
    three.blocked(1, &denied).await;
    call(&three.clients[0]).await.unwrap();
    call(&three.clients[2]).await.unwrap();
    held_back(&three.clients[1], ErrorKind::CircuitOpen).await;
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_address_in_json_is_no_block_of_the_edge() {
    let three = three();
    let refused = Response::builder().status(403).header("content-type", "application/json");
    let body = r#"{"code":"ERROR","message":"[FORBIDDEN] Not allowed IP. Register it."}"#;
    three.shops[0].edge_answers(Some(refused.body(Bytes::from_static(body.as_bytes())).unwrap()));
    for _ in 0..3 {
        assert_eq!(call(&three.clients[0]).await.unwrap_err().kind(), ErrorKind::IpNotAllowed);
    }
    let begun = Instant::now();
    for _ in 0..4 {
        call(&three.clients[1]).await.unwrap();
    }
    assert_eq!(Instant::now(), begun, "at the full pace");
}
