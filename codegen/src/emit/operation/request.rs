//! The request of an operation: the client's method that begins it, with its table, and its setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{body, table};
use crate::api::{Ident, Operation, Parameter, TypeRef};
use crate::emit::paths::Scope;
use crate::emit::tokens::{allow_arguments, allow_name, deprecated, doc_or, lines, sentence};
use crate::emit::type_ref::type_ref;

/// `Client::operation(&self, required…) -> Request`.
pub(super) fn method(it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (name, request) = (&it.name, &it.type_name);
    let required: Vec<(usize, &Parameter)> = it
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.required)
        .collect();
    let mut arguments: Vec<TokenStream> = Vec::new();
    let mut sets: Vec<TokenStream> = Vec::new();
    let mut names: Vec<&Ident> = Vec::new();
    for (index, parameter) in required {
        let (name, ty) = (&parameter.name, argument_type(parameter, scope));
        arguments.push(quote!(#name: #ty));
        names.push(name);
        sets.push(set(index, parameter, &quote!(#name), &quote!(call)));
    }
    if let Some(required) = it.body.as_ref().filter(|body| body.required) {
        let (name, ty) = (&required.name, body::argument_type(required, scope));
        arguments.push(quote!(#name: #ty));
        names.push(name);
        sets.push(body::set(required, name, &quote!(call)));
    }
    let mut doc = doc_or(&it.doc, &sentence("Operation", &it.key));
    doc.extend(arguments_doc(it));
    let (deprecated, allow_name) = (deprecated(it.deprecated), allow_name(name));
    let allow_many = allow_arguments(names.into_iter(), 1);
    let table = table::operation(it);
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    quote! {
        #doc
        #deprecated
        #allow_name
        #allow_many
        pub fn #name(&self #(, #arguments)*) -> #request {
            let #mutable call = g::Call::of(&self.core, #table);
            #(#sets)*
            #request { call }
        }
    }
}

/// What the document says of the required arguments, a line each. The setters of the others tell
/// theirs themselves; an argument has no doc of its own in Rust.
fn arguments_doc(it: &Operation) -> Option<TokenStream> {
    let parameters = it.parameters.iter().filter(|it| it.required);
    let parameters = parameters.map(|it| (&it.name, &it.doc));
    let body = it.body.iter().filter(|body| body.required);
    let body = body.map(|body| (&body.name, &body.doc));
    let told: Vec<String> = parameters
        .chain(body)
        .filter_map(|(name, doc)| {
            let name = name.as_str().trim_start_matches("r#");
            Some(format!("- `{name}`: {}", doc.first_paragraph()?))
        })
        .collect();
    (!told.is_empty()).then(|| lines(&format!("\n# Arguments\n\n{}", told.join("\n"))))
}

/// The request struct with its setters.
pub(super) fn declaration(it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let request = &it.type_name;
    let doc = lines(&format!(
        "A request of [`Client::{0}`](super::super::Client::{0}).",
        it.name.as_str().trim_start_matches("r#")
    ));
    let setters = it
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| !parameter.required)
        .map(|(index, parameter)| setter(index, parameter, scope));
    let body = it
        .body
        .as_ref()
        .filter(|body| !body.required)
        .map(|body| body::setter(body, scope));
    quote! {
        #doc
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #request {
            call: g::Call,
        }

        impl #request {
            #(#setters)*
            #body

            /// The call being made, for what the document does not speak of: more headers, a time
            /// limit of its own.
            pub fn call(&mut self) -> &mut g::Call {
                &mut self.call
            }

            /// Sends the request.
            pub fn send(self) -> g::Pending<Self> {
                self.call.send()
            }
        }
    }
}

/// Setter of an optional parameter.
fn setter(index: usize, parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    let (name, ty) = (&parameter.name, argument_type(parameter, scope));
    let doc = doc_or(&parameter.doc, &sentence("Sets", &parameter.wire_name));
    let (deprecated, allow) = (deprecated(parameter.deprecated), allow_name(name));
    let set = set(index, parameter, &quote!(value), &quote!(self.call));
    quote! {
        #doc
        #deprecated
        #allow
        pub fn #name(mut self, value: #ty) -> Self {
            #set
            self
        }
    }
}

/// Type by which a parameter is given.
fn argument_type(parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    match parameter.ty {
        TypeRef::String => {
            let as_ref = scope.prelude.as_ref;
            quote!(impl #as_ref<str>)
        }
        ref other => type_ref(other, scope),
    }
}

/// Statement that sets a parameter.
fn set(
    index: usize,
    parameter: &Parameter,
    value: &TokenStream,
    call: &TokenStream,
) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    match parameter.ty {
        TypeRef::String => quote!(#call.set(#index, #value.as_ref());),
        _ => quote!(#call.set(#index, &#value);),
    }
}
