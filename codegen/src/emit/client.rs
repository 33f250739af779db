//! The root module: the client, its builder, and the tables of servers and security schemes; of an
//! API without operations there is nothing but what is below it.
//!
//! Serves OpenAPI 3.0.3, 4.7.5 (Server Object) and 4.7.27 (Security Scheme Object).

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Module;
use super::operation::table;
use super::paths::{BUILD_ERROR, CREDENTIAL, DURATION, GENERATED, Prelude, RUNTIME, SETTINGS};
use super::tokens::{allow_name, doc_or, lines, sentence};
use crate::api::{Api, SecurityKind, SecurityScheme, Server, ServerPiece, ServerVariable};

/// The root module without its children.
pub(super) fn module(api: &Api) -> Module<'_> {
    let mut root = Module::new("", &root_doc(api));
    if api.groups.is_empty() {
        return root;
    }
    root.push(|| {
        quote! {
            pub use #RUNTIME::{Credential, Error, Response, Settings};
            /// What else a call may need: files, streams, retries, hooks.
            pub use #RUNTIME as runtime;
            use #GENERATED as g;
        }
    });
    root.push(|| client(api));
    root.push(|| builder(api));
    root.push(|| schemes(api));
    if let Some(server) = api.servers.first() {
        root.push(|| {
            let server = table::server(server);
            quote! {
                /// The document's first server.
                static SERVER: g::Server = #server;
            }
        });
    }
    root
}

/// Title and description of the document.
fn root_doc(api: &Api) -> String {
    let mut text = match api.title.is_empty() {
        true => "Client of an API.".to_owned(),
        false => api.title.as_str().to_owned(),
    };
    if !api.description.is_empty() {
        text.push_str("\n\n");
        text.push_str(api.description.as_str());
    }
    text
}

/// `Client`.
fn client(api: &Api) -> TokenStream {
    let start = match api.servers.is_empty() {
        true => quote!(ClientBuilder {
            core: g::CoreBuilder::new()
        }),
        false => quote! {
            let mut core = g::CoreBuilder::new();
            core.server(&SERVER);
            ClientBuilder { core }
        },
    };
    quote! {
        /// A client of the API. Clones share connections and credentials.
        #[derive(Clone, Debug)]
        pub struct Client {
            core: g::Core,
        }

        impl Client {
            /// Begins a client.
            pub fn builder() -> ClientBuilder {
                #start
            }
        }
    }
}

/// `ClientBuilder`.
fn builder(api: &Api) -> TokenStream {
    let Prelude {
        into,
        string,
        result,
        ..
    } = Prelude::new([]);
    let schemes = api
        .security_schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| credential(index, scheme));
    let variables = api
        .servers
        .first()
        .into_iter()
        .flat_map(|server| &server.variables)
        .map(variable);
    let base_url = base_url_doc(&api.servers);
    quote! {
        /// Builds a [`Client`].
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            core: g::CoreBuilder,
        }

        impl ClientBuilder {
            #base_url
            pub fn base_url(mut self, url: impl #into<#string>) -> Self {
                self.core.base_url(url.into());
                self
            }

            #(#variables)*
            #(#schemes)*

            /// Sets the time that one call may take, everything included.
            pub fn timeout(mut self, limit: #DURATION) -> Self {
                self.core.timeout(limit);
                self
            }

            /// Replaces all settings.
            pub fn settings(mut self, settings: #SETTINGS) -> Self {
                self.core.settings(settings);
                self
            }

            /// The client, where everything it needs is set and makes sense.
            pub fn build(self) -> #result<Client, #BUILD_ERROR> {
                self.core.build(SCHEMES).map(|core| Client { core })
            }
        }
    }
}

/// What the document says of its servers.
fn base_url_doc(servers: &[Server]) -> TokenStream {
    let mut text = match servers {
        [] => "Sets the base URL. The document names no server, so it must be set.".to_owned(),
        _ => "Sets a base URL instead of the document's servers.".to_owned(),
    };
    for server in servers.iter().skip(1).take(20) {
        if let Some(url) = super::tokens::code(&template(server)) {
            text.push_str("\n\nAlso documented: ");
            text.push_str(&url);
        }
    }
    lines(&text)
}

/// A server's template as the document writes it.
fn template(server: &Server) -> String {
    let mut text = String::new();
    for piece in &server.url {
        match piece {
            ServerPiece::Text(piece) => text.push_str(piece),
            ServerPiece::Variable(index) => {
                let name = server.variables.get(*index).map(|it| it.wire_name.as_str());
                text.push('{');
                text.push_str(name.unwrap_or_default());
                text.push('}');
            }
        }
    }
    text
}

/// Setter of a server variable.
fn variable(variable: &ServerVariable) -> TokenStream {
    let Prelude { into, string, .. } = Prelude::new([]);
    let doc = doc_or(
        &variable.doc,
        &sentence("Server variable", &variable.wire_name),
    );
    let (name, wire_name) = (&variable.name, &variable.wire_name);
    let allow = allow_name(name);
    quote! {
        #doc
        #allow
        pub fn #name(mut self, value: impl #into<#string>) -> Self {
            self.core.variable(#wire_name, value.into());
            self
        }
    }
}

/// Setter of a credential.
fn credential(index: usize, scheme: &SecurityScheme) -> TokenStream {
    let into = Prelude::new([]).into;
    let doc = doc_or(
        &scheme.doc,
        &sentence("Credential of the security scheme", &scheme.wire_name),
    );
    let (name, index) = (&scheme.name, Literal::usize_unsuffixed(index));
    let allow = allow_name(name);
    match scheme.kind {
        SecurityKind::Basic => quote! {
            #doc
            #allow
            pub fn #name(mut self, user: &str, password: &str) -> Self {
                self.core.credential(#index, #CREDENTIAL::basic(user, password));
                self
            }
        },
        SecurityKind::ApiKey { .. } | SecurityKind::Bearer | SecurityKind::Http { .. } => quote! {
            #doc
            #allow
            pub fn #name(mut self, credential: impl #into<#CREDENTIAL>) -> Self {
                self.core.credential(#index, credential.into());
                self
            }
        },
    }
}

/// The table of security schemes.
fn schemes(api: &Api) -> TokenStream {
    let schemes = api.security_schemes.iter().map(|scheme| {
        let name = &scheme.wire_name;
        let kind = match &scheme.kind {
            SecurityKind::ApiKey {
                location,
                parameter,
            } => {
                let location = table::location(*location);
                quote!(ApiKey { location: g::Location::#location, name: #parameter })
            }
            SecurityKind::Basic => quote!(Basic),
            SecurityKind::Bearer => quote!(Bearer),
            SecurityKind::Http { scheme } => quote!(Http(#scheme)),
        };
        quote!(g::Scheme { name: #name, kind: g::SchemeKind::#kind })
    });
    quote! {
        /// Security schemes of the document.
        static SCHEMES: &[g::Scheme] = &[#(#schemes),*];
    }
}
