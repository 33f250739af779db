//! Method and path of a request against the operation (RFC 9112, 3; RFC 3986, 3.3; OpenAPI 3.0.3,
//! 4.7.8.2 Path Templating).

use super::styles::{Shape, path as decode, says, unescape};
use super::{BASE_PATH, Judged};
use crate::document::{Location, Parameter, Style};
use crate::finding::{Check, Finding};
use serde_json::Value;

/// `method`.
pub(super) fn method(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let operation = judged.operation;
    if judged.request.method != operation.method {
        findings.push(Finding::new(
            Check::Method,
            &operation.pointer,
            &operation.method,
            &judged.request.method,
        ));
    }
}

/// `path_template` and `path_encoding`.
pub(super) fn path(judged: &Judged<'_>, findings: &mut Vec<Finding>) {
    let operation = judged.operation;
    let raw = judged.request.path();
    let mut template_finding = |got: String| {
        findings.push(Finding::new(
            Check::PathTemplate,
            &operation.pointer,
            format!("{BASE_PATH}{}", operation.path),
            got,
        ));
    };
    let Some(rest) = raw.strip_prefix(BASE_PATH) else {
        template_finding(raw.to_owned());
        return;
    };
    let template: Vec<&str> = operation.path.split('/').collect();
    let segments: Vec<&str> = rest.split('/').collect();
    if template.len() != segments.len() {
        template_finding(raw.to_owned());
        return;
    }
    for (wanted, got) in template.into_iter().zip(segments) {
        match segment(judged, wanted, got) {
            Ok(()) => {}
            Err(Mismatch::Literal) => {
                template_finding(raw.to_owned());
                return;
            }
            Err(Mismatch::Argument(parameter, value)) => {
                findings.push(Finding::new(
                    Check::PathEncoding,
                    &parameter.pointer,
                    format!(
                        "{} for {value} by style {:?}",
                        parameter.name, parameter.style
                    ),
                    got,
                ));
                return;
            }
        }
    }
}

enum Mismatch<'d> {
    Literal,
    Argument(&'d Parameter, Value),
}

/// A piece of a segment of a template.
enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

fn pieces(segment: &str) -> Vec<Piece<'_>> {
    let mut made = Vec::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            made.push(Piece::Text(before));
        }
        made.push(Piece::Name(name));
        rest = behind;
    }
    if !rest.is_empty() {
        made.push(Piece::Text(rest));
    }
    made
}

fn segment<'d>(judged: &Judged<'d>, wanted: &str, got: &str) -> Result<(), Mismatch<'d>> {
    let pieces = pieces(wanted);
    if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
        let same = unescape(got).is_some_and(|got| unescape(wanted).is_some_and(|w| w == got));
        return if same { Ok(()) } else { Err(Mismatch::Literal) };
    }
    if fits(judged, &pieces, got, true) {
        return Ok(());
    }
    if !fits(judged, &pieces, got, false) {
        return Err(Mismatch::Literal);
    }
    let named = pieces.iter().find_map(|piece| match piece {
        Piece::Name(name) => parameter(judged, name),
        Piece::Text(_) => None,
    });
    match named {
        Some((parameter, value)) => Err(Mismatch::Argument(parameter, value.clone())),
        None => Err(Mismatch::Literal),
    }
}

fn parameter<'d>(judged: &Judged<'d>, name: &str) -> Option<(&'d Parameter, &'d Value)> {
    let parameter = judged
        .operation
        .parameters
        .iter()
        .find(|p| p.location == Location::Path && p.name == name)?;
    Some((parameter, judged.case.arguments.get("path", name)?))
}

/// Whether a segment can be cut so that every piece fits; with `strict`, so that every argument
/// says what was given. Pieces are few: all cuts are tried.
fn fits(judged: &Judged<'_>, pieces: &[Piece<'_>], got: &str, strict: bool) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return got.is_empty();
    };
    let cuts = got
        .char_indices()
        .map(|(at, _)| at)
        .chain([got.len()])
        .filter(|at| !rest.is_empty() || *at == got.len());
    for at in cuts {
        let Some((head, tail)) = got.split_at_checked(at) else {
            continue;
        };
        let first_fits = match first {
            Piece::Text(text) => unescape(head).is_some_and(|head| head == *text),
            Piece::Name(_) if !strict => true,
            Piece::Name(name) => argument_fits(judged, name, head),
        };
        if first_fits && fits(judged, rest, tail, strict) {
            return true;
        }
    }
    false
}

fn argument_fits(judged: &Judged<'_>, name: &str, raw: &str) -> bool {
    let Some((parameter, value)) = parameter(judged, name) else {
        return !raw.is_empty();
    };
    if !raw.bytes().all(is_path_byte) {
        return false;
    }
    if parameter.style == Style::Json {
        return unescape(raw)
            .and_then(|text| serde_json::from_str::<Value>(&text).ok())
            .is_some_and(|seen| seen == *value);
    }
    decode(
        raw,
        parameter.style,
        parameter.explode,
        name,
        Shape::of(value),
    )
    .is_some_and(|parts| says(&parts, value))
        || label_says(parameter, raw, value)
}

/// Label style leaves dots inside of items unescaped (they are unreserved): compared whole.
fn label_says(parameter: &Parameter, raw: &str, value: &Value) -> bool {
    let (Style::Label, Value::Array(items)) = (parameter.style, value) else {
        return false;
    };
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            item.as_str()
                .map_or_else(|| item.to_string(), str::to_owned)
        })
        .collect();
    [".", ","].iter().any(|delimiter| {
        let expected = format!(".{}", texts.join(delimiter));
        unescape(raw).is_some_and(|seen| seen == expected)
    })
}

/// RFC 3986, 3.3 `pchar`.
fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:@".contains(&byte)
}
