//! Turns an OpenAPI document into a Rust client in which every documented status code is a type.
//!
//! # In a build script
//!
//! ```no_run
//! // build.rs
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     specwright::build("spec/openapi.yaml")
//! }
//! ```
//!
//! ```ignore
//! // src/client.rs
//! include!(concat!(env!("OUT_DIR"), "/client.rs"));
//! ```
//!
//! The crate depends on `specwright-client`, which generated code stands on, and build-depends on
//! this one with `default-features = false`, which leaves the command out.
//!
//! # What comes out
//!
//! - A `Client`, made by a builder with a setter for each security scheme and server variable, and
//!   with a method for each operation. Required parameters are arguments, optional ones setters.
//! - For each operation an enum of its documented errors, `ShowPetError::NotFound(body)`. The status
//!   alone chooses the variant. What is not documented, or breaks the document, ends in an error of
//!   its own that keeps status, headers and body.
//! - Types for the schemas: structs, open enums that keep unknown values, unions told apart by
//!   what the document gives.
//!
//! # Guides
//!
//! [`guide`] has a short one for each task: choices and custom types, authentication and signing,
//! streaming, retries, testing, CI.
//!
//! # Without a build script
//!
//! The `specwright` command writes a client as a crate, checks documents, and runs contract suites;
//! `specwright help` tells how. [`fn@generate`] is the same as a function.
//!
//! # How it works
//!
//! [`source`] reads, [`normalize`] brings every version to one form, [`lower`] makes the [`api`]
//! model, [`emit`] turns it into tokens, [`mod@print`] into files; [`mod@generate`] is the five calls.
//! Findings are [`diagnostic`]s of one closed list. `ARCHITECTURE.md` beside the sources has the
//! reasons.

#![cfg_attr(not(test), warn(missing_docs))]

// In the order in which they are best read, one by one because rustfmt sorts blocks.
pub mod pointer;

pub mod diagnostic;

pub mod config;

pub mod source;

pub mod normalize;

pub mod api;

pub mod lower;

pub mod emit;

pub mod print;

pub mod generate;

pub mod build_script;

#[cfg(feature = "cli")]
pub mod cli;

#[cfg(doc)]
pub mod guide;

#[cfg(doc)]
#[doc = include_str!("../ARCHITECTURE.md")]
pub mod architecture {}

pub use build_script::{build, builder};
pub use generate::generate;
