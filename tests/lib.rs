//! The tests stand beside this file, one topic each.
