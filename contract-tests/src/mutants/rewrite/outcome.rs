//! Faults of reading a response: statuses merged, dropped, taken for a success or an error.

use super::{Rewriter, self_name};
use syn::{Arm, Block, Expr, ExprMatch, ImplItem, ImplItemFn, ItemFn, ItemImpl, Stmt};

impl Rewriter {
    /// The arms of a function that reads the responses of an operation.
    pub(super) fn outcomes(&mut self, function: &mut ItemFn) {
        let Some((name, key)) = self.readers.get(&function.sig.ident.to_string()).cloned() else {
            return;
        };
        let Some(found) = tail_match(&mut function.block) else {
            return;
        };
        let bodies: Vec<Expr> = numbered(found).map(|arm| (*arm.body).clone()).collect();
        let success = bodies.iter().position(is_success);
        for (index, arm) in numbered_mut(found).enumerate() {
            let mut alternatives = Vec::new();
            let next = (index + 1) % bodies.len().max(1);
            let own = super::compact(&arm.body);
            let different = |other: usize| {
                bodies
                    .get(other)
                    .filter(|body| super::compact(*body) != own)
                    .cloned()
            };
            if let Some(body) = different(next) {
                let place = format!("{name}: response {index} comes as response {next}");
                let id = self.site("status merged into another", Some(&key), place);
                alternatives.push((id, body));
            }
            if let Some(body) = success.filter(|s| *s != next).and_then(different) {
                let place = format!("{name}: response {index} comes as a success");
                let id = self.site("error swallowed", Some(&key), place);
                alternatives.push((id, body));
            }
            let place = format!("{name}: response {index} comes as undocumented");
            let id = self.site("status not read", Some(&key), place);
            alternatives.push((id, syn::parse_quote!(Err(raw.undocumented()))));
            let original = (*arm.body).clone();
            *arm.body = self.choose(&original, &alternatives);
        }
    }

    /// The arms of `Union::variant`: a value read as the next branch.
    pub(super) fn union_variants(&mut self, block: &mut ItemImpl) {
        let Some(name) = self_name(block) else {
            return;
        };
        let in_order = super::compact(block).contains("Pick::InOrder");
        let Some(found) =
            function(block, "variant").and_then(|function| tail_match(&mut function.block))
        else {
            return;
        };
        let bodies: Vec<Expr> = numbered(found).map(|arm| (*arm.body).clone()).collect();
        // Where branches are tried in their order another first one is no fault by itself.
        if in_order || bodies.len() < 2 {
            return;
        }
        for (index, arm) in numbered_mut(found).enumerate() {
            let next = (index + 1) % bodies.len();
            let Some(body) = bodies.get(next) else {
                continue;
            };
            let place = format!("{name}: branch {index} is read as branch {next}");
            let id = self.site_within("discriminator ignored", &name, None, place);
            let original = (*arm.body).clone();
            *arm.body = self.choose(&original, &[(id, body.clone())]);
        }
    }

    /// The arms of `as_str` (texts that are written) and `from` (texts that are read).
    pub(super) fn enum_texts(&mut self, block: &mut ItemImpl, function_name: &str) {
        let Some(name) = self_name(block) else {
            return;
        };
        let Some(found) =
            function(block, function_name).and_then(|function| tail_match(&mut function.block))
        else {
            return;
        };
        let is_fixed = |arm: &Arm| {
            if function_name == "as_str" {
                super::text(&arm.body).is_some()
            } else {
                matches!(&arm.pat, syn::Pat::Lit(_)) && matches!(&*arm.body, Expr::Path(_))
            }
        };
        let bodies: Vec<Expr> = found
            .arms
            .iter()
            .filter(|arm| is_fixed(arm))
            .map(|arm| (*arm.body).clone())
            .collect();
        let fixed = found.arms.iter_mut().filter(|arm| is_fixed(arm));
        for (index, arm) in fixed.enumerate() {
            let original = (*arm.body).clone();
            let changed = if let Some(text) = super::text(&original) {
                Some(("enum value changed", super::literal(&format!("{text}x"))))
            } else {
                let next = bodies.get((index + 1) % bodies.len().max(1)).cloned();
                next.filter(|next| super::compact(next) != super::compact(&original))
                    .map(|next| ("enum value read as another", next))
            };
            if let Some((operator, body)) = changed {
                let place = format!("{name}: {}", super::compact(&original));
                let id = self.site_within(operator, &name, None, place);
                *arm.body = self.choose(&original, &[(id, body)]);
            }
        }
    }
}

fn function<'b>(block: &'b mut ItemImpl, name: &str) -> Option<&'b mut ImplItemFn> {
    block.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == name => Some(function),
        _ => None,
    })
}

/// The `match` at the end of a function.
fn tail_match(block: &mut Block) -> Option<&mut ExprMatch> {
    match block.stmts.last_mut()? {
        Stmt::Expr(Expr::Match(found), None) => Some(found),
        _ => None,
    }
}

fn is_numbered(arm: &Arm) -> bool {
    matches!(&arm.pat, syn::Pat::Lit(_))
}

fn numbered(found: &ExprMatch) -> impl Iterator<Item = &Arm> {
    found.arms.iter().filter(|arm| is_numbered(arm))
}

fn numbered_mut(found: &mut ExprMatch) -> impl Iterator<Item = &mut Arm> {
    found.arms.iter_mut().filter(|arm| is_numbered(arm))
}

/// `g::ok(…)` or `g::ok_of(…)`.
fn is_success(body: &Expr) -> bool {
    super::compact(body).starts_with("g::ok")
}
