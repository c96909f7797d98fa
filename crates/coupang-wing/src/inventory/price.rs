//! What the two prices of an option have in common.

use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::Market;
use crate::money::Money;
use crate::write::Checks;

/// Prices are multiples of 10 won. What holds for Taiwan's dollars is not documented, so there Coupang checks.
pub(super) fn check_step(
    checks: &mut Checks,
    wing: &Wing<ReadWrite>,
    price: i64,
    field: &'static str,
    page: &'static str,
) {
    checks.require(wing.market() != Market::Kr || price % 10 == 0, field, "must be a multiple of 10 won", page);
}

/// An amount of whole units, as these operations name them.
pub(super) fn is_whole(price: Money) -> bool {
    price.nanos() == 0
}
