//! Shared parameters and responses of 2.0. What they are in 3.0 depends on the media types of the
//! operation that refers to them, so one may become several components.

use super::{Media, bodies, parameters, responses};
use crate::diagnostic::code::normalize as code;
use crate::normalize::context::Context;
use crate::normalize::walk::{Path, size};
use crate::pointer::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Values in copies for other media types than the document's own; over it, the document's are
/// taken.
const MAX_COPIED: usize = 200_000;

/// The shared parameters and responses, and the components made of them.
pub(super) struct Variants {
    pub(super) global: Media,
    /// Parameters `in: body` and `in: formData`, as 2.0 has them.
    body_parameters: Map<String, Value>,
    responses: Map<String, Value>,
    parameters: Map<String, Value>,
    made: BTreeMap<(&'static str, String, Vec<String>), String>,
    request_bodies: Map<String, Value>,
    made_responses: Map<String, Value>,
    copied: usize,
}

impl Variants {
    /// Takes `parameters` and `responses` of the document.
    pub(super) fn new(
        global: Media,
        members: &mut Map<String, Value>,
        cx: &mut Context<'_>,
    ) -> Self {
        let mut take = |name: &str| match members.shift_remove(name) {
            Some(Value::Object(map)) => map,
            _ => Map::new(),
        };
        let (all, responses) = (take("parameters"), take("responses"));
        for name in ["parameters", "responses"] {
            super::relocate(name, name, cx);
        }
        let components = Pointer::root().child("components").child("parameters");
        let mut parameters = Map::new();
        let mut body_parameters = Map::new();
        for (name, parameter) in all {
            match parameter {
                Value::Object(value) if parameters::is_body(&value) => {
                    body_parameters.insert(name, Value::Object(value));
                }
                Value::Object(mut value) => {
                    let at = components.child(&name);
                    let (file, origin) = cx.origin.find(&at);
                    parameters::rewrite(&mut value, &Path::base(at.as_str()), cx);
                    cx.origin.moved(at.child("schema"), file, origin);
                    parameters.insert(name, Value::Object(value));
                }
                _ => {}
            }
        }
        Self {
            global,
            body_parameters,
            responses,
            parameters,
            made: BTreeMap::new(),
            request_bodies: Map::new(),
            made_responses: Map::new(),
            copied: 0,
        }
    }

    /// The shared body or form parameter that a reference leads to, and its name.
    pub(super) fn body_parameter(
        &self,
        parameter: &Value,
    ) -> Option<(String, &Map<String, Value>)> {
        let name = component(parameter, "parameters")?;
        // A reference to a reference; `bundle` has taken out circles.
        let mut name = name;
        while let Some(next) = self
            .parameters
            .get(&name)
            .and_then(|value| component(value, "parameters"))
        {
            name = next;
        }
        let value = self.body_parameters.get(&name)?.as_object()?;
        Some((name, value))
    }

    /// A reference to the request body made of a shared parameter `in: body`.
    pub(super) fn body(
        &mut self,
        name: &str,
        media: &Media,
        cx: &mut Context<'_>,
    ) -> Option<Value> {
        let (named, new) = self.name("requestBodies", name, &media.consumes, cx);
        let shared = self.body_parameters.get(name)?;
        if new {
            self.copied += size(shared);
            let parameter = shared.as_object()?.clone();
            let types = bodies::types_of(&media.consumes);
            let from = pointer("parameters", name);
            let to = pointer("requestBodies", &named);
            let (file, origin) = cx.origin.find(&from);
            for media_type in &types {
                let schema = to.child("content").child(media_type).child("schema");
                cx.origin.moved(schema, file, origin.child("schema"));
            }
            cx.origin.moved(to, file, origin);
            let body = bodies::request_body(parameter, &types);
            self.request_bodies.insert(named.clone(), body);
        }
        Some(reference("requestBodies", &named))
    }

    /// The reference to a shared response as it is for these media types.
    pub(super) fn response(
        &mut self,
        response: &Value,
        media: &Media,
        cx: &mut Context<'_>,
    ) -> Option<Value> {
        let mut name = component(response, "responses")?;
        while let Some(next) = self
            .responses
            .get(&name)
            .and_then(|value| component(value, "responses"))
        {
            name = next;
        }
        let (named, new) = self.name("responses", &name, &media.produces, cx);
        let shared = self.responses.get(&name)?;
        if new {
            self.copied += size(shared);
            let mut copy = shared.as_object()?.clone();
            let (from, to) = (pointer("responses", &name), pointer("responses", &named));
            let (file, origin) = cx.origin.find(&from);
            cx.origin.moved(to.clone(), file, origin);
            responses::rewrite(&mut copy, &to, &media.produces, cx);
            self.made_responses
                .insert(named.clone(), Value::Object(copy));
        }
        Some(reference("responses", &named))
    }

    /// The name of a component for these media types, and whether it is still to be made. The
    /// first to be wanted keeps the name of the document.
    fn name(
        &mut self,
        section: &'static str,
        name: &str,
        types: &[String],
        cx: &mut Context<'_>,
    ) -> (String, bool) {
        let global = if section == "responses" {
            &self.global.produces
        } else {
            &self.global.consumes
        };
        let types = if self.copied < MAX_COPIED {
            types
        } else {
            cx.warning(
                code::TOO_MANY_COPIES,
                &Path::root(),
                "shared responses and bodies are used with so many media types that the rest is read with the document's own",
            );
            global
        };
        let key = (section, name.to_owned(), types.to_vec());
        if let Some(named) = self.made.get(&key) {
            return (named.clone(), false);
        }
        let made = if section == "responses" {
            &self.made_responses
        } else {
            &self.request_bodies
        };
        let taken = |named: &String| {
            made.contains_key(named) || (named != name && self.responses.contains_key(named))
        };
        let numbered = (2_u64..).map(|number| format!("{name}_{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        let named = candidates.find(|named| !taken(named)).unwrap_or_default();
        self.made.insert(key, named.clone());
        (named, true)
    }

    /// Puts everything that was made among the components.
    pub(super) fn put(self, components: &mut Map<String, Value>) {
        for (section, made) in [
            ("parameters", self.parameters),
            ("requestBodies", self.request_bodies),
            ("responses", self.made_responses),
        ] {
            if made.is_empty() {
                continue;
            }
            let section = components
                .entry(section)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(section) = section {
                section.extend(made);
            }
        }
    }
}

fn pointer(section: &str, name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child(section)
        .child(name)
}

fn reference(section: &str, name: &str) -> Value {
    json!({"$ref": format!("#{}", pointer(section, name).to_fragment())})
}

/// The name of the component of this section that a reference leads to.
fn component(value: &Value, section: &str) -> Option<String> {
    let fragment = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    let pointer = Pointer::from_fragment(fragment)?;
    let parent = Pointer::root().child("components").child(section);
    (pointer.parent()? == parent)
        .then(|| pointer.last())
        .flatten()
}
