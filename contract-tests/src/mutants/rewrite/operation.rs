//! Faults of an operation's table: method, path, parameters, security, `Accept`, statuses.

use super::{
    PARAMETER_RENAMED, Rewriter, elements, elements_mut, field_mut, literal, self_name, text,
};
use syn::{Expr, ImplItem, ItemImpl};

/// A changed table.
struct Change {
    operator: &'static str,
    /// What is wrong.
    place: String,
    table: Expr,
    /// Name of the parameter that is wrong.
    parameter: Option<String>,
}

impl Rewriter {
    /// Notes the key of an operation's table.
    pub(super) fn look_at_key(&mut self, block: &ItemImpl) {
        let (Some(name), Some(mut table)) = (self_name(block), table(block)) else {
            return;
        };
        if let Some(key) = field_mut(&mut table, "key").and_then(|key| text(key)) {
            self.keys.insert(name, key);
        }
    }

    /// Adds `operation()` beside the constant `OPERATION`.
    pub(super) fn operation_table(&mut self, block: &mut ItemImpl) {
        let (Some(name), Some(table)) = (self_name(block), table(block)) else {
            return;
        };
        let key = self.keys.get(&name).cloned();
        let mut alternatives: Vec<(usize, Expr)> = Vec::new();
        for change in changes(&table, self.schemes.len()) {
            let place = format!("{name}: {}", change.place);
            let id = self.site(change.operator, key.as_ref(), place);
            if let (Some(site), Some(parameter)) = (self.sites.last_mut(), change.parameter) {
                site.within = Some((name.clone(), Some(parameter)));
            }
            let changed = change.table;
            // A constant of its own: the table calls functions, which a plain reference could not
            // keep.
            alternatives.push((
                id,
                syn::parse_quote!({
                    const WRONG: &g::Operation = &#changed;
                    WRONG
                }),
            ));
        }
        let original: Expr = syn::parse_quote!(Self::OPERATION);
        let chosen = self.choose(&original, &alternatives);
        block.items.push(syn::parse_quote! {
            fn operation() -> &'static g::Operation { #chosen }
        });
    }
}

/// The struct expression behind `const OPERATION: … = &…`.
fn table(block: &ItemImpl) -> Option<Expr> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Const(constant) if constant.ident == "OPERATION" => match &constant.expr {
            Expr::Reference(reference) => Some((*reference.expr).clone()),
            _ => None,
        },
        _ => None,
    })
}

fn changes(table: &Expr, schemes: usize) -> Vec<Change> {
    let table = &written_out(table);
    let mut made = Vec::new();
    method(table, &mut made);
    path(table, &mut made);
    parameters(table, &mut made);
    security(table, schemes, &mut made);
    with_field(table, "accept", &mut made, |accept| {
        let old = text(accept).filter(|old| !old.is_empty())?;
        *accept = literal("application/x-other");
        Some(("accept changed", format!("{old} to application/x-other")))
    });
    responses(table, &mut made);
    made
}

/// The table with its short forms written out, so that every field can be changed.
fn written_out(table: &Expr) -> Expr {
    let mut table = table.clone();
    for field in ["parameters", "responses"] {
        let Some(list) = field_mut(&mut table, field).and_then(elements_mut) else {
            continue;
        };
        for element in list.iter_mut() {
            if let Some(long) = long_form(element) {
                *element = long;
            }
            let encoding = field_mut(element, "encoding");
            if let Some((encoding, long)) =
                encoding.and_then(|e| long_form(e).map(|long| (e, long)))
            {
                *encoding = long;
            }
        }
    }
    table
}

