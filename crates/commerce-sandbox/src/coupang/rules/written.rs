//! `[rules]` of a scenario.

use super::claims::ClaimRulesWritten;
use super::gateway::GatewayRulesWritten;
use super::orders::OrderRulesWritten;
use super::service::ServiceRulesWritten;
use super::settlement::SettlementRulesWritten;
use crate::coupang::GatewayBuilder;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::sync::LazyLock;

/// What a scenario says about the rules.
#[derive(Clone, Debug, Default)]
pub(in crate::coupang) struct Written {
    gateway: GatewayRulesWritten,
    orders: OrderRulesWritten,
    claims: ClaimRulesWritten,
    service: ServiceRulesWritten,
    settlement: SettlementRulesWritten,
}

impl Written {
    /// Adds the rules to a description.
    pub(in crate::coupang) fn apply(self, builder: GatewayBuilder) -> GatewayBuilder {
        let builder = self.orders.apply(self.gateway.apply(builder));
        self.settlement.apply(self.service.apply(self.claims.apply(builder)))
    }

    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let known = self.gateway.read(key, map)?
            || self.orders.read(key, map)?
            || self.claims.read(key, map)?
            || self.service.read(key, map)?
            || self.settlement.read(key, map)?;
        if known { Ok(()) } else { Err(A::Error::unknown_field(key, &KEYS)) }
    }
}

static KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    [
        GatewayRulesWritten::KEYS,
        OrderRulesWritten::KEYS,
        ClaimRulesWritten::KEYS,
        ServiceRulesWritten::KEYS,
        SettlementRulesWritten::KEYS,
    ]
    .concat()
});

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Table)
    }
}

struct Table;

impl<'de> Visitor<'de> for Table {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rules")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
        let mut written = Written::default();
        while let Some(Key(key)) = map.next_key()? {
            written.read(key, &mut map)?;
        }
        Ok(written)
    }
}

/// A key that is known; one that is not is refused where it stands.
struct Key(&'static str);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        let known = KEYS.iter().find(|known| **known == key);
        known.map(|known| Self(known)).ok_or_else(|| D::Error::unknown_field(&key, &KEYS))
    }
}
