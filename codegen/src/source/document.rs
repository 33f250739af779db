//! The files of a document and their value trees.

use super::index::Index;
use super::names::Names;
use super::reference::{Reference, parent, tidy};
use super::text::Lines;
use crate::diagnostic::Severity;
use crate::pointer::Pointer;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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
    /// The whole text, without a byte order mark; empty where it could not be read.
    pub text: String,
    /// How it is written.
    pub format: Format,
    /// The text as a value tree, members in document order; `null` where it could not be read.
    pub value: Value,
}

/// A document: the file the user named (index 0) and every file it refers to.
#[derive(Debug, Clone)]
pub struct Document {
    files: Vec<SourceFile>,
    /// Real path of each file; empty for files that were never on disk.
    real: Vec<PathBuf>,
    /// File and path part of a reference in it → the file it names.
    links: BTreeMap<(usize, String), usize>,
    /// What is worked out of a file when it is first asked for, one for each file.
    extras: Vec<Extras>,
    /// What was reported about references.
    pub(super) told: Told,
}

/// What was reported about the references of a document, so that no later stage tells it again.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// File and text of each reference that leads nowhere, and how bad that was said to be.
    pub(super) nowhere: BTreeMap<(usize, String), Severity>,
    /// References that lead back to themselves.
    pub(super) cycles: bool,
    /// A limit ended the reading.
    pub(super) limit: bool,
}

/// What is worked out of a file when it is first asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Extras {
    names: OnceLock<Names>,
    /// `Index::default()` where the text has no places to tell.
    pub(super) index: OnceLock<Index>,
    pub(super) lines: OnceLock<Lines>,
}

impl Document {
    /// A document of these files; the first is the one the user named.
    #[must_use]
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self {
            real: vec![PathBuf::new(); files.len()],
            extras: vec![Extras::default(); files.len()],
            links: BTreeMap::new(),
            told: Told::default(),
            files,
        }
    }

    /// Adds a file that stands at this real path.
    pub(super) fn add(&mut self, file: SourceFile, real: PathBuf, index: Option<Index>) {
        self.files.push(file);
        self.real.push(real);
        self.extras.push(Extras {
            index: index.map(OnceLock::from).unwrap_or_default(),
            ..Extras::default()
        });
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
        pointer.find(&self.files.get(file)?.value)
    }

    /// Every file read, for `rerun-if-changed`.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// Where the text of a `$ref` in this file leads: an existing place, or `None`, which
    /// [`read`](super::read) has reported where the `$ref` is a reference.
    #[must_use]
    pub fn resolve(&self, file: usize, reference: &str) -> Option<(usize, Pointer)> {
        let target = match Reference::parse(reference) {
            Ok(parsed) if parsed.path.is_empty() => Some((file, parsed.fragment)),
            Ok(parsed) => self
                .linked(file, reference, &parsed.path)
                .map(|file| (file, parsed.fragment)),
            Err(_) => None,
        };
        match target {
            Some((file, fragment)) => Some((file, self.fragment(file, &fragment)?)),
            None => self.identified(reference),
        }
    }

    /// How bad it was said to be that this reference of a file leads nowhere: an error where the
    /// user has to decide, a warning where it costs only what needs it. `None` where nothing was
    /// said.
    #[must_use]
    pub fn leads_nowhere(&self, file: usize, reference: &str) -> Option<Severity> {
        let key = (file, reference.to_owned());
        self.told.nowhere.get(&key).copied()
    }

    /// Whether references that lead back to themselves were reported.
    #[must_use]
    pub fn has_cycles(&self) -> bool {
        self.told.cycles
    }

    /// Whether all there is to read was read: there is a value, and no limit ended the reading.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.root().is_null() && !self.told.limit
    }

    /// The file that the path part of a reference names, if it was read.
    pub(super) fn linked(&self, file: usize, reference: &str, path: &str) -> Option<usize> {
        // As written, because that lookup has followed links between folders.
        self.links
            .get(&(file, written_path(reference).to_owned()))
            .copied()
            .or_else(|| self.file_at(&tidy(&self.base(file)?.join(path))))
    }

    /// The place in a file that a decoded fragment names: a JSON Pointer (RFC 6901, 6) or the
    /// name of an anchor (JSON Schema 2020-12, core 8.2.2).
    pub(super) fn fragment(&self, file: usize, fragment: &str) -> Option<Pointer> {
        if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = Pointer::parse(fragment)?;
            self.value(file, &pointer).map(|_| pointer)
        } else {
            self.names(file)?.anchors.get(fragment).cloned()
        }
    }

    /// The schema whose `$id` is this text, or a place in it (JSON Schema 2020-12, core 8.2.1).
    fn identified(&self, reference: &str) -> Option<(usize, Pointer)> {
        let id = written_path(reference);
        let fragment = Reference::parse(reference.get(id.len()..)?).ok()?.fragment;
        if id.is_empty() {
            return None;
        }
        (0..self.files.len()).find_map(|file| {
            let schema = self.names(file)?.ids.get(id)?;
            let pointer = Pointer::parse(&format!("{schema}{fragment}"))?;
            self.value(file, &pointer).map(|_| (file, pointer))
        })
    }

    fn names(&self, file: usize) -> Option<&Names> {
        let value = &self.files.get(file)?.value;
        Some(
            self.extras
                .get(file)?
                .names
                .get_or_init(|| Names::of(value)),
        )
    }

    /// A file and what is worked out of it.
    pub(super) fn parts(&self, file: usize) -> Option<(&SourceFile, &Extras)> {
        Some((self.files.get(file)?, self.extras.get(file)?))
    }

    /// The folder that references in this file start from.
    pub(super) fn base(&self, file: usize) -> Option<PathBuf> {
        self.real
            .get(file)
            .filter(|real| !real.as_os_str().is_empty())
            .map(|real| parent(real))
    }

    /// The file that was read from this real path.
    pub(super) fn file_at(&self, real: &Path) -> Option<usize> {
        self.real.iter().position(|other| other == real)
    }

    /// Remembers which file the path part of a reference names.
    pub(super) fn link(&mut self, from: usize, reference: &str, to: usize) {
        self.links
            .insert((from, written_path(reference).to_owned()), to);
    }
}

/// What stands before `#`, as written.
fn written_path(reference: &str) -> &str {
    reference
        .split_once('#')
        .map_or(reference, |(path, _)| path)
}
