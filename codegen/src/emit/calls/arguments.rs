//! Arguments of a call, out of the suite's data.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::type_ref::type_ref;
use super::allow_deprecated;
use crate::api::{
    BodyContent, BodyKind, Location, Multipart, Operation, Parameter, Part, PartKind, RequestBody,
    RequestType, SharedRequest, TypeRef,
};
use crate::emit::paths::Scope;

/// Statements that make `request`.
pub(super) fn request(it: &Operation, module: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let name = &it.name;
    let required = it.parameters.iter().filter(|parameter| parameter.required);
    let mut values: Vec<TokenStream> = required
        .map(|parameter| {
            let (ty, location) = (type_ref(&parameter.ty, scope), location(parameter));
            let wire_name = &parameter.wire_name;
            quote!(args.required::<#ty>(#location, #wire_name)?)
        })
        .collect();
    if let Some(body) = it.body.as_ref().filter(|body| body.required) {
        values.push(self::body(body, module, scope));
    }
    if let RequestType::Shared(_) = it.request {
        return quote!(let request = client.#name(#(#values),*).given(args)?;);
    }
    let optional = it.optional_parameters().map(|(_, parameter)| parameter);
    let sets = sets(optional, it.optional_body(), module, scope);
    let binding = match sets.is_empty() {
        true => quote!(request),
        false => quote!(mut request),
    };
    quote! {
        let #binding = client.#name(#(#values),*);
        #(#sets)*
    }
}

/// What a request that several operations have in common may be given.
pub(super) fn shared(it: &SharedRequest, client: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let name = &it.type_name;
    // Nothing that a shared request takes is declared in the module of an operation.
    let sets = sets(it.parameters.iter(), it.body.as_ref(), client, scope);
    let deprecated = it.parameters.iter().any(|parameter| parameter.deprecated);
    let allow = deprecated.then(allow_deprecated);
    quote! {
        impl<T, E> Given for #client::requests::#name<T, E> {
            #allow
            fn given(self, args: &mut c::Arguments) -> Result<Self, c::Refused> {
                let mut request = self;
                #(#sets)*
                Ok(request)
            }
        }
    }
}

/// Statements that set on `request` what an operation does not require.
fn sets<'a>(
    parameters: impl Iterator<Item = &'a Parameter>,
    body: Option<&RequestBody>,
    module: &TokenStream,
    scope: &Scope<'_>,
) -> Vec<TokenStream> {
    let mut sets: Vec<TokenStream> = parameters
        .map(|parameter| optional(parameter, scope))
        .collect();
    if let Some(body) = body {
        let (setter, value) = (&body.name, self::body(body, module, scope));
        sets.push(quote! {
            if args.has_body() {
                request = request.#setter(#value);
            }
        });
    }
    sets
}

/// Whether a call takes anything at all.
pub(super) fn are_read(it: &Operation) -> bool {
    !it.parameters.is_empty() || it.body.is_some()
}

/// Statement that sets an optional parameter.
fn optional(parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    let (setter, wire_name) = (&parameter.name, &parameter.wire_name);
    let (ty, location) = (type_ref(&parameter.ty, scope), location(parameter));
    quote! {
        if let Some(value) = args.optional::<#ty>(#location, #wire_name)? {
            request = request.#setter(value);
        }
    }
}

/// The suite's word for a location.
fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// The body, in the media type that the suite asks for.
fn body(body: &RequestBody, module: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let Some(name) = &body.enum_name else {
        return body
            .contents
            .first()
            .map(|content| value(content, module, scope))
            .unwrap_or_default();
    };
    let mut arms: Vec<TokenStream> = Vec::new();
    for (index, content) in body.contents.iter().enumerate() {
        let (media, variant) = (&content.media_type, &content.variant);
        let value = value(content, module, scope);
        let pattern = match index + 1 == body.contents.len() {
            true => quote!(_),
            false => quote!(#media),
        };
        arms.push(quote!(#pattern => #module::#name::#variant(#value),));
    }
    quote!(match args.media() { #(#arms)* })
}

/// The body in one media type.
fn value(content: &BodyContent, module: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            let ty = type_ref(ty, scope);
            quote!(args.json::<#ty>()?)
        }
        BodyKind::Multipart(form) => multipart(form, module, scope),
        BodyKind::Text => quote!(args.text()?),
        BodyKind::Bytes => quote!(args.bytes()?),
    }
}

/// A multipart body, part by part.
fn multipart(form: &Multipart, module: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let name = &form.type_name;
    let values = form.parts.iter().filter(|part| part.required).map(|part| {
        let wire_name = &part.wire_name;
        match &part.kind {
            PartKind::File => quote!(args.required_file(#wire_name)?),
            PartKind::Files => quote!(args.files(#wire_name)?),
            PartKind::Text(_) | PartKind::Texts(_) | PartKind::Json(_) => {
                let ty = part_type(part, scope);
                quote!(args.required_part::<#ty>(#wire_name)?)
            }
        }
    });
    let sets = form.parts.iter().filter(|part| !part.required).map(|part| {
        let (setter, wire_name) = (&part.name, &part.wire_name);
        let read = match &part.kind {
            PartKind::File => quote!(args.file(#wire_name)?),
            PartKind::Files => {
                quote!(Some(args.files(#wire_name)?).filter(|files| !files.is_empty()))
            }
            PartKind::Text(_) | PartKind::Texts(_) | PartKind::Json(_) => {
                let ty = part_type(part, scope);
                quote!(args.part::<#ty>(#wire_name)?)
            }
        };
        quote! {
            if let Some(value) = #read {
                form = form.#setter(value);
            }
        }
    });
    let new = quote!(#module::#name::new(#(#values),*));
    match form.parts.iter().all(|part| part.required) {
        true => new,
        false => quote! {
            {
                let mut form = #new;
                #(#sets)*
                form
            }
        },
    }
}

/// Type by which the suite's data gives a part.
fn part_type(part: &Part, scope: &Scope<'_>) -> TokenStream {
    match &part.kind {
        PartKind::Text(ty) | PartKind::Json(ty) => type_ref(ty, scope),
        PartKind::Texts(ty) => {
            let item = type_ref(ty, scope);
            quote!(Vec<#item>)
        }
        PartKind::File | PartKind::Files => type_ref(&TypeRef::Null, scope),
    }
}
