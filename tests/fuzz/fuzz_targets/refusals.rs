//! Any answer that is no success, from either service, with any headers: the error says what may have happened, waits no
//! longer than we wait, and quotes neither the body nor the page of the edge.
#![no_main]

use apiwire::{Delivery, Error, ErrorKind};
use coupang_wing::inventory::PriceChange;
use coupang_wing::{Market, OrderId, ShipmentBoxId, VendorItemId, WritePermit};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use korea_checkout::SessionId;
use korea_checkout::refunds::{Paid, Refund};
use libfuzzer_sys::fuzz_target;

#[path = "../shared/clients.rs"]
mod clients;
#[path = "../shared/planted.rs"]
mod planted;

use clients::{Answer, answered, block_on};

const NAMES: [&str; 10] = [
    "content-type",
    "retry-after",
    "date",
    "location",
    "x-request-id",
    "ratelimit-remaining",
    "ratelimit-reset",
    "x-ratelimit-limit",
    "content-length",
    "x-cag-warnings",
];

const STATUSES: [u16; 24] = [
    300, 302, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 418, 422, 423, 429, 500, 501, 502, 503, 504, 521, 524,
    599,
];

type Input = (u8, u8, Vec<(u8, Vec<u8>)>, Vec<u8>);

fuzz_target!(|input: Input| {
    let (call, status, lines, body) = input;
    let status = StatusCode::from_u16(STATUSES[usize::from(status) % STATUSES.len()]).expect("a status");
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let name = HeaderName::from_static(NAMES[usize::from(name) % NAMES.len()]);
        if let Ok(value) = HeaderValue::from_bytes(&planted::planted(&value)) {
            headers.append(name, value);
        }
    }
    let answer = Answer { status, headers, body: planted::planted(&body).into() };
    let error = block_on(refused(call, answer));
    answered(&error, call % 2 == 1);
    assert_eq!(error.status(), Some(status.as_u16()));
    for known in [error.vendor_code().map(|code| code.as_str()), error.request_id().map(|id| id.as_str())] {
        assert!(known.is_none_or(|text| text.len() <= 64 && text.is_ascii()), "{known:?}");
    }
    let reference = error.edge_reference().map(|reference| reference.as_str());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'.');
    assert!(reference.is_none_or(|text| text.len() <= 64 && digits(text)), "{reference:?}");

    let lost_on_the_way = matches!(status.as_u16(), 502 | 503 | 504 | 521 | 524);
    if call % 2 == 1 && lost_on_the_way {
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{error:?}");
    }
    assert!(status != StatusCode::TOO_MANY_REQUESTS || error.kind() == ErrorKind::Throttled, "{error:?}");
});

/// A read for an even number, a write for an odd one.
async fn refused(call: u8, answer: Answer) -> Error {
    let (bundle, option) = (ShipmentBoxId::new(7).expect("an id"), VendorItemId::new(7).expect("an id"));
    let session = SessionId::new("cs_7f3a9c21e4");
    match call % 8 {
        0 => answer.wing(Market::Kr).orders().get(bundle).await.expect_err("no success"),
        2 => {
            let wing = answer.wing(Market::Tw);
            let mut listing = wing.orders().get_by_order_id(OrderId::new(7).expect("an id"));
            listing.next_page().await.expect("an end").expect_err("no success")
        }
        4 => answer.checkout().sessions().get(&session).await.expect_err("no success"),
        6 => answer.checkout().shops().get(&"shop_91d2".parse().expect("an id")).await.expect_err("no success"),
        1 | 3 => {
            let permit = WritePermit::for_(coupang_wing::family::ALL);
            let wing = answer.wing(Market::Kr).allow_writes(permit);
            let mut change = match call % 8 {
                1 => wing.inventory().set_price(PriceChange::new(option, 49_000)).expect("a call"),
                _ => return wing.inventory().stop_sale(option).expect("a call").send().await.expect_err("no success"),
            };
            change.send().await.expect_err("no success")
        }
        5 => answer
            .checkout()
            .coupons()
            .apply(&session, &"SPRING10".parse().expect("a code"))
            .await
            .expect_err("no success"),
        _ => {
            let refund = Refund::partial(Paid::known(session, 29_000), 10_000);
            answer.checkout().refunds().create(&refund).await.expect_err("no success")
        }
    }
}
