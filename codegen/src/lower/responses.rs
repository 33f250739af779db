//! Responses: which status is which variant, on which side, with which body (OpenAPI 3.0.3, 4.7.16
//! Responses Object, 4.7.17 Response Object; statuses: RFC 9110, 15).
//!
//! Must not: let the shape of a body decide anything that the status decides.

use super::media::{Media, classify, is_media_type, label};
use super::names;
use super::{Ctx, Kept, headers, links};
use crate::api::{
    Method, Outcome, Pointer, ResponseAlternative, ResponseBody, ResponseCase, StatusKey, TypeRef,
};
use crate::diagnostic::code::lower as code;
use openapiv3::{MediaType, ReferenceOr, Response, StatusCode};
use std::collections::BTreeMap;

/// Documented responses of an operation, in the order of the model.
pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, kept: &Kept<'a>, owner: &str) -> Vec<ResponseCase> {
    let at = kept.pointer.child("responses");
    let mut found: BTreeMap<StatusKey, (&'a ReferenceOr<Response>, Pointer)> = BTreeMap::new();
    for (status, response) in &kept.operation.responses.responses {
        let at = at.child(&status.to_string());
        if let Some(key) = key(status) {
            found.insert(key, (response, at));
        } else {
            let message = format!("`{status}` is no status (RFC 9110, 15); it is left out");
            ctx.warn(code::NOT_NORMALIZED, &at, message);
        }
    }
    if let Some(response) = &kept.operation.responses.default {
        found.insert(StatusKey::Default, (response, at.child("default")));
    }
    let outcomes = outcomes(found.keys().copied());
    let mut cases = Vec::with_capacity(outcomes.len());
    for (key, outcome) in outcomes {
        if let Some((response, at)) = found.get(&key) {
            cases.extend(case(ctx, kept, owner, key, outcome, response, at));
        }
    }
    cases
}

/// A status of the document as a key; `None` outside 100 to 599.
fn key(status: &StatusCode) -> Option<StatusKey> {
    match status {
        StatusCode::Code(code @ 100..=599) => Some(StatusKey::Exact(*code)),
        StatusCode::Range(class @ 1..=5) => u8::try_from(*class).ok().map(StatusKey::Range),
        StatusCode::Code(_) | StatusCode::Range(_) => None,
    }
}

/// The statuses that responses are documented for, in the order of the model.
pub(super) fn keys(responses: &openapiv3::Responses) -> Vec<StatusKey> {
    let mut keys: Vec<StatusKey> = responses.responses.keys().filter_map(key).collect();
    keys.extend(responses.default.is_some().then_some(StatusKey::Default));
    keys.sort_unstable();
    keys
}

/// The first digit of the statuses that a key covers.
fn class(key: StatusKey) -> Option<u8> {
    match key {
        StatusKey::Exact(code) => u8::try_from(code / 100).ok(),
        StatusKey::Range(class) => Some(class),
        StatusKey::Default => None,
    }
}

/// Success or error of each key. 2xx is success; 1xx and 3xx are where the document has no 2xx.
/// `default` is an error where a success is documented, else both.
fn outcomes(keys: impl Iterator<Item = StatusKey>) -> Vec<(StatusKey, Outcome)> {
    let keys: Vec<StatusKey> = keys.collect();
    let has_2xx = keys.iter().any(|key| class(*key) == Some(2));
    let is_success = |key: StatusKey| match class(key) {
        Some(2) => true,
        Some(1 | 3) => !has_2xx,
        _ => false,
    };
    let has_success = keys.iter().any(|key| is_success(*key));
    let mut outcomes = Vec::new();
    for key in keys {
        if key == StatusKey::Default && !has_success {
            outcomes.push((key, Outcome::Success));
        }
        let outcome = if is_success(key) {
            Outcome::Success
        } else {
            Outcome::Error
        };
        outcomes.push((key, outcome));
    }
    outcomes
}

