//! The fault matrix: every kind of fault × five shapes of operation × a fresh and a reused
//! connection.
//!
//! A cell plays one fault to the client and holds it to four things: the call ends within its
//! limit, it ends in exactly the typed error of the table, on a reused connection the fault really
//! came over the connection of the call before, and the next call on the same client works. Of
//! each kind a client that believes everything ([`naive`]) is played the same bytes: what it does
//! not fall for is no fault, and does not belong in the table.
//!
//! The tables are in [`head`], [`framing`] and [`body`], by what is broken.

mod body;
mod framing;
mod head;
mod naive;
mod shape;

use std::sync::Arc;
use std::time::{Duration, Instant};

use specwright_client::{DecodeKind, TransportKind};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::server::{Reply, Server, response};
use crate::support;
use shape::Shape;

/// How a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With the documented value.
    Value,
    /// With other bytes, handed over as they came: nothing says what a stream of bytes holds.
    Other,
    /// With a stream that ended without an item.
    Nothing,
    /// With a stream that goes on as long as something comes.
    Goes,
    /// In `Error::Api` with this status.
    Api(u16),
    /// In `Error::UndocumentedStatus`.
    Status(u16),
    /// In `Error::Decode`.
    Decode(DecodeKind),
    /// In `StreamError::Decode`, after which the stream ended in order.
    Item,
    /// In a transport error of this kind, of the call or of its stream.
    Kind(TransportKind),
}

const RESET: End = End::Kind(TransportKind::Reset);
const PROTOCOL: End = End::Kind(TransportKind::Protocol);
const TIMEOUT: End = End::Kind(TransportKind::Timeout);
const TOO_LARGE: End = End::Kind(TransportKind::BodyTooLarge);
const HEADERS_TOO_LARGE: End = End::Kind(TransportKind::HeadersTooLarge);
const REDIRECT: End = End::Kind(TransportKind::Redirect);

/// How a call of each shape ends.
#[derive(Debug, Clone, Copy)]
struct Ends {
    json: End,
    bytes: End,
    events: End,
    nothing: End,
}

impl Ends {
    fn of(self, shape: Shape) -> End {
        match shape {
            Shape::Get | Shape::Post => self.json,
            Shape::Bytes => self.bytes,
            Shape::Events => self.events,
            Shape::Nothing => self.nothing,
        }
    }
}

/// The same end for every shape.
const fn all(end: End) -> Ends {
    ends(end, end, end, end)
}

/// JSON, bytes, events, no documented body.
const fn ends(json: End, bytes: End, events: End, nothing: End) -> Ends {
    Ends {
        json,
        bytes,
        events,
        nothing,
    }
}

/// One kind of fault.
#[derive(Clone, Copy)]
struct Fault {
    name: &'static str,
    ends: Ends,
    /// What the server answers, one reply for each request.
    replies: fn(Shape) -> Vec<Reply>,
}

const fn fault(name: &'static str, ends: Ends, replies: fn(Shape) -> Vec<Reply>) -> Fault {
    Fault {
        name,
        ends,
        replies,
    }
}

/// These bytes, then the end of the connection.
fn closed(bytes: impl Into<Vec<u8>>) -> Vec<Reply> {
    vec![Reply::Close(bytes.into())]
}

/// These bytes on a connection that stays open.
fn kept(bytes: impl Into<Vec<u8>>) -> Vec<Reply> {
    vec![Reply::Bytes(bytes.into())]
}

/// A head of the shape's media type with more header lines.
fn head(shape: Shape, lines: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\n{lines}\r\n",
        shape.media_type()
    )
}

/// A whole good response of the shape, with more header lines.
fn good(shape: Shape, lines: &str) -> Vec<u8> {
    let headers = format!("Content-Type: {}\r\n{lines}", shape.media_type());
    response("200 OK", &headers, shape.body())
}

/// Longest time that a call may take.
const DEADLINE: Duration = Duration::from_secs(4);
/// Longest silence within a body.
const STALL: Duration = Duration::from_secs(1);
/// What may be between a limit and the end of the call.
const GRACE: Duration = Duration::from_millis(250);
/// Largest body in bytes.
const BODY_LIMIT: usize = 64 * 1024;
/// Largest header section in bytes.
const HEADER_LIMIT: usize = 64 * 1024;
/// Cells at a time of those that wait, and of those that work.
const AT_A_TIME: (usize, usize) = (64, 8);

