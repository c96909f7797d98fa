//! After a run of 404 the vendor's breaker opens, and nobody else's.

use std::sync::Arc;

use apiwire::ErrorKind;
use commerce_sandbox::coupang::Gateway;
use coupang_wing::{CallCenterInquiryId, Wing};
use tokio::time::advance;

use crate::street::{MINUTE, SECOND, Street, call, held_back};

async fn not_found(wing: &Wing) -> apiwire::Error {
    let error = call(wing).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::NotFound, Some(404)), "{error}");
    error
}

/// A case that does not exist, which is a documented answer.
async fn unknown_case(wing: &Wing) {
    let error = wing.service().call_center_inquiry(CallCenterInquiryId::new(1).unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::NotFound, Some(404)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn five_in_a_row_open_the_breaker_for_ten_minutes() {
    let street = Street::new();
    let shop = Arc::new(street.shop("A00012345", Gateway::builder()));
    // A wrong vendor id, the mistake that Coupang blocks for (article 30176501214361).
    let (mistaken, right) = (street.client_as("A00012346", &shop), street.client(&shop));
    for nth in 1..=5 {
        let error = not_found(&mistaken).await;
        let until = (nth == 5).then(|| street.now() + 10 * MINUTE);
        assert_eq!(error.until(), until, "the {nth}. answer");
    }
    let until = street.now() + 10 * MINUTE;
    for _ in 0..3 {
        // Clones and other clients of the vendor alike.
        for client in [&mistaken, &mistaken.clone(), &street.client_as("A00012346", &shop)] {
            assert_eq!(held_back(client, ErrorKind::CircuitOpen).await, until);
        }
        call(&right).await.unwrap();
        advance(3 * MINUTE).await;
    }
    advance(MINUTE - SECOND / 100).await;
    assert_eq!(held_back(&mistaken, ErrorKind::CircuitOpen).await, until);
    assert_eq!(street.sent("A00012346").len(), 5);
    advance(SECOND / 100).await;
    // It may try again, and has as many tries as before.
    for nth in 1..=5 {
        assert_eq!(not_found(&mistaken).await.until().is_some(), nth == 5);
    }
    held_back(&mistaken, ErrorKind::CircuitOpen).await;
    call(&right).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_good_answer_ends_the_run() {
    let street = Street::new();
    let shop = Arc::new(street.shop("A00012345", Gateway::builder()));
    let missing = http::Response::builder().status(404).body(bytes::Bytes::from_static(b"{}")).unwrap();
    let client = street.client(&shop);
    for _ in 0..3 {
        shop.edge_answers(Some(missing.clone()));
        for _ in 0..4 {
            assert_eq!(not_found(&client).await.until(), None);
        }
        shop.edge_answers(None);
        call(&client).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_documented_404_of_an_inquiry_does_not_count() {
    let street = Street::new();
    let shop = Arc::new(street.shop("A00012345", Gateway::builder()));
    let client = street.client(&shop);
    for _ in 0..20 {
        unknown_case(&client).await;
    }
    call(&client).await.unwrap();
    assert_eq!(street.sent("A00012345").len(), 21);
}
