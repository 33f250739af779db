//! Running cargo on generated crates, and where their build products are kept.

use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the compiler says of one member of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Folder of the member, its last part.
    pub(crate) member: String,
    /// `error` or `warning`.
    pub(crate) level: String,
    /// The whole message as the compiler shows it.
    pub(crate) text: String,
}

/// What one run of cargo came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Whether cargo ended well.
    pub(crate) success: bool,
    /// Errors and warnings of members.
    pub(crate) messages: Vec<Message>,
    /// Programs that were built.
    pub(crate) programs: Vec<PathBuf>,
    /// What cargo itself said.
    pub(crate) stderr: String,
}

/// Cargo in this folder; the one that runs us where there is one.
pub(crate) fn command(folder: &Path, target: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // Set by cargo for `cargo run`: they describe our own package, not the generated one.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_PKG_NAME");
    command
}

/// Runs a subcommand that compiles, and collects what the compiler says of the members.
pub(crate) fn compile<'a>(
    folder: &Path,
    target: &Path,
    arguments: impl IntoIterator<Item = &'a str>,
) -> io::Result<Ran> {
    let done = command(folder, target)
        .args(arguments)
        .arg("--message-format=json")
        // Members are built once; incremental state would only fill the disk.
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&done.stdout);
    Ok(Ran {
        success: done.status.success(),
        messages: messages(&said),
        programs: programs(&said),
        stderr: String::from_utf8_lossy(&done.stderr).into_owned(),
    })
}

/// The compiler's messages out of cargo's lines of JSON.
fn messages(lines: &str) -> Vec<Message> {
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|line| line.get("reason").and_then(Value::as_str) == Some("compiler-message"))
        .filter_map(|line| {
            let text = |path: &str| line.pointer(path).and_then(Value::as_str);
            let member = Path::new(text("/manifest_path")?).parent()?.file_name()?;
            let level = text("/message/level")?;
            matches!(level, "error" | "warning").then(|| Message {
                member: member.to_string_lossy().into_owned(),
                level: level.to_owned(),
                text: text("/message/rendered").unwrap_or_default().to_owned(),
            })
        })
        .collect()
}

/// The programs out of cargo's lines of JSON.
fn programs(lines: &str) -> Vec<PathBuf> {
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|line| Some(line.get("executable")?.as_str()?.into()))
        .collect()
}

/// Folder for what may be made again: `SPECWRIGHT_CACHE_DIR`, else the platform's cache folder.
pub(crate) fn cache() -> PathBuf {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("SPECWRIGHT_CACHE_DIR") {
        return folder;
    }
    let platform = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
    };
    platform.unwrap_or_else(env::temp_dir).join("specwright")
}

/// Target folder for generated crates, so that dependencies built already are used again: the one
/// the user set, else the one this program was built into, else one in the cache.
pub(crate) fn target() -> PathBuf {
    let own = || {
        let program = env::current_exe().ok()?;
        let target = program.parent()?.parent()?;
        let ours = target.join("CACHEDIR.TAG").is_file() && checkout().is_some();
        ours.then(|| target.to_owned())
    };
    env::var_os("CARGO_TARGET_DIR")
        .map(PathBuf::from)
        .or_else(own)
        .unwrap_or_else(|| cache().join("target"))
}

/// Folder of the sources of this generator, where it was built from a checkout.
pub(crate) fn checkout() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    folder
        .join("contract-tests/Cargo.toml")
        .is_file()
        .then(|| folder.to_owned())
}

/// Gives a workspace the versions that the generator itself was built with, where they are known:
/// what is built already is used again, and the same versions give the same result everywhere.
pub(crate) fn pin(workspace: &Path) -> io::Result<()> {
    if let Some(lock) = checkout().map(|folder| folder.join("Cargo.lock"))
        && lock.is_file()
    {
        fs::copy(lock, workspace.join("Cargo.lock"))?;
    }
    Ok(())
}

/// Removes build products of members whose names begin so; those of dependencies stay.
pub(crate) fn forget(target: &Path, prefix: &str) {
    let underscored = prefix.replace('-', "_");
    for kind in ["deps", ".fingerprint", "build"] {
        let Ok(entries) = fs::read_dir(target.join("debug").join(kind)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let bare = name.strip_prefix("lib").unwrap_or(&name);
            if bare.starts_with(prefix) || bare.starts_with(&underscored) {
                let path = entry.path();
                // What cannot be removed is only space.
                let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            }
        }
    }
}

/// Whether cargo can be run at all.
pub(crate) fn is_there() -> bool {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(OsStr::new(&cargo))
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_of_the_compiler_count() {
        let lines = concat!(
            r#"{"reason":"compiler-artifact","manifest_path":"/w/a/Cargo.toml","executable":"/t/a"}"#,
            "\n",
            r#"{"reason":"compiler-message","manifest_path":"/w/a/Cargo.toml","message":{"level":"warning","rendered":"unused"}}"#,
            "\nnot json\n",
            r#"{"reason":"compiler-message","manifest_path":"/w/a/Cargo.toml","message":{"level":"failure-note","rendered":"x"}}"#,
        );
        let expected = Message {
            member: "a".to_owned(),
            level: "warning".to_owned(),
            text: "unused".to_owned(),
        };
        assert_eq!(messages(lines), [expected]);
        assert_eq!(programs(lines), [PathBuf::from("/t/a")]);
    }
}
