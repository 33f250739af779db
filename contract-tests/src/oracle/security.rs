//! Credentials of a request (OpenAPI 3.0.3, 4.7.30): those of one alternative, in their places, and
//! no others.

use super::Judged;
use super::styles::unescape_query;
use crate::call::Credential;
use crate::document::{Location, Scheme, SchemeKind};
use crate::finding::{Check, Finding};
use base64::Engine;
use std::collections::BTreeSet;

/// `security`.
pub(super) fn security(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let schemes = &judged.document.schemes;
    let sent: Vec<usize> = (0..schemes.len())
        .filter(|index| {
            schemes
                .get(*index)
                .is_some_and(|scheme| is_sent(judged, scheme))
        })
        .collect();
    let operation = judged.operation;
    // A key that was given as a parameter may be there whatever else is.
    let counted = |alternative: &[usize]| -> Vec<usize> {
        let extra = |index: &usize| {
            let scheme = schemes.get(*index);
            !alternative.contains(index) && scheme.is_some_and(|it| is_argument(judged, it))
        };
        sent.iter().copied().filter(|index| !extra(index)).collect()
    };
    let fits = if operation.security.is_empty() {
        counted(&[]).is_empty()
    } else {
        operation.security.iter().any(|alternative| {
            let alternative = &alternative.schemes;
            is_satisfied(schemes, alternative, &counted(alternative))
        })
    };
    let stray = stray(judged);
    if fits && stray.is_none() {
        return;
    }
    let names = |indices: &[usize]| -> Vec<&str> {
        indices
            .iter()
            .filter_map(|index| schemes.get(*index))
            .map(|scheme| scheme.name.as_str())
            .collect()
    };
    let expected: Vec<Vec<&str>> = operation
        .security
        .iter()
        .map(|a| names(&a.schemes))
        .collect();
    let got = stray.unwrap_or_else(|| format!("credentials of {:?}", names(&sent)));
    findings.push(Finding::new(
        Check::Security,
        &operation.pointer.child("security"),
        format!("one of {expected:?}, each in its place"),
        got,
    ));
}

/// Whether exactly an alternative's credentials were sent. Of schemes that share one place, which
/// can hold one credential only, one is enough.
fn is_satisfied(schemes: &[Scheme], alternative: &[usize], sent: &[usize]) -> bool {
    let place = |index: &usize| schemes.get(*index).and_then(Scheme::place);
    let wanted: BTreeSet<(Location, String)> = alternative.iter().filter_map(place).collect();
    let got: Vec<(Location, String)> = sent.iter().filter_map(place).collect();
    sent.iter().all(|index| alternative.contains(index))
        && got.len() == wanted.len()
        && got.iter().all(|place| wanted.contains(place))
}

/// Text of `Authorization` for a credential (RFC 7617, 2; RFC 6750, 2.1; RFC 9110, 11.6.2).
fn authorization(scheme: &Scheme, credential: &Credential) -> Option<String> {
    match (&scheme.kind, credential) {
        (SchemeKind::Basic, Credential::Basic { user, password }) => {
            let text =
                base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
            Some(format!("Basic {text}"))
        }
        (SchemeKind::Bearer, Credential::Token(token)) => Some(format!("Bearer {token}")),
        (SchemeKind::Http(name), Credential::Token(token)) => Some(format!("{name} {token}")),
        _ => None,
    }
}

/// Whether the credential of a scheme stands in its place.
fn is_sent(judged: &Judged<'_>, scheme: &Scheme) -> bool {
    let Some(credential) = judged.credentials.get(&scheme.name) else {
        return false;
    };
    match (&scheme.kind, credential) {
        (
            SchemeKind::ApiKey {
                location,
                parameter,
            },
            Credential::Token(token),
        ) => match location {
            Location::Header => judged.request.header_values(parameter) == [token.as_str()],
            Location::Query if is_argument(judged, scheme) => true,
            Location::Query => {
                super::styles::pairs(judged.request.query())
                    .iter()
                    .any(|(name, value)| {
                        unescape_query(name).as_ref() == Some(parameter)
                            && unescape_query(value).as_ref() == Some(token)
                    })
            }
            Location::Cookie => judged
                .request
                .header_values("cookie")
                .iter()
                .flat_map(|line| line.split(';'))
                .any(|pair| pair.trim() == format!("{parameter}={token}")),
            Location::Path => false,
        },
        _ => authorization(scheme, credential).is_some_and(|wanted| {
            let seen = judged.request.header_values("authorization");
            // The scheme's name is not case-sensitive (RFC 9110, 11.1).
            matches!(seen.as_slice(), [one] if same_authorization(one, &wanted))
        }),
    }
}

