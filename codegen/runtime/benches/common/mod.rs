//! One call twice: through this crate, and written by hand with reqwest and a serde derive, against
//! a server on loopback.
//!
//! The handwritten call does what one would write who trusts the server: no limit on the body, no
//! record of the headers. Both send the same request to the byte, and one thread answers both, so
//! that neither has the better core.

use reqwest::header::HeaderValue;
use serde::Deserialize;
use specwright_client::__generated::{
    BodyKind, Call, Core, CoreBuilder, Encoding, Failure, Key, Location, NoError, Operation, Param,
    PathPiece, Raw, Responded, Scheme, SchemeKind, Style,
};
use specwright_client::{Credential, Response};
use std::hint::black_box;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Builder;

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// `GET /v1.0/{project}/instances?limit=…` with an API key in a header.
static OPERATION: Operation = Operation {
    id: "showInstances",
    key: "GET /v1.0/{project}/instances",
    method: "GET",
    path: &[
        PathPiece::Text("/v1.0/"),
        PathPiece::Param(0),
        PathPiece::Text("/instances"),
    ],
    parameters: &[
        Param {
            name: "project",
            location: Location::Path,
            encoding: Encoding::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            required: true,
        },
        Param {
            name: "limit",
            location: Location::Query,
            encoding: Encoding::Style {
                style: Style::Form,
                explode: true,
                allow_reserved: false,
            },
            required: false,
        },
    ],
    security: &[&[0]],
    servers: &[],
    accept: "application/json",
    responses: &[Responded {
        key: Key::Exact(200),
        success: true,
        media: &["application/json"],
        body: BodyKind::Buffered,
    }],
};

static SCHEMES: &[Scheme] = &[Scheme {
    name: "token",
    kind: SchemeKind::ApiKey {
        location: Location::Header,
        name: "X-Auth-Token",
    },
}];

/// The body of every response.
const BODY: &str = r#"{"instance_num":15,"names":["a","b","c"],"state":"active"}"#;

/// The same type on both sides, so that only the call differs.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "decoded, not read")]
pub(crate) struct Instances {
    instance_num: i64,
    names: Vec<String>,
    state: String,
}

struct ShowInstances;

impl ShowInstances {
    pub(crate) fn read(
        case: usize,
        raw: Raw,
    ) -> Result<Result<Response<Instances>, NoError>, Failure> {
        match case {
            0 => raw.json().map(Ok),
            _ => Err(raw.undocumented()),
        }
    }
}

pub(crate) fn core(base: &str) -> Outcome<Core> {
    let mut builder = CoreBuilder::new();
    builder.base_url(base.to_owned());
    builder.credential(0, Credential::from("secret"));
    Ok(builder.build(SCHEMES)?)
}

pub(crate) async fn through_runtime(core: &Core) -> Outcome<Response<Instances>> {
    let mut call = Call::new(core, &OPERATION);
    call.set(0, "0dea");
    call.set(1, &50);
    Ok(call.send(ShowInstances::read).await?)
}

/// The client of the handwritten call. It says of itself what the other says.
pub(crate) fn client() -> Outcome<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("specwright-client/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(10));
    Ok(builder.build()?)
}

pub(crate) async fn by_hand(client: &reqwest::Client, base: &str) -> Outcome<Instances> {
    let mut token = HeaderValue::from_str(black_box("secret"))?;
    token.set_sensitive(true);
    let response = client
        .get(format!("{base}/v1.0/{}/instances?limit={}", "0dea", 50))
        .header("Accept", "application/json")
        .header("X-Auth-Token", token)
        .timeout(Duration::from_secs(60))
        .send()
        .await?
        .error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// A server that answers everything alike; gives its base URL.
pub(crate) fn served() -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let base = format!("http://{}", listener.local_addr()?);
    let runtime = Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                tokio::spawn(answer(stream));
            }
            #[allow(unreachable_code, reason = "the type of the errors above")]
            std::io::Result::Ok(())
        })
    });
    Ok(base)
}

/// Answers the requests of one connection until it is closed.
async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
    let response = format!("{head}\r\nContent-Length: {}\r\n\r\n{BODY}", BODY.len());
    let (mut buffer, mut request) = ([0; 4096], Vec::new());
    loop {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        request.extend(buffer.iter().take(read));
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(response.as_bytes()).await?;
        }
    }
}
