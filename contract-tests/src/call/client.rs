//! From the types of the runtime to plain data and back: what the generated calls use.

use super::outcome::as_data;
use super::{Arguments, BrokenItem, Failure, FailureKind, Limits, Outcome, Refused, Reply, Side};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use specwright_client::{
    Body, ByteStream, Error, EventStream, FilePart, FromHeaders, JsonLines, NoError, Response,
    ResponseParts, Settings, StreamError, TransportKind,
};
use std::sync::LazyLock;

/// The most that is read of a stream.
const STREAM_LIMIT: usize = 8 * 1024 * 1024;
/// The most items that are read of a stream.
const ITEM_LIMIT: usize = 1000;

impl Limits {
    /// The same for a client of the runtime.
    #[must_use]
    pub fn settings(&self) -> Settings {
        // Clones share connections and the set-up of TLS, which is what making a client costs.
        static SHARED: LazyLock<Settings> = LazyLock::new(Settings::new);
        SHARED
            .clone()
            .timeout(self.timeout)
            .max_body_bytes(usize::try_from(self.max_body_bytes).unwrap_or(usize::MAX))
    }
}

impl Arguments {
    /// A body of bytes.
    pub fn bytes(&mut self) -> Result<Body, Refused> {
        self.take_bytes().map(Body::from)
    }

    /// A file part of a multipart body.
    pub fn file(&mut self, name: &str) -> Result<Option<FilePart>, Refused> {
        Ok(self.take_file(name).map(FilePart::new))
    }

    /// A file part that the body's `new` demands.
    pub fn required_file(&mut self, name: &str) -> Result<FilePart, Refused> {
        self.file(name)?.ok_or_else(|| Refused {
            argument: format!("part {name}"),
            message: "the client demands it, the case has none".to_owned(),
        })
    }

    /// The file parts of one name.
    pub fn files(&mut self, name: &str) -> Result<Vec<FilePart>, Refused> {
        Ok(self
            .take_files(name)
            .into_iter()
            .map(FilePart::new)
            .collect())
    }
}

impl Outcome {
    /// A documented success, its value not yet taken.
    #[must_use]
    pub fn success<T, H: FromHeaders>(key: &'static str, response: &Response<T, H>) -> Self {
        documented(Side::Success, key, response.parts(), typed(response))
    }

    /// A documented error, its value not yet taken.
    #[must_use]
    pub fn error<T, H: FromHeaders>(key: &'static str, response: &Response<T, H>) -> Self {
        documented(Side::Error, key, response.parts(), typed(response))
    }

    /// What no document speaks of.
    pub(super) fn failure(error: &Error<NoError>) -> Self {
        let (kind, pointer) = match error {
            Error::UndocumentedStatus { .. } => (FailureKind::UndocumentedStatus, None),
            Error::Decode { pointer, .. } => (FailureKind::Decode, Some(pointer.clone())),
            Error::Argument(_) => (FailureKind::Argument, None),
            Error::Transport(error) => (transport(error.kind()), None),
            _ => (FailureKind::Transport, None),
        };
        Self::Failed(Failure {
            kind,
            status: error.status().map(|status| status.as_u16()),
            headers: error.headers().cloned(),
            body: error.body().cloned(),
            pointer,
            may_have_been_sent: error.may_have_been_sent(),
            text: error.to_string(),
        })
    }

    /// Reads a stream of bytes to its end.
    pub async fn bytes(mut self, stream: ByteStream) -> Self {
        let read = stream.collect(STREAM_LIMIT).await;
        if let Self::Documented(reply) = &mut self {
            match read {
                Ok(bytes) => reply.bytes = Some(bytes),
                Err(error) => reply.trouble.push(format!("the stream broke: {error}")),
            }
        }
        self
    }

    /// Reads a stream of events to its end.
    pub async fn events<T: Serialize + DeserializeOwned>(self, mut stream: EventStream<T>) -> Self {
        let mut read = Read::default();
        while let Some(item) = stream.next().await {
            let goes_on = match item {
                Ok(event) => read.item(&event.data),
                Err(error) => read.error(&error),
            };
            if !goes_on {
                break;
            }
        }
        self.items(read)
    }

    /// Reads a stream of JSON texts to its end.
    pub async fn lines<T: Serialize + DeserializeOwned>(self, mut stream: JsonLines<T>) -> Self {
        let mut read = Read::default();
        while let Some(item) = stream.next().await {
            let goes_on = match item {
                Ok(item) => read.item(&item),
                Err(error) => read.error(&error),
            };
            if !goes_on {
                break;
            }
        }
        self.items(read)
    }

    fn items(mut self, read: Read) -> Self {
        if let Self::Documented(reply) = &mut self {
            let broke = read.trouble;
            reply
                .trouble
                .extend(broke.map(|error| format!("the stream broke: {error}")));
            reply.broken = read.broken;
            let items = read.items.into_iter();
            reply.set_value(items.collect::<Result<_, _>>().map(Value::Array));
        }
        self
    }
}

/// What was read of a stream so far.
#[derive(Default)]
struct Read {
    items: Vec<Result<Value, serde_json::Error>>,
    broken: Vec<BrokenItem>,
    trouble: Option<String>,
}

impl Read {
    /// Takes an item; whether more is to be read.
    fn item<T: Serialize>(&mut self, item: &T) -> bool {
        self.items.push(as_data(item));
        self.items.len() < ITEM_LIMIT
    }

    /// Takes an error; whether more can be read behind it.
    fn error(&mut self, error: &StreamError) -> bool {
        let text = error.to_string();
        if let StreamError::Decode { pointer, .. } = error {
            let pointer = pointer.clone();
            self.broken.push(BrokenItem { pointer, text });
            return self.broken.len() < ITEM_LIMIT;
        }
        self.trouble = Some(text);
        false
    }
}

fn typed<T, H: FromHeaders>(response: &Response<T, H>) -> Option<String> {
    response
        .typed_headers()
        .err()
        .map(|error| error.to_string())
}

fn documented(
    side: Side,
    key: &'static str,
    parts: &ResponseParts,
    trouble: Option<String>,
) -> Outcome {
    Outcome::Documented(Reply {
        side,
        key,
        status: parts.status().as_u16(),
        headers: parts.headers().clone(),
        media: &[],
        value: None,
        bytes: None,
        broken: Vec::new(),
        trouble: trouble.into_iter().collect(),
    })
}

fn transport(kind: TransportKind) -> FailureKind {
    match kind {
        TransportKind::Timeout => FailureKind::Timeout,
        TransportKind::BodyTooLarge => FailureKind::BodyTooLarge,
        _ => FailureKind::Transport,
    }
}
