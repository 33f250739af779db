//! Tables as generated code writes them: texts, each decoded when its operation is first called.
//!
//! A text instead of static data because of what a compiler does with it: it does not look into a
//! string. `cargo check` of a client of a thousand operations took 6.7 s of processor time with
//! struct literals and 5.0 s with texts; a `static` for each, of a text and a cell for what it says,
//! would have kept 0.17 s of that. So the cell is here: one map for all clients of a process, from
//! the text to what it says.
//!
//! A text is JSON in the terms of OpenAPI 3.0.4, 4.7.10 (Operation Object), with what a document
//! leaves to be looked up already looked up: variables and security schemes are numbers, a list of
//! responses keeps its order. What is left out has the default of OpenAPI, or is empty.
//!
//! | member | what it is | left out |
//! | --- | --- | --- |
//! | `method` | HTTP method token | never |
//! | `path` | template as the document writes it | never |
//! | `operationId` | name in messages | method and path |
//! | `pieces` | what is sent of `path`: texts, and numbers of parameters | `path` as it is |
//! | `parameters` | `name`, `in`, `required`, `style`, `explode`, `allowReserved`, or `content` | none |
//! | `security` | alternatives, each a list of numbers of schemes | no security |
//! | `servers` | `url` in pieces, `variables` with `name`, `default`, `enum` | the document's |
//! | `accept` | `Accept` header | none is sent |
//! | `responses` | `status`, `content` (media types), `success`, `streamed` | none |
//!
//! Must not panic: a text that cannot be read is a fault of the generator, and fails each call of
//! its operation.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use serde_json::{Map, Value};

use super::{
    BodyKind, Encoding, Key, Location, Operation, Param, PathPiece, Responded, Server, ServerPiece,
    ServerVariable, Style,
};

/// What the texts say that have been asked for. By content: two copies of a text are one table.
static READ: RwLock<BTreeMap<&'static str, Known>> = RwLock::new(BTreeMap::new());

/// What a text says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// The operation; without parameters and responses where the text cannot be read.
    pub(crate) operation: &'static Operation,
    /// Why the text cannot be read.
    pub(crate) fault: Option<&'static str>,
}

/// The operation of a text. Decoded once in a process and kept until its end, so that what it says
/// is plain `'static` data to everything else, as if the compiler had laid it out.
pub(crate) fn read(text: &'static str) -> Known {
    // A thread that panicked has left a whole map: entries are made before they are put in.
    let known = {
        let read = READ.read().unwrap_or_else(PoisonError::into_inner);
        read.get(text).copied()
    };
    known.unwrap_or_else(|| {
        let mut read = READ.write().unwrap_or_else(PoisonError::into_inner);
        *read.entry(text).or_insert_with(|| Known::of(text))
    })
}

impl Known {
    fn of(text: &'static str) -> Self {
        let (operation, fault) = match decode(text) {
            Ok(operation) => (operation, None),
            Err(fault) => (unknown(text), Some(&*fault.leak())),
        };
        Self {
            operation: Box::leak(Box::new(operation)),
            fault,
        }
    }
}

/// What stands for an operation whose text cannot be read; its error names it as well as it can.
fn unknown(text: &'static str) -> Operation {
    let id = serde_json::from_str::<Map<String, Value>>(text)
        .ok()
        .and_then(|mut members| members.remove("operationId"))
        .and_then(|id| self::text(id).ok());
    let id = id.unwrap_or(text);
    Operation {
        id,
        key: id,
        method: "",
        path: &[],
        parameters: &[],
        security: &[],
        servers: &[],
        accept: "",
        responses: &[],
    }
}

fn decode(text: &str) -> Result<Operation, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut members = Members::of(value)?;
    let method = members.required("method", self::text)?;
    let path = members.required("path", self::text)?;
    let key: &str = format!("{method} {path}").leak();
    let operation = Operation {
        id: members.optional("operationId", self::text)?.unwrap_or(key),
        key,
        method,
        path: match members.optional("pieces", |it| list(it, path_piece))? {
            Some(pieces) => pieces,
            None => vec![PathPiece::Text(path)].leak(),
        },
        parameters: members.list("parameters", parameter)?,
        security: members.list("security", |it| list(it, index))?,
        servers: members.list("servers", server)?,
        accept: members.optional("accept", self::text)?.unwrap_or_default(),
        responses: members.list("responses", responded)?,
    };
    members.end().map(|()| operation)
}

fn path_piece(value: Value) -> Result<PathPiece, String> {
    match value {
        Value::String(text) => Ok(PathPiece::Text(text.leak())),
        number => index(number).map(PathPiece::Param),
    }
}

fn parameter(value: Value) -> Result<Param, String> {
    let mut members = Members::of(value)?;
    let location = members.required("in", location)?;
    let param = Param {
        name: members.required("name", text)?,
        location,
        encoding: match members.optional("content", json)? {
            Some(json) => json,
            None => styled(&mut members, location)?,
        },
        required: members.flag("required")?.unwrap_or_default(),
    };
    members.end().map(|()| param)
}

fn location(value: Value) -> Result<Location, String> {
    Ok(match text(value)? {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        other => return Err(format!("is no place of a parameter: `{other}`")),
    })
}

/// `content`: the one kind that parameters are written in.
fn json(value: Value) -> Result<Encoding, String> {
    match text(value)? {
        "application/json" => Ok(Encoding::Json),
        other => Err(format!("is not written into parameters: `{other}`")),
    }
}

