//! Request bodies (OpenAPI 3.0.3, 4.7.13 Request Body Object, 4.7.14.3 to 4.7.14.5 file uploads,
//! forms and multipart, 4.7.15 Encoding Object).
//!
//! What is sent where the document leaves it open: a range such as `*/*` is no `Content-Type`; it
//! is JSON where the schema is an object, an array or a reference, else bytes. Must not: encode.

use super::media::{Media, classify, essence, is_media_type, is_plain_json, label};
use super::names::{self, reserved};
use super::parameters::{query_style, style_beside};
use super::schema::{Flat, JsonType, Node, Part as SchemaPart};
use super::{Ctx, Kept, docs};
use crate::api::{
    BodyContent, BodyKind, FormField, Multipart, Parameter, Part, PartKind, Pointer, RequestBody,
    Style, TypeRef,
};
use crate::diagnostic::code::lower as code;
use openapiv3::{Encoding, MediaType};

/// Where the contents of one body are, and what types in them are named after.
struct Place<'o> {
    at: Pointer,
    /// The body is a component: its types are made once.
    shared: bool,
    owner: String,
    operation: &'o str,
}

/// The body of an operation.
pub(super) fn lower<'a>(
    ctx: &mut Ctx<'a>,
    kept: &Kept<'a>,
    operation: &str,
    parameters: &[Parameter],
) -> Option<RequestBody> {
    let at = kept.pointer.child("requestBody");
    let (body, component) = ctx.request_body(kept.operation.request_body.as_ref()?, &at)?;
    let owner = match component.as_ref().and_then(Pointer::last) {
        Some(key) => names::pascal_within(&names::pascal(&key), "Request"),
        None => names::pascal_within(operation, "Request"),
    };
    let shared = component.is_some();
    let place = Place {
        at: component.unwrap_or(at),
        shared,
        owner,
        operation,
    };
    let mut contents: Vec<BodyContent> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (media_type, media) in &body.content {
        let at = place.at.child("content").child(media_type);
        if !is_media_type(media_type) {
            let message =
                format!("`{media_type}` is no media type (RFC 9110, 8.3.1); it is left out");
            ctx.warn(code::NOT_NORMALIZED, &at, message);
            continue;
        }
        if seen.contains(&essence(media_type)) {
            continue;
        }
        seen.push(essence(media_type));
        let content = content(ctx, media_type, media, &place);
        if !is_repeated(ctx, &contents, &content) {
            contents.push(content);
        }
    }
    if contents.is_empty() {
        return None;
    }
    name_variants(&mut contents);
    let taken = parameters
        .iter()
        .any(|parameter| parameter.name.as_str() == "body");
    let enum_name =
        (contents.len() > 1).then(|| names::type_name(&names::pascal_within(operation, "Body")));
    Some(RequestBody {
        required: body.required,
        name: names::ident(if taken { "body_" } else { "body" }),
        enum_name,
        contents,
        doc: docs::optional(body.description.as_deref()),
    })
}

/// Whether the same type is sent as JSON by another name of it already. A media type with a suffix
/// is no such name: what `application/merge-patch+json` means differs from plain JSON (RFC 7396),
/// however alike the schemas are.
fn is_repeated(ctx: &Ctx<'_>, contents: &[BodyContent], new: &BodyContent) -> bool {
    let plain = |content: &BodyContent| is_plain_json(&content.media_type);
    let BodyKind::Json(ty) = &new.kind else {
        return false;
    };
    plain(new)
        && contents.iter().any(|old| match &old.kind {
            BodyKind::Json(old_ty) => plain(old) && ctx.table.same(old_ty, ty),
            _ => false,
        })
}

/// Variant names after the media types.
fn name_variants(contents: &mut [BodyContent]) {
    let labels: Vec<String> = contents.iter().map(|c| label(&c.media_type)).collect();
    let variants = names::variants(labels.iter().map(String::as_str), &[]);
    for (content, variant) in contents.iter_mut().zip(variants) {
        content.variant = variant;
    }
}

