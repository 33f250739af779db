//! Which tag values choose a branch (OpenAPI 3.0.3, 4.7.25 Discriminator Object).

use super::Flat;
use crate::document::{Document, local};
use serde_json::{Map, Value};

/// A discriminator as the document writes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discriminator {
    /// Member that holds the tag.
    pub(crate) property: String,
    mapping: Vec<(String, String)>,
}

impl Discriminator {
    /// Reads the keyword of a schema.
    pub(crate) fn of(schema: &Map<String, Value>) -> Option<Self> {
        let object = schema.get("discriminator")?.as_object()?;
        let mapping = object
            .get("mapping")
            .and_then(Value::as_object)
            .map(|mapping| {
                mapping
                    .iter()
                    .filter_map(|(tag, to)| Some((tag.clone(), schema_name(to.as_str()?))))
                    .collect()
            })
            .unwrap_or_default();
        Some(Self {
            property: object.get("propertyName")?.as_str()?.to_owned(),
            mapping,
        })
    }

    /// Tags that choose a branch: those mapped to it, else its schema's name, else, where it allows
    /// neither, those that it does; none for a branch that is not a reference.
    pub(crate) fn tags(&self, document: &Document, branch: &Value) -> Vec<String> {
        let Some(reference) = branch.get("$ref").and_then(Value::as_str) else {
            return Vec::new();
        };
        let mut tags = self.tags_of(&schema_name(reference));
        let flat = Flat::new(document, local(reference).as_slice());
        let member = flat.properties().get(&self.property);
        if let Some(allowed) = member.and_then(|member| flat.below(member).enumeration()) {
            tags.retain(|tag| allowed.iter().any(|value| *value == tag));
            if tags.is_empty() {
                let allowed = allowed.into_iter().filter_map(Value::as_str);
                tags.extend(allowed.map(str::to_owned));
            }
        }
        tags
    }

    /// The same by schema name.
    pub(crate) fn tags_of(&self, name: &str) -> Vec<String> {
        let mapped: Vec<String> = self
            .mapping
            .iter()
            .filter(|(_, to)| to == name)
            .map(|(tag, _)| tag.clone())
            .collect();
        if mapped.is_empty() {
            vec![name.to_owned()]
        } else {
            mapped
        }
    }
}

/// The last token of a reference, or a bare schema name.
fn schema_name(reference: &str) -> String {
    local(reference)
        .and_then(|pointer| pointer.last())
        .unwrap_or_else(|| reference.to_owned())
}
