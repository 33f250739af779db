//! From plain values to `openapiv3`; the only room of the stage that names it.
//!
//! Piece by piece, so that what `openapiv3` cannot hold costs only itself: it is left out, with a
//! warning, of the typed document and of the value alike.

mod object;
mod operation;
mod parameter;
mod schema;

use super::context::{Context, Version};
use super::walk::Path;
use crate::diagnostic::code::normalize as code;
use crate::pointer::Pointer;
use crate::source::Members as _;
use indexmap::IndexMap;
use object::{Object, leaf};
use openapiv3::{Callback, Components, Info, OpenAPI, Paths, ReferenceOr};
use operation::Callbacks;
use serde_json::Value;

const ROOT: [&str; 8] = [
    "openapi",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// The typed document of a value that has gone through all other passes.
pub(super) fn convert(value: &mut Value, cx: &mut Context<'_>) -> Option<OpenAPI> {
    let root = Path::root();
    let mut object = Object::of(value, &root, cx)?;
    object.only(&ROOT, cx);
    let (components, mut callbacks) = components(&mut object, cx);
    Some(OpenAPI {
        openapi: object.text("openapi", cx)?,
        info: info(&mut object, cx),
        servers: operation::servers(&mut object, cx),
        paths: paths(&mut object, &mut callbacks, cx),
        components,
        security: operation::security(&mut object, cx),
        tags: object.list("tags", cx, |value, at, cx| leaf(value, at, cx)),
        external_docs: object.leaf("externalDocs", cx),
        extensions: object.extensions(),
    })
}

fn info(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Info {
    let at = object.at.key("info");
    let Some(value) = object.members.member_mut("info") else {
        return Info::default();
    };
    let Some(mut object) = Object::of(value, &at, cx) else {
        return Info::default();
    };
    object.only(
        &[
            "title",
            "description",
            "termsOfService",
            "contact",
            "license",
            "version",
        ],
        cx,
    );
    Info {
        title: object.text("title", cx).unwrap_or_default(),
        description: object.text("description", cx),
        terms_of_service: object.text("termsOfService", cx),
        contact: object.leaf("contact", cx),
        license: object.leaf("license", cx),
        version: object.text("version", cx).unwrap_or_default(),
        extensions: object.extensions(),
    }
}

fn paths(object: &mut Object<'_, '_>, callbacks: &mut Callbacks, cx: &mut Context<'_>) -> Paths {
    let at = object.at.key("paths");
    let Some(value) = object.members.member_mut("paths") else {
        return Paths::default();
    };
    let Some(object) = Object::of(value, &at, cx) else {
        return Paths::default();
    };
    let extensions = object.extensions();
    let mut paths = IndexMap::with_capacity(object.members.len());
    object.members.retain(|path, value| {
        if path.starts_with("x-") {
            return true;
        }
        let item = operation::path_item(value, &at.key(path), callbacks, cx);
        let kept = item.is_some();
        paths.extend(item.map(|item| (path.clone(), ReferenceOr::Item(item))));
        kept
    });
    Paths { paths, extensions }
}

/// `components`, and its callbacks for the operations that refer to them.
fn components(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> (Option<Components>, Callbacks) {
    let at = object.at.key("components");
    let Some(value) = object.members.member_mut("components") else {
        return (None, Callbacks::none());
    };
    let Some(mut object) = Object::of(value, &at, cx) else {
        return (None, Callbacks::none());
    };
    object.only(
        &[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
        ],
        cx,
    );
    let components = Components {
        schemas: object.map("schemas", cx, |value, at, cx| {
            Some(schema::schema(value, at, cx))
        }),
        responses: object.map("responses", cx, operation::response),
        parameters: object.map("parameters", cx, parameter::parameter),
        examples: object.map("examples", cx, schema::example),
        request_bodies: object.map("requestBodies", cx, parameter::request_body),
        headers: object.map("headers", cx, parameter::header),
        security_schemes: object.map("securitySchemes", cx, |value, at, cx| leaf(value, at, cx)),
        links: object.map("links", cx, schema::link),
        callbacks: object.map("callbacks", cx, |value, at, cx| {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                let reference = reference.to_owned();
                return Some(ReferenceOr::Reference { reference });
            }
            operation::callback(value, at, &mut Callbacks::none(), cx).map(ReferenceOr::Item)
        }),
        extensions: object.extensions(),
    };
    let callbacks = Callbacks::new(by_reference(&components.callbacks));
    (Some(components), callbacks)
}

/// Callbacks by the texts of references to them.
fn by_reference(callbacks: &IndexMap<String, ReferenceOr<Callback>>) -> IndexMap<String, Callback> {
    let section = Pointer::root().child("components").child("callbacks");
    let mut found = IndexMap::new();
    for (name, callback) in callbacks {
        let text = format!("#{}", section.child(name).to_fragment());
        if let ReferenceOr::Item(callback) = callback {
            found.insert(text, callback.clone());
        }
    }
    found
}

/// A reference, or what `read` makes of the object.
fn reference_or<T>(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
    read: impl FnOnce(&mut Object<'_, '_>, &mut Context<'_>) -> Option<T>,
) -> Option<ReferenceOr<T>> {
    let mut object = Object::of(value, at, cx)?;
    if let Some(reference) = object.reference() {
        let more = |name: &String| name != "$ref" && !name.starts_with("x-");
        if object.members.keys().any(more) {
            cx.note(code::REFERENCE_SIBLINGS, at, siblings(cx.version));
        }
        object.members.retain(|name, _| name == "$ref");
        return Some(ReferenceOr::Reference { reference });
    }
    read(&mut object, cx).map(ReferenceOr::Item)
}

/// What members beside a reference do (OpenAPI 3.0, 4.7.23; 3.1, 4.8.23). Those of schemas have
/// been given their effect before.
fn siblings(version: Version) -> &'static str {
    if version < Version::V31 {
        "members beside `$ref` have no effect before OpenAPI 3.1"
    } else {
        "`summary` and `description` beside `$ref` are not told; those of what it refers to are"
    }
}