/// Style and explosion, with the defaults of OpenAPI 3.0.4, 4.7.12.2.
fn styled(members: &mut Members, location: Location) -> Result<Encoding, String> {
    let usual = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    let style = members.optional("style", style)?.unwrap_or(usual);
    Ok(Encoding::Style {
        style,
        explode: members.flag("explode")?.unwrap_or(style == Style::Form),
        allow_reserved: members.flag("allowReserved")?.unwrap_or_default(),
    })
}

fn style(value: Value) -> Result<Style, String> {
    Ok(match text(value)? {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "form" => Style::Form,
        "simple" => Style::Simple,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "tabDelimited" => Style::TabDelimited,
        "deepObject" => Style::DeepObject,
        other => return Err(format!("is no style: `{other}`")),
    })
}

fn server(value: Value) -> Result<Server, String> {
    let mut members = Members::of(value)?;
    let server = Server {
        url: members.required("url", |it| list(it, server_piece))?,
        variables: members.list("variables", server_variable)?,
    };
    members.end().map(|()| server)
}

fn server_piece(value: Value) -> Result<ServerPiece, String> {
    match value {
        Value::String(text) => Ok(ServerPiece::Text(text.leak())),
        number => index(number).map(ServerPiece::Variable),
    }
}

fn server_variable(value: Value) -> Result<ServerVariable, String> {
    let mut members = Members::of(value)?;
    let variable = ServerVariable {
        name: members.required("name", text)?,
        default: members.required("default", text)?,
        allowed: members.list("enum", text)?,
    };
    members.end().map(|()| variable)
}

fn responded(value: Value) -> Result<Responded, String> {
    let mut members = Members::of(value)?;
    let key = members.required("status", key)?;
    let success = members.flag("success")?;
    let media = members.list("content", text)?;
    let responded = Responded {
        key,
        success: success.unwrap_or(matches!(key, Key::Exact(200..=299) | Key::Range(2))),
        media,
        body: match members.optional("streamed", |it| streamed(it, media))? {
            Some(body) => body,
            None if media.is_empty() => BodyKind::Empty,
            None => BodyKind::Buffered,
        },
    };
    members.end().map(|()| responded)
}

/// A status, a class as in `4XX`, or `default`.
fn key(value: Value) -> Result<Key, String> {
    let text = text(value)?;
    let key = match text.strip_suffix("XX") {
        Some(class) => class.parse().ok().map(Key::Range),
        None if text == "default" => Some(Key::Default),
        None => text.parse().ok().map(Key::Exact),
    };
    key.ok_or_else(|| format!("is no status: `{text}`"))
}

/// Whether bodies are handed over as streams: all or none, or one answer for each media type.
fn streamed(value: Value, media: &'static [&'static str]) -> Result<BodyKind, String> {
    let each = match value {
        Value::Bool(true) => return Ok(BodyKind::Streamed),
        Value::Bool(false) => return Ok(BodyKind::Buffered),
        each => list(each, flag)?,
    };
    if each.len() != media.len() {
        return Err("has not one answer for each media type".to_owned());
    }
    let entries: Vec<_> = media.iter().copied().zip(each.iter().copied()).collect();
    Ok(BodyKind::Mixed(entries.leak()))
}

fn text(value: Value) -> Result<&'static str, String> {
    match value {
        Value::String(text) => Ok(text.leak()),
        other => Err(format!("is no text: {other}")),
    }
}

fn flag(value: Value) -> Result<bool, String> {
    match value {
        Value::Bool(flag) => Ok(flag),
        other => Err(format!("is neither true nor false: {other}")),
    }
}

fn index(value: Value) -> Result<usize, String> {
    serde_json::from_value(value).map_err(|error| format!("is no index: {error}"))
}

fn list<T>(
    value: Value,
    each: impl Fn(Value) -> Result<T, String>,
) -> Result<&'static [T], String> {
    let Value::Array(items) = value else {
        return Err(format!("is no list: {value}"));
    };
    let numbered = items.into_iter().enumerate();
    let items: Result<Vec<T>, String> = numbered
        .map(|(at, item)| each(item).map_err(|problem| format!("[{at}] {problem}")))
        .collect();
    items.map(|items| &*items.leak())
}

/// The members of an object that nobody has asked for yet.
struct Members(Map<String, Value>);

impl Members {
    fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            other => Err(format!("is no object: {other}")),
        }
    }

    fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        let value = self.0.remove(name).map(read).transpose();
        value.map_err(|problem| format!("`{name}` {problem}"))
    }

    fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, String>,
    ) -> Result<T, String> {
        let value = self.optional(name, read)?;
        value.ok_or_else(|| format!("`{name}` is missing"))
    }

    fn flag(&mut self, name: &str) -> Result<Option<bool>, String> {
        self.optional(name, flag)
    }

    fn list<T>(
        &mut self,
        name: &str,
        each: impl Fn(Value) -> Result<T, String>,
    ) -> Result<&'static [T], String> {
        let items = self.optional(name, |value| list(value, each))?;
        Ok(items.unwrap_or_default())
    }

    /// A member that is not known may change what the others mean: better no call than a wrong one.
    fn end(self) -> Result<(), String> {
        match self.0.keys().next() {
            Some(name) => Err(format!("`{name}` is not known")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
