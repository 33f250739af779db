//! Files to disk: whole or not at all, nothing touched that would not change, nothing outside.
//!
//! Every file is written beside its place and renamed into it, so a reader, another run or a kill
//! in between sees the old text or the new of each; a kill between two renames leaves files of both,
//! and the next run makes them whole. Nothing is written through a link inside of the folder, which
//! may lead out of it. A list of what was written tells the next run which
//! files are ours to remove; a file that is not on it is never removed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Files, Written};

/// The list of files that were written, one a line, `/` between folders.
const LIST: &str = ".specwright-files";

/// Writes files below `folder`, whole or not at all.
///
/// New text for every file is on the disk before the first is put in its place, so a full disk or
/// a folder that cannot be written leaves what stood before.
///
/// # Errors
///
/// What the file system says, with the path.
pub fn write(files: &Files, folder: &Path) -> io::Result<Written> {
    for path in files.keys() {
        if !is_below(path) {
            return Err(at(
                path,
                io::Error::other("the path leads out of the folder"),
            ));
        }
    }
    let list = list_text(files);
    let list_place = folder.join(LIST);
    let earlier = read_list(&list_place);
    for path in files.keys().chain(&earlier) {
        refuse_links(folder, path)?;
    }
    let mut written = Written::default();
    let mut staged = Vec::new();
    for (path, text) in files {
        let place = folder.join(path);
        if holds(&place, text) {
            written.unchanged += 1;
        } else {
            staged.push(Staged::new(place, text)?);
            written.changed.push(path.clone());
        }
    }
    if !holds(&list_place, &list) {
        staged.push(Staged::new(list_place, &list)?);
    }
    for file in staged {
        file.put()?;
    }
    for path in earlier.iter().filter(|path| !files.contains_key(*path)) {
        if remove(folder, path)? {
            written.removed.push(path.clone());
        }
    }
    Ok(written)
}

/// A relative path that goes down only.
fn is_below(path: &Path) -> bool {
    let mut parts = path.components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// An error where a folder on the way to a file is a link.
fn refuse_links(folder: &Path, path: &Path) -> io::Result<()> {
    let parents = path.ancestors().skip(1);
    for parent in parents.filter(|parent| !parent.as_os_str().is_empty()) {
        let place = folder.join(parent);
        if fs::symlink_metadata(&place).is_ok_and(|it| it.is_symlink()) {
            let message = "is a link, which may lead out of the folder; remove it";
            return Err(at(&place, io::Error::other(message)));
        }
    }
    Ok(())
}

/// Whether a file stands there with this text.
fn holds(place: &Path, text: &str) -> bool {
    fs::metadata(place).is_ok_and(|it| it.is_file() && it.len() == text.len() as u64)
        && fs::read(place).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Adds the path to an error.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it takes the place of the error it is given, in `map_err`"
)]
fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A text that is on the disk beside its place. Dropped before it is put there, it is removed.
struct Staged {
    beside: PathBuf,
    place: PathBuf,
    is_put: bool,
}

impl Staged {
    fn new(place: PathBuf, text: &str) -> io::Result<Self> {
        /// Tells two threads of one process apart; the process id tells two builds apart.
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let parent = place.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| at(parent, error))?;
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = parent.join(format!(".{name}.{}.{count}.new", std::process::id()));
        let staged = Self {
            beside,
            place,
            is_put: false,
        };
        let mut file =
            fs::File::create_new(&staged.beside).map_err(|error| at(&staged.place, error))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(|error| at(&staged.place, error))?;
        Ok(staged)
    }

    fn put(mut self) -> io::Result<()> {
        fs::rename(&self.beside, &self.place).map_err(|error| at(&self.place, error))?;
        self.is_put = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_put {
            // What cannot be removed is a hidden file that no build reads.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// The list as text.
fn list_text(files: &Files) -> String {
    let mut text = String::new();
    for path in files.keys() {
        let parts: Vec<_> = path
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        text.push_str(&parts.join("/"));
        text.push('\n');
    }
    text
}

/// The files of an earlier run. A line that leads out of the folder is not ours.
fn read_list(place: &Path) -> BTreeSet<PathBuf> {
    let text = fs::read_to_string(place).unwrap_or_default();
    text.lines()
        .map(PathBuf::from)
        .filter(|path| is_below(path))
        .collect()
}

/// Removes a file of an earlier run, and the folders it leaves empty; whether it was there.
fn remove(folder: &Path, path: &Path) -> io::Result<bool> {
    let place = folder.join(path);
    match fs::remove_file(&place) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(at(&place, error)),
    }
    for parent in path.ancestors().skip(1) {
        if parent.as_os_str().is_empty() || fs::remove_dir(folder.join(parent)).is_err() {
            break;
        }
    }
    Ok(true)
}
