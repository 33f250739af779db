//! Numbers for schemas: by type and format (OpenAPI 3.0.3, 4.4), at and near their bounds.

use crate::schema::{Flat, Type};
use serde_json::{Number, Value};

/// What may be written for a number schema, each with a label; the first is the plainest.
pub(crate) fn numbers(flat: &Flat<'_>, ty: Type) -> Vec<(&'static str, Value)> {
    if ty == Type::Integer {
        integers(flat)
    } else {
        floats(flat)
    }
}

/// Whether a number is within the bounds of a schema.
pub(super) fn is_within(flat: &Flat<'_>, number: f64) -> bool {
    let mut lowest = flat.numbers("minimum", "exclusiveMinimum");
    let mut highest = flat.numbers("maximum", "exclusiveMaximum");
    lowest.all(|(bound, strict)| number > bound || (!strict && number >= bound))
        && highest.all(|(bound, strict)| number < bound || (!strict && number <= bound))
}

/// Bounds of a format; unknown formats say nothing.
fn format_bounds(format: Option<&str>) -> Option<(i128, i128)> {
    Some(match format? {
        "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "int64" => (i128::from(i64::MIN), i128::from(i64::MAX)),
        "int16" => (i128::from(i16::MIN), i128::from(i16::MAX)),
        "int8" => (i128::from(i8::MIN), i128::from(i8::MAX)),
        "uint8" => (0, i128::from(u8::MAX)),
        "uint16" => (0, i128::from(u16::MAX)),
        "uint32" => (0, i128::from(u32::MAX)),
        "uint64" => (0, i128::from(u64::MAX)),
        _ => return None,
    })
}

fn integers(flat: &Flat<'_>) -> Vec<(&'static str, Value)> {
    let format = format_bounds(flat.text("format"));
    let (mut low, mut high) = format.unwrap_or((i128::from(i64::MIN), i128::from(i64::MAX)));
    let mut bounded = (format.is_some(), format.is_some());
    for (bound, strict) in flat.numbers("minimum", "exclusiveMinimum") {
        low = low.max(whole(bound.ceil()) + i128::from(strict && bound.fract() == 0.0));
        bounded.0 = true;
    }
    for (bound, strict) in flat.numbers("maximum", "exclusiveMaximum") {
        high = high.min(whole(bound.floor()) - i128::from(strict && bound.fract() == 0.0));
        bounded.1 = true;
    }
    let steps: Vec<i128> = flat
        .numbers("multipleOf", "")
        .map(|(step, _)| whole(step))
        .filter(|step| *step > 0)
        .collect();
    let fits = |n: i128| (low..=high).contains(&n) && steps.iter().all(|step| n % step == 0);
    let step = steps.iter().product::<i128>().max(1);
    let up = |n: i128| n + (step - n.rem_euclid(step)) % step;
    let down = |n: i128| n - n.rem_euclid(step);
    let mut found = vec![
        ("typical", up(15)),
        ("typical", up(low)),
        ("typical", down(high)),
    ];
    found.push(("zero", 0));
    if !bounded.0 {
        found.push(("negative", -step));
    }
    if bounded.0 {
        found.push(("lowest", up(low)));
    }
    if bounded.1 {
        found.push(("highest", down(high)));
    }
    if format.is_none() && !bounded.1 {
        // Beyond 32 bits: without a format an integer has no such bound.
        found.push(("large", up(5_000_000_000)));
    }
    // Of the typical ones the first that fits is enough.
    let mut typical = false;
    let mut seen = std::collections::BTreeSet::new();
    found
        .into_iter()
        .filter(|(_, n)| fits(*n))
        .filter(|(label, _)| *label != "typical" || !std::mem::replace(&mut typical, true))
        .filter(|(_, n)| seen.insert(*n))
        .filter_map(|(label, n)| Some((label, Value::Number(Number::from_i128(n)?))))
        .collect()
}

/// A float as a whole number; far ones are clamped.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a cast of floats saturates, which is what a bound beyond all integers needs"
)]
fn whole(number: f64) -> i128 {
    number as i128
}

fn floats(flat: &Flat<'_>) -> Vec<(&'static str, Value)> {
    let mut low: (f64, bool) = (f64::NEG_INFINITY, false);
    let mut high: (f64, bool) = (f64::INFINITY, false);
    for (bound, strict) in flat.numbers("minimum", "exclusiveMinimum") {
        if bound > low.0 || (strict && bound >= low.0) {
            low = (bound, strict);
        }
    }
    for (bound, strict) in flat.numbers("maximum", "exclusiveMaximum") {
        if bound < high.0 || (strict && bound <= high.0) {
            high = (bound, strict);
        }
    }
    let steps: Vec<f64> = flat
        .numbers("multipleOf", "")
        .map(|(step, _)| step)
        .collect();
    let fits = |n: f64| {
        n.is_finite()
            && (n > low.0 || (n >= low.0 && !low.1))
            && (n < high.0 || (n <= high.0 && !high.1))
            && steps.iter().all(|step| {
                let turns = n / step;
                (turns - turns.round()).abs() < 1e-9
            })
    };
    let middle = f64::midpoint(low.0, high.0);
    let mut found = vec![("typical", 1.5), ("typical", 1.0), ("typical", middle)];
    found.extend(steps.iter().flat_map(|step| {
        let from = if low.0.is_finite() { low.0 } else { 0.0 };
        let first = (from / step).ceil() * step;
        [
            ("typical", *step),
            ("typical", first),
            ("typical", first + step),
        ]
    }));
    for beside in [low.0 + 1.0, low.0 + 0.25, high.0 - 0.25, low.0, high.0] {
        found.push(("typical", beside));
    }
    found.extend([("zero", 0.0), ("negative", -2.25), ("large", 1e10)]);
    found.extend([("lowest", low.0), ("highest", high.0)]);
    let mut seen = std::collections::BTreeSet::new();
    let mut typical = false;
    found
        .into_iter()
        .filter(|(_, n)| fits(*n))
        .filter(|(label, _)| *label != "typical" || !std::mem::replace(&mut typical, true))
        .filter(|(_, n)| seen.insert(n.to_bits()))
        .filter_map(|(label, n)| Some((label, Value::Number(Number::from_f64(n)?))))
        .collect()
}
