//! Names for what becomes a component: taken from where it stood, the same on every run.
//!
//! OpenAPI 3.0, 4.7.7: keys of components match `^[a-zA-Z0-9\.\-_]+$`.

use super::section;
use crate::normalize::context::Version;
use crate::normalize::grammar::{Kind, METHODS};
use crate::pointer::Pointer;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The names of components that are taken.
#[derive(Debug)]
pub(super) struct Names(HashMap<Kind, HashSet<String>>);

const KINDS: [Kind; 9] = [
    Kind::Schema,
    Kind::Response,
    Kind::Parameter,
    Kind::Example,
    Kind::RequestBody,
    Kind::Header,
    Kind::SecurityScheme,
    Kind::Link,
    Kind::Callback,
];

impl Names {
    /// The names that the document itself gives.
    pub(super) fn of(root: &Value, version: Version) -> Self {
        let mut taken = HashMap::new();
        for kind in KINDS {
            let Some(tokens) = section(version, kind) else {
                continue;
            };
            let members = tokens
                .iter()
                .try_fold(root, |value, token| value.get(token))
                .and_then(Value::as_object);
            let names = members.map(|members| members.keys().cloned().collect());
            taken.insert(kind, names.unwrap_or_default());
        }
        Self(taken)
    }

    /// A name that is free from now on taken, for what stands at `pointer` of the file `path`.
    /// `hint` takes the place of a last token that is a number.
    pub(super) fn make(
        &mut self,
        kind: Kind,
        path: Option<&Path>,
        pointer: &Pointer,
        hint: Option<&str>,
    ) -> String {
        let taken = self.0.entry(kind).or_default();
        let stem = path.and_then(stem).unwrap_or_default();
        let mut base = readable(pointer, hint);
        if base.is_empty() {
            base.clone_from(&stem);
        }
        if base.is_empty() {
            base = kind.title().replace(' ', "");
        }
        let qualified = if stem.is_empty() || stem == base {
            base.clone()
        } else {
            format!("{stem}_{base}")
        };
        let numbered = (2_u64..).map(|number| format!("{qualified}_{number}"));
        let mut candidates = [base.clone(), qualified.clone()]
            .into_iter()
            .chain(numbered);
        let free = candidates.find(|name| !taken.contains(name));
        let name = free.unwrap_or(base);
        taken.insert(name.clone());
        name
    }
}

/// The name of a file without its extensions.
fn stem(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let stem = name.split('.').find(|part| !part.is_empty())?;
    Some(legal(stem))
}

/// The tokens of a pointer that tell something, joined.
fn readable(pointer: &Pointer, hint: Option<&str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut in_content = false;
    let mut named = false;
    let tokens: Vec<String> = pointer.tokens().collect();
    for (index, token) in tokens.iter().enumerate() {
        let last = index + 1 == tokens.len();
        // A token below a map of names is a name, whatever it says.
        let name = std::mem::take(&mut named);
        if std::mem::take(&mut in_content) {
            continue;
        }
        match token.as_str() {
            "paths" | "properties" | "definitions" | "$defs" | "schemas" | "patternProperties"
                if !name =>
            {
                named = true;
            }
            "content" if !name => in_content = true,
            "responses" if !name && index > 2 => parts.push("response".to_owned()),
            "requestBody" if !name => parts.push("body".to_owned()),
            "components" | "schema" | "examples" | "headers" | "parameters" | "responses"
            | "requestBodies" | "allOf" | "oneOf" | "anyOf" | "prefixItems"
                if !name => {}
            "items" if !name => parts.push("item".to_owned()),
            "additionalProperties" if !name => parts.push("value".to_owned()),
            method if !name && METHODS.contains(&method) => {
                parts.insert(0, method.to_owned());
            }
            token => {
                let number = !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit());
                let text = hint.filter(|_| last && number).unwrap_or(token);
                parts.push(legal(text));
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("_")
}

/// The text with the characters that a component's key may have.
fn legal(text: &str) -> String {
    let ascii = deunicode::deunicode(text);
    let mut legal = String::with_capacity(ascii.len().min(80));
    for c in ascii.chars().take(80) {
        if c.is_ascii_alphanumeric() || c == '.' || c == '-' {
            legal.push(c);
        } else if !legal.ends_with('_') && !legal.is_empty() {
            legal.push('_');
        }
    }
    legal.trim_end_matches('_').to_owned()
}
