//! What is broken in a body that came whole: content codings, media types, JSON, events
//! (RFC 9110, 8.3 and 8.4; RFC 8259; RFC 1952).

use std::io::Write;

use specwright_client::DecodeKind;

use super::shape::Shape;
use super::{End, Fault, PROTOCOL, RESET, Reply, TOO_LARGE, all, closed, ends, fault, head, kept};
use crate::server::response;

fn zipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// This body in gzip coding, of the shape's media type.
fn gzip(shape: Shape, body: impl AsRef<[u8]>) -> Vec<Reply> {
    typed(shape.media_type(), "Content-Encoding: gzip\r\n", body)
}

/// A whole response of this media type.
fn typed(media_type: &str, lines: &str, body: impl AsRef<[u8]>) -> Vec<Reply> {
    let headers = format!("Content-Type: {media_type}\r\n{lines}");
    kept(response("200 OK", &headers, body))
}

/// A body in the place of the shape's own: as the data of an event where it is a stream of events.
fn body(shape: Shape, text: impl AsRef<[u8]>) -> Vec<Reply> {
    let text = text.as_ref();
    let whole = match shape {
        Shape::Events => [b"data: ", text, b"\n\n"].concat(),
        Shape::Get | Shape::Post | Shape::Bytes | Shape::Nothing => text.to_vec(),
    };
    typed(shape.media_type(), "", whole)
}

const SYNTAX: End = End::Decode(DecodeKind::Syntax);
const ENCODING: End = End::Decode(DecodeKind::Encoding);
const CONTENT_TYPE: End = End::Decode(DecodeKind::ContentType);

/// Ends of a body that is no JSON.
const fn no_json(end: End) -> super::Ends {
    ends(end, End::Other, End::Item, End::Value)
}

pub(super) const FAULTS: &[Fault] = &[
    // content codings
    fault("a bomb", all(TOO_LARGE), |shape| {
        gzip(shape, zipped(&b"1".repeat(16 * 1024 * 1024)))
    }),
    fault("coded and cut", all(PROTOCOL), |shape| {
        let mut coded = zipped(shape.body().as_bytes());
        coded.truncate(coded.len() - 9);
        gzip(shape, coded)
    }),
    fault("coded, and the connection ends", all(RESET), |shape| {
        let coded = zipped(shape.body().as_bytes());
        let lines = "Content-Encoding: gzip\r\nContent-Length: 999\r\n";
        closed([head(shape, lines).into_bytes(), coded].concat())
    }),
    fault("a wrong checksum", all(PROTOCOL), |shape| {
        let mut coded = zipped(shape.body().as_bytes());
        let at = coded.len() - 6;
        coded[at] ^= 0xff;
        gzip(shape, coded)
    }),
    fault(
        "a coding that is said and not there",
        all(PROTOCOL),
        |shape| gzip(shape, shape.body()),
    ),
    // media types
    fault(
        "a page in the place of the value",
        ends(CONTENT_TYPE, CONTENT_TYPE, CONTENT_TYPE, End::Value),
        |_| typed("text/html", "", "<html>"),
    ),
    // JSON and events
    fault("no JSON", no_json(SYNTAX), |shape| body(shape, "{")),
    fault("JSON that goes on", no_json(SYNTAX), |shape| {
        body(shape, "12345 6")
    }),
    fault("JSON nested 50,000 deep", no_json(SYNTAX), |shape| {
        body(shape, "[".repeat(50_000))
    }),
    fault("NaN", no_json(SYNTAX), |shape| body(shape, "NaN")),
    fault("JSON with comments", no_json(SYNTAX), |shape| {
        body(shape, "/* a */ 12345")
    }),
    fault("bytes that are no UTF-8", no_json(ENCODING), |shape| {
        body(shape, b"\"\xff\xfe\"")
    }),
    fault(
        "an empty body",
        ends(
            End::Decode(DecodeKind::Empty),
            End::Nothing,
            End::Nothing,
            End::Value,
        ),
        |shape| typed(shape.media_type(), "", ""),
    ),
    fault("a name without a value", no_json(SYNTAX), |shape| {
        body(shape, "{\"a\"}")
    }),
    fault("a lone backslash", no_json(SYNTAX), |shape| {
        body(shape, "\"\\x\"")
    }),
    // statuses with what people put into them
    fault(
        "429 with a Retry-After of no sense",
        all(End::Api(429)),
        |_| {
            let headers = "Content-Type: application/json\r\nRetry-After: soon\r\n";
            kept(response("429 Too Many Requests", headers, "{}"))
        },
    ),
    fault("503 for 30,000 years", all(End::Api(503)), |_| {
        kept(response("503 Busy", "Retry-After: 1000000000000\r\n", ""))
    }),
    fault("an error that is a page", all(CONTENT_TYPE), |_| {
        kept(response(
            "404 Not Found",
            "Content-Type: text/html\r\n",
            "<html>",
        ))
    }),
    fault("an error that is a bomb", all(TOO_LARGE), |_| {
        let headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
        let bomb = zipped(&b" ".repeat(16 * 1024 * 1024));
        kept(response("404 Not Found", headers, bomb))
    }),
];
