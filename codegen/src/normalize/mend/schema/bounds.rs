//! Bounds: numbers written as text, counts that are none, bounds that exclude every value
//! (JSON Schema Validation, 6.2 to 6.5).

use crate::diagnostic::code::normalize as code;
use crate::diagnostic::shown;
use crate::normalize::context::Context;
use crate::normalize::walk::Path;
use crate::source::Members as _;
use serde_json::{Map, Number, Value};

const NUMBERS: [&str; 3] = ["minimum", "maximum", "multipleOf"];
const COUNTS: [&str; 6] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];
const PAIRS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Makes every bound a number of the kind that it must be.
pub(super) fn apply(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    // Most schemas have none, and to look for each of them takes longer than to look at the names.
    let is_bound = |name: &String| NUMBERS.iter().chain(&COUNTS).any(|bound| bound == name);
    if !members.keys().any(is_bound) {
        return;
    }
    for name in NUMBERS.iter().chain(&COUNTS) {
        from_text(members, name, at, cx);
    }
    for name in COUNTS {
        count(members, name, at, cx);
    }
    if members.member("type").and_then(Value::as_str) == Some("integer") {
        for name in NUMBERS {
            whole(members, name, at, cx);
        }
    }
    if members
        .member("multipleOf")
        .and_then(Value::as_f64)
        .is_some_and(|divisor| divisor <= 0.0)
    {
        members.take_member("multipleOf");
        cx.warning(
            code::BOUND,
            &at.key("multipleOf"),
            "`multipleOf` must be greater than zero; it is left out",
        );
    }
    for (least, most) in PAIRS {
        contradiction(members, least, most, at, cx);
    }
}

fn from_text(members: &mut Map<String, Value>, name: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(written) = members.member(name) else {
        return;
    };
    let number = match written {
        Value::Number(_) => return,
        Value::String(text) => text.trim().parse::<Number>().ok(),
        _ => None,
    };
    let written = shown(written);
    let kept = number.is_some();
    if let Some(number) = number {
        members.insert(name.to_owned(), Value::Number(number));
    } else {
        members.take_member(name);
    }
    let becomes = if kept {
        "its text is read as one"
    } else {
        "it is left out"
    };
    cx.warning(
        code::BOUND,
        &at.key(name),
        format!("`{name}` must be a number and is `{written}`; {becomes}"),
    );
}

/// Lengths and counts are whole and not negative.
fn count(members: &mut Map<String, Value>, name: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Number(number)) = members.member(name) else {
        return;
    };
    if number.is_u64() {
        return;
    }
    let least = name.starts_with("min");
    let written = Value::from(number.clone());
    let settled = number.as_f64().and_then(|float| {
        let float = if least { float.ceil() } else { float.floor() };
        integer(float).filter(|whole| *whole >= 0)
    });
    if let Some(whole) = settled {
        members.insert(name.to_owned(), Value::from(whole));
    } else {
        // A negative minimum, and a maximum beyond all numbers, restrict nothing.
        cx.note(
            code::BOUND,
            &at.key(name),
            format!(
                "`{name}` of {} restricts nothing; it is left out",
                shown(&written)
            ),
        );
        members.take_member(name);
    }
}

/// Bounds of an integer are whole numbers of 64 bits; the next that means the same is taken.
fn whole(members: &mut Map<String, Value>, name: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Number(number)) = members.member(name) else {
        return;
    };
    if number.is_i64() {
        return;
    }
    let written = Value::from(number.clone());
    let beyond_signed = number.is_u64();
    let float = number.as_f64().unwrap_or_default();
    let float_is_whole = float.fract() == 0.0;
    let settled = match name {
        "minimum" => integer(float.ceil()),
        "maximum" => integer(float.floor()),
        _ => integer(float).filter(|_| float_is_whole),
    };
    if !float_is_whole && name != "multipleOf" {
        // `x > 0.5` is `x >= 1`
        members.take_member(if name == "minimum" {
            "exclusiveMinimum"
        } else {
            "exclusiveMaximum"
        });
    }
    if let Some(settled) = settled {
        members.insert(name.to_owned(), Value::from(settled));
        return;
    }
    let unsigned = name == "maximum"
        && beyond_signed
        && members
            .member("minimum")
            .and_then(Value::as_i64)
            .is_some_and(|least| least >= 0);
    members.take_member(name);
    if unsigned {
        members
            .entry("format")
            .or_insert_with(|| Value::String("uint64".to_owned()));
    }
    cx.note(
        code::BOUND,
        &at.key(name),
        format!(
            "`{name}` of {} is beyond an integer of 64 bits; it is left out",
            shown(&written)
        ),
    );
}

/// The integer that a float is, within 64 bits.
fn integer(float: f64) -> Option<i64> {
    // 2^63 as a float is exact; above it `as` would saturate.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the range has been checked, and the fraction is zero"
    )]
    (float.fract() == 0.0 && (-LIMIT..LIMIT).contains(&float)).then_some(float as i64)
}

/// Of two bounds that exclude every value, neither can be meant.
fn contradiction(
    members: &mut Map<String, Value>,
    least: &str,
    most: &str,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let bound = |name: &str| members.member(name).and_then(Value::as_f64);
    let (Some(low), Some(high)) = (bound(least), bound(most)) else {
        return;
    };
    if low > high {
        cx.warning(
            code::BOUND,
            at,
            format!("no value is at least `{least}` and at most `{most}`; both are left out"),
        );
        members.take_member(least);
        members.take_member(most);
    }
}
