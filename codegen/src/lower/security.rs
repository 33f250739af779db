//! How calls are authorised (OpenAPI 3.0.3, 4.7.27 Security Scheme Object, 4.7.30 Security
//! Requirement Object).
//!
//! Must not: send anything; a scheme that cannot be sent is reported and left out.

use super::names::{self, Alternative, Wish, reserved, settle};
use super::renames::Claim;
use super::{BuilderNames, Ctx, Kept, Schemes, docs, renames};
use crate::api::{Location, Pointer, SecurityKind, SecurityRequirement, SecurityScheme};
use crate::diagnostic::code::lower as code;
use openapiv3::{APIKeyLocation, ReferenceOr};
use std::collections::{BTreeMap, BTreeSet};

/// Schemes that some kept operation uses, and the setters of the client's builder: those of
/// schemes and of server variables share one scope.
pub(super) fn schemes(ctx: &mut Ctx<'_>, kept: &[Kept<'_>]) -> (Vec<SecurityScheme>, BuilderNames) {
    let used: BTreeSet<&str> = kept
        .iter()
        .flat_map(|kept| requirements(ctx, kept))
        .flat_map(|requirement| requirement.keys().map(String::as_str))
        .collect();
    let openapi = ctx.openapi;
    let declared = openapi.components.iter().flat_map(|c| &c.security_schemes);
    let mut found = Vec::new();
    for (key, scheme) in declared.filter(|(key, _)| used.contains(key.as_str())) {
        let at = Pointer::root()
            .child("components")
            .child("securitySchemes")
            .child(key);
        match scheme {
            ReferenceOr::Item(scheme) => {
                if let Some((kind, description)) = kind(ctx, key, scheme, &at) {
                    found.push((key, kind, docs::optional(description)));
                }
            }
            ReferenceOr::Reference { reference } => {
                let message = format!("`{reference}` leads to no security scheme; it is left out");
                ctx.warn(code::NOT_NORMALIZED, &at, message);
            }
        }
    }
    let variables = variable_names(ctx, kept);
    let mut wishes: Vec<Wish> = Vec::new();
    for (key, ..) in &found {
        wishes.push(setter(ctx, key));
    }
    wishes.extend(variables.iter().map(|name| Wish {
        rank: 9,
        alternative: Alternative::Name(format!("{}_variable", names::snake(name))),
        ..Wish::snake(name, reserved::BUILDER)
    }));
    report_taken(ctx, &found, &variables, &wishes);
    let mut idents = settle(&wishes, "_")
        .into_iter()
        .map(|name| names::ident(&name));
    let schemes = found
        .into_iter()
        .zip(idents.by_ref())
        .map(|((key, kind, doc), name)| SecurityScheme {
            wire_name: key.clone(),
            name,
            kind,
            doc,
        })
        .collect();
    let variables: BTreeMap<String, _> = variables
        .into_iter()
        .map(str::to_owned)
        .zip(idents)
        .collect();
    (schemes, BuilderNames(variables))
}

/// Reports chosen names of schemes that another scheme or a server variable has.
fn report_taken<T, D>(
    ctx: &mut Ctx<'_>,
    schemes: &[(&String, T, D)],
    variables: &BTreeSet<&str>,
    wishes: &[Wish],
) {
    let config = ctx.config;
    let root = Pointer::root();
    let declared = root.child("components").child("securitySchemes");
    let schemes = schemes.iter().map(|(key, ..)| {
        let renamed = config.rename.get_key_value(*key);
        let renamed = renamed.map(|(key, _)| key.as_str());
        (key.as_str(), renamed, declared.child(key))
    });
    let servers = root.child("servers");
    let variables = variables.iter().map(|name| (*name, None, servers.clone()));
    let claims: Vec<Claim<'_>> = schemes
        .chain(variables)
        .zip(wishes)
        .map(|((text, renamed, place), wish)| Claim {
            name: wish.base.clone(),
            renamed,
            text: text.to_owned(),
            place,
        })
        .collect();
    renames::report(ctx, &claims);
}

