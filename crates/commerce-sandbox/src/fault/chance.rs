use super::FaultError;
use crate::dice::Dice;

/// How likely something is: a number from 0, never, to 1, always.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Deserialize), serde(try_from = "f64"))]
pub struct Chance(f64);

impl Chance {
    /// Whether it happens this time.
    pub(crate) fn falls(self, dice: &mut Dice) -> bool {
        dice.unit() < self.0
    }
}

impl TryFrom<f64> for Chance {
    type Error = FaultError;

    /// [`FaultError::Chance`] for what is no number from 0 to 1.
    fn try_from(chance: f64) -> Result<Self, FaultError> {
        if (0.0..=1.0).contains(&chance) { Ok(Self(chance)) } else { Err(FaultError::Chance) }
    }
}
