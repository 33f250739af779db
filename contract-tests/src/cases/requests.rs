//! What an operation is called with: the smallest request, the largest, documented examples, and
//! variants that show each kind of argument.

use super::Deriving;
use super::carried::{Carried, Carrier, REASON};
use super::strings::Slot;
use super::values::Valid;
use crate::call::{Arguments, BodyArgument, Content as Held};
use crate::document::{Content, Location, MediaKind, Operation, Parameter, Style, is_one_type};
use crate::finding::DocumentFinding;
use crate::oracle::compare::pruned;
use crate::schema::{Direction, Flat};
use indexmap::IndexMap;
use serde_json::{Value, json};
use specwright::pointer::Pointer;
use std::rc::Rc;

/// One request: label, arguments, and what in the document it shows.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) label: String,
    pub(super) arguments: Arguments,
    pub(super) place: Pointer,
}

/// What a parameter can be given.
struct Choices<'d> {
    parameter: &'d Parameter,
    examples: Vec<(String, Value, Pointer)>,
    synthesised: Vec<Value>,
}

/// What a body can be given.
struct BodyChoice {
    label: String,
    argument: BodyArgument,
    place: Pointer,
    is_example: bool,
}

/// Requests of an operation, the smallest first; an error says why it cannot be called at all.
pub(super) fn requests(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
) -> Result<Vec<Request>, (Pointer, String)> {
    let mut choices = Vec::new();
    for parameter in &operation.parameters {
        let choice = parameter_choices(deriving, parameter);
        if choice.synthesised.is_empty() && choice.examples.is_empty() {
            if parameter.required {
                let reason = "required parameter without a value".to_owned();
                return Err((parameter.pointer.clone(), reason));
            }
            deriving.left_out(&parameter.pointer, "optional parameter without a value", 1);
            continue;
        }
        choices.push(choice);
    }
    let bodies = bodies(deriving, operation);
    if operation.body_required && bodies.is_empty() {
        let place = operation.pointer.child("requestBody");
        return Err((place, "required body without a value".to_owned()));
    }
    Ok(combine(deriving, operation, &choices, &bodies))
}

