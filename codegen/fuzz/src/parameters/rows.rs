//! The ways in which a value is sent: one operation each.

use serde_json::Value;
use specwright_client::__generated::{
    Encoding, FormField, Location, Operation, Param, PartValue, PathPiece, Style,
};
use specwright_client::FilePart;

/// A way to send a value.
pub(super) struct Row {
    /// As inputs name it.
    pub(super) name: &'static str,
    pub(super) operation: Operation,
    pub(super) place: Place,
}

/// Where a value goes, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path(Style, bool),
    Query(Style, bool),
    /// `allowReserved`.
    Reserved,
    Header(bool),
    Cookie,
    /// `content` with JSON, in the query.
    QueryJson,
    Json,
    Form,
    Multipart,
}

/// Members of a form that the document says something of.
pub(super) const FIELDS: &[FormField] = &[
    FormField {
        name: "csv",
        style: Style::Form,
        explode: false,
        json: false,
    },
    FormField {
        name: "json",
        style: Style::Form,
        explode: true,
        json: true,
    },
];

/// Parts of a multipart body: a member of this name is sent as text, as JSON, and as a file's name.
pub(super) fn parts(value: &Value) -> Vec<(&'static str, PartValue)> {
    let file = FilePart::new("contents").file_name(value.as_str().unwrap_or("n"));
    vec![
        ("text", PartValue::text(value, None)),
        ("json", PartValue::json(value, None)),
        ("file", PartValue::file(file, None)),
    ]
}

const fn operation(path: &'static [PathPiece], parameters: &'static [Param]) -> Operation {
    Operation {
        id: "o",
        key: "POST /a",
        method: "POST",
        path,
        parameters,
        security: &[],
        servers: &[],
        accept: "",
        responses: &[],
    }
}

/// A row whose value is a parameter.
macro_rules! parameter {
    ($name:literal, $place:expr, $location:ident, $encoding:expr) => {
        Row {
            name: $name,
            place: $place,
            operation: operation(
                // A path without variables has none to put a value in.
                match Location::$location {
                    Location::Path => &[
                        PathPiece::Text("/a/"),
                        PathPiece::Param(0),
                        PathPiece::Text("/z"),
                    ],
                    _ => &[PathPiece::Text("/a")],
                },
                const {
                    &[Param {
                        name: if matches!($place, Place::Header(_)) {
                            "X-P"
                        } else {
                            "p"
                        },
                        location: Location::$location,
                        encoding: $encoding,
                        required: true,
                    }]
                },
            ),
        }
    };
}

/// A row whose value is a parameter in a style.
macro_rules! style {
    ($name:literal, $place:ident, $location:ident, $style:ident, $explode:literal) => {
        parameter!(
            $name,
            Place::$place(Style::$style, $explode),
            $location,
            Encoding::Style {
                style: Style::$style,
                explode: $explode,
                allow_reserved: false,
            }
        )
    };
}

const fn body(name: &'static str, place: Place) -> Row {
    Row {
        name,
        operation: operation(&[PathPiece::Text("/a")], &[]),
        place,
    }
}

const SIMPLE_EXPLODED: Encoding = Encoding::Style {
    style: Style::Simple,
    explode: true,
    allow_reserved: false,
};

const RESERVED: Encoding = Encoding::Style {
    style: Style::Form,
    explode: true,
    allow_reserved: true,
};

/// All of them.
pub(super) static ROWS: &[Row] = &[
    style!("path simple", Path, Path, Simple, false),
    style!("path simple explode", Path, Path, Simple, true),
    style!("path label", Path, Path, Label, false),
    style!("path label explode", Path, Path, Label, true),
    style!("path matrix", Path, Path, Matrix, false),
    style!("path matrix explode", Path, Path, Matrix, true),
    style!("query form", Query, Query, Form, false),
    style!("query form explode", Query, Query, Form, true),
    style!("query space", Query, Query, SpaceDelimited, false),
    style!("query pipe", Query, Query, PipeDelimited, false),
    style!("query tab", Query, Query, TabDelimited, false),
    style!("query deep", Query, Query, DeepObject, true),
    parameter!("query reserved", Place::Reserved, Query, RESERVED),
    parameter!("query json", Place::QueryJson, Query, Encoding::Json),
    parameter!("header", Place::Header(false), Header, Encoding::SIMPLE),
    parameter!(
        "header explode",
        Place::Header(true),
        Header,
        SIMPLE_EXPLODED
    ),
    parameter!("cookie", Place::Cookie, Cookie, Encoding::FORM),
    body("json", Place::Json),
    body("form", Place::Form),
    body("multipart", Place::Multipart),
];
