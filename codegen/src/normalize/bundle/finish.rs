//! Puts the texts of the new references in place of their numbers, and path items in place of
//! references to them.

use super::Bundle;
use super::place::PathItems;
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::grammar::Kind;
use crate::normalize::walk::{Path, size, walk};
use crate::pointer::Pointer;
use crate::source::Members as _;
use serde_json::{Map, Value};

/// What the text of a reference begins with that leads nowhere; its number follows. No other
/// reference is written so: it leads to a component.
pub(in crate::normalize) const MISSING: &str = "#/missing/";

/// Values that copies of path items may have together, beside what the files have: references to
/// references can multiply a small document without bounds.
const MAX_COPIED: usize = 200_000;

impl Bundle<'_> {
    /// The document of which everything is part now.
    pub(super) fn finish(mut self, path_items: PathItems, cx: &mut Context<'_>) -> Value {
        let mut root = self.take(0);
        let texts: Vec<String> = self.targets.iter().map(text).collect();
        let written: usize = self.document.files().iter().map(|f| f.text.len()).sum();
        let mut inline = Inline {
            bundle: &self,
            path_items,
            open: Vec::new(),
            budget: MAX_COPIED + written / 8,
        };
        walk(
            Kind::Root,
            &mut root,
            &Path::root(),
            &mut |kind, value, at| {
                let Value::Object(members) = value else {
                    return;
                };
                if kind == Kind::PathItem {
                    inline.path_item(members, at, cx);
                }
                if kind == Kind::Schema {
                    let mapping = members
                        .get_mut("discriminator")
                        .and_then(|discriminator| discriminator.get_mut("mapping"))
                        .and_then(Value::as_object_mut);
                    for value in mapping.into_iter().flat_map(Map::values_mut) {
                        write_text(value, &texts);
                    }
                }
                if let Some(reference) = members.get_mut("$ref") {
                    write_text(reference, &texts);
                }
            },
        );
        root
    }
}

fn write_text(value: &mut Value, texts: &[String]) {
    if let Some(text) = value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
        .and_then(|number| texts.get(number))
    {
        *value = Value::String(text.clone());
    }
}

/// The text of a reference to a target. Components stand in `components` in every document from
/// here on.
fn text(target: &super::Target) -> String {
    if let Some(number) = target.missing {
        return format!("{MISSING}{number}");
    }
    let name = target.name.as_deref().unwrap_or_default();
    let section = target.kind.section().unwrap_or_default();
    let pointer = Pointer::root()
        .child("components")
        .child(section)
        .child(name);
    format!("#{}", pointer.to_fragment())
}

struct Inline<'a, 'b> {
    bundle: &'a Bundle<'b>,
    path_items: PathItems,
    /// Path items that the walk is in, with the depth at which each was put in.
    open: Vec<(usize, usize)>,
    budget: usize,
}

impl Inline<'_, '_> {
    /// Replaces a reference to a path item; members beside the reference win (OpenAPI 3.0, 4.7.9
    /// leaves that open).
    fn path_item(&mut self, members: &mut Map<String, Value>, at: &Path<'_>, cx: &mut Context<'_>) {
        while self.open.last().is_some_and(|open| open.0 >= at.depth()) {
            self.open.pop();
        }
        // A path item may be a reference to a reference.
        while let Some(number) = members.member("$ref").and_then(Value::as_u64) {
            members.shift_remove("$ref");
            let Ok(number) = usize::try_from(number) else {
                return;
            };
            if self.open.iter().any(|open| open.1 == number) {
                cx.warning(
                    code::ENDLESS_REFERENCE,
                    at,
                    "the path item contains itself by way of a callback; the inner one is left out",
                );
                return;
            }
            let target = self.bundle.targets.get(number);
            if let Some(target) = target.filter(|target| target.missing.is_some()) {
                members.insert("$ref".to_owned(), text(target).into());
                return;
            }
            let Some(Value::Object(item)) = self.path_items.get(&number) else {
                return;
            };
            let size = item.values().map(size).sum::<usize>() + 1;
            if size > self.budget {
                cx.abandoned = true;
                cx.error(
                    code::TOO_MANY_COPIES,
                    at,
                    "path items refer to one another so often that the document is too large",
                );
                return;
            }
            self.budget -= size;
            self.open.push((at.depth(), number));
            for (name, member) in item {
                if !members.contains_key(name) {
                    members.insert(name.clone(), member.clone());
                }
            }
            if let Some(target) = self.bundle.targets.get(number) {
                let (to, from) = (at.pointer(), target.pointer.clone());
                cx.origin.moved(to, target.file, from);
            }
        }
    }
}
