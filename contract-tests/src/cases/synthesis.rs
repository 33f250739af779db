//! Values for schemas: the smallest, the largest, and variants that together show each branch,
//! enum value, null, empty collection, boundary and kind of text.
//!
//! The same schema gives the same values. Values are not judged here: see [`crate::schema`].

use super::enums;
use super::numbers::numbers;
use super::strings::{Patterns, Slot, texts};
use crate::document::Document;
use crate::schema::{Additional, Direction, Flat, Type, Union};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use specwright::pointer::Pointer;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Beyond this depth only what is required is made of a schema whose values are large.
pub(super) const SOFT_DEPTH: usize = 5;
/// Beyond this depth nothing is made: the schema has no finite value this way.
const HARD_DEPTH: usize = 40;
/// Beyond this number of values only what is required is made.
const SOFT_VALUES: usize = 800;
/// Beyond this number of values nothing is made.
const HARD_VALUES: usize = 40_000;

/// How much of a value is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    /// Required members only.
    Smallest,
    /// Every member of objects above a depth, below it only what is required.
    Upper(usize),
    /// Every member.
    Largest,
}

/// What is asked of one synthesis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) size: Size,
    /// Turns every decision: 0 is the plainest value.
    pub(crate) variant: usize,
    /// Beyond this depth only what is required is made.
    pub(crate) depth: usize,
    pub(crate) direction: Direction,
    pub(crate) slot: Slot,
}

/// A synthesised value, with what it shows.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) value: Value,
    /// Decisions as place and option.
    pub(crate) shown: BTreeSet<(String, usize)>,
    /// How many options each decision has.
    pub(crate) options: BTreeMap<String, usize>,
}

/// Makes values for the schemas of a document.
#[derive(Debug)]
pub(crate) struct Synthesizer<'d> {
    document: &'d Document,
    patterns: Patterns,
    /// A schema is unfolded once, however often a value of it is made.
    flats: RefCell<BTreeMap<Vec<Pointer>, Rc<Flat<'d>>>>,
    /// Places of values of `enum` that break a keyword beside them.
    broken: RefCell<BTreeSet<Pointer>>,
}

impl<'d> Synthesizer<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self {
            document,
            patterns: Patterns::default(),
            flats: RefCell::new(BTreeMap::new()),
            broken: RefCell::default(),
        }
    }

    fn flat(&self, schemas: &[Pointer]) -> Rc<Flat<'d>> {
        if let Some(made) = self.flats.borrow().get(schemas) {
            return Rc::clone(made);
        }
        let made = Rc::new(Flat::new(self.document, schemas));
        self.flats
            .borrow_mut()
            .insert(schemas.to_vec(), Rc::clone(&made));
        made
    }

    /// Places of values of `enum` that break a keyword beside them, and were not used.
    pub(crate) fn take_broken(&self) -> BTreeSet<Pointer> {
        self.broken.take()
    }

    /// Forgets schemas that no other place refers to.
    pub(crate) fn forget_inline(&self) {
        let shared = |place: &Pointer| place.as_str().starts_with("/components/");
        self.flats
            .borrow_mut()
            .retain(|schemas, _| schemas.iter().all(shared));
    }

    /// A value for a schema; an error says why there is none.
    pub(crate) fn make(&self, schema: &Pointer, wanted: Wanted) -> Result<Made, String> {
        let mut making = Making {
            synthesizer: self,
            wanted,
            values: 0,
            shown: BTreeSet::new(),
            options: BTreeMap::new(),
        };
        let value = making.value(std::slice::from_ref(schema), &At::root(wanted.variant))?;
        Ok(Made {
            value,
            shown: making.shown,
            options: making.options,
        })
    }
}

/// A place in the value being made.
#[derive(Debug, Clone)]
struct At {
    /// Path with `*` for every index, so that items share their decisions.
    path: String,
    depth: usize,
    /// What is left of the variant for decisions here and below.
    turn: usize,
    /// Turns scalars further, so that members beside each other differ: two that are taken for
    /// each other must be seen.
    shift: usize,
}

impl At {
    fn root(variant: usize) -> Self {
        Self {
            path: String::new(),
            depth: 0,
            turn: variant,
            shift: 0,
        }
    }

    fn child(&self, name: &str, turn: usize) -> Self {
        Self {
            path: format!("{}/{name}", self.path),
            depth: self.depth + 1,
            turn,
            shift: self.shift,
        }
    }
}

