//! Valid values for a schema: examples as the document has them, then synthesised ones, judged by
//! the schema before they are used.

use super::mending::mend;
use super::strings::Slot;
use super::synthesis::{Made, SOFT_DEPTH, Size, Synthesizer, Wanted, is_union};
use crate::document::{Document, ExampleAt};
use crate::finding::DocumentFinding;
use crate::schema::{Direction, Overlaps, Schemas};
use serde_json::Value;
use specwright::pointer::Pointer;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// Turns without anything new after which no more are tried.
const PATIENCE: usize = 12;

/// A value of so many parts is small enough to be made as deep as its schema goes.
const SMALL: usize = 800;

/// A document of more responses than these has its values made less deep: where there are
/// thousands of cases, each is to be cheap.
const FEW_RESPONSES: usize = 500;

/// How many depths of objects are shown with only their required members, before all other choices.
const DEPTHS: usize = 4;

/// Optional members are made at this depth at most.
const DEEPEST: usize = 10;

/// Makes and judges values.
#[derive(Debug)]
pub(crate) struct Values<'d> {
    document: &'d Document,
    schemas: &'d Schemas,
    synthesizer: Synthesizer<'d>,
    /// A schema is referred to from many places, and has the same values in each.
    made: RefCell<BTreeMap<Key, Rc<Valid>>>,
    /// How much of them is kept.
    kept: Cell<usize>,
    /// Whether values are made as deep as their schemas go.
    is_deep: bool,
}

/// How many texts, numbers and other parts of values are kept for use in other places: what is used
/// again is made again beyond it, so that memory does not grow with the document.
const MOST_KEPT: usize = 400_000;

/// Schema, direction, slot and cap.
type Key = (Pointer, Direction, Slot, usize);

/// Values for one schema.
#[derive(Debug, Default)]
pub(crate) struct Valid {
    /// Label and value, the smallest first.
    pub(crate) list: Vec<(String, Value)>,
    /// Decisions (branches, enum values, bounds …) that no value in the list shows.
    pub(crate) not_shown: usize,
    /// Why there are fewer than the schema asks for.
    pub(crate) trouble: Option<String>,
    /// Places of `oneOf` keywords of which a value in the list fits more alternatives than one.
    pub(crate) overlaps: BTreeSet<Pointer>,
}

impl Valid {
    fn push(&mut self, label: String, judged: Judged, cap: usize) {
        let value = judged.made.value;
        if self.list.len() < cap && !self.list.iter().any(|(_, known)| *known == value) {
            self.list.push((label, value));
            self.overlaps.extend(judged.overlaps.into_keys());
        }
    }
}

/// A value that its schema allows, overlaps of alternatives aside.
struct Judged {
    made: Made,
    overlaps: Overlaps,
}

impl Judged {
    /// How many alternatives it fits besides those that it is to fit.
    fn others(&self) -> usize {
        self.overlaps.values().sum()
    }
}

impl<'d> Values<'d> {
    pub(crate) fn new(document: &'d Document, schemas: &'d Schemas) -> Self {
        Self {
            document,
            schemas,
            synthesizer: Synthesizer::new(document),
            made: RefCell::new(BTreeMap::new()),
            kept: Cell::new(0),
            is_deep: document.documented_responses() <= FEW_RESPONSES,
        }
    }

    /// Forgets the values of schemas that no other place refers to.
    pub(crate) fn forget_inline(&self) {
        let shared = |place: &Pointer| place.as_str().starts_with("/components/");
        if self.kept.get() > MOST_KEPT {
            self.made.borrow_mut().clear();
            self.kept.set(0);
        } else {
            self.made.borrow_mut().retain(|key, _| shared(&key.0));
        }
        self.synthesizer.forget_inline();
    }

    /// Values of `enum` that are not used, since they break a keyword beside them; each told once.
    pub(crate) fn take_broken(&self) -> impl Iterator<Item = DocumentFinding> {
        let places = self.synthesizer.take_broken().into_iter();
        places.map(|place| DocumentFinding {
            place,
            message: "a value of `enum` breaks a keyword beside it: it is not used".to_owned(),
        })
    }

