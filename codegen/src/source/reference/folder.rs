//! Which files references may lead to: those of one folder and below, and no others by any
//! spelling or link.

use crate::config::References;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder references may not leave.
#[derive(Debug, Clone)]
pub(in crate::source) struct Folder {
    /// Without links and `..`.
    real: PathBuf,
    /// As the user named it, for messages.
    shown: PathBuf,
}

/// Why a path is not read.
#[derive(Debug)]
pub(in crate::source) enum Barred {
    /// It leaves the folder.
    Outside,
    /// It cannot be looked up.
    Missing(io::Error),
}

impl Folder {
    /// The folder of the document at `path`, or the one the user allowed.
    ///
    /// A document that is itself a link stays in the folder where the link is: the user named it.
    pub(in crate::source) fn new(path: &Path, references: &References) -> io::Result<Self> {
        let shown = match references {
            References::OwnFolder => parent(path),
            References::Within(folder) => folder.clone(),
        };
        let real = std::fs::canonicalize(&shown)?;
        Ok(Self { real, shown })
    }

    /// The real path of `relative` from the real folder `base`.
    pub(in crate::source) fn find(&self, base: &Path, relative: &str) -> Result<PathBuf, Barred> {
        let wanted = tidy(&base.join(relative));
        // Before the file system is asked, so that the answer does not tell what is outside.
        if !wanted.starts_with(&self.real) {
            return Err(Barred::Outside);
        }
        let real = std::fs::canonicalize(&wanted).map_err(Barred::Missing)?;
        if real.starts_with(&self.real) {
            Ok(real)
        } else {
            Err(Barred::Outside)
        }
    }

    /// The path by which other files know the document at `path`: links of its folder are followed,
    /// but not the document itself, because its references start where the user put it.
    pub(in crate::source) fn real_path(path: &Path) -> io::Result<PathBuf> {
        let folder = std::fs::canonicalize(parent(path))?;
        Ok(path
            .file_name()
            .map(|name| folder.join(name))
            .unwrap_or(folder))
    }

    /// A real path in this folder as the user would write it.
    pub(in crate::source) fn show(&self, real: &Path) -> PathBuf {
        real.strip_prefix(&self.real)
            .map_or_else(|_| real.to_owned(), |relative| self.shown.join(relative))
    }
}

/// The folder that holds a file; `.` for a bare name.
pub(in crate::source) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
        None => path.to_owned(),
    }
}

/// The path without `.` and `..`, by its text alone.
pub(in crate::source) fn tidy(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}