fn combine(
    deriving: &mut Deriving<'_, '_>,
    operation: &Operation,
    choices: &[Choices<'_>],
    bodies: &[BodyChoice],
) -> Vec<Request> {
    let mut made = Vec::new();
    let place = &operation.pointer;
    let required = choices.iter().filter(|choice| choice.parameter.required);
    let body = bodies.first();
    let needed = body.filter(|_| operation.body_required);
    add(&mut made, "smallest", arguments(required, needed, 0), place);
    let all = arguments(choices.iter(), body, 0);
    add(&mut made, "largest", all.clone(), place);
    for choice in choices {
        let (location, parameter) = (choice.parameter.location.as_str(), &choice.parameter.name);
        for (name, value, place) in &choice.examples {
            let mut with = all.clone();
            with.insert(location, parameter, value.clone());
            add(&mut made, &format!("{parameter}-{name}"), with, place);
        }
    }
    variants(&mut made, place, choices, bodies);
    let cap = deriving.options.requests_per_operation;
    if made.len() > cap {
        let reason = "request beyond the cap for one operation";
        deriving.left_out(&operation.pointer, reason, made.len() - cap);
        made.truncate(cap);
    }
    made
}

/// Each value of a parameter and each body at least once.
fn variants(
    made: &mut Vec<Request>,
    place: &Pointer,
    choices: &[Choices<'_>],
    bodies: &[BodyChoice],
) {
    let of_parameters = choices.iter().map(|choice| choice.synthesised.len());
    let most = of_parameters.chain([bodies.len()]).max().unwrap_or(0);
    for turn in 1..most {
        let body = bodies.get(turn % bodies.len().max(1));
        let (label, place) = match body {
            Some(body) if body.is_example || turn < bodies.len() => {
                (body.label.clone(), &body.place)
            }
            _ => (format!("variant-{turn}"), place),
        };
        add(made, &label, arguments(choices.iter(), body, turn), place);
    }
}

/// Adds a request, unless there is one with these arguments.
fn add(made: &mut Vec<Request>, label: &str, arguments: Arguments, place: &Pointer) {
    if !made.iter().any(|known| known.arguments == arguments) {
        made.push(Request {
            label: label.to_owned(),
            arguments,
            place: place.clone(),
        });
    }
}

fn arguments<'c, 'd: 'c>(
    choices: impl Iterator<Item = &'c Choices<'d>>,
    body: Option<&BodyChoice>,
    turn: usize,
) -> Arguments {
    let mut made = Arguments::new();
    for (index, choice) in choices.enumerate() {
        // Parameters beside each other differ: two that are taken for each other must be seen.
        let own = (turn + index) % choice.synthesised.len().max(1);
        let value = choice
            .synthesised
            .get(own)
            .or_else(|| choice.examples.first().map(|(_, value, _)| value));
        if let Some(value) = value {
            let location = choice.parameter.location.as_str();
            made.insert(location, &choice.parameter.name, value.clone());
        }
    }
    if let Some(body) = body {
        made.set_body(body.argument.clone());
    }
    made
}

fn parameter_choices<'p>(deriving: &mut Deriving<'_, '_>, parameter: &'p Parameter) -> Choices<'p> {
    let slot = slot(parameter);
    let schema = parameter.schema.as_ref();
    let examples = deriving.values.examples(
        &parameter.examples,
        schema,
        Direction::Request,
        &mut deriving.document_findings,
    );
    let (examples, other): (Vec<_>, Vec<_>) = examples
        .into_iter()
        .filter(|(_, example)| can_be_sent(parameter, &example.value))
        .partition(|(_, example)| Carrier::of(parameter).carry(&example.value) == Carried::Whole);
    if !other.is_empty() {
        deriving.left_out(&parameter.pointer, REASON, other.len());
    }
    let examples = examples
        .into_iter()
        .map(|(name, example)| (format!("example-{name}"), example.value, example.pointer))
        .collect();
    let cap = deriving.options.requests_per_operation;
    let valid = match schema {
        Some(schema) => deriving
            .values
            .synthesised(schema, Direction::Request, slot, cap),
        None => Rc::new(Valid {
            list: vec![("largest".to_owned(), Value::from("text"))],
            ..Valid::default()
        }),
    };
    deriving.note(&valid, &parameter.pointer, "parameter");
    let mut synthesised = sendable(deriving, parameter, &valid);
    if synthesised.is_empty() && !valid.list.is_empty() {
        let style = parameter.style;
        deriving.document_findings.push(DocumentFinding {
            place: parameter.pointer.clone(),
            message: format!("no value that the schema allows can be written by style {style:?}"),
        });
    }
    if parameter.location == Location::Query && parameter.style == Style::Form && parameter.explode
    {
        let named = Flat::new(deriving.document, schema.map_or(&[], std::slice::from_ref));
        for value in &mut synthesised {
            name_apart(value, parameter, named.properties());
        }
    }
    Choices {
        parameter,
        examples,
        synthesised,
    }
}

/// The values that the parameter's style can carry, or others in their place that the schema allows.
fn sendable(deriving: &mut Deriving<'_, '_>, parameter: &Parameter, valid: &Valid) -> Vec<Value> {
    let schema = parameter.schema.as_ref();
    let direction = Direction::Request;
    let mut made: Vec<Value> = Vec::new();
    let mut not_carried = 0;
    for (_, value) in &valid.list {
        if !can_be_sent(parameter, value) {
            continue;
        }
        let value = match Carrier::of(parameter).carry(value) {
            Carried::Whole => Some(value.clone()),
            Carried::Instead(other) => {
                not_carried += 1;
                let is_valid = |at: &Pointer| deriving.schemas.admit(at, direction, &other).is_ok();
                schema.is_none_or(is_valid).then_some(other)
            }
            Carried::Not => {
                not_carried += 1;
                None
            }
        };
        made.extend(value.filter(|value| !made.contains(value)));
    }
    if not_carried > 0 {
        deriving.left_out(&parameter.pointer, REASON, not_carried);
    }
    if valid.list.iter().any(|(_, value)| *value == json!({})) {
        let alone = one_member_each(deriving, schema, &made);
        made.extend(alone);
    }
    made
}

