//! Static tables that the runtime works from: an operation, its parameters, servers, responses.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{
    Location, Operation, Outcome, Parameter, ParameterEncoding, PathPiece, ResponseBody,
    ResponseCase, Server, ServerPiece, StatusKey, Style,
};

/// The table of an operation.
pub(in crate::emit) fn operation(it: &Operation) -> TokenStream {
    let (id, key, method) = (&it.id, &it.key, it.method.as_str());
    let path = it.path.iter().map(|piece| match piece {
        PathPiece::Text(text) => quote!(g::PathPiece::Text(#text)),
        PathPiece::Parameter(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(g::PathPiece::Param(#index))
        }
    });
    let parameters = it.parameters.iter().map(parameter);
    let security = it.security.iter().map(|requirement| {
        let schemes = requirement
            .schemes
            .iter()
            .map(|index| Literal::usize_unsuffixed(*index));
        quote!(&[#(#schemes),*])
    });
    let servers = it.servers.iter().map(server);
    let accept = accept(&it.responses);
    let responses = it.responses.iter().map(responded);
    quote! {
        g::Operation {
            id: #id,
            key: #key,
            method: #method,
            path: &[#(#path),*],
            parameters: &[#(#parameters),*],
            security: &[#(#security),*],
            servers: &[#(#servers),*],
            accept: #accept,
            responses: &[#(#responses),*],
        }
    }
}

/// One parameter: in the default style of its location by a constructor, else spelled out.
fn parameter(it: &Parameter) -> TokenStream {
    let (name, required) = (&it.wire_name, it.required);
    match (it.location, &it.encoding) {
        (Location::Path, &SIMPLE) if required => return quote!(g::Param::path(#name)),
        (Location::Query, &FORM) => return quote!(g::Param::query(#name, #required)),
        (Location::Header, &SIMPLE) => return quote!(g::Param::header(#name, #required)),
        _ => {}
    }
    let location = location(it.location);
    let encoding = match &it.encoding {
        &SIMPLE => quote!(SIMPLE),
        &FORM => quote!(FORM),
        ParameterEncoding::Style {
            style: named,
            explode,
            allow_reserved,
        } => {
            let style = style(*named);
            quote!(Style {
                style: g::Style::#style,
                explode: #explode,
                allow_reserved: #allow_reserved,
            })
        }
        ParameterEncoding::Json => quote!(Json),
    };
    quote! {
        g::Param {
            name: #name,
            location: g::Location::#location,
            encoding: g::Encoding::#encoding,
            required: #required,
        }
    }
}

/// Default of paths and headers (OpenAPI 3.0.3, 4.7.12.2, `style`).
const SIMPLE: ParameterEncoding = ParameterEncoding::Style {
    style: Style::Simple,
    explode: false,
    allow_reserved: false,
};

/// Default of the query and of cookies.
const FORM: ParameterEncoding = ParameterEncoding::Style {
    style: Style::Form,
    explode: true,
    allow_reserved: false,
};

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

/// One server.
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

/// One documented response: the usual ones by a constructor, else spelled out.
fn responded(it: &ResponseCase) -> TokenStream {
    if let (StatusKey::Exact(status), ResponseBody::Json { media_types, .. }) = (it.key, &it.body) {
        let status = Literal::u16_unsuffixed(status);
        return match it.outcome {
            Outcome::Success => quote!(g::Responded::ok(#status, &[#(#media_types),*])),
            Outcome::Error => quote!(g::Responded::error(#status, &[#(#media_types),*])),
        };
    }
    let key = match it.key {
        StatusKey::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(Exact(#status))
        }
        StatusKey::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Range(#class))
        }
        StatusKey::Default => quote!(Default),
    };
    let success = it.outcome == Outcome::Success;
    let media = media_types(&it.body);
    let body = match &it.body {
        ResponseBody::Choice { alternatives, .. } => {
            let entries = alternatives.iter().flat_map(|alternative| {
                let streamed = is_streamed(&alternative.body);
                media_types(&alternative.body)
                    .into_iter()
                    .map(move |media| quote!((#media, #streamed)))
            });
            quote!(Mixed(&[#(#entries),*]))
        }
        ResponseBody::Empty => quote!(Empty),
        other if is_streamed(other) => quote!(Streamed),
        _ => quote!(Buffered),
    };
    quote! {
        g::Responded {
            key: g::Key::#key,
            success: #success,
            media: &[#(#media),*],
            body: g::BodyKind::#body,
        }
    }
}

/// Whether a body is handed over before it is read.
fn is_streamed(body: &ResponseBody) -> bool {
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
fn accept(responses: &[ResponseCase]) -> String {
    let of = |outcome| {
        responses
            .iter()
            .filter(move |case| case.outcome == outcome)
            .flat_map(|case| media_types(&case.body))
    };
    let mut found: Vec<&str> = Vec::new();
    for media in of(Outcome::Success).chain(of(Outcome::Error)) {
        if !found.contains(&media) {
            found.push(media);
        }
    }
    found.join(", ")
}
