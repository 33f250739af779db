//! Findings of the `source` stage.

use super::codes;

codes! {}
