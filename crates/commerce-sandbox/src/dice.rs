//! Numbers that look thrown and are not: the same key always throws the same sequence.

/// A sequence of numbers that depends on its key alone (`SplitMix64`; good enough to scatter, useless for secrets).
pub(crate) struct Dice(u64);

impl Dice {
    /// Starts the sequence that belongs to this key.
    pub(crate) fn new(key: &[u64]) -> Self {
        Self(mix(key))
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        scramble(self.0)
    }

    /// A number below `bound`, or 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from((u128::from(self.next()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// A number from 0 to just below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exactly what a double holds")]
    pub(crate) fn unit(&mut self) -> f64 {
        const ONE: f64 = (1_u64 << 53) as f64;
        (self.next() >> 11) as f64 / ONE
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One entry of a table.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, table: &[T; N]) -> T {
        const { assert!(N > 0, "a table to pick from has entries") };
        let place = usize::try_from(self.next() % (N as u64)).unwrap_or(0);
        #[allow(clippy::indexing_slicing, reason = "place is a remainder of N, and N > 0 is checked at compile time")]
        table[place]
    }
}

/// One number for a whole key; a change in any part changes it.
pub(crate) fn mix(key: &[u64]) -> u64 {
    key.iter().fold(GOLDEN_GAMMA, |state, part| scramble(state.rotate_left(23) ^ part).wrapping_add(GOLDEN_GAMMA))
}

const GOLDEN_GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

fn scramble(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Dice, mix};

    #[test]
    fn the_key_alone_decides() {
        let throw = |key: &[u64]| {
            let mut dice = Dice::new(key);
            [dice.next(), dice.next(), dice.next()]
        };
        assert_eq!(throw(&[1, 2]), throw(&[1, 2]));
        assert_ne!(throw(&[1, 2]), throw(&[2, 1]));
        assert_ne!(mix(&[0]), mix(&[0, 0]));
    }

    #[test]
    fn throws_stay_in_bounds_and_reach_both_ends() {
        let mut dice = Dice::new(&[9]);
        let thrown: Vec<u32> = (0..500).map(|_| dice.below(6)).collect();
        assert_eq!(thrown.iter().max(), Some(&5));
        assert_eq!(thrown.iter().min(), Some(&0));
        assert_eq!(dice.below(0), 0);
        assert!((0..50).all(|_| !dice.chance(0) && dice.chance(100)));
    }
}