/// One documented response.
fn case<'a>(
    ctx: &mut Ctx<'a>,
    kept: &Kept<'a>,
    owner: &str,
    key: StatusKey,
    outcome: Outcome,
    response: &'a ReferenceOr<Response>,
    at: &Pointer,
) -> Option<ResponseCase> {
    let (response, component) = ctx.response(response, at)?;
    let variant = variant(key);
    let is_component = component.is_some();
    let stem = match component.as_ref().and_then(Pointer::last) {
        Some(component) => names::pascal(&component),
        None if key == StatusKey::Exact(200) => owner.to_owned(),
        None => names::pascal_within(owner, &variant),
    };
    let name = names::pascal_within(&stem, "Response");
    let at = component.as_ref().unwrap_or(at);
    let body = if has_no_body(kept.method, key) {
        if !response.content.is_empty() {
            let message = "a response to this method or with this status has no content (RFC 9110, \
                           6.4.1); what is documented is ignored";
            ctx.note(code::CONTENT_WITHOUT_BODY, at, message);
        }
        ResponseBody::Empty
    } else {
        let choice = names::pascal_within(&names::pascal_within(owner, &variant), "Body");
        let place = Place {
            at,
            name: &name,
            shared: is_component,
            choice: &choice,
        };
        body(ctx, response, &place)
    };
    let headers_name = names::pascal_within(&stem, "Headers");
    Some(ResponseCase {
        key,
        outcome,
        variant: names::type_name(&variant),
        body,
        headers: headers::lower(ctx, &response.headers, &headers_name, at),
        links: links::lower(ctx, response, at),
        doc: ctx.escaped.doc(&response.description),
    })
}

/// Whether responses have no content whatever the document says (RFC 9110, 6.4.1, 15.3.6).
fn has_no_body(method: Method, key: StatusKey) -> bool {
    method == Method::Head
        || matches!(
            key,
            StatusKey::Exact(100..=199 | 204 | 205 | 304) | StatusKey::Range(1)
        )
}

/// Where a response is and what is named after it.
struct Place<'p> {
    at: &'p Pointer,
    /// Types written in place.
    name: &'p str,
    shared: bool,
    /// The enum of several media types.
    choice: &'p str,
}

/// The body: media types of one kind and type together, several kinds as a choice.
fn body<'a>(ctx: &mut Ctx<'a>, response: &'a Response, place: &Place<'_>) -> ResponseBody {
    let json = response
        .content
        .iter()
        .find(|(media, _)| classify(media) == Media::Json);
    let mut bodies: Vec<ResponseBody> = Vec::new();
    for (media_type, media) in &response.content {
        let at = place.at.child("content").child(media_type);
        if !is_media_type(media_type) {
            let message =
                format!("`{media_type}` is no media type (RFC 9110, 8.3.1); it is left out");
            ctx.warn(code::NOT_NORMALIZED, &at, message);
            continue;
        }
        if is_other_encoding(media_type, media, json.map(|(_, media)| media)) {
            let message = "other encodings of what is documented as JSON are not asked for";
            ctx.note(code::OTHER_ENCODING_NOT_ASKED_FOR, &at, message);
            continue;
        }
        let usual =
            response.content.len() == 1 || json.is_some_and(|(first, _)| first == media_type);
        let name = if usual {
            place.name.to_owned()
        } else {
            names::pascal_within(place.name, &label(media_type))
        };
        let new = one_body(
            ctx,
            media_type,
            media,
            &Place {
                name: &name,
                ..*place
            },
            &at,
        );
        if !join(ctx, &mut bodies, &new) {
            bodies.push(new);
        }
    }
    if bodies.len() > 1 {
        return choice(bodies, place.choice);
    }
    bodies.pop().unwrap_or(ResponseBody::Empty)
}

/// Whether a media type is another encoding of the schema that is documented as JSON.
fn is_other_encoding(media_type: &str, media: &MediaType, json: Option<&MediaType>) -> bool {
    let same = json.is_some_and(|json| json.schema.is_some() && json.schema == media.schema);
    same && matches!(
        classify(media_type),
        Media::Xml | Media::Other | Media::Text | Media::Form | Media::Range
    )
}

/// What one media type says.
fn one_body<'a>(
    ctx: &mut Ctx<'a>,
    media_type: &str,
    media: &'a MediaType,
    place: &Place<'_>,
    at: &Pointer,
) -> ResponseBody {
    let media_types = vec![media_type.to_owned()];
    let ty = |ctx: &mut Ctx<'a>| match &media.schema {
        None => TypeRef::Any,
        Some(schema) if place.shared => ctx.shared_schema(schema, place.name, &at.child("schema")),
        Some(schema) => ctx
            .schema(schema, place.name, &at.child("schema"))
            .with_null(),
    };
    match classify(media_type) {
        Media::Json => ResponseBody::Json {
            media_types,
            ty: ty(ctx),
        },
        Media::Events => {
            let ty = if media.schema.is_some() {
                ty(ctx)
            } else {
                TypeRef::String
            };
            ResponseBody::Events { media_types, ty }
        }
        Media::JsonLines => {
            let ty = match ty(ctx) {
                TypeRef::Array(item) => *item,
                ty => ty,
            };
            ResponseBody::JsonLines { media_types, ty }
        }
        Media::Text => ResponseBody::Text { media_types },
        Media::Range if media_type.trim_start().starts_with("text/") => {
            ResponseBody::Text { media_types }
        }
        Media::Range if is_structured(ctx, media, at) => ResponseBody::Json {
            media_types,
            ty: ty(ctx),
        },
        Media::Range | Media::Xml | Media::Form | Media::Multipart | Media::Other => {
            ResponseBody::Bytes { media_types }
        }
    }
}

