//! The families of writes that need a permit, because they move money or break a live shop; a permit opens some of them.

use apiwire::Family;

/// Refunds, in full and in part.
pub const REFUNDS: Family = Family::new("refunds");
/// Making shops and changing their settings.
pub const SHOPS: Family = Family::new("shops");
/// Setting a shop's custom domain.
pub const DOMAINS: Family = Family::new("domains");
/// Writes of the caller's own, see [`crate::KoreaCheckout::raw_write`].
pub const RAW: Family = Family::new("raw");

/// All of them.
pub const ALL: [Family; 4] = [REFUNDS, SHOPS, DOMAINS, RAW];
