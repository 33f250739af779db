//! Five shapes of operation: what is sent, what comes, and how it is read to the end.

use specwright_client::__generated as g;
use specwright_client::{ApiError, ByteStream, Error, EventStream, Response, StreamError};
use tokio::time::timeout;

use g::{BodyKind, Key, Operation, Responded};

use super::{BODY_LIMIT, DEADLINE, End};
use crate::support::{self, Documented, Json, Outcome, Read};

/// A shape of operation.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// A `GET` of JSON.
    Get,
    /// A `POST` of JSON that gives JSON.
    Post,
    /// A download: a stream of bytes.
    Bytes,
    /// A stream of events.
    Events,
    /// A `DELETE` whose success has no documented body.
    Nothing,
}

/// [`support::RESPONDED`] with another success.
const fn first(media: &'static [&'static str], body: BodyKind) -> [Responded; 3] {
    let [_, error, busy] = support::RESPONDED;
    [
        Responded {
            key: Key::Exact(200),
            success: true,
            media,
            body,
        },
        error,
        busy,
    ]
}

static BYTES: Operation = support::plain(
    "GET",
    &const { first(&["application/octet-stream"], BodyKind::Streamed) },
);
static EVENTS: Operation = support::plain(
    "GET",
    &const { first(&["text/event-stream"], BodyKind::Streamed) },
);
static NOTHING: Operation = support::plain("DELETE", &const { first(&[], BodyKind::Empty) });

struct ReadBytes;
struct ReadEvents;
struct ReadNothing;

fn read_error<T>(case: usize, raw: g::Raw) -> Read<T> {
    match case {
        1 => Ok(Err(Documented::Json(raw.json()?))),
        2 => Ok(Err(Documented::Empty(raw.empty()?))),
        _ => Err(raw.undocumented()),
    }
}

impl ReadBytes {
    pub(crate) fn read(case: usize, raw: g::Raw) -> Read<Response<ByteStream>> {
        match case {
            0 => Ok(Ok(raw.stream()?)),
            _ => read_error(case, raw),
        }
    }
}

impl ReadEvents {
    pub(crate) fn read(case: usize, raw: g::Raw) -> Read<Response<EventStream<u32>>> {
        match case {
            0 => Ok(Ok(raw.events()?)),
            _ => read_error(case, raw),
        }
    }
}

impl ReadNothing {
    pub(crate) fn read(case: usize, raw: g::Raw) -> Read<Response<()>> {
        match case {
            0 => Ok(Ok(raw.empty()?)),
            _ => read_error(case, raw),
        }
    }
}

impl Shape {
    pub(super) const ALL: [Self; 5] = [
        Self::Get,
        Self::Post,
        Self::Bytes,
        Self::Events,
        Self::Nothing,
    ];

    /// Media type of the documented success.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Get | Self::Post | Self::Nothing => "application/json",
            Self::Bytes => "application/octet-stream",
            Self::Events => "text/event-stream",
        }
    }

    /// Body of the documented success.
    pub(super) fn body(self) -> &'static str {
        match self {
            Self::Get | Self::Post | Self::Bytes | Self::Nothing => "12345",
            Self::Events => "data: 12345\n\n",
        }
    }

    /// Calls the operation and reads what comes to its end.
    pub(super) async fn call(self, core: &g::Core) -> End {
        match self {
            Self::Get => json(g::Call::new(core, &support::GET)).await,
            Self::Post => {
                let mut call = g::Call::new(core, &support::POST);
                call.json("application/json", &"what is sent");
                json(call).await
            }
            Self::Bytes => bytes(g::Call::new(core, &BYTES)).await,
            Self::Events => events(g::Call::new(core, &EVENTS)).await,
            Self::Nothing => {
                let outcome = g::Call::new(core, &NOTHING).send(ReadNothing::read).await;
                outcome.map_or_else(failed, |_| End::Value)
            }
        }
    }
}

async fn json(call: g::Call) -> End {
    match call.send(Json::read).await {
        Ok(response) if *response == 12345 => End::Value,
        Ok(_) => End::Other,
        Err(error) => failed(error),
    }
}

async fn bytes(call: g::Call) -> End {
    let outcome: Outcome<Response<ByteStream>> = call.send(ReadBytes::read).await;
    let stream = match outcome {
        Ok(response) => response.into_inner(),
        Err(error) => return failed(error),
    };
    match timeout(DEADLINE / 2, stream.collect(BODY_LIMIT)).await {
        Err(_) => End::Goes,
        Ok(Err(error)) => End::Kind(error.kind()),
        Ok(Ok(bytes)) if bytes == "12345" => End::Value,
        Ok(Ok(bytes)) if bytes.is_empty() => End::Nothing,
        Ok(Ok(_)) => End::Other,
    }
}

async fn events(call: g::Call) -> End {
    let outcome: Outcome<Response<EventStream<u32>>> = call.send(ReadEvents::read).await;
    let mut stream = match outcome {
        Ok(response) => response.into_inner(),
        Err(error) => return failed(error),
    };
    let mut end = End::Nothing;
    let reading = async {
        while let Some(item) = stream.next().await {
            end = match item {
                Ok(event) if event.data == 12345 => End::Value,
                Ok(_) => End::Other,
                Err(StreamError::Transport(error)) => End::Kind(error.kind()),
                Err(_) => End::Item,
            };
        }
        end
    };
    timeout(DEADLINE / 2, reading).await.unwrap_or(End::Goes)
}

fn failed(error: Error<Documented>) -> End {
    match error {
        Error::Api(error) => End::Api(error.response().status().as_u16()),
        Error::UndocumentedStatus { status, .. } => End::Status(status.as_u16()),
        Error::Decode { kind, .. } => End::Decode(kind),
        Error::Transport(error) => End::Kind(error.kind()),
        other => panic!("{other:?}"),
    }
}