/// One media type of a body.
fn content<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
) -> BodyContent {
    let (kind, sent) = match classify(media_type) {
        Media::Json if media_type.contains('*') => {
            (json(ctx, media_type, media, place), "application/json")
        }
        Media::Json => (json(ctx, media_type, media, place), media_type),
        Media::Form => (form(ctx, media_type, media, place), media_type),
        Media::Multipart => {
            let sent = if media_type.contains('*') {
                "multipart/form-data"
            } else {
                media_type
            };
            (multipart(ctx, media_type, media, place), sent)
        }
        Media::Text | Media::Events => (BodyKind::Text, media_type),
        Media::Range => range(ctx, media_type, media, place),
        Media::Xml | Media::JsonLines | Media::Other => (BodyKind::Bytes, media_type),
    };
    BodyContent {
        media_type: sent.to_owned(),
        variant: names::type_name("Body"),
        kind,
    }
}

/// A media range: what is sent is chosen by the schema.
fn range<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
) -> (BodyKind, &'static str) {
    if essence(media_type).starts_with("text/") {
        return (BodyKind::Text, "text/plain");
    }
    let at = place.at.child("content").child(media_type);
    let flat = media
        .schema
        .as_ref()
        .map(|schema| ctx.flatten(&[SchemaPart::new(schema.into(), at.child("schema"))], None));
    let structured = flat.is_some_and(|flat| {
        !flat.choices.is_empty()
            || matches!(flat.json_type(), Some(JsonType::Object | JsonType::Array))
    });
    let (kind, sent) = if structured && essence(media_type) == "*/*" {
        (json(ctx, media_type, media, place), "application/json")
    } else {
        (BodyKind::Bytes, "application/octet-stream")
    };
    let message = format!("`{media_type}` is a range; the body is sent as `{sent}`");
    ctx.note(code::MEDIA_RANGE_SENT, &at, message);
    (kind, sent)
}

/// The schema's type.
fn ty<'a>(ctx: &mut Ctx<'a>, media_type: &str, media: &'a MediaType, place: &Place<'_>) -> TypeRef {
    let at = place.at.child("content").child(media_type).child("schema");
    let name = match essence(media_type).as_str() {
        "application/json" | "*/*" => place.owner.clone(),
        other => names::pascal_within(&place.owner, &label(other)),
    };
    match &media.schema {
        Some(schema) if place.shared => ctx.shared_schema(schema, &name, &at),
        Some(schema) => ctx.schema(schema, &name, &at).with_null(),
        None => TypeRef::Any,
    }
}

/// A JSON body.
fn json<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
) -> BodyKind {
    BodyKind::Json(ty(ctx, media_type, media, place))
}

/// A form body; members whose encoding departs from the default are listed.
fn form<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
) -> BodyKind {
    let ty = match ty(ctx, media_type, media, place) {
        TypeRef::Nullable(ty) => *ty,
        ty => ty,
    };
    let fields = media
        .encoding
        .iter()
        .map(|(name, encoding)| form_field(name, encoding))
        .filter(|field| field.json || !field.explode || field.style != Style::Form)
        .collect();
    BodyKind::Form { ty, fields }
}

/// Encoding of one member of a form; the default of `explode` is filled in by `normalize`.
fn form_field(name: &str, encoding: &Encoding) -> FormField {
    let style = encoding.style.as_ref().map_or(Style::Form, query_style);
    let style = style_beside(&encoding.extensions).unwrap_or(style);
    let json = encoding
        .content_type
        .as_deref()
        .is_some_and(|media| classify(media) == Media::Json);
    FormField {
        wire_name: name.to_owned(),
        style,
        explode: encoding.explode,
        json,
    }
}

/// A multipart body: a struct of its own with a field for each part.
fn multipart<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
) -> BodyKind {
    let at = place.at.child("content").child(media_type).child("schema");
    let flat = match &media.schema {
        Some(schema) => with_alternatives(ctx, SchemaPart::new(schema.into(), at.clone())),
        None => Flat::default(),
    };
    if flat.properties.is_empty() {
        let message = "a multipart body whose schema names no members has no parts to send";
        ctx.warn(code::MULTIPART_WITHOUT_PARTS, &at, message);
    }
    report_headers(ctx, media, &place.at.child("content").child(media_type));
    let idents = names::idents(flat.properties.keys().copied(), reserved::STRUCT);
    let mut parts = Vec::with_capacity(flat.properties.len());
    for ((wire_name, schemas), name) in flat.properties.iter().zip(idents) {
        let type_name = names::pascal_within(&place.owner, wire_name);
        let encoding = media.encoding.get(*wire_name);
        let documented = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let mut other_content_types = media_types(documented.unwrap_or_default());
        let kind = part_kind(ctx, schemas, &type_name, &other_content_types);
        let sent = other_content_types.iter().position(|media| match kind {
            PartKind::Json(_) => classify(media) == Media::Json,
            _ => !media.contains('*'),
        });
        parts.push(Part {
            wire_name: (*wire_name).to_owned(),
            name,
            required: flat.required.contains(wire_name),
            content_type: sent.map(|index| other_content_types.remove(index)),
            other_content_types,
            kind,
            doc: docs::optional(description(schemas)),
        });
    }
    let doc = match media.schema.as_ref().map(Node::from) {
        Some(Node::Schema(schema)) => docs::optional(schema.schema_data.description.as_deref()),
        _ => docs::optional(None),
    };
    let suffix = if essence(media_type) == "multipart/form-data" {
        "Multipart".to_owned()
    } else {
        label(media_type)
    };
    let type_name = names::type_name(&names::pascal_within(place.operation, &suffix));
    BodyKind::Multipart(Multipart {
        type_name,
        doc,
        parts,
    })
}

