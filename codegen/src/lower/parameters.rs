//! Parameters of an operation (OpenAPI 3.0.3, 4.7.12 Parameter Object).
//!
//! Must not: encode values; `style` and `explode` are only filled in here.

use super::media::{Media, classify, is_token};
use super::names::{self, Alternative, Wish, reserved, settle};
use super::schema::Part;
use super::{Ctx, Kept, docs};
use crate::api::{Ident, Location, Parameter, ParameterEncoding, Pointer, Style, TypeRef};
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;
use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

/// A parameter and where it is.
struct Found<'a> {
    parameter: &'a openapiv3::Parameter,
    /// Its own place, or that of the component it is.
    at: Pointer,
    /// Key of the component it is.
    component: Option<String>,
}

/// All parameters of an operation: the path item's, each replaced by one of the operation with the
/// same name and location (4.7.10.1).
pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, kept: &Kept<'a>, owner: &str) -> Vec<Parameter> {
    let mut found: IndexMap<(String, Location), Found<'a>> = IndexMap::new();
    let path = kept.pointer.parent().unwrap_or_default();
    let lists = [
        (&kept.item.parameters, path),
        (&kept.operation.parameters, kept.pointer.clone()),
    ];
    for (list, at) in lists {
        for (index, parameter) in list.iter().enumerate() {
            collect(
                ctx,
                parameter,
                &at.child("parameters").item(index),
                &mut found,
            );
        }
    }
    let idents = names(found.keys());
    found
        .into_iter()
        .zip(idents)
        .map(|(((_, location), found), name)| one(ctx, &found, location, name, owner))
        .collect()
}

/// Takes one parameter unless it is none that a request can have.
fn collect<'a>(
    ctx: &mut Ctx<'a>,
    parameter: &'a ReferenceOr<openapiv3::Parameter>,
    at: &Pointer,
    found: &mut IndexMap<(String, Location), Found<'a>>,
) {
    let Some((parameter, place)) = ctx.parameter(parameter, at) else {
        return;
    };
    let (data, location) = data(parameter);
    let name = &data.name;
    let at = place.clone().unwrap_or_else(|| at.clone());
    if location == Location::Header {
        // 4.7.12.1: these three are described elsewhere and ignored here.
        let ignored = ["accept", "content-type", "authorization"];
        if ignored
            .iter()
            .any(|header| name.eq_ignore_ascii_case(header))
        {
            let message = format!("a header parameter named `{name}` is ignored");
            ctx.note(code::NOT_NORMALIZED, &at, message);
            return;
        }
        if !is_token(name) || is_framing(name) {
            let message =
                format!("no client may set the header `{name}`; the parameter is left out");
            ctx.warn(code::NOT_NORMALIZED, &at, message);
            return;
        }
    }
    let component = place.and_then(|place| place.last());
    found.insert(
        (name.clone(), location),
        Found {
            parameter,
            at,
            component,
        },
    );
}

/// Headers that belong to the connection or the framing of messages (RFC 9110, 7.6.1; RFC 9112, 6).
fn is_framing(name: &str) -> bool {
    let own = [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    own.iter().any(|header| name.eq_ignore_ascii_case(header))
}

/// The common members of a parameter, and its location.
fn data(parameter: &openapiv3::Parameter) -> (&ParameterData, Location) {
    use openapiv3::Parameter::{Cookie, Header, Path, Query};
    match parameter {
        Query { parameter_data, .. } => (parameter_data, Location::Query),
        Header { parameter_data, .. } => (parameter_data, Location::Header),
        Path { parameter_data, .. } => (parameter_data, Location::Path),
        Cookie { parameter_data, .. } => (parameter_data, Location::Cookie),
    }
}

/// Argument and setter names. Of equal ones in several locations, path keeps the name, then query,
/// header, cookie; the others have their location behind.
fn names<'k>(keys: impl Iterator<Item = &'k (String, Location)>) -> Vec<Ident> {
    let wishes: Vec<Wish> = keys
        .map(|(name, location)| {
            let wish = Wish::snake(name, reserved::REQUEST);
            let (rank, place) = match location {
                Location::Path => (0, "path"),
                Location::Query => (10, "query"),
                Location::Header => (20, "header"),
                Location::Cookie => (30, "cookie"),
            };
            let same_location = match location {
                Location::Path => wish.alternative.name(&wish.base),
                Location::Query | Location::Header | Location::Cookie => None,
            };
            let other = || format!("{}_{place}", wish.base.trim_end_matches('_'));
            Wish {
                alternative: Alternative::Name(same_location.unwrap_or_else(other)),
                key: format!("{place} {name}"),
                rank: rank + wish.rank,
                base: wish.base,
            }
        })
        .collect();
    settle(&wishes, "_")
        .iter()
        .map(|name| names::ident(name))
        .collect()
}

