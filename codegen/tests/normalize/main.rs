//! The normalised document: for each pass, what a small document becomes.
//!
//! Expectations are taken from the specification's text; the section is in a comment. Every
//! document that is normalised here also passes the invariants of [`support`].

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    missing_docs,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by failing"
)]

mod inheritance;
mod invariants;
mod left_out;
mod mends;
#[path = "../official/mod.rs"]
mod official;
mod openapi31;
mod references;
mod schemas;
mod support;
mod swagger2;
mod typed;
mod versions;
