//! The rules of the house that a compiler does not hold.
//!
//! Every source file says on its first line what it is for, none is over 600 lines, and modules use
//! only what stands before them in the way of the data: the table of borders below is the one of
//! `ARCHITECTURE.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the workspace that hold Rust.
const CRATES: [&str; 4] = ["codegen", "codegen/runtime", "generated", "contract-tests"];

/// No file is longer.
const LONGEST: usize = 600;

/// Modules of `codegen/src` and what each may name of its own crate. `*` may name all.
const BORDERS: [(&str, &[&str]); 12] = [
    ("pointer", &[]),
    ("diagnostic/code", &["diagnostic"]),
    (
        // Rendering shows lines of the document.
        "diagnostic/render",
        &["diagnostic", "normalize", "pointer", "source"],
    ),
    ("diagnostic", &["pointer", "diagnostic"]),
    ("config", &["config", "diagnostic"]),
    ("source", &["source", "config", "diagnostic", "pointer"]),
    (
        "normalize",
        &["normalize", "source", "config", "diagnostic", "pointer"],
    ),
    ("api", &["api", "pointer"]),
    (
        "lower",
        &["lower", "api", "config", "diagnostic", "pointer"],
    ),
    ("emit", &["emit", "api", "config"]),
    ("print", &["print", "emit"]),
    ("generate", &["*"]),
];

/// Crates that only the named modules of `codegen/src` may name.
const LIBRARIES: [(&str, &[&str]); 6] = [
    ("openapiv3", &["normalize", "lower"]),
    ("quote", &["emit"]),
    ("prettyplease", &["print"]),
    ("serde_yaml", &["source"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in a workspace")
        .to_owned()
}

/// All `.rs` files below a folder, build products left out.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("target") {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn all_sources() -> Vec<PathBuf> {
    let mut all: Vec<_> = CRATES
        .iter()
        .flat_map(|name| {
            let folder = root().join(name);
            let mut files = sources(&folder.join("src"));
            files.extend(sources(&folder.join("tests")));
            files.extend(sources(&folder.join("benches")));
            files.push(folder.join("build.rs"));
            files
        })
        .filter(|path| path.is_file())
        .collect();
    all.sort();
    all.dedup();
    assert!(all.len() > 60, "the sources are not where they should be");
    all
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.display().to_string()
}

/// Text of a file without its unit tests and comments: they may name what they like.
fn code_of(path: &Path) -> String {
    if path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let faults: Vec<_> = all_sources()
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| format!("{}: the first line is no `//!`", shown(path)))
        .collect();
    report(&faults);
}

#[test]
fn no_file_is_too_long_to_read() {
    let faults: Vec<_> = all_sources()
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", shown(path)))
        .collect();
    report(&faults);
}

/// Module path of a file of `codegen/src`, `/` between parts: `lower/schema/all_of`.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("codegen/src")).unwrap();
    let text = inside.with_extension("").display().to_string();
    text.trim_end_matches("/mod").to_owned()
}

fn is_within(module: &str, parent: &str) -> bool {
    module == parent || module.starts_with(&format!("{parent}/"))
}

/// First parts of the paths that a text names below `crate::`.
fn own_modules(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        // `use crate::{lower, source};` names several.
        let names = match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![rest],
        };
        for name in names {
            let name = name.trim();
            let end = name
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(name.len());
            found.push(name[..end].to_owned());
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let mut faults = Vec::new();
    for path in sources(&root().join("codegen/src")) {
        let module = module_of(&path);
        let Some((_, may)) = BORDERS.iter().find(|(name, _)| is_within(&module, name)) else {
            continue;
        };
        for name in own_modules(&code_of(&path)) {
            if !may.contains(&"*") && !may.contains(&name.as_str()) {
                faults.push(format!("{}: uses crate::{name}", shown(&path)));
            }
        }
    }
    report(&faults);
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for path in sources(&root().join("codegen/src")) {
        let (module, code) = (module_of(&path), code_of(&path));
        for (library, rooms) in LIBRARIES {
            let named = code.contains(&format!("{library}::"));
            if named && !rooms.iter().any(|room| is_within(&module, room)) {
                faults.push(format!("{}: uses {library}", shown(&path)));
            }
        }
    }
    report(&faults);
}

#[test]
fn the_suite_never_asks_the_generators_model() {
    let mut faults = Vec::new();
    for path in sources(&root().join("contract-tests/src")) {
        let code = code_of(&path);
        for module in ["api", "lower", "emit"] {
            if code.contains(&format!("specwright::{module}")) {
                faults.push(format!("{}: uses specwright::{module}", shown(&path)));
            }
        }
    }
    report(&faults);
}

#[test]
fn only_the_entries_print() {
    let mut faults = Vec::new();
    for path in sources(&root().join("codegen/src")) {
        let module = module_of(&path);
        let entry = ["cli", "build_script", "main"];
        let code = code_of(&path);
        let prints = [
            "print!(",
            "println!(",
            "eprint!(",
            "eprintln!(",
            "stdout()",
            "stderr()",
        ];
        if !entry.iter().any(|name| is_within(&module, name))
            && prints.iter().any(|call| code.contains(call))
        {
            faults.push(format!("{}: prints", shown(&path)));
        }
    }
    report(&faults);
}

/// Causes are solved, not documents: no document of the corpus is named anywhere, where there is
/// one beside the checkout.
#[test]
fn no_document_of_the_corpus_is_named() {
    let corpus = std::env::var_os("SPECWRIGHT_CORPUS")
        .map_or_else(|| root().join("../shared/corpus"), PathBuf::from);
    let names: Vec<_> = fs::read_dir(corpus)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    let mut faults = Vec::new();
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        for name in &names {
            let stem = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(stem, _)| stem);
            if text.contains(name.as_str()) || text.contains(stem) {
                faults.push(format!("{}: names {name}", shown(&path)));
            }
        }
    }
    report(&faults);
}

/// What the README tells people to run is what is run here and in the gate.
#[test]
fn the_gate_runs_the_commands_of_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let gate = fs::read_to_string(root().join(".ci/run")).unwrap();
    for command in [
        "cargo run -p specwright -- test spec/kms.yaml",
        "cargo test --workspace",
    ] {
        assert!(readme.contains(command), "README.md lacks `{command}`");
        assert!(gate.contains(command), ".ci/run lacks `{command}`");
    }
}

/// What the README shows of the generated client is what is generated.
#[test]
fn the_readme_shows_what_is_generated() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let client = root().join("codegen/tests/features/kms/client.snap");
    let client = fs::read_to_string(client).unwrap();
    let generated: Vec<_> = client.lines().map(str::trim).collect();
    let shown = readme
        .split("what the build script wrote for it:")
        .nth(1)
        .and_then(|rest| rest.split("```").nth(1))
        .unwrap_or_default();
    let faults: Vec<_> = shown
        .lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "// …" && !generated.contains(line))
        .map(|line| format!("README.md shows `{line}`, which is not generated"))
        .collect();
    assert!(shown.lines().count() > 5, "README.md shows nothing");
    report(&faults);
}
