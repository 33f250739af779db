//! Time of each stage of the generator, and how it grows with the document.
//!
//! `cargo bench -p specwright --bench stages`. Documents of one's own are measured beside the
//! synthetic one: `SPECWRIGHT_BENCH_DOCUMENTS=a.json:b.yaml` (separated as `PATH` is). Shows
//! where time goes; promises nothing. What must hold is guarded by tests that count.

#[path = "common/synthetic.rs"]
mod synthetic;

use criterion::{BenchmarkId, Criterion, Throughput};
use specwright::api::Api;
use specwright::config::{Config, References};
use specwright::diagnostic::Diagnostics;
use specwright::emit::Module;
use specwright::normalize::{Normalized, normalize};
use specwright::print::{self, Layout};
use specwright::source::Document;
use specwright::{emit, lower, source};
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// The environment variable that names documents to measure.
const DOCUMENTS: &str = "SPECWRIGHT_BENCH_DOCUMENTS";

/// Operations of the document on which single stages are measured.
const OPERATIONS: usize = 1_000;

/// Operations of the documents on which growth is measured: a factor of 100.
const GROWTH: [usize; 5] = [100, 300, 1_000, 3_000, 10_000];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let folder = tempfile::tempdir()?;
    let synthetic = written(folder.path(), OPERATIONS)?;
    stages(
        &mut criterion,
        &format!("synthetic-{OPERATIONS}"),
        &synthetic,
    )?;
    for path in std::env::var_os(DOCUMENTS)
        .iter()
        .flat_map(std::env::split_paths)
    {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        stages(&mut criterion, &name, &path)?;
    }
    growth(&mut criterion, folder.path())?;
    criterion.final_summary();
    Ok(())
}

/// A synthetic document as a file.
fn written(folder: &Path, operations: usize) -> Result<PathBuf> {
    let path = folder.join(format!("synthetic-{operations}.json"));
    std::fs::write(&path, serde_json::to_vec(&synthetic::document(operations))?)?;
    Ok(path)
}

/// Each stage by itself, on what the stage before it made.
fn stages(criterion: &mut Criterion, name: &str, path: &Path) -> Result<()> {
    let config = Config::default();
    let document = read(path).ok_or("the document cannot be read")?;
    let normalized = normal(&document).ok_or("the document cannot be normalised")?;
    let api = lowered(&normalized, &config);
    let module = emit::emit(&api, &config);
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(std::fs::metadata(path)?.len()));
    group.bench_function("1-read", |b| b.iter(|| black_box(read(path))));
    group.bench_function("2-normalize", |b| b.iter(|| black_box(normal(&document))));
    group.bench_function("3-lower", |b| {
        b.iter(|| black_box(lowered(&normalized, &config)));
    });
    group.bench_function("4-emit", |b| {
        b.iter(|| made(&emit::emit(&api, &config)));
    });
    // Items are made where they are formatted, so this has what stands above in it.
    group.bench_function("4-and-5-print", |b| {
        b.iter(|| black_box(print::format(&module, Layout::Crate)));
    });
    group.finish();
    Ok(())
}

/// Makes all items of a module and its children.
fn made(module: &Module<'_>) {
    for items in &module.items {
        black_box(items.make());
    }
    for (_, child) in &module.children {
        made(child);
    }
}

/// All stages on documents of growing size; time for each operation should stay the same.
fn growth(criterion: &mut Criterion, folder: &Path) -> Result<()> {
    let config = Config::default();
    let mut group = criterion.benchmark_group("growth");
    for operations in GROWTH {
        let path = written(folder, operations)?;
        group.throughput(Throughput::Elements(operations.try_into()?));
        group.bench_with_input(BenchmarkId::from_parameter(operations), &path, |b, path| {
            b.iter(|| black_box(generated(path, &config)));
        });
    }
    group.finish();
    Ok(())
}

fn read(path: &Path) -> Option<Document> {
    source::read(path, &References::OwnFolder, &mut Diagnostics::new())
}

fn normal(document: &Document) -> Option<Normalized> {
    normalize(document, &mut Diagnostics::new())
}

fn lowered(normalized: &Normalized, config: &Config) -> Api {
    lower::lower(&normalized.openapi, config, &mut Diagnostics::new())
}

/// From text to formatted files.
fn generated(path: &Path, config: &Config) -> Option<print::Files> {
    let document = read(path)?;
    let api = lowered(&normal(&document)?, config);
    print::format(&emit::emit(&api, config), Layout::Crate).ok()
}
