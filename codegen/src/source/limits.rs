//! How much a document may ask of the reader, and why each number is what it is.
//!
//! A document comes from a stranger, and reading it must cost no more than the document is worth:
//! every limit here ends in a finding with a place, never in an abort.

/// What the reader accepts.
///
/// The defaults leave an order of magnitude above the largest public API descriptions (about
/// 6 MB of JSON, 300,000 values, 30 levels, some hundred files).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file. The text is kept for messages, so memory is at least this.
    pub file_bytes: u64,
    /// Containers within containers. Below 127, where `serde_json` and `serde_yaml` stop by
    /// themselves with a message that has no help; a value tree this deep can also be walked and
    /// dropped by recursion on a 2 MiB stack.
    pub depth: usize,
    /// Values of one file after YAML aliases are expanded: a few nested aliases make billions
    /// ("billion laughs"). One value takes about 130 bytes.
    pub values: usize,
    /// Bytes of all strings of one file after YAML aliases are expanded: ten thousand aliases of
    /// one long string are few values but much memory. Without aliases there are no more than bytes
    /// of the file.
    pub string_bytes: usize,
    /// Files of one document.
    pub files: usize,
    /// References one after the other, none with anything but the next, until a value comes.
    pub reference_chain: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 * 1024 * 1024,
            depth: 120,
            values: 2_000_000,
            string_bytes: 64 * 1024 * 1024,
            files: 5_000,
            reference_chain: 100,
        }
    }
}
