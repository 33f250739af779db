//! One request being made: arguments go in by index, and what is wrong with them is kept until the
//! request is sent, so that building it reads as one chain.
//!
//! Generic only where a value becomes JSON text; everything behind that is one non-generic path.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use crate::body::multipart::{self, PartValue};
use crate::body::{Body, Payload, form, json};
use crate::client::Core;
use crate::error::{ArgumentError, ArgumentKind};
use crate::operation::{FormField, Location, Operation, table};
use crate::parameter;
use crate::pending::{Pending, Reader, Request};

/// One request being made: what the document does not speak of is set on it, by way of the method
/// `call` of a request.
///
/// Shown here is what users set. What generated code calls is hidden, and changes without notice.
#[derive(Clone)]
pub struct Call {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    /// Encoded parameters, by index.
    pub(crate) values: Vec<Option<String>>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<(String, Payload)>,
    pub(crate) timeout: Option<Duration>,
    /// The first thing that was wrong.
    pub(crate) error: Option<ArgumentError>,
}

impl Call {
    /// A request without arguments.
    #[doc(hidden)]
    #[must_use]
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            operation,
            values: vec![None; operation.parameters.len()],
            headers: HeaderMap::new(),
            body: None,
            timeout: None,
            error: None,
        }
    }

    /// A request without arguments, of the operation that a text describes: see [`table`].
    #[doc(hidden)]
    #[must_use]
    pub fn of(core: &Core, text: &'static str) -> Self {
        let table::Known { operation, fault } = table::read(text);
        let mut call = Self::new(core, operation);
        if let Some(fault) = fault {
            let message = format!("what describes the operation cannot be read: {fault}");
            let kind = ArgumentKind::Operation;
            call.fail(ArgumentError::new(kind, operation.id, "", message));
        }
        call
    }

    /// Sets a parameter; `null` sets it to nothing. What cannot be sent comes out of
    /// [`Call::send`].
    #[doc(hidden)]
    pub fn set<T: Serialize + ?Sized>(&mut self, parameter: usize, value: &T) {
        self.put(parameter, json::text(value));
    }

    /// Sets a parameter by its place and name, as [`Call::set`] does by its index: what several
    /// operations have in common has another index in each.
    #[doc(hidden)]
    pub fn set_named<T: Serialize + ?Sized>(
        &mut self,
        location: Location,
        name: &'static str,
        value: &T,
    ) {
        let mut parameters = self.operation.parameters.iter();
        match parameters.position(|it| it.location == location && it.name == name) {
            Some(index) => self.set(index, value),
            None => self.fail(ArgumentError::parameter(
                self.operation.id,
                location,
                name,
                "is none of the operation",
            )),
        }
    }

    fn put(&mut self, index: usize, json: Result<Vec<u8>, String>) {
        let Some(param) = self.operation.parameters.get(index) else {
            return;
        };
        let refused = |problem: &str| {
            ArgumentError::parameter(self.operation.id, param.location, param.name, problem)
        };
        let encoded = json
            .map_err(|problem| format!("cannot be written: {problem}"))
            .and_then(|json| parameter::encode(param, json))
            .map_err(|problem| refused(&problem));
        match (encoded, self.values.get_mut(index)) {
            (Ok(text), Some(slot)) => *slot = text,
            (Ok(_), None) => {}
            (Err(error), _) => self.fail(error),
        }
    }

    /// A JSON body.
    #[doc(hidden)]
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        match json::text(body) {
            Ok(text) => self.payload(media_type.to_owned(), Payload::bytes(text)),
            Err(problem) => self.body_fails(&problem),
        }
    }

    /// A form body (`application/x-www-form-urlencoded`) of an object's members.
    #[doc(hidden)]
    pub fn form<T: Serialize + ?Sized>(
        &mut self,
        media_type: &'static str,
        body: &T,
        fields: &'static [FormField],
    ) {
        match json::value(body).and_then(|value| form::write(&value, fields)) {
            Ok(text) => self.payload(media_type.to_owned(), Payload::bytes(text)),
            Err(problem) => self.body_fails(&problem),
        }
    }

    /// A multipart body.
    #[doc(hidden)]
    pub fn multipart(&mut self, media_type: &'static str, parts: Vec<(&'static str, PartValue)>) {
        match multipart::write(media_type, parts) {
            Ok((payload, content_type)) => self.payload(content_type, payload),
            Err((name, problem)) => self.body_fails(&format!("part `{name}` {problem}")),
        }
    }

    /// A text body, in UTF-8.
    #[doc(hidden)]
    pub fn text(&mut self, media_type: &'static str, body: String) {
        self.payload(media_type.to_owned(), Payload::bytes(body));
    }

    /// A body that is sent as it is.
    #[doc(hidden)]
    pub fn bytes(&mut self, media_type: &'static str, body: Body) {
        self.payload(media_type.to_owned(), Payload::pieces([body.piece]));
    }

    fn payload(&mut self, content_type: String, payload: Payload) {
        self.body = Some((content_type, payload));
    }

    fn body_fails(&mut self, problem: &str) {
        let message = format!("the body cannot be written: {problem}");
        self.fail(ArgumentError::new(
            ArgumentKind::Body,
            self.operation.id,
            "",
            message,
        ));
    }

    /// A header the document does not mention; it wins over one of the same name.
    pub fn header(&mut self, name: &str, value: &str) {
        let refused = |problem: &str| {
            let message = format!("header `{name}` {problem}");
            ArgumentError::new(
                ArgumentKind::Header,
                self.operation.id,
                name.to_owned(),
                message,
            )
        };
        let parsed = match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) if is_framing(&name) => Err(refused("is written by the transport alone")),
            Ok(name) => HeaderValue::from_str(value)
                .or_else(|_| HeaderValue::from_bytes(value.as_bytes()))
                .map(|value| (name, value))
                .map_err(|_| refused("has a value with a line break or control character")),
            Err(_) => Err(refused("has a name that is no token")),
        };
        match parsed {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(error),
        }
    }

    /// A limit for this call instead of the client's.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// The request of what was set so far, with how its responses are read.
    #[doc(hidden)]
    pub fn request<T, E>(self, read: Reader<T, E>) -> Request<T, E> {
        Request::new(self, read)
    }

    /// Sends the request. Nothing happens before the result is awaited.
    #[doc(hidden)]
    pub fn send<T, E>(self, read: Reader<T, E>) -> Pending<T, E> {
        Pending::new(self, read)
    }

    fn fail(&mut self, error: ArgumentError) {
        self.error.get_or_insert(error);
    }

    /// Encoded texts of one location, in document order.
    pub(crate) fn texts(&self, location: Location) -> impl Iterator<Item = (&'static str, &str)> {
        self.operation
            .parameters
            .iter()
            .zip(&self.values)
            .filter(move |(param, _)| param.location == location)
            .filter_map(|(param, text)| text.as_deref().map(|text| (param.name, text)))
    }
}

/// Header fields that frame a message or belong to one connection (RFC 9110, 7.6.1; RFC 9112, 6):
/// a value of the caller's would let it speak past its request.
pub(crate) fn is_framing(name: &HeaderName) -> bool {
    const FRAMING: &[&str] = &[
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "upgrade",
        "expect",
    ];
    FRAMING.contains(&name.as_str())
}

/// The operation alone: arguments can be secret.
impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
