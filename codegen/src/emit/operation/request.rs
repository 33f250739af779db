//! The request of an operation: the client's method that begins it, with its table, and its type
//! with setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::response::{error_type, ok_type};
use super::{body, table};
use crate::api::{Ident, Operation, Parameter, RequestType, SharedRequest, TypeRef};
use crate::emit::paths::{REQUEST, Scope};
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
        let index = Literal::usize_unsuffixed(index);
        let value = value(parameter, &quote!(#name));
        sets.push(quote!(call.set(#index, #value);));
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
    let made = match it.request {
        RequestType::Plain => quote!(call.request(self::#name)),
        RequestType::Own | RequestType::Shared(_) => quote! {
            #request { request: call.request(self::#name) }
        },
    };
    quote! {
        #doc
        #deprecated
        #allow_name
        #allow_many
        pub fn #name(&self #(, #arguments)*) -> #request {
            let #mutable call = g::Call::of(&self.core, #table);
            #(#sets)*
            #made
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

/// The request: the runtime's own type or one that operations share by another name, else a struct.
pub(super) fn declaration(it: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (request, ok, error) = (&it.type_name, ok_type(it, scope), error_type(it));
    let doc = lines(&format!(
        "A request of [`Client::{0}`](super::super::Client::{0}).",
        it.name.as_str().trim_start_matches("r#")
    ));
    let shared = match it.request {
        RequestType::Plain => quote!(#REQUEST),
        RequestType::Shared(index) => match scope.api.requests.get(index) {
            Some(shared) => {
                let name = &shared.type_name;
                quote!(requests::#name)
            }
            // The model has every struct that it refers to.
            None => quote!(#REQUEST),
        },
        RequestType::Own => return own(it, &doc, scope),
    };
    quote! {
        #doc
        pub type #request = #shared<#ok, #error>;
    }
}

/// A struct of one operation.
fn own(it: &Operation, doc: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let (request, ok, error) = (&it.type_name, ok_type(it, scope), error_type(it));
    let setters = it
        .optional_parameters()
        .map(|(index, parameter)| setter(parameter, By::Index(index), scope));
    let body = it.optional_body().map(|body| body::setter(body, scope));
    quote! {
        #doc
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #request {
            request: g::Request<#ok, #error>,
        }

        impl #request {
            #(#setters)*
            #body

            /// The call being made, for what the document does not speak of: more headers, a time
            /// limit of its own.
            pub fn call(&mut self) -> &mut g::Call {
                self.request.call()
            }

            /// Sends the request.
            pub fn send(self) -> g::Pending<#ok, #error> {
                self.request.send()
            }
        }
    }
}

/// A struct of several operations.
pub(in crate::emit) fn shared(it: &SharedRequest, scope: &Scope<'_>) -> TokenStream {
    let name = &it.type_name;
    let setters = it.parameters.iter();
    let setters = setters.map(|parameter| setter(parameter, By::Name, scope));
    let body = it.body.iter().map(|body| body::setter(body, scope));
    quote! {
        /// A request of one of several operations, with what each of them may be given.
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name<T, E> {
            pub(super) request: g::Request<T, E>,
        }

        g::request!(#name);

        impl<T, E> #name<T, E> {
            #(#setters)*
            #(#body)*
        }
    }
}

/// What an operation's table knows a parameter by.
#[derive(Clone, Copy)]
enum By {
    /// Its index.
    Index(usize),
    /// Its location and name.
    Name,
}

/// Setter of an optional parameter.
fn setter(parameter: &Parameter, by: By, scope: &Scope<'_>) -> TokenStream {
    let (name, ty) = (&parameter.name, argument_type(parameter, scope));
    let doc = doc_or(&parameter.doc, &sentence("Sets", &parameter.wire_name));
    let (deprecated, allow) = (deprecated(parameter.deprecated), allow_name(name));
    let value = value(parameter, &quote!(value));
    let set = match by {
        By::Index(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(set(#index, #value))
        }
        By::Name => {
            let (location, name) = (table::location(parameter.location), &parameter.wire_name);
            quote!(set_named(g::Location::#location, #name, #value))
        }
    };
    quote! {
        #doc
        #deprecated
        #allow
        pub fn #name(mut self, value: #ty) -> Self {
            self.request.call().#set;
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

/// A parameter's value, as it is set.
fn value(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    match parameter.ty {
        TypeRef::String => quote!(#value.as_ref()),
        _ => quote!(&#value),
    }
}
