//! Requests: what an operation may be given beside its required arguments, as setters.

use super::{Parameter, RequestBody, TypeName};

/// Type of an operation's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestType {
    /// It has no setters: the runtime's own type.
    Plain,
    /// A struct with setters of its own.
    Own,
    /// The struct of this index in [`Api::requests`](super::Api::requests).
    Shared(usize),
}

/// A struct with setters that several operations have in common: the same names, types and docs.
/// It is compiled once for all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedRequest {
    /// Name of the struct, after its setters.
    pub type_name: TypeName,
    /// Parameters that have a setter each. Their encoding is that of one of the operations: each
    /// has its own in its table.
    pub parameters: Vec<Parameter>,
    /// Body that has a setter.
    pub body: Option<RequestBody>,
}
