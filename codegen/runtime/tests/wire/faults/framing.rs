//! Where a body ends: `Content-Length`, transfer codings, chunks, trailers, the end of the
//! connection (RFC 9112, 6 and 7).

use std::time::Duration;

use super::shape::Shape;
use super::{
    BODY_LIMIT, End, Fault, PROTOCOL, RESET, Reply, TIMEOUT, TOO_LARGE, all, closed, ends, fault,
    good, head, kept,
};

/// The shape's body behind these header lines, then the end of the connection.
fn length(shape: Shape, lines: &str) -> Vec<Reply> {
    closed(format!("{}{}", head(shape, lines), shape.body()))
}

/// A head that promises this much more than the body has, and the body.
fn short_of(shape: Shape, by: usize) -> Vec<u8> {
    let length = shape.body().len() + by;
    let head = head(shape, &format!("Content-Length: {length}\r\n"));
    format!("{head}{}", shape.body()).into_bytes()
}

/// A body in chunked coding as it is written here; `BODY` stands for the shape's body in one chunk.
fn chunks(shape: Shape, coded: &str) -> Vec<u8> {
    let body = shape.body();
    let chunk = format!("{:x}\r\n{body}\r\n", body.len());
    let head = head(shape, "Transfer-Encoding: chunked\r\n");
    format!("{head}{}", coded.replace("BODY", &chunk)).into_bytes()
}

