//! What the portal leaves open, guessed anew for each seed: the client must hold whichever way it turns out.

use commerce_sandbox::coupang::{Rule, Scenario, rules};
use fastrand::Rng;

/// Of so many open questions one is answered otherwise than by the default.
const ONE_OF: u8 = 4;

/// Questions that are left at their defaults. By a token that counts rows, the service itself leaves one out of the next
/// page when an earlier row has gone meanwhile, and no client sees that. A day of UTC goes on for nine hours after the
/// books here are closed.
const NOT_GUESSED: [&str; 2] = ["token_holds", "inquiry_days"];

/// Numbers that are guessed, beside the default.
const NUMBERS: [(&str, &[&str]); 3] =
    [("max_per_page", &["100"]), ("case_deadline_seconds", &["7200"]), ("exchanges_per_page", &["10"])];

/// The answers of a seed, by key, where they are not the default.
#[derive(Debug, Clone)]
pub(crate) struct Guesses(Vec<(Rule, &'static str)>);

impl Guesses {
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Rng::with_seed(seed ^ 0x6E55);
        let guessed = rules().into_iter().filter(|rule| !NOT_GUESSED.contains(&rule.key)).filter_map(|rule| {
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
    pub(crate) fn told(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(rule, answer)| told(rule, answer))
    }

    /// Everything that can be guessed.
    pub(crate) fn all() -> impl Iterator<Item = String> {
        let guessed = rules().into_iter().filter(|rule| !NOT_GUESSED.contains(&rule.key));
        guessed.flat_map(|rule| {
            let others = answers(&rule).into_iter().filter(|answer| **answer != rule.default);
            others.map(|answer| told(&rule, answer)).collect::<Vec<_>>()
        })
    }
}

fn answers(rule: &Rule) -> Vec<&'static str> {
    let numbers = NUMBERS.iter().find(|(key, _)| *key == rule.key).map(|(_, numbers)| *numbers);
    numbers.unwrap_or(rule.answers).to_vec()
}

fn told(rule: &Rule, answer: &str) -> String {
    format!("{} = {answer}", rule.key)
}
