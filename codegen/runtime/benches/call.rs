//! What a call costs through this crate, against the same call written by hand with reqwest and a
//! serde derive, over loopback: time, and allocations of a call on a warm connection.
//!
//! `cargo bench -p specwright-client --bench call`. The handwritten call does what one would
//! write who trusts the server: no limit on the body, no record of the headers.

use allocation_counter::measure;
use criterion::Criterion;
use reqwest::header::HeaderValue;
use serde::Deserialize;
use specwright_client::__generated::{
    BodyKind, Call, Core, CoreBuilder, Encoding, Failure, Key, Location, NoError, Operation, Param,
    PathPiece, Raw, Responded, Scheme, SchemeKind, Style,
};
use specwright_client::{Credential, Response};
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

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
struct Instances {
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

fn main() -> Outcome<()> {
    let mut criterion = Criterion::default().configure_from_args();
    let base = served()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let core = core(&base)?;
    let client = reqwest::Client::builder().build()?;
    // Both have their connection before anything is measured.
    runtime.block_on(through_runtime(&core))?;
    runtime.block_on(by_hand(&client, &base))?;
    let mut group = criterion.benchmark_group("call");
    group.bench_function("runtime", |b| {
        b.iter(|| black_box(runtime.block_on(through_runtime(&core))));
    });
    group.bench_function("by-hand", |b| {
        b.iter(|| black_box(runtime.block_on(by_hand(&client, &base))));
    });
    group.finish();
    criterion.final_summary();
    paired(&runtime, &core, &client, &base)
}

/// Both calls in turn, so that a change of the machine's load meets both; the ratio of the
/// medians, and the allocations.
#[allow(clippy::print_stdout, reason = "what the bench is for")]
fn paired(runtime: &Runtime, core: &Core, client: &reqwest::Client, base: &str) -> Outcome<()> {
    const ROUNDS: usize = 5_000;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let started = Instant::now();
        runtime.block_on(through_runtime(core))?;
        ours.push(started.elapsed());
        let started = Instant::now();
        runtime.block_on(by_hand(client, base))?;
        theirs.push(started.elapsed());
    }
    let (time, hand) = (median(&mut ours), median(&mut theirs));
    let ratio = time.as_secs_f64() / hand.as_secs_f64();
    println!("call: runtime {time:?}, by hand {hand:?}: {ratio:.3} times ({ROUNDS} pairs)");
    let ours = measure(|| drop(black_box(runtime.block_on(through_runtime(core)))));
    let theirs = measure(|| drop(black_box(runtime.block_on(by_hand(client, base)))));
    println!(
        "allocations: runtime {} ({} bytes), by hand {} ({} bytes)",
        ours.count_total, ours.bytes_total, theirs.count_total, theirs.bytes_total
    );
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn core(base: &str) -> Outcome<Core> {
    let mut builder = CoreBuilder::new();
    builder.base_url(base.to_owned());
    builder.credential(0, Credential::from("secret"));
    Ok(builder.build(SCHEMES)?)
}

async fn through_runtime(core: &Core) -> Outcome<Response<Instances>> {
    let mut call = Call::new(core, &OPERATION);
    call.set(0, "0dea");
    call.set(1, &50);
    Ok(call.send(ShowInstances::read).await?)
}

async fn by_hand(client: &reqwest::Client, base: &str) -> Outcome<Instances> {
    let mut token = HeaderValue::from_static("secret");
    token.set_sensitive(true);
    let response = client
        .get(format!("{base}/v1.0/{}/instances?limit={}", "0dea", 50))
        .header("X-Auth-Token", token)
        .header("Accept", "application/json")
        .timeout(Duration::from_secs(60))
        .send()
        .await?
        .error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// A server that answers everything alike; gives its base URL.
fn served() -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    Ok(base)
}

/// Answers the requests of one connection until it is closed.
fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
    let response = format!("{head}\r\nContent-Length: {}\r\n\r\n{BODY}", BODY.len());
    let (mut buffer, mut request) = ([0; 4096], Vec::new());
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        request.extend(buffer.iter().take(read));
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(response.as_bytes())?;
        }
    }
}
