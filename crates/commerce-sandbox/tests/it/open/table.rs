//! `UNKNOWN.md` is the list of what nobody has written down: each line has a rule that exists, or a reason.

use commerce_sandbox::coupang::{self, rules};
use commerce_sandbox::korea_checkout;
use std::collections::BTreeSet;

const UNKNOWN: &str = include_str!("../../../UNKNOWN.md");

/// One line of a table, in cells.
type Line = Vec<&'static str>;

/// The lines about a service, by how many cells they have.
fn lines(service: &str, cells: usize) -> Vec<Line> {
    let (_, rest) = UNKNOWN.split_once(&format!("# {service}\n")).expect("a chapter");
    let chapter = rest.split("\n# ").next().expect("its text");
    let rows = chapter.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what is open"));
    let rows = rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Line>());
    let (right, wrong): (Vec<Line>, Vec<Line>) = rows.partition(|line| [2, 4].contains(&line.len()));
    assert_eq!(wrong, Vec::<Line>::new(), "lines of another form");
    right.into_iter().filter(|line| line.len() == cells).collect()
}

/// What stands in back-quotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn rule(line: &Line) -> &'static str {
    let [rule] = quoted(line[2])[..] else { panic!("one rule: {line:?}") };
    rule
}

#[test]
fn every_rule_of_coupang_stands_there_once_with_its_answers() {
    let lines = lines("Coupang", 4);
    for known in rules() {
        let found: Vec<&Line> = lines.iter().filter(|line| rule(line) == known.key).collect();
        let [line] = found[..] else { panic!("{} stands there {} times", known.key, found.len()) };
        let answers = quoted(line[3]);
        assert_eq!(answers.first(), Some(&known.default.as_str()), "the default of {}", known.key);
        let (told, real): (BTreeSet<&str>, BTreeSet<&str>) =
            (answers.iter().copied().collect(), known.answers.iter().copied().collect());
        assert!(known.answers.is_empty() || told == real, "{}: {told:?} and not {real:?}", known.key);
    }
}

#[test]
fn every_rule_that_stands_there_is_a_key_of_a_scenario() {
    let keys: Vec<&str> = rules().iter().map(|rule| rule.key).collect();
    for line in lines("Coupang", 4).iter().filter(|line| !keys.contains(&rule(line))) {
        let scenario = format!("{} = {}", rule(line), quoted(line[3])[0]);
        assert!(scenario.parse::<coupang::Scenario>().is_ok(), "{scenario}");
    }
    for line in lines("Korea Checkout", 4) {
        for answer in quoted(line[3]) {
            let scenario = match (rule(&line), answer) {
                ("envelopes", form) => format!("[envelopes]\nget_session = \"{form}\""),
                (key, answer) if answer.parse::<u64>().is_ok() => format!("{key} = {answer}"),
                (key, "false" | "true") => format!("{key} = {answer}"),
                (key, word) => format!("{key} = \"{word}\""),
            };
            assert!(scenario.parse::<korea_checkout::Scenario>().is_ok(), "{scenario}");
        }
    }
}

#[test]
fn what_has_no_rule_has_a_reason() {
    for service in ["Coupang", "Korea Checkout"] {
        let reasons = lines(service, 2);
        assert!(!reasons.is_empty());
        for line in reasons {
            assert!(line[0].len() > 10 && line[1].len() > 10, "{line:?}");
        }
    }
}