/// Reports headers that parts should have. `Content-Type` is told by `contentType` (4.7.15.1).
fn report_headers(ctx: &mut Ctx<'_>, media: &MediaType, at: &Pointer) {
    for (part, encoding) in &media.encoding {
        let at = at.child("encoding").child(part).child("headers");
        let own = |name: &&String| !name.eq_ignore_ascii_case("content-type");
        for name in encoding.headers.keys().filter(own) {
            let message = format!("the part `{part}` is sent without its header `{name}`");
            ctx.warn(code::PART_HEADERS_NOT_SENT, &at.child(name), message);
        }
    }
}

/// What a schema says, the members of its alternatives among it as optional ones.
fn with_alternatives<'a>(ctx: &mut Ctx<'a>, part: SchemaPart<'a>) -> Flat<'a> {
    let mut flat = ctx.flatten(&[part], None);
    for part in flat
        .choices
        .iter()
        .flat_map(super::schema::Choice::parts)
        .collect::<Vec<_>>()
    {
        let branch = ctx.flatten(&[part], None);
        for (name, parts) in branch.properties {
            flat.properties.entry(name).or_insert(parts);
        }
    }
    flat
}

/// The media types of `encoding.contentType` (4.7.15): a list with commas, ranges among it.
fn media_types(content_type: &str) -> Vec<String> {
    let listed = content_type.split(',').map(str::trim);
    listed
        .filter(|media| !media.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a part holds (4.7.14.5): strings and numbers are text, objects JSON, binary strings files;
/// and so is what is neither text nor JSON by the media types that the document names for it.
fn part_kind<'a>(
    ctx: &mut Ctx<'a>,
    schemas: &[SchemaPart<'a>],
    name: &str,
    documented: &[String],
) -> PartKind {
    let flat = ctx.flatten(schemas, None);
    let is_file = |flat: &Flat<'_>| {
        flat.json_type() == Some(JsonType::String) && flat.format == Some("binary")
    };
    if is_file(&flat) {
        return PartKind::File;
    }
    if flat.json_type() == Some(JsonType::Array) && flat.choices.is_empty() {
        let items = ctx.flatten(&flat.items, None);
        if is_file(&items) {
            return PartKind::Files;
        }
        if is_scalar(&items) {
            let name = names::pascal_within(name, "Item");
            return PartKind::Texts(ctx.parts(&flat.items, &name).ty);
        }
    }
    let may_be_json = |media: &String| media.contains('*') || classify(media) == Media::Json;
    if is_scalar(&flat) {
        PartKind::Text(ctx.parts(schemas, name).ty)
    } else if documented.is_empty() || documented.iter().any(may_be_json) {
        PartKind::Json(ctx.parts(schemas, name).ty)
    } else {
        PartKind::File
    }
}

/// Whether values of a schema are written as plain text.
fn is_scalar(flat: &Flat<'_>) -> bool {
    flat.choices.is_empty()
        && match flat.json_type() {
            Some(JsonType::Array | JsonType::Object) => false,
            Some(_) => true,
            None => flat.values.is_some(),
        }
}

/// The description of a member.
fn description<'a>(schemas: &[SchemaPart<'a>]) -> Option<&'a str> {
    schemas.iter().find_map(|part| match part.node {
        Node::Schema(schema) => schema.schema_data.description.as_deref(),
        Node::Reference(_) => None,
    })
}
