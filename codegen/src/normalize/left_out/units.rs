//! The parts of a document that are kept or left out as a whole, what each refers to, and which
//! of them reach a reference that leads nowhere.

use super::LEFT_OUT;
use crate::normalize::bundle::MISSING;
use crate::normalize::grammar::{Kind, neutral};
use crate::normalize::walk::{Path, walk};
use crate::pointer::Pointer;
use serde_json::{Map, Value};
use std::collections::{HashMap, VecDeque};

/// A part that is kept or left out as a whole.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) part: Part,
    /// Where it stands now.
    pub(super) at: Pointer,
    /// Components that it cannot do without: section and name.
    needs: Vec<(String, String)>,
    /// The first reference in it that leads nowhere.
    lacks: Option<usize>,
    /// Of an operation: the keys of responses that it can do without.
    spare: Vec<String>,
}

/// What a part is.
#[derive(Debug)]
pub(super) enum Part {
    /// An operation, with the unit of its path item.
    Operation { item: Option<usize> },
    /// What a path item says of all its operations.
    PathItem,
    /// A component.
    Component(Kind),
    /// A header, link, example, callback or response of something that can do without.
    Inner(Kind),
    /// A path item among the components: it stands as well wherever something refers to it.
    Shared,
}

/// All parts in document order. Something empty takes the place of each reference that leads
/// nowhere.
pub(super) fn collect(root: &mut Value) -> Vec<Unit> {
    let mut units = Vec::new();
    // Parts that the walk is in, with the depth of each.
    let mut open: Vec<(usize, usize)> = Vec::new();
    walk(Kind::Root, root, &Path::root(), &mut |kind, value, at| {
        while open.last().is_some_and(|(depth, _)| *depth >= at.depth()) {
            open.pop();
        }
        let holder = open.last().map(|(_, unit)| *unit);
        if let Some(part) = part(kind, at, holder, &units) {
            open.push((at.depth(), units.len()));
            units.push(Unit {
                part,
                at: at.pointer(),
                needs: Vec::new(),
                lacks: None,
                spare: Vec::new(),
            });
        }
        if let Some((_, unit)) = open.last()
            && let Some(unit) = units.get_mut(*unit)
        {
            unit.look(kind, value);
        }
    });
    units
}

/// The part that begins with this object, which stands in `holder`.
fn part(kind: Kind, at: &Path<'_>, holder: Option<usize>, units: &[Unit]) -> Option<Part> {
    let within = holder.and_then(|holder| units.get(holder));
    if within.is_some_and(|unit| matches!(unit.part, Part::Shared)) {
        return None;
    }
    match kind {
        Kind::PathItem if within.is_none() && at.pointer().is_within(&components()) => {
            Some(Part::Shared)
        }
        Kind::PathItem => Some(Part::PathItem),
        Kind::Operation => Some(Part::Operation { item: holder }),
        _ if within.is_none() => kind.section().map(|_| Part::Component(kind)),
        Kind::Header | Kind::Link | Kind::Example | Kind::Callback => Some(Part::Inner(kind)),
        Kind::Response => {
            let spare = within.map_or(&[] as &[String], |unit| &unit.spare);
            let is_spare =
                !spare.is_empty() && at.pointer().last().is_some_and(|key| spare.contains(&key));
            is_spare.then_some(Part::Inner(kind))
        }
        _ => None,
    }
}

fn components() -> Pointer {
    Pointer::root().child("components")
}

impl Unit {
    /// Notes what an object of this part refers to.
    fn look(&mut self, kind: Kind, value: &mut Value) {
        let Value::Object(members) = value else {
            return;
        };
        if kind == Kind::Operation {
            // It is ours to say.
            members.shift_remove(LEFT_OUT);
            self.spare = spare(members);
        }
        if let Some(text) = members.get("$ref").and_then(Value::as_str) {
            if let Some(number) = text.strip_prefix(MISSING) {
                self.lacks = self.lacks.or(number.parse().ok());
                if kind == Kind::PathItem {
                    members.shift_remove("$ref");
                } else {
                    *value = neutral(kind);
                }
                return;
            }
            self.needs.extend(component(text));
        }
        let mapping = members
            .get("discriminator")
            .and_then(|it| it.get("mapping"));
        let mapped = mapping.and_then(Value::as_object).into_iter();
        let mapped = mapped.flat_map(Map::values).filter_map(Value::as_str);
        self.needs.extend(mapped.filter_map(component));
    }
}

/// The responses that an operation can do without where it documents what succeeds: an answer
/// whose status is not documented is kept whole, as an error, and these are errors.
fn spare(operation: &Map<String, Value>) -> Vec<String> {
    let responses = operation.get("responses").and_then(Value::as_object);
    let keys: Vec<&String> = responses.into_iter().flat_map(Map::keys).collect();
    if !keys.iter().any(|key| key.starts_with(['2', '3'])) {
        return Vec::new();
    }
    let is_error = |key: &str| key.starts_with(['4', '5']) || key.eq_ignore_ascii_case("default");
    let errors = keys.into_iter().filter(|key| is_error(key));
    errors.cloned().collect()
}

/// Section and name of the component that a reference leads to.
pub(super) fn component(text: &str) -> Option<(String, String)> {
    let pointer = Pointer::from_fragment(text.strip_prefix('#')?)?;
    let mut tokens = pointer.tokens();
    (tokens.next()? == "components").then_some((tokens.next()?, tokens.next()?))
}

/// For each part the reference that it lacks, itself or by what it needs.
pub(super) fn spread(units: &[Unit]) -> Vec<Option<usize>> {
    let mut users: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, unit) in units.iter().enumerate() {
        for (section, name) in &unit.needs {
            users.entry((section, name)).or_default().push(index);
        }
    }
    let mut lacks: Vec<Option<usize>> = units.iter().map(|unit| unit.lacks).collect();
    let mut open: VecDeque<usize> = (0..units.len())
        .filter(|index| lacks.get(*index).is_some_and(Option::is_some))
        .collect();
    while let Some(index) = open.pop_front() {
        let Some(Unit {
            part: Part::Component(kind),
            at,
            ..
        }) = units.get(index)
        else {
            continue;
        };
        let (section, name) = (kind.section().unwrap_or_default(), at.last());
        let key = (section, name.as_deref().unwrap_or_default());
        let missing = lacks.get(index).copied().flatten();
        for user in users.get(&key).into_iter().flatten() {
            if let Some(lack @ None) = lacks.get_mut(*user) {
                *lack = missing;
                open.push_back(*user);
            }
        }
    }
    for (index, unit) in units.iter().enumerate() {
        if let Part::Operation { item: Some(item) } = unit.part {
            let of_item = lacks.get(item).copied().flatten();
            if let Some(lack @ None) = lacks.get_mut(index) {
                *lack = of_item;
            }
        }
    }
    lacks
}
