//! What the fuzz targets check, and how documents are changed. Each target is one function over
//! bytes that panics where something is wrong.
//!
//! - [`text`]: any bytes → a document, or findings that say why there is none;
//! - [`tokens`]: a document → generated code that parses, from a model without broken invariants;
//! - [`responses`]: any response → a typed outcome of a generated client, the same however the
//!   bytes are cut on their way;
//! - [`parameters`]: a value → the request that goes out → the same value again, read by the rules
//!   of the specification.
//!
//! `codegen/fuzz/run TARGET SECONDS` fuzzes. What once failed is kept in `regressions/TARGET` and
//! replayed by the ordinary tests, without a fuzzer: `codegen/tests/replay.rs` and
//! `codegen/tests/wire/tests/wire/replay.rs` include the modules of this crate.

#![forbid(unsafe_code)]

mod file;
pub mod mutate;
pub mod parameters;
pub mod responses;
pub mod text;
pub mod tokens;
