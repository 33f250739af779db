//! Where a generated crate is put: its name, whether it would overwrite somebody's work, and
//! whether cargo would take it for a member of a workspace around it.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};
use toml::Table;

/// Whether cargo and rustc take this as the name of a crate.
pub(crate) fn is_package_name(name: &str) -> bool {
    // A keyword or `test`/`core`/`std` as a crate name breaks the code that uses it.
    const RESERVED: [&str; 8] = [
        "test",
        "core",
        "std",
        "alloc",
        "proc-macro",
        "build",
        "deps",
        "examples",
    ];
    let identifier = name.replace('-', "_");
    name.chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && syn::parse_str::<syn::Ident>(&identifier).is_ok()
        && !RESERVED.contains(&name)
}

/// A package name made of the last part of a folder's path; `client` where that has none.
pub(crate) fn package_name_of(folder: &Path) -> String {
    let last = absolute(folder)
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name: String = last
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let name = name.trim_matches(['-', '_']);
    if is_package_name(name) {
        return name.to_owned();
    }
    let longer = format!("{name}-client");
    if is_package_name(&longer) {
        return longer;
    }
    "client".to_owned()
}

/// What stands in a folder that is not ours: a manifest that specwright did not write, or, where
/// there is no manifest, anything but hidden files (a fresh repository has such).
pub(crate) fn foreign(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("Cargo.toml");
    if !path.exists() {
        let entries = fs::read_dir(folder).ok()?.flatten();
        let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        return shown.map(|entry| entry.path()).min();
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let ours = text.parse::<Table>().is_ok_and(|manifest| {
        manifest
            .get("package")
            .and_then(|package| package.get("metadata"))
            .and_then(|metadata| metadata.get("specwright"))
            .is_some()
    });
    (!ours).then_some(path)
}

/// Whether a crate in `folder` needs a `[workspace]` of its own: there is a workspace above that
/// neither has it as a member nor excludes it, which cargo refuses.
pub(crate) fn needs_own_workspace(folder: &Path) -> bool {
    let folder = absolute(folder);
    for above in folder.ancestors().skip(1) {
        let Ok(text) = fs::read_to_string(above.join("Cargo.toml")) else {
            continue;
        };
        let manifest = text.parse::<Table>().unwrap_or_default();
        let inside = folder.strip_prefix(above).unwrap_or(&folder);
        let Some(workspace) = manifest.get("workspace") else {
            continue;
        };
        let listed = |key: &str| {
            let patterns = workspace.get(key).and_then(toml::Value::as_array);
            patterns
                .into_iter()
                .flatten()
                .filter_map(toml::Value::as_str)
                .any(|pattern| covers(pattern, inside, key == "exclude"))
        };
        return !listed("members") && !listed("exclude");
    }
    false
}

/// Whether a workspace pattern names this folder; `*` stands for one whole part of a path. An
/// exclusion covers what is below it too.
fn covers(pattern: &str, folder: &Path, below: bool) -> bool {
    let wanted: Vec<_> = Path::new(pattern).components().collect();
    let found: Vec<_> = folder.components().collect();
    (found.len() == wanted.len() || below && found.len() > wanted.len())
        && wanted
            .iter()
            .zip(&found)
            .all(|(wanted, found)| *wanted == Component::Normal("*".as_ref()) || wanted == found)
}

/// The same path from the root, `.` and `..` resolved by name alone: the folder need not be there.
fn absolute(path: &Path) -> PathBuf {
    let mut absolute = env::current_dir().unwrap_or_default();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                absolute.pop();
            }
            Component::CurDir => {}
            other => absolute.push(other),
        }
    }
    absolute
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn names_come_from_the_folder_and_are_names_for_cargo() {
        for (folder, name) in [
            ("out/Pets API", "pets-api"),
            ("out/kms", "kms"),
            ("/tmp/2024-01", "client"),
            ("x/test", "test-client"),
            ("x/type", "type-client"),
            ("x/宠物", "client"),
        ] {
            assert_eq!(package_name_of(Path::new(folder)), name, "{folder}");
        }
    }

    #[test]
    fn a_crate_inside_a_foreign_workspace_needs_its_own() {
        let root = tempfile::tempdir().unwrap();
        let manifest = root.path().join("Cargo.toml");
        let inside = root.path().join("clients/pets");
        assert!(!needs_own_workspace(&inside));
        fs::write(&manifest, "[workspace]\nmembers = [\"app\"]\n").unwrap();
        assert!(needs_own_workspace(&inside));
        fs::write(&manifest, "[workspace]\nmembers = [\"clients/*\"]\n").unwrap();
        assert!(!needs_own_workspace(&inside));
        fs::write(&manifest, "[workspace]\nexclude = [\"clients\"]\n").unwrap();
        assert!(!needs_own_workspace(&inside));
    }

    #[test]
    fn a_folder_is_ours_by_its_manifest_or_empty() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(foreign(&folder.path().join("none")), None);
        fs::write(folder.path().join(".gitignore"), "target\n").unwrap();
        assert_eq!(foreign(folder.path()), None);
        let mine = folder.path().join("mine.txt");
        fs::write(&mine, "mine").unwrap();
        assert_eq!(foreign(folder.path()), Some(mine));
        let path = folder.path().join("Cargo.toml");
        fs::write(&path, "[package]\nname = \"mine\"\n").unwrap();
        assert_eq!(foreign(folder.path()), Some(path.clone()));
        fs::write(&path, "[package.metadata.specwright]\ngenerator = \"\"\n").unwrap();
        assert_eq!(foreign(folder.path()), None);
    }
}