/// A good body in chunked coding behind these header lines.
fn coded(shape: Shape, lines: &str) -> Vec<u8> {
    let body = shape.body();
    let head = head(shape, lines);
    format!("{head}{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).into_bytes()
}

/// A response that lies in wait behind another.
const HIDDEN: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n666";

pub(super) const FAULTS: &[Fault] = &[
    // Content-Length
    fault("a negative length", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: -5\r\n")
    }),
    fault("a signed length", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: +5\r\n")
    }),
    fault("a length that is no number", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: five\r\n")
    }),
    fault("a length in hexadecimal", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: 0x5\r\n")
    }),
    fault("an empty length", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: \r\n")
    }),
    fault("a length of 2^64", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: 18446744073709551616\r\n")
    }),
    fault("two lengths", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: 5\r\nContent-Length: 6\r\n")
    }),
    fault("two lengths in one field", all(PROTOCOL), |shape| {
        length(shape, "Content-Length: 5, 6\r\n")
    }),
    fault("a length longer than the body", all(RESET), |shape| {
        closed(short_of(shape, 1))
    }),
    fault("a length of 2^63", all(RESET), |shape| {
        length(shape, "Content-Length: 9223372036854775807\r\n")
    }),
    fault("a reset amid the body", all(RESET), |shape| {
        vec![Reply::Reset(short_of(shape, 9))]
    }),
    fault("silence amid the body", all(TIMEOUT), |shape| {
        vec![Reply::Hold(short_of(shape, 9))]
    }),
    fault("silence behind the head", all(TIMEOUT), |shape| {
        vec![Reply::Hold(head(shape, "Content-Length: 5\r\n").into())]
    }),
    fault(
        "a body that drips for ever",
        ends(TIMEOUT, End::Goes, End::Goes, TIMEOUT),
        |shape| {
            let begin = head(shape, "Connection: close\r\n").into_bytes();
            vec![Reply::Flood(
                Duration::from_millis(50),
                begin,
                b"1".to_vec(),
            )]
        },
    ),
    fault("a body without end", all(TOO_LARGE), |shape| {
        let begin = head(shape, "Connection: close\r\n").into_bytes();
        vec![Reply::Flood(Duration::ZERO, begin, b"1".repeat(64 * 1024))]
    }),
    fault(
        "a body that says it is too large",
        all(TOO_LARGE),
        |shape| {
            let length = format!("Content-Length: {}\r\n", 2 * BODY_LIMIT);
            let body = "1".repeat(2 * BODY_LIMIT);
            kept(format!("{}{body}", head(shape, &length)))
        },
    ),
    // transfer codings
    fault("length and chunks together", all(End::Value), |shape| {
        kept(coded(
            shape,
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        ))
    }),
    fault("chunks and length together", all(End::Value), |shape| {
        kept(coded(
            shape,
            "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        ))
    }),
    fault("chunks in HTTP/1.0", all(PROTOCOL), |shape| {
        let whole = coded(shape, "Transfer-Encoding: chunked\r\n");
        let rest = whole.get("HTTP/1.1".len()..).unwrap_or_default();
        closed([b"HTTP/1.0", rest].concat())
    }),
    fault("chunked in capitals", all(End::Value), |shape| {
        kept(coded(shape, "Transfer-Encoding: CHUNKED\r\n"))
    }),
    // chunks
    fault("chunks", all(End::Value), |shape| {
        kept(chunks(shape, "BODY0\r\n\r\n"))
    }),
    fault("a chunk extension", all(End::Value), |shape| {
        kept(chunks(shape, "BODY0;a=b\r\n\r\n"))
    }),
    fault("a chunk extension of 20 KB", all(PROTOCOL), |shape| {
        closed(chunks(
            shape,
            &format!("BODY1;{}\r\n1\r\n0\r\n\r\n", "a".repeat(20_000)),
        ))
    }),
    fault("no last chunk", all(RESET), |shape| {
        closed(chunks(shape, "BODY"))
    }),
    fault("an end within a chunk's size", all(RESET), |shape| {
        closed(chunks(shape, "BODY1"))
    }),
    fault("an end within a chunk", all(RESET), |shape| {
        closed(chunks(shape, "BODY99\r\n1"))
    }),
    fault("a reset within a chunk", all(RESET), |shape| {
        vec![Reply::Reset(chunks(shape, "BODY99\r\n1"))]
    }),
    fault("silence within a chunk", all(TIMEOUT), |shape| {
        vec![Reply::Hold(chunks(shape, "BODY99\r\n1"))]
    }),
    fault("silence before the last chunk", all(TIMEOUT), |shape| {
        vec![Reply::Hold(chunks(shape, "BODY"))]
    }),
    fault("a chunk size that overflows", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODYffffffffffffffff1\r\n1\r\n0\r\n\r\n"))
    }),
    fault("a chunk size that is no number", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODYx\r\n1\r\n0\r\n\r\n"))
    }),
    fault("a negative chunk size", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODY-1\r\n1\r\n0\r\n\r\n"))
    }),
    fault("a chunk size with 0x", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODY0x1\r\n1\r\n0\r\n\r\n"))
    }),
    fault("an empty chunk size", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODY\r\n1\r\n0\r\n\r\n"))
    }),
    fault("no line end behind a chunk", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODY1\r\n1x\r\n0\r\n\r\n"))
    }),
    fault("a bare line feed behind a size", all(PROTOCOL), |shape| {
        closed(chunks(shape, "BODY1\n1\r\n0\r\n\r\n"))
    }),
    fault("chunks without end", all(TOO_LARGE), |shape| {
        let begin = head(shape, "Transfer-Encoding: chunked\r\n").into_bytes();
        let chunk = format!("100\r\n{}\r\n", "1".repeat(256));
        let many = chunk.repeat(1000).into_bytes();
        vec![Reply::Flood(Duration::ZERO, begin, many)]
    }),
    fault("a trailer", all(End::Value), |shape| {
        kept(chunks(shape, "BODY0\r\nX-T: y\r\n\r\n"))
    }),
    fault("a trailer that names a length", all(End::Value), |shape| {
        kept(chunks(shape, "BODY0\r\nContent-Length: 99\r\n\r\n"))
    }),
    fault("trailers of 40 KB", all(PROTOCOL), |shape| {
        let trailers = format!("X-T: {}\r\n", "y".repeat(400)).repeat(100);
        closed(chunks(shape, &format!("BODY0\r\n{trailers}\r\n")))
    }),
    // what comes behind
    fault(
        "another response behind a chunked one",
        all(End::Value),
        |shape| kept([&chunks(shape, "BODY0\r\n\r\n"), HIDDEN].concat()),
    ),
    fault(
        "another response behind no content",
        all(End::Status(204)),
        |_| kept([b"HTTP/1.1 204 No Content\r\n\r\n".as_slice(), HIDDEN].concat()),
    ),
    fault("a length with 204", all(End::Status(204)), |_| {
        kept("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n")
    }),
    fault("a length with 304", all(End::Status(304)), |_| {
        kept("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")
    }),
    fault("an early answer and the end", all(End::Api(413)), |_| {
        closed(
            "HTTP/1.1 413 Content Too Large\r\nContent-Type: application/json\r\n\
             Content-Length: 2\r\nConnection: close\r\n\r\n{}",
        )
    }),
    fault(
        "another response behind the body",
        all(End::Value),
        |shape| {
            let coded = chunks(shape, "BODY0\r\nX-T: y\r\n\r\n");
            kept([&coded, HIDDEN, &good(shape, "")].concat())
        },
    ),
];
