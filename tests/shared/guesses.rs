//! What the portal leaves open, guessed anew for each seed: the clients must hold whichever way it turns out.

use commerce_sandbox::coupang::{Rule, Scenario, rules};
use fastrand::Rng;

/// Of so many open questions one is answered otherwise than by the default.
const ONE_OF: u8 = 4;

/// Numbers that are guessed, beside the default.
const NUMBERS: [(&str, &[&str]); 5] = [
    ("max_per_page", &["100"]),
    ("case_deadline_seconds", &["7200"]),
    ("exchanges_per_page", &["10"]),
    ("list_lag_seconds", &["600"]),
    ("token_life_seconds", &["45"]),
];

/// The answers of a seed, by key, where they are not the default.
#[derive(Debug, Clone)]
pub(crate) struct Guesses(Vec<(Rule, &'static str)>);

impl Guesses {
    /// Those of a seed, but for some questions, which are left at their defaults.
    pub(crate) fn of(seed: u64, but: &[&str]) -> Self {
        let mut dice = Rng::with_seed(seed ^ 0x6E55);
        let guessed = rules().into_iter().filter(|rule| !but.contains(&rule.key)).filter_map(|rule| {
            let others: Vec<_> = answers(&rule).into_iter().filter(|answer| **answer != rule.default).collect();
            (dice.u8(..ONE_OF) == 0).then(|| dice.choice(others)).flatten().map(|answer| (rule, answer))
        });
        Self(guessed.collect())
    }

    /// The scenario that says so.
    pub(crate) fn scenario(&self) -> Scenario {
        let lines = self.0.iter().map(|(rule, answer)| rule.scenario(answer).replace("[rules]\n", ""));
        format!("[rules]\n{}", lines.collect::<String>()).parse().unwrap()
    }

    /// Each as `key = answer`.
    pub(crate) fn told(&self) -> Vec<String> {
        self.0.iter().map(|(rule, answer)| told(rule, answer)).collect()
    }

    /// Everything that can be guessed, but for some questions.
    pub(crate) fn all(but: &[&str]) -> Vec<String> {
        let guessed = rules().into_iter().filter(|rule| !but.contains(&rule.key));
        let each = guessed.flat_map(|rule| {
            let others = answers(&rule).into_iter().filter(|answer| **answer != rule.default);
            others.map(|answer| told(&rule, answer)).collect::<Vec<_>>()
        });
        each.collect()
    }
}

fn answers(rule: &Rule) -> Vec<&'static str> {
    let numbers = NUMBERS.iter().find(|(key, _)| *key == rule.key).map(|(_, numbers)| *numbers);
    numbers.unwrap_or(rule.answers).to_vec()
}

fn told(rule: &Rule, answer: &str) -> String {
    format!("{} = {answer}", rule.key)
}
