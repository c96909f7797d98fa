//! Under which names the state of a scope stands.

use apiwire::governor::Scope;
use sha2::{Digest, Sha256};

/// The keys of one vendor at one origin, in the order in which the scripts take them.
#[derive(Debug, Clone)]
pub(crate) struct Keys(pub(crate) [String; 5]);

impl Keys {
    /// All keys of an origin carry one hash tag, so that a cluster keeps them on one node.
    pub(crate) fn of(prefix: &str, scope: &Scope) -> Self {
        let origin = format!("{prefix}:{{{}}}", hash(&scope.origin));
        let vendor = hash(&scope.tenant);
        Self([
            format!("{origin}:origin"),
            format!("{origin}:blocked"),
            format!("{origin}:vendor:{vendor}"),
            format!("{origin}:flying:{vendor}"),
            format!("{origin}:ended:{vendor}"),
        ])
    }
}

/// Half of a SHA-256: enough that no two names meet.
fn hash(name: &str) -> String {
    let mut hex = hex::encode(Sha256::digest(name.as_bytes()));
    hex.truncate(32);
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(origin: &str, tenant: &str) -> Keys {
        Keys::of("p", &Scope { origin: origin.into(), tenant: tenant.into() })
    }

    #[test]
    fn vendors_share_their_origins_keys_and_none_of_their_own() {
        let (a, b, elsewhere) = (keys("https://a", "A1"), keys("https://a", "A2"), keys("https://b", "A1"));
        assert_eq!(a.0[..2], b.0[..2]);
        assert!(a.0[2..].iter().all(|key| !b.0.contains(key)));
        assert!(a.0.iter().all(|key| !elsewhere.0.contains(key)));
        // `printf %s A1 | sha256sum`
        assert!(a.0[2].ends_with(":vendor:16a36e86f6fed5d465ff332511a0ce1a"), "{}", a.0[2]);
    }

    #[test]
    fn no_key_names_a_seller() {
        assert!(keys("https://a", "A00012345").0.iter().all(|key| !key.contains("A00012345")));
    }
}
