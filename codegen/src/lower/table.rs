//! The types made so far: drafts with the names they would like, then settled, ordered, numbered.
//!
//! A type written inside another place whose shape is that of an earlier one becomes an alias of
//! it: its name stays, its compile cost goes away. Docs do not count for the shape.
//!
//! Must not: read the document.

use super::names::{self, Alternative, Wish, scope::settle_beside};
use crate::api::{
    Additional, Api, BodyKind, Doc, Field, HeaderSet, PartKind, Pointer, Presence, ResponseBody,
    Struct, TypeDef, TypeId, TypeKind, TypeRef, Usage,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// Which messages a member is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Direction {
    /// Both.
    #[default]
    Both,
    /// `readOnly`: responses only.
    ReadOnly,
    /// `writeOnly`: requests only.
    WriteOnly,
}

/// A type on its way to a [`TypeDef`].
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) wish: Wish,
    /// A component schema: keeps its own type and its name before all others.
    pub(super) component: bool,
    /// Something of the client refers to it; else it is left out, and only its name counts, so that
    /// a selection renames nothing.
    pub(super) kept: bool,
    pub(super) pointer: Pointer,
    pub(super) doc: Doc,
    pub(super) deprecated: bool,
    pub(super) usage: Usage,
    pub(super) kind: TypeKind,
    /// Types that an alias of shape would refer to, were it not one: they keep their names too, so
    /// that a type of the same shape elsewhere takes no name away.
    pub(super) within: Vec<TypeId>,
    /// Of a struct's members, in their order.
    pub(super) directions: Vec<Direction>,
}

impl Draft {
    /// A type that is written in place.
    pub(super) fn new(
        wish: Wish,
        pointer: Pointer,
        kind: TypeKind,
        directions: Vec<Direction>,
    ) -> Self {
        Self {
            wish,
            component: false,
            kept: false,
            pointer,
            doc: Doc::default(),
            deprecated: false,
            usage: Usage::default(),
            kind,
            within: Vec::new(),
            directions,
        }
    }
}

/// All drafts; a [`TypeId`] indexes them until [`renumber`].
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) drafts: Vec<Draft>,
    shapes: HashMap<String, TypeId>,
    /// Types that are aliases because of their shape, and what they stand for.
    canonical: BTreeMap<TypeId, TypeId>,
}

impl Table {
    /// Reserves an id for a component schema, to be filled later.
    pub(super) fn reserve(&mut self, wish: Wish, pointer: Pointer) -> TypeId {
        let any = TypeKind::Alias(TypeRef::Any);
        let draft = Draft {
            component: true,
            ..Draft::new(wish, pointer, any, Vec::new())
        };
        self.push(draft)
    }

    /// Adds a type that is written in place; one of the same shape makes it an alias.
    pub(super) fn add(&mut self, mut draft: Draft) -> TypeId {
        let Some(shape) = self.shape(&draft.kind, &draft.directions) else {
            return self.push(draft);
        };
        let id = TypeId::new(self.drafts.len());
        let first = *self.shapes.entry(shape).or_insert(id);
        if first != id {
            self.canonical.insert(id, first);
            // What it says stands at the first already, or on the member that has this type.
            draft.doc = Doc::default();
            let within = &mut draft.within;
            for_each_type(&mut draft.kind, &mut |ty| {
                within.extend(super::usage::named(ty));
            });
            draft.kind = TypeKind::Alias(TypeRef::Named(first));
        }
        self.push(draft)
    }

    fn push(&mut self, draft: Draft) -> TypeId {
        let id = TypeId::new(self.drafts.len());
        self.drafts.push(draft);
        id
    }

    /// The type that an id stands for.
    pub(super) fn canonical(&self, id: TypeId) -> TypeId {
        self.canonical.get(&id).copied().unwrap_or(id)
    }

    /// A type as text in which equal types are equal, aliases of shape looked through.
    pub(super) fn type_shape(&self, ty: &TypeRef, out: &mut String) {
        match ty {
            TypeRef::Named(id) => {
                let _ = write!(out, "#{}", self.canonical(*id).index());
            }
            TypeRef::Array(of) => self.wrapped(out, '[', of),
            TypeRef::Map(of) => self.wrapped(out, '{', of),
            TypeRef::Nullable(of) => self.wrapped(out, '?', of),
            TypeRef::Boxed(of) => self.wrapped(out, '&', of),
            plain => {
                let _ = write!(out, "{plain:?}");
            }
        }
    }

    /// A sign and the type behind it.
    fn wrapped(&self, out: &mut String, sign: char, of: &TypeRef) {
        out.push(sign);
        self.type_shape(of, out);
    }

