//! Block avoidance, proven: real clients against the sandbox, over a wire whose delays differ from call to call, in time
//! that stands still while anybody works, so that every moment is exact.

mod edge;
#[path = "../shared/granted.rs"]
mod granted;
mod not_found;
mod pace;
mod silence;
mod street;
