//! What the portal leaves open: every rule has a key in a scenario, and every answer shows in what the shop does.
//!
//! A question is asked of a shop once for each answer, and what comes of it is written down here in words. The tables are
//! held against [`rules`], so that no rule is without its question and no answer without its effect.

mod claims;
mod gateway;
mod orders;
mod service;
mod table;

use crate::support::shop;
use commerce_sandbox::coupang::{Gateway, GatewayBuilder, Scenario, rules};
use std::collections::{BTreeMap, BTreeSet};

/// How an answer shows.
pub(crate) struct Question {
    /// The key of the rule.
    key: &'static str,
    /// The shop that is asked, before the rule is chosen.
    shop: fn() -> GatewayBuilder,
    /// What it says.
    ask: fn(&Gateway) -> String,
    /// By answer: the default first.
    seen: &'static [(&'static str, &'static str)],
}

impl Question {
    /// A question to the usual shop.
    pub(crate) const fn new(
        key: &'static str,
        ask: fn(&Gateway) -> String,
        seen: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { key, shop, ask, seen }
    }

    /// The same question to another shop.
    pub(crate) const fn of(self, shop: fn() -> GatewayBuilder) -> Self {
        Self { shop, ..self }
    }
}

fn questions() -> impl Iterator<Item = &'static Question> {
    let families = [gateway::QUESTIONS, service::QUESTIONS];
    families.into_iter().chain(orders::QUESTIONS).chain(claims::QUESTIONS).flatten()
}

#[test]
fn every_answer_to_every_open_question_shows() {
    for question in questions() {
        let rule = rules().into_iter().find(|rule| rule.key == question.key);
        let rule = rule.unwrap_or_else(|| panic!("{} is no rule", question.key));
        for (place, (answer, seen)) in question.seen.iter().enumerate() {
            let scenario: Scenario = rule.scenario(answer).parse().unwrap_or_else(|error| panic!("{answer}: {error}"));
            let gateway = scenario.apply((question.shop)()).build().expect("a gateway");
            assert_eq!((question.ask)(&gateway), *seen, "{} = {answer}", question.key);
            if place == 0 {
                assert_eq!(rule.default, *answer, "the default of {} comes first", question.key);
                let untouched = (question.shop)().build().expect("a gateway");
                assert_eq!((question.ask)(&untouched), *seen, "{} unless set", question.key);
            }
        }
        let different: BTreeSet<&str> = question.seen.iter().map(|(_, seen)| *seen).collect();
        assert_eq!(different.len(), question.seen.len(), "two answers of {} look alike", question.key);
        assert!(different.len() > 1, "{} has one answer", question.key);
    }
}

#[test]
fn no_rule_and_no_answer_is_without_its_question() {
    let asked: BTreeMap<&str, BTreeSet<&str>> =
        questions().map(|question| (question.key, question.seen.iter().map(|(answer, _)| *answer).collect())).collect();
    assert_eq!(asked.len(), questions().count(), "a key stands twice");
    for rule in rules() {
        let asked = asked.get(rule.key).unwrap_or_else(|| panic!("nothing asks {}", rule.key));
        for answer in rule.answers {
            assert!(asked.contains(answer), "{} is never {answer}", rule.key);
        }
    }
}
