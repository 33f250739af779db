//! Names that documents cannot have: what generated code calls its own. Keywords are known to
//! [`crate::api`], whose identifiers are checked.

/// Methods of the client beside its operations; `cmp`, `eq`, `hash`: a public method of that name
/// would stand for the trait's.
pub(in crate::lower) const CLIENT: &[&str] = &[
    "builder",
    "clone",
    "clone_from",
    "cmp",
    "core",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "new",
    "partial_cmp",
    "try_from",
    "try_into",
];

/// Setters of the client's builder beside security schemes and server variables.
pub(in crate::lower) const BUILDER: &[&str] = &[
    "base_url",
    "build",
    "clone",
    "credential",
    "from",
    "hook",
    "http_client",
    "into",
    "new",
    "retry",
    "server",
    "settings",
    "timeout",
    "try_from",
    "try_into",
    "user_agent",
];

/// Methods of a request beside its setters. The names of operators: a setter of that name would
/// stand for the operator's trait.
pub(in crate::lower) const REQUEST: &[&str] = &[
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "call",
    "clone",
    "div",
    "from",
    "into",
    "into_future",
    "mul",
    "new",
    "rem",
    "send",
    "shl",
    "shr",
    "sub",
    "try_from",
    "try_into",
];

/// Methods of a struct beside its setters.
pub(in crate::lower) const STRUCT: &[&str] = &[
    "add",
    "additional_properties",
    "bitand",
    "bitor",
    "bitxor",
    "clone",
    "div",
    "from",
    "into",
    "mul",
    "new",
    "rem",
    "shl",
    "shr",
    "sub",
    "try_from",
    "try_into",
];

/// Modules: `operations` would hold one of its own name.
pub(in crate::lower) const MODULES: &[&str] = &["operations", "types"];

/// Variants of enums: the one that keeps what the document does not know.
pub(in crate::lower) const VARIANTS: &[&str] = &["Unknown"];
