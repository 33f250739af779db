//! Callbacks of an operation (OpenAPI 3.0.3, 4.7.18 Callback Object).
//!
//! Must not: lower schemas, which would make types that nothing uses.

use super::{Ctx, Kept, docs, responses, select};
use crate::api::{Callback, Method, Pointer};
use crate::diagnostic::code::lower as code;

/// Every request that the operation may bring about, in document order.
pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, kept: &Kept<'a>) -> Vec<Callback> {
    let mut callbacks = Vec::new();
    let at = kept.pointer.child("callbacks");
    for (name, by_expression) in &kept.operation.callbacks {
        for (expression, item) in by_expression {
            let at = at.child(name).child(expression);
            for (method, operation) in select::methods(item) {
                let at = at.child(&method.as_str().to_ascii_lowercase());
                callbacks.push(callback(ctx, (name, expression), method, operation, at));
            }
        }
    }
    if !callbacks.is_empty() {
        let message = "callbacks are kept for information; no code is made of them";
        ctx.note(code::CALLBACKS_KEPT_ASIDE, &at, message);
    }
    callbacks
}

fn callback<'a>(
    ctx: &mut Ctx<'a>,
    (name, expression): (&str, &str),
    method: Method,
    operation: &'a openapiv3::Operation,
    pointer: Pointer,
) -> Callback {
    let body = operation.request_body.as_ref();
    let body = body.and_then(|body| ctx.request_body(body, &pointer.child("requestBody")));
    Callback {
        name: name.to_owned(),
        expression: expression.to_owned(),
        id: operation.operation_id.clone(),
        method,
        media_types: body.map_or_else(Vec::new, |(body, _)| body.content.keys().cloned().collect()),
        answers: responses::keys(&operation.responses),
        doc: docs::summary_and_description(
            operation.summary.as_deref(),
            operation.description.as_deref(),
        ),
        pointer,
    }
}
