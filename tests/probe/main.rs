//! The live probe as its users meet it: words and exit codes on a terminal, one JSON object for a program, and a server
//! on a loopback port in Coupang's place.
//!
//! Expected values come from the probe's contract and from Coupang's documentation, never from what the probe prints.
//! A word in `support` says how a probe is run here: in this process, with an environment that a test makes up. `process`
//! and `sign` run the built examples instead.

mod answers;
mod choice;
mod clock;
mod contract;
mod counts;
mod later;
mod privacy;
mod process;
mod programs;
mod refused;
mod sandboxed;
mod sign;
mod support;
