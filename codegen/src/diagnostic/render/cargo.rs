//! Findings as cargo.