    /// Synthesised values: `smallest`, `largest`, then variants, each of which shows something
    /// that those before it do not; at most `cap`.
    pub(crate) fn synthesised(
        &self,
        schema: &Pointer,
        direction: Direction,
        slot: Slot,
        cap: usize,
    ) -> Rc<Valid> {
        let place = self.document.resolve(schema);
        let key = (
            place.unwrap_or_else(|| schema.clone()),
            direction,
            slot,
            cap,
        );
        if let Some(made) = self.made.borrow().get(&key) {
            return Rc::clone(made);
        }
        let made = Rc::new(self.synthesise(schema, direction, slot, cap));
        if key.0.as_str().starts_with("/components/") {
            let parts: usize = made.list.iter().map(|(_, value)| parts(value)).sum();
            self.kept.set(self.kept.get() + parts);
        }
        self.made.borrow_mut().insert(key, Rc::clone(&made));
        made
    }

    fn synthesise(&self, schema: &Pointer, direction: Direction, slot: Slot, cap: usize) -> Valid {
        let mut valid = Valid::default();
        let depth = self.depth(schema, direction, slot);
        let value_of = |size, variant| {
            let wanted = Wanted {
                size,
                variant,
                depth,
                direction,
                slot,
            };
            self.judged(schema, wanted)
        };
        // The plainest smallest may fall under two branches of a `oneOf`: others are tried.
        let mut smallest: Option<Judged> = None;
        for variant in 0..6 {
            match value_of(Size::Smallest, variant) {
                Ok(judged) => {
                    let known = smallest.as_ref().map(Judged::others);
                    if known.is_none_or(|known| judged.others() < known) {
                        smallest = Some(judged);
                    }
                }
                Err(reason) => valid.trouble = Some(reason),
            }
            if smallest
                .as_ref()
                .is_some_and(|found| found.overlaps.is_empty())
            {
                break;
            }
        }
        if let Some(judged) = smallest {
            valid.push("smallest".to_owned(), judged, usize::MAX);
        }
        variants(&value_of, depth, cap, &mut valid);
        valid
    }

    /// To which depth optional members are made: all the way, where the schema comes to an end and
    /// the value stays small.
    fn depth(&self, schema: &Pointer, direction: Direction, slot: Slot) -> usize {
        let largest = |depth: usize| {
            let wanted = Wanted {
                size: Size::Largest,
                variant: 0,
                depth,
                direction,
                slot,
            };
            self.synthesizer.make(schema, wanted).map(|made| made.value)
        };
        if !self.is_deep {
            return SOFT_DEPTH;
        }
        match (largest(DEEPEST - 1), largest(DEEPEST)) {
            (Ok(whole), Ok(deeper)) if whole == deeper && parts(&whole) <= SMALL => DEEPEST,
            _ => SOFT_DEPTH,
        }
    }

    /// A value that fits exactly one branch of each `oneOf`, where leaving out members comes to one;
    /// else one that is valid but for branches that overlap.
    fn judged(&self, schema: &Pointer, wanted: Wanted) -> Result<Judged, String> {
        let mut made = self.synthesizer.make(schema, wanted)?;
        let exact = |value: &Value| {
            let violations = self.schemas.violations(schema, wanted.direction, value);
            violations.into_iter().next()
        };
        let admit = |value: &Value| self.schemas.admit(schema, wanted.direction, value);
        if let Some(violation) = exact(&made.value) {
            let mut mended = made.clone();
            if mend(&mut mended, wanted.variant, &exact) {
                made = mended;
            } else if !mend(&mut made, wanted.variant, &|value| admit(value).err()) {
                return Err(format!(
                    "no valid value found ({}: {})",
                    violation.at, violation.message
                ));
            }
        }
        let overlaps = admit(&made.value).unwrap_or_default();
        Ok(Judged { made, overlaps })
    }

