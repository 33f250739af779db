//! Tables that the runtime works from: an operation, its parameters, servers, responses.
//!
//! The table of an operation is a text, which the runtime decodes when the operation is first
//! called: `operation::table` there says which members it has, and what they are where they are left
//! out. Text because a compiler does not look into a string: `cargo check` of a client of a thousand
//! operations took 6.7 s of processor time with struct literals and 5.0 s with texts. It is an
//! argument of the call, since a `static` for each costs 0.17 s more.
//!
//! The server and the security schemes of a client are struct literals: there is one of each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value, json};

use super::layout;
use crate::api::{
    Location, Operation, Outcome, Parameter, ParameterEncoding, PathPiece, ResponseBody,
    ResponseCase, Server, ServerPiece, StatusKey, Style,
};
use crate::emit::tokens::raw;

/// The table of an operation, as a literal.
pub(in crate::emit) fn operation(it: &Operation) -> Literal {
    raw(&layout::lines(&members(it)))
}

/// What is said of an operation; what is as usual is left out.
fn members(it: &Operation) -> Map<String, Value> {
    let mut said = Members::default();
    let method = it.method.as_str();
    // A key is the method and the template.
    let path = it.key.strip_prefix(method).map_or(it.key.as_str(), |rest| {
        rest.strip_prefix(' ').unwrap_or(rest)
    });
    said.put_unless(it.id == it.key, "operationId", it.id.as_str());
    said.put("method", method);
    said.put("path", path);
    let is_as_written = matches!(it.path.as_slice(), [PathPiece::Text(text)] if text == path);
    let pieces = it.path.iter().map(|piece| match piece {
        PathPiece::Text(text) => json!(text),
        PathPiece::Parameter(index) => json!(index),
    });
    said.put_unless(is_as_written, "pieces", pieces.collect::<Vec<_>>());
    said.list("parameters", it.parameters.iter().map(parameter));
    said.list("security", it.security.iter().map(|it| json!(it.schemes)));
    said.list("servers", it.servers.iter().map(written_server));
    let accept = accept(it);
    said.put_unless(accept.is_empty(), "accept", accept);
    said.list("responses", it.responses.iter().map(responded));
    said.0
}

/// Members in the order in which they are put in.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_unless(&mut self, usual: bool, name: &str, value: impl Into<Value>) {
        if !usual {
            self.put(name, value);
        }
    }

    fn list(&mut self, name: &str, items: impl Iterator<Item = Value>) {
        let items: Vec<Value> = items.collect();
        self.put_unless(items.is_empty(), name, items);
    }
}

/// One parameter.
fn parameter(it: &Parameter) -> Value {
    let mut said = Members::default();
    said.put("name", it.wire_name.as_str());
    said.put(
        "in",
        match it.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        },
    );
    said.put_unless(!it.required, "required", true);
    // Defaults of OpenAPI 3.0.3, 4.7.12.2.
    let usual = match it.location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    match it.encoding {
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            said.put_unless(style == usual, "style", style_word(style));
            said.put_unless(explode == (style == Style::Form), "explode", explode);
            said.put_unless(!allow_reserved, "allowReserved", true);
        }
        ParameterEncoding::Json => said.put("content", "application/json"),
    }
    said.0.into()
}

/// The word of OpenAPI for a style; tab-delimited, which it has none for, in the same manner.
fn style_word(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::Simple => "simple",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::TabDelimited => "tabDelimited",
        Style::DeepObject => "deepObject",
    }
}

/// A server of an operation.
fn written_server(it: &Server) -> Value {
    let mut said = Members::default();
    let url = it.url.iter().map(|piece| match piece {
        ServerPiece::Text(text) => json!(text),
        ServerPiece::Variable(index) => json!(index),
    });
    said.put("url", url.collect::<Vec<_>>());
    let variables = it.variables.iter().map(|variable| {
        let mut said = Members::default();
        said.put("name", variable.wire_name.as_str());
        said.put("default", variable.default.as_str());
        said.list("enum", variable.allowed.iter().map(|it| json!(it)));
        said.0.into()
    });
    said.list("variables", variables);
    said.0.into()
}

