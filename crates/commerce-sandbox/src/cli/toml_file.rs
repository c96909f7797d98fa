//! Scenario files: TOML whose every key is known.

use super::Failure;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Reads a file, or gives the default where there is none; a refusal names the file and the line.
pub(super) fn read<T: DeserializeOwned + Default>(path: Option<&Path>) -> Result<T, Failure> {
    let Some(path) = path else { return Ok(T::default()) };
    let file = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::bad_input(format!("cannot read the scenario {file}: {error}")))?;
    parse(&text).map_err(|(line, reason)| Failure::bad_input(format!("{file}:{line}: {reason}")))
}

/// Reads the text of a file; a refusal has the line and one line of reason.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, (usize, String)> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let reason = error.message().lines().collect::<Vec<_>>().join(", ");
        (before.matches('\n').count() + 1, reason)
    })
}
