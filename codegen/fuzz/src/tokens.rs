//! Target `tokens`: a document → generated code that parses.
//!
//! Documents come from the small ones of the project's tests, changed in their structure by
//! [`crate::mutate`], so that most of them reach the last stage.

use crate::{file, text};
use specwright::api::Api;
use specwright::config::Config;
use specwright::diagnostic::render::Sources;
use specwright::emit;
use specwright::generate::model;
use specwright::print::{self, Files, Layout};
use std::path::Component;

/// Generates; panics where the model or the code is not what it must be.
pub fn check(data: &[u8]) {
    let path = file::write("openapi.yaml", data);
    let config = Config::default();
    let model = model(&path, &config);
    let origin = model.normalized.as_ref().map(|it| it.origin.clone());
    text::rendered(
        &model.diagnostics,
        &Sources {
            path: &path,
            document: model.document.as_ref(),
            origin: &origin.unwrap_or_default(),
        },
    );
    let Some(api) = &model.api else {
        assert!(model.diagnostics.has_errors(), "no model, and no reason");
        return;
    };
    if model.diagnostics.has_errors() {
        return;
    }
    let broken = api.broken_invariants();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    for (path, text) in files(api, &config) {
        let inside = path.components().all(|c| matches!(c, Component::Normal(_)));
        assert!(inside, "leaves the folder: {}", path.display());
        if let Some(found) = text.chars().find(|c| is_misleading(*c)) {
            panic!("{}: holds {found:?} as it is", path.display());
        }
        syn::parse_file(&text).expect("generated code parses");
    }
}

/// The client, and the calls of its suite.
fn files(api: &Api, config: &Config) -> Files {
    let client = emit::emit(api, config);
    let calls = emit::emit_calls(api, "client");
    let mut files = print::format(&client, Layout::Crate).expect("the crate's tokens parse");
    files.extend(print::format(&calls, Layout::Single("calls.rs")).expect("the calls parse"));
    files
}

/// Characters that show other text than the compiler reads.
fn is_misleading(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