/// Of an object that is not sent without any member, objects with one each: none of the others is
/// needed.
fn one_member_each(
    deriving: &Deriving<'_, '_>,
    schema: Option<&Pointer>,
    made: &[Value],
) -> Vec<Value> {
    let objects = made.iter().filter_map(Value::as_object);
    let Some(largest) = objects.max_by_key(|members| members.len()) else {
        return Vec::new();
    };
    let direction = Direction::Request;
    let is_valid =
        |value: &Value| schema.is_none_or(|at| deriving.schemas.is_valid(at, direction, value));
    let alone = largest
        .iter()
        .map(|(name, value)| json!({ name.as_str(): value }));
    alone
        .filter(|value| !made.contains(value) && is_valid(value))
        .collect()
}

/// By this style the members of an object are parameters of their own: those that the schema does
/// not name are called apart from those of the next parameter.
fn name_apart(value: &mut Value, parameter: &Parameter, named: &IndexMap<String, Vec<Pointer>>) {
    if let Value::Object(members) = value {
        let renamed = std::mem::take(members).into_iter().map(|(name, value)| {
            if named.contains_key(&name) {
                (name, value)
            } else {
                (format!("{}-{name}", parameter.name), value)
            }
        });
        *members = renamed.collect();
    }
}

fn slot(parameter: &Parameter) -> Slot {
    match parameter.location {
        Location::Header | Location::Cookie => Slot::Header,
        Location::Path => Slot::Path,
        Location::Query => Slot::Query,
    }
}

/// Whether a value has a meaning on the wire: no null, nothing empty where it would not be seen.
fn can_be_sent(parameter: &Parameter, value: &Value) -> bool {
    if parameter.style == Style::Json {
        // In a header a JSON text must be ASCII (RFC 9110, 5.5).
        return parameter.location == Location::Query || value.to_string().is_ascii();
    }
    let scalar = |value: &Value| match value {
        Value::String(text) => match parameter.location {
            Location::Path => !matches!(text.as_str(), "" | "." | ".."),
            Location::Header | Location::Cookie => {
                !text.is_empty()
                    && text.bytes().all(|b| (0x20..0x7f).contains(&b))
                    && text.trim() == text
            }
            Location::Query => true,
        },
        Value::Bool(_) | Value::Number(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    };
    // Styles say nothing of what is nested (4.7.12.3).
    match value {
        Value::Array(items) => !items.is_empty() && items.iter().all(scalar),
        Value::Object(members) => !members.is_empty() && members.values().all(scalar),
        value => scalar(value),
    }
}

fn bodies(deriving: &mut Deriving<'_, '_>, operation: &Operation) -> Vec<BodyChoice> {
    let mut made = Vec::new();
    for content in &operation.bodies {
        if is_other_name(deriving, &operation.bodies, content) {
            let reason = "another name of JSON for the same schema is not sent";
            deriving.left_out(&content.pointer, reason, 1);
            continue;
        }
        let mut found = body_values(deriving, content);
        let cap = deriving.options.requests_per_operation;
        if found.is_empty() {
            deriving.left_out(
                &content.pointer,
                "media type of a request without a value",
                1,
            );
        }
        found.truncate(cap);
        made.extend(found);
    }
    // One of every media type comes first, so that a cap leaves none of them out.
    let mut seen = std::collections::BTreeSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) = made
        .into_iter()
        .partition(|choice: &BodyChoice| seen.insert(choice.argument.media_type.clone()));
    first.extend(rest);
    first
}

/// Whether an earlier media type is plain JSON of the same schema, as this one is.
fn is_other_name(deriving: &Deriving<'_, '_>, bodies: &[Content], content: &Content) -> bool {
    let schema = |content: &Content| {
        let place = content.schema.as_ref();
        place.and_then(|place| deriving.document.at(place))
    };
    content.is_plain_json()
        && bodies
            .iter()
            .take_while(|earlier| earlier.pointer != content.pointer)
            .any(|earlier| earlier.is_plain_json() && schema(earlier) == schema(content))
}

