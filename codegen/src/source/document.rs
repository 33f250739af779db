//! The files of a document and their value trees.

use crate::pointer::Pointer;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 8259.
    Json,
    /// YAML 1.2.
    Yaml,
}

/// One file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path as the user named it, or relative to the folder of the first file.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
    /// How it is written.
    pub format: Format,
    /// The text as a value tree, members in document order.
    pub value: Value,
}

/// Where a value stands in a text: lines and columns count from 1, offsets are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First line.
    pub line: usize,
    /// First column, in characters.
    pub column: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// A document: the file the user named (index 0) and every file it refers to.
#[derive(Debug, Clone)]
pub struct Document {
    files: Vec<SourceFile>,
}

impl Document {
    /// A document of these files; the first is the one the user named.
    #[must_use]
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self { files }
    }

    /// All files, the one the user named first.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The value tree of the file the user named.
    #[must_use]
    pub fn root(&self) -> &Value {
        self.files.first().map_or(&Value::Null, |file| &file.value)
    }

    /// The value at a place.
    #[must_use]
    pub fn value(&self, file: usize, pointer: &Pointer) -> Option<&Value> {
        self.files.get(file)?.value.pointer(pointer.as_str())
    }

    /// Every file read, for `rerun-if-changed`.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }
}