    /// Whether two types are the same.
    pub(super) fn same(&self, a: &TypeRef, b: &TypeRef) -> bool {
        let (mut left, mut right) = (String::new(), String::new());
        self.type_shape(a, &mut left);
        self.type_shape(b, &mut right);
        left == right
    }

    /// The shape of a declared type; `None` for an alias.
    fn shape(&self, kind: &TypeKind, directions: &[Direction]) -> Option<String> {
        let mut out = String::new();
        match kind {
            TypeKind::Alias(_) => return None,
            TypeKind::Struct(object) => self.struct_shape(object, directions, &mut out),
            TypeKind::Enum(values) => {
                let _ = write!(out, "enum {:?}", values.repr);
                for variant in &values.variants {
                    let _ = write!(out, ",{:?}", variant.value);
                }
            }
            TypeKind::Union(union) => {
                let _ = write!(out, "union {:?}", union.discrimination);
                for variant in &union.variants {
                    let _ = write!(out, ",{} {:?} ", variant.name.as_str(), variant.tag);
                    self.type_shape(&variant.ty, &mut out);
                }
            }
        }
        Some(out)
    }

    /// Wire names, types and presence of all members.
    fn struct_shape(&self, object: &Struct, directions: &[Direction], out: &mut String) {
        out.push_str("struct ");
        if let Additional::Kept { ty, .. } = &object.additional {
            out.push_str("* ");
            self.type_shape(ty, out);
        }
        for (at, field) in object.fields.iter().enumerate() {
            let direction = directions.get(at).copied().unwrap_or_default();
            let _ = write!(
                out,
                ",{:?} {:?} {direction:?} {} ",
                field.wire_name, field.presence, field.deprecated
            );
            self.type_shape(&field.ty, out);
        }
    }

    /// A required member that is `readOnly` is not required in requests, one that is `writeOnly`
    /// not in responses (OpenAPI 3.0.3, 4.7.24.2): where a type is used there, it is optional.
    pub(super) fn settle_directions(&mut self) {
        for draft in &mut self.drafts {
            let usage = draft.usage;
            let TypeKind::Struct(object) = &mut draft.kind else {
                continue;
            };
            for (field, direction) in object.fields.iter_mut().zip(&draft.directions) {
                settle_direction(field, *direction, usage);
            }
        }
    }

    /// Settles the names of all types and header sets; gives the kept types in order of names.
    pub(super) fn settle(&mut self, sets: &mut [HeaderSet]) -> Vec<TypeId> {
        self.settle_group(true, &mut BTreeSet::new(), sets);
        let kept = |id: &TypeId| {
            let draft = self.drafts.get(id.index());
            draft.is_some_and(|draft| draft.kept)
        };
        let ids = (0..self.drafts.len()).map(TypeId::new);
        let mut order: Vec<TypeId> = ids.filter(kept).collect();
        order.sort_by(|a, b| {
            let name = |id: &TypeId| self.drafts.get(id.index()).map(|draft| &draft.wish.base);
            name(a).cmp(&name(b))
        });
        order
    }

    /// Components first, so that no type written in place takes a name from them; then the rest.
    fn settle_group(
        &mut self,
        component: bool,
        taken: &mut BTreeSet<String>,
        sets: &mut [HeaderSet],
    ) {
        let counts = |draft: &Draft| draft.component == component && (component || draft.kept);
        let members = self.drafts.iter().filter(|draft| counts(draft));
        let wishes: Vec<Wish> = members.map(|draft| draft.wish.clone()).collect();
        let settled = settle_beside(&wishes, "", taken);
        let members = self.drafts.iter_mut().filter(|draft| counts(draft));
        for (draft, name) in members.zip(settled) {
            taken.insert(name.clone());
            draft.wish.base = name;
        }
        if component {
            self.settle_group(false, taken, sets);
            return;
        }
        let wishes: Vec<Wish> = sets
            .iter()
            .map(|set| Wish {
                base: set.type_name.as_str().to_owned(),
                alternative: Alternative::None,
                key: set.pointer.to_string(),
                rank: 1,
            })
            .collect();
        for (set, name) in sets.iter_mut().zip(settle_beside(&wishes, "", taken)) {
            set.type_name = names::type_name(&name);
        }
    }

    /// The finished types in this order, their references renumbered.
    pub(super) fn into_types(self, order: &[TypeId]) -> Vec<TypeDef> {
        let numbers = numbers(order);
        let mut drafts: Vec<Option<Draft>> = self.drafts.into_iter().map(Some).collect();
        let mut types = Vec::with_capacity(drafts.len());
        for id in order {
            let Some(draft) = drafts.get_mut(id.index()).and_then(Option::take) else {
                continue;
            };
            let mut kind = draft.kind;
            for_each_type(&mut kind, &mut |ty| renumber_type(ty, &numbers));
            types.push(TypeDef {
                name: names::type_name(&draft.wish.base),
                doc: draft.doc,
                pointer: draft.pointer,
                deprecated: draft.deprecated,
                usage: draft.usage,
                kind,
            });
        }
        types
    }
}

