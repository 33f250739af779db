//! The document of a target as a file: the generator reads files alone.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A folder of this process, in memory where the system has such a place.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    folder.expect("a folder for the document")
});

/// Writes a document of this thread's; its path.
pub(crate) fn write(name: &str, data: &[u8]) -> PathBuf {
    let folder = FOLDER
        .path()
        .join(format!("{:?}", std::thread::current().id()));
    let path = folder.join(name);
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, data))
        .expect("the document is written");
    path
}
