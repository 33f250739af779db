//! What `normalize` has left out, by the names that a choice may have for it.
//!
//! A choice that names such an operation or schema is not misspelt, so it is no error. Must not:
//! lower any of it.

use super::Kept;
use openapiv3::OpenAPI;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Operations and schemas that the document has and the client has not.
#[derive(Default)]
pub(super) struct LeftOut<'a> {
    pub(super) operations: Vec<Named<'a>>,
    pub(super) schemas: BTreeSet<&'a str>,
}

/// An operation by what a choice may name it by.
pub(super) struct Named<'a> {
    key: String,
    id: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) tags: Vec<&'a str>,
}

impl<'a> LeftOut<'a> {
    /// What the document keeps aside (see `normalize`).
    pub(super) fn of(openapi: &'a OpenAPI) -> Self {
        let Some(aside) = openapi.extensions.get("x-specwright-left-out") else {
            return Self::default();
        };
        let mut operations = Vec::new();
        for (path, item) in members(aside.get("paths")) {
            // Of an operation that is there, only responses are kept aside.
            let gone = |operation: &Value| operation.get("x-specwright-left-out").is_some();
            for (method, operation) in members(Some(item)).filter(|(_, it)| gone(it)) {
                operations.push(Named {
                    key: format!("{} {path}", method.to_uppercase()),
                    id: operation.get("operationId").and_then(Value::as_str),
                    path,
                    tags: texts(operation.get("tags")).collect(),
                });
            }
        }
        Self {
            operations,
            schemas: texts(aside.get("schemas")).collect(),
        }
    }
}

impl<'a> Named<'a> {
    /// An operation that is there.
    pub(super) fn of(kept: &Kept<'a>) -> Self {
        Self {
            key: kept.key(),
            id: kept.operation.operation_id.as_deref(),
            path: kept.path,
            tags: kept.operation.tags.iter().map(String::as_str).collect(),
        }
    }

    /// Whether this is its `operationId`, or its method and path.
    pub(super) fn is(&self, name: &str) -> bool {
        self.id == Some(name) || self.key == name
    }
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    let object = value.and_then(Value::as_object);
    object.into_iter().flat_map(Map::iter)
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}
