//! Findings of the `lower` stage.

use super::codes;

codes! {}
