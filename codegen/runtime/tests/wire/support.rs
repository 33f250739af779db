//! What generated code would have: operations as tables, and how their responses are read.

use std::time::Duration;

use specwright_client::__generated as g;
use specwright_client::{ApiError, Error, Response, ResponseParts, Settings, Value};

use g::{
    BodyKind, Encoding, Key, Location, Operation, Param, PathPiece, Responded, Scheme, SchemeKind,
    Style,
};

/// Result of a call.
pub(crate) type Outcome<T> = Result<T, Error<Documented>>;

/// What a probe reads.
pub(crate) type Read<T> = Result<Result<T, Documented>, g::Failure>;

/// The error enum of every operation here.
#[derive(Debug)]
pub(crate) enum Documented {
    /// A JSON body.
    Json(Response<Value>),
    /// No body.
    Empty(Response<()>),
}

impl ApiError for Documented {
    fn response(&self) -> &ResponseParts {
        match self {
            Self::Json(response) => response.parts(),
            Self::Empty(response) => response.parts(),
        }
    }
}

/// Reads every response as JSON: successes into `Ok`.
#[derive(Debug)]
pub(crate) struct Json;

impl Json {
    pub(crate) fn read(case: usize, raw: g::Raw) -> Read<Response<Value>> {
        match case {
            0 => Ok(Ok(raw.json()?)),
            1 => Ok(Err(Documented::Json(raw.json()?))),
            2 => Ok(Err(Documented::Empty(raw.empty()?))),
            _ => Err(raw.undocumented()),
        }
    }
}

/// Reads the success as bytes.
pub(crate) struct Bytes;

impl Bytes {
    pub(crate) fn read(case: usize, raw: g::Raw) -> Read<Response<specwright_client::ByteStream>> {
        match case {
            0 => Ok(Ok(raw.stream()?)),
            _ => Err(raw.undocumented()),
        }
    }
}

/// A header-borne API key, a query-borne one, a cookie, basic and bearer.
pub(crate) static SCHEMES: &[Scheme] = &[
    key("header_key", Location::Header, "X-Auth-Token"),
    key("query_key", Location::Query, "api key"),
    key("cookie_key", Location::Cookie, "session"),
    Scheme {
        name: "basic",
        kind: SchemeKind::Basic,
    },
    Scheme {
        name: "bearer",
        kind: SchemeKind::Bearer,
    },
    Scheme {
        name: "digest",
        kind: SchemeKind::Http("Digest"),
    },
];

const fn key(name: &'static str, location: Location, wire: &'static str) -> Scheme {
    Scheme {
        name,
        kind: SchemeKind::ApiKey {
            location,
            name: wire,
        },
    }
}

const JSON: &[&str] = &["application/json"];

/// The responses of most operations here: 200 with JSON, 4XX with JSON, 503 without a body.
pub(crate) const RESPONSES: &[Responded] = &RESPONDED;

/// The same, to make others of.
pub(crate) const RESPONDED: [Responded; 3] = [
    Responded {
        key: Key::Exact(200),
        success: true,
        media: JSON,
        body: BodyKind::Buffered,
    },
    Responded {
        key: Key::Range(4),
        success: false,
        media: JSON,
        body: BodyKind::Buffered,
    },
    Responded {
        key: Key::Exact(503),
        success: false,
        media: &[],
        body: BodyKind::Empty,
    },
];

/// `method /item` with these responses.
pub(crate) const fn plain(method: &'static str, responses: &'static [Responded]) -> Operation {
    Operation {
        id: "item",
        key: "METHOD /item",
        method,
        path: &[PathPiece::Text("/item")],
        parameters: &[],
        security: &[],
        servers: &[],
        accept: "application/json",
        responses,
    }
}

pub(crate) static GET: Operation = plain("GET", RESPONSES);
pub(crate) static POST: Operation = plain("POST", RESPONSES);
pub(crate) static PUT: Operation = plain("PUT", RESPONSES);
pub(crate) static HEAD: Operation = plain("HEAD", RESPONSES);

/// A parameter in the default style of its location.
pub(crate) const fn param(name: &'static str, location: Location) -> Param {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    };
    Param {
        name,
        location,
        encoding: Encoding::Style {
            style,
            explode,
            allow_reserved: false,
        },
        required: false,
    }
}

/// Settings for tests: nothing waits long.
pub(crate) fn settings() -> Settings {
    Settings::new().timeout(Duration::from_secs(5))
}

/// A client of a server.
pub(crate) fn core(url: &str, settings: Settings) -> g::Core {
    built(url, settings, |_| {})
}

/// A client of a server, with more set on its builder.
pub(crate) fn built(
    url: &str,
    settings: Settings,
    more: impl FnOnce(&mut g::CoreBuilder),
) -> g::Core {
    let mut builder = g::CoreBuilder::new();
    builder.base_url(url.to_owned());
    builder.settings(settings);
    more(&mut builder);
    builder.build(SCHEMES).unwrap()
}

/// Calls an operation that has no arguments.
pub(crate) async fn call(
    core: &g::Core,
    operation: &'static Operation,
) -> Outcome<Response<Value>> {
    g::Call::new(core, operation).send(Json::read).await
}
