//! Streams: the items that came against those that were served, and what was told of one that
//! breaks the contract.

use super::Bench;
use super::compare::same;
use crate::call::Reply;
use crate::case::{Case, Items};
use crate::finding::{Check, Finding};
use serde_json::Value;

/// `round_trip` of each item.
pub(super) fn items(
    bench: Bench<'_>,
    case: &Case,
    items: &Items,
    reply: &Reply,
    findings: &mut Vec<Finding>,
) {
    let mut wrong = |expected: String, got: String| {
        findings.push(Finding::new(Check::RoundTrip, &case.place, expected, got));
    };
    let seen = match &reply.value {
        Some(Value::Array(seen)) => seen.as_slice(),
        _ => &[],
    };
    if seen.len() != items.values.len() {
        let expected = format!("{} items of the stream", items.values.len());
        wrong(expected, format!("{} items", seen.len()));
        return;
    }
    for (index, (value, seen)) in items.values.iter().zip(seen).enumerate() {
        if let Some(found) = same(bench.document, &items.schemas, value, seen) {
            let expected = format!("in item {index} at {:?}: {}", found.at, found.expected);
            wrong(expected, found.got);
            return;
        }
    }
}

/// `round_trip`: no item that keeps to the document is told to break it.
pub(super) fn none_broken(case: &Case, reply: &Reply, findings: &mut Vec<Finding>) {
    for broken in &reply.broken {
        let expected = "every item of the stream read";
        let got = broken.text.clone();
        findings.push(Finding::new(Check::RoundTrip, &case.place, expected, got));
    }
}

/// `failure_kind` and `decode_pointer` of the one item that breaks its schema.
pub(super) fn one_broken(
    case: &Case,
    pointers: &[String],
    reply: &Reply,
    findings: &mut Vec<Finding>,
) {
    let [broken] = reply.broken.as_slice() else {
        findings.push(Finding::new(
            Check::FailureKind,
            &case.place,
            "one item of the stream told to break the contract",
            format!("{} items told so", reply.broken.len()),
        ));
        return;
    };
    if !pointers.is_empty() && !pointers.contains(&broken.pointer) {
        findings.push(Finding::new(
            Check::DecodePointer,
            &case.place,
            format!("one of {pointers:?}"),
            format!("{:?}", broken.pointer),
        ));
    }
}
