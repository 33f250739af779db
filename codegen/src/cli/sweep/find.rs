//! Which documents a sweep is over.

use std::fs;
use std::path::{Path, PathBuf};

/// A file that may be a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is called in the report: its path below the folder, or the path that was given.
    pub(super) name: String,
    /// Whether it was given by its own path: then it must be a document.
    pub(super) is_named: bool,
}

/// The files that were given, and those below the folders that were given, by name. Links to
/// folders are not followed: they may lead in circles.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<Found>, String> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_file() {
            documents.push(Found {
                path: path.clone(),
                name: path.display().to_string(),
                is_named: true,
            });
            continue;
        }
        let mut found = below(path).map_err(|error| format!("{}: {error}", path.display()))?;
        found.sort();
        documents.extend(found.into_iter().map(|file| {
            Found {
                name: file
                    .strip_prefix(path)
                    .unwrap_or(&file)
                    .display()
                    .to_string(),
                path: file,
                is_named: false,
            }
        }));
    }
    Ok(documents)
}

/// The YAML and JSON files below a folder. A folder within that cannot be read has none.
fn below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = fs::read_dir(folder)?.flatten().collect();
    while let Some(entry) = waiting.pop() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            waiting.extend(fs::read_dir(&path).into_iter().flatten().flatten());
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        if matches!(extension, Some("yaml" | "yml" | "json")) {
            found.push(path);
        }
    }
    Ok(found)
}
