//! That no record takes more work than it may, and that no record of an application is given up.

use super::meter::{LONG, Meter};
use super::rounds::GivenUp;
use super::{FAILED, Redactor, json};

#[path = "../../tests/redaction/hostile.rs"]
mod hostile;
#[path = "../../tests/redaction/records.rs"]
mod records;

/// The length of most records here, which are read as if they were long ones.
const LENGTH: usize = 1 << 16;

/// How much of the work that it may take a record took, and what came out.
fn taken(text: &str) -> (f64, Result<Option<Vec<u8>>, GivenUp>) {
    let meter = Meter::bounded(text.len());
    let output = Redactor::new().rounds(text.as_bytes(), &meter);
    (meter.share(text.len()), output)
}

fn is_given_up(text: &str) -> bool {
    Redactor::new().redact_text(text) == FAILED
}

/// Pieces at random, by a generator of Knuth's.
fn random_pieces(seed: u64) -> impl Iterator<Item = String> {
    let mut state = seed;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    std::iter::repeat_with(move || (0..=next(4)).map(|_| hostile::HOSTILE[next(hostile::HOSTILE.len())]).collect())
}

#[test]
fn no_piece_that_is_repeated_takes_more_than_it_may() {
    let pieces = hostile::HOSTILE.iter().map(|&piece| piece.to_owned()).chain(random_pieces(1).take(200));
    let (mut given_up, mut passed) = (0, 0);
    for piece in pieces {
        let text = piece.repeat(LENGTH / piece.len());
        let (share, output) = taken(&text);
        // It is noticed at the next step; the bytes of a round and its escapes are counted at once.
        assert!(share < 1.4, "{piece:?} took {share:.2}");
        assert_eq!(output.is_err(), share > 1.0, "{piece:?} took {share:.2}");
        if output.is_err() { given_up += 1 } else { passed += 1 }
    }
    assert!(given_up > 30 && passed > 60, "{given_up} given up, {passed} passed");
}

#[test]
fn what_a_clock_finds_dear_is_given_up_and_what_it_finds_cheap_is_not() {
    let is_given_up = |piece: &str| is_given_up(&piece.repeat((1 << 20) / piece.len()));
    for piece in DEAR {
        assert!(is_given_up(piece), "{piece:?}");
    }
    for piece in CHEAP {
        assert!(!is_given_up(piece), "{piece:?}");
    }
}

/// Pieces of which a megabyte, read to its end, took more than ten times as long per byte as a clean line when it was
/// timed.
const DEAR: [&str; 20] = [
    "길=1@강남구역삼동123",
    "1x\":\"Basic a받으시는 분=1\\\"",
    " name=xn--a\":1,a@b.co\u{a0}님",
    "1@ts%82",
    "P1234-5678-9012ésecret key=a\":1,a@b.coé",
    "로=a@서울시강남구역삼동123",
    "\":\"받으시는 분=1\\\"0",
    "name=bearer a 받는 분4111-1111-1111-1111customer.",
    "시1동v1강남구경기１정자동 1",
    "분é중구1234중구070테헤란로 1",
    "이름은é중구é가테헤란로 1",
    "漢@",
    ":구é",
    "😀1@a",
    "漢@<a",
    "name=я",
    "4111-1111-1111-1111 ４１１１",
    "세관receiverName시강남구x031테헤란로 1",
    "홍 님",
    "0+82",
];

/// Pieces of which it took less than four times as long.
const CHEAP: [&str; 44] = [
    "'",
    "0",
    ":",
    "<",
    "=",
    "@",
    "`",
    "{",
    "é",
    "я",
    "가",
    "1 ",
    "<!",
    "a.",
    "82",
    "a=",
    "\\",
    "a: ",
    "1동 ",
    "(\"",
    "%41",
    "%25",
    "010 ",
    "\\\"",
    "010-",
    "\\\\",
    "계좌 1-",
    "memo=",
    "Bearer-",
    "</name>",
    "sk-live",
    "content: ",
    "%EA%B0%80",
    "receiver{",
    "password='",
    "[\"name\",",
    "{\"receiver\":",
    "unknown field `",
    "invalid type: \"",
    "{\"memo\":\"a\"},",
    "계좌 110-123-456789 ",
    "P1234-5678-9012 통관 ",
    "4111-1111-1111-1111 ",
    "{\"receiver\":{\"name\":\"홍\"}},",
];

