//! Declarations of enums: documented values, and one variant that keeps any other.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Extra, derive, type_doc};
use crate::api::{Enum, EnumRepr, Literal, TypeDef};
use crate::emit::paths::{Scope, VALUE};
use crate::emit::tokens::{doc_or, sentence};

/// `pub enum …`.
pub(super) fn declaration(
    def: &TypeDef,
    it: &Enum,
    extra: &Extra,
    scope: &Scope<'_>,
) -> TokenStream {
    let (doc, name, unknown) = (type_doc(def), &def.name, &it.unknown);
    let (own, kept): (&[&str], _) = match it.repr {
        EnumRepr::String => {
            let string = scope.prelude.string;
            (
                &["Clone", "Debug", "PartialEq", "Eq", "Hash"],
                quote!(#string),
            )
        }
        EnumRepr::Integer => (&["Clone", "Debug", "PartialEq", "Eq", "Hash"], quote!(i64)),
        EnumRepr::Mixed => (&["Clone", "Debug", "PartialEq"], quote!(#VALUE)),
    };
    let derive = derive(own, &[], extra);
    let variants = it.variants.iter().map(|variant| {
        let words = match &variant.value {
            Literal::String(text) | Literal::Number(text) => sentence("Value", text),
            Literal::Integer(number) => sentence("Value", &number.to_string()),
            Literal::Bool(flag) => sentence("Value", &flag.to_string()),
            Literal::Null => sentence("Value", "null"),
        };
        let (doc, name) = (doc_or(&variant.doc, &words), &variant.name);
        quote!(#doc #name,)
    });
    quote! {
        #doc
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value the document does not name.
            #unknown(#kept),
        }
    }
}