/// Whether a schema is more than a string: then a media range means JSON.
fn is_structured<'a>(ctx: &mut Ctx<'a>, media: &'a MediaType, at: &Pointer) -> bool {
    use super::schema::{JsonType, Part};
    let Some(schema) = &media.schema else {
        return false;
    };
    let flat = ctx.flatten(&[Part::new(schema.into(), at.child("schema"))], None);
    !flat.choices.is_empty() || !matches!(flat.json_type(), None | Some(JsonType::String))
}

/// Adds the media types of a body to one of the same kind and type; whether there was one.
fn join(ctx: &Ctx<'_>, bodies: &mut [ResponseBody], new: &ResponseBody) -> bool {
    use ResponseBody::{Bytes, Events, Json, JsonLines, Text};
    for old in bodies {
        let (to, from) = match (old, new) {
            (
                Json {
                    media_types: to,
                    ty: a,
                },
                Json {
                    media_types: from,
                    ty: b,
                },
            )
            | (
                Events {
                    media_types: to,
                    ty: a,
                },
                Events {
                    media_types: from,
                    ty: b,
                },
            )
            | (
                JsonLines {
                    media_types: to,
                    ty: a,
                },
                JsonLines {
                    media_types: from,
                    ty: b,
                },
            ) if ctx.table.same(a, b) => (to, from),
            (Text { media_types: to }, Text { media_types: from })
            | (Bytes { media_types: to }, Bytes { media_types: from }) => (to, from),
            _ => continue,
        };
        to.extend(from.iter().cloned());
        return true;
    }
    false
}

/// Several kinds of body, told apart by `Content-Type`.
fn choice(bodies: Vec<ResponseBody>, name: &str) -> ResponseBody {
    let labels: Vec<String> = bodies
        .iter()
        .map(|body| {
            media_types(body)
                .first()
                .map_or_else(String::new, |media| label(media))
        })
        .collect();
    let variants = names::variants(labels.iter().map(String::as_str), &[]);
    let alternatives = bodies
        .into_iter()
        .zip(variants)
        .map(|(body, variant)| ResponseAlternative { variant, body })
        .collect();
    ResponseBody::Choice {
        type_name: names::type_name(name),
        alternatives,
    }
}

/// Documented media types of a body that is no choice.
fn media_types(body: &ResponseBody) -> &[String] {
    match body {
        ResponseBody::Json { media_types, .. }
        | ResponseBody::Text { media_types }
        | ResponseBody::Bytes { media_types }
        | ResponseBody::Events { media_types, .. }
        | ResponseBody::JsonLines { media_types, .. } => media_types,
        ResponseBody::Empty | ResponseBody::Choice { .. } => &[],
    }
}

/// Variant name of a status: the reason phrase of the IANA registry, else `Status` and the code.
pub(super) fn variant(key: StatusKey) -> String {
    let code = match key {
        StatusKey::Exact(code) => code,
        StatusKey::Range(1) => return "Informational".to_owned(),
        StatusKey::Range(2) => return "Success".to_owned(),
        StatusKey::Range(3) => return "Redirection".to_owned(),
        StatusKey::Range(4) => return "ClientError".to_owned(),
        StatusKey::Range(5) => return "ServerError".to_owned(),
        StatusKey::Range(class) => return format!("Status{class}Xx"),
        StatusKey::Default => return "Default".to_owned(),
    };
    reason(code).map_or_else(|| format!("Status{code}"), str::to_owned)
}

/// Reason phrases of the IANA HTTP Status Code Registry, as identifiers, in order of statuses.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (102, "Processing"),
    (103, "EarlyHints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (305, "UseProxy"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
];

/// The reason phrase of a status.
fn reason(code: u16) -> Option<&'static str> {
    let index = REASONS
        .binary_search_by_key(&code, |(code, _)| *code)
        .ok()?;
    REASONS.get(index).map(|(_, reason)| *reason)
}
