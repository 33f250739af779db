//! Findings of the stages that write: `emit`, `print`, and the entries.

use super::codes;

codes! {}
