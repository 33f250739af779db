//! Faults while the command works, with real processes: what stood before stands, or the new whole.

use super::{Fixture, SMALL};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A document of so many operations; `word` is in the documentation of each.
fn document(operations: usize, word: &str) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for number in 0..operations {
        writeln!(
            text,
            "  /things/{number}:\n    get:\n      operationId: show{number}\n      \
             summary: The {word} thing.\n      tags: [tag{}]\n      responses:\n        \
             '200': {{description: Fine., content: {{application/json: {{schema: {{type: string}}}}}}}}",
            number % 7
        )
        .unwrap();
    }
    text
}

/// The texts below a folder, those that a killed run left beside their places not among them.
fn texts(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_none_or(|it| it != "new") {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// What the document alone gives.
fn fresh(fixture: &Fixture, document: &str) -> BTreeMap<PathBuf, String> {
    let ran = fixture.run(&format!("generate {document} --out fresh-{document}/out"));
    assert_eq!(ran.status, 0, "{}", ran.all());
    texts(&fixture.path(&format!("fresh-{document}/out")))
}

/// A run of the command that nobody listens to.
fn start(fixture: &Fixture, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command
        .args(arguments.split(' '))
        .current_dir(&fixture.folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Killed at eight moments of a run: every file is the old text or the new, and the next run
/// makes the whole of it.
#[test]
fn a_killed_run_leaves_no_file_in_pieces() {
    let fixture = Fixture::new()
        .with("old.yaml", &document(90, "old"))
        .with("new.yaml", &document(90, "new"));
    let (old, new) = (fresh(&fixture, "old.yaml"), fresh(&fixture, "new.yaml"));
    assert_ne!(old, new);
    for moment in 0..8_u64 {
        assert_eq!(fixture.run("generate old.yaml --out out").status, 0);
        let mut run = start(&fixture, "generate new.yaml --out out")
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(moment * 15));
        run.kill().unwrap();
        run.wait().unwrap();
        for (path, text) in texts(&fixture.path("out")) {
            let whole = old.get(&path) == Some(&text) || new.get(&path) == Some(&text);
            assert!(whole, "{} after {moment} × 15 ms", path.display());
        }
        assert_eq!(fixture.run("generate new.yaml --out out").status, 0);
        assert_eq!(texts(&fixture.path("out")), new);
    }
}

/// No file may grow beyond some kilobytes, as on a disk that is full: an error, and what stood
/// before stands.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_changes_nothing() {
    let fixture = Fixture::new()
        .with("old.yaml", SMALL)
        .with("new.yaml", &document(400, "new"));
    let old = fresh(&fixture, "old.yaml");
    assert_eq!(fixture.run("generate old.yaml --out out").status, 0);
    // Blocks of 512 or 1024 bytes; with the signal ignored, the write fails instead.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" generate new.yaml --out out";
    let ran = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_specwright")])
        .current_dir(&fixture.folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("File too large"), "{said}");
    assert_eq!(texts(&fixture.path("out")), old);
    // Nor is anything left beside.
    let left = fixture.files("out").len();
    assert_eq!(left, old.len(), "{:?}", fixture.files("out"));
}

/// A place that nobody can write to, root included.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    let ran = fixture.run("generate api.yaml --out /proc/specwright/out");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("/proc/specwright"), "{}", ran.all());
    let fixture = fixture.with("file", "mine");
    let ran = fixture.run("generate api.yaml --out file");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert_eq!(fs::read_to_string(fixture.path("file")).unwrap(), "mine");
}

/// Builds at once into one folder: each ends well, and the whole of one stands.
#[test]
fn builds_at_once_do_not_mix_their_files() {
    let fixture = Fixture::new().with("api.yaml", &document(90, "only"));
    let whole = fresh(&fixture, "api.yaml");
    for _ in 0..3 {
        let mut runs: Vec<_> = (0..3)
            .map(|_| {
                start(&fixture, "generate api.yaml --out out")
                    .spawn()
                    .unwrap()
            })
            .collect();
        for run in &mut runs {
            assert!(run.wait().unwrap().success());
        }
        assert_eq!(texts(&fixture.path("out")), whole);
        assert_eq!(fixture.files("out").len(), whole.len());
        fs::remove_dir_all(fixture.path("out")).unwrap();
    }
}

/// The document changes again and again while it is read, half written at times: what comes is the
/// whole of one version, or an error that leaves what stood.
#[test]
fn a_document_that_changes_while_it_is_read_gives_one_version_or_an_error() {
    let (one, other) = (document(60, "one"), document(60, "other"));
    let fixture = Fixture::new()
        .with("one.yaml", &one)
        .with("other.yaml", &other)
        .with("api.yaml", &one);
    let api = fixture.path("api.yaml");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for text in [&one, &other] {
                    fs::write(&api, text).unwrap();
                    std::thread::sleep(Duration::from_millis(3));
                }
            }
        });
        let mut stands = None;
        for _ in 0..20 {
            let ran = fixture.run("generate api.yaml --out out");
            let now = texts(&fixture.path("out"));
            if ran.status == 0 {
                // Cut between two operations it is a document too, but never one of two versions.
                let of = |word: &str| now.values().any(|text| text.contains(word));
                assert!(
                    of("The one thing.") != of("The other thing."),
                    "of both versions, or of none"
                );
                stands = Some(now);
            } else if let Some(stood) = &stands {
                assert_eq!(&now, stood, "{}", ran.all());
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// A folder inside of the output that is a link to another place: nothing is written through it.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_folder() {
    let fixture = Fixture::new()
        .with("api.yaml", SMALL)
        .with("elsewhere/mine.txt", "mine");
    assert_eq!(fixture.run("generate api.yaml --out out").status, 0);
    fs::remove_dir_all(fixture.path("out/src")).unwrap();
    std::os::unix::fs::symlink(fixture.path("elsewhere"), fixture.path("out/src")).unwrap();
    let ran = fixture.run("generate api.yaml --out out");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("is a link"), "{}", ran.all());
    assert_eq!(fixture.files("elsewhere").len(), 1);
}