fn body_values(deriving: &mut Deriving<'_, '_>, content: &Content) -> Vec<BodyChoice> {
    let short = content.media_type.replace(' ', "");
    let choice = |label: String, held: Held, place: &Pointer, is_example: bool| BodyChoice {
        label,
        argument: BodyArgument {
            media_type: content.concrete.clone(),
            content: held,
        },
        place: place.clone(),
        is_example,
    };
    match content.kind {
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => {
            let is_json = content.kind == MediaKind::Json;
            types_of_parts(deriving, content);
            let values = deriving.body_values(content, Direction::Request);
            for (_, value, place, is_example) in &values {
                undescribed(deriving, content, value);
                if *is_example && !is_json {
                    undescribed_example(deriving, content, value, place);
                }
            }
            let mut made = Vec::new();
            let mut not_carried = 0;
            for (label, mut value, place, is_example) in values {
                if !is_json && !value.is_object() {
                    continue;
                }
                if !is_json {
                    value = without_nulls(value);
                }
                if content.kind == MediaKind::Form {
                    let carried = form_carried(deriving, content, &value);
                    not_carried += usize::from(carried.as_ref() != Some(&value));
                    let Some(carried) = carried else {
                        continue;
                    };
                    value = carried;
                }
                let label = format!("{short}-{label}");
                made.push(choice(label, Held::Value(value), &place, is_example));
            }
            if not_carried > 0 {
                deriving.left_out(&content.pointer, REASON, not_carried);
            }
            made
        }
        MediaKind::Text | MediaKind::Events | MediaKind::JsonLines => {
            let text = "Grüße,\n\"text\" 世界".to_owned();
            vec![choice(
                format!("{short}-text"),
                Held::Text(text),
                &content.pointer,
                false,
            )]
        }
        MediaKind::Bytes => {
            let bytes = vec![0, 159, 146, 150, b'\r', b'\n', 255];
            vec![choice(
                format!("{short}-bytes"),
                Held::Bytes(bytes),
                &content.pointer,
                false,
            )]
        }
    }
}

/// Says which parts have a range alone for their type: the suite has no file of a type to choose.
fn types_of_parts(deriving: &mut Deriving<'_, '_>, content: &Content) {
    if content.kind != MediaKind::Multipart {
        return;
    }
    for name in content.encoding.keys() {
        let types = content.part_types(name);
        if !types.is_empty() && !types.iter().any(|one| is_one_type(one)) {
            let place = content.pointer.child("encoding").child(name);
            let reason = "type of a part for which a range alone is documented is not judged";
            deriving.left_out(&place, reason, 1);
        }
    }
}

/// A form, or one in its place, whose members the styles of the document can carry.
fn form_carried(deriving: &Deriving<'_, '_>, content: &Content, form: &Value) -> Option<Value> {
    let mut made = form.clone();
    let members = made.as_object_mut()?;
    for (name, value) in members.iter_mut() {
        match Carrier::of_member(content.form_style(name)).carry(value) {
            Carried::Whole => {}
            Carried::Instead(instead) => *value = instead,
            Carried::Not => return None,
        }
    }
    let direction = Direction::Request;
    let schema = content.schema.as_ref();
    let is_valid = |at: &Pointer| deriving.schemas.admit(at, direction, &made).is_ok();
    let is_carried = made == *form || schema.is_none_or(is_valid);
    is_carried.then_some(made)
}

/// Null has no spelling in forms and parts.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(items) => items
            .into_iter()
            .filter(|item| !item.is_null())
            .map(without_nulls)
            .collect(),
        value => value,
    }
}

/// Says where a schema demands a member that it does not describe: a typed client has no place for
/// it.
fn undescribed(deriving: &mut Deriving<'_, '_>, content: &Content, value: &Value) {
    let Some(schema) = &content.schema else {
        return;
    };
    let kept = pruned(deriving.document, std::slice::from_ref(schema), value, 0);
    let is_broken = |value| {
        deriving
            .schemas
            .admit(schema, Direction::Request, value)
            .is_err()
    };
    if kept != *value && is_broken(&kept) {
        deriving.document_findings.push(DocumentFinding {
            place: content.pointer.clone(),
            message: "a member is required that no property describes; it is not sent".to_owned(),
        });
    }
}

/// Says where an example of a form has members that the schema does not describe: they have no place
/// in a typed client, and no style.
fn undescribed_example(
    deriving: &mut Deriving<'_, '_>,
    content: &Content,
    value: &Value,
    place: &Pointer,
) {
    let schema = content.schema.as_slice();
    let kept = pruned(deriving.document, schema, value, 0);
    let (Some(members), Some(kept)) = (value.as_object(), kept.as_object()) else {
        return;
    };
    let lost = members.keys().filter(|name| !kept.contains_key(*name));
    for name in lost {
        deriving.document_findings.push(DocumentFinding {
            place: place.child(name),
            message: format!("the example has a member that no property describes: {name:?}"),
        });
    }
}
