//! Any base URL: what is accepted is https, or this machine; it reads back as itself and carries nothing but an origin.
#![no_main]

use std::net::IpAddr;

use apiwire::Origin;
use libfuzzer_sys::fuzz_target;
use url::{Host, Url};

#[path = "../shared/planted.rs"]
mod planted;

fuzz_target!(|text: &str| {
    let text = planted::planted_text(text);
    let origin = match Origin::parse(&text) {
        Ok(origin) => origin,
        Err(error) => return planted::silent_error(&error),
    };
    assert_eq!(Origin::parse(origin.as_str()).as_ref(), Ok(&origin));
    let url = Url::parse(origin.as_str()).expect("a URL");
    assert_eq!((url.path(), url.query(), url.fragment(), url.username(), url.password()), ("/", None, None, "", None));
    assert_eq!(url.as_str().trim_end_matches('/'), origin.as_str());
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    };
    assert_eq!(origin.is_loopback_http(), url.scheme() == "http");
    assert!(url.scheme() == "https" || (url.scheme() == "http" && here), "plain HTTP to another machine: {text}");
    // What it admits for callers is no wider.
    assert!(origin.admits(origin.as_str()));
    let real = Origin::parse("https://api.example.com").expect("an origin");
    assert!(!real.admits(&text) || url.scheme() == "https");
});
