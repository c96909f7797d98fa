//! What the page of Korea Checkout leaves open, guessed anew for each seed.

use commerce_sandbox::korea_checkout::Scenario;
use fastrand::Rng;

/// Of so many open questions one is answered otherwise than by the default.
const ONE_OF: u8 = 3;

/// The keys of a scenario, and the answers beside the default.
const QUESTIONS: [(&str, &[&str]); 10] = [
    ("rate_headers", &["\"x_rate_limit_epoch\"", "\"rate_limit\"", "\"retry_after_only\""]),
    ("honour_idempotency_keys", &["true"]),
    ("error_form", &["\"bare\"", "\"text\"", "\"html\"", "\"empty\"", "\"success_false\""]),
    ("status_place", &["\"top_level\"", "\"both\""]),
    ("other_case", &["true"]),
    ("return_parameters", &["true"]),
    ("items_must_sum", &["true"]),
    ("unique_order_ids", &["true"]),
    ("event_ids", &["true"]),
    ("session_id_only", &["true"]),
];

/// What the answers of an operation are wrapped in.
const ENVELOPES: [(&str, &[&str]); 3] = [
    ("create_session", &["\"bare\"", "\"data\""]),
    ("get_session", &["\"bare\"", "\"flat\""]),
    ("refund", &["\"data\"", "\"flat\""]),
];

/// The answers of a seed: top-level lines, and lines of `[envelopes]`.
#[derive(Debug)]
pub(super) struct Guesses {
    lines: Vec<String>,
    envelopes: Vec<String>,
}

impl Guesses {
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Rng::with_seed(seed ^ 0xC0DE);
        let mut some = |questions: &[(&str, &[&'static str])]| {
            let guess = |(key, answers): &(&str, &[&'static str])| {
                let guessed = (dice.u8(..ONE_OF) == 0).then(|| dice.choice(answers.iter())).flatten();
                guessed.map(|answer| told(key, answer))
            };
            questions.iter().filter_map(guess).collect()
        };
        Self { lines: some(&QUESTIONS), envelopes: some(&ENVELOPES) }
    }

    /// The scenario that says so.
    pub(super) fn scenario(&self) -> Scenario {
        format!("{}\n[envelopes]\n{}\n", self.lines.join("\n"), self.envelopes.join("\n")).parse().unwrap()
    }

    /// Each as `key = answer`.
    pub(super) fn told(&self) -> impl Iterator<Item = &String> {
        self.lines.iter().chain(&self.envelopes)
    }
}

/// Everything that can be guessed.
pub(crate) fn all() -> impl Iterator<Item = String> {
    let questions = QUESTIONS.into_iter().chain(ENVELOPES);
    questions.flat_map(|(key, answers)| answers.iter().map(move |answer| told(key, answer)))
}

fn told(key: &str, answer: &str) -> String {
    format!("{key} = {answer}")
}
