//! How much of the world a test has had made.

use std::cell::Cell;

/// What has been made on this thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::coupang) struct Counted {
    /// Orders with everything in them.
    pub(in crate::coupang) orders: u64,
    /// Moments of orders alone.
    pub(in crate::coupang) moments: u64,
}

thread_local! {
    static COUNTED: Cell<Counted> = const { Cell::new(Counted { orders: 0, moments: 0 }) };
}

/// What has been made on this thread so far.
pub(in crate::coupang) fn counted() -> Counted {
    COUNTED.get()
}

pub(super) fn count(more: impl FnOnce(&mut Counted)) {
    let mut counted = COUNTED.get();
    more(&mut counted);
    COUNTED.set(counted);
}
