//! Texts against tables written by hand.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use super::*;

/// What most tables are made of.
impl Param {
    /// A path parameter in its default style.
    const fn path(name: &'static str) -> Self {
        Self {
            name,
            location: Location::Path,
            encoding: Encoding::SIMPLE,
            required: true,
        }
    }

    /// A query parameter in its default style.
    const fn query(name: &'static str, required: bool) -> Self {
        Self {
            name,
            location: Location::Query,
            encoding: Encoding::FORM,
            required,
        }
    }

    /// A header parameter in its default style.
    const fn header(name: &'static str, required: bool) -> Self {
        Self {
            name,
            location: Location::Header,
            encoding: Encoding::SIMPLE,
            required,
        }
    }
}

impl Responded {
    /// A success of one status whose body is read before the call ends.
    const fn ok(status: u16, media: &'static [&'static str]) -> Self {
        Self {
            key: Key::Exact(status),
            success: true,
            media,
            body: BodyKind::Buffered,
        }
    }
}

/// Tables have no equality, and what they print has all of them.
#[track_caller]
fn says(text: &'static str, expected: &Operation) {
    let known = read(text);
    assert_eq!(known.fault, None);
    assert_eq!(format!("{:?}", known.operation), format!("{expected:?}"));
}

#[track_caller]
fn fault(text: &'static str) -> &'static str {
    read(text).fault.unwrap()
}

#[track_caller]
fn parameters(text: &str) -> String {
    let text = format!(r#"{{"method": "GET", "path": "/", "parameters": {text}}}"#);
    format!("{:?}", decode(&text).unwrap().parameters)
}

#[track_caller]
fn responses(text: &str) -> String {
    let text = format!(r#"{{"method": "GET", "path": "/", "responses": {text}}}"#);
    format!("{:?}", decode(&text).unwrap().responses)
}

const EMPTY: Operation = Operation {
    id: "GET /",
    key: "GET /",
    method: "GET",
    path: &[PathPiece::Text("/")],
    parameters: &[],
    security: &[],
    servers: &[],
    accept: "",
    responses: &[],
};

#[test]
fn all_that_can_be_said() {
    const TEXT: &str = r#"{
        "operationId": "readPart",
        "method": "GET",
        "path": "/things/{id}/a b",
        "pieces": ["/things/", 1, "/a%20b"],
        "parameters": [
            {"name": "page", "in": "query"},
            {"name": "id", "in": "path", "required": true}
        ],
        "security": [[0, 2], [], [1]],
        "servers": [
            {
                "url": ["https://", 0, ".example.com/", 1],
                "variables": [
                    {"name": "region", "default": "eu", "enum": ["eu", "us"]},
                    {"name": "base", "default": "v1"}
                ]
            },
            {"url": ["/here"]}
        ],
        "accept": "application/json, text/plain",
        "responses": [
            {"status": "200", "content": ["application/json"]},
            {"status": "default", "content": ["text/plain"]}
        ]
    }"#;
    const EXPECTED: Operation = Operation {
        id: "readPart",
        key: "GET /things/{id}/a b",
        method: "GET",
        path: &[
            PathPiece::Text("/things/"),
            PathPiece::Param(1),
            PathPiece::Text("/a%20b"),
        ],
        parameters: &[Param::query("page", false), Param::path("id")],
        security: &[&[0, 2], &[], &[1]],
        servers: &[
            Server {
                url: &[
                    ServerPiece::Text("https://"),
                    ServerPiece::Variable(0),
                    ServerPiece::Text(".example.com/"),
                    ServerPiece::Variable(1),
                ],
                variables: &[
                    ServerVariable {
                        name: "region",
                        default: "eu",
                        allowed: &["eu", "us"],
                    },
                    ServerVariable {
                        name: "base",
                        default: "v1",
                        allowed: &[],
                    },
                ],
            },
            Server {
                url: &[ServerPiece::Text("/here")],
                variables: &[],
            },
        ],
        accept: "application/json, text/plain",
        responses: &[
            Responded::ok(200, &["application/json"]),
            Responded {
                key: Key::Default,
                success: false,
                media: &["text/plain"],
                body: BodyKind::Buffered,
            },
        ],
    };
    says(TEXT, &EXPECTED);
}

#[test]
fn what_is_left_out_is_empty() {
    says(r#"{"method":"GET","path":"/"}"#, &EMPTY);
}

#[test]
fn escapes_are_characters() {
    let text = r#"{"operationId":"a\"b\\c\r\n\u202e\ud83d\ude00 ","method":"GET","path":"/"}"#;
    let id = "a\"b\\c\r\n\u{202e}\u{1f600} ";
    says(text, &Operation { id, ..EMPTY });
}

// OpenAPI 3.0.4, 4.7.12.2: simple in paths and headers, form in queries and cookies, which explodes
#[test]
fn a_parameter_has_the_style_of_its_place() {
    let cookie = Param {
        name: "d",
        location: Location::Cookie,
        encoding: Encoding::FORM,
        required: false,
    };
    assert_eq!(
        parameters(
            r#"[
                {"name": "a", "in": "path", "required": true},
                {"name": "b", "in": "query", "required": true},
                {"name": "c", "in": "header", "required": false},
                {"name": "d", "in": "cookie"}
            ]"#
        ),
        format!(
            "{:?}",
            [
                Param::path("a"),
                Param::query("b", true),
                Param::header("c", false),
                cookie
            ]
        )
    );
}

#[test]
fn every_style_has_its_word_and_form_alone_explodes_by_itself() {
    for (word, style) in [
        ("matrix", Style::Matrix),
        ("label", Style::Label),
        ("form", Style::Form),
        ("simple", Style::Simple),
        ("spaceDelimited", Style::SpaceDelimited),
        ("pipeDelimited", Style::PipeDelimited),
        ("tabDelimited", Style::TabDelimited),
        ("deepObject", Style::DeepObject),
    ] {
        let expected = |explode, allow_reserved| {
            let encoding = Encoding::Style {
                style,
                explode,
                allow_reserved,
            };
            format!(
                "{:?}",
                [Param {
                    encoding,
                    ..Param::query("a", false)
                }]
            )
        };
        let said = |more: &str| {
            parameters(&format!(
                r#"[{{"name": "a", "in": "query", "style": "{word}"{more}}}]"#
            ))
        };
        assert_eq!(said(""), expected(word == "form", false));
        assert_eq!(said(r#", "explode": true"#), expected(true, false));
        assert_eq!(
            said(r#", "explode": false, "allowReserved": true"#),
            expected(false, true)
        );
    }
}

#[test]
fn a_parameter_with_content_is_json() {
    let param = Param {
        encoding: Encoding::Json,
        ..Param::query("a", false)
    };
    assert_eq!(
        parameters(r#"[{"name": "a", "in": "query", "content": "application/json"}]"#),
        format!("{:?}", [param])
    );
}

#[test]
fn a_response_is_a_success_by_its_status_unless_it_says_so() {
    let responded = |key, success| Responded {
        key,
        success,
        media: &[],
        body: BodyKind::Empty,
    };
    assert_eq!(
        responses(
            r#"[
                {"status": "200"},
                {"status": "299"},
                {"status": "199"},
                {"status": "300"},
                {"status": "302", "success": true},
                {"status": "2XX"},
                {"status": "4XX"},
                {"status": "5XX", "success": true},
                {"status": "default", "success": true},
                {"status": "default"},
                {"status": "204", "success": false}
            ]"#
        ),
        format!(
            "{:?}",
            [
                responded(Key::Exact(200), true),
                responded(Key::Exact(299), true),
                responded(Key::Exact(199), false),
                responded(Key::Exact(300), false),
                responded(Key::Exact(302), true),
                responded(Key::Range(2), true),
                responded(Key::Range(4), false),
                responded(Key::Range(5), true),
                responded(Key::Default, true),
                responded(Key::Default, false),
                responded(Key::Exact(204), false),
            ]
        )
    );
}

#[test]
fn a_body_is_read_whole_where_it_has_a_type_unless_it_is_streamed() {
    let responded = |media, body| Responded {
        body,
        ..Responded::ok(200, media)
    };
    let both = &["application/json", "text/event-stream"];
    assert_eq!(
        responses(
            r#"[
                {"status": "200"},
                {"status": "200", "content": []},
                {"status": "200", "content": ["text/*"]},
                {"status": "200", "content": ["text/*"], "streamed": true},
                {"status": "200", "streamed": true},
                {"status": "200", "streamed": false},
                {
                    "status": "200",
                    "content": ["application/json", "text/event-stream"],
                    "streamed": [false, true]
                }
            ]"#
        ),
        format!(
            "{:?}",
            [
                responded(&[], BodyKind::Empty),
                responded(&[], BodyKind::Empty),
                responded(&["text/*"], BodyKind::Buffered),
                responded(&["text/*"], BodyKind::Streamed),
                responded(&[], BodyKind::Streamed),
                responded(&[], BodyKind::Buffered),
                responded(
                    both,
                    BodyKind::Mixed(&[("application/json", false), ("text/event-stream", true)])
                ),
            ]
        )
    );
}

#[test]
fn what_is_not_understood_is_told_with_its_place() {
    for (text, expected) in [
        (r#"{"method":"GET"}"#, "`path` is missing"),
        (r#"{"method":1,"path":"/"}"#, "`method` is no text: 1"),
        (
            r#"{"method":"GET","path":"/","trace":true}"#,
            "`trace` is not known",
        ),
        (
            r#"{"method":"GET","path":"/","parameters":[{"name":"a","in":"body"}]}"#,
            "`parameters` [0] `in` is no place of a parameter: `body`",
        ),
        (
            r#"{"method":"GET","path":"/","parameters":[{"name":"a","in":"query","style":"x"}]}"#,
            "`parameters` [0] `style` is no style: `x`",
        ),
        (
            r#"{"method":"GET","path":"/","parameters":[{"name":"a","in":"query","required":0}]}"#,
            "`parameters` [0] `required` is neither true nor false: 0",
        ),
        (
            r#"{"method":"GET","path":"/","parameters":[{"name":"a","in":"query","schema":{}}]}"#,
            "`parameters` [0] `schema` is not known",
        ),
        (
            r#"{"method":"GET","path":"/","parameters":[{"name":"a","in":"query","content":"text/xml"}]}"#,
            "`parameters` [0] `content` is not written into parameters: `text/xml`",
        ),
        (
            r#"{"method":"GET","path":"/","security":[[0],[-1]]}"#,
            "`security` [1] [0] is no index: invalid value: integer `-1`, expected usize",
        ),
        (
            r#"{"method":"GET","path":"/","servers":[{"url":["/"],"name":"a"}]}"#,
            "`servers` [0] `name` is not known",
        ),
        (
            r#"{"method":"GET","path":"/","servers":[{"url":["/"],"variables":[{"name":"a"}]}]}"#,
            "`servers` [0] `variables` [0] `default` is missing",
        ),
        (
            r#"{"method":"GET","path":"/","responses":[{"status":"2xx"}]}"#,
            "`responses` [0] `status` is no status: `2xx`",
        ),
        (
            r#"{"method":"GET","path":"/","responses":[{"status":200}]}"#,
            "`responses` [0] `status` is no text: 200",
        ),
        (
            r#"{"method":"GET","path":"/","responses":[{"status":"200","content":["a/b"],"streamed":[]}]}"#,
            "`responses` [0] `streamed` has not one answer for each media type",
        ),
        (
            r#"{"method":"GET","path":"/","responses":{}}"#,
            "`responses` is no list: {}",
        ),
        ("[]", "is no object: []"),
    ] {
        assert_eq!(fault(text), expected, "{text}");
    }
    assert!(fault(r#"{"method":"GET","path":"/""#).contains("EOF"));
}

#[test]
fn an_operation_that_cannot_be_read_has_its_name_where_that_can_be() {
    let named = read(r#"{"operationId":"readPart","method":"GET"}"#);
    assert_eq!(named.operation.id, "readPart");
    let nameless = read("{");
    assert_eq!(nameless.operation.id, "{");
}

#[test]
fn a_text_is_decoded_once() {
    let text = r#"{"method":"GET","path":"/once"}"#;
    let copy: &'static str = text.to_owned().leak();
    let threads: Vec<_> = [text, copy, text, copy]
        .map(|text| std::thread::spawn(move || std::ptr::from_ref(read(text).operation) as usize))
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    assert!(threads.windows(2).all(|pair| pair.first() == pair.last()));
}