/// The setter that a scheme would like.
fn setter(ctx: &Ctx<'_>, key: &str) -> Wish {
    let text = ctx.config.rename.get(key).map_or(key, String::as_str);
    Wish {
        rank: 0,
        key: key.to_owned(),
        ..Wish::snake(text, reserved::BUILDER)
    }
}

/// Names of server variables anywhere in what is kept.
fn variable_names<'a>(ctx: &Ctx<'a>, kept: &[Kept<'a>]) -> BTreeSet<&'a str> {
    let of_operations = kept
        .iter()
        .flat_map(|kept| kept.operation.servers.iter().chain(&kept.item.servers));
    let mut names = BTreeSet::new();
    for server in ctx.openapi.servers.iter().chain(of_operations) {
        names.extend(
            server
                .variables
                .iter()
                .flatten()
                .map(|(name, _)| name.as_str()),
        );
        names.extend(
            super::servers::template(&server.url)
                .into_iter()
                .filter_map(|piece| match piece {
                    super::servers::Piece::Variable(name) => Some(name),
                    super::servers::Piece::Text(_) => None,
                }),
        );
    }
    names
}

/// Where and how a scheme's credential is sent.
fn kind<'s>(
    ctx: &mut Ctx<'_>,
    key: &str,
    scheme: &'s openapiv3::SecurityScheme,
    at: &Pointer,
) -> Option<(SecurityKind, Option<&'s str>)> {
    match scheme {
        openapiv3::SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            if location == Location::Header && !super::media::is_token(name) {
                let message =
                    format!("`{key}` names no header field (RFC 9110, 5.1); it is left out");
                ctx.warn(code::NOT_NORMALIZED, at, message);
                return None;
            }
            let kind = SecurityKind::ApiKey {
                location,
                parameter: name.clone(),
            };
            Some((kind, description.as_deref()))
        }
        openapiv3::SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                _ if super::media::is_token(scheme) => SecurityKind::Http {
                    scheme: scheme.clone(),
                },
                _ => {
                    let message = format!(
                        "`{key}` names no authentication scheme (RFC 9110, 11.1); it is left out"
                    );
                    ctx.warn(code::NOT_NORMALIZED, at, message);
                    return None;
                }
            };
            Some((kind, description.as_deref()))
        }
        openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
            Some((SecurityKind::Bearer, description.as_deref()))
        }
    }
}

/// The security that holds for an operation: its own, else the document's.
fn requirements<'a>(ctx: &Ctx<'a>, kept: &Kept<'a>) -> &'a [openapiv3::SecurityRequirement] {
    let own = kept.operation.security.as_deref();
    own.or(ctx.openapi.security.as_deref()).unwrap_or_default()
}

/// Alternatives of an operation. A scheme that is left out asks for nothing.
pub(super) fn alternatives(
    ctx: &mut Ctx<'_>,
    kept: &Kept<'_>,
    schemes: &Schemes,
) -> Vec<SecurityRequirement> {
    let declared = ctx.openapi.components.as_ref().map(|c| &c.security_schemes);
    let mut alternatives = Vec::new();
    let mut undeclared = Vec::new();
    for requirement in requirements(ctx, kept) {
        let mut indices = Vec::with_capacity(requirement.len());
        for key in requirement.keys() {
            match schemes.iter().position(|scheme| scheme.wire_name == *key) {
                Some(index) => indices.push(index),
                None if declared.is_some_and(|declared| declared.contains_key(key)) => {}
                None => undeclared.push(key.clone()),
            }
        }
        let alternative = SecurityRequirement { schemes: indices };
        if !alternatives.contains(&alternative) {
            alternatives.push(alternative);
        }
    }
    for key in undeclared {
        let message = format!("`security` names `{key}`, which `securitySchemes` does not have");
        ctx.warn(
            code::NOT_NORMALIZED,
            &kept.pointer.child("security"),
            message,
        );
    }
    alternatives
}
