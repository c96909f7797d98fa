//! Identifiers that look random and are the same in every run with the same seed.

use crate::dice::Dice;

/// Makes ids in the order in which they are asked for.
pub(super) struct Ids {
    seed: u64,
    made: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    /// A prefix and 32 hexadecimal digits.
    pub(super) fn next(&mut self, prefix: &str) -> String {
        self.made += 1;
        let mut dice = Dice::new(&[self.seed, self.made, 0x1D5]);
        format!("{prefix}{:016x}{:016x}", dice.next(), dice.next())
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn the_seed_decides_and_no_two_are_alike() {
        let three = |seed| {
            let mut ids = Ids::new(seed);
            [ids.next("cs_"), ids.next("cs_"), ids.next("ref_")]
        };
        assert_eq!(three(1), three(1));
        assert_ne!(three(1), three(2));
        let [first, second, _] = three(1);
        assert!(first != second && first.starts_with("cs_") && first.len() == 35, "{first} {second}");
    }
}
