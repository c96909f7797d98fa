//! The examples themselves stand beside this file; it only gives the package a target.