struct Making<'d, 's> {
    synthesizer: &'s Synthesizer<'d>,
    wanted: Wanted,
    values: usize,
    shown: BTreeSet<(String, usize)>,
    options: BTreeMap<String, usize>,
}

impl Making<'_, '_> {
    fn value(&mut self, schemas: &[Pointer], at: &At) -> Result<Value, String> {
        self.values += 1;
        if at.depth > HARD_DEPTH || self.values > HARD_VALUES {
            return Err("schema has no value of a reasonable size".to_owned());
        }
        let flat = self.synthesizer.flat(schemas);
        let nullable = self.may_be_null(&flat, at);
        if nullable && self.is_null(at) {
            return Ok(Value::Null);
        }
        match self.some_value(&flat, at) {
            // What cannot be made (a value that holds itself without end) can still be null.
            Err(_) if nullable && self.values <= HARD_VALUES => Ok(Value::Null),
            made => made,
        }
    }

    fn some_value(&mut self, flat: &Flat<'_>, at: &At) -> Result<Value, String> {
        if flat.unions.is_empty() {
            return self.plain(flat, at);
        }
        let attempts = flat
            .unions
            .iter()
            .map(|u| u.branches.len())
            .max()
            .unwrap_or(1);
        let mut reason = String::new();
        for attempt in 0..attempts {
            match self.with_unions(flat, at, attempt) {
                Ok(value) => return Ok(value),
                Err(error) if self.values > HARD_VALUES => return Err(error),
                Err(error) => reason = error,
            }
        }
        Err(reason)
    }

    fn may_be_null(&self, flat: &Flat<'_>, at: &At) -> bool {
        let listed = flat
            .enumeration()
            .is_none_or(|values| values.contains(&&Value::Null));
        flat.nullable && listed && self.wanted.slot == Slot::Body && at.depth > 0
    }

    /// Every third turn is null, so that what lies below is still varied by the others.
    fn is_null(&mut self, at: &At) -> bool {
        if self.is_minimal(at) {
            return true;
        }
        let is_null = at.turn % 3 == 2;
        self.note(&format!("{} null", at.path), usize::from(is_null), 2);
        is_null
    }

    /// Decides every union, those of chosen branches too, then makes the value.
    fn with_unions(&mut self, flat: &Flat<'_>, at: &At, attempt: usize) -> Result<Value, String> {
        let mut flat = flat.clone();
        let mut turn = at.turn;
        let mut decided = 0;
        while let Some(union) = flat.unions.pop() {
            decided += 1;
            if decided > 64 {
                return Err("too many alternatives at one place".to_owned());
            }
            let count = union.branches.len();
            let branch = (turn + attempt) % count.max(1);
            turn /= count.max(1);
            self.note(&union_path(at, &union), branch, count);
            flat.choose(&union, branch);
        }
        self.plain(&flat, &At { turn, ..at.clone() })
    }

    /// A value of schemas without undecided unions.
    fn plain(&mut self, flat: &Flat<'_>, at: &At) -> Result<Value, String> {
        if let Some(values) = flat.enumeration() {
            return self.enumerated(flat, &values, at);
        }
        match flat.ty() {
            Some(Type::Object) => self.object(flat, at),
            Some(Type::Array) => self.array(flat, at),
            Some(Type::String) => {
                let texts = texts(flat, &self.synthesizer.patterns, self.wanted.slot)
                    .map_err(|error| format!("{}: {error}", place(flat)))?;
                let values = texts
                    .into_iter()
                    .map(|(_, text)| Value::String(text))
                    .collect();
                self.pick(values, at)
            }
            Some(ty @ (Type::Integer | Type::Number)) => {
                let values: Vec<Value> = numbers(flat, ty).into_iter().map(|(_, n)| n).collect();
                self.pick(values, at)
                    .map_err(|_| format!("{}: no number fits the schema", place(flat)))
            }
            Some(Type::Boolean) => self.pick(vec![json!(true), json!(false)], at),
            None if self.wanted.slot == Slot::Body => self.pick(
                vec![
                    json!("any"),
                    json!({ "member": [1, "two"] }),
                    json!(7),
                    json!(["item"]),
                ],
                at,
            ),
            None => Ok(json!("any")),
        }
    }

    fn enumerated(&mut self, flat: &Flat<'_>, values: &[&Value], at: &At) -> Result<Value, String> {
        let listed = enums::sorted(flat, values, &self.synthesizer.patterns);
        if listed.usable.is_empty() && !values.is_empty() {
            return Ok(Value::Null);
        }
        let mut known = self.synthesizer.broken.borrow_mut();
        known.extend(listed.broken);
        drop(known);
        self.pick(listed.usable, at)
    }

