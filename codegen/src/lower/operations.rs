//! Operations and their groups (OpenAPI 3.0.3, 4.7.10 Operation Object).
//!
//! Must not: lower schemas itself.

use super::names::{self, Alternative, Wish, reserved, settle};
use super::renames::Claim;
use super::servers::{Piece, template};
use super::{
    Ctx, Kept, Schemes, bodies, callbacks, docs, links, parameters, renames, responses, security,
    servers,
};
use crate::api::{
    Group, Location, Operation, Outcome, Parameter, PathPiece, RequestType, TypeName,
};
use crate::config::Config;
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;
use std::fmt::Write as _;

/// Tag of operations that have none.
const UNTAGGED: &str = "default";

/// Settled names of one operation.
struct Names {
    method: String,
    type_name: String,
}

/// Every kept operation, grouped by its first tag.
pub(super) fn groups<'a>(
    ctx: &mut Ctx<'a>,
    kept: &[Kept<'a>],
    schemes: &Schemes,
    setters: &super::BuilderNames,
) -> Vec<Group> {
    let mut by_tag: IndexMap<&'a str, Vec<Operation>> = IndexMap::new();
    let names = names(ctx, kept);
    for (kept, names) in kept.iter().zip(names) {
        let tag = kept.operation.tags.first().map_or(UNTAGGED, String::as_str);
        if let Some(operation) = operation(ctx, kept, &names, schemes, setters) {
            by_tag.entry(tag).or_default().push(operation);
        }
    }
    let mut groups = group(ctx, by_tag, kept);
    settle_type_names(&mut groups);
    links::settle(&mut groups);
    groups
}

/// Modules of operations, their names unique without regard to case (they become files).
fn group(ctx: &Ctx<'_>, by_tag: IndexMap<&str, Vec<Operation>>, kept: &[Kept<'_>]) -> Vec<Group> {
    let idents = names::idents(by_tag.keys().copied(), reserved::MODULES);
    by_tag
        .into_iter()
        .zip(idents)
        .map(|((tag, operations), name)| {
            let described = ctx.openapi.tags.iter().find(|other| other.name == tag);
            let description = described.and_then(|tag| tag.description.as_deref());
            let doc = match description.filter(|text| !text.trim().is_empty()) {
                Some(text) => docs::doc(text),
                None if tag == UNTAGGED && !is_tag(tag, kept) => {
                    docs::doc("Operations without a tag.")
                }
                None => docs::doc(&format!("Operations tagged “{tag}”.")),
            };
            let mut group = Group::new(name, doc);
            group.operations = operations;
            group
        })
        .collect()
}

/// Whether an operation is grouped by this tag because it has it.
fn is_tag(tag: &str, kept: &[Kept<'_>]) -> bool {
    let mut tags = kept.iter().filter_map(|kept| kept.operation.tags.first());
    tags.any(|first| first == tag)
}

/// Method and type names of all operations: those with an `operationId` keep theirs before those
/// named after method and path.
fn names(ctx: &mut Ctx<'_>, kept: &[Kept<'_>]) -> Vec<Names> {
    let texts: Vec<(String, String, bool)> = kept
        .iter()
        .map(|kept| match (renamed(ctx.config, kept), kept.id()) {
            (Some((_, name)), _) => (name.to_owned(), kept.key(), true),
            (None, Some(id)) => (id.to_owned(), kept.key(), true),
            (None, None) => (from_path(kept), kept.key(), false),
        })
        .collect();
    let wish = |wish: Wish, key: &str, explicit: bool| Wish {
        rank: if explicit { wish.rank } else { wish.rank + 10 },
        // Two operations may have one `operationId`: only the key tells them apart.
        key: format!("{} {key}", wish.key),
        ..wish
    };
    let methods: Vec<Wish> = texts
        .iter()
        .map(|(text, key, explicit)| wish(Wish::snake(text, reserved::CLIENT), key, *explicit))
        .collect();
    report_taken(ctx, kept, &methods);
    let methods = settle(&methods, "_");
    // A type is named after the method, so that the suffix of one is the suffix of the other.
    methods
        .into_iter()
        .map(|method| Names {
            type_name: names::pascal(&method),
            method,
        })
        .collect()
}

/// The entry of `rename` for an operation: its key and the name.
fn renamed<'c>(config: &'c Config, kept: &Kept<'_>) -> Option<(&'c str, &'c str)> {
    let entry = |key: &str| config.rename.get_key_value(key);
    let found = kept.id().and_then(entry).or_else(|| entry(&kept.key()));
    found.map(|(key, name)| (key.as_str(), name.as_str()))
}

/// Reports chosen names that another operation has.
fn report_taken(ctx: &mut Ctx<'_>, kept: &[Kept<'_>], methods: &[Wish]) {
    let config = ctx.config;
    let claims: Vec<Claim<'_>> = kept
        .iter()
        .zip(methods)
        .map(|(kept, wish)| Claim {
            name: wish.base.clone(),
            renamed: renamed(config, kept).map(|(key, _)| key),
            text: kept.id().map_or_else(|| kept.key(), str::to_owned),
            place: kept.pointer.clone(),
        })
        .collect();
    renames::report(ctx, &claims);
}

/// `GET /pets/{id}` as `get pets by id`.
fn from_path(kept: &Kept<'_>) -> String {
    let mut text = kept.method.as_str().to_ascii_lowercase();
    for piece in template(kept.path) {
        match piece {
            Piece::Text(plain) => {
                text.push(' ');
                text.push_str(plain);
            }
            Piece::Variable(name) => {
                text.push_str(" by ");
                text.push_str(name);
            }
        }
    }
    text
}

