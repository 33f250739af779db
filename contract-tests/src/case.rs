//! A contract case as data: what to call, what to serve, what must come of it.
//!
//! Must not serve, call or judge anything. The same cases can be sent to a live provider or served
//! as a mock.

use crate::call::{Arguments, FailureKind, Limits, Side};
use crate::document::StatusKey;
use crate::finding::LeftOut;
use serde_json::Value;
use specwright::pointer::Pointer;
use std::fmt;
use std::time::Duration;

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    /// `<operationId>::<status>::<origin>`: stable, and no two cases have the same.
    pub name: String,
    /// Index into the document's operations.
    pub operation: usize,
    /// Response that it belongs to; `None` for a fault that belongs to none.
    pub key: Option<StatusKey>,
    /// Status that is served.
    pub status: u16,
    /// Where it comes from.
    pub origin: Origin,
    /// What the client is called with.
    pub arguments: Arguments,
    /// Which credentials the client has.
    pub credentials: Held,
    /// What the client keeps to.
    pub limits: Limits,
    /// What is served.
    pub serve: Serve,
    /// What must come of it.
    pub expect: Expect,
    /// What in the document it tests.
    pub place: Pointer,
}

/// Where a case comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A documented example of the response.
    Example(String),
    /// Made from the response's schema.
    Synthesis(String),
    /// Another request than the plainest.
    Request(String),
    /// Something goes wrong.
    Fault(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Example(name) => write!(f, "example-{name}"),
            Self::Synthesis(name) => f.write_str(name),
            Self::Request(name) => write!(f, "request-{name}"),
            Self::Fault(name) => write!(f, "fault-{name}"),
        }
    }
}

/// Which credentials a client has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Held {
    /// One for every scheme of the document.
    All,
    /// Those of one alternative of the case's operation.
    Alternative(usize),
}

/// What is served.
#[derive(Debug, Clone, PartialEq)]
pub enum Serve {
    /// A whole response over HTTP.
    Response(Fixture),
    /// Steps on a connection, for what no HTTP server would do.
    Raw(Vec<Step>),
    /// A redirect to a server on another host, which records what reaches it.
    Redirect(u16),
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixture {
    /// Status.
    pub status: u16,
    /// Headers, content type included.
    pub headers: Vec<(String, String)>,
    /// Body as it goes over the wire.
    pub body: Vec<u8>,
    /// How long the server waits before it answers.
    pub delay: Duration,
}

impl Fixture {
    /// A response with a body of a media type.
    #[must_use]
    pub fn new(status: u16, media_type: Option<&str>, body: Vec<u8>) -> Self {
        let headers = media_type
            .map(|media| ("content-type".to_owned(), media.to_owned()))
            .into_iter()
            .collect();
        Self {
            status,
            headers,
            body,
            delay: Duration::ZERO,
        }
    }
}

/// A step of the raw server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Writes bytes.
    Write(Vec<u8>),
    /// Writes bytes one at a time with a pause between.
    Drip(Vec<u8>, Duration),
    /// Waits.
    Wait(Duration),
    /// Ends the connection with a reset (RFC 9293, 3.10.7.4).
    Reset,
    /// Ends the connection in order.
    Close,
}

/// What must come of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// The documented response.
    Documented {
        /// Key of the response in the document.
        key: StatusKey,
        /// Side of the `Result`.
        side: Side,
        /// What the value must say.
        body: ExpectBody,
        /// Name of a documented header that is missing or not of its type: it must be told when the
        /// headers are read, and nothing else is wrong.
        broken_header: Option<String>,
    },
    /// A failure.
    Failed {
        /// One of these kinds.
        kinds: &'static [FailureKind],
        /// The status it must keep; `None` where no response came whole.
        status: Option<u16>,
        /// The body it must keep, and headers with it.
        body: Option<Vec<u8>>,
        /// Where in the body it must say that decoding failed; empty: anywhere.
        pointers: Vec<String>,
    },
    /// The documented response, whose stream gives these items and tells of one among them that
    /// breaks the contract.
    BrokenItem {
        /// Key of the response in the document.
        key: StatusKey,
        /// Side of the `Result`.
        side: Side,
        /// The items that can be read.
        items: Items,
        /// Where in the broken item it must say that decoding failed; empty: anywhere.
        pointers: Vec<String>,
    },
    /// The documented response, its value not looked at, or a failure to decode it: what matters
    /// is that the client lives.
    Survived {
        /// Key of the response in the document.
        key: StatusKey,
        /// Side of the `Result`.
        side: Side,
    },
    /// A failure before anything is sent.
    Refused,
    /// Anything but a success, and no credential at the other server.
    NotFollowed,
}

/// What the value of a documented response must say.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpectBody {
    /// Nothing: no body is documented.
    Nothing,
    /// The same as this value, members that the schema does not name aside.
    Value {
        /// What was served.
        value: Value,
        /// Its schema.
        schema: Option<Pointer>,
    },
    /// The same as these values, one after the other: what a stream sends.
    Items(Items),
    /// A text, as it was served.
    Text(String),
    /// Bytes, as they were served.
    Bytes(Vec<u8>),
}

/// What a stream sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Items {
    /// The values, in order.
    pub values: Vec<Value>,
    /// What an item obeys; empty: anything.
    pub schemas: Vec<Pointer>,
}

/// Cases of an operation or a document, and what has none.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    /// The cases in order of the document.
    pub list: Vec<Case>,
    /// What is not tested, and why.
    pub left_out: Vec<LeftOut>,
    /// What is wrong in the document.
    pub document: Vec<crate::finding::DocumentFinding>,
}

impl Cases {
    /// Takes in those of another operation; what is wrong in the document is told once.
    pub fn take_in(&mut self, other: Self) {
        self.list.extend(other.list);
        self.left_out.extend(other.left_out);
        for finding in other.document {
            if !self.document.contains(&finding) {
                self.document.push(finding);
            }
        }
    }
}