    fn pick(&mut self, mut values: Vec<Value>, at: &At) -> Result<Value, String> {
        if values.is_empty() {
            return Err("no value fits the schema".to_owned());
        }
        let count = values.len();
        let chosen = match self.wanted.size {
            Size::Smallest => 0,
            Size::Upper(_) | Size::Largest => (at.turn + at.shift) % count,
        };
        self.note(&at.path, chosen, count);
        Ok(values.swap_remove(chosen))
    }

    fn note(&mut self, path: &str, option: usize, count: usize) {
        if count > 1 {
            self.shown.insert((path.to_owned(), option));
            self.options.insert(path.to_owned(), count);
        }
    }

    fn is_minimal(&self, at: &At) -> bool {
        let deepest = match self.wanted.size {
            Size::Smallest => 0,
            Size::Upper(depth) => depth,
            Size::Largest => self.wanted.depth,
        };
        at.depth >= deepest.min(self.wanted.depth) || self.values > SOFT_VALUES
    }

    fn object(&mut self, flat: &Flat<'_>, at: &At) -> Result<Value, String> {
        let required = flat.required();
        let properties = flat.properties();
        let most = usize::try_from(flat.at_most("maxProperties").unwrap_or(1 << 20)).unwrap_or(1);
        let least = usize::try_from(flat.at_least("minProperties").unwrap_or(0)).unwrap_or(0);
        let mut made = Map::new();
        for (name, schemas) in self.turned(properties, most, at) {
            // A tag must be there, whatever `required` says (4.7.25).
            let is_tag = flat.tags.iter().any(|(property, _)| property == name);
            let needed = is_tag || required.contains(name.as_str());
            let optional = !self.is_minimal(at) && made.len() < most;
            if !needed && (!optional || self.is_hidden(schemas)) {
                continue;
            }
            match self.member(flat, name, schemas, at) {
                Ok(value) => {
                    made.insert(name.clone(), value);
                }
                Err(error) if needed => return Err(error),
                Err(_) => {}
            }
        }
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(**name))
        {
            made.insert((*name).to_owned(), self.unnamed(flat, name, at)?);
        }
        self.fill(flat, properties, least, &mut made, at)?;
        if !self.is_minimal(at) && least <= made.len() {
            self.additional(flat, most, &mut made, at)?;
        }
        Ok(Value::Object(made))
    }

    /// The properties; where not all of them may be there at once, each is the first in some turn.
    fn turned<'p>(
        &mut self,
        properties: &'p IndexMap<String, Vec<Pointer>>,
        most: usize,
        at: &At,
    ) -> impl Iterator<Item = (&'p String, &'p Vec<Pointer>)> + use<'p> {
        let count = properties.len();
        let first = match most < count && !self.is_minimal(at) {
            true => at.turn % count,
            false => 0,
        };
        if most < count {
            self.note(&format!("{} first member", at.path), first, count);
        }
        properties.iter().cycle().skip(first).take(count)
    }

    /// Members that are not sent this way (`readOnly`, `writeOnly`).
    fn is_hidden(&self, schemas: &[Pointer]) -> bool {
        let flag = match self.wanted.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        self.synthesizer.flat(schemas).flag(flag)
    }

    fn member(
        &mut self,
        flat: &Flat<'_>,
        name: &str,
        schemas: &[Pointer],
        at: &At,
    ) -> Result<Value, String> {
        if let Some((_, tags)) = flat.tags.iter().find(|(property, _)| property == name) {
            let chosen = at.turn % tags.len().max(1);
            self.note(&format!("{}/{name} tag", at.path), chosen, tags.len());
            return Ok(tags.get(chosen).map_or(Value::Null, |tag| json!(tag)));
        }
        let mut below = at.child(name, at.turn);
        below.shift += flat.properties().get_index_of(name).unwrap_or(0);
        self.value(schemas, &below)
    }

    /// A value for a required member that is not among the properties.
    fn unnamed(&mut self, flat: &Flat<'_>, name: &str, at: &At) -> Result<Value, String> {
        match flat.additional() {
            Additional::Schemas(schemas) => self.value(&schemas, &at.child(name, at.turn)),
            Additional::Forbidden => Err(format!(
                "{}: member {name:?} is required and not allowed",
                place(flat)
            )),
            Additional::Any | Additional::Silent => Ok(json!("any")),
        }
    }

    /// Adds optional members until there are as many as `minProperties` asks for.
    fn fill(
        &mut self,
        flat: &Flat<'_>,
        properties: &IndexMap<String, Vec<Pointer>>,
        least: usize,
        made: &mut Map<String, Value>,
        at: &At,
    ) -> Result<(), String> {
        for (name, schemas) in properties {
            if made.len() >= least {
                return Ok(());
            }
            if !made.contains_key(name)
                && let Ok(value) = self.member(flat, name, schemas, at)
            {
                made.insert(name.clone(), value);
            }
        }
        for turn in made.len()..least.min(1000) {
            let name = format!("additional-{turn}");
            let value = self.unnamed(flat, &name, at)?;
            made.insert(name, value);
        }
        Ok(())
    }

    /// Members that `additionalProperties` allows.
    fn additional(
        &mut self,
        flat: &Flat<'_>,
        most: usize,
        made: &mut Map<String, Value>,
        at: &At,
    ) -> Result<(), String> {
        let schemas = match flat.additional() {
            Additional::Schemas(schemas) => schemas,
            Additional::Any => Vec::new(),
            // A type that may as well be empty: one member says that it need not be.
            Additional::Silent if made.is_empty() && flat.properties().is_empty() => Vec::new(),
            Additional::Forbidden | Additional::Silent => return Ok(()),
        };
        let empty = made.is_empty() && at.turn % 4 == 3 && at.depth > 0;
        self.note(&format!("{} members", at.path), usize::from(empty), 2);
        if empty {
            return Ok(());
        }
        for (turn, name) in ["additional-1", "zusätzlich \"2\""].into_iter().enumerate() {
            if made.len() >= most {
                break;
            }
            let at = at.child("*", at.turn + turn);
            match self.value(&schemas, &at) {
                Ok(value) => {
                    made.insert(name.to_owned(), value);
                }
                Err(error) if at.depth <= 1 => return Err(error),
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn array(&mut self, flat: &Flat<'_>, at: &At) -> Result<Value, String> {
        let least = usize::try_from(flat.at_least("minItems").unwrap_or(0)).unwrap_or(0);
        let most = usize::try_from(flat.at_most("maxItems").unwrap_or(1 << 20)).unwrap_or(1);
        let items = flat.items();
        let (count, turn) = self.count(least, most, at);
        let unique = flat.flag("uniqueItems");
        let mut made: Vec<Value> = Vec::new();
        let tries = if unique { count * 4 + 8 } else { count };
        for index in 0..tries {
            if made.len() >= count {
                break;
            }
            match self.value(&items, &at.child("*", turn + index)) {
                Ok(value) if unique && made.contains(&value) => {}
                Ok(value) => made.push(value),
                Err(error) if made.len() < least => return Err(error),
                Err(_) => break,
            }
        }
        if made.len() < least {
            return Err(format!("{}: not enough unique items", place(flat)));
        }
        Ok(Value::Array(made))
    }

    /// How many items, and the turn that is left for them.
    fn count(&mut self, least: usize, most: usize, at: &At) -> (usize, usize) {
        if self.is_minimal(at) {
            return (least.min(HARD_VALUES), at.turn);
        }
        let some = 2.clamp(least, most.max(least));
        let mut options = vec![some];
        // A path or header parameter that is empty is not sent the same by all: not asked for.
        let may_be_empty = matches!(self.wanted.slot, Slot::Body);
        for bound in [least, most] {
            if bound <= 16 && !options.contains(&bound) && (bound > 0 || may_be_empty) {
                options.push(bound);
            }
        }
        // The usual count on all but every fourth turn: items have decisions of their own.
        let chosen = match (options.len(), at.turn % 4) {
            (2.., 3) => 1 + (at.turn / 4) % (options.len() - 1),
            _ => 0,
        };
        self.note(&format!("{} count", at.path), chosen, options.len());
        (options.get(chosen).copied().unwrap_or(some), at.turn)
    }
}

fn union_path(at: &At, union: &Union) -> String {
    format!("{} {}", at.path, union.pointer)
}

/// Whether a decision is which branch of a `oneOf` or `anyOf` is taken.
pub(super) fn is_union(path: &str) -> bool {
    path.ends_with("/oneOf") || path.ends_with("/anyOf")
}

fn place(flat: &Flat<'_>) -> String {
    flat.pointer().map(ToString::to_string).unwrap_or_default()
}
