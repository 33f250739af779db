//! Multipart bodies as structs (OpenAPI 3.0.3, 4.7.14.4; RFC 7578).

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Multipart, Part, PartKind};
use crate::emit::paths::{FILE_PART, Scope, VEC_OF};
use crate::emit::tokens::{allow_arguments, allow_name, code, doc_or, lines, sentence};
use crate::emit::type_ref::type_ref;

/// The struct, `new` with its required parts, setters, and how it becomes parts.
pub(super) fn declaration(form: &Multipart, scope: &Scope<'_>) -> TokenStream {
    let name = &form.type_name;
    let doc = doc_or(&form.doc, "A multipart body.");
    let option = scope.prelude.option;
    let fields = form.parts.iter().map(|part| {
        let doc = doc_or(&part.doc, &sentence("Part", &part.wire_name));
        let media_types = media_types(part);
        let (name, ty) = (&part.name, part_type(&part.kind, scope));
        match part.required {
            true => quote!(#doc #media_types pub #name: #ty,),
            false => quote!(#doc #media_types pub #name: #option<#ty>,),
        }
    });
    let derive = match form.parts.iter().any(|part| part.required) {
        true => quote!(#[derive(Clone, Debug)]),
        false => quote!(#[derive(Clone, Debug, Default)]),
    };
    let new = new(form, scope);
    let setters = form
        .parts
        .iter()
        .filter(|part| !part.required)
        .map(|part| setter(part, scope));
    let parts = parts(form, scope);
    quote! {
        #doc
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            #new
            #(#setters)*
            #parts
        }
    }
}

/// Doc of a file's media types, where the document names several: which it is only its sender knows.
fn media_types(part: &Part) -> TokenStream {
    let others = part.other_content_types.iter();
    let others: Option<Vec<String>> = others.map(|media| code(media)).collect();
    let sent = part.content_type.as_deref().unwrap_or(OCTETS);
    match (&part.kind, others, code(sent)) {
        (PartKind::File | PartKind::Files, Some(others), Some(sent)) if !others.is_empty() => {
            let others = others.join(", ");
            lines(&format!(
                "\nSent as {sent}, unless it has a media type of its own; the document allows \
                 {others} too."
            ))
        }
        _ => TokenStream::new(),
    }
}

/// What a file is sent as where nothing is known of it (OpenAPI 3.0.3, 4.7.15).
const OCTETS: &str = "application/octet-stream";

/// Type of a part's field.
fn part_type(kind: &PartKind, scope: &Scope<'_>) -> TokenStream {
    let vec = scope.prelude.vec;
    match kind {
        PartKind::File => quote!(#FILE_PART),
        PartKind::Files => quote!(#vec<#FILE_PART>),
        PartKind::Text(ty) | PartKind::Json(ty) => type_ref(ty, scope),
        PartKind::Texts(ty) => {
            let ty = type_ref(ty, scope);
            quote!(#vec<#ty>)
        }
    }
}

/// Type by which a part is given, and whether it is converted.
fn argument(kind: &PartKind, scope: &Scope<'_>) -> (TokenStream, bool) {
    let (into, ty) = (scope.prelude.into, part_type(kind, scope));
    match kind {
        PartKind::File | PartKind::Text(crate::api::TypeRef::String) => {
            (quote!(impl #into<#ty>), true)
        }
        PartKind::Files | PartKind::Text(_) | PartKind::Texts(_) | PartKind::Json(_) => (ty, false),
    }
}

/// The constructor.
fn new(form: &Multipart, scope: &Scope<'_>) -> TokenStream {
    let required: Vec<&Part> = form.parts.iter().filter(|part| part.required).collect();
    let default = scope.prelude.default;
    if required.is_empty() {
        return quote! {
            /// A body without any part.
            #[must_use]
            pub fn new() -> Self {
                <Self as #default>::default()
            }
        };
    }
    let allow = allow_arguments(required.iter().map(|part| &part.name), 0);
    let arguments = required.iter().map(|part| {
        let (name, (ty, _)) = (&part.name, argument(&part.kind, scope));
        quote!(#name: #ty)
    });
    let none = scope.prelude.none;
    let fields = form.parts.iter().map(|part| {
        let (name, (_, converts)) = (&part.name, argument(&part.kind, scope));
        match (part.required, converts) {
            (true, true) => quote!(#name: #name.into(),),
            (true, false) => quote!(#name,),
            (false, _) => quote!(#name: #none,),
        }
    });
    quote! {
        /// A body of its required parts.
        #allow
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields)* }
        }
    }
}

/// A setter of a part that is not required.
fn setter(part: &Part, scope: &Scope<'_>) -> TokenStream {
    let (name, (ty, converts)) = (&part.name, argument(&part.kind, scope));
    let doc = doc_or(&part.doc, &sentence("Sets part", &part.wire_name));
    let allow = allow_name(name);
    let some = scope.prelude.some;
    let value = match converts {
        true => quote!(value.into()),
        false => quote!(value),
    };
    quote! {
        #doc
        #allow
        #[must_use]
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #some(#value);
            self
        }
    }
}

/// The parts, in the schema's order.
fn parts(form: &Multipart, scope: &Scope<'_>) -> TokenStream {
    let (vec, some) = (scope.prelude.vec, scope.prelude.some);
    // Parts that are always there begin the list; what follows may be there, or often.
    let always = |part: &&Part| part.required && is_single(&part.kind);
    let first: Vec<&Part> = form.parts.iter().take_while(always).collect();
    let rest: Vec<TokenStream> = form
        .parts
        .iter()
        .skip(first.len())
        .map(|part| {
            let name = &part.name;
            if part.required {
                return add(part, &quote!(self.#name), scope);
            }
            let add = add(part, &quote!(value), scope);
            quote! {
                if let #some(value) = self.#name {
                    #add
                }
            }
        })
        .collect();
    let begin = match first.is_empty() {
        true => quote!(#vec::new()),
        false => {
            let first = first.iter().map(|part| {
                let name = &part.name;
                one(part, &quote!(self.#name), scope)
            });
            quote!(#VEC_OF![#(#first),*])
        }
    };
    let body = match rest.is_empty() {
        true => begin,
        false => quote! {
            let mut parts = #begin;
            #(#rest)*
            parts
        },
    };
    quote! {
        fn parts(self) -> #vec<(&'static str, g::PartValue)> {
            #body
        }
    }
}

/// Whether a part comes once.
fn is_single(kind: &PartKind) -> bool {
    match kind {
        PartKind::File | PartKind::Text(_) | PartKind::Json(_) => true,
        PartKind::Files | PartKind::Texts(_) => false,
    }
}

/// Name and value of one part.
fn one(part: &Part, value: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let name = &part.wire_name;
    let (some, none) = (scope.prelude.some, scope.prelude.none);
    let media = match &part.content_type {
        Some(media) => quote!(#some(#media)),
        None => quote!(#none),
    };
    match part.kind {
        PartKind::File | PartKind::Files => {
            quote!((#name, g::PartValue::file(#value, #media)))
        }
        PartKind::Text(_) | PartKind::Texts(_) => {
            quote!((#name, g::PartValue::text(&#value, #media)))
        }
        PartKind::Json(_) => quote!((#name, g::PartValue::json(&#value, #media))),
    }
}

/// Statement that adds a part, as often as it comes.
fn add(part: &Part, value: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    if is_single(&part.kind) {
        let one = one(part, value, scope);
        return quote!(parts.push(#one););
    }
    let one = one(part, &quote!(value), scope);
    quote! {
        for value in #value {
            parts.push(#one);
        }
    }
}
