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
/// How often a cell that came late is played again.
const MORE: usize = 4;
/// Cells at a time of those that wait, and of those that work.
const AT_A_TIME: (usize, usize) = (64, 8);

/// The kinds of fault.
fn faults() -> Vec<Fault> {
    [head::FAULTS, framing::FAULTS, body::FAULTS].concat()
}

/// A fault of the table, for a shape, on a fresh or a reused connection.
#[derive(Clone, Copy)]
struct Cell {
    fault: Fault,
    shape: Shape,
    is_reused: bool,
}

/// What is wrong with a cell.
#[derive(Debug)]
enum Wrong {
    /// It ended after its limit, or in a time-out where it should not have.
    Late(String),
    Other(String),
}

impl Cell {
    /// Whether it ends by a limit of time, so that it costs next to nothing to play it.
    fn waits(self) -> bool {
        matches!(self.fault.ends.of(self.shape), TIMEOUT | End::Goes)
    }

    async fn play(self) -> Result<(), Wrong> {
        let Self {
            fault,
            shape,
            is_reused,
        } = self;
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
            expect(shape.call(&core).await, End::Value, "the call before")?;
        }
        let began = Instant::now();
        let end = shape.call(&core).await;
        let took = began.elapsed();
        if took > DEADLINE + GRACE {
            return Err(Wrong::Late(format!("took {took:?}")));
        }
        expect(end, fault.ends.of(shape), "the call")?;
        let received = server.received();
        if is_reused && received.get(1).map(|it| it.connection) != Some(0) {
            return Err(Wrong::Other("the connection was not used again".into()));
        }
        expect(shape.call(&core).await, End::Value, "the next call")
    }

    fn told(self, wrong: Wrong) -> String {
        let connection = if self.is_reused { "reused" } else { "fresh" };
        let (Wrong::Late(problem) | Wrong::Other(problem)) = wrong;
        format!(
            "{}, {:?}, {connection}: {problem}",
            self.fault.name, self.shape
        )
    }
}

fn expect(end: End, expected: End, what: &str) -> Result<(), Wrong> {
    if end == expected {
        return Ok(());
    }
    let problem = format!("{what} ends in {end:?} instead of {expected:?}");
    Err(match end {
        TIMEOUT => Wrong::Late(problem),
        _ => Wrong::Other(problem),
    })
}

fn cells() -> Vec<Cell> {
    let of = |fault| {
        Shape::ALL.into_iter().flat_map(move |shape| {
            [false, true].map(|is_reused| Cell {
                fault,
                shape,
                is_reused,
            })
        })
    };
    faults().into_iter().flat_map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_in_its_typed_error_in_time_and_the_next_call_works() {
    let kinds = faults().len();
    assert!(kinds >= 96, "{kinds} kinds of fault");
    let cells = cells();
    let count = cells.len();
    assert!(count >= 960, "{count} cells");
    let waiting = Arc::new(Semaphore::new(AT_A_TIME.0));
    let working = Arc::new(Semaphore::new(AT_A_TIME.1));
    let mut played = JoinSet::new();
    for cell in cells {
        let places = Arc::clone(if cell.waits() { &waiting } else { &working });
        played.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            (cell, cell.play().await)
        });
    }
    let mut wrong = Vec::new();
    for (cell, result) in played.join_all().await {
        wrong.extend(in_time(cell, result).await.err().map(|it| cell.told(it)));
    }
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {count} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A cell that came late is played again, alone: a machine that is busy comes late now and then, a
/// client that waits too long does so every time.
async fn in_time(cell: Cell, mut result: Result<(), Wrong>) -> Result<(), Wrong> {
    for _ in 0..MORE {
        if !matches!(result, Err(Wrong::Late(_))) {
            break;
        }
        result = cell.play().await;
    }
    result
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
