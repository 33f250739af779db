//! How much of a document a client covers: counted against the document, so that what a stage
//! leaves out shows.

use super::Model;
use crate::api::Api;
use crate::normalize::{Normalized, Origin};
use crate::pointer::Pointer;
use crate::print::Files;
use crate::source::Document;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

/// Counts of one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Operations in the document.
    pub operations_documented: usize,
    /// Operations in the client.
    pub operations: usize,
    /// Responses in the document: operation × status, range or `default`.
    pub responses_documented: usize,
    /// Responses in the client.
    pub responses: usize,
    /// Lines of Rust.
    pub lines: usize,
    /// Bytes of Rust.
    pub bytes: usize,
}

impl Stats {
    /// Counts what was read and what was made of it.
    pub(super) fn of(model: &Model, files: &Files) -> Self {
        let mut stats = Self::default();
        let mut seen = Documented::default();
        let own = Value::Null;
        let text = model.document.as_ref().map_or(&own, Document::root);
        seen.add(text.get("paths"), text, &Origin::identity());
        // A path item by reference shows its operations only after normalisation.
        if let Some(Normalized { value, origin, .. }) = &model.normalized {
            seen.add(value.get("paths"), text, origin);
            let left_out = value.get("x-specwright-left-out");
            let left_out = left_out.and_then(|left_out| left_out.get("paths"));
            seen.add(left_out, text, origin);
        }
        stats.operations_documented = seen.operations.len();
        stats.responses_documented = seen.responses.len();
        let made = model.denied || !model.diagnostics.has_errors();
        for operation in model.api.iter().filter(|_| made).flat_map(Api::operations) {
            let keys: BTreeSet<_> = operation.responses.iter().map(|case| case.key).collect();
            stats.operations += 1;
            stats.responses += keys.len();
        }
        for text in files
            .iter()
            .filter_map(|(path, text)| is_rust(path).then_some(text))
        {
            // Every line of a file ends in one; `lines` would take as long as all the rest here.
            stats.lines += text.bytes().filter(|byte| *byte == b'\n').count();
            stats.bytes += text.len();
        }
        stats
    }
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// Operations and responses as the document names them.
#[derive(Default)]
struct Documented {
    operations: BTreeSet<(String, String)>,
    responses: BTreeSet<(String, String, String)>,
}

/// Members of a Path Item Object that are operations (OpenAPI 3.0.3, 4.7.9).
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Documented {
    /// Adds what stands in `paths`, under the names that the user's text has for it.
    fn add(&mut self, paths: Option<&Value>, text: &Value, origin: &Origin) {
        let root = Pointer::root().child("paths");
        for (path, item) in members(paths) {
            let at = root.child(path);
            let path = written(text, origin, &at).unwrap_or_else(|| path.clone());
            for method in METHODS {
                let Some(operation) = item.get(method).filter(|value| value.is_object()) else {
                    continue;
                };
                self.operations.insert((path.clone(), method.to_owned()));
                let at = at.child(method).child("responses");
                for (status, _) in members(operation.get("responses")) {
                    let status =
                        written(text, origin, &at.child(status)).unwrap_or_else(|| status.clone());
                    let key = (path.clone(), method.to_owned(), status.to_uppercase());
                    self.responses.insert(key);
                }
            }
        }
    }
}

/// The name that a member has in the user's text where that is another, and it stands at the same
/// level of `paths` there: a path or status that was mended is still one.
fn written(text: &Value, origin: &Origin, at: &Pointer) -> Option<String> {
    if at.find(text).is_some() {
        return None;
    }
    let (file, from) = origin.find(at);
    let level = |pointer: &Pointer| pointer.tokens().count();
    let same = file == 0 && from.tokens().next().as_deref() == Some("paths");
    (same && level(&from) == level(at))
        .then(|| from.tokens().last())
        .flatten()
}

/// Members of an object that are no extensions.
fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
        .filter(|(name, _)| !name.starts_with("x-"))
}
