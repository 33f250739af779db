//! The server of one thread: answers every request with the bytes that it was given.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::yield_now;

/// Pieces that a body is cut into at most: each is a write of its own.
const MOST_PIECES: usize = 64;

/// Bytes that are written one piece after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pieces: Vec<Vec<u8>>,
    /// The connection ends behind it.
    closes: bool,
}

impl Answer {
    /// A response that says itself what it is.
    pub(super) fn raw(bytes: &[u8]) -> Self {
        Self {
            pieces: vec![bytes.to_vec()],
            closes: true,
        }
    }

    /// A response of this body, whole or in chunks (RFC 9112, 7.1).
    pub(super) fn new(status: u16, media: Option<&str>, body: &[u8], piece: Option<usize>) -> Self {
        let mut head = format!("HTTP/1.1 {status} x\r\n");
        if let Some(media) = media {
            let _ = write!(head, "Content-Type: {media}\r\n");
        }
        let mut pieces = Vec::new();
        match piece {
            // RFC 9110, 6.4.1: these have no body, and what came would be the next response.
            _ if matches!(status, 204 | 304) => pieces.push(format!("{head}\r\n").into_bytes()),
            None => {
                let _ = write!(head, "Content-Length: {}\r\n\r\n", body.len());
                pieces.push([head.as_bytes(), body].concat());
            }
            Some(size) => {
                head.push_str("Transfer-Encoding: chunked\r\n\r\n");
                pieces.push(head.into_bytes());
                for chunk in body.chunks(size.max(body.len().div_ceil(MOST_PIECES))) {
                    let length = format!("{:x}\r\n", chunk.len());
                    pieces.push([length.as_bytes(), chunk, b"\r\n"].concat());
                }
                pieces.push(b"0\r\n\r\n".to_vec());
            }
        }
        Self {
            pieces,
            closes: false,
        }
    }
}

/// A listening socket and the answer of the moment.
pub(super) struct Server {
    address: SocketAddr,
    answer: Arc<Mutex<Answer>>,
}

impl Server {
    /// Listens; the connections are served whenever the runtime runs.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.expect("a port of this machine");
        let address = listener.local_addr().expect("its number");
        let answer = Arc::<Mutex<Answer>>::default();
        let current = Arc::clone(&answer);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let answer = Arc::clone(&current);
                tokio::spawn(async move { serve(connection, &answer).await });
            }
        });
        Self { address, answer }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn answer_with(&self, answer: Answer) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }
}

/// Serves one connection. A client may end it at any time.
async fn serve(mut connection: TcpStream, answer: &Mutex<Answer>) -> io::Result<()> {
    connection.set_nodelay(true)?;
    while read_request(&mut connection).await? {
        let answer = answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for piece in &answer.pieces {
            connection.write_all(piece).await?;
            yield_now().await;
        }
        if answer.closes {
            return connection.shutdown().await;
        }
    }
    Ok(())
}

/// Reads a request to its end; `false` where there is none any more.
async fn read_request(connection: &mut TcpStream) -> io::Result<bool> {
    let mut seen = Vec::new();
    loop {
        if connection.read_buf(&mut seen).await? == 0 {
            return Ok(false);
        }
        let head = seen.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(head) = head else { continue };
        let text = String::from_utf8_lossy(&seen[..head]).to_ascii_lowercase();
        let length = text
            .split("\r\n")
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().expect("the client counts"));
        if seen.len() >= head + 4 + length {
            return Ok(true);
        }
    }
}
