//! A server behind TLS.
pub const STORIES: [(&str, fn()); 0] = [];
