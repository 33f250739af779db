//! Contract suites for generated clients: every documented status code is a test.
#![cfg_attr(not(test), warn(missing_docs))]

pub mod call;
pub mod case;
pub mod cases;
pub mod document;
pub mod finding;
pub mod oracle;
pub mod plan;
pub mod run;
pub mod schema;
mod serve;