#[test]
fn no_record_of_an_application_is_given_up() {
    let mut most = (0.0, "");
    for (name, text) in records::records(1 << 20) {
        assert!(!is_given_up(&text), "{name} of {} bytes", text.len());
    }
    for (name, text) in records::records(LENGTH) {
        // Nor with a secret to look for.
        let redactor = Redactor::builder().secret("correct horse").build();
        let meter = Meter::bounded(text.len());
        assert!(redactor.rounds(text.as_bytes(), &meter).is_ok(), "{name}");
        let (share, output) = taken(&text);
        assert!(output.is_ok(), "{name}");
        most = if share > most.0 { (share, name) } else { most };
        assert!(share < room(name), "{name} took {share:.2}");
    }
    assert!(most.0 > 0.5, "the dearest, {}, took {:.2}", most.1, most.0);
}

#[test]
fn a_secret_costs_a_record_nothing_where_its_key_hides_it_and_another_round_elsewhere() {
    let redactor = Redactor::builder().secret("correct horse").build();
    let share = |record: &str| {
        let text = format!("[{}0]", record.repeat(LENGTH / record.len()));
        let meter = Meter::of_a_long_one();
        let output = redactor.rounds(text.as_bytes(), &meter).ok().flatten().unwrap();
        assert!(!String::from_utf8(output).unwrap().contains("horse"));
        meter.share(text.len())
    };
    let without = share(r#"{"id":7100123456789,"secretKey":"wrong elephant","ok":1},"#);
    let hidden = share(r#"{"id":7100123456789,"secretKey":"correct horse.","ok":1},"#);
    let elsewhere = share(r#"{"id":7100123456789,"page":"correct horse.","ok":1},"#);
    assert!(hidden < 1.05 * without && elsewhere > 1.4 * without, "{without:.2} {hidden:.2} {elsewhere:.2}");
}

#[test]
fn a_log_line_takes_little_and_a_list_of_nothing_but_addresses_more_than_it_may() {
    let line =
        "2026-03-02T09:15:04.120000+09:00 INFO apiwire: operation=orders.list status=200 rows=50 elapsed_ms=184\n";
    let (share, output) = taken(&line.repeat(LENGTH / line.len()));
    assert!((0.08..0.25).contains(&share) && output.is_ok(), "{share:.2}");

    let address = "\"서울특별시 강남구 테헤란로 152 101동 1502호\",";
    assert!(is_given_up(&format!("[{}0]", address.repeat((1 << 20) / address.len()))));
    for row in [
        "7100123456789,홍길동,010-1234-5678,hong@example.com,서울특별시 강남구 테헤란로 152 101동 1502호\n",
        "부산 해운대구 센텀중앙로 48 1203호,김하나,02-345-6789,kim@example.kr\n",
    ] {
        let (share, output) = taken(&row.repeat(LENGTH / row.len()));
        assert!((0.6..1.2).contains(&share) && output.is_ok() == (share <= 1.0), "{share:.2}");
    }
}

/// How much of what it may take a record takes at most.
fn room(name: &str) -> f64 {
    match name {
        // They never close, and are no record that an application writes.
        "brackets" => 0.99,
        // These are little but personal data, tags or escapes.
        "telephones" | "HTML" | "HTML in JSON" | "log lines of JSON, escaped" => 0.93,
        _ => 0.78,
    }
}

#[test]
fn a_short_record_is_never_given_up() {
    for piece in hostile::HOSTILE {
        for length in [4 << 10, 40 << 10] {
            assert!(!is_given_up(&piece.repeat(length / piece.len())), "{piece:?} of {length} bytes");
        }
    }
}

#[test]
fn what_stands_for_a_record_is_a_string_of_json_and_stays() {
    let text = "1@ts%82".repeat(LONG / 7 + 1);
    let redactor = Redactor::new();
    assert!(is_given_up(&text));
    let document = format!(r#"{{"a":"{text}","b":1}}"#);
    assert!(json::is_json(document.as_bytes()));
    let output = redactor.redact_json(document.as_bytes());
    assert_eq!(output.as_ref(), FAILED.as_bytes());
    assert!(json::is_json(&output));
    assert_eq!(redactor.redact_json(&output), output);
    assert_eq!(redactor.redact_text(FAILED), FAILED);
    assert_eq!(redactor.redact_bytes(text.as_bytes()).as_ref(), FAILED.as_bytes());
}

#[test]
fn a_long_record_that_is_redacted_again_stays_as_it_is() {
    let redactor = Redactor::new();
    let of_one = random_pieces(2).take(30).map(|piece| piece.repeat(LONG / piece.len() + 1));
    // What costs little and is hidden makes room for the rest, which has none left when it is alone.
    let of_two = random_pieces(3).take(30).map(|piece| {
        let hidden = "a ".repeat(LONG);
        format!("{}\nmemo={hidden}", piece.repeat(LONG / piece.len() + 1))
    });
    for text in of_one.chain(of_two) {
        let once = redactor.redact_text(&text);
        let again = redactor.redact_text(&once);
        assert!(again == once, "{:?}: {} bytes became {}", text.get(..60), once.len(), again.len());
    }
}
