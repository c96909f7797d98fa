//! What holds for all requests, and what no input may do.
#![cfg(test)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer, message};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const FIRST_SECOND: i64 = 946_684_800; // 2000-01-01 00:00:00 UTC
const LAST_SECOND: i64 = 4_102_444_799; // 2099-12-31 23:59:59 UTC

#[derive(Clone, Debug)]
struct Request {
    method: &'static str,
    path: String,
    query: String,
    date: SignedDate,
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_method_changes_the_signature(request in requests(), method in select(&METHODS[..])) {
        prop_assume!(method != request.method);
        prop_assert_ne!(sign("s", &request), sign("s", &Request { method, ..request }));
    }

    #[test]
    fn any_character_of_the_path_changes_the_signature(request in requests(), at: Index, new in sendable()) {
        prop_assume!(request.path.len() > 1);
        let tail = replace_one(&request.path[1..], at, new);
        prop_assume!(tail != request.path[1..]);
        let path = format!("/{tail}");
        prop_assert_ne!(sign("s", &request), sign("s", &Request { path, ..request }));
    }

    #[test]
    fn any_character_of_the_query_changes_the_signature(request in requests(), at: Index, new in sendable()) {
        prop_assume!(!request.query.is_empty());
        let query = replace_one(&request.query, at, new);
        prop_assume!(query != request.query);
        prop_assert_ne!(sign("s", &request), sign("s", &Request { query, ..request }));
    }

    #[test]
    fn another_second_changes_the_signature(request in requests(), date in dates()) {
        prop_assume!(date != request.date);
        prop_assert_ne!(sign("s", &request), sign("s", &Request { date, ..request }));
    }

    #[test]
    fn any_character_of_the_secret_key_changes_the_signature(
        request in requests(),
        key in "[!-~]{1,80}",
        at: Index,
        new in sendable(),
    ) {
        let other = replace_one(&key, at, new);
        prop_assume!(other != key);
        prop_assert_ne!(sign(&key, &request), sign(&other, &request));
    }

    #[test]
    fn what_is_signed_is_verified(request in requests(), access in "[!-+\\--~]{1,512}", secret in "[!-~가-힣]{1,80}") {
        let signer = signer(&access, &secret);
        let header = authorize(&signer, &request);
        prop_assert_eq!(verify(&signer, &header, &request), true);
    }

    #[test]
    fn no_mutation_of_a_header_is_verified(request in requests(), at: Index, new: char, near in "[ -~]") {
        let signer = signer("access-key", "secret");
        let header = authorize(&signer, &request);
        let at = at.index(header.len());
        let (before, after) = (&header[..at], &header[at + 1..]);
        let (old, near) = (header[at..].chars().next().unwrap(), near.chars().next().unwrap());

        for new in [new, near] {
            if new != old {
                prop_assert!(!verify(&signer, &format!("{before}{new}{after}"), &request), "replaced at {}", at);
            }
            prop_assert!(!verify(&signer, &format!("{before}{new}{old}{after}"), &request), "inserted at {}", at);
        }
        let optional = before.ends_with(',') && old == ' ';
        prop_assert_eq!(verify(&signer, &format!("{before}{after}"), &request), optional, "removed at {}", at);
        prop_assert!(!verify(&signer, before, &request), "cut at {}", at);
    }

    #[test]
    fn a_date_survives_its_text(date in dates()) {
        prop_assert_eq!(date.as_str().parse(), Ok(date));
        prop_assert_eq!(SignedDate::from_unix_seconds(date.unix_seconds()), Ok(date));
    }

    #[test]
    fn dates_sort_as_their_seconds_and_as_their_texts(a in dates(), b in dates()) {
        prop_assert_eq!(a.cmp(&b), a.unix_seconds().cmp(&b.unix_seconds()));
        prop_assert_eq!(a.cmp(&b), a.as_str().cmp(b.as_str()));
    }

    #[test]
    fn no_text_panics(one: String, two: String, three: String, seconds: i64, since: u64) {
        let _ = AccessKey::new(one.clone());
        let _ = SecretKey::new(one.clone());
        let _ = one.parse::<SignedDate>();
        let _ = SignedDate::from_unix_seconds(seconds);
        let now = moment(since);
        let _ = SignedDate::from_system_time(now);
        let date = SignedDate::from_unix_seconds(FIRST_SECOND).unwrap();
        for method in ["GET", &one] {
            let _ = message(method, &two, &three, date);
            let _ = message(method, &format!("/{two}"), &three, date);
            let _ = signer("k", "s").verify(&one, method, &two, &three, now);
        }
    }

    #[test]
    fn no_near_miss_panics(pieces in proptest::collection::vec(near_misses(), 0..12), since: u64) {
        let text = pieces.concat();
        let _ = text.parse::<SignedDate>();
        let _ = signer("k", "s").verify(&text, "GET", "/", "", moment(since));
    }
}

fn requests() -> impl Strategy<Value = Request> {
    let path = "(/[a-zA-Z0-9%._~:@가-힣-]{0,8}){1,6}";
    let query = "([a-z0-9%=&+:가-힣-][a-z0-9%=&+:?/가-힣-]{0,60})?";
    (select(&METHODS[..]), path, query, dates()).prop_map(|(method, path, query, date)| Request {
        method,
        path,
        query,
        date,
    })
}

fn dates() -> impl Strategy<Value = SignedDate> {
    (FIRST_SECOND..=LAST_SECOND).prop_map(|seconds| SignedDate::from_unix_seconds(seconds).unwrap())
}

fn sendable() -> impl Strategy<Value = char> {
    select("aZ09%._~:@=&+-/한".chars().collect::<Vec<_>>())
}

fn near_misses() -> impl Strategy<Value = String> {
    let pieces = ["CEA ", "algorithm=", "HmacSHA256", ", ", ",", "access-key=", "k", "signed-date=", "signature="];
    prop_oneof![
        select(pieces.map(str::to_owned).to_vec()),
        "[0-9TZ]{6,14}",
        "[0-9]{6}T[0-9]{6}Z",
        "[0-9a-f]{62,66}",
        "[가-힣 ]{0,2}",
    ]
}

fn replace_one(text: &str, at: Index, new: char) -> String {
    let at = at.index(text.chars().count());
    text.chars().enumerate().map(|(index, old)| if index == at { new } else { old }).collect()
}

fn moment(since_epoch: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(since_epoch)).unwrap_or(UNIX_EPOCH)
}

fn signer(access_key: &str, secret_key: &str) -> Signer {
    Signer::new(access_key.parse().unwrap(), secret_key.parse().unwrap())
}

fn sign(secret_key: &str, Request { method, path, query, date }: &Request) -> String {
    signer("k", secret_key).authorize(method, path, query, *date).unwrap().signature().to_owned()
}

fn authorize(signer: &Signer, Request { method, path, query, date }: &Request) -> String {
    signer.authorize(method, path, query, *date).unwrap().as_str().to_owned()
}

fn verify(signer: &Signer, header: &str, Request { method, path, query, date }: &Request) -> bool {
    let now = UNIX_EPOCH + Duration::from_secs(date.unix_seconds().unsigned_abs());
    signer.verify(header, method, path, query, now).is_ok()
}
