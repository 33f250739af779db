//! Path items, operations, responses and callbacks (OpenAPI 3.0, 4.7.8 to 4.7.10, 4.7.16 to
//! 4.7.18).

use super::object::{Object, leaf};
use super::{parameter, reference_or, schema};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::grammar::METHODS;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use indexmap::IndexMap;
use openapiv3::{
    Callback, Operation, PathItem, ReferenceOr, Response, Responses, SecurityRequirement, Server,
    StatusCode,
};
use serde_json::Value;

const PATH_ITEM: [&str; 12] = [
    "summary",
    "description",
    "servers",
    "parameters",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
];

const OPERATION: [&str; 12] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// Callbacks of components that references in operations are replaced by.
pub(super) struct Callbacks {
    by_reference: IndexMap<String, Callback>,
    /// How many more copies are made; what is over it is left out.
    copies: usize,
}

impl Callbacks {
    /// No callback is known.
    pub(super) fn none() -> Self {
        Self {
            by_reference: IndexMap::new(),
            copies: 0,
        }
    }

    /// These, each with the text of a reference to it.
    pub(super) fn new(by_reference: IndexMap<String, Callback>) -> Self {
        Self {
            by_reference,
            copies: 1000,
        }
    }

    fn copy(&mut self, reference: &str) -> Option<Callback> {
        self.copies = self.copies.checked_sub(1)?;
        self.by_reference.get(reference).cloned()
    }
}

/// A path item.
pub(super) fn path_item(
    value: &mut Value,
    at: &Path<'_>,
    callbacks: &mut Callbacks,
    cx: &mut Context<'_>,
) -> Option<PathItem> {
    let mut object = Object::of(value, at, cx)?;
    object.only(&PATH_ITEM, cx);
    let mut item = PathItem {
        summary: object.text("summary", cx),
        description: object.text("description", cx),
        servers: servers(&mut object, cx),
        parameters: object.list("parameters", cx, parameter::parameter),
        extensions: object.extensions(),
        ..PathItem::default()
    };
    for method in METHODS {
        let Some(value) = object.members.member_mut(method) else {
            continue;
        };
        let read = operation(value, &at.key(method), callbacks, cx);
        if read.is_none() {
            object.members.take_member(method);
        }
        match method {
            "get" => item.get = read,
            "put" => item.put = read,
            "post" => item.post = read,
            "delete" => item.delete = read,
            "options" => item.options = read,
            "head" => item.head = read,
            "patch" => item.patch = read,
            _ => item.trace = read,
        }
    }
    Some(item)
}

fn operation(
    value: &mut Value,
    at: &Path<'_>,
    callbacks: &mut Callbacks,
    cx: &mut Context<'_>,
) -> Option<Operation> {
    let mut object = Object::of(value, at, cx)?;
    object.only(&OPERATION, cx);
    Some(Operation {
        tags: object.texts("tags", cx),
        summary: object.text("summary", cx),
        description: object.text("description", cx),
        external_docs: object.leaf("externalDocs", cx),
        operation_id: object.text("operationId", cx),
        parameters: object.list("parameters", cx, parameter::parameter),
        request_body: request_body(&mut object, cx),
        responses: responses(&mut object, cx),
        callbacks: object_callbacks(&mut object, callbacks, cx),
        deprecated: object.flag("deprecated", cx).unwrap_or_default(),
        security: security(&mut object, cx),
        servers: servers(&mut object, cx),
        extensions: object.extensions(),
    })
}

fn request_body(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<openapiv3::RequestBody>> {
    let at = object.at.key("requestBody");
    let value = object.members.member_mut("requestBody")?;
    let body = parameter::request_body(value, &at, cx);
    if body.is_none() {
        object.members.take_member("requestBody");
    }
    body
}

/// `security`, absent told apart from empty: an empty one switches security off.
pub(super) fn security(
    object: &mut Object<'_, '_>,
    cx: &mut Context<'_>,
) -> Option<Vec<SecurityRequirement>> {
    object.members.member("security")?;
    Some(object.list("security", cx, |value, at, cx| leaf(value, at, cx)))
}

/// `servers`.
pub(super) fn servers(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Vec<Server> {
    object.list("servers", cx, |value, at, cx| leaf(value, at, cx))
}

fn responses(object: &mut Object<'_, '_>, cx: &mut Context<'_>) -> Responses {
    let at = object.at.key("responses");
    let Some(value) = object.members.member_mut("responses") else {
        return Responses::default();
    };
    let Some(object) = Object::of(value, &at, cx) else {
        return Responses::default();
    };
    let mut responses = Responses {
        extensions: object.extensions(),
        ..Responses::default()
    };
    object.members.retain(|key, value| {
        if key.starts_with("x-") {
            return true;
        }
        let at = at.key(key);
        let Some(read) = response(value, &at, cx) else {
            return false;
        };
        if key == "default" {
            responses.default = Some(read);
            return true;
        }
        match leaf::<StatusCode>(&Value::String(key.clone()), &at, cx) {
            Some(status) => responses.responses.insert(status, read).is_none(),
            None => false,
        }
    });
    responses
}

/// A response.
pub(super) fn response(
    value: &mut Value,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Option<ReferenceOr<Response>> {
    reference_or(value, at, cx, |object, cx| {
        object.only(&["description", "headers", "content", "links"], cx);
        Some(Response {
            description: object.text("description", cx).unwrap_or_default(),
            headers: object.map("headers", cx, parameter::header),
            content: parameter::content(object, cx),
            links: object.map("links", cx, schema::link),
            extensions: object.extensions(),
        })
    })
}

/// The callbacks of an operation. `openapiv3` has no reference there, so that a copy stands for
/// one; the value keeps the reference.
fn object_callbacks(
    object: &mut Object<'_, '_>,
    callbacks: &mut Callbacks,
    cx: &mut Context<'_>,
) -> IndexMap<String, Callback> {
    let mut read = IndexMap::new();
    let at = object.at.key("callbacks");
    let Some(Value::Object(members)) = object.members.member_mut("callbacks") else {
        return read;
    };
    for (name, value) in members {
        let at = at.key(name);
        let reference = value.get("$ref").and_then(Value::as_str);
        let Some(reference) = reference.map(str::to_owned) else {
            let inner = callback(value, &at, &mut Callbacks::none(), cx);
            read.extend(inner.map(|inner| (name.clone(), inner)));
            continue;
        };
        if let Some(callback) = callbacks.copy(&reference) {
            read.insert(name.clone(), callback);
        } else {
            cx.note(
                code::CALLBACK_LEFT_OUT,
                &at,
                "a reference to a callback within a callback is not followed",
            );
        }
    }
    read
}

/// A callback: path items by expressions.
pub(super) fn callback(
    value: &mut Value,
    at: &Path<'_>,
    callbacks: &mut Callbacks,
    cx: &mut Context<'_>,
) -> Option<Callback> {
    let object = Object::of(value, at, cx)?;
    let mut read = Callback::new();
    object.members.retain(|expression, value| {
        if expression.starts_with("x-") {
            return true;
        }
        let item = path_item(value, &at.key(expression), callbacks, cx);
        let kept = item.is_some();
        read.extend(item.map(|item| (expression.clone(), item)));
        kept
    });
    Some(read)
}
