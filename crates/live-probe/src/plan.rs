//! What to count and what to expect.

use std::str::FromStr;

use coupang_wing::orders::OrderStatus;

/// What a probe does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    days: u8,
    expect: Expectation,
}

/// The numbers that the seller reads in Wing, by status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectation(Vec<(OrderStatus, u64)>);

/// A plan that cannot be followed; it names the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// Days outside 1 to 30.
    Days,
    /// An expectation that is not `STATUS=N`.
    ExpectForm,
    /// An expectation for a status that does not exist.
    ExpectStatus,
    /// Two expectations for one status.
    ExpectTwice,
}

impl Plan {
    /// The most days: one order list call takes 31.
    pub const MOST_DAYS: u8 = 30;

    /// Counts the last so many Korean days, today included.
    ///
    /// # Errors
    /// [`PlanError::Days`] outside 1 to 30.
    pub fn days(days: u8) -> Result<Self, PlanError> {
        let legal = (1..=Self::MOST_DAYS).contains(&days);
        legal.then_some(Self { days, expect: Expectation::default() }).ok_or(PlanError::Days)
    }

    /// Compares the counts with these numbers.
    #[must_use]
    pub fn expecting(mut self, expect: Expectation) -> Self {
        self.expect = expect;
        self
    }

    /// How many days back the window begins, today not counted.
    pub(crate) fn days_back(&self) -> i64 {
        i64::from(self.days) - 1
    }

    pub(crate) fn expected(&self) -> &[(OrderStatus, u64)] {
        &self.expect.0
    }
}

/// Today only, nothing expected.
impl Default for Plan {
    fn default() -> Self {
        Self { days: 1, expect: Expectation::default() }
    }
}

/// Reads `ACCEPT=3,INSTRUCT=1`.
impl FromStr for Expectation {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let mut expected: Vec<(OrderStatus, u64)> = Vec::new();
        for pair in text.split(',') {
            let (status, count) = pair.split_once('=').ok_or(PlanError::ExpectForm)?;
            let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
            let count = count.parse().ok().filter(|_| digits).ok_or(PlanError::ExpectForm)?;
            let status = OrderStatus::from(status);
            if !OrderStatus::ALL.contains(&status) {
                return Err(PlanError::ExpectStatus);
            }
            if expected.iter().any(|(known, _)| *known == status) {
                return Err(PlanError::ExpectTwice);
            }
            expected.push((status, count));
        }
        Ok(Self(expected))
    }
}

impl std::fmt::Display for PlanError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Days => "--days: must be 1 to 30",
            Self::ExpectForm => "--expect: must be STATUS=N, several joined by commas",
            Self::ExpectStatus => {
                "--expect: the status must be one of ACCEPT, INSTRUCT, DEPARTURE, DELIVERING, FINAL_DELIVERY, NONE_TRACKING"
            }
            Self::ExpectTwice => "--expect: a status stands twice",
        })
    }
}

impl std::error::Error for PlanError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_expectations_are_checked() {
        assert_eq!(Plan::days(0), Err(PlanError::Days));
        assert_eq!(Plan::days(31), Err(PlanError::Days));
        assert_eq!(Plan::days(30).unwrap().days_back(), 29);
        for (text, error) in [
            ("", PlanError::ExpectForm),
            ("ACCEPT", PlanError::ExpectForm),
            ("ACCEPT=", PlanError::ExpectForm),
            ("ACCEPT=-1", PlanError::ExpectForm),
            ("ACCEPT=+1", PlanError::ExpectForm),
            ("ACCEPT=1,", PlanError::ExpectForm),
            ("ACCEPT=1 ,INSTRUCT=2", PlanError::ExpectForm),
            ("ACCEPT=99999999999999999999", PlanError::ExpectForm),
            ("accept=1", PlanError::ExpectStatus),
            ("ALL=1", PlanError::ExpectStatus),
            ("ACCEPT=1,ACCEPT=1", PlanError::ExpectTwice),
        ] {
            assert_eq!(text.parse::<Expectation>(), Err(error), "{text}");
        }
        let both: Expectation = "ACCEPT=3,INSTRUCT=1".parse().unwrap();
        assert_eq!(both.0, [(OrderStatus::Accept, 3), (OrderStatus::Instruct, 1)]);
    }
}
