//! Target `responses`: any response → a typed outcome of a generated client.
//!
//! A real client talks to a server of this thread over a socket, so that what is read goes the
//! whole way: HTTP, compression, limits, media types, decoding, typed headers, streams. An input
//! is a line and the response:
//!
//! ```text
//! listPets 200 application/json 3
//! [{"kind": "cat", "legs": 4}]
//! ```
//!
//! names the call, the status, the media type (`-`: none) and into pieces of how many bytes the
//! body is cut; the outcome must be the same as that of the uncut body. With `raw` as the last
//! word, what follows is the response itself, status line and header fields included.

// By path, for the tests that replay what once failed.
#[path = "responses/calls.rs"]
mod calls;
#[path = "responses/server.rs"]
mod server;

use calls::CALLS;
use server::Server;
use std::cell::RefCell;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// Longest that one call may take: the server answers at once, so more is a call that hangs.
const LIMIT: Duration = Duration::from_secs(5);

thread_local! {
    /// Sockets and clients of this thread; they are used again by every input.
    static MACHINE: RefCell<Machine> = RefCell::new(Machine::start());
}

struct Machine {
    runtime: Runtime,
    server: Server,
    clients: calls::Clients,
}

impl Machine {
    fn start() -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let server = runtime.block_on(Server::start());
        let clients = runtime.block_on(async { calls::Clients::new(&server.url()) });
        Self {
            runtime,
            server,
            clients,
        }
    }

    /// What comes of an answer, in words that do not depend on how it was cut.
    fn outcome(&self, call: &calls::Call, answer: server::Answer) -> String {
        self.server.answer_with(answer);
        self.runtime.block_on(async {
            let outcome = tokio::time::timeout(LIMIT, call(&self.clients));
            outcome.await.expect("the call ends in time")
        })
    }
}

/// Answers a call with the bytes; panics where the outcome is not one of a client that keeps its
/// promises.
pub fn check(data: &[u8]) {
    let Some(input) = Input::read(data) else {
        return;
    };
    MACHINE.with_borrow(|machine| {
        let whole = machine.outcome(input.call, input.answer(None));
        if let Some(piece) = input.piece {
            let cut = machine.outcome(input.call, input.answer(Some(piece)));
            assert_eq!(whole, cut, "the outcome depends on how the body is cut");
        }
    });
}

/// An input, taken apart.
struct Input<'a> {
    call: &'static calls::Call,
    status: u16,
    media: Option<&'a str>,
    piece: Option<usize>,
    is_raw: bool,
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let end = data.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = (str::from_utf8(&data[..end]).ok()?, &data[end + 1..]);
        let mut words = line.split(' ');
        let name = words.next()?;
        let index = name.bytes().map(usize::from).sum::<usize>() % CALLS.len();
        let named = CALLS.iter().find(|(known, _)| *known == name);
        let status = words.next()?.parse().unwrap_or(200);
        let media = words
            .next()
            .filter(|text| *text != "-" && text.bytes().all(|byte| byte.is_ascii_graphic()));
        let last = words.next().unwrap_or_default();
        Some(Self {
            call: &named.unwrap_or(&CALLS[index]).1,
            // Below 200 a response is not the last one.
            status: if (200..1000).contains(&status) {
                status
            } else {
                200
            },
            media,
            piece: last.parse().ok().filter(|piece| *piece > 0),
            is_raw: last == "raw",
            rest,
        })
    }

    fn answer(&self, piece: Option<usize>) -> server::Answer {
        if self.is_raw {
            return server::Answer::raw(self.rest);
        }
        server::Answer::new(self.status, self.media, self.rest, piece)
    }
}
