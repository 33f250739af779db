//! Faults of what is put into a request: arguments and bodies left out, media types changed,
//! credentials and limits ignored.

use super::{Rewriter, last_segment, literal, self_name, text};
use syn::{Expr, ExprMethodCall, ImplItem, ItemImpl, Stmt};

impl Rewriter {
    /// Every function of an inherent block.
    pub(super) fn requests(&mut self, block: &mut ItemImpl) {
        let own = self_name(block).and_then(|name| self.keys.get(&name).cloned());
        for item in &mut block.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            let key = self.operation_table(function).or_else(|| own.clone());
            for statement in &mut function.block.stmts {
                self.statement(statement, &name, key.as_ref());
            }
        }
    }

    fn statement(&mut self, statement: &mut Stmt, function: &str, key: Option<&String>) {
        match statement {
            Stmt::Expr(Expr::MethodCall(call), Some(_)) => {
                self.media_type(call, key);
                if let Some((operator, place)) = left_out(call, function) {
                    let id = self.site(operator, key, place);
                    let (root, original) = (&self.root, &*statement);
                    *statement = syn::parse_quote!(if #root::mutant() != #id { #original });
                }
            }
            // `self.core.build(SCHEMES).map(…)`
            Stmt::Expr(Expr::MethodCall(map), None) => {
                if let Expr::MethodCall(build) = &mut *map.receiver {
                    self.schemes_given(build);
                }
            }
            _ => {}
        }
    }

    /// `call.json("application/json", …)` with another media type.
    fn media_type(&mut self, call: &mut ExprMethodCall, key: Option<&String>) {
        if !matches!(
            call.method.to_string().as_str(),
            "json" | "text" | "bytes" | "form"
        ) || !is_call(&call.receiver)
        {
            return;
        }
        let Some(old) = call.args.first().and_then(text) else {
            return;
        };
        let id = self.site(
            "content type changed",
            key,
            format!("{old} is application/x-other"),
        );
        let chosen = self.choose(&literal(&old), &[(id, literal("application/x-other"))]);
        if let Some(argument) = call.args.first_mut() {
            *argument = chosen;
        }
    }

    /// The table of security schemes with one of them in another place.
    fn schemes_given(&mut self, build: &mut ExprMethodCall) {
        let Some(given) = build.args.first_mut() else {
            return;
        };
        if last_segment(given).as_deref() != Some("SCHEMES") {
            return;
        }
        let mut alternatives = Vec::new();
        for index in 0..self.schemes.len() {
            for kind in other_kinds(self.schemes.get(index)) {
                let mut schemes = self.schemes.clone();
                let Some(kind_now) = schemes
                    .get_mut(index)
                    .and_then(|scheme| super::field_mut(scheme, "kind"))
                else {
                    continue;
                };
                let place = format!("scheme {index} is {}", super::compact(&kind));
                *kind_now = kind;
                let id = self.site("credential in another place", None, place);
                alternatives.push((id, syn::parse_quote!(&[#(#schemes),*])));
            }
        }
        *given = self.choose(given, &alternatives);
    }
}

/// A scheme's kind with another name or place.
fn other_kinds(scheme: Option<&Expr>) -> Vec<Expr> {
    let mut scheme = scheme.cloned();
    let Some(kind) = scheme.as_mut().and_then(|s| super::field_mut(s, "kind")) else {
        return Vec::new();
    };
    let Some(name) = super::field_mut(kind, "name").and_then(|name| text(name)) else {
        // Basic, bearer and the like: as a key in a header of its own.
        return vec![syn::parse_quote!(g::SchemeKind::ApiKey {
            location: g::Location::Header,
            name: "x-other",
        })];
    };
    let location = super::field_mut(kind, "location")
        .map(|l| super::compact(l))
        .unwrap_or_default();
    let other: Expr = if location.ends_with("Query") {
        syn::parse_quote!(g::Location::Header)
    } else {
        syn::parse_quote!(g::Location::Query)
    };
    vec![
        syn::parse_quote!(g::SchemeKind::ApiKey { location: #other, name: #name }),
        syn::parse_quote!(g::SchemeKind::Bearer),
    ]
}

/// `call` or `self.request.call()`.
fn is_call(receiver: &Expr) -> bool {
    matches!(
        super::compact(receiver).as_str(),
        "call" | "self.request.call()"
    )
}

/// What is lost where a statement is left out; `None` where nothing that a suite can see is.
fn left_out(call: &ExprMethodCall, function: &str) -> Option<(&'static str, String)> {
    let method = call.method.to_string();
    if is_call(&call.receiver) {
        return match method.as_str() {
            "set" => {
                let index = call.args.first().map(super::compact)?;
                Some((
                    "argument left out",
                    format!("{function}: parameter {index}"),
                ))
            }
            "set_named" => {
                let parameter = call.args.iter().nth(1).and_then(text)?;
                let place = format!("{function}: parameter {parameter}");
                Some(("argument left out", place))
            }
            "json" | "form" | "multipart" | "text" | "bytes" => {
                Some(("body left out", format!("{function}: {method}")))
            }
            _ => None,
        };
    }
    if super::compact(&call.receiver) != "self.core" {
        return None;
    }
    match method.as_str() {
        "credential" => Some(("credential left out", format!("builder: {function}"))),
        "settings" => Some(("limits ignored", "builder: settings".to_owned())),
        // The suite gives a base URL, so servers and their variables are never asked.
        _ => None,
    }
}
