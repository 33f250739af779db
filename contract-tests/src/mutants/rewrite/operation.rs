//! Faults of an operation's table: method, path, parameters, security, `Accept`, statuses.

use super::{PARAMETER_RENAMED, Rewriter, literal, text};
use serde_json::{Map, Value, json};
use syn::{Expr, ImplItem, ImplItemFn, ItemImpl, ReturnType, Stmt, Type};

/// The text of a table, decoded.
type Table = Map<String, Value>;

/// A changed table.
struct Change {
    operator: &'static str,
    /// What is wrong.
    place: String,
    table: Table,
    /// Name of the parameter that is wrong.
    parameter: Option<String>,
}

impl Rewriter {
    /// Notes the keys of the operations that a client's methods begin. What reads the responses
    /// has the method's name.
    pub(super) fn look_at_keys(&mut self, block: &ItemImpl) {
        for item in &block.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = request(function);
            let key = written(&mut function.clone()).and_then(|(_, table)| key(&table));
            if let (Some(name), Some(key)) = (name, key) {
                let reader = function.sig.ident.to_string();
                self.readers.insert(reader, (name.clone(), key.clone()));
                self.keys.insert(name, key);
            }
        }
    }

    /// Puts changed tables beside the one that a function begins a call with; gives its key.
    pub(super) fn operation_table(&mut self, function: &mut ImplItemFn) -> Option<String> {
        let name = request(function)?;
        let (argument, table) = written(function)?;
        let key = key(&table);
        let mut alternatives: Vec<(usize, Expr)> = Vec::new();
        for change in changes(&table, self.schemes.len()) {
            let place = format!("{name}: {}", change.place);
            let id = self.site(change.operator, key.as_ref(), place);
            if let (Some(site), Some(parameter)) = (self.sites.last_mut(), change.parameter) {
                site.within = Some((name.clone(), Some(parameter)));
            }
            let changed = Value::Object(change.table).to_string();
            alternatives.push((id, literal(&changed)));
        }
        *argument = self.choose(argument, &alternatives);
        key
    }
}

/// Name of the type that a function gives.
fn request(function: &ImplItemFn) -> Option<String> {
    match &function.sig.output {
        ReturnType::Type(_, ty) => match &**ty {
            Type::Path(ty) => ty.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        },
        ReturnType::Default => None,
    }
}

/// The table in `let call = g::Call::of(&self.core, "…")`.
fn written(function: &mut ImplItemFn) -> Option<(&mut Expr, Table)> {
    function
        .block
        .stmts
        .iter_mut()
        .find_map(|statement| match statement {
            Stmt::Local(local) => match &mut *local.init.as_mut()?.expr {
                Expr::Call(call) if super::compact(&call.func) == "g::Call::of" => {
                    let argument = call.args.iter_mut().nth(1)?;
                    let table = serde_json::from_str(&text(argument)?).ok()?;
                    Some((argument, table))
                }
                _ => None,
            },
            _ => None,
        })
}

/// `METHOD /path`.
fn key(table: &Table) -> Option<String> {
    let (method, path) = (table.get("method")?.as_str()?, table.get("path")?.as_str()?);
    Some(format!("{method} {path}"))
}

fn changes(table: &Table, schemes: usize) -> Vec<Change> {
    let table = &written_out(table);
    let mut made = Vec::new();
    method(table, &mut made);
    path(table, &mut made);
    parameters(table, &mut made);
    security(table, schemes, &mut made);
    with_member(table, "accept", &mut made, |accept| {
        let old = accept.as_str()?.to_owned();
        *accept = json!("application/x-other");
        Some(("accept changed", format!("{old} to application/x-other")))
    });
    responses(table, &mut made);
    made
}

/// The table with what is left out of it written out, so that a changed member changes no other.
fn written_out(table: &Table) -> Table {
    let mut table = table.clone();
    if let (Some(path), false) = (table.get("path").cloned(), table.contains_key("pieces")) {
        table.insert("pieces".to_owned(), json!([path]));
    }
    table.entry("security").or_insert_with(|| json!([]));
    for parameter in objects(&mut table, "parameters") {
        if parameter.contains_key("content") {
            continue;
        }
        let in_path = matches!(at(parameter, "in"), "path" | "header");
        let usual = if in_path { "simple" } else { "form" };
        let style = parameter.entry("style").or_insert_with(|| json!(usual));
        let explodes = style == "form";
        parameter
            .entry("explode")
            .or_insert_with(|| json!(explodes));
    }
    for response in objects(&mut table, "responses") {
        let success = at(response, "status").starts_with('2');
        response.entry("success").or_insert_with(|| json!(success));
    }
    table
}

/// Objects of a list.
fn objects<'t>(table: &'t mut Table, name: &str) -> impl Iterator<Item = &'t mut Table> {
    let list = table.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

