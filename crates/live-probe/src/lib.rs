//! Counts what a Coupang seller account holds, read-only, and says why it cannot: the live probe.
