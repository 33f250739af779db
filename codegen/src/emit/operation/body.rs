//! Request bodies (OpenAPI 3.0.3, 4.7.13 Request Body Object): the argument or setter, and the
//! enum over media types where there are several.

use proc_macro2::TokenStream;
use quote::quote;

use super::{multipart, table};
use crate::api::{BodyContent, BodyKind, FormField, Ident, RequestBody};
use crate::emit::paths::{BODY, Scope};
use crate::emit::tokens::{allow_large_variants, doc_or, lines, sentence};
use crate::emit::type_ref::type_ref;

/// Types that a body needs of its own.
pub(super) fn declarations(body: &RequestBody, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if let Some(name) = &body.enum_name {
        let variants = body.contents.iter().map(|content| {
            let doc = lines(&sentence("Body of media type", &content.media_type));
            let (variant, ty) = (&content.variant, body_type(content, scope));
            quote!(#doc #variant(#ty),)
        });
        let allow = allow_large_variants();
        items.push(quote! {
            /// A request body in one of its media types.
            #[derive(Clone, Debug)]
            #allow
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
        });
    }
    items.extend(
        body.contents
            .iter()
            .filter_map(|content| match &content.kind {
                BodyKind::Multipart(form) => Some(multipart::declaration(form, scope)),
                BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Text | BodyKind::Bytes => {
                    None
                }
            }),
    );
    items
}

/// Type of a body in one media type.
pub(in crate::emit) fn body_type(content: &BodyContent, scope: &Scope<'_>) -> TokenStream {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => type_ref(ty, scope),
        BodyKind::Multipart(form) => {
            let name = &form.type_name;
            quote!(#name)
        }
        BodyKind::Text => {
            let string = scope.prelude.string;
            quote!(#string)
        }
        BodyKind::Bytes => quote!(#BODY),
    }
}

/// Type by which a body is given.
pub(super) fn argument_type(body: &RequestBody, scope: &Scope<'_>) -> TokenStream {
    let into = scope.prelude.into;
    match (&body.enum_name, body.contents.first()) {
        (Some(name), _) => quote!(#name),
        (None, Some(content)) => {
            let ty = body_type(content, scope);
            match content.kind {
                BodyKind::Text | BodyKind::Bytes => quote!(impl #into<#ty>),
                BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Multipart(_) => ty,
            }
        }
        // The model has at least one media type.
        (None, None) => quote!(()),
    }
}

/// Statement that sets the body.
pub(super) fn set(body: &RequestBody, name: &Ident, call: &TokenStream) -> TokenStream {
    match (&body.enum_name, body.contents.as_slice()) {
        (Some(type_name), contents) => {
            let arms = contents.iter().map(|content| {
                let variant = &content.variant;
                let write = write(content, &quote!(#name), false, call);
                quote!(#type_name::#variant(#name) => #write,)
            });
            quote!(match #name { #(#arms)* })
        }
        (None, [content, ..]) => {
            let write = write(content, &quote!(#name), true, call);
            quote!(#write;)
        }
        (None, []) => TokenStream::new(),
    }
}

/// Setter of an optional body.
pub(super) fn setter(body: &RequestBody, scope: &Scope<'_>) -> TokenStream {
    let (name, ty) = (&body.name, argument_type(body, scope));
    let doc = doc_or(&body.doc, "Sets the body.");
    let set = set(body, name, &quote!(self.request.call()));
    quote! {
        #doc
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

/// Expression that writes a body; `converts`: it was taken as `impl Into`.
fn write(
    content: &BodyContent,
    value: &TokenStream,
    converts: bool,
    call: &TokenStream,
) -> TokenStream {
    let media = &content.media_type;
    let converted = match converts {
        true => quote!(#value.into()),
        false => quote!(#value),
    };
    match &content.kind {
        BodyKind::Json(_) => quote!(#call.json(#media, &#value)),
        BodyKind::Form { fields, .. } => {
            let fields = fields.iter().map(form_field);
            quote!(#call.form(#media, &#value, &[#(#fields),*]))
        }
        BodyKind::Multipart(_) => quote!(#call.multipart(#media, #value.parts())),
        BodyKind::Text => quote!(#call.text(#media, #converted)),
        BodyKind::Bytes => quote!(#call.bytes(#media, #converted)),
    }
}

/// How a member of a form is encoded.
fn form_field(field: &FormField) -> TokenStream {
    let (name, style) = (&field.wire_name, table::style(field.style));
    let (explode, json) = (field.explode, field.json);
    quote! {
        g::FormField { name: #name, style: g::Style::#style, explode: #explode, json: #json }
    }
}
