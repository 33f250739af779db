//! One compiled call per operation for the contract suite: arguments in as data, outcome out as
//! data. What is expected stands in the document, never here.

mod arguments;
mod outcome;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{self, SUITE, Scope, Types};
use super::{Module, Visibility};
use crate::api::{Api, Group, Operation, RequestType, SecurityKind};

/// The table, the calls, and how a client is made. `client` is the path of the generated client.
pub(super) fn module<'a>(api: &'a Api, client: &'a str) -> Module<'a> {
    let scope = Arc::new(Scope::new(api, Types::In(client), []));
    let mut root = Module::new("", "");
    root.push(move || table(api, &paths::root(client)));
    root.push(move || connect(api, &paths::root(client)));
    let mut calls = Module::new("calls", "The calls: arguments in and outcome out as data.");
    if api.operations().next().is_some() {
        calls.push(|| quote!(use #SUITE as c;));
    }
    if !api.requests.is_empty() {
        calls.push(given);
        let requests = api.requests.iter().map(|it| (it, client));
        calls.each(requests, &scope, |(it, client), scope| {
            vec![arguments::shared(it, &paths::root(client), scope)]
        });
    }
    for group in &api.groups {
        let operations = group.operations.iter().map(|it| (it, group, client));
        calls.each(operations, &scope, |(it, group, client), scope| {
            vec![call(it, group, &paths::root(client), scope)]
        });
    }
    root.children.push((Visibility::Private, calls));
    root
}

/// The table of the calls.
fn table(api: &Api, client: &TokenStream) -> TokenStream {
    let rows = api.operations().map(|operation| {
        let (key, name) = (&operation.key, &operation.name);
        quote!(#SUITE::Compiled { key: #key, run: calls::#name })
    });
    quote! {
        /// One call for each operation.
        pub static CALLS: &[#SUITE::Compiled<#client::Client>] = &[#(#rows),*];
    }
}

/// The function that makes a client for a case.
fn connect(api: &Api, client: &TokenStream) -> TokenStream {
    let credentials = api.security_schemes.iter().map(|scheme| {
        let (wire_name, setter) = (&scheme.wire_name, &scheme.name);
        match scheme.kind {
            SecurityKind::Basic => quote! {
                if let Some((user, password)) = credentials.basic(#wire_name) {
                    builder = builder.#setter(&user, &password);
                }
            },
            SecurityKind::ApiKey { .. } | SecurityKind::Bearer | SecurityKind::Http { .. } => {
                quote! {
                    if let Some(token) = credentials.token(#wire_name) {
                        builder = builder.#setter(token);
                    }
                }
            }
        }
    });
    let (builder, credentials_name) = match api.security_schemes.is_empty() {
        true => (quote!(let builder), quote!(_credentials)),
        false => (quote!(let mut builder), quote!(credentials)),
    };
    quote! {
        /// A client for one case.
        pub fn connect(
            base_url: &str,
            #credentials_name: &#SUITE::Credentials,
            limits: &#SUITE::Limits,
        ) -> Result<#client::Client, String> {
            #builder = #client::Client::builder()
                .base_url(base_url)
                .settings(limits.settings());
            #(#credentials)*
            builder.build().map_err(|error| error.to_string())
        }
    }
}

/// What gives a request that several operations have in common its arguments: once for all of them.
fn given() -> TokenStream {
    quote! {
        /// A request that takes out of the arguments what it may be given.
        trait Given: Sized {
            fn given(self, args: &mut c::Arguments) -> Result<Self, c::Refused>;
        }
    }
}

/// One call. It is no `async` function where nothing is awaited but the call itself: checking one
/// costs as much as all else in it.
fn call(it: &Operation, group: &Group, client: &TokenStream, scope: &Scope<'_>) -> TokenStream {
    let name = &it.name;
    let module = {
        let group = &group.name;
        quote!(#client::operations::#group)
    };
    let request = arguments::request(it, &module, scope);
    let arms = outcome::arms(it, &module);
    let args = match arguments::are_read(it) {
        true => quote!(args),
        false => quote!(_args),
    };
    let allow = uses_deprecated(it).then(allow_deprecated);
    let sent = match outcome::awaits(it) {
        true => quote! {
            c::awaited(async move {
                match c::documented(request.send().await) {
                    Ok(result) => match result { #arms },
                    Err(failed) => *failed,
                }
            })
        },
        false => quote!(c::sent(request.send(), |result| match result { #arms })),
    };
    quote! {
        #allow
        pub(super) fn #name(client: &#client::Client, #args: &mut c::Arguments) -> c::Started {
            #request
            #sent
        }
    }
}

/// Whether the call names something that is marked deprecated. What a request shares with others is
/// named elsewhere.
fn uses_deprecated(it: &Operation) -> bool {
    let optional = match it.request {
        RequestType::Shared(_) => false,
        RequestType::Plain | RequestType::Own => true,
    };
    let mut parameters = it.parameters.iter();
    it.deprecated || parameters.any(|it| it.deprecated && (it.required || optional))
}

/// Lets a call name what is deprecated.
fn allow_deprecated() -> TokenStream {
    quote!(#[allow(deprecated, reason = "what is deprecated is tested too")])
}
