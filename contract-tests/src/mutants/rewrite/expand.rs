//! `g::object!(…)` written out, so that reading and writing a struct are two places to be wrong in.

use syn::{Item, Type};

/// Replaces each `g::object!(type)` by the impls that it stands for.
pub(super) fn objects(items: &mut Vec<Item>) {
    let mut expanded = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        if let Item::Mod(module) = &mut item
            && let Some((_, items)) = &mut module.content
        {
            objects(items);
        }
        match object(&item) {
            Some(ty) => expanded.extend(impls(&ty)),
            None => expanded.push(item),
        }
    }
    *items = expanded;
}

/// The type of `g::object!(type)`.
fn object(item: &Item) -> Option<Type> {
    let Item::Macro(item) = item else {
        return None;
    };
    let is_object = item.mac.path.segments.last()?.ident == "object";
    item.mac.parse_body().ok().filter(|_| is_object)
}

/// What the runtime's macro makes of a type.
fn impls(ty: &Type) -> [Item; 4] {
    [
        syn::parse_quote! {
            impl ::std::clone::Clone for #ty {
                fn clone(&self) -> Self {
                    g::clone(self)
                }
            }
        },
        syn::parse_quote! {
            impl ::std::fmt::Debug for #ty {
                fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    g::debug(self, formatter)
                }
            }
        },
        syn::parse_quote! {
            impl g::Serialize for #ty {
                fn serialize<S: g::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    g::ser::object(self, serializer)
                }
            }
        },
        syn::parse_quote! {
            impl<'de> g::Deserialize<'de> for #ty {
                fn deserialize<D: g::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    g::de::object(deserializer)
                }
            }
        },
    ]
}
