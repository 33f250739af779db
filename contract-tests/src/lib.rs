//! Contract suites for generated clients: every documented status code is a test.
//!
//! A suite reads an OpenAPI document, derives cases from it, serves each documented response (and
//! the faults of servers and networks), calls the generated client and judges what it sent and what
//! it made of the answer against the document. The generator's model is never consulted.
//!
//! # Use
//!
//! `build.rs` writes the client and the table of its calls (`specwright::builder(…).calls(…)`);
//! `tests/contract.rs`, with `harness = false`, has three lines:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/calls.rs"));
//! fn main() -> std::process::ExitCode {
//!     specwright_contract::main("spec/openapi.yaml", CALLS, connect)
//! }
//! ```
//!
//! Each case is a test named `<operationId>::<status>::<origin>`, to be listed, filtered and
//! sharded. `SPECWRIGHT_REPORT=DIR` writes an HTML page, JUnit XML and JSON.
//!
//! # Reading order
//!
//! [`document`] reads, [`schema`] judges and unfolds schemas, [`cases`] derives [`case`]s,
//! [`call`] is what generated code offers, [`run`] brings one case together, [`stream`] all of
//! them, [`oracle`] judges, [`report`] shows.

#![cfg_attr(not(test), warn(missing_docs))]

pub mod document;
pub mod schema;

pub mod case;
pub mod cases;
pub mod finding;
pub mod plan;

pub mod call;
pub mod oracle;
pub mod run;
mod serve;
pub mod stream;

pub mod command;
pub mod mutants;
pub mod report;
pub mod trial;

pub use command::command;
pub use trial::main;
