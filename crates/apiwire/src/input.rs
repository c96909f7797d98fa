//! What is wrong with the input of a call: all of it at once, before anything is sent.

use std::fmt;

/// One thing that is wrong with the input, by its place: the vendor's field names and positions, never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFault {
    path: Box<str>,
    rule: &'static str,
    source: Option<&'static str>,
}

/// Collects what is wrong; see [`crate::Endpoint::check`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputFaults(Vec<InputFault>);

impl InputFault {
    /// The place, such as `items[2].price`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule that is broken, as the end of a sentence: `must be above 0`.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Who says so, such as the vendor's page and its date; `None` where the operation's own documentation does.
    #[must_use]
    pub fn source(&self) -> Option<&'static str> {
        self.source
    }
}

impl InputFaults {
    /// Notes a broken rule unless it holds. `path` consists of field names and positions only.
    pub fn require(&mut self, holds: bool, path: impl fmt::Display, rule: &'static str) {
        self.note(holds, path, rule, None);
    }

    /// The same with who says so.
    pub fn require_by(&mut self, holds: bool, path: impl fmt::Display, rule: &'static str, source: &'static str) {
        self.note(holds, path, rule, Some(source));
    }

    fn note(&mut self, holds: bool, path: impl fmt::Display, rule: &'static str, source: Option<&'static str>) {
        if !holds {
            self.0.push(InputFault { path: path.to_string().into(), rule, source });
        }
    }

    /// What was found, in the order of the checks.
    #[must_use]
    pub fn as_slice(&self) -> &[InputFault] {
        &self.0
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.rule)?;
        match self.source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

/// All of them, divided by semicolons.
impl fmt::Display for InputFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("; ")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}
