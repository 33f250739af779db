//! Turns an OpenAPI document into a Rust client in which every documented status code is a type.

#![cfg_attr(not(test), warn(missing_docs))]

pub mod api;
pub mod build_script;
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod generate;
pub mod lower;
pub mod normalize;
pub mod pointer;
pub mod print;
pub mod source;

#[cfg(feature = "cli")]
pub mod cli;

pub use build_script::{build, builder};
pub use generate::generate;