/// One parameter.
fn one<'a>(
    ctx: &mut Ctx<'a>,
    found: &Found<'a>,
    location: Location,
    name: Ident,
    owner: &str,
) -> Parameter {
    let (data, _) = data(found.parameter);
    let (ty, json) = parameter_type(ctx, found, data, owner);
    let encoding = if json {
        ParameterEncoding::Json
    } else {
        encoding(found.parameter)
    };
    Parameter {
        wire_name: data.name.clone(),
        name,
        location,
        encoding,
        // A path parameter is always required (4.7.12.2).
        required: data.required || location == Location::Path,
        ty,
        doc: docs::with_default(
            ctx.escaped.optional(data.description.as_deref()),
            default(ctx, data),
        ),
        deprecated: data.deprecated.unwrap_or(false),
    }
}

/// What the provider assumes where the parameter is left out.
fn default<'a>(ctx: &Ctx<'a>, data: &'a ParameterData) -> Option<&'a serde_json::Value> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            ctx.default_of(&[Part::new(schema.into(), Pointer::root())])
        }
        ParameterSchemaOrContent::Content(_) => None,
    }
}

/// The Rust type, and whether the value is sent as JSON text. A component's type is made once.
fn parameter_type<'a>(
    ctx: &mut Ctx<'a>,
    found: &Found<'a>,
    data: &'a ParameterData,
    owner: &str,
) -> (TypeRef, bool) {
    let name = match &found.component {
        Some(key) => names::pascal_within(&names::pascal(key), "Parameter"),
        None => names::pascal_within(owner, &data.name),
    };
    let (schema, json) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), false),
        ParameterSchemaOrContent::Content(content) => {
            let media = content.first();
            let json = media.is_some_and(|(media, _)| classify(media) == Media::Json);
            if !json {
                let message = format!(
                    "the content of `{}` is not JSON; it is sent as text",
                    data.name
                );
                ctx.warn(code::PARAMETER_CONTENT_AS_TEXT, &found.at, message);
            }
            (
                media
                    .and_then(|(_, media)| media.schema.as_ref())
                    .filter(|_| json),
                json,
            )
        }
    };
    let Some(schema) = schema else {
        return (if json { TypeRef::Any } else { TypeRef::String }, json);
    };
    let at = found.at.child("schema");
    let ty = match &found.component {
        Some(_) => ctx.shared_schema(schema, &name, &at),
        None => ctx.schema(schema, &name, &at).ty,
    };
    let ty = match ty {
        // A parameter has no way to say `null`.
        TypeRef::Nullable(ty) => *ty,
        ty => ty,
    };
    (ty, json)
}

/// `style`, `explode` and `allowReserved`, their defaults filled in (4.7.12.2.1).
fn encoding(parameter: &openapiv3::Parameter) -> ParameterEncoding {
    let (data, _) = data(parameter);
    let (style, reserved) = match parameter {
        openapiv3::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => (query_style(style), *allow_reserved),
        openapiv3::Parameter::Header { .. } => (Style::Simple, false),
        openapiv3::Parameter::Path { style, .. } => (
            match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            },
            false,
        ),
        openapiv3::Parameter::Cookie { .. } => (Style::Form, false),
    };
    let style = style_beside(&data.extensions).unwrap_or(style);
    ParameterEncoding::Style {
        style,
        explode: data.explode.unwrap_or(style == Style::Form),
        allow_reserved: reserved,
    }
}

/// The style that only Swagger 2.0 can say, which stands beside `style`.
pub(super) fn style_beside(extensions: &IndexMap<String, serde_json::Value>) -> Option<Style> {
    let beside = extensions.get("x-specwright-style")?.as_str();
    (beside == Some("tabDelimited")).then_some(Style::TabDelimited)
}

/// `style` of a query parameter or form member.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
