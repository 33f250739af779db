//! Findings of the `normalize` stage.

use super::codes;

codes! {}
