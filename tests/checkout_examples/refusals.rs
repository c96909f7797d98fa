//! What `webhook_receiver` refuses, line by line, and that its log holds nothing of it.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::example;
use crate::receiver::{HEADER, Receiver, SECRET, SECRETS, event, hex_code, place};

/// Nothing of these may be in a log.
const PLANTED: [&str; 6] = ["canary", "카나리", "order-1", "29000", "payment", "cs_"];

fn assert_silent(log: &str) {
    for planted in PLANTED {
        assert!(!log.contains(planted), "{planted} in {log}");
    }
}

#[test]
fn bad_input_is_400_without_a_body_and_its_reason_stands_in_the_log() {
    let receiver = Receiver::start(place("bad-input"), &[]);
    let body = event("cs_canary");
    let code = hex_code(SECRET, &body);
    let spaced = String::from_utf8(body.clone()).unwrap().replace("\":", "\": ").into_bytes();
    let long = format!("{code}{}", "canary".repeat(1_700));
    let listed = vec![code.as_str(); 20].join(",");
    let large = vec![b'x'; (1 << 20) + 1];
    let larger = vec![b'x'; 3 << 20];
    type Case<'c> = (&'c str, Vec<(&'c str, &'c str)>, &'c [u8]);
    let cases: Vec<Case<'_>> = vec![
        ("400 bad_signature", vec![(HEADER, &code)], &spaced),
        ("400 missing", vec![(HEADER, " ")], &body),
        ("400 malformed", vec![(HEADER, &code), (HEADER, &code)], &body),
        ("400 malformed", vec![(HEADER, &long)], &body),
        ("400 malformed", vec![(HEADER, &listed)], &body),
        ("400 malformed", vec![(HEADER, "t=-9223372036854775808,v1=canary")], &body),
        ("400 malformed", vec![(HEADER, "카나리")], &body),
        ("400 too_large", vec![(HEADER, &code)], &large),
        ("400 the body is too large, or was broken off", vec![(HEADER, &code)], &larger),
    ];
    let expected: Vec<&str> = cases.iter().map(|(expected, ..)| *expected).collect();
    for (name, headers, body) in &cases {
        assert_eq!(receiver.post(headers, body), 400, "{name}");
    }
    assert_eq!(receiver.queued().len(), 0);
    let log = receiver.kill();
    let words: Vec<&str> = log.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(words, expected, "{log}");
    let hint =
        "pass the raw body as received, since JSON that a framework has parsed and written again has other bytes";
    assert!(log.lines().next().unwrap().contains(hint), "{log}");
    assert_silent(&log);
}

#[test]
fn what_is_signed_is_queued_whatever_it_holds() {
    let receiver = Receiver::start(place("odd-events"), &[]);
    let bodies: [&[u8]; 8] = [
        b"\xff\xfe\x00canary",
        b"",
        b"{}",
        b"[\"canary\"]",
        br#"{"event":"payment.completed"}"#,
        br#"{"event":"payment.completed","data":{"sessionId":"cs_1","totalAmount":"29000"}}"#,
        br#"{"event":"payment.completed","data":{"sessionId":"cs_1","totalAmount":29000.5}}"#,
        r#"{"event":"canary.unknown","id":"canary-1","data":"카나리"}"#.as_bytes(),
    ];
    bodies.iter().for_each(|body| assert_eq!(receiver.post_signed(body), 200));
    assert_eq!(receiver.queued(), bodies);
    // The same event in other bytes: its id says so.
    assert_eq!(receiver.post_signed(r#"{"id":"canary-1","event":"canary.unknown"}"#.as_bytes()), 200);
    assert_eq!(receiver.queued().len(), bodies.len());
    let log = receiver.kill();
    assert_eq!(log, format!("{}200 queued before\n", "200 queued\n".repeat(bodies.len())));
}

#[test]
fn the_scheme_is_chosen_when_it_starts_and_an_old_delivery_is_stale_where_the_time_is_signed() {
    let receiver = Receiver::start(place("timestamped"), &["--scheme", "timestamped-hex"]);
    let body = event("cs_canary");
    #[expect(clippy::disallowed_methods, reason = "the receiver reads the clock itself")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let signed = |time: u64| {
        let code = hex_code(SECRET, &[format!("{time}.").as_bytes(), &body].concat());
        (format!("t={time},v1={code}"), format!(",v1={code}"))
    };
    let (good, one_more) = signed(now);
    let (old, _) = signed(now - 400);
    let twenty = format!("{good}{}", one_more.repeat(19));
    let wrong_time = format!("t=-9223372036854775808{one_more}");
    for (header, status) in
        [(&good, 200), (&old, 400), (&twenty, 400), (&wrong_time, 400), (&hex_code(SECRET, &body), 400)]
    {
        assert_eq!(receiver.post(&[(HEADER, header)], &body), status);
    }
    assert_eq!(receiver.queued(), [body]);
    let log = receiver.kill();
    let words: Vec<&str> = log.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(words, ["200 queued", "400 stale", "400 malformed", "400 malformed", "400 malformed"]);
    assert_silent(&log);
}

#[test]
fn what_it_cannot_start_with_is_one_line_and_exit_code_2() {
    let queue = place("start");
    let foreign = queue.with_file_name("canary.txt");
    fs::write(&foreign, "canary, of somebody else\n").unwrap();
    let unended = queue.with_file_name("unended.txt");
    fs::write(&unended, "canary").unwrap();
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let (queue, nowhere, foreign_path, unended_path) =
        (path(&queue), path(&queue.join("nowhere")), path(&foreign), path(&unended));
    let with_queue = ["--queue", &queue];
    for (named, secrets, arguments) in [
        ("is not set", None, &with_queue[..]),
        (SECRETS, Some(""), &with_queue),
        (SECRETS, Some("canary "), &with_queue),
        ("API key", Some("sk_live_canary"), &with_queue),
        ("--queue", Some(SECRET), &[]),
        ("--queue", Some(SECRET), &["--queue", &nowhere]),
        ("something else than deliveries", Some(SECRET), &["--queue", &foreign_path]),
        ("something else than deliveries", Some(SECRET), &["--queue", &unended_path]),
        ("--listen", Some(SECRET), &["--queue", &queue, "--listen", "0.0.0.0:0"]),
        ("--scheme", Some(SECRET), &["--queue", &queue, "--scheme", "canary"]),
    ] {
        let mut command = example("webhook_receiver");
        command.env_remove(SECRETS).envs(secrets.map(|secrets| (SECRETS, secrets))).args(arguments);
        let output = command.output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), output.stdout.len(), error.lines().count()),
            (Some(2), 0, 1),
            "{named} {error}"
        );
        assert!(error.contains(named) && !error.contains("canary"), "{named}: {error}");
    }
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "canary, of somebody else\n");
    assert_eq!(fs::read_to_string(&unended).unwrap(), "canary");
}
