//! Declarations of structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Extra, derive, described, type_doc};
use crate::api::{Additional, Field, Presence, Struct, TypeDef};
use crate::emit::paths::{MAP, Scope};
use crate::emit::tokens::sentence;
use crate::emit::type_ref::type_ref;

/// `pub struct …`.
pub(super) fn declaration(
    def: &TypeDef,
    it: &Struct,
    extra: &Extra,
    scope: &Scope<'_>,
) -> TokenStream {
    let (doc, name) = (type_doc(def), &def.name);
    let has: &[&str] = match has_default(def, it) {
        true => &["Clone", "Debug", "Default"],
        false => &["Clone", "Debug"],
    };
    let derive = derive(&[], has, extra);
    let fields = it.fields.iter().map(|field| {
        let doc = described(
            &field.doc,
            &sentence("Member", &field.wire_name),
            field.deprecated,
        );
        let (name, ty) = (&field.name, field_type(field, scope));
        quote!(#doc pub #name: #ty,)
    });
    let additional = additional(&it.additional, scope);
    quote! {
        #doc
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
        }
    }
}

/// Whether there is a constructor that takes no argument.
pub(super) fn has_default(def: &TypeDef, it: &Struct) -> bool {
    def.usage.request && !it.fields.iter().any(is_argument)
}

/// Whether `new` takes a member.
pub(super) fn is_argument(field: &Field) -> bool {
    is_required(field) && field.preset.is_none()
}

/// Whether a member is always there.
pub(super) fn is_required(field: &Field) -> bool {
    match field.presence {
        Presence::Required | Presence::RequiredNullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    }
}

/// Type of a field, with what its presence adds.
pub(in crate::emit) fn field_type(field: &Field, scope: &Scope<'_>) -> TokenStream {
    let (option, ty) = (scope.prelude.option, type_ref(&field.ty, scope));
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => quote!(#option<#ty>),
        Presence::OptionalNullable => quote!(#option<#option<#ty>>),
    }
}

/// The map of members without a name in the document.
fn additional(additional: &Additional, scope: &Scope<'_>) -> TokenStream {
    match additional {
        Additional::Ignored => TokenStream::new(),
        Additional::Kept { name, ty } => {
            let (string, ty) = (scope.prelude.string, type_ref(ty, scope));
            quote! {
                /// Members the document does not name.
                pub #name: #MAP<#string, #ty>,
            }
        }
    }
}
