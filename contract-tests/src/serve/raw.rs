//! A small TCP server for what no HTTP server would do: resets, cut and dripping messages.

use crate::case::Step;
use crate::oracle::Received;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The most that is read of a request.
const MAX_REQUEST: usize = 4 * 1024 * 1024;

/// A server that plays the same steps on every connection.
pub(crate) struct Raw {
    address: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Raw {
    /// Starts one.
    pub(crate) async fn start(steps: Vec<Step>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = format!("http://{}", listener.local_addr()?);
        let received = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&received);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let steps = steps.clone();
                let record = Arc::clone(&record);
                tokio::spawn(async move {
                    // A client that goes away ends its connection; that is no fault here.
                    let _ = play(stream, &steps, &record).await;
                });
            }
        });
        Ok(Self {
            address,
            received,
            task,
        })
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn uri(&self) -> &str {
        &self.address
    }

    /// What arrived.
    pub(crate) fn received(&self) -> Vec<Received> {
        let mut received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut received)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(
    mut stream: TcpStream,
    steps: &[Step],
    record: &Mutex<Vec<Received>>,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let Some(request) = read(&mut stream).await? else {
        return Ok(());
    };
    record
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(request);
    for step in steps {
        match step {
            Step::Write(bytes) => {
                stream.write_all(bytes).await?;
                stream.flush().await?;
            }
            Step::Drip(bytes, pause) => {
                for byte in bytes {
                    stream.write_all(std::slice::from_ref(byte)).await?;
                    stream.flush().await?;
                    tokio::time::sleep(*pause).await;
                }
            }
            Step::Wait(time) => tokio::time::sleep(*time).await,
            Step::Reset => {
                // Closing with a linger of zero sends RST (socket(7), SO_LINGER).
                stream.set_zero_linger()?;
                return Ok(());
            }
            Step::Close => {
                stream.shutdown().await?;
                // What the client still sends is read, so that no RST overtakes the last bytes.
                let mut rest = [0; 1024];
                let drained = async { while stream.read(&mut rest).await.is_ok_and(|n| n > 0) {} };
                let _ = tokio::time::timeout(Duration::from_millis(200), drained).await;
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Reads one request (RFC 9112, 2.1): head, then as much body as its length says, or chunks to the
/// last.
async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Received>> {
    let mut text: Vec<u8> = Vec::new();
    let mut block = [0; 8192];
    loop {
        if let Some(end) = text.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(text.get(..end).unwrap_or_default()).into_owned();
            let mut request = parse(&head);
            let body = text.get(end + 4..).unwrap_or_default();
            let length = request
                .header_values("content-length")
                .first()
                .and_then(|value| value.parse::<usize>().ok())
                .unwrap_or(0);
            let chunked = !request.header_values("transfer-encoding").is_empty();
            let whole = if chunked {
                body.ends_with(b"0\r\n\r\n")
            } else {
                body.len() >= length
            };
            if whole || text.len() > MAX_REQUEST {
                request.body = body.to_vec();
                return Ok(Some(request));
            }
        }
        let count = stream.read(&mut block).await?;
        if count == 0 {
            return Ok(None);
        }
        text.extend_from_slice(block.get(..count).unwrap_or_default());
    }
}

fn parse(head: &str) -> Received {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    Received {
        method: first.next().unwrap_or_default().to_owned(),
        target: first.next().unwrap_or_default().to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: Vec::new(),
    }
}
