//! Brings every input to one OpenAPI 3.0 document; each mend of what real documents get wrong is
//! a warning.
//!
//! An ordered list of passes over plain values; nothing behind this stage knows that other
//! versions exist. What 3.0 cannot say travels in `x-specwright-…` members.

mod bundle;
mod context;
mod grammar;
mod mend;
mod openapi31;
mod origin;
mod shape;
mod swagger2;
mod typed;
mod version;
mod walk;

pub use origin::Origin;

use crate::diagnostic::Diagnostics;
use crate::source::Document;
use context::{Context, Version};
use serde_json::Value;

/// A document after all passes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Normalized {
    /// The OpenAPI 3.0 document as plain values; every `$ref` is local and leads somewhere.
    pub value: Value,
    /// The same, typed.
    pub openapi: openapiv3::OpenAPI,
    /// From its places back to the user's text.
    pub origin: Origin,
}

/// Runs all passes; `None` where the document cannot mean anything.
pub fn normalize(document: &Document, diagnostics: &mut Diagnostics) -> Option<Normalized> {
    let version = version::detect(document.root(), diagnostics)?;
    if !version::describes_something(document.root(), diagnostics) {
        return None;
    }
    let mut cx = Context::new(version, diagnostics);
    let mut value = document.root().clone();
    mend::misplaced::apply(&mut value, &mut cx);
    shape::apply(&mut value, &mut cx);
    let mut value = bundle::apply(value, document, &mut cx);
    if version == Version::V2 {
        swagger2::apply(&mut value, &mut cx);
    }
    openapi31::apply(&mut value, &mut cx);
    mend::apply(&mut value, &mut cx);
    version::settle(&mut value);
    let openapi = typed::convert(&mut value, &mut cx)?;
    Some(Normalized {
        value,
        openapi,
        origin: cx.origin,
    })
}
