//! Servers and their variables (OpenAPI 3.0.3, 4.7.5 and 4.7.6).
//!
//! Must not: judge whether a URL can be reached; a relative one stays relative.

use super::{BuilderNames, Ctx, docs};
use crate::api::{Pointer, Server, ServerPiece, ServerVariable};
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;

/// Servers of the whole document.
pub(super) fn document(ctx: &mut Ctx<'_>, names: &BuilderNames) -> Vec<Server> {
    let openapi = ctx.openapi;
    lower(
        ctx,
        &openapi.servers,
        &Pointer::root().child("servers"),
        names,
    )
}

/// Servers of one place.
pub(super) fn lower(
    ctx: &mut Ctx<'_>,
    servers: &[openapiv3::Server],
    at: &Pointer,
    names: &BuilderNames,
) -> Vec<Server> {
    servers
        .iter()
        .enumerate()
        .map(|(index, server)| one(ctx, server, &at.item(index), names))
        .collect()
}

/// One server.
fn one(
    ctx: &mut Ctx<'_>,
    server: &openapiv3::Server,
    at: &Pointer,
    names: &BuilderNames,
) -> Server {
    let empty = IndexMap::new();
    let declared = server.variables.as_ref().unwrap_or(&empty);
    let mut variables: Vec<ServerVariable> = declared
        .iter()
        .map(|(name, variable)| ServerVariable {
            wire_name: name.clone(),
            name: names.variable(name),
            default: variable.default.clone(),
            allowed: variable.enumeration.clone(),
            doc: docs::optional(variable.description.as_deref()),
        })
        .collect();
    variables.sort_by(|a, b| a.wire_name.cmp(&b.wire_name));
    let mut url = Vec::new();
    for piece in template(&server.url) {
        match piece {
            Piece::Text(text) => url.push(ServerPiece::Text(text.to_owned())),
            Piece::Variable(name) => {
                if let Some(index) = variables
                    .iter()
                    .position(|variable| variable.wire_name == name)
                {
                    url.push(ServerPiece::Variable(index));
                } else {
                    let message = format!(
                        "the server URL has `{{{name}}}`, which `variables` does not have; \
                         the user must set it"
                    );
                    ctx.warn(code::NOT_NORMALIZED, at, message);
                    url.push(ServerPiece::Variable(variables.len()));
                    variables.push(ServerVariable {
                        wire_name: name.to_owned(),
                        name: names.variable(name),
                        default: String::new(),
                        allowed: Vec::new(),
                        doc: docs::optional(None),
                    });
                }
            }
        }
    }
    Server {
        url,
        doc: docs::optional(server.description.as_deref()),
        variables,
    }
}

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Literal text.
    Text(&'t str),
    /// The name between braces.
    Variable(&'t str),
}

/// Cuts a template at its `{variables}`; a brace without its partner is text.
pub(super) fn template(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut plain = text;
    let mut plain_length = 0;
    while let Some(open) = rest.find('{') {
        let Some((before, inner)) = rest.split_at_checked(open) else {
            break;
        };
        let inner = inner.strip_prefix('{').unwrap_or(inner);
        let end = inner.find(['}', '{']);
        let closed = end.and_then(|end| inner.split_at_checked(end));
        match closed {
            Some((name, after)) if after.starts_with('}') && !name.is_empty() => {
                plain_length += before.len();
                if let Some(text) = plain.get(..plain_length).filter(|text| !text.is_empty()) {
                    pieces.push(Piece::Text(text));
                }
                pieces.push(Piece::Variable(name));
                rest = after.strip_prefix('}').unwrap_or(after);
                plain = rest;
                plain_length = 0;
            }
            _ => {
                plain_length += before.len() + 1;
                rest = inner;
            }
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}
