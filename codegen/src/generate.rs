//! The five calls, in order: source, normalize, lower, emit, print.
//!
//! Has no logic of its own and no branch on documents. It prints nothing and writes nothing: the
//! command and the build-script entry show the findings and write the files.

mod guard;
mod stats;
mod target;

pub use stats::Stats;
pub use target::{Target, runtime};

use crate::api::Api;
use crate::config::{Config, Warnings};
use crate::diagnostic::code::output;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::normalize::{Normalized, Origin};
use crate::pointer::Pointer;
use crate::print::Files;
use crate::source::Document;
use crate::{lower, normalize, source};
use std::path::Path;

/// What a run made, and everything that is needed to talk about it.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Generated {
    /// Files to write, by path below the output folder; empty where there are errors.
    pub files: Files,
    /// All findings of all stages.
    pub diagnostics: Diagnostics,
    /// What was read, as far as it could be; `None` only after a fault of the generator.
    pub document: Option<Document>,
    /// From places of the normalised document back to the user's text.
    pub origin: Origin,
    /// How much of the document the client covers.
    pub stats: Stats,
    /// The only errors are warnings that were denied: without [`Warnings::Deny`] there would be
    /// files.
    pub denied: bool,
}

impl Generated {
    /// Whether the files are the whole client: no finding is an error.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.diagnostics.has_errors()
    }
}

/// What the first three stages make of a document.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Model {
    /// What was read, as far as it could be; `None` only after a fault of the generator.
    pub document: Option<Document>,
    /// The document after normalisation; `None` where it cannot mean anything.
    pub normalized: Option<Normalized>,
    /// The model of the client; `None` where there is none.
    pub api: Option<Api>,
    /// All findings up to here.
    pub diagnostics: Diagnostics,
    /// The only errors are warnings that were denied.
    pub denied: bool,
}

/// Generates the files of `target` for the document at `path`.
///
/// Never panics and never writes. Where a finding is an error (or a warning, with
/// [`Warnings::Deny`]), there are no files.
#[must_use]
pub fn generate(path: &Path, config: &Config, target: &Target) -> Generated {
    guard::run(|| {
        let mut model = model_here(path, config);
        if target.makes_calls()
            && !model.diagnostics.has_errors()
            && model
                .api
                .as_ref()
                .is_some_and(|api| api.operations().next().is_none())
        {
            model.diagnostics.push(empty_client());
        }
        if target.is_package() {
            config.check_crates(&mut model.diagnostics);
        }
        let files = model
            .api
            .as_ref()
            .filter(|_| !model.diagnostics.has_errors())
            .map(|api| target::files(api, config, target));
        let files = match files {
            Some(Ok(files)) => files,
            Some(Err(error)) => {
                model.diagnostics.push(guard::unprintable(&error));
                Files::new()
            }
            None if model.diagnostics.has_errors() => Files::new(),
            None => {
                model.diagnostics.push(guard::silent());
                Files::new()
            }
        };
        let stats = Stats::of(&model, &files);
        Generated {
            files,
            stats,
            denied: model.denied,
            diagnostics: model.diagnostics,
            document: model.document,
            origin: model.normalized.map(|n| n.origin).unwrap_or_default(),
        }
    })
    .unwrap_or_else(|fault| Generated {
        diagnostics: fault,
        ..Generated::default()
    })
}

/// Runs the stages up to the model of the client, for `check` and for a look inside.
#[must_use]
pub fn model(path: &Path, config: &Config) -> Model {
    guard::run(|| model_here(path, config)).unwrap_or_else(|fault| Model {
        diagnostics: fault,
        ..Model::default()
    })
}

/// The first three calls. Each stage gives what it can, so that one run finds all problems: what is
/// wrong with a reference or a choice hides nothing of the document. Only where a limit ended the
/// reading is nothing done with what was read.
fn model_here(path: &Path, config: &Config) -> Model {
    let mut model = Model::default();
    let diagnostics = &mut model.diagnostics;
    config.check(diagnostics);
    let choices = !diagnostics.has_errors();
    // Kept even where it could not be read to the end: findings show lines of it.
    let document = source::load(path, &config.references, diagnostics);
    model.normalized = document
        .is_whole()
        .then(|| normalize::normalize(&document, diagnostics))
        .flatten();
    model.document = Some(document);
    let sound = !diagnostics.has_errors();
    model.api = model
        .normalized
        .as_ref()
        .filter(|_| choices)
        .map(|normalized| lower::lower(&normalized.openapi, config, diagnostics));
    if let (Some(normalized), Some(api)) = (&model.normalized, &model.api)
        && sound
        && is_empty(normalized, api)
    {
        diagnostics.push(empty_client());
    }
    if config.warnings == Warnings::Deny {
        let sound = !diagnostics.has_errors();
        diagnostics.deny_warnings();
        model.denied = sound && diagnostics.has_errors();
    }
    model
}

/// Whether nothing that can be called is left of what the document has. Where it has schemas
/// alone, `normalize` says so, and their types are what there is.
fn is_empty(normalized: &Normalized, api: &Api) -> bool {
    let none = normalized.openapi.operations().next().is_none();
    let left_out = normalized.value.get("x-specwright-left-out");
    let types_alone = none && left_out.is_none() && !api.types.is_empty();
    api.operations().next().is_none() && !types_alone
}

