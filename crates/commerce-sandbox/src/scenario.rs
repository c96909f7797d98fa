//! Scenario files: TOML whose every key is known.

use serde::de::DeserializeOwned;

/// Why a scenario cannot be read: the line, and the reason in one line.
///
/// The reason quotes the key or the word that is not known, as it stands in the file.
///
/// ```
/// use commerce_sandbox::coupang::Scenario;
///
/// let error = "calls_per_second = 5\n[orders_per_day]\nACEPT = 3".parse::<Scenario>().expect_err("a misspelt key");
/// assert_eq!(error.line(), 3);
/// assert!(error.to_string().starts_with("line 3: unknown field `ACEPT`, expected one of `ACCEPT`, "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ScenarioError {
    line: usize,
    reason: String,
}

impl ScenarioError {
    /// The line of the file, from 1: the one that is wrong, or where the table begins in which something is.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong there, in one line.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// A description that grows by what a file says.
pub(crate) struct Described<B>(pub(crate) B);

impl<B> Described<B> {
    /// Adds a value where there is one.
    pub(crate) fn with<T>(self, value: Option<T>, set: impl FnOnce(B, T) -> B) -> Self {
        match value {
            Some(value) => Self(set(self.0, value)),
            None => self,
        }
    }
}

/// Reads the text of a file.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ScenarioError> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let reason = error.message().lines().collect::<Vec<_>>().join(", ");
        ScenarioError { line: before.matches('\n').count() + 1, reason: printable(&reason) }
    })
}

/// A word of the file may hold what a terminal obeys.
fn printable(text: &str) -> String {
    text.chars().fold(String::new(), |mut printable, character| {
        if character.is_control() {
            printable.extend(character.escape_default());
        } else {
            printable.push(character);
        }
        printable
    })
}
