//! Registered secrets, in every form.

use redact_kr::Redactor;

/// The forms as other tools write them: `xxd -p`, `base64`, `base64url`, Python's `quote` and `json.dumps`.
const FORMS: [&str; 9] = [
    "S3cr\"t/+ ~é?>\n",
    "5333637222742f2b207ec3a93f3e0a",
    "5333637222742F2B207EC3A93F3E0A",
    "UzNjciJ0LysgfsOpPz4K",
    "UzNjciJ0LysgfsOpPz4K==",
    "S3cr%22t%2F%2B%20~%C3%A9%3F%3E%0A",
    "S3cr%22t/%2b%20~%c3%a9%3f%3e%0a",
    r#"S3cr\"t/+ ~\u00e9?>\n"#,
    r#"S3cr\\\"t\/+ ~\\u00e9?>\\n"#,
];

#[test]
fn a_registered_secret_is_removed_in_every_form() {
    let redactor = Redactor::builder().secret(FORMS[0]).build();
    for form in FORMS {
        let input = format!("before-{form}-after");
        let output = redactor.redact_text(&input);
        let output = output.replace('=', "");
        assert_eq!(output, "before-***-after", "{form}");
    }
}

#[test]
fn base64_of_both_alphabets_is_removed() {
    let redactor = Redactor::builder().secret([0xfb, 0xff, 0xfe, 0x3e]).build();
    for form in ["+//+Pg==", "+//+Pg", "-__-Pg==", "-__-Pg"] {
        assert!(redactor.redact_text(&format!("[{form}]")).starts_with("[***"), "{form}");
    }
}

#[test]
fn a_secret_within_what_a_key_hides_takes_nothing_of_it_out() {
    let redactor = Redactor::builder().secret("horse").build();
    for (record, expected) in [
        (r#"{"password":"correct horse battery"}"#, r#"{"password":"***"}"#),
        ("password=correct-horse-battery ok=1", "password=*** ok=1"),
    ] {
        assert_eq!(redactor.redact_text(record), expected);
        // A long record is read once.
        let lines = "ok\n".repeat(90_000);
        assert!(redactor.redact_text(&format!("{lines}{record}")).ends_with(&format!("\n{expected}")), "{record}");
    }
}

#[test]
fn nothing_of_the_longer_of_two_secrets_remains() {
    for order in [["hunter", "hunter-two"], ["hunter-two", "hunter"]] {
        let redactor = Redactor::builder().secret(order[0]).secret(order[1]).build();
        assert_eq!(redactor.redact_text("a hunter-two b hunter c"), "a *** b *** c");
    }
    let redactor = Redactor::builder().secret("abcd").secret("cdef").build();
    assert_eq!(redactor.redact_text("xabcdefx"), "x***x");
}

#[test]
fn a_secret_of_digits_leaves_json_behind() {
    let redactor = Redactor::builder().secret("12345").build();
    let output = redactor.redact_json(br#"{"a":9123459,"b":[12345,1],"orderId":1123451}"#);
    assert_eq!(std::str::from_utf8(&output).unwrap(), r#"{"a":"***","b":["***",1],"orderId":"***"}"#);
}

#[test]
fn a_secret_of_structure_never_breaks_json() {
    for secret in ["\":", "null", "{", "*", "a", "\""] {
        let redactor = Redactor::builder().secret(secret).build();
        let output = redactor.redact_json(br#"{"a":null,"b":[{"c":"a*"}]}"#);
        assert!(serde_json::from_slice::<serde::de::IgnoredAny>(&output).is_ok(), "{secret}");
    }
}

#[test]
fn the_redactor_does_not_print_its_secrets() {
    let builder = Redactor::builder().secret("hunter-two").secret("");
    assert_eq!(format!("{builder:?}"), "RedactorBuilder(<redacted>)");
    let redactor = builder.build();
    assert_eq!(format!("{redactor:?} {redactor:#?}"), "Redactor(<redacted>) Redactor(<redacted>)");
    assert_eq!(redactor.redact_text("safe words"), "safe words");
}

#[test]
fn a_value_that_a_mask_completes_goes_at_once() {
    let redactor = Redactor::builder().secret("tel *** ok").build();
    for (input, expected) in
        [("a tel 010-1234-5678 ok b", "a *** b"), (r#"["a","tel 010-1234-5678 ok"]"#, r#"["a","***"]"#)]
    {
        assert_eq!(redactor.redact_text(input), expected);
    }
    // Also in a record that is so long that it is not read again without a reason.
    let long = "an order was acknowledged and its waybill printed\n".repeat(6_000);
    let output = redactor.redact_text(&format!("{long}a tel 010-1234-5678 ok b")).into_owned();
    assert!(output == format!("{long}a *** b"), "{:?}", output.get(output.len() - 60..));
}

#[test]
fn a_secret_of_signs_that_nobody_sees_is_removed() {
    let secret = "\u{200b}\u{200d}\u{200b}";
    let redactor = Redactor::builder().secret(secret).build();
    assert_eq!(redactor.redact_text(secret), "***");
    assert!(!redactor.redact_text(&format!("key {secret} end")).contains('\u{200d}'));
}