/// The finding for a client that would be empty.
fn empty_client() -> Diagnostic {
    let place = Place::Normalized(Pointer::root().child("paths"));
    Diagnostic::error(
        output::EMPTY_CLIENT,
        place,
        "no operation of the document is left for the client",
    )
    .help("select operations that the document has; of schemas alone only types can be made")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_client_with_nothing_in_it_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.yaml");
        let text = "{openapi: 3.0.3, info: {title: t, version: v}, \
                    paths: {/a: {get: {operationId: getA, responses: {'204': {description: d}}}}}}";
        std::fs::write(&spec, text).unwrap();
        let mut config = Config::default();
        config.select.except_operations.push("getA".to_owned());
        let target = Target::Include {
            client: true,
            calls: None,
        };
        let generated = generate(&spec, &config, &target);
        assert!(generated.files.is_empty());
        let codes: Vec<_> = generated.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [output::EMPTY_CLIENT]);
    }

    /// What comes of a document of two operations, of which `getA` lacks a schema.
    fn lacking(more: &str, config: &Config) -> Generated {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.yaml");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: v}}\npaths:\n  /a: {{get: {{operationId: getA, \
             responses: {{'200': {{description: d, content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/No'}}}}}}}}, '404': {{description: d}}}}}}}}\n{more}"
        );
        std::fs::write(&spec, text).unwrap();
        let target = Target::Include {
            client: true,
            calls: Some("client".to_owned()),
        };
        generate(&spec, config, &target)
    }

    const WHOLE: &str = "  /b: {get: {operationId: getB, responses: {'204': {description: d}}}}\n";

    fn codes(generated: &Generated) -> Vec<&str> {
        let findings = generated.diagnostics.iter();
        findings.map(|finding| finding.code.slug()).collect()
    }

    #[test]
    fn what_one_operation_lacks_does_not_cost_the_others() {
        let generated = lacking(WHOLE, &Config::default());
        assert_eq!(codes(&generated), ["unresolved-reference", "left-out"]);
        assert!(generated.is_complete());
        let stats = generated.stats;
        assert_eq!((stats.operations, stats.operations_documented), (1, 2));
        assert_eq!((stats.responses, stats.responses_documented), (1, 3));
        let strict = Config {
            warnings: Warnings::Deny,
            ..Config::default()
        };
        let strict = lacking(WHOLE, &strict);
        assert!(strict.denied && strict.files.is_empty());
    }

    #[test]
    fn a_document_of_which_nothing_is_left_is_an_error() {
        let schemas =
            "components: {schemas: {S: {type: object, properties: {a: {type: string}}}}}\n";
        let generated = lacking(schemas, &Config::default());
        assert_eq!(
            codes(&generated),
            ["unresolved-reference", "left-out", "empty-client"]
        );
    }

    #[test]
    fn a_choice_may_name_what_is_left_out() {
        let mut config = Config::default();
        config.select.operations = vec!["getA".to_owned(), "GET /b".to_owned()];
        config.rename.insert("getA".to_owned(), "readA".to_owned());
        let generated = lacking(WHOLE, &config);
        assert_eq!(codes(&generated), ["unresolved-reference", "left-out"]);
        config.select.operations = vec!["getC".to_owned()];
        let generated = lacking(WHOLE, &config);
        assert!(codes(&generated).contains(&"selection-names-nothing"));
    }

    // An error of a reference hides no finding of a later stage.
    #[test]
    fn one_run_tells_all() {
        let more = "  /b: {get: {responses: {twenty: {description: d}, '204': {description: d}}}}\n  \
                    /c: {get: {responses: {'200': {$ref: 'https://example.org/a.yaml'}}}}\n  \
                    /d: {post: {requestBody: {content: {multipart/form-data: {schema: {type: string}}}}, \
                    responses: {'204': {description: d}}}}\n";
        let generated = lacking(more, &Config::default());
        assert_eq!(
            codes(&generated),
            [
                "unresolved-reference",
                "remote-reference",
                "left-out",
                "status-key",
                "multipart-without-parts",
            ]
        );
        assert!(generated.files.is_empty() && generated.stats.operations == 0);
    }

    #[test]
    fn schemas_alone_are_types_and_nothing_to_test() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.yaml");
        let text = "{openapi: 3.1.0, info: {title: t, version: v}, \
                    components: {schemas: {S: {properties: {a: {type: string}}}}}}";
        std::fs::write(&spec, text).unwrap();
        let made = |calls: Option<&str>| {
            let calls = calls.map(str::to_owned);
            let target = Target::Include {
                client: true,
                calls,
            };
            generate(&spec, &Config::default(), &target)
        };
        let types = made(None);
        assert!(types.is_complete());
        assert!(types.files.values().any(|text| text.contains("struct S")));
        let suite = made(Some("client"));
        assert!(suite.files.is_empty());
        let last = suite.diagnostics.iter().last().map(|d| d.code);
        assert_eq!(last, Some(output::EMPTY_CLIENT));
    }
}
