//! Where in the document a fault is: the member or schema that its type is made from, or its
//! operation.
//!
//! Must not judge or run anything.

use super::Mutant;
use crate::plan::Plan;
use crate::schema::Flat;
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
    let of_operation = || {
        let key = mutant.operation?;
        let mut operations = plan.document.operations.iter();
        let operation = operations.find(|operation| operation.key == key)?;
        Some(operation.pointer.clone())
    };
    of_type()
        .or_else(of_operation)
        .map(|pointer| plan.locate(&pointer))
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
        let at = |operation, within| {
            let mutant = Mutant {
                id: 1,
                operator: "",
                operation,
                place: "",
                within,
                reason: None,
            };
            let place = place(&plan, &types, &mutant)?;
            place.strip_prefix(path.to_str()?).map(str::to_owned)
        };
        let member = Some(("Thing", Some("size")));
        assert_eq!(at(None, member).as_deref(), Some(":13:9"));
        assert_eq!(at(None, Some(("Thing", None))).as_deref(), Some(":10:5"));
        assert_eq!(at(Some("GET /x"), None).as_deref(), Some(":5:5"));
        assert_eq!(at(None, None), None);
    }
}
