//! `specwright` without arguments: what one would want next, by what is in the folder.

use super::Status;
use super::output::Output;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs it.
pub(crate) fn run(output: &Output) -> Status {
    output.line(
        "specwright turns an OpenAPI document into a Rust client and a contract suite for it.\n",
    );
    let here = Path::new("");
    let document = find_document(here);
    let spec = document
        .as_deref()
        .map_or("SPEC".into(), Path::to_string_lossy);
    match &document {
        Some(path) => output.line(format_args!(
            "There is a document here: {}\n",
            path.display()
        )),
        None => output.line("SPEC is an OpenAPI or Swagger document, YAML or JSON.\n"),
    }
    let mut steps = vec![
        (format!("specwright check {spec}"), "what is wrong in it"),
        (
            format!("specwright test {spec}"),
            "make its client and contract suite, build and run them",
        ),
    ];
    if uses_specwright(here) {
        steps.push((
            "cargo build".to_owned(),
            "the build script here makes the client",
        ));
    } else if here.join("Cargo.toml").is_file() {
        steps.push((
            format!("specwright init {spec}"),
            "set up this crate: build script, suite, CI",
        ));
    } else {
        steps.push((
            format!("specwright generate {spec} --out client"),
            "write the client as a crate",
        ));
    }
    let longest = steps.iter().map(|(step, _)| step.len()).max().unwrap_or(0);
    for (step, why) in &steps {
        output.line(format_args!("  {step:longest$}   {why}"));
    }
    output.line("\n`specwright help` lists all commands.");
    Status::Fine
}

/// Whether the crate in this folder has a build script that calls the generator.
fn uses_specwright(folder: &Path) -> bool {
    fs::read_to_string(folder.join("build.rs")).is_ok_and(|text| text.contains("specwright"))
}

/// A document by the names that people give theirs: in this folder, then in those that usually
/// hold it.
pub(crate) fn find_document(folder: &Path) -> Option<PathBuf> {
    let folders = ["", "spec", "specs", "api", "openapi", "docs"];
    let mut found = folders.iter().filter_map(|name| {
        let mut files: Vec<_> = fs::read_dir(non_empty(&folder.join(name)))
            .ok()?
            .filter_map(|entry| Some(folder.join(name).join(entry.ok()?.file_name())))
            .filter(|path| is_document(path))
            .collect();
        files.sort();
        files.into_iter().next()
    });
    found.next()
}

/// `read_dir` takes no empty path.
fn non_empty(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Whether a file looks like a document: by its extension and the first lines of its text.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("yaml" | "yml" | "json")) {
        return false;
    }
    let Ok(text) = fs::read_to_string(path) else {
        return false;
    };
    let start = text
        .char_indices()
        .nth(4000)
        .map_or(text.len(), |(at, _)| at);
    let start = text.get(..start).unwrap_or_default();
    start.contains("openapi") || start.contains("swagger")
}
