//! Where in the document a fault is: the member or schema that its type is made from, or its
//! operation.
//!
//! Must not judge or run anything.

use super::Mutant;
use super::rewrite::PARAMETER_RENAMED;
use crate::document::{Operation, Parameter, Style};
use crate::plan::Plan;
use crate::schema::{Flat, Type};
use specwright::pointer::Pointer;
use std::collections::BTreeMap;

/// Schemas by the names of the types that are made from them.
pub(super) type Types = BTreeMap<String, Pointer>;

/// Reads a JSON object of names and pointers.
pub(super) fn types(text: &str) -> Option<Types> {
    let names: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
    let places = names.into_iter();
    places
        .map(|(name, at)| Some((name, Pointer::parse(&at)?)))
        .collect()
}

/// `file:line:column` of what a fault is about; `None` where it is in no part of the document.
pub(super) fn place(plan: &Plan, types: &Types, mutant: &Mutant) -> Option<String> {
    let of_type = || {
        let (ty, member) = mutant.within?;
        let schema = types.get(ty)?;
        let flat = Flat::new(&plan.document, std::slice::from_ref(schema));
        let member = member.and_then(|name| flat.properties().get(name)?.first().cloned());
        Some(member.unwrap_or_else(|| schema.clone()))
    };
    let of_parameter = || Some(parameter(plan, mutant)?.pointer.clone());
    let of_operation = || Some(operation(plan, mutant)?.pointer.clone());
    of_type()
        .or_else(of_parameter)
        .or_else(of_operation)
        .map(|pointer| plan.locate(&pointer))
}

/// Why a fault changes nothing, where the document says so: by `form`, the members of an object
/// that explodes stand in the query, and its own name does not (4.7.12.4).
pub(super) fn reason(plan: &Plan, mutant: &Mutant) -> Option<&'static str> {
    if mutant.operator != PARAMETER_RENAMED {
        return None;
    }
    let parameter = parameter(plan, mutant)?;
    let flat = Flat::new(&plan.document, parameter.schema.as_slice());
    let is_nameless =
        parameter.style == Style::Form && parameter.explode && flat.ty() == Some(Type::Object);
    is_nameless.then_some("by its style the names of its members are sent, and its own is not")
}

fn operation<'p>(plan: &'p Plan, mutant: &Mutant) -> Option<&'p Operation> {
    let key = mutant.operation?;
    let mut operations = plan.document.operations.iter();
    operations.find(|operation| operation.key == key)
}

fn parameter<'p>(plan: &'p Plan, mutant: &Mutant) -> Option<&'p Parameter> {
    let name = mutant.within?.1?;
    let mut parameters = operation(plan, mutant)?.parameters.iter();
    parameters.find(|parameter| parameter.name == name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::plan::Scope;
    use specwright::config::References;

    #[test]
    fn a_fault_is_told_at_its_member_or_its_operation() {
        let text = "openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /x:
    get:
      operationId: x
      parameters:
        - { name: q, in: query, schema: { $ref: '#/components/schemas/Thing' } }
        - { name: n, in: query, schema: { type: integer } }
      responses: { '204': { description: ok } }
components:
  schemas:
    Thing:
      type: object
      properties:
        size: { type: integer }
";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("openapi.yaml");
        std::fs::write(&path, text).unwrap();
        let plan = Plan::read(&path, &References::OwnFolder, &Scope::default()).unwrap();
        let types = types(r#"{ "Thing": "/components/schemas/Thing" }"#).unwrap();
        let mutant = |operation, within| Mutant {
            id: 1,
            operator: PARAMETER_RENAMED,
            operation,
            place: "",
            within,
            reason: None,
        };
        let at = |operation, within| {
            let place = place(&plan, &types, &mutant(operation, within))?;
            place.strip_prefix(path.to_str()?).map(str::to_owned)
        };
        let member = Some(("Thing", Some("size")));
        assert_eq!(at(None, member).as_deref(), Some(":16:9"));
        assert_eq!(at(None, Some(("Thing", None))).as_deref(), Some(":13:5"));
        assert_eq!(at(Some("GET /x"), None).as_deref(), Some(":5:5"));
        assert_eq!(at(None, None), None);
        let own = |name| (Some("GET /x"), Some(("X", Some(name))));
        assert_eq!(at(own("n").0, own("n").1).as_deref(), Some(":9:11"));
        // Exploded, an object's own name is not sent (4.7.12.4: `R=100&G=200&B=150`).
        let reason = |(operation, within)| reason(&plan, &mutant(operation, within));
        assert!(reason(own("q")).is_some());
        assert!(reason(own("n")).is_none());
    }
}
