//! The runtime over real sockets: what goes over the wire, and what comes of what comes back.
//!
//! Each file holds one promise of the crate. The tables and readers stand for what
//! generated code has, so these tests also hold the border to the generator.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test may panic"
)]

mod connections;
mod credentials;
mod faults;
mod hostile;
mod leaks;
mod limits;
mod outcomes;
mod redirects;
mod requests;
mod retries;
mod secrets;
mod server;
mod streams;
mod support;
