//! After a secret is dropped, no block that went back to the allocator holds it.
//!
//! The allocator of this test program looks at every block as it is freed, before it is handed on. What is looked for is
//! kept inverted, so that the test's own copy is not found.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ffi::OsString;
use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use coupang_wing::{Config, Wing};
use korea_checkout::{ApiKey, KoreaCheckout};
use redact_kr::{Redactor, Secret, SecretKind};

/// The secret, each byte inverted: forty hexadecimal digits, as a Coupang secret key looks.
const INVERTED: [u8; 40] = {
    let secret = *b"5ec2e7a11b0c4d9f8e7d6c5b4a39281706f5e4d3";
    let mut inverted = [0; 40];
    let mut n = 0;
    while n < 40 {
        inverted[n] = !secret[n];
        n += 1;
    }
    inverted
};

/// A run of this many bytes of the secret counts as found: half a secret is a secret too.
const RUN: usize = 12;

struct Watching;

thread_local! {
    /// What other tests free on their own threads is theirs.
    static WATCH: Cell<bool> = const { Cell::new(false) };
}
static FOUND: AtomicUsize = AtomicUsize::new(0);
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

// SAFETY: every call goes to the system's allocator unchanged; freed blocks are only read, within their layout.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that reading a whole freed block never reads memory that nobody wrote.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WATCH.try_with(Cell::get).unwrap_or(false) {
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            if holds_secret(bytes) {
                FOUND.fetch_add(1, Ordering::SeqCst);
            }
        }
        unsafe { System.dealloc(block, layout) }
    }
    // `realloc` is the default: allocate, copy, and free the old block here, where it is looked at.
}

#[global_allocator]
static ALLOCATOR: Watching = Watching;

fn holds_secret(block: &[u8]) -> bool {
    let runs = INVERTED.windows(RUN);
    block.len() >= RUN
        && runs.into_iter().any(|run| block.windows(RUN).any(|part| part.iter().zip(run).all(|(a, b)| *a == !*b)))
}

/// The secret in a string with room to spare: what lies behind its end counts as well.
fn secret_with_spare_capacity() -> String {
    let mut text = String::with_capacity(200);
    for byte in INVERTED {
        text.push(char::from(!byte));
    }
    text
}

/// The secret as a key of Korea Checkout, with room to spare.
fn checkout_key(end: &str) -> String {
    let mut text = String::with_capacity(200);
    text.push_str("sk_test_");
    for byte in INVERTED {
        text.push(char::from(!byte));
    }
    text.push_str(end);
    text
}

/// Watches while `work` runs, and tells how many freed blocks held the secret.
fn freed_with_secret(work: impl FnOnce()) -> usize {
    let _alone = ONE_AT_A_TIME.lock().unwrap();
    FOUND.store(0, Ordering::SeqCst);
    WATCH.set(true);
    work();
    WATCH.set(false);
    FOUND.load(Ordering::SeqCst)
}

enum Token {}

impl SecretKind for Token {
    const NAME: &'static str = "token";
}

#[test]
fn the_watch_works() {
    assert_eq!(freed_with_secret(|| drop(black_box(secret_with_spare_capacity()))), 1);
    let shrunk = freed_with_secret(|| drop(black_box(secret_with_spare_capacity().into_boxed_str())));
    assert_eq!(shrunk, 2, "shrinking a string leaves a copy behind");
}

#[test]
fn keys_of_the_signer_leave_nothing() {
    let freed = freed_with_secret(|| {
        drop(black_box(SecretKey::new(secret_with_spare_capacity())));
        drop(black_box(AccessKey::new(secret_with_spare_capacity())));
    });
    assert_eq!(freed, 0);
}

#[test]
fn a_redactor_that_knows_the_secret_leaves_nothing() {
    let secret = secret_with_spare_capacity();
    let freed = freed_with_secret(|| {
        let redactor = Redactor::builder().secret(&secret).build();
        // What it hides it has read, and its output has nothing of it.
        assert!(!holds_secret(redactor.redact_text("no secret here").as_bytes()));
        drop(black_box(redactor.clone()));
        drop(black_box(redactor));
    });
    assert_eq!(freed, 0);
}

#[test]
fn a_refused_key_leaves_nothing() {
    let freed = freed_with_secret(|| {
        for end in ["\n", " ", ",", "\u{7f}"] {
            let mut key = secret_with_spare_capacity();
            key.push_str(end);
            drop(black_box(AccessKey::new(key)));
            let mut key = secret_with_spare_capacity();
            key.push_str(end);
            drop(black_box(SecretKey::new(key)));
        }
    });
    assert_eq!(freed, 0);
}

#[test]
fn a_signer_and_its_headers_leave_neither_key() {
    let date = SignedDate::from_unix_seconds(1_772_410_504).unwrap();
    let freed = freed_with_secret(|| {
        let access = AccessKey::new(secret_with_spare_capacity()).unwrap();
        let secret = SecretKey::new(secret_with_spare_capacity()).unwrap();
        let signer = Signer::new(access, secret);
        for query in ["", "a=1", "status=ACCEPT&maxPerPage=50"] {
            drop(black_box(signer.authorize("GET", "/v2/providers", query, date).unwrap()));
        }
    });
    assert_eq!(freed, 0);
}

#[test]
fn a_secret_of_another_kind_leaves_nothing() {
    let freed = freed_with_secret(|| drop(black_box(Secret::<Token>::new(secret_with_spare_capacity()))));
    assert_eq!(freed, 0);
}

#[test]
fn a_configuration_leaves_nothing_also_when_it_is_refused() {
    let freed = freed_with_secret(|| {
        let good = Config::new("A00012345", "access".to_owned(), secret_with_spare_capacity()).unwrap();
        drop(black_box(Wing::live(good)));
        drop(black_box(Config::new("a1", secret_with_spare_capacity(), secret_with_spare_capacity())));
        drop(black_box(Config::new("A1", secret_with_spare_capacity(), String::new())));
        // The secret key is missing, after the access key was read.
        drop(black_box(Config::from_vars(|name| match name {
            "COUPANG_VENDOR_ID" => Some("A00012345".into()),
            "COUPANG_ACCESS_KEY" => Some(OsString::from(secret_with_spare_capacity())),
            _ => None,
        })));
    });
    assert_eq!(freed, 0);
}

#[test]
fn a_key_of_korea_checkout_leaves_nothing_neither_as_a_key_nor_as_a_header() {
    let freed = freed_with_secret(|| {
        drop(black_box(ApiKey::new(checkout_key("")).unwrap()));
        for refused in ["\n", " x", "\u{7f}"] {
            assert!(black_box(ApiKey::new(checkout_key(refused))).is_err());
        }
        // The client keeps it as the header that it sends.
        let config = korea_checkout::Config::new(checkout_key("")).unwrap();
        let checkout = KoreaCheckout::new(config).unwrap();
        drop(black_box((checkout.clone(), checkout)));
        let config = korea_checkout::Config::new(checkout_key("")).unwrap();
        assert!(black_box(KoreaCheckout::builder(config).base_url("http://10.0.0.1").build()).is_err());
        let vars = |name: &str| (name == "KOREA_CHECKOUT_API_KEY").then(|| OsString::from(checkout_key("")));
        drop(black_box(korea_checkout::Config::from_vars(vars).unwrap()));
    });
    assert_eq!(freed, 0);
}