/// A text of an object; empty where there is none.
fn at<'t>(object: &'t Table, name: &str) -> &'t str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Adds the table with one member changed, where the change says what it did.
fn with_member(
    table: &Table,
    member: &str,
    made: &mut Vec<Change>,
    change: impl FnOnce(&mut Value) -> Option<(&'static str, String)>,
) {
    let mut changed = table.clone();
    let done = changed.get_mut(member).and_then(change);
    if let Some((operator, place)) = done {
        made.push(Change {
            operator,
            place,
            table: changed,
            parameter: None,
        });
    }
}

/// Adds the table with one object of a list changed.
fn with_object(
    table: &Table,
    member: &str,
    index: usize,
    made: &mut Vec<Change>,
    change: impl FnOnce(&mut Table) -> Option<(&'static str, String)>,
) {
    with_member(table, member, made, |list| {
        change(list.get_mut(index)?.as_object_mut()?)
    });
}

fn count(table: &Table, member: &str) -> usize {
    let list = table.get(member).and_then(Value::as_array);
    list.map_or(0, Vec::len)
}

fn method(table: &Table, made: &mut Vec<Change>) {
    with_member(table, "method", made, |method| {
        let old = method.as_str()?.to_owned();
        let new = if old == "PUT" { "PATCH" } else { "PUT" };
        *method = json!(new);
        Some(("method changed", format!("{old} to {new}")))
    });
}

fn path(table: &Table, made: &mut Vec<Change>) {
    let mut parameters = Vec::new();
    for index in 0..count(table, "pieces") {
        with_member(table, "pieces", made, |pieces| {
            let piece = pieces.get_mut(index)?;
            let Some(old) = piece.as_str().map(str::to_owned) else {
                parameters.push(index);
                return None;
            };
            *piece = json!(format!("{old}x"));
            (old.len() > 1).then(|| ("path segment changed", format!("{old:?} has an x behind")))
        });
    }
    if let [first, second, ..] = *parameters {
        with_member(table, "pieces", made, |pieces| {
            pieces.as_array_mut()?.swap(first, second);
            Some((
                "path parameters swapped",
                format!("pieces {first} and {second}"),
            ))
        });
    }
}

fn parameters(table: &Table, made: &mut Vec<Change>) {
    for index in 0..count(table, "parameters") {
        let before = made.len();
        let mut named = None;
        with_object(table, "parameters", index, made, |parameter| {
            let old = at(parameter, "name").to_owned();
            named = Some(old.clone());
            // A path parameter's name is not on the wire.
            if at(parameter, "in") == "path" {
                return None;
            }
            let new = format!("x{old}");
            let place = format!("{old} to {new}");
            parameter.insert("name".to_owned(), new.into());
            Some((PARAMETER_RENAMED, place))
        });
        with_object(table, "parameters", index, made, |parameter| {
            let new = match at(parameter, "in") {
                "query" => "header",
                "header" | "cookie" => "query",
                _ => return None,
            };
            let place = format!("{} goes to {new}", at(parameter, "name"));
            parameter.insert("in".to_owned(), new.into());
            Some(("parameter moved", place))
        });
        with_object(table, "parameters", index, made, |parameter| {
            // A header has one style only, and the table's other one is not read.
            if at(parameter, "in") != "path" {
                return None;
            }
            let new = match at(parameter, "style") {
                "simple" | "label" => "matrix",
                "matrix" => "simple",
                _ => return None,
            };
            let place = format!("{} is written by {new}", at(parameter, "name"));
            parameter.insert("style".to_owned(), new.into());
            Some(("style changed", place))
        });
        for change in made.iter_mut().skip(before) {
            change.parameter.clone_from(&named);
        }
    }
}

fn security(table: &Table, schemes: usize, made: &mut Vec<Change>) {
    let alternatives = |security: &Value| -> Vec<Vec<Value>> {
        let alternatives = security.as_array().into_iter().flatten();
        alternatives
            .filter_map(|it| it.as_array().cloned())
            .collect()
    };
    with_member(table, "security", made, |security| {
        let old = alternatives(security);
        let is_secured = !old.is_empty() && old.iter().all(|one| !one.is_empty());
        *security = json!([]);
        is_secured.then(|| ("credential left out", "no security".to_owned()))
    });
    with_member(table, "security", made, |security| {
        let used = alternatives(security).concat();
        let other = (0..schemes).find(|index| !used.contains(&json!(index)))?;
        *security = json!([[other]]);
        Some(("credential of another scheme", format!("scheme {other}")))
    });
}

fn responses(table: &Table, made: &mut Vec<Change>) {
    let all = count(table, "responses");
    for index in 0..all {
        with_object(table, "responses", index, made, |response| {
            let place = format!("{} is not known", at(response, "status"));
            // No server can answer with it.
            response.insert("status".to_owned(), "1".into());
            Some(("status dropped", place))
        });
        with_object(table, "responses", index, made, |response| {
            let status = at(response, "status").to_owned();
            let media = response.get_mut("content")?.as_array_mut()?;
            let first = media.first()?.as_str()?;
            if first.contains('*') {
                return None;
            }
            *media = vec![json!("application/x-other")];
            if let Some(each) = response.get_mut("streamed").and_then(Value::as_array_mut) {
                each.truncate(1);
            }
            Some((
                "response media type changed",
                format!("{status} is application/x-other"),
            ))
        });
        with_member(table, "responses", made, |responses| {
            let [one, other, ..] = responses.as_array_mut()?.get_mut(index..)? else {
                return None;
            };
            let (one, other) = (one.get_mut("status")?, other.get_mut("status")?);
            let place = format!("{} and {}", one.as_str()?, other.as_str()?);
            std::mem::swap(one, other);
            (one != other).then_some(("status swapped", place))
        });
    }
}