/// Whether the place of a key is that of a parameter too, which was given; `query` judges it.
fn is_argument(judged: &Judged<'_>, scheme: &Scheme) -> bool {
    match &scheme.kind {
        SchemeKind::ApiKey {
            location: Location::Query,
            parameter,
        } => judged.case.arguments.get("query", parameter).is_some(),
        _ => false,
    }
}

fn same_authorization(seen: &str, wanted: &str) -> bool {
    match (seen.split_once(' '), wanted.split_once(' ')) {
        (Some((scheme, rest)), Some((wanted_scheme, wanted_rest))) => {
            scheme.eq_ignore_ascii_case(wanted_scheme) && rest == wanted_rest
        }
        _ => false,
    }
}

/// A credential in a place that is not its own: as often as it arrives beyond its place.
fn stray(judged: &Judged<'_>) -> Option<String> {
    let request = judged.request;
    for scheme in &judged.document.schemes {
        let token = match judged.credentials.get(&scheme.name) {
            Some(Credential::Token(token)) => token.clone(),
            Some(Credential::Basic { user, password }) => {
                base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"))
            }
            None => continue,
        };
        let in_headers = request
            .headers
            .iter()
            .filter(|(_, value)| value.contains(&token))
            .count();
        let in_target = usize::from(request.target.contains(&token));
        let body = String::from_utf8_lossy(&request.body);
        let in_body = usize::from(body.contains(&token));
        let seen = in_headers + in_target + in_body;
        let in_place = usize::from(is_sent(judged, scheme));
        if seen > in_place {
            let places: Vec<&str> = request
                .headers
                .iter()
                .filter(|(_, value)| value.contains(&token))
                .map(|(name, _)| name.as_str())
                .chain((in_target > 0).then_some("the target"))
                .chain((in_body > 0).then_some("the body"))
                .collect();
            return Some(format!("credential of {:?} in {places:?}", scheme.name));
        }
    }
    None
}

fn keys<'d>(judged: &Judged<'d>, wanted: Location) -> impl Iterator<Item = &'d str> {
    let document = judged.document;
    judged
        .operation
        .security
        .iter()
        .flat_map(|alternative| alternative.schemes.iter())
        .filter_map(|index| document.schemes.get(*index))
        .filter_map(move |scheme| match &scheme.kind {
            SchemeKind::ApiKey {
                location,
                parameter,
            } if *location == wanted => Some(parameter.as_str()),
            _ => None,
        })
}

/// Whether a header is that of an API key of the operation.
pub(super) fn is_key_header(judged: &Judged<'_>, name: &str) -> bool {
    keys(judged, Location::Header).any(|key| key.eq_ignore_ascii_case(name))
}

/// Takes the API keys of the operation out of a query, but for one that is a parameter too and was
/// given as such.
pub(super) fn take_query_keys(judged: &Judged<'_>, entries: &mut Vec<(String, String)>) {
    let arguments = &judged.case.arguments;
    for key in keys(judged, Location::Query).filter(|key| arguments.get("query", key).is_none()) {
        entries.retain(|(name, _)| unescape_query(name).as_deref() != Some(key));
    }
}

/// Takes the API keys of the operation out of the cookies.
pub(super) fn take_cookie_keys(judged: &Judged<'_>, seen: &mut Vec<(String, String)>) {
    for key in keys(judged, Location::Cookie) {
        seen.retain(|(name, _)| name != key);
    }
}
