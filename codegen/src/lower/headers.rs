//! Typed response headers (OpenAPI 3.0.3, 4.7.20 Header Object).
//!
//! A header set is named after the response that documents it: a component by its own name, another
//! by operation and status. So neither a header nor an operation that is added renames one. The
//! first response of a shape has the struct and the others are aliases of it, since real documents
//! write the same headers on a thousand responses. Must not: parse values.

use super::media::is_token;
use super::names;
use super::{Ctx, docs};
use crate::api::{HeaderField, HeaderSet, Pointer, TypeRef};
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Index of the header set of the response at this place; `None` where it documents no headers.
pub(super) fn lower<'a>(
    ctx: &mut Ctx<'a>,
    headers: &'a IndexMap<String, ReferenceOr<Header>>,
    name: &str,
    at: &Pointer,
) -> Option<usize> {
    if let Some(known) = ctx.header_sets.places.get(at) {
        return *known;
    }
    let fields = fields(ctx, headers, at);
    let set = (!fields.is_empty()).then(|| {
        let shape = shape(ctx, &fields);
        ctx.header_sets.add(shape, name, at, fields)
    });
    ctx.header_sets.places.insert(at.clone(), set);
    set
}

/// The headers that can be typed, in order of their names.
fn fields<'a>(
    ctx: &mut Ctx<'a>,
    headers: &'a IndexMap<String, ReferenceOr<Header>>,
    at: &Pointer,
) -> Vec<HeaderField> {
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
    fields
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

/// Header sets made so far.
#[derive(Debug, Default)]
pub(super) struct Sets {
    made: Vec<HeaderSet>,
    /// The first set of each shape.
    shapes: HashMap<String, usize>,
    /// The set of each response that was looked at; `None` where it documents no headers.
    places: HashMap<Pointer, Option<usize>>,
}

impl Sets {
    /// The sets in the order in which they were made.
    pub(super) fn into_sets(self) -> Vec<HeaderSet> {
        self.made
    }

    /// Adds a set; one of the same shape as an earlier one is that one by another name.
    fn add(&mut self, shape: String, name: &str, at: &Pointer, fields: Vec<HeaderField>) -> usize {
        let index = self.made.len();
        let first = *self.shapes.entry(shape).or_insert(index);
        let own = first == index;
        self.made.push(HeaderSet {
            type_name: names::type_name(name),
            pointer: at.clone(),
            same_as: (!own).then_some(first),
            fields: if own { fields } else { Vec::new() },
        });
        index
    }
}

/// Names, types and presence of all headers.
fn shape(ctx: &Ctx<'_>, fields: &[HeaderField]) -> String {
    let mut shape = String::new();
    for field in fields {
        let _ = write!(
            shape,
            "{:?} {} ",
            field.wire_name.to_ascii_lowercase(),
            field.required
        );
        ctx.table.type_shape(&field.ty, &mut shape);
    }
    shape
}
