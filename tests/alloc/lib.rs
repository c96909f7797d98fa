//! The test stands beside this file.
