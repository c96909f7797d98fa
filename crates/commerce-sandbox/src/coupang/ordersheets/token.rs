//! `nextToken`: where the next page of one search begins.

use super::Dialect;
use super::request::ListRequest;
use crate::coupang::answer::{Refusal, set};
use crate::coupang::calendar::{Day, Moment};
use crate::coupang::dice::mix;
use crate::coupang::life::micros;
use crate::coupang::rules::{LastToken, UnknownToken};
use crate::coupang::world::View;
use serde_json::Value;

/// The tokens of one search. A token of another search, another seed or nobody is refused unless `unknown_token`, and so
/// is one that is older than `token_life` allows.
///
/// Real tokens are opaque, so these hold the three characters a careless client sends unescaped: `+`, `/` and `=`.
/// They need no memory: where they have a life, they carry the moment they were written.
pub(in crate::coupang) struct Tokens {
    search: u64,
    now: Moment,
    /// In microseconds; 0 is for ever.
    life: i64,
    unknown: UnknownToken,
}

impl Tokens {
    pub(super) fn of_search(shop: &View<'_>, dialect: Dialect, request: &ListRequest) -> Self {
        let version = match dialect {
            Dialect::V4 => 4,
            Dialect::V5 => 5,
        };
        let day = |day: Day| u64::from(day.number().unsigned_abs());
        let (from, until, status) = (day(request.from.day()), day(request.until.day()), request.status.digit());
        Self::of_key(shop, &[shop.seed(), version, from, until, u64::from(status)])
    }

    /// The tokens of whatever search this key stands for.
    pub(in crate::coupang) fn of_key(shop: &View<'_>, key: &[u64]) -> Self {
        let rules = &shop.rules().orders;
        Self { search: mix(key), now: shop.now(), life: micros(rules.token_life), unknown: rules.unknown_token }
    }

    /// The token of the page that begins after a place, which is whatever number the search counts its rows by.
    pub(in crate::coupang) fn write(&self, place: u128) -> String {
        self.written_at(place, self.now)
    }

    /// The place that the token of a request names; `None` on the first page.
    pub(in crate::coupang) fn find(&self, token: Option<&str>) -> Result<Option<u128>, Refusal> {
        match token.map(|token| self.read(token)).transpose() {
            Err(_) if self.unknown == UnknownToken::FirstPage => Ok(None),
            place => place,
        }
    }

    /// The place.
    pub(in crate::coupang) fn read(&self, token: &str) -> Result<u128, Refusal> {
        let (place, _) = token.split_once('+').ok_or(UNKNOWN_TOKEN)?;
        let (place, at) = place.split_once('-').unwrap_or((place, "0"));
        let place = u128::from_str_radix(place, 16).map_err(|_| UNKNOWN_TOKEN)?;
        let at = i64::from_str_radix(at, 16).map(Moment::of_micros).map_err(|_| UNKNOWN_TOKEN)?;
        let fresh = self.life == 0 || self.now.micros_since(at) <= self.life;
        (fresh && self.written_at(place, at) == token).then_some(place).ok_or(UNKNOWN_TOKEN)
    }

    fn written_at(&self, place: u128, at: Moment) -> String {
        let low = u64::try_from(place & u128::from(u64::MAX)).unwrap_or(0);
        let high = u64::try_from(place >> 64).unwrap_or(0);
        if self.life == 0 {
            return format!("{place:x}+{:016x}/=", mix(&[self.search, low, high]));
        }
        let at = at.micros();
        format!("{place:x}-{at:x}+{:016x}/=", mix(&[self.search, low, high, at.unsigned_abs()]))
    }
}

impl LastToken {
    /// Writes the token of the next page, or that there is none.
    pub(in crate::coupang) fn write(self, body: &mut Value, next: Option<String>) {
        match (next, self) {
            (Some(next), _) => set(body, "nextToken", next),
            (None, Self::Empty) => set(body, "nextToken", ""),
            (None, Self::Null) => set(body, "nextToken", Value::Null),
            (None, Self::Absent) => {}
        }
    }
}

const UNKNOWN_TOKEN: Refusal = Refusal::BadRequest("nextToken is unknown.");

#[cfg(test)]
mod tests {
    use super::{Moment, Tokens, UNKNOWN_TOKEN, UnknownToken};

    fn tokens(search: u64, now: i64, life: i64) -> Tokens {
        Tokens { search, now: Moment::of_micros(now), life, unknown: UnknownToken::Refused }
    }

    #[test]
    fn a_token_reads_back_in_its_own_search_only() {
        let (here, others) = (tokens(1, 0, 0), tokens(2, 0, 0));
        let token = here.write(50);
        assert_eq!(here.read(&token), Ok(50));
        assert_eq!(others.read(&token), Err(UNKNOWN_TOKEN));
        for forged in
            ["", "x", "32", "32+", &token.replace("32+", "64+"), &token.replace('+', " "), &(token.clone() + "=")]
        {
            assert_eq!(here.read(forged), Err(UNKNOWN_TOKEN), "{forged}");
        }
    }

    #[test]
    fn a_token_dies_with_its_time_and_cannot_be_made_younger() {
        let token = tokens(1, 1_000, 60).write(50);
        assert_eq!(tokens(1, 1_060, 60).read(&token), Ok(50));
        assert_eq!(tokens(1, 1_061, 60).read(&token), Err(UNKNOWN_TOKEN));
        assert_eq!(tokens(1, 1_061, 60).read(&token.replace("-3e8+", "-3e9+")), Err(UNKNOWN_TOKEN));
    }
}
