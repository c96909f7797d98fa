//! The last net: whatever an application records, and however, passes the scrubber as a whole record.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use redact_kr::Redactor;
use redact_kr::tracing::Redacting;
use tracing::{Level, info, span};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::util::SubscriberInitExt;

/// What reached the file, write by write.
#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<Vec<u8>>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl File {
    fn writes(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    }
}

fn net(file: &File, redactor: Redactor) -> Redacting<impl Fn() -> File + Clone + use<>> {
    let file = file.clone();
    Redacting::new(move || file.clone(), Arc::new(redactor))
}

/// An error that quotes a person, as serde's do.
#[derive(Debug)]
struct Quoting;

impl fmt::Display for Quoting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid type: string \"홍길동\", expected i64")
    }
}

impl std::error::Error for Quoting {}

#[test]
fn fields_of_every_kind_and_late_span_fields_are_scrubbed() {
    let file = File::default();
    let redactor = Redactor::builder().secret("registered-canary").build();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_span_events(FmtSpan::CLOSE);
    let _guard = subscriber.with_writer(net(&file, redactor)).finish().set_default();
    let span = span!(Level::INFO, "ship", receiver_name = tracing::field::Empty, box_id = 870_011_223_344_556_677_i64);
    span.record("receiver_name", "홍길동");
    span.in_scope(|| {
        info!(phone = "010-1234-5678", order_id = 7_100_123_456_789_i64, "as text");
        info!(phone = ?Some("010-1234-5678"), "as Debug");
        info!(phone = %"010-1234-5678", "as Display");
        info!(error = &Quoting as &dyn std::error::Error, "as an error");
        info!(bytes = &b"mail hong@example.com"[..], "as bytes");
        info!("in the message: 수취인 홍길동, registered-canary");
    });
    drop(span);
    let text = file.writes().concat();
    for hidden in ["홍길동", "1234-5678", "hong@", "registered-canary"] {
        assert!(!text.contains(hidden), "{hidden} came out:\n{text}");
    }
    for kept in [
        "as text",
        "as Debug",
        "as Display",
        "as an error",
        "as bytes",
        "in the message",
        "7100123456789",
        "870011223344556677",
        "close",
    ] {
        assert!(text.contains(kept), "{kept} was lost:\n{text}");
    }
}

#[test]
fn a_value_split_across_two_writes_of_one_record_is_found() {
    let file = File::default();
    let net = net(&file, Redactor::new());
    let mut record = net.make_writer();
    record.write_all(b"call 010-12").unwrap();
    record.flush().unwrap();
    assert!(file.writes().is_empty(), "half a record is not written");
    record.write_all(b"34-5678 now\n").unwrap();
    drop(record);
    assert_eq!(file.writes(), ["call *** now\n"]);
}

#[test]
fn records_stay_apart_and_an_empty_one_writes_nothing() {
    let file = File::default();
    let net = net(&file, Redactor::new());
    drop(net.make_writer());
    for line in ["status=200 rows=50\n", "\u{0}\n"] {
        net.make_writer().write_all(line.as_bytes()).unwrap();
    }
    net.make_writer().write_all(b"\xff mail a@example.com\n").unwrap();
    assert_eq!(file.writes()[..2], ["status=200 rows=50\n", "\u{0}\n"]);
    assert_eq!(file.0.lock().unwrap()[2], b"\xff mail ***@example.com\n");
}
