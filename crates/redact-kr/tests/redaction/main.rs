//! The scrubber against the cases of the policy, against our own attacks, and against its properties.

mod cases;
mod depth;
mod properties;
mod registered;
