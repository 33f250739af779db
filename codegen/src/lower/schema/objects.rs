//! Objects: structs, maps, and both at once (OpenAPI 3.0.3, 4.7.24 `properties`, `required`,
//! `additionalProperties`).
//!
//! Must not: merge schemas (that is `flat`), make identifiers.

use super::flat::Additional as Others;
use super::{Definition, Flat, Lowered, Node, Part, View};
use crate::api::{Additional, Doc, Field, Ident, Presence, Struct, TypeKind};
use crate::diagnostic::code::lower as code;
use crate::lower::table::Direction;
use crate::lower::{Ctx, docs, names};

impl<'a> Ctx<'a> {
    /// A struct where members have names; else a map; a struct without members where none is
    /// allowed.
    pub(super) fn object(&mut self, flat: &Flat<'a>, name: &str) -> Definition {
        if flat.properties.is_empty()
            && let Some(map) = self.map(flat.additional.as_ref(), name)
        {
            return Definition::alias(map);
        }
        self.report_unnamed_required(flat);
        self.budget.make(flat.properties.len());
        let idents = names::idents(flat.properties.keys().copied(), names::reserved::STRUCT);
        let mut fields = Vec::with_capacity(flat.properties.len());
        let mut directions = Vec::with_capacity(flat.properties.len());
        for ((wire_name, parts), ident) in flat.properties.iter().zip(idents) {
            let required = flat.required.contains(wire_name);
            let member = names::pascal_within(name, wire_name);
            let lowered = self.parts(parts, &member);
            let mut field = field(wire_name, ident, lowered, required, parts);
            field.doc = docs::with_default(field.doc, self.default_of(parts));
            fields.push(field);
            directions.push(self.direction(parts));
        }
        let additional = self.additional(flat, name);
        Definition {
            kind: TypeKind::Struct(Struct { fields, additional }),
            directions,
        }
    }

    /// What happens to members without a name.
    fn additional(&mut self, flat: &Flat<'a>, name: &str) -> Additional {
        match &flat.additional {
            None | Some(Others::Forbidden) => Additional::Ignored,
            Some(others) => Additional::Kept {
                name: names::ident("additional_properties"),
                ty: self.map_value(Some(others), name),
            },
        }
    }

    /// `required` may name members that `properties` does not have. Documents mostly do so by
    /// mistake; a client that insisted on them would decode nothing.
    fn report_unnamed_required(&mut self, flat: &Flat<'a>) {
        for name in &flat.required {
            if !flat.properties.contains_key(name) {
                let message = format!(
                    "`required` names `{name}`, which `properties` does not have; it is not checked"
                );
                self.warn(code::REQUIRED_WITHOUT_PROPERTY, &flat.at, message);
            }
        }
    }

    /// `readOnly` or `writeOnly`, of the member or of the schema it refers to.
    fn direction(&self, parts: &[Part<'a>]) -> Direction {
        let mut found = Direction::Both;
        for part in parts {
            let node = match part.node {
                Node::Reference(reference) => self.schema_behind(reference).map(|(_, node)| node),
                node @ Node::Schema(_) => Some(node),
            };
            if let Some(Node::Schema(schema)) = node {
                if schema.schema_data.read_only {
                    found = Direction::ReadOnly;
                } else if schema.schema_data.write_only {
                    found = Direction::WriteOnly;
                }
            }
        }
        found
    }
}

/// One member.
fn field(
    wire_name: &str,
    name: Ident,
    lowered: Lowered,
    required: bool,
    parts: &[Part<'_>],
) -> Field {
    let presence = match (required, lowered.nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    };
    let schemas = parts.iter().filter_map(|part| match part.node {
        Node::Schema(schema) => Some(View::new(schema)),
        Node::Reference(_) => None,
    });
    let mut doc = Doc::default();
    let mut deprecated = false;
    for view in schemas {
        if doc.is_empty() {
            let data = view.data;
            doc = docs::summary_and_description(data.title.as_deref(), data.description.as_deref());
        }
        deprecated |= view.data.deprecated;
    }
    Field {
        wire_name: wire_name.to_owned(),
        name,
        ty: lowered.ty,
        presence,
        doc,
        deprecated,
        preset: None,
    }
}
