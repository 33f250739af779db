//! Typed response headers (OpenAPI 3.0.3, 4.7.20 Header Object).
//!
//! A header set is named after its headers, so that responses that document the same headers share
//! one and a new operation renames none. Must not: parse values.

use super::media::is_token;
use super::names;
use super::{Ctx, docs};
use crate::api::{HeaderField, HeaderSet, Pointer, TypeRef};
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};
use std::fmt::Write as _;

/// How many header names a set is named after.
const NAMED: usize = 3;

/// Index of the header set of these headers; `None` where there are none.
pub(super) fn lower<'a>(
    ctx: &mut Ctx<'a>,
    headers: &'a IndexMap<String, ReferenceOr<Header>>,
    at: &Pointer,
) -> Option<usize> {
    let mut entries: Vec<_> = headers
        .iter()
        // 4.7.16.1: a header named Content-Type is ignored.
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        .collect();
    entries.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    entries.dedup_by_key(|(name, _)| name.to_ascii_lowercase());
    let idents = names::idents(entries.iter().map(|(name, _)| name.as_str()), &[]);
    let mut fields = Vec::with_capacity(entries.len());
    for ((name, header), ident) in entries.into_iter().zip(idents) {
        let at = at.child("headers").child(name);
        if !is_token(name) {
            let message = format!("`{name}` is no field name (RFC 9110, 5.1); it is left out");
            ctx.warn(code::NOT_NORMALIZED, &at, message);
            continue;
        }
        let Some((header, component)) = ctx.header(header, &at) else {
            continue;
        };
        fields.push(HeaderField {
            wire_name: name.clone(),
            name: ident,
            ty: header_type(ctx, header, name, component.as_ref(), &at),
            required: header.required,
            doc: docs::optional(header.description.as_deref()),
        });
    }
    if fields.is_empty() {
        return None;
    }
    Some(index(ctx, fields))
}

/// The Rust type of one header's value.
fn header_type<'a>(
    ctx: &mut Ctx<'a>,
    header: &'a Header,
    name: &str,
    component: Option<&Pointer>,
    at: &Pointer,
) -> TypeRef {
    let ParameterSchemaOrContent::Schema(schema) = &header.format else {
        return TypeRef::String;
    };
    let name = names::pascal_within(&names::pascal(name), "Header");
    let ty = match component {
        Some(place) => ctx.shared_schema(schema, &name, &place.child("schema")),
        None => ctx.schema(schema, &name, &at.child("schema")).ty,
    };
    match ty {
        // A header has no way to say `null`, and its text is no JSON.
        TypeRef::Nullable(ty) => *ty,
        TypeRef::Any | TypeRef::Null => TypeRef::String,
        ty => ty,
    }
}

/// The set of these headers: an earlier one with the same headers, or a new one.
fn index(ctx: &mut Ctx<'_>, fields: Vec<HeaderField>) -> usize {
    let mut key = String::new();
    for field in &fields {
        let _ = write!(
            key,
            "{:?} {} ",
            field.wire_name.to_ascii_lowercase(),
            field.required
        );
        ctx.table.type_shape(&field.ty, &mut key);
    }
    if let Some(index) = ctx.header_sets.get_index_of(&key) {
        return index;
    }
    let mut name = String::new();
    for field in fields.iter().take(NAMED) {
        name = names::pascal_within(&name, &field.wire_name);
    }
    if fields.len() > NAMED {
        name.push_str("And");
        name.push_str(&names::hash(&key, 4));
    }
    name.push_str("Headers");
    let type_name = names::type_name(&name);
    ctx.header_sets.insert(key, HeaderSet { type_name, fields });
    ctx.header_sets.len() - 1
}
