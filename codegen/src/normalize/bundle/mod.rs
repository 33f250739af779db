//! Makes one document of all files: every `$ref` leads to a component of this document.
//!
//! A `$ref` to another file, or into the middle of a document, makes what it leads to a component
//! with a name taken from where it stood; the place it stood at refers to it. References to path
//! items are replaced by what they lead to, because 3.0 has no such component. Reads no files and
//! knows nothing of schemas but where they are.
//!
//! OpenAPI 3.1, 4.6 (relative references), 4.8.23 (Reference Object); RFC 6901; RFC 3986, 5.
//!
//! How: (1) go through every object that can be reached and put a number in place of the text of
//! each `$ref`; the number tells the [`Target`]. (2) break chains of references without an end.
//! (3) move targets to their components, inner ones first. (4) put the texts of the new
//! references in place of the numbers.

mod collect;
mod cycles;
mod finish;
mod names;
mod place;
mod resolve;
mod resources;

pub(super) use finish::MISSING;

use super::context::{Context, Version};
use super::grammar::Kind;
use crate::pointer::Pointer;
use crate::source::Document;
use names::Names;
use resources::Resources;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Something that a `$ref` leads to.
#[derive(Debug)]
struct Target {
    /// Where it stands in the user's files.
    file: usize,
    pointer: Pointer,
    kind: Kind,
    /// Its name as a component; `None` for a path item.
    name: Option<String>,
    /// Whether it is a component of the first file, and so stays where it is.
    canonical: bool,
    /// Its number in [`Context::missing`] where it is nothing: the reference leads nowhere, and the
    /// place is that of the reference.
    missing: Option<usize>,
}

/// The state of the work.
struct Bundle<'a> {
    document: &'a Document,
    version: Version,
    /// The files as they are worked on; read from the document when first needed.
    files: Vec<Option<Value>>,
    targets: Vec<Target>,
    by_place: HashMap<(usize, Pointer), usize>,
    /// Targets whose own references are still to be collected.
    waiting: Vec<usize>,
    /// Values of targets that do not stand at their place in `files`, because what holds them was
    /// no list and was made one, or was left out.
    apart: BTreeMap<usize, Value>,
    names: Names,
    /// Of each file, when first asked for.
    resources: HashMap<usize, Resources>,
}

/// Brings all files into `root`, the value of the first.
pub(super) fn apply(root: Value, document: &Document, cx: &mut Context<'_>) -> Value {
    let names = Names::of(&root, cx.version);
    let mut files = vec![Some(root)];
    files.resize_with(document.files().len().max(1), || None);
    let mut bundle = Bundle {
        document,
        version: cx.version,
        names,
        files,
        targets: Vec::new(),
        by_place: HashMap::new(),
        waiting: Vec::new(),
        apart: BTreeMap::new(),
        resources: HashMap::new(),
    };
    bundle.adopt_aliases();
    bundle.collect(cx);
    bundle.break_cycles(cx);
    let path_items = bundle.place(cx);
    bundle.finish(path_items, cx)
}

impl Bundle<'_> {
    /// Takes out the value of a file to work on it; [`put`](Self::put) gives it back.
    fn take(&mut self, file: usize) -> Value {
        let kept = self.files.get_mut(file).and_then(Option::take);
        kept.unwrap_or_else(|| {
            let original = self.document.value(file, &Pointer::root());
            original.cloned().unwrap_or(Value::Null)
        })
    }

    /// The value of a target as it is now.
    fn value_of(&self, index: usize) -> Option<&Value> {
        if let Some(value) = self.apart.get(&index) {
            return Some(value);
        }
        let target = self.targets.get(index)?;
        if target.missing.is_some() {
            return None;
        }
        let whole = self.files.get(target.file)?.as_ref()?;
        target.pointer.find(whole)
    }

    /// Gives back what [`take`](Self::take) took.
    fn put(&mut self, file: usize, value: Value) {
        if let Some(slot) = self.files.get_mut(file) {
            *slot = Some(value);
        }
    }
}

/// The tokens of the section that holds components of this kind.
fn section(version: Version, kind: Kind) -> Option<Vec<&'static str>> {
    let name = kind.section()?;
    Some(match (version, kind) {
        (Version::V2, Kind::Schema) => vec!["definitions"],
        (Version::V2, Kind::Parameter | Kind::Response) => vec![name],
        _ => vec!["components", name],
    })
}
