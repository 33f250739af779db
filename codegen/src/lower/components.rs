//! Follows `$ref` into `components` (OpenAPI 3.0.3, 4.7.7) and lowers component schemas on demand.
//!
//! Must not: trust that a reference leads somewhere, or that a chain of them ends.

use super::names::{Alternative, Wish, settle};
use super::schema::Node;
use super::table::Table;
use super::{Ctx, docs};
use crate::api::{Pointer, TypeId, TypeRef};
use crate::config::Config;
use crate::diagnostic::code::lower as code;
use indexmap::IndexMap;
use openapiv3::{Header, Link, OpenAPI, Parameter, ReferenceOr, RequestBody, Response, Schema};
use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};

/// References that lead to references are followed this often.
const CHAIN: usize = 32;

/// Component schemas and their types.
pub(super) struct Schemas<'a> {
    types: HashMap<&'a str, (TypeId, bool)>,
    queue: VecDeque<&'a str>,
}

impl<'a> Schemas<'a> {
    /// Reserves a type for each component schema that is not the user's own.
    pub(super) fn new(openapi: &'a OpenAPI, config: &'a Config, table: &mut Table) -> Self {
        let keys: Vec<&str> = openapi
            .components
            .iter()
            .flat_map(|components| components.schemas.keys())
            .map(String::as_str)
            .filter(|key| !config.schemas.contains_key(*key))
            .collect();
        let wishes: Vec<Wish> = keys
            .iter()
            .map(|key| match config.rename.get(*key) {
                Some(name) => Wish::chosen(name, key),
                None => Wish::pascal(key, &[]),
            })
            .collect();
        let mut types = HashMap::with_capacity(keys.len());
        for (key, name) in keys.iter().zip(settle(&wishes, "")) {
            let wish = Wish {
                base: name,
                alternative: Alternative::None,
                key: (*key).to_owned(),
                rank: 0,
            };
            let pointer = schema_pointer(key);
            types.insert(*key, (table.reserve(wish, pointer), false));
        }
        Self {
            types,
            queue: VecDeque::new(),
        }
    }
}

impl Schemas<'_> {
    /// Types of the component schemas that something asked for.
    pub(super) fn lowered(&self) -> impl Iterator<Item = TypeId> {
        let mut ids: Vec<TypeId> = self
            .types
            .values()
            .filter(|(_, asked)| *asked)
            .map(|(id, _)| *id)
            .collect();
        ids.sort_unstable();
        ids.into_iter()
    }
}

/// Place of a component schema.
pub(super) fn schema_pointer(key: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(key)
}

/// The name in a reference to a component of this kind (RFC 6901, 6).
pub(super) fn component_key<'r>(reference: &'r str, kind: &str) -> Option<Cow<'r, str>> {
    let fragment = reference.strip_prefix('#')?;
    if fragment.contains(['%', '~']) {
        let tokens: Vec<String> = Pointer::from_fragment(fragment)?.tokens().collect();
        return match <[String; 3]>::try_from(tokens) {
            Ok([components, section, key]) if components == "components" && section == kind => {
                Some(Cow::Owned(key))
            }
            _ => None,
        };
    }
    let rest = fragment.strip_prefix("/components/")?;
    let key = rest.strip_prefix(kind)?.strip_prefix('/')?;
    (!key.contains('/')).then_some(Cow::Borrowed(key))
}

impl<'a> Ctx<'a> {
    /// Queues every component schema, unless a selection says that only what is reached counts.
    pub(super) fn start_components(&mut self) {
        if super::select::is_active(&self.config.select) {
            return;
        }
        let openapi = self.openapi;
        for key in openapi.components.iter().flat_map(|c| c.schemas.keys()) {
            self.want(key);
        }
    }

    /// Queues a component schema once; its type, or `None` where the user has an own one or the
    /// schema does not exist.
    fn want(&mut self, key: &str) -> Option<TypeId> {
        let (known, _) = self
            .openapi
            .components
            .as_ref()?
            .schemas
            .get_key_value(key)?;
        let (id, queued) = self.components.types.get_mut(known.as_str())?;
        if !*queued {
            *queued = true;
            self.components.queue.push_back(known);
        }
        Some(*id)
    }

    /// Lowers component schemas until nothing asks for another.
    pub(super) fn finish_components(&mut self) {
        while let Some(key) = self.components.queue.pop_front() {
            self.lower_component(key);
        }
    }

    /// Lowers one component schema into the type reserved for it.
    fn lower_component(&mut self, key: &'a str) {
        let Some((id, _)) = self.components.types.get(key).copied() else {
            return;
        };
        let schemas = self.openapi.components.as_ref().map(|c| &c.schemas);
        let Some(schema) = schemas.and_then(|schemas| schemas.get(key)) else {
            return;
        };
        let pointer = schema_pointer(key);
        let Some(name) = self
            .table
            .drafts
            .get(id.index())
            .map(|d| d.wish.base.clone())
        else {
            return;
        };
        let definition = self.definition(schema.into(), key, &name, &pointer);
        let data = match schema {
            ReferenceOr::Item(schema) => Some(&schema.schema_data),
            ReferenceOr::Reference { .. } => None,
        };
        if let Some(draft) = self.table.drafts.get_mut(id.index()) {
            draft.doc = docs::summary_and_description(
                data.and_then(|d| d.title.as_deref()),
                data.and_then(|d| d.description.as_deref()),
            );
            draft.deprecated = data.is_some_and(|d| d.deprecated);
            draft.kind = definition.kind;
            draft.directions = definition.directions;
        }
    }

