//! Contract suites for generated clients: every documented status code is a test.
#![cfg_attr(not(test), warn(missing_docs))]

pub mod call;
pub mod document;
pub mod schema;
