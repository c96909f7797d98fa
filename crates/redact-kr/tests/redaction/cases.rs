//! Every case of the policy, and our own.

use redact_kr::Redactor;
use serde::Deserialize;

#[test]
fn every_case_of_the_policy_holds() {
    check(include_str!("cases.jsonl"), 103);
}

#[test]
fn every_attack_of_our_own_fails() {
    check(include_str!("attacks.jsonl"), 190);
}

/// What goes in, what may not come out and what must.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    kind: Kind,
    #[serde(rename = "rule")]
    _rule: String,
    input: String,
    must_not_contain: Vec<String>,
    must_contain: Vec<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Json,
}

#[track_caller]
fn check(lines: &str, count: usize) {
    let lines = expanded(lines);
    let mut failures: Vec<String> = lines
        .lines()
        .flat_map(|line| match serde_json::from_str::<Case>(line) {
            Ok(case) => failures(&case),
            Err(error) => vec![format!("{error}: {line}")],
        })
        .collect();
    if lines.lines().count() != count {
        failures.push(format!("{} cases", lines.lines().count()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The fixtures spell prefixes of keys as `<sk-live>`, so that repository scanners stay quiet.
fn expanded(lines: &str) -> String {
    ["sk-live", "sk-test", "rk-live", "rk-test", "whsec"].iter().fold(lines.to_owned(), |text, name| {
        text.replace(&format!("<{name}>"), &format!("{}_", name.replace('-', "_")))
    })
}

fn failures(case: &Case) -> Vec<String> {
    let redactor = Redactor::new();
    let redact = |input: &str| match case.kind {
        Kind::Text => redactor.redact_text(input).into_owned(),
        Kind::Json => String::from_utf8_lossy(&redactor.redact_json(input.as_bytes())).into_owned(),
    };
    let output = redact(&case.input);
    let mut wrong = Vec::new();
    wrong
        .extend(case.must_not_contain.iter().filter(|text| output.contains(*text)).map(|text| format!("leaks {text}")));
    wrong.extend(case.must_contain.iter().filter(|text| !output.contains(*text)).map(|text| format!("loses {text}")));
    if redact(&output) != output {
        wrong.push("changes again".to_owned());
    }
    if case.kind == Kind::Json && serde_json::from_str::<serde::de::IgnoredAny>(&output).is_err() {
        wrong.push("is no JSON".to_owned());
    }
    wrong.into_iter().map(|wrong| format!("{} {wrong}: {} -> {output}", case.id, case.input)).collect()
}
