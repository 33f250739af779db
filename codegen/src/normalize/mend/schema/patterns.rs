//! Patterns that are written as literals of ECMAScript, between slashes (OpenAPI 3.0, 4.7.24.1
//! `pattern`; ECMA-262, 12.9.5 and 22.2.1).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shorten;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// Flags that change what a pattern matches, which no keyword can say.
const CHANGING: [char; 3] = ['i', 'm', 's'];

/// Takes the slashes off a pattern. By the letter they are characters to match, and what begins
/// with `/^` matches nothing: only such a pattern is surely meant otherwise.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::String(text)) = members.member_mut("pattern") else {
        return;
    };
    let Some((pattern, flags)) = literal(text) else {
        return;
    };
    let at = at.key("pattern");
    if flags.contains(CHANGING) {
        let message = format!(
            "the pattern `{}` is written between slashes with flags, which cannot be said; it is \
             left out",
            shorten(text)
        );
        cx.warning(code::PATTERN, &at, message);
        members.take_member("pattern");
        return;
    }
    let message = format!(
        "the slashes around the pattern `{}` are no part of it; it is read without them",
        shorten(text)
    );
    cx.warning(code::PATTERN, &at, message);
    *text = pattern.to_owned();
}

/// The pattern and the flags of a literal.
fn literal(text: &str) -> Option<(&str, &str)> {
    let (pattern, flags) = text.strip_prefix('/')?.rsplit_once('/')?;
    let known = |flag: char| "dgimsuvy".contains(flag);
    (pattern.starts_with('^') && flags.chars().all(known)).then_some((pattern, flags))
}
