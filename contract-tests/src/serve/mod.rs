//! Serves what a case says: whole responses over wiremock, the rest by a raw server.
//!
//! Must not judge: it records what arrives and no more.

mod mock;
mod raw;

pub(crate) use mock::Mock;
pub(crate) use raw::Raw;
