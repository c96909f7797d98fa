//! The tests stand beside this file, one topic each. The README's examples are tests too.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../README.ko.md")]
struct ReadmeKo;