    /// Documented examples that obey their schema; those that do not are findings.
    pub(crate) fn examples(
        &self,
        examples: &[ExampleAt],
        schema: Option<&Pointer>,
        direction: Direction,
        findings: &mut Vec<DocumentFinding>,
    ) -> Vec<(String, ExampleAt)> {
        let mut valid = Vec::new();
        for example in examples {
            let admitted = schema.map_or(Ok(Overlaps::new()), |schema| {
                self.schemas.admit(schema, direction, &example.value)
            });
            match admitted {
                Ok(overlaps) => {
                    findings.extend(overlaps.into_keys().map(overlap));
                    let label = example.name.clone().unwrap_or_else(|| "unnamed".to_owned());
                    valid.push((label, example.clone()));
                }
                Err(violation) => findings.push(DocumentFinding {
                    place: example.pointer.clone(),
                    message: format!(
                        "example breaks its schema at {:?}: {}",
                        violation.at, violation.message
                    ),
                }),
            }
        }
        valid
    }
}

/// Alternatives of which exactly one is to fit, where a value that is used fits more.
pub(crate) fn overlap(place: Pointer) -> DocumentFinding {
    DocumentFinding {
        place,
        message: "alternatives overlap: a value that fits several is used, where `oneOf` wants \
                  exactly one"
            .to_owned(),
    }
}

/// Makes one value of a size; an error says why not.
type Make<'m> = &'m dyn Fn(Size, usize) -> Result<Judged, String>;

/// The largest value, then variants as long as they show something new.
fn variants(value_of: Make<'_>, depth: usize, cap: usize, valid: &mut Valid) {
    let mut shown = BTreeSet::new();
    let mut options = BTreeMap::new();
    let mut idle = 0;
    let mut made_any = false;
    for variant in 0.. {
        let all: usize = options.values().sum();
        let is_full = valid.list.len() >= cap && made_any;
        if is_full || idle > PATIENCE || (made_any && idle > 0 && shown.len() >= all) {
            break;
        }
        let judged = match value_of(Size::Largest, variant) {
            Ok(judged) => judged,
            Err(reason) => {
                valid.trouble = Some(reason);
                idle += 1;
                continue;
            }
        };
        made_any = true;
        options.extend(judged.made.options.clone());
        let known = shown.len();
        if valid.list.len() < cap {
            shown.extend(judged.made.shown.iter().cloned());
        }
        let news = shown.len() > known || variant == 0;
        idle = if news { 0 } else { idle + 1 };
        if variant == 0 {
            valid.push("largest".to_owned(), judged, cap);
            upper(value_of, 1..DEPTHS + 1, cap, valid);
        } else if news {
            valid.push(format!("variant-{variant}"), judged, cap);
        }
    }
    upper(value_of, DEPTHS + 1..depth, cap, valid);
    branches(value_of, cap, valid);
    valid.not_shown = options.values().sum::<usize>().saturating_sub(shown.len());
    if made_any && valid.not_shown == 0 {
        valid.trouble = None;
    }
}

/// Optional members left out at each depth by itself.
fn upper(value_of: Make<'_>, depths: Range<usize>, cap: usize, valid: &mut Valid) {
    for depth in depths {
        if valid.list.len() >= cap {
            return;
        }
        if let Ok(judged) = value_of(Size::Upper(depth), 0) {
            valid.push(format!("upper-{depth}"), judged, cap);
        }
    }
}

/// The smallest value of each branch of a `oneOf` or `anyOf`: what is optional in one is left out in
/// each of them.
fn branches(value_of: Make<'_>, cap: usize, valid: &mut Valid) {
    let Ok(first) = value_of(Size::Smallest, 0) else {
        return;
    };
    let unions = first.made.options.iter().filter(|(path, _)| is_union(path));
    let most = unions.map(|(_, count)| *count).max().unwrap_or(0);
    for variant in 1..most {
        if valid.list.len() >= cap {
            return;
        }
        // One that fits another branch too shows neither.
        let judged = value_of(Size::Smallest, variant).ok();
        if let Some(judged) = judged.filter(|judged| judged.overlaps.is_empty()) {
            valid.push(format!("smallest-{variant}"), judged, cap);
        }
    }
}

/// How many values a value is made of.
fn parts(value: &Value) -> usize {
    let mut count = 0;
    let mut pending = vec![value];
    while let Some(next) = pending.pop() {
        count += 1;
        match next {
            Value::Array(items) => pending.extend(items),
            Value::Object(members) => pending.extend(members.values()),
            _ => {}
        }
    }
    count
}
