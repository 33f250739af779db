//! One small document a feature: its generated client is a snapshot, and it keeps the invariants.
//!
//! A folder of `tests/features` is a test. It holds `openapi.yaml`, whose first line names the
//! section it shows, where needed a `specwright.toml` or further files, and beside them the
//! snapshots: `normalized.snap`, `client.snap`, and `findings.snap` where there are findings. Of those
//! in [`CALLS`] the calls of the contract suite are one too, `calls.snap`.
//! `spec/kms.yaml` is one more feature, kept under `kms`.
//!
//! After a change: `cargo insta review`, or run with `INSTA_UPDATE=always` and read the difference
//! as a user of the client would.

#[path = "official/mod.rs"]
mod official;

use insta::{Settings, assert_snapshot};
use libtest_mimic::{Arguments, Failed, Trial};
use specwright::config::Config;
use specwright::diagnostic::render::{self, Look, Sources};
use specwright::generate::{Generated, Target, generate, model};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Features that a contract suite calls differently: one outcome, several media types, streams, and
/// requests and responses that operations have in common.
const CALLS: [&str; 5] = [
    "event_streams",
    "kms",
    "same_responses",
    "same_setters",
    "several_content_types",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = features()
        .into_iter()
        .map(|(name, document)| Trial::test(name, move || feature(&document)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features")
}

/// Name and document of each feature.
fn features() -> Vec<(String, PathBuf)> {
    let mut features: Vec<_> = fs::read_dir(folder())
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.path().join("openapi.yaml"))
        })
        .filter(|(_, document)| document.is_file())
        .collect();
    let kms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kms.yaml");
    features.push(("kms".to_owned(), kms));
    features.sort();
    features
}

/// Everything that holds for one feature.
fn feature(document: &Path) -> Result<(), Failed> {
    let name = if document.ends_with("spec/kms.yaml") {
        "kms".into()
    } else {
        let folder = document.parent().and_then(Path::file_name);
        folder.unwrap_or_default().to_string_lossy()
    };
    let snapshots = folder().join(&*name);
    is_small(document)?;
    let generated = run(document)?;
    let findings = findings(document, &generated);
    if !generated.is_complete() {
        return Err(format!("no client:\n{findings}").into());
    }
    let client = text(&generated)?;
    parses(client)?;
    is_deterministic(document, client)?;
    covers_every_response(&generated)?;
    let normalized = normalized(document)?;
    let calls = match CALLS.contains(&&*name) {
        true => Some(calls(document)?),
        false => None,
    };

    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(&snapshots);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        assert_snapshot!("normalized", normalized);
        assert_snapshot!("client", client);
        if let Some(calls) = calls {
            assert_snapshot!("calls", calls);
        }
        if !findings.is_empty() {
            assert_snapshot!("findings", findings);
        }
    });
    if findings.is_empty() && snapshots.join("findings.snap").exists() {
        return Err("findings.snap is stale: there is no finding any more".into());
    }
    Ok(())
}

/// A document that shows one feature fits on a screen and says what it shows.
fn is_small(document: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(document).map_err(|error| error.to_string())?;
    let lines = text.lines().count();
    if lines > 60 && !document.ends_with("spec/kms.yaml") {
        return Err(format!("{lines} lines: the document shows more than one feature").into());
    }
    if !text.starts_with("# ") {
        return Err("the first line does not say what the document shows".into());
    }
    Ok(())
}

fn config(document: &Path) -> Result<Config, Failed> {
    let folder = document.parent().unwrap_or(Path::new(""));
    match fs::read_to_string(folder.join("specwright.toml")) {
        Ok(text) => Config::from_toml(&text, &folder.join("specwright.toml"))
            .map_err(|error| Failed::from(error.to_string())),
        Err(_) => Ok(Config::default()),
    }
}

/// The normalised document as YAML, once the official schema has found it to be one of 3.0 and the
/// model made of it has kept its invariants.
fn normalized(document: &Path) -> Result<String, Failed> {
    let model = model(document, &config(document)?);
    let normalized = model.normalized.ok_or("there is no normalised document")?;
    let mut faults = official::faults(&normalized.value);
    faults.extend(
        model
            .api
            .iter()
            .flat_map(specwright::api::Api::broken_invariants),
    );
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    serde_yaml::to_string(&normalized.value).map_err(|error| error.to_string().into())
}

fn run(document: &Path) -> Result<Generated, Failed> {
    let config = config(document)?;
    let target = Target::Include {
        client: true,
        calls: None,
    };
    Ok(generate(document, &config, &target))
}

/// What a contract suite calls the client with.
fn calls(document: &Path) -> Result<String, Failed> {
    let target = Target::Include {
        client: false,
        calls: Some("pets::client".to_owned()),
    };
    let generated = generate(document, &config(document)?, &target);
    let calls = generated.files.get(Path::new("calls.rs"));
    let calls = calls.ok_or("there is no calls.rs")?;
    parses(calls)?;
    Ok(calls.clone())
}

fn text(generated: &Generated) -> Result<&str, Failed> {
    let text = generated.files.get(Path::new("client.rs"));
    text.map(String::as_str)
        .ok_or_else(|| "there is no client.rs".into())
}

/// What is generated is Rust.
fn parses(client: &str) -> Result<(), Failed> {
    syn::parse_file(client)
        .map(|_| ())
        .map_err(|error| format!("the client does not parse: {error}").into())
}

/// The same document gives the same bytes.
fn is_deterministic(document: &Path, client: &str) -> Result<(), Failed> {
    let again = run(document)?;
    if text(&again)? == client {
        Ok(())
    } else {
        Err("a second run gave other bytes".into())
    }
}

/// Nothing of a feature document is left out, unless a choice does so.
fn covers_every_response(generated: &Generated) -> Result<(), Failed> {
    let stats = &generated.stats;
    let whole = stats.operations == stats.operations_documented
        && stats.responses == stats.responses_documented;
    let chosen = generated.document.as_ref().is_some_and(|document| {
        let first = document.files().first();
        first.is_some_and(|file| file.text.starts_with("# Choice: only"))
    });
    if whole || chosen {
        Ok(())
    } else {
        Err(format!("something is left out: {stats:?}").into())
    }
}

/// The findings as the command shows them, with paths that are the same everywhere.
fn findings(document: &Path, generated: &Generated) -> String {
    let name = Path::new(document.file_name().unwrap_or_default());
    let sources = Sources {
        path: name,
        document: generated.document.as_ref(),
        origin: &generated.origin,
    };
    let look = Look {
        color: false,
        width: 100,
        places: 0,
    };
    let text = render::text(&generated.diagnostics, &sources, &look);
    let folder = document.parent().unwrap_or(Path::new(""));
    text.replace(&format!("{}/", folder.display()), "")
}
