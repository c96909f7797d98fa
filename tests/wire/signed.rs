//! The signature, made a second time from the bytes that arrived.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::recorder::{header, lines};
use crate::wing::{ACCESS_KEY, SECRET_KEY};

/// The method and the target as they stand in the request line.
pub(crate) fn request_line(request: &[u8]) -> (String, String) {
    let line = lines(request).remove(0);
    let parts: Vec<&str> = line.split(' ').collect();
    let &[method, target, "HTTP/1.1"] = &parts[..] else { panic!("{line}") };
    (method.to_owned(), target.to_owned())
}

/// Makes the header again from what arrived: HMAC-SHA256 over date, method, path and query, in hexadecimal digits.
pub(crate) fn assert_signed(request: &[u8]) {
    let sent = header(request, "authorization").unwrap();
    let (_, after) = sent.split_once("signed-date=").unwrap();
    let date = &after[..14];
    let (method, target) = request_line(request);
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET_KEY.as_bytes()).unwrap();
    mac.update(format!("{date}{method}{path}{query}").as_bytes());
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let expected =
        format!("CEA algorithm=HmacSHA256, access-key={ACCESS_KEY}, signed-date={date}, signature={signature}");
    assert_eq!(sent, expected);
}