/// The kinds of fault.
fn faults() -> Vec<Fault> {
    [head::FAULTS, framing::FAULTS, body::FAULTS].concat()
}

/// Plays one cell; what is wrong with its end.
async fn play(fault: Fault, shape: Shape, is_reused: bool) -> Result<(), String> {
    let before = is_reused.then(|| Reply::Bytes(good(shape, "")));
    let after = [Reply::Bytes(good(shape, "")), Reply::Bytes(good(shape, ""))];
    let replies = (before.into_iter())
        .chain((fault.replies)(shape))
        .chain(after);
    let server = Server::start(replies).await;
    let settings = support::settings()
        .timeout(DEADLINE)
        .stall_timeout(STALL)
        .max_body_bytes(BODY_LIMIT)
        .max_header_bytes(HEADER_LIMIT);
    let core = support::core(&server.url, settings);
    if is_reused {
        let end = shape.call(&core).await;
        if end != End::Value {
            return Err(format!("the call before ends in {end:?}"));
        }
    }
    let (end, took, clock) = timed(shape.call(&core)).await;
    if took > clock.max(DEADLINE) + GRACE {
        return Err(format!("took {took:?}, a timer of the limit {clock:?}"));
    }
    let expected = fault.ends.of(shape);
    if end != expected {
        return Err(format!("ends in {end:?} instead of {expected:?}"));
    }
    let received = server.received();
    if is_reused && received.get(1).map(|it| it.connection) != Some(0) {
        return Err("the connection was not used again".into());
    }
    match shape.call(&core).await {
        End::Value => Ok(()),
        end => Err(format!("the next call ends in {end:?}")),
    }
}

/// How a call ends, how long it took, and how long a timer of its limit took in the same task: what
/// a busy machine makes of the one it makes of the other. Zero where the timer had not to be waited
/// for.
async fn timed(call: impl Future<Output = End>) -> (End, Duration, Duration) {
    let began = Instant::now();
    let clock = async {
        tokio::time::sleep(DEADLINE).await;
        began.elapsed()
    };
    tokio::pin!(call, clock);
    let mut rang = None;
    loop {
        tokio::select! {
            at = &mut clock, if rang.is_none() => rang = Some(at),
            end = &mut call => return (end, began.elapsed(), rang.unwrap_or_default()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_in_its_typed_error_in_time_and_the_next_call_works() {
    let faults = faults();
    assert!(faults.len() >= 96, "{} kinds of fault", faults.len());
    let waiting = Arc::new(Semaphore::new(AT_A_TIME.0));
    let working = Arc::new(Semaphore::new(AT_A_TIME.1));
    let mut cells = JoinSet::new();
    for &fault in &faults {
        for shape in Shape::ALL {
            for is_reused in [false, true] {
                let places = Arc::clone(match fault.ends.of(shape) {
                    TIMEOUT | End::Goes => &waiting,
                    _ => &working,
                });
                cells.spawn(async move {
                    let place = places.acquire_owned().await.unwrap();
                    let result = play(fault, shape, is_reused).await;
                    drop(place);
                    let connection = if is_reused { "reused" } else { "fresh" };
                    result.map_err(|problem| {
                        format!("{}, {shape:?}, {connection}: {problem}", fault.name)
                    })
                });
            }
        }
    }
    let results = cells.join_all().await;
    let mut wrong: Vec<_> = results
        .iter()
        .filter_map(|it| it.as_ref().err().cloned())
        .collect();
    wrong.sort();
    let cells = results.len();
    assert!(cells >= 960, "{cells} cells");
    assert!(
        wrong.is_empty(),
        "{} of {cells} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_believes_everything_falls_for_every_fault() {
    let mut played = JoinSet::new();
    for fault in faults() {
        played.spawn(async move {
            let server = Server::start((fault.replies)(Shape::Get)).await;
            let end = naive::call(&server.url, Shape::Get).await;
            (fault, end)
        });
    }
    for (fault, end) in played.join_all().await {
        let refused_by_us = fault.ends.of(Shape::Get) != End::Value;
        let fell = refused_by_us || end != naive::End::Value;
        assert!(fell, "{}: is no fault, {end:?}", fault.name);
    }
    // and it is a client: it reads what is in order
    let server = Server::start([Reply::Bytes(good(Shape::Get, ""))]).await;
    assert_eq!(
        naive::call(&server.url, Shape::Get).await,
        naive::End::Value
    );
}

#[test]
fn names_of_faults_are_their_own() {
    let mut names: Vec<_> = faults().iter().map(|fault| fault.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