/// One documented response.
fn responded(it: &ResponseCase) -> Value {
    let mut said = Members::default();
    let status = match it.key {
        StatusKey::Exact(status) => status.to_string(),
        StatusKey::Range(class) => format!("{class}XX"),
        StatusKey::Default => "default".to_owned(),
    };
    said.put("status", status);
    let media = media_types(&it.body);
    let has_media = !media.is_empty();
    said.list("content", media.into_iter().map(Value::from));
    let success = it.outcome == Outcome::Success;
    let usual = matches!(it.key, StatusKey::Exact(200..=299) | StatusKey::Range(2));
    said.put_unless(success == usual, "success", success);
    match &it.body {
        ResponseBody::Choice { alternatives, .. } => {
            let entries = alternatives.iter().flat_map(|alternative| {
                let streamed = is_streamed(&alternative.body);
                media_types(&alternative.body)
                    .into_iter()
                    .map(move |_| json!(streamed))
            });
            said.put("streamed", entries.collect::<Vec<_>>());
        }
        ResponseBody::Empty => {}
        other if is_streamed(other) => said.put("streamed", true),
        _ => said.put_unless(has_media, "streamed", false),
    }
    said.0.into()
}

/// The runtime's name of a location.
pub(in crate::emit) fn location(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(Path),
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Cookie => quote!(Cookie),
    }
}

/// The runtime's name of a style.
pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::Form => quote!(Form),
        Style::Simple => quote!(Simple),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::TabDelimited => quote!(TabDelimited),
        Style::DeepObject => quote!(DeepObject),
    }
}

/// The server of the document.
pub(in crate::emit) fn server(it: &Server) -> TokenStream {
    let url = it.url.iter().map(|piece| match piece {
        ServerPiece::Text(text) => quote!(g::ServerPiece::Text(#text)),
        ServerPiece::Variable(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(g::ServerPiece::Variable(#index))
        }
    });
    let variables = it.variables.iter().map(|variable| {
        let (name, default, allowed) = (&variable.wire_name, &variable.default, &variable.allowed);
        quote! {
            g::ServerVariable { name: #name, default: #default, allowed: &[#(#allowed),*] }
        }
    });
    quote!(g::Server { url: &[#(#url),*], variables: &[#(#variables),*] })
}

/// Whether a body is handed over before it is read.
pub(in crate::emit) fn is_streamed(body: &ResponseBody) -> bool {
    match body {
        ResponseBody::Bytes { .. }
        | ResponseBody::Events { .. }
        | ResponseBody::JsonLines { .. } => true,
        ResponseBody::Empty
        | ResponseBody::Json { .. }
        | ResponseBody::Text { .. }
        | ResponseBody::Choice { .. } => false,
    }
}

/// Documented media types of a body, in order.
pub(in crate::emit) fn media_types(body: &ResponseBody) -> Vec<&str> {
    match body {
        ResponseBody::Empty => Vec::new(),
        ResponseBody::Json { media_types, .. }
        | ResponseBody::Text { media_types }
        | ResponseBody::Bytes { media_types }
        | ResponseBody::Events { media_types, .. }
        | ResponseBody::JsonLines { media_types, .. } => {
            media_types.iter().map(String::as_str).collect()
        }
        ResponseBody::Choice { alternatives, .. } => alternatives
            .iter()
            .flat_map(|alternative| match &alternative.body {
                // never within another
                ResponseBody::Choice { .. } => Vec::new(),
                body => media_types(body),
            })
            .collect(),
    }
}

/// `Accept` (RFC 9110, 12.5.1): what the documented responses come in, successes first.
fn accept(it: &Operation) -> String {
    let of = |outcome| it.cases(outcome).flat_map(|case| media_types(&case.body));
    let mut found: Vec<&str> = Vec::new();
    for media in of(Outcome::Success).chain(of(Outcome::Error)) {
        if !found.contains(&media) {
            found.push(media);
        }
    }
    found.join(", ")
}