/// One operation; `None` where it cannot be called.
fn operation<'a>(
    ctx: &mut Ctx<'a>,
    kept: &Kept<'a>,
    names: &Names,
    schemes: &Schemes,
    setters: &super::BuilderNames,
) -> Option<Operation> {
    let owner = &names.type_name;
    let mut parameters = parameters::lower(ctx, kept, owner);
    drop_unused(ctx, kept, &mut parameters);
    let path = path(ctx, kept, &parameters)?;
    let body = bodies::lower(ctx, kept, owner, &parameters);
    let responses = responses::lower(ctx, kept, owner);
    let count = |outcome| {
        responses
            .iter()
            .filter(|case| case.outcome == outcome)
            .count()
    };
    let name = |suffix: &str| names::type_name(&names::pascal_within(owner, suffix));
    let source = kept.operation;
    let (own_servers, servers_at) = if source.servers.is_empty() {
        (
            &kept.item.servers,
            kept.pointer.parent().unwrap_or_default(),
        )
    } else {
        (&source.servers, kept.pointer.clone())
    };
    Some(Operation {
        id: source.operation_id.clone().unwrap_or_else(|| kept.key()),
        key: kept.key(),
        name: names::ident(&names.method),
        type_name: names::type_name(owner),
        request: RequestType::Plain,
        error_name: (count(Outcome::Error) > 0).then(|| name("Error")),
        error_shared: None,
        ok_name: (count(Outcome::Success) > 1).then(|| name("Ok")),
        ok_shared: None,
        method: kept.method,
        path,
        parameters,
        body,
        callbacks: callbacks::lower(ctx, kept),
        security: security::alternatives(ctx, kept, schemes),
        servers: servers::lower(ctx, own_servers, &servers_at.child("servers"), setters),
        responses,
        doc: docs::summary_and_description(
            source.summary.as_deref(),
            source.description.as_deref(),
        ),
        deprecated: source.deprecated,
        pointer: kept.pointer.clone(),
    })
}

/// Leaves out path parameters that the path has no place for.
fn drop_unused(ctx: &mut Ctx<'_>, kept: &Kept<'_>, parameters: &mut Vec<Parameter>) {
    let pieces = template(kept.sent_path());
    parameters.retain(|parameter| {
        let used = parameter.location != Location::Path
            || pieces.contains(&Piece::Variable(&parameter.wire_name));
        if !used {
            let name = &parameter.wire_name;
            let message =
                format!("the path has no `{{{name}}}` for the parameter `{name}`; it is left out");
            ctx.warn(code::NOT_NORMALIZED, &kept.pointer, message);
        }
        used
    });
}

/// The path template in pieces; `None` where a variable has no parameter.
fn path(ctx: &mut Ctx<'_>, kept: &Kept<'_>, parameters: &[Parameter]) -> Option<Vec<PathPiece>> {
    let mut pieces = Vec::new();
    for piece in template(kept.sent_path()) {
        pieces.push(match piece {
            Piece::Text(text) => PathPiece::Text(percent_encoded(text)),
            Piece::Variable(name) => {
                let index = parameters.iter().position(|parameter| {
                    parameter.location == Location::Path && parameter.wire_name == name
                });
                let Some(index) = index else {
                    let message = format!(
                        "the path has `{{{name}}}` but no parameter `{name}` in `path`; the \
                         operation is left out"
                    );
                    ctx.warn(code::NOT_NORMALIZED, &kept.pointer, message);
                    return None;
                };
                PathPiece::Parameter(index)
            }
        });
    }
    Some(pieces)
}

/// Literal text of a path with everything encoded that may not stand in one (RFC 3986, 3.3); what
/// is percent-encoded already stays.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, byte) in text.bytes().enumerate() {
        let encoded_already = byte == b'%'
            && text
                .as_bytes()
                .get(at + 1..at + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) || encoded_already
        {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Builders, enums and structs of operations share one scope. Builders keep their names, then
/// error enums, success enums, body enums, choices and multipart structs.
fn settle_type_names(groups: &mut [Group]) {
    let mut wishes = Vec::new();
    let collect = |name: &mut TypeName, rank: u8, key: &str| {
        wishes.push(Wish {
            base: name.as_str().to_owned(),
            alternative: Alternative::None,
            key: key.to_owned(),
            rank,
        });
    };
    for_each_name(groups, collect);
    let mut settled = settle(&wishes, "").into_iter();
    for_each_name(groups, |name, _, _| {
        if let Some(new) = settled.next() {
            *name = names::type_name(&new);
        }
    });
}

/// Calls a function on every type name of the operations' scope, always in the same order.
fn for_each_name(groups: &mut [Group], mut each: impl FnMut(&mut TypeName, u8, &str)) {
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let key = operation.key.clone();
        each(&mut operation.type_name, 0, &key);
        if let Some(name) = &mut operation.error_name {
            each(name, 1, &key);
        }
        if let Some(name) = &mut operation.ok_name {
            each(name, 2, &key);
        }
        if let Some(body) = &mut operation.body {
            if let Some(name) = &mut body.enum_name {
                each(name, 3, &key);
            }
            for content in &mut body.contents {
                if let crate::api::BodyKind::Multipart(multipart) = &mut content.kind {
                    each(
                        &mut multipart.type_name,
                        4,
                        &format!("{key} {}", content.media_type),
                    );
                }
            }
        }
        for case in &mut operation.responses {
            if let crate::api::ResponseBody::Choice { type_name, .. } = &mut case.body {
                each(
                    type_name,
                    5,
                    &format!("{key} {:?} {:?}", case.key, case.outcome),
                );
            }
        }
    }
}