/// Makes a required member optional where it need not be there.
fn settle_direction(field: &mut Field, direction: Direction, usage: Usage) {
    let optional = match direction {
        Direction::Both => false,
        Direction::ReadOnly => usage.request,
        Direction::WriteOnly => usage.response,
    };
    if !optional {
        return;
    }
    let (presence, required) = match field.presence {
        Presence::Required => (Presence::Optional, true),
        Presence::RequiredNullable => (Presence::OptionalNullable, true),
        optional @ (Presence::Optional | Presence::OptionalNullable) => (optional, false),
    };
    field.presence = presence;
    let note = match (direction, required) {
        (Direction::ReadOnly, true) => {
            "Read-only: required in responses; requests should not send it."
        }
        (Direction::ReadOnly, false) => "Read-only: requests should not send it.",
        (_, true) => "Write-only: required in requests, not part of responses.",
        (_, false) => "Write-only: not part of responses.",
    };
    field.doc = super::docs::with_note(&field.doc, note);
}

/// Old id to new id.
fn numbers(order: &[TypeId]) -> HashMap<TypeId, TypeId> {
    order
        .iter()
        .enumerate()
        .map(|(index, id)| (*id, TypeId::new(index)))
        .collect()
}

/// Calls a function on every type that a declared type refers to.
pub(super) fn for_each_type(kind: &mut TypeKind, each: &mut dyn FnMut(&mut TypeRef)) {
    match kind {
        TypeKind::Struct(object) => {
            for field in &mut object.fields {
                each(&mut field.ty);
            }
            if let Additional::Kept { ty, .. } = &mut object.additional {
                each(ty);
            }
        }
        TypeKind::Union(union) => {
            for variant in &mut union.variants {
                each(&mut variant.ty);
            }
        }
        TypeKind::Alias(ty) => each(ty),
        TypeKind::Enum(_) => {}
    }
}

/// Gives every declared type inside a reference its new id.
fn renumber_type(ty: &mut TypeRef, numbers: &HashMap<TypeId, TypeId>) {
    match ty {
        TypeRef::Named(id) => {
            if let Some(new) = numbers.get(id) {
                *id = *new;
            }
        }
        TypeRef::Array(of) | TypeRef::Map(of) | TypeRef::Nullable(of) | TypeRef::Boxed(of) => {
            renumber_type(of, numbers);
        }
        _ => {}
    }
}

/// Gives every declared type that operations and headers refer to its new id.
pub(super) fn renumber(api: &mut Api, order: &[TypeId]) {
    let numbers = numbers(order);
    for_each_root(api, &mut |ty, _| renumber_type(ty, &numbers));
}

/// Calls a function on every type that operations and header sets refer to, with the messages it
/// is part of.
pub(super) fn for_each_root(api: &mut Api, each: &mut dyn FnMut(&mut TypeRef, Usage)) {
    let request = Usage {
        request: true,
        response: false,
    };
    let response = Usage {
        request: false,
        response: true,
    };
    let operations = api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations);
    for operation in operations {
        for parameter in &mut operation.parameters {
            each(&mut parameter.ty, request);
        }
        for content in operation
            .body
            .iter_mut()
            .flat_map(|body| &mut body.contents)
        {
            match &mut content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => each(ty, request),
                BodyKind::Multipart(multipart) => {
                    for part in &mut multipart.parts {
                        match &mut part.kind {
                            PartKind::Text(ty) | PartKind::Texts(ty) | PartKind::Json(ty) => {
                                each(ty, request);
                            }
                            PartKind::File | PartKind::Files => {}
                        }
                    }
                }
                BodyKind::Text | BodyKind::Bytes => {}
            }
        }
        for case in &mut operation.responses {
            each_of_response(&mut case.body, &mut |ty| each(ty, response));
        }
    }
    for set in &mut api.header_sets {
        for field in &mut set.fields {
            each(&mut field.ty, response);
        }
    }
}

/// Calls a function on every type of a response body.
fn each_of_response(body: &mut ResponseBody, each: &mut dyn FnMut(&mut TypeRef)) {
    match body {
        ResponseBody::Json { ty, .. }
        | ResponseBody::Events { ty, .. }
        | ResponseBody::JsonLines { ty, .. } => each(ty),
        ResponseBody::Choice { alternatives, .. } => {
            for alternative in alternatives {
                // A choice is never inside a choice: this goes one level deep.
                each_of_response(&mut alternative.body, each);
            }
        }
        ResponseBody::Empty | ResponseBody::Text { .. } | ResponseBody::Bytes { .. } => {}
    }
}
