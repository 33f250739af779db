//! Goes through the objects of a document by the table of [`grammar`](super::grammar), each with
//! its kind and its place.
//!
//! Knows no rule of the specification beyond the table. A place costs nothing until somebody asks
//! for its pointer.

use super::grammar::{Kind, Shape};
use crate::pointer::Pointer;
use serde_json::Value;

/// Objects deeper than this are not visited; `source` refuses such documents long before.
pub(super) const MAX_DEPTH: usize = 1024;

/// A place on the way down, as a list on the stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    token: Token<'a>,
    depth: usize,
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    Base(&'a str),
    Key(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(super) fn root() -> Self {
        Self::base("")
    }

    /// A place given by its escaped pointer.
    pub(super) fn base(pointer: &'a str) -> Self {
        Self {
            parent: None,
            token: Token::Base(pointer),
            depth: 0,
        }
    }

    /// The member of this place.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        self.child(Token::Key(key))
    }

    /// The item of this place.
    pub(super) fn item(&'a self, index: usize) -> Self {
        self.child(Token::Item(index))
    }

    fn child(&'a self, token: Token<'a>) -> Self {
        Path {
            parent: Some(self),
            token,
            depth: self.depth + 1,
        }
    }

    /// Number of steps from where the walk began.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The pointer of this place.
    pub(super) fn pointer(&self) -> Pointer {
        let mut tokens = Vec::with_capacity(self.depth);
        let mut at = Some(self);
        while let Some(path) = at {
            tokens.push(path.token);
            at = path.parent;
        }
        let mut pointer = Pointer::root();
        for token in tokens.into_iter().rev() {
            pointer = match token {
                Token::Base(base) => Pointer::parse(base).unwrap_or_default(),
                Token::Key(key) => pointer.child(key),
                Token::Item(index) => pointer.item(index),
            };
        }
        pointer
    }
}

/// What is done with each object: it may be changed, and what it has become is gone through next.
pub(super) type Visit<'a> = dyn FnMut(Kind, &mut Value, &Path<'_>) + 'a;

/// Shows every object at `value` and below to `visit`, holders before what they hold.
pub(super) fn walk(kind: Kind, value: &mut Value, at: &Path<'_>, visit: &mut Visit<'_>) {
    go(kind, value, at, true, visit);
}

/// The same without schemas and what is in them: most of a document is schemas.
pub(super) fn walk_but_schemas(root: &mut Value, visit: &mut Visit<'_>) {
    go(Kind::Root, root, &Path::root(), false, visit);
}

fn go(kind: Kind, value: &mut Value, at: &Path<'_>, schemas: bool, visit: &mut Visit<'_>) {
    if kind == Kind::Schema && !schemas {
        return;
    }
    visit(kind, value, at);
    if at.depth() >= MAX_DEPTH {
        return;
    }
    let Value::Object(members) = value else {
        return;
    };
    for (name, member) in members.iter_mut() {
        if let Some(shape) = kind.member(name) {
            go_member(shape, member, &at.key(name), schemas, visit);
        }
    }
}

fn go_member(
    shape: Shape,
    member: &mut Value,
    at: &Path<'_>,
    schemas: bool,
    visit: &mut Visit<'_>,
) {
    match (shape, member) {
        // `items` may hold an array in old drafts of JSON Schema.
        (Shape::List(kind) | Shape::One(kind), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                go(kind, item, &at.item(index), schemas, visit);
            }
        }
        (Shape::One(kind), member) => go(kind, member, at, schemas, visit),
        (Shape::Map(kind), Value::Object(members)) => {
            for (name, member) in members.iter_mut() {
                go(kind, member, &at.key(name), schemas, visit);
            }
        }
        (Shape::Patterned(kind), Value::Object(members)) => {
            for (name, member) in members.iter_mut() {
                if !name.starts_with("x-") {
                    go(kind, member, &at.key(name), schemas, visit);
                }
            }
        }
        (Shape::List(_) | Shape::Map(_) | Shape::Patterned(_), _) => {}
    }
}

/// Number of values in a tree.
pub(super) fn size(value: &Value) -> usize {
    let mut open = vec![value];
    let mut count = 0;
    while let Some(value) = open.pop() {
        count += 1;
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    count
}
