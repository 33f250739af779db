//! From the text of a `$ref` to the place it leads to, and whether that place holds what is
//! wanted.
//!
//! RFC 3986, 4.2 and 5 (relative references); RFC 6901, 6 (fragments).

use super::{Anchors, Bundle, Target, section};
use crate::normalize::context::Version;
use crate::normalize::grammar::{Kind, Shape};
use crate::pointer::Pointer;
use serde_json::Value;

/// References that are followed on the way to one place.
const MAX_HOPS: usize = 32;

/// Why a reference cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is nothing at the place.
    Nowhere,
    /// The other file could not be read; `source` has said why.
    Unread,
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

impl Found {
    fn exactly(file: usize, pointer: Pointer) -> Self {
        Self {
            file,
            pointer,
            mended: false,
        }
    }
}

impl Bundle<'_> {
    /// The place that `text` leads to, when written at `at` of `file`.
    pub(super) fn locate(&mut self, file: usize, text: &str, at: &Pointer) -> Result<Found, Fault> {
        self.locate_within(file, text, at, MAX_HOPS)
    }

    fn locate_within(
        &mut self,
        file: usize,
        text: &str,
        at: &Pointer,
        hops: usize,
    ) -> Result<Found, Fault> {
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        if base.is_empty() {
            return self.local(file, fragment, at, hops);
        }
        if let Some(resource) = self.by_id(file, base) {
            return self.below(file, &resource, fragment, hops);
        }
        let (file, whole) = self.document.resolve(file, base).ok_or(Fault::Unread)?;
        if fragment.is_empty() || fragment == "/" {
            return Ok(Found::exactly(file, whole));
        }
        self.local(file, fragment, &Pointer::root(), hops)
    }

    /// A reference within one file.
    fn local(
        &mut self,
        file: usize,
        fragment: &str,
        at: &Pointer,
        hops: usize,
    ) -> Result<Found, Fault> {
        if !fragment.is_empty() && !fragment.starts_with('/') && !fragment.starts_with('%') {
            let anchor = self.anchors(file).anchor(fragment).cloned();
            if let Some(pointer) = anchor {
                return Ok(Found::exactly(file, pointer));
            }
        }
        let base = match self.version {
            Version::V31 => self.anchors(file).base(at).cloned(),
            _ => None,
        };
        if let Some(base) = base
            && let Ok(found) = self.below(file, &base, fragment, hops)
        {
            return Ok(found);
        }
        let found = self.below(file, &Pointer::root(), fragment, hops);
        if found.is_err()
            && let Some(found) = self.upwards(file, fragment, at)
        {
            return Ok(found);
        }
        found
    }

    /// The place `fragment` below `base`. References on the way are followed, which a pointer
    /// does not do but authors expect; a text that was not percent-encoded is taken as it is.
    fn below(
        &mut self,
        file: usize,
        base: &Pointer,
        fragment: &str,
        hops: usize,
    ) -> Result<Found, Fault> {
        let decoded = Pointer::from_fragment(fragment);
        let literal = Pointer::parse(fragment).filter(|literal| Some(literal) != decoded.as_ref());
        for (pointer, mended) in [(decoded, false), (literal, true)] {
            let Some(pointer) = pointer else { continue };
            let whole = join(base, &pointer);
            if self.document.value(file, &whole).is_some() {
                return Ok(Found {
                    file,
                    pointer: whole,
                    mended,
                });
            }
            if let Some(found) = self.through(file, base, &pointer, hops) {
                return Ok(found);
            }
        }
        Err(Fault::Nowhere)
    }

    /// Goes down token by token and follows the references met on the way.
    fn through(
        &mut self,
        file: usize,
        base: &Pointer,
        pointer: &Pointer,
        hops: usize,
    ) -> Option<Found> {
        let mut file = file;
        let mut at = base.clone();
        let mut hops = hops;
        for token in pointer.tokens() {
            loop {
                let next = at.child(&token);
                if self.document.value(file, &next).is_some() {
                    at = next;
                    break;
                }
                let here = self.document.value(file, &at)?;
                let text = here.get("$ref")?.as_str()?;
                hops = hops.checked_sub(1)?;
                let text = text.to_owned();
                let found = self.locate_within(file, &text, &at, hops).ok()?;
                (file, at) = (found.file, found.pointer);
            }
        }
        Some(Found {
            file,
            pointer: at,
            mended: true,
        })
    }

    /// The nearest holder of `at` in which the pointer leads somewhere: schemas copied into a
    /// document with their own `$defs` or `definitions` keep references relative to themselves.
    fn upwards(&self, file: usize, fragment: &str, at: &Pointer) -> Option<Found> {
        let pointer = Pointer::from_fragment(fragment)?;
        if !["/$defs/", "/definitions/"]
            .iter()
            .any(|prefix| pointer.as_str().starts_with(prefix))
        {
            return None;
        }
        let mut holder = at.parent();
        while let Some(base) = holder {
            let whole = join(&base, &pointer);
            if self.document.value(file, &whole).is_some() {
                return Some(Found {
                    file,
                    pointer: whole,
                    mended: true,
                });
            }
            holder = base.parent();
        }
        None
    }

    fn by_id(&mut self, file: usize, base: &str) -> Option<Pointer> {
        (self.version == Version::V31)
            .then(|| self.anchors(file).id(base).cloned())
            .flatten()
    }

    fn anchors(&mut self, file: usize) -> &Anchors {
        let document = self.document;
        self.anchors.entry(file).or_insert_with(|| {
            let root = document.value(file, &Pointer::root());
            root.map(Anchors::of).unwrap_or_default()
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
        });
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

fn join(base: &Pointer, pointer: &Pointer) -> Pointer {
    if base.as_str().is_empty() {
        return pointer.clone();
    }
    let text = format!("{base}{pointer}");
    Pointer::parse(&text).unwrap_or_else(|| pointer.clone())
}
