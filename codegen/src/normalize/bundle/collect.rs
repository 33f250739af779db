//! Goes through everything that can be reached and puts the number of its target in place of the
//! text of each `$ref`.

use super::resolve::Fault;
use super::{Bundle, section};
use crate::diagnostic::code::normalize as code;
use crate::diagnostic::{Severity, shorten, shown};
use crate::normalize::context::{Context, Missing};
use crate::normalize::grammar::{Kind, neutral};
use crate::normalize::shape;
use crate::normalize::walk::{Path, walk};
use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value, json};

impl Bundle<'_> {
    /// A component that is nothing but a reference to something that is no component lends it
    /// its name: `Pet: {$ref: pet.yaml}` makes the schema in `pet.yaml` the component `Pet`.
    pub(super) fn adopt_aliases(&mut self) {
        let root = self.take(0);
        for kind in [
            Kind::Schema,
            Kind::Response,
            Kind::Parameter,
            Kind::Example,
            Kind::RequestBody,
            Kind::Header,
            Kind::SecurityScheme,
            Kind::Link,
            Kind::Callback,
        ] {
            let Some(tokens) = section(self.version, kind) else {
                continue;
            };
            let at = tokens
                .iter()
                .fold(Pointer::root(), |at, token| at.child(token));
            let members = at.find(&root).and_then(Value::as_object);
            for (name, member) in members.into_iter().flatten() {
                let Some(text) = only_reference(member) else {
                    continue;
                };
                let at = at.child(name);
                let Ok(found) = self.locate(0, text, &at) else {
                    continue;
                };
                let place = (found.file, found.pointer.clone());
                if self.canonical_name(kind, &found).is_some() || self.by_place.contains_key(&place)
                {
                    continue;
                }
                if let Ok(known) = self.check(kind, &found) {
                    let index = self.add(kind, &found, Some(name.clone()), false);
                    if found.file != 0 || !known {
                        self.waiting.push(index);
                    }
                }
            }
        }
        self.put(0, root);
    }

    /// Replaces the text of every `$ref` that can be reached.
    pub(super) fn collect(&mut self, cx: &mut Context<'_>) {
        let mut root = self.take(0);
        walk(
            Kind::Root,
            &mut root,
            &Path::root(),
            &mut |kind, value, at| {
                self.object(0, kind, value, at, cx);
            },
        );
        self.put(0, root);
        let mut seen = 0;
        loop {
            while let Some(index) = self.waiting.pop() {
                self.collect_target(index, cx);
            }
            if seen == self.targets.len() {
                break;
            }
            for index in seen..self.targets.len() {
                self.set_apart(index, cx);
            }
            seen = self.targets.len();
        }
    }

    /// Replaces the references of a target that is not gone through anyway.
    fn collect_target(&mut self, index: usize, cx: &mut Context<'_>) {
        let Some(target) = self.targets.get(index) else {
            return;
        };
        let (file, kind, pointer) = (target.file, target.kind, target.pointer.clone());
        let mut whole = self.take(file);
        if let Some(value) = whole.pointer_mut(pointer.as_str()) {
            self.collect_in(file, kind, value, &pointer, file != 0, cx);
        }
        self.put(file, whole);
    }

    /// Takes the value of a target from the user's text where it does not stand at its place any
    /// more.
    fn set_apart(&mut self, index: usize, cx: &mut Context<'_>) {
        let Some(target) = self.targets.get(index) else {
            return;
        };
        let (file, kind, pointer) = (target.file, target.kind, target.pointer.clone());
        let whole = self.files.get(file).and_then(Option::as_ref);
        let stands = whole.is_none_or(|whole| pointer.find(whole).is_some());
        if target.missing.is_some() || stands && !cx.is_turned(file, &pointer) {
            return;
        }
        if let Some(mut value) = self.document.value(file, &pointer).cloned() {
            self.collect_in(file, kind, &mut value, &pointer, true, cx);
            self.apart.insert(index, value);
        }
    }

    /// Replaces the references in a value that stands at `pointer` of a file, its members mended
    /// before where no pass has seen them.
    fn collect_in(
        &mut self,
        file: usize,
        kind: Kind,
        value: &mut Value,
        pointer: &Pointer,
        mend: bool,
        cx: &mut Context<'_>,
    ) {
        let at = Path::base(pointer.as_str());
        cx.file = file;
        if mend {
            shape::apply_at(kind, value, &at, cx);
        }
        walk(kind, value, &at, &mut |kind, value, at| {
            self.object(file, kind, value, at, cx);
        });
        cx.file = 0;
    }

    /// One object that may be a reference.
    fn object(
        &mut self,
        file: usize,
        kind: Kind,
        value: &mut Value,
        at: &Path<'_>,
        cx: &mut Context<'_>,
    ) {
        if kind.section().is_none() {
            return;
        }
        let Value::Object(members) = value else {
            return;
        };
        if kind == Kind::Schema {
            dynamic_reference(members, at, cx);
            self.mapping(file, members, at, cx);
        }
        let text = match members.member("$ref") {
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) if self.is_ours(number.as_u64(), kind) => return,
            Some(_) => {
                members.shift_remove("$ref");
                cx.warning(
                    code::WRONG_TYPE,
                    at,
                    "`$ref` must be a string; it is left out",
                );
                return;
            }
            None => return,
        };
        match self.number(file, kind, text, at, cx) {
            Ok(number) => {
                members.insert("$ref".to_owned(), json!(number));
            }
            Err(Fault::Nowhere) => {
                let missing = self.missing(file, text, at, cx);
                let number = self.add_missing(kind, missing, cx);
                members.insert("$ref".to_owned(), json!(number));
            }
            Err(fault) => {
                report(fault, kind, text, at, cx);
                *value = neutral(kind);
            }
        }
    }

    /// What there is to say of a reference that leads nowhere. `source` has looked at nearly every
    /// reference and told of it.
    fn missing(&self, file: usize, text: &str, at: &Path<'_>, cx: &mut Context<'_>) -> Missing {
        let reference = at.pointer().child("$ref");
        let told = self.document.leads_nowhere(file, text);
        if told.is_none() {
            let message = format!("the reference `{}` leads nowhere", shorten(text));
            cx.report(
                Severity::Warning,
                code::DANGLING_REFERENCE,
                &reference,
                message,
            );
        }
        Missing {
            file,
            reference,
            text: text.to_owned(),
            refused: told == Some(Severity::Error),
        }
    }

    /// The number of the target that a reference leads to.
    fn number(
        &mut self,
        file: usize,
        kind: Kind,
        text: &str,
        at: &Path<'_>,
        cx: &mut Context<'_>,
    ) -> Result<usize, Fault> {
        let found = self.locate(file, text, &at.pointer())?;
        let number = self.target(kind, &found)?;
        if found.mended {
            cx.warning(
                code::REFERENCE_MENDED,
                at,
                format!(
                    "`{}` leads nowhere as it is written; what its author meant was found",
                    shorten(text)
                ),
            );
        }
        Ok(number)
    }

    /// Whether a number in `$ref` was put there by us.
    fn is_ours(&self, number: Option<u64>, kind: Kind) -> bool {
        number
            .and_then(|number| usize::try_from(number).ok())
            .and_then(|number| self.targets.get(number))
            .is_some_and(|target| target.kind == kind)
    }

    /// The values of a discriminator's mapping are names of schemas or references to them
    /// (OpenAPI 3.0, 4.7.25). A value that names a component is read as its name.
    fn mapping(
        &mut self,
        file: usize,
        members: &mut Map<String, Value>,
        at: &Path<'_>,
        cx: &mut Context<'_>,
    ) {
        let mapping = members
            .get_mut("discriminator")
            .and_then(|discriminator| discriminator.get_mut("mapping"))
            .and_then(Value::as_object_mut);
        let Some(mapping) = mapping else { return };
        let mut gone = Vec::new();
        for value in mapping.values_mut() {
            let number = match value {
                Value::Number(number) if self.is_ours(number.as_u64(), Kind::Schema) => continue,
                Value::String(text) => self.mapped(file, text, at),
                _ => None,
            };
            if number.is_none() {
                gone.push(shown(value));
            }
            *value = number.map_or(Value::Null, |number| json!(number));
        }
        if !gone.is_empty() {
            mapping.retain(|_, value| !value.is_null());
        }
        for value in gone {
            cx.warning(
                code::DISCRIMINATOR_MAPPING,
                at,
                format!(
                    "`{value}` in the discriminator's `mapping` leads to no schema; it is left out"
                ),
            );
        }
    }

    fn mapped(&mut self, file: usize, text: &str, at: &Path<'_>) -> Option<usize> {
        let named = section(self.version, Kind::Schema).map(|tokens| {
            let section = tokens
                .iter()
                .fold(Pointer::root(), |at, token| at.child(token));
            section.child(text)
        });
        let found = match named.filter(|at| self.document.value(0, at).is_some()) {
            Some(pointer) => super::resolve::Found {
                file: 0,
                pointer,
                mended: false,
            },
            None => self.locate(file, text, &at.pointer()).ok()?,
        };
        self.target(Kind::Schema, &found).ok()
    }
}