    /// The type of a `$ref` to a schema; one that leads nowhere is any JSON value.
    pub(super) fn referenced_type(&mut self, reference: &str, at: &Pointer) -> TypeRef {
        let Some(key) = component_key(reference, "schemas") else {
            return self.missing_schema(reference, at);
        };
        if let Some(path) = self.config.schemas.get(key.as_ref()) {
            return TypeRef::External(path.clone());
        }
        match self.want(&key) {
            Some(id) => TypeRef::Named(id),
            None => self.missing_schema(reference, at),
        }
    }

    /// The type of a schema in a component: made once, whoever refers to the component.
    pub(super) fn shared_schema(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        name: &str,
        at: &Pointer,
    ) -> TypeRef {
        if let Some(ty) = self.shared.get(at.as_str()) {
            return ty.clone();
        }
        let ty = self.schema(schema, name, at).with_null();
        self.shared.insert(at.as_str().to_owned(), ty.clone());
        ty
    }

    /// Reports a reference that leads nowhere.
    fn missing_schema(&mut self, reference: &str, at: &Pointer) -> TypeRef {
        self.warn(
            code::NOT_NORMALIZED,
            at,
            format!("`{reference}` leads to no schema; any JSON value is taken instead"),
        );
        TypeRef::Any
    }

    /// The component schema behind a reference, one step.
    pub(super) fn schema_behind(&self, reference: &str) -> Option<(&'a str, Node<'a>)> {
        let key = component_key(reference, "schemas")?;
        let schemas = &self.openapi.components.as_ref()?.schemas;
        let (key, schema) = schemas.get_key_value(key.as_ref())?;
        Some((key.as_str(), schema.into()))
    }

    /// The parameter behind a reference, with the name of its component.
    pub(super) fn parameter(
        &mut self,
        parameter: &'a ReferenceOr<Parameter>,
        at: &Pointer,
    ) -> Option<(&'a Parameter, Option<Pointer>)> {
        let map = self.openapi.components.as_ref().map(|c| &c.parameters);
        self.follow(parameter, map, "parameters", at)
    }

    /// The response behind a reference.
    pub(super) fn response(
        &mut self,
        response: &'a ReferenceOr<Response>,
        at: &Pointer,
    ) -> Option<(&'a Response, Option<Pointer>)> {
        let map = self.openapi.components.as_ref().map(|c| &c.responses);
        self.follow(response, map, "responses", at)
    }

    /// The request body behind a reference.
    pub(super) fn request_body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Option<(&'a RequestBody, Option<Pointer>)> {
        let map = self.openapi.components.as_ref().map(|c| &c.request_bodies);
        self.follow(body, map, "requestBodies", at)
    }

    /// The link behind a reference.
    pub(super) fn link(
        &mut self,
        link: &'a ReferenceOr<Link>,
        at: &Pointer,
    ) -> Option<(&'a Link, Option<Pointer>)> {
        let map = self.openapi.components.as_ref().map(|c| &c.links);
        self.follow(link, map, "links", at)
    }

    /// The header behind a reference.
    pub(super) fn header(
        &mut self,
        header: &'a ReferenceOr<Header>,
        at: &Pointer,
    ) -> Option<(&'a Header, Option<Pointer>)> {
        let map = self.openapi.components.as_ref().map(|c| &c.headers);
        self.follow(header, map, "headers", at)
    }

    /// Follows references within one kind of components; the place of the component it ends at.
    fn follow<T>(
        &mut self,
        start: &'a ReferenceOr<T>,
        map: Option<&'a IndexMap<String, ReferenceOr<T>>>,
        kind: &str,
        at: &Pointer,
    ) -> Option<(&'a T, Option<Pointer>)> {
        let mut current = start;
        let mut place = None;
        for _ in 0..CHAIN {
            let reference = match current {
                ReferenceOr::Item(item) => return Some((item, place)),
                ReferenceOr::Reference { reference } => reference,
            };
            let next = component_key(reference, kind).and_then(|key| {
                place = Some(Pointer::root().child("components").child(kind).child(&key));
                map.and_then(|map| map.get(key.as_ref()))
            });
            match next {
                Some(next) => current = next,
                None => break,
            }
        }
        let ReferenceOr::Reference { reference } = start else {
            return None;
        };
        self.warn(
            code::NOT_NORMALIZED,
            at,
            format!("`{reference}` leads nowhere in `components/{kind}`; it is left out"),
        );
        None
    }
}
