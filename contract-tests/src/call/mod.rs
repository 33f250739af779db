//! What the generated calls of a suite look like: one compiled call per operation, arguments in
//! and outcome out as plain data.
//!
//! The generator writes a table of [`Compiled`] and a `connect` function against this module; the
//! suite knows nothing else of a generated client. It must not judge: see `oracle`.

mod arguments;
mod client;
mod outcome;
mod sent;

pub use arguments::{Arguments, BodyArgument, Content, Refused};
pub use outcome::{BrokenItem, Failure, FailureKind, Outcome, Reply, Side};
pub use sent::{Running, Started, awaited, documented, sent};

use std::collections::BTreeMap;
use std::time::Duration;

/// One operation of a generated client, callable with data.
#[derive(Debug)]
pub struct Compiled<C> {
    /// `METHOD /path`, the path template as the document writes it.
    pub key: &'static str,
    /// Calls it with the arguments, which it takes out one by one.
    pub run: fn(&C, &mut Arguments) -> Started,
}

/// Makes a client of the generated crate.
pub type Connect<C> = fn(&str, &Credentials, &Limits) -> Result<C, String>;

/// A credential of one security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// An API key, a bearer token, or what follows another scheme's name.
    Token(String),
    /// RFC 7617.
    Basic {
        /// User name.
        user: String,
        /// Password.
        password: String,
    },
}

/// Credentials by the name of their scheme in the document; each has a value of its own, so that
/// two that are swapped are seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    by_scheme: BTreeMap<String, Credential>,
}

impl Credentials {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn insert(&mut self, scheme: impl Into<String>, credential: Credential) {
        self.by_scheme.insert(scheme.into(), credential);
    }

    /// The credential of a scheme.
    #[must_use]
    pub fn get(&self, scheme: &str) -> Option<&Credential> {
        self.by_scheme.get(scheme)
    }

    /// The token of a scheme, where it has one.
    #[must_use]
    pub fn token(&self, scheme: &str) -> Option<String> {
        match self.get(scheme)? {
            Credential::Token(token) => Some(token.clone()),
            Credential::Basic { .. } => None,
        }
    }

    /// User name and password of a scheme, where it has them.
    #[must_use]
    pub fn basic(&self, scheme: &str) -> Option<(String, String)> {
        match self.get(scheme)? {
            Credential::Basic { user, password } => Some((user.clone(), password.clone())),
            Credential::Token(_) => None,
        }
    }

    /// All of them, by scheme.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Credential)> {
        self.by_scheme
            .iter()
            .map(|(scheme, credential)| (scheme.as_str(), credential))
    }
}

/// What a client must keep to during a case; short, so that faults show quickly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Limits {
    /// Over the whole call.
    pub timeout: Duration,
    /// Of the decoded body, in bytes.
    pub max_body_bytes: u64,
}

impl Limits {
    /// For cases that must end in a response: far from what a machine under load needs.
    pub const RELAXED: Self = Self {
        timeout: Duration::from_secs(20),
        max_body_bytes: 8 * 1024 * 1024,
    };

    /// For the faults that run into a limit.
    pub const TIGHT: Self = Self {
        timeout: Duration::from_millis(400),
        max_body_bytes: 64 * 1024,
    };
}
