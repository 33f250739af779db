//! Members that have no name in the document: `additionalProperties` (OpenAPI 3.0.3, 4.7.24).

use super::flat::Additional;
use crate::api::TypeRef;
use crate::lower::{Ctx, names};

impl<'a> Ctx<'a> {
    /// The type of the values of an object without named members; `None` where it has none at all.
    pub(super) fn map(
        &mut self,
        additional: Option<&Additional<'a>>,
        name: &str,
    ) -> Option<TypeRef> {
        match additional {
            Some(Additional::Forbidden) => None,
            other => Some(TypeRef::Map(Box::new(self.map_value(other, name)))),
        }
    }

    /// The type of the values of members without a name.
    pub(super) fn map_value(&mut self, additional: Option<&Additional<'a>>, name: &str) -> TypeRef {
        match additional {
            Some(Additional::Schema(part)) => {
                let name = names::pascal_within(name, "Value");
                self.parts(std::slice::from_ref(part), &name).with_null()
            }
            _ => TypeRef::Any,
        }
    }
}
