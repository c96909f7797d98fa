//! Any path segments and query values: what is written is what every URL parser reads, and decodes to what was given.
#![no_main]

use apiwire::{Target, TargetError};
use http::Uri;
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use url::Url;

type Input = (Vec<String>, Vec<String>);

fuzz_target!(|input: Input| {
    let (segments, values) = input;
    let target = segments.iter().fold(Target::new("/v2"), |target, segment| target.segment(segment));
    let target = values.iter().fold(target, |target, value| target.query("name", value));
    let written = match target.encoded() {
        Ok(written) => written,
        Err(TargetError::EmptySegment) => return assert!(segments.iter().any(String::is_empty)),
        Err(TargetError::DotSegment) => return assert!(segments.iter().any(|text| text == "." || text == "..")),
        Err(_) => return assert!(segments.iter().chain(&values).map(String::len).sum::<usize>() > 4000),
    };
    let whole = format!("https://api.example.com{written}");
    let (url, uri) = (Url::parse(&whole).expect("a URL"), written.parse::<Uri>().expect("a URI"));
    assert_eq!(url.as_str(), whole, "a URL parser changes it");
    assert_eq!((uri.path(), uri.query()), (url.path(), url.query()));

    let decoded = |text: &str| percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    let path: Vec<String> = url.path().split('/').skip(2).map(decoded).collect();
    assert_eq!(path, segments);
    let pairs = url.query().into_iter().flat_map(|query| query.split('&'));
    let given: Vec<String> = pairs.map(|pair| decoded(pair.strip_prefix("name=").expect("the name"))).collect();
    assert_eq!(given, values);
    // A reader of forms agrees: no `+` is left that it would take for a space.
    assert!(url.query_pairs().map(|(_, value)| value.into_owned()).eq(values));
    assert!(!format!("{target:?}").contains('='), "the query is printed");
});
