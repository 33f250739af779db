//! What generated clients stand on: sending, errors, parameter encoding, bodies and streams.
//!
//! You meet this crate through a client that [specwright] generated, which re-exports what every
//! call needs ([`Response`] and [`Error`], [`Settings`], [`Credential`]) and all of this crate as
//! `runtime`: a file to upload is a `my_client::runtime::FilePart`.
//!
//! # What a call promises
//!
//! - **Time**: one limit over the whole call, redirects, retries and body included
//!   ([`Settings::timeout`]); one for connecting; one for silence within a body.
//! - **Space**: header section and body are bounded, the body after decompression.
//! - **Credentials** are written into requests to the server's own origin and into nothing else:
//!   no redirect to another origin is followed, no error, `Debug` or log line holds one.
//! - **Retries** are off. When on ([`RetryPolicy`]), only what cannot act twice is sent again.
//! - **Nothing is lost**: a response that departs from the document ends in an error that keeps
//!   its status, headers and body.
//! - **Arguments cannot change the route**: everything is percent-encoded, and what encoding
//!   cannot help (an empty path argument, `.`, `..`, a line break in a header) is refused before
//!   anything is sent.
//!
//! # How to
//!
//! - **refresh a token**: implement [`CredentialProvider`];
//! - **sign requests, trace or measure them**: implement [`Hook`];
//! - **send again what failed**: [`RetryPolicy`];
//! - **send files and streams**: [`Body`], [`FilePart`];
//! - **read streams**: [`ByteStream`], [`EventStream`], [`JsonLines`];
//! - **go through a proxy, trust own certificates**: [`Settings::http_client`];
//! - **tell failures apart**: [`Error`] and its predicates;
//! - **test one's own code**: build the client with the base URL of a mock server.
//!
//! # What it does not do
//!
//! No cookie store, no cache, no XML, no reconnecting of event streams, no redirect to another
//! origin, and no request that the caller did not ask for.
//!
//! [specwright]: https://docs.rs/specwright

mod auth;
mod base64;
mod body;
mod call;
mod client;
mod de;
mod decode;
mod error;
mod headers;
mod hook;
mod limits;
mod media;
mod object;
mod operation;
mod parameter;
mod pending;
mod random;
mod raw;
mod redirect;
mod request;
mod response;
mod retry;
mod secret;
mod send;
mod ser;
mod server;
mod settings;
mod stream;
mod text;

pub use auth::{BoxError, BoxFuture, Credential, CredentialProvider};
pub use base64::{Base64, Base64Error};
pub use body::{Body, FilePart};
pub use call::Call;
pub use error::{
    ApiError, ArgumentError, ArgumentKind, BuildError, DecodeKind, Error, NoError, TransportError,
    TransportKind,
};
pub use headers::{FromHeaders, HeaderError, NoHeaders};
pub use hook::{Attempt, Attempted, Hook};
pub use pending::{Pending, Request};
pub use response::{Response, ResponseParts};
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use settings::Settings;
pub use stream::{ByteStream, Event, EventStream, JsonLines, StreamError};

pub use bytes;
pub use http;
/// For [`Settings::http_client`] alone.
pub use reqwest;
/// Any JSON value.
pub use serde_json::Value;

/// For generated code. Everything in here changes without notice.
#[doc(hidden)]
pub mod __generated {
    pub use crate::__object as object;
    pub use crate::__request as request;
    pub use crate::__text as text;
    pub use crate::body::multipart::PartValue;
    pub use crate::call::Call;
    pub use crate::client::{Core, CoreBuilder};
    pub use crate::error::Failure;
    pub use crate::headers::{optional as optional_header, required as header};
    pub use crate::object::{
        Chain, Double, Kept, Member, Need, Nullable, Object, Parts, Shape, Slot, Slots, Values,
        clone, debug,
    };
    pub use crate::operation::{
        BodyKind, Encoding, FormField, Key, Location, Operation, Param, PathPiece, Responded,
        Scheme, SchemeKind, Server, ServerPiece, ServerVariable, Style,
    };
    pub use crate::pending::{Pending, Read, Reader, Request, error_of, ok, ok_of};
    pub use crate::raw::{Raw, one_of};

    /// Decoding of generated types.
    pub mod de {
        pub use crate::de::{
            Candidate, JsonKind, Pick, Union, ValueError, known, no_variant, number, object, other,
            text, union, value,
        };
    }

    /// Encoding of generated types.
    pub mod ser {
        pub use crate::ser::{named, object, tagged};
    }

    pub use crate::{
        ApiError, Base64, Body, BuildError, ByteStream, Credential, Error, Event, EventStream,
        FilePart, FromHeaders, HeaderError, JsonLines, NoError, NoHeaders, Response, ResponseParts,
        Settings, Value,
    };

    pub use http::{HeaderMap, StatusCode};
    pub use serde::de::{MapAccess, SeqAccess};
    pub use serde::ser::{SerializeMap, SerializeSeq};
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}
