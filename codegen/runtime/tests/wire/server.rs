//! A server that answers with exactly the bytes it is given, and tells what it was sent.
//!
//! The n-th request gets the n-th reply, over whatever connection it comes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a request is answered with.
#[derive(Clone)]
pub(crate) enum Reply {
    /// These bytes; the connection stays open.
    Bytes(Vec<u8>),
    /// These bytes; then the connection is closed in order.
    Close(Vec<u8>),
    /// These bytes; then the connection is reset.
    Reset(Vec<u8>),
    /// These bytes; then silence.
    Hold(Vec<u8>),
    /// Pieces with a pause before each.
    Drip(Duration, Vec<Vec<u8>>),
    /// These bytes, then these for ever, with a pause before each.
    Flood(Duration, Vec<u8>, Vec<u8>),
}

impl Reply {
    /// A whole response with a body and its length.
    pub(crate) fn new(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        Self::Bytes(response(status, headers, body))
    }

    /// A whole JSON response.
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::new(status, "Content-Type: application/json\r\n", body)
    }
}

/// The bytes of a response.
pub(crate) fn response(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Number of the connection, from 0.
    pub(crate) connection: usize,
    /// Request line and header fields, names in lower case.
    pub(crate) head: String,
    /// Body, with chunked coding undone.
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// Method and target.
    pub(crate) fn line(&self) -> &str {
        self.head
            .lines()
            .next()
            .and_then(|line| line.strip_suffix(" HTTP/1.1"))
            .unwrap_or_default()
    }

    /// Value of a header field.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A running server; it ends with its runtime.
pub(crate) struct Server {
    pub(crate) url: String,
    log: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub(crate) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let replies = Arc::new(Mutex::new(replies.into_iter().collect::<Vec<_>>()));
        replies.lock().unwrap().reverse();
        let server = Self {
            url,
            log: Arc::clone(&log),
        };
        tokio::spawn(async move {
            let mut connection = 0;
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(
                    stream,
                    connection,
                    Arc::clone(&log),
                    Arc::clone(&replies),
                ));
                connection += 1;
            }
        });
        server
    }

    /// All requests so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.log.lock().unwrap().clone()
    }

    /// The only request.
    pub(crate) fn one(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received[0].clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    connection: usize,
    log: Arc<Mutex<Vec<Received>>>,
    replies: Arc<Mutex<Vec<Reply>>>,
) {
    let mut buffer = Vec::new();
    while let Some(received) = receive(&mut stream, &mut buffer, connection).await {
        log.lock().unwrap().push(received);
        let Some(reply) = replies.lock().unwrap().pop() else {
            return;
        };
        match reply {
            Reply::Bytes(bytes) => {
                // a client that has enough may go
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Reply::Close(bytes) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Reply::Reset(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                // what was written should be read before the reset overtakes it
                tokio::time::sleep(Duration::from_millis(50)).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            Reply::Hold(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                let _ = stream.read(&mut [0]).await;
                return;
            }
            Reply::Flood(pause, bytes, piece) => {
                let mut next = stream.write_all(&bytes).await;
                while next.is_ok() {
                    // without a pause it is as fast as the other side reads
                    if !pause.is_zero() {
                        tokio::time::sleep(pause).await;
                    }
                    next = stream.write_all(&piece).await;
                }
                return;
            }
            Reply::Drip(pause, pieces) => {
                for piece in pieces {
                    tokio::time::sleep(pause).await;
                    if stream.write_all(&piece).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// Reads one request; `None` at the end of the connection.
async fn receive(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    connection: usize,
) -> Option<Received> {
    let end = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end;
        }
        more(stream, buffer).await?;
    };
    let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
    buffer.drain(..end + 4);
    let mut received = Received {
        connection,
        head,
        body: Vec::new(),
    };
    if let Some(length) = received.header("content-length") {
        let length: usize = length.parse().unwrap();
        while buffer.len() < length {
            more(stream, buffer).await?;
        }
        received.body = buffer.drain(..length).collect();
    } else if received.header("transfer-encoding") == Some("chunked") {
        received.body = chunked(stream, buffer).await?;
    }
    Some(received)
}

/// RFC 9112, 7.1.
async fn chunked(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = find(buffer, b"\r\n") {
                break end;
            }
            more(stream, buffer).await?;
        };
        let size = std::str::from_utf8(&buffer[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        while buffer.len() < end + 2 + size + 2 {
            more(stream, buffer).await?;
        }
        body.extend_from_slice(&buffer[end + 2..end + 2 + size]);
        buffer.drain(..end + 2 + size + 2);
        if size == 0 {
            return Some(body);
        }
    }
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(buffer).await.ok()?;
    (read > 0).then_some(())
}

fn find(buffer: &[u8], wanted: &[u8]) -> Option<usize> {
    buffer
        .windows(wanted.len())
        .position(|window| window == wanted)
}
