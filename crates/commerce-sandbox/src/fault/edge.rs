//! What an edge in front of a service answers, which is no JSON.

use crate::calendar::Moment;
use crate::dice::Dice;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, HeaderValue, LOCATION};
use http::{Response, StatusCode, Uri};

/// 521: the service behind cannot be reached.
pub(crate) fn origin_down() -> StatusCode {
    StatusCode::from_u16(521).unwrap_or(StatusCode::BAD_GATEWAY)
}

/// 302 (Coupang's article 34583426711321). Where the real one leads is unknown; this one leads nowhere.
pub(crate) fn redirect(now: Moment) -> Response<Bytes> {
    let mut response = page(StatusCode::FOUND, String::new(), now);
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("/blocked"));
    response
}

/// 403 with an HTML page that names the address and a reference (Coupang's article 25780974599577; plain HTML is assumed).
pub(crate) fn access_denied(target: &Uri, seed: u64, call: u64, now: Moment) -> Response<Bytes> {
    let mut dice = Dice::new(&[seed, call, 0xED6E]);
    let (edge, at, id) = (dice.next() >> 32, now.unix_seconds(), dice.next() >> 36);
    let path = escaped(target.path());
    let html = format!(
        "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n\
         You don't have permission to access \"{path}\" on this server.<P>\n\
         Reference #18.{edge:x}.{at}.{id:x}\n</BODY>\n</HTML>\n"
    );
    page(StatusCode::FORBIDDEN, html, now)
}

fn page(status: StatusCode, html: String, now: Moment) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    if let Ok(date) = HeaderValue::try_from(now.imf_fixdate()) {
        headers.insert(DATE, date);
    }
    response
}

/// As it may stand in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
