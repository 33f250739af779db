//! How much a document may ask of the reader, and why each number is what it is.
//!
//! A document comes from a stranger, and reading it must cost no more than the document is worth:
//! every limit here ends in a finding with a place, never in an abort. Together they keep the
//! memory of reading below 64 MiB and 24 times the text.

/// What the reader accepts.
///
/// Public API descriptions have one value or name in 8.5 bytes of JSON without spaces, or in 14
/// bytes of YAML, and more; the largest have about 13 MB, 30 levels and some hundred files. The
/// defaults leave room above that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of all files together. The texts are kept for messages.
    pub bytes: u64,
    /// Containers within containers. Below 127, where `serde_json` and `serde_yaml` stop by
    /// themselves with a message that has no help; a value tree this deep can also be walked and
    /// dropped by recursion on a small stack.
    pub depth: usize,
    /// Values of a JSON text. One takes 72 bytes in the tree; an object that is not empty takes as
    /// much as seven.
    pub json_values: Share,
    /// Values and names of a YAML text before aliases are expanded. One takes about 350 bytes
    /// while it is read: `serde_yaml` keeps all events of a document.
    pub yaml_nodes: Share,
    /// Values of a YAML text after aliases are expanded, counted as in JSON: a few nested aliases
    /// make billions ("billion laughs").
    pub yaml_values: Share,
    /// Bytes of all strings and names after YAML aliases are expanded: ten thousand aliases of one
    /// long string are few values but much memory. Without aliases there are no more than bytes of
    /// the text.
    pub string_bytes: Share,
    /// Files of one document.
    pub files: usize,
    /// `$ref`s that are followed. One takes about 300 bytes while it is; public API descriptions
    /// have one in 150 bytes and more.
    pub references: Share,
    /// References one after the other, none with anything but the next, until a value comes.
    pub reference_chain: usize,
}

/// A limit that grows with the text: some for any document, whatever its files, and some for every
/// so many bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// For the document; what one file takes of it is not there for the next.
    pub once: usize,
    /// One more for every so many bytes of the file.
    pub bytes_each: usize,
}

impl Share {
    /// How many a text of this length may have.
    #[must_use]
    pub fn of(self, length: usize) -> usize {
        self.once.saturating_add(self.by_length(length))
    }

    /// How many of them are for the text.
    pub(super) fn by_length(self, length: usize) -> usize {
        length.checked_div(self.bytes_each).unwrap_or_default()
    }

    /// Takes away what a text had beyond what its length gave it.
    fn spend(&mut self, taken: usize, length: usize) {
        let beyond = taken.saturating_sub(self.by_length(length));
        self.once = self.once.saturating_sub(beyond);
    }
}

/// What one file took of the limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spent {
    /// Values of the tree.
    pub(super) values: usize,
    /// Bytes of strings and names in the tree.
    pub(super) string_bytes: usize,
}

impl Limits {
    /// Takes away what a file of this length took.
    pub(super) fn spend(&mut self, spent: Spent, length: usize) {
        let bytes = u64::try_from(length).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_sub(bytes);
        self.json_values.spend(spent.values, length);
        self.yaml_nodes.spend(spent.values, length);
        self.yaml_values.spend(spent.values, length);
        self.string_bytes.spend(spent.string_bytes, length);
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024 * 1024,
            depth: 120,
            json_values: Share {
                once: 600_000,
                bytes_each: 4,
            },
            yaml_nodes: Share {
                once: 140_000,
                bytes_each: 16,
            },
            yaml_values: Share {
                once: 300_000,
                bytes_each: 8,
            },
            string_bytes: Share {
                once: 8 * 1024 * 1024,
                bytes_each: 1,
            },
            files: 5_000,
            references: Share {
                once: 100_000,
                bytes_each: 64,
            },
            reference_chain: 100,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_share_what_is_beyond_their_length() {
        let mut limits = Limits {
            yaml_values: Share {
                once: 100,
                bytes_each: 10,
            },
            ..Limits::default()
        };
        assert_eq!(limits.yaml_values.of(50), 105);
        let spent = |values| Spent {
            values,
            string_bytes: 0,
        };
        limits.spend(spent(5), 50);
        assert_eq!(
            limits.yaml_values.once, 100,
            "no more than its length gives"
        );
        limits.spend(spent(45), 50);
        assert_eq!(limits.yaml_values.once, 60);
        limits.spend(spent(500), 50);
        assert_eq!(limits.yaml_values.of(0), 0);
        assert_eq!(limits.bytes, Limits::default().bytes - 150);
    }
}