/// The text of `$ref` where the object has no other member.
fn only_reference(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.member("$ref")?.as_str()
}

/// `$dynamicRef` and `$recursiveRef` are read as `$ref`: which schema they lead to would depend
/// on the way there (JSON Schema 2020-12 Core, 8.2.3.2).
fn dynamic_reference(members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
    for name in ["$dynamicRef", "$recursiveRef"] {
        if let Some(text) = members.shift_remove(name) {
            cx.warning(
                code::DYNAMIC_REFERENCE,
                at,
                format!("`{name}` is read as `$ref`"),
            );
            if text.is_string() {
                members.entry("$ref").or_insert(text);
            }
        }
    }
}

fn report(fault: Fault, kind: Kind, text: &str, at: &Path<'_>, cx: &mut Context<'_>) {
    let (wanted, text) = (kind.title(), shorten(text));
    let message = match fault {
        // Has been reported as missing.
        Fault::Nowhere => return,
        Fault::NotAnObject => {
            format!("`{text}` leads to something that is no {wanted}; an empty one is read")
        }
        Fault::WrongKind(other) => format!(
            "`{text}` leads to a {}, where a {wanted} is wanted; an empty one is read",
            other.title()
        ),
    };
    // What a misled reference lacks must not cost the rest of the document.
    let at = at.pointer().child("$ref");
    cx.report(Severity::Warning, code::REFERENCE_KIND, &at, message);
}
