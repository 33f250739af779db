//! Brings every input to one OpenAPI 3.0 document; each mend of what real documents get wrong is
//! a warning.
//!
//! An ordered list of passes over plain values; nothing behind this stage knows that other
//! versions exist. Afterwards every `$ref` is `#/components/<section>/<name>` of the right
//! section and leads somewhere (the name as a fragment: see
//! [`Pointer::from_fragment`](crate::pointer::Pointer::from_fragment)), every member has the
//! type that 3.0 gives it, and the value says what the typed document says.
//!
//! What 3.0 cannot say travels in members of our own:
//!
//! | member | on | says |
//! | --- | --- | --- |
//! | `x-specwright-path` | Path Item | the path to send, where the key has a query or fragment |
//! | `x-specwright-style` | Parameter, Encoding | `tabDelimited` (2.0: `collectionFormat: tsv`) |
//! | `x-specwright-null` | Schema | `true`: null is the only value (beside `nullable`, `enum: [null]`) |
//! | `x-specwright-prefix-items` | Schema | how many leading items have schemas of their own (3.1: `prefixItems`); `items` allows any of them |
//! | `x-specwright-examples` | Schema | all examples, where there are several (3.1: `examples`) |
//! | `x-specwright-content-media-type` | Schema | what a string holds (3.1: `contentMediaType`) |
//! | `x-specwright-webhooks` | document | webhooks (3.1), as 3.0 would say them |
//! | `x-specwright-left-out` | document | what is left out: `paths`, the operations with id, tags, statuses and (the same member) why, and of those that stay the responses; `schemas`, the names |
//!
//! `nullable: true` allows null beside whatever else a schema says, `allOf` and `enum` included.

mod bundle;
mod context;
mod grammar;
mod inheritance;
mod left_out;
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
    let is_something = version::describes_something(document.root(), version, diagnostics);
    // What is wrong with the paths tells why there is no operation.
    if !is_something && !document.root().get("paths").is_some_and(Value::is_object) {
        return None;
    }
    let mut cx = Context::new(version, diagnostics);
    let mut value = document.root().clone();
    // every member has its JSON type, so that no later pass asks
    shape::apply(&mut value, &mut cx);
    // one document, in which every reference leads to a component
    let mut value = bundle::apply(value, document, &mut cx);
    if cx.abandoned {
        return None;
    }
    // what needs a reference that leads nowhere
    let components = left_out::mark(&mut value, &mut cx);
    // the objects of 2.0 in the places of 3.0
    if version == Version::V2 {
        swagger2::apply(&mut value, &mut cx);
    }
    // the schemas of 3.1 in the words of 3.0
    openapi31::apply(&mut value, &mut cx);
    // what is wrong in a document of 3.0
    mend::apply(&mut value, &mut cx);
    version::settle(&mut value);
    // what was marked above: until here, so that its faults were found
    if !cx.missing.is_empty() {
        left_out::take_out(&mut value, &components);
    }
    // bases with a discriminator, after which no schema is taken away
    inheritance::apply(&mut value, &mut cx);
    // the typed document, and out of the value what it cannot hold
    let openapi = typed::convert(&mut value, &mut cx)?;
    is_something.then_some(Normalized {
        value,
        openapi,
        origin: cx.origin,
    })
}
