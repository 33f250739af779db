//! From the text of a `$ref` to the place it leads to, and whether that place holds what is
//! wanted.
//!
//! RFC 3986, 4.2 and 5 (relative references); RFC 6901, 6 (fragments).

use super::{Bundle, Resources, Target, section};
use crate::normalize::context::{Context, Missing, Version};
use crate::normalize::grammar::{Kind, Shape};
use crate::pointer::Pointer;
use serde_json::Value;

/// Why a reference cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is nothing at the place, or its file could not be read.
    Nowhere,
    /// What stands there is something else.
    WrongKind(Kind),
    /// What stands there is no object at all.
    NotAnObject,
}

/// A place that was found, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) file: usize,
    pub(super) pointer: Pointer,
    /// Whether it was found by reading the reference otherwise than the specification does.
    pub(super) mended: bool,
}

impl Bundle<'_> {
    /// The place that `text` leads to, when written at `at` of `file`.
    pub(super) fn locate(&mut self, file: usize, text: &str, at: &Pointer) -> Result<Found, Fault> {
        let found = |(file, pointer), mended| Found {
            file,
            pointer,
            mended,
        };
        if let Some(pointer) = self.within_resource(file, text, at) {
            return Ok(found((file, pointer), false));
        }
        if let Some(place) = self.document.resolve(file, text) {
            return Ok(found(place, false));
        }
        let meant = self.document.meant(file, at, text);
        meant.map_or(Err(Fault::Nowhere), |place| Ok(found(place, true)))
    }

    /// A pointer in a schema with an `$id` begins at that schema (JSON Schema 2020-12 Core,
    /// 8.2.1).
    fn within_resource(&mut self, file: usize, text: &str, at: &Pointer) -> Option<Pointer> {
        if self.version < Version::V31 {
            return None;
        }
        let pointer = Pointer::from_fragment(text.strip_prefix('#')?)?;
        let base = self.resources(file).base(at)?;
        let whole = Pointer::parse(&format!("{base}{pointer}"))?;
        self.document.value(file, &whole).map(|_| whole)
    }

    fn resources(&mut self, file: usize) -> &Resources {
        let document = self.document;
        self.resources.entry(file).or_insert_with(|| {
            let root = document.value(file, &Pointer::root());
            root.map(Resources::of).unwrap_or_default()
        })
    }

    /// The number of the target at a place, made when it is new.
    pub(super) fn target(&mut self, kind: Kind, found: &Found) -> Result<usize, Fault> {
        let place = (found.file, found.pointer.clone());
        if let Some(index) = self.by_place.get(&place) {
            let known = self.targets.get(*index).map_or(kind, |target| target.kind);
            return if known == kind {
                Ok(*index)
            } else {
                Err(Fault::WrongKind(known))
            };
        }
        let known = self.check(kind, found)?;
        let canonical = self.canonical_name(kind, found);
        let name = match (&canonical, kind) {
            (Some(name), _) => Some(name.clone()),
            (None, Kind::PathItem) => None,
            (None, _) => Some(self.make_name(kind, found)),
        };
        let index = self.add(kind, found, name, canonical.is_some());
        // What the table of objects reaches in the first file is gone through anyway.
        if found.file != 0 || !known {
            self.waiting.push(index);
        }
        Ok(index)
    }

    /// Enters a target.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        found: &Found,
        name: Option<String>,
        canonical: bool,
    ) -> usize {
        let index = self.targets.len();
        self.by_place
            .insert((found.file, found.pointer.clone()), index);
        self.targets.push(Target {
            file: found.file,
            pointer: found.pointer.clone(),
            kind,
            name,
            canonical,
            missing: None,
        });
        index
    }

    /// Enters a target for a reference that leads nowhere.
    pub(super) fn add_missing(
        &mut self,
        kind: Kind,
        missing: Missing,
        cx: &mut Context<'_>,
    ) -> usize {
        let index = self.targets.len();
        self.targets.push(Target {
            file: missing.file,
            pointer: missing.reference.clone(),
            kind,
            name: None,
            canonical: false,
            missing: Some(cx.missing.len()),
        });
        cx.missing.push(missing);
        index
    }

    fn make_name(&mut self, kind: Kind, found: &Found) -> String {
        let path = match found.file {
            0 => None,
            file => self.document.files().get(file),
        };
        let value = self.document.value(found.file, &found.pointer);
        let hint = value.and_then(|value| value.get("name"));
        let hint = hint.and_then(Value::as_str);
        let path = path.map(|file| file.path.as_path());
        self.names.make(kind, path, &found.pointer, hint)
    }

    /// Whether the place holds what is wanted; whether that is known from the table of objects.
    pub(super) fn check(&self, kind: Kind, found: &Found) -> Result<bool, Fault> {
        let value = self.document.value(found.file, &found.pointer);
        let value = value.ok_or(Fault::Nowhere)?;
        let schema = kind == Kind::Schema && value.is_boolean();
        if !value.is_object() && !schema {
            return Err(Fault::NotAnObject);
        }
        let root = self.document.value(found.file, &Pointer::root());
        let whole = root.is_some_and(|root| root.get("openapi").or(root.get("swagger")).is_some());
        if found.file != 0 && !whole {
            return Ok(false);
        }
        match kind_at(&found.pointer) {
            At::Object(known) if known == kind => Ok(true),
            At::Object(known) => Err(Fault::WrongKind(known)),
            At::Holder => Err(Fault::NotAnObject),
            At::Unknown => Ok(false),
        }
    }

    /// The component's name where the place is a component of the first file.
    pub(super) fn canonical_name(&self, kind: Kind, found: &Found) -> Option<String> {
        if found.file != 0 || kind == Kind::PathItem {
            return None;
        }
        let section = section(self.version, kind)?;
        let mut tokens = found.pointer.tokens();
        for wanted in section {
            if tokens.next()? != wanted {
                return None;
            }
        }
        let name = tokens.next()?;
        tokens.next().is_none().then_some(name)
    }
}

/// What the table of objects says of a place.
enum At {
    Object(Kind),
    /// A map or list of objects.
    Holder,
    Unknown,
}

fn kind_at(pointer: &Pointer) -> At {
    let mut at = Kind::Root;
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        match at.member(&token) {
            None => return At::Unknown,
            Some(Shape::One(kind)) => at = kind,
            Some(Shape::List(kind) | Shape::Map(kind) | Shape::Patterned(kind)) => {
                if tokens.next().is_none() {
                    return At::Holder;
                }
                at = kind;
            }
        }
    }
    At::Object(at)
}