/// What a short form of the runtime's tables stands for.
fn long_form(element: &Expr) -> Option<Expr> {
    let (function, arguments) = match element {
        Expr::Call(call) => (
            super::compact(&call.func),
            call.args.iter().collect::<Vec<_>>(),
        ),
        path => (super::compact(path), Vec::new()),
    };
    Some(match (function.as_str(), arguments.as_slice()) {
        ("g::Param::path", [name]) => syn::parse_quote!(g::Param {
            name: #name, location: g::Location::Path, encoding: g::Encoding::SIMPLE, required: true,
        }),
        ("g::Param::query", [name, required]) => syn::parse_quote!(g::Param {
            name: #name, location: g::Location::Query, encoding: g::Encoding::FORM,
            required: #required,
        }),
        ("g::Param::header", [name, required]) => syn::parse_quote!(g::Param {
            name: #name, location: g::Location::Header, encoding: g::Encoding::SIMPLE,
            required: #required,
        }),
        ("g::Encoding::SIMPLE", []) => syn::parse_quote!(g::Encoding::Style {
            style: g::Style::Simple,
            explode: false,
            allow_reserved: false,
        }),
        ("g::Encoding::FORM", []) => syn::parse_quote!(g::Encoding::Style {
            style: g::Style::Form,
            explode: true,
            allow_reserved: false,
        }),
        ("g::Responded::ok", [status, media]) => syn::parse_quote!(g::Responded {
            key: g::Key::Exact(#status), success: true, media: #media,
            body: g::BodyKind::Buffered,
        }),
        ("g::Responded::error", [status, media]) => syn::parse_quote!(g::Responded {
            key: g::Key::Exact(#status), success: false, media: #media,
            body: g::BodyKind::Buffered,
        }),
        _ => return None,
    })
}

/// Adds the table with one field changed, where the change says what it did.
fn with_field(
    table: &Expr,
    field: &str,
    made: &mut Vec<Change>,
    change: impl FnOnce(&mut Expr) -> Option<(&'static str, String)>,
) {
    let mut changed = table.clone();
    let done = field_mut(&mut changed, field).and_then(change);
    if let Some((operator, place)) = done {
        made.push(Change {
            operator,
            place,
            table: changed,
            parameter: None,
        });
    }
}

/// Adds the table with one element of a list changed.
fn with_element(
    table: &Expr,
    field: &str,
    index: usize,
    made: &mut Vec<Change>,
    change: impl FnOnce(&mut Expr) -> Option<(&'static str, String)>,
) {
    with_field(table, field, made, |list| {
        change(elements_mut(list)?.iter_mut().nth(index)?)
    });
}

fn count(table: &Expr, field: &str) -> usize {
    let mut table = table.clone();
    field_mut(&mut table, field).map_or(0, |list| elements(list).count())
}

fn method(table: &Expr, made: &mut Vec<Change>) {
    with_field(table, "method", made, |method| {
        let old = text(method)?;
        let new = if old == "PUT" { "PATCH" } else { "PUT" };
        *method = literal(new);
        Some(("method changed", format!("{old} to {new}")))
    });
}

fn path(table: &Expr, made: &mut Vec<Change>) {
    let mut parameters = Vec::new();
    for index in 0..count(table, "path") {
        with_element(table, "path", index, made, |piece| {
            let Expr::Call(call) = piece else {
                return None;
            };
            let argument = call.args.first_mut()?;
            match text(argument) {
                Some(old) if old.len() > 1 => {
                    *argument = literal(&format!("{old}x"));
                    Some(("path segment changed", format!("{old:?} has an x behind")))
                }
                Some(_) => None,
                None => {
                    parameters.push(index);
                    None
                }
            }
        });
    }
    if let [first, second, ..] = parameters.as_slice() {
        with_field(table, "path", made, |pieces| {
            let list = elements_mut(pieces)?;
            let a = list.iter().nth(*first)?.clone();
            let b = std::mem::replace(list.iter_mut().nth(*second)?, a);
            *list.iter_mut().nth(*first)? = b;
            Some((
                "path parameters swapped",
                format!("pieces {first} and {second}"),
            ))
        });
    }
}

fn parameters(table: &Expr, made: &mut Vec<Change>) {
    for index in 0..count(table, "parameters") {
        let before = made.len();
        let mut named = None;
        with_element(table, "parameters", index, made, |parameter| {
            named = text(field_mut(parameter, "name")?);
            None
        });
        with_element(table, "parameters", index, made, |parameter| {
            let location = super::compact(field_mut(parameter, "location")?);
            // A path parameter's name is not on the wire.
            if location.ends_with("Path") {
                return None;
            }
            let name = field_mut(parameter, "name")?;
            let old = text(name)?;
            *name = literal(&format!("x{old}"));
            Some((PARAMETER_RENAMED, format!("{old} to x{old}")))
        });
        with_element(table, "parameters", index, made, |parameter| {
            let name = text(field_mut(parameter, "name")?)?;
            let location = field_mut(parameter, "location")?;
            let new: Expr = match super::compact(location).rsplit("::").next()? {
                "Query" => syn::parse_quote!(g::Location::Header),
                "Header" | "Cookie" => syn::parse_quote!(g::Location::Query),
                _ => return None,
            };
            let place = format!("{name} goes to {}", super::compact(&new));
            *location = new;
            Some(("parameter moved", place))
        });
        with_element(table, "parameters", index, made, |parameter| {
            let name = text(field_mut(parameter, "name")?)?;
            let style = field_mut(field_mut(parameter, "encoding")?, "style")?;
            let new: Expr = match super::compact(style).rsplit("::").next()? {
                "Simple" | "Label" => syn::parse_quote!(g::Style::Matrix),
                "Matrix" => syn::parse_quote!(g::Style::Simple),
                _ => return None,
            };
            // A header has one style only, and the table's other one is not read.
            let place = format!("{name} is written by {}", super::compact(&new));
            *style = new;
            let location = super::compact(field_mut(parameter, "location")?);
            location
                .ends_with("Path")
                .then_some(("style changed", place))
        });
        for change in made.iter_mut().skip(before) {
            change.parameter.clone_from(&named);
        }
    }
}

fn security(table: &Expr, schemes: usize, made: &mut Vec<Change>) {
    let is_secured = count(table, "security") > 0;
    if is_secured {
        with_field(table, "security", made, |security| {
            let is_open = elements(security).any(|one| elements(one).count() == 0);
            *security = syn::parse_quote!(&[]);
            (!is_open).then(|| ("credential left out", "no security".to_owned()))
        });
    }
    with_field(table, "security", made, |security| {
        let used: Vec<String> = elements(security)
            .flat_map(elements)
            .map(super::compact)
            .collect();
        let other = (0..schemes).find(|index| !used.contains(&index.to_string()))?;
        let other = syn::Index::from(other);
        *security = syn::parse_quote!(&[&[#other]]);
        Some((
            "credential of another scheme",
            format!("scheme {}", other.index),
        ))
    });
}

fn responses(table: &Expr, made: &mut Vec<Change>) {
    let all = count(table, "responses");
    for index in 0..all {
        with_element(table, "responses", index, made, |response| {
            let key = field_mut(response, "key")?;
            let place = format!("{} is not known", super::compact(key));
            *key = syn::parse_quote!(g::Key::Exact(1));
            Some(("status dropped", place))
        });
        with_element(table, "responses", index, made, |response| {
            let key = super::compact(field_mut(response, "key")?);
            let media = field_mut(response, "media")?;
            let old = elements(media).next().and_then(text)?;
            if old.contains('*') {
                return None;
            }
            *media = syn::parse_quote!(&["application/x-other"]);
            Some((
                "response media type changed",
                format!("{key} is application/x-other"),
            ))
        });
        if index + 1 < all {
            with_field(table, "responses", made, |responses| {
                let list = elements_mut(responses)?;
                let a = field_mut(list.iter_mut().nth(index)?, "key")?.clone();
                let other = field_mut(list.iter_mut().nth(index + 1)?, "key")?;
                let place = format!("{} and {}", super::compact(&a), super::compact(other));
                let same = super::compact(&a) == super::compact(other);
                let b = std::mem::replace(other, a);
                *field_mut(list.iter_mut().nth(index)?, "key")? = b;
                (!same).then_some(("status swapped", place))
            });
        }
    }
}
