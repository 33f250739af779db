//! Links of responses (OpenAPI 3.0.3, 4.7.20 Link Object).
//!
//! A link names its operation by `operationId` or by reference, and that may come later in the
//! document: [`lower`] keeps the text, [`settle`] finds the operation once all are there.

use super::{Ctx, docs};
use crate::api::{Group, Link, LinkTarget, LinkValue, Pointer};
use openapiv3::{LinkOperation, Response};
use serde_json::Value;
use std::collections::BTreeMap;

/// The links of a response, in document order.
pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, response: &'a Response, at: &Pointer) -> Vec<Link> {
    let at = at.child("links");
    let links = response.links.iter().filter_map(|(name, link)| {
        let (link, _) = ctx.link(link, &at.child(name))?;
        let (LinkOperation::OperationRef(target) | LinkOperation::OperationId(target)) =
            &link.operation;
        let parameters = link.parameters.iter();
        Some(Link {
            name: name.clone(),
            target: LinkTarget::Elsewhere(target.clone()),
            parameters: parameters
                .map(|(name, given)| (name.clone(), value(given)))
                .collect(),
            body: link.request_body.as_ref().map(value),
            doc: docs::optional(link.description.as_deref()),
        })
    });
    links.collect()
}

/// A string that begins with `$` is an expression (4.7.20.4); everything else stands for itself.
fn value(value: &Value) -> LinkValue {
    match value.as_str() {
        Some(text) if text.starts_with('$') => LinkValue::Expression(text.to_owned()),
        _ => LinkValue::Constant(value.to_string()),
    }
}

/// Finds the operations that links lead to.
pub(super) fn settle(groups: &mut [Group]) {
    let mut keys = BTreeMap::new();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        keys.entry(operation.id.clone())
            .or_insert_with(|| operation.key.clone());
        let reference = format!("#{}", operation.pointer.to_fragment());
        keys.entry(reference)
            .or_insert_with(|| operation.key.clone());
    }
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    let cases = operations.flat_map(|operation| &mut operation.responses);
    for link in cases.flat_map(|case| &mut case.links) {
        if let LinkTarget::Elsewhere(text) = &link.target
            && let Some(key) = found(&keys, text)
        {
            link.target = LinkTarget::Operation(key);
        }
    }
}

/// The key of an operation by its `operationId`, or by a reference however that is encoded.
fn found(keys: &BTreeMap<String, String>, text: &str) -> Option<String> {
    let same_spelling = || {
        let pointer = Pointer::from_fragment(text.strip_prefix('#')?)?;
        keys.get(&format!("#{}", pointer.to_fragment()))
    };
    keys.get(text).or_else(same_spelling).cloned()
}
