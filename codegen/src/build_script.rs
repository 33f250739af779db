//! The entry for `build.rs`.
