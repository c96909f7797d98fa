//! `nextToken`: where the next page of one search begins.

use super::Dialect;
use super::request::ListRequest;
use crate::coupang::answer::Refusal;
use crate::coupang::calendar::Day;
use crate::coupang::dice::mix;

/// The tokens of one search. A token of another search, another seed or nobody is refused (assumed).
///
/// Real tokens are opaque, so these hold the three characters a careless client sends unescaped: `+`, `/` and `=`.
/// They need no memory, so they never expire.
pub(in crate::coupang) struct Tokens {
    search: u64,
}

impl Tokens {
    /// The tokens of any search, by a number that tells it from others.
    pub(in crate::coupang) fn keyed(search: u64) -> Self {
        Self { search }
    }

    pub(super) fn of_search(seed: u64, dialect: Dialect, request: &ListRequest) -> Self {
        let version = match dialect {
            Dialect::V4 => 4,
            Dialect::V5 => 5,
        };
        let day = |day: Day| u64::from(day.number().unsigned_abs());
        let (from, until, status) = (day(request.from.day()), day(request.until.day()), request.status.digit());
        Self::of_key(&[seed, version, from, until, u64::from(status)])
    }

    /// The tokens of whatever search this key stands for.
    pub(in crate::coupang) fn of_key(key: &[u64]) -> Self {
        Self { search: mix(key) }
    }

    /// The token of the page that begins after a place, which is whatever number the search counts its rows by.
    pub(in crate::coupang) fn write(&self, place: u128) -> String {
        let low = u64::try_from(place & u128::from(u64::MAX)).unwrap_or(0);
        let high = u64::try_from(place >> 64).unwrap_or(0);
        format!("{place:x}+{:016x}/=", mix(&[self.search, low, high]))
    }

    /// The place.
    pub(in crate::coupang) fn read(&self, token: &str) -> Result<u128, Refusal> {
        let (place, _) = token.split_once('+').ok_or(UNKNOWN_TOKEN)?;
        let place = u128::from_str_radix(place, 16).map_err(|_| UNKNOWN_TOKEN)?;
        (self.write(place) == token).then_some(place).ok_or(UNKNOWN_TOKEN)
    }
}

const UNKNOWN_TOKEN: Refusal = Refusal::BadRequest("nextToken is unknown.");

#[cfg(test)]
mod tests {
    use super::{Tokens, UNKNOWN_TOKEN};

    #[test]
    fn a_token_reads_back_in_its_own_search_only() {
        let (tokens, others) = (Tokens { search: 1 }, Tokens { search: 2 });
        let token = tokens.write(50);
        assert_eq!(tokens.read(&token), Ok(50));
        assert_eq!(others.read(&token), Err(UNKNOWN_TOKEN));
        for forged in
            ["", "x", "32", "32+", &token.replace("32+", "64+"), &token.replace('+', " "), &(token.clone() + "=")]
        {
            assert_eq!(tokens.read(forged), Err(UNKNOWN_TOKEN), "{forged}");
        }
    }
}
