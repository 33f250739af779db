//! The state of a client, shared by its clones, and the builder that checks it.
//!
//! Knows schemes and servers, no operation.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::Credential;
use crate::error::BuildError;
use crate::operation::{Scheme, Server};
use crate::retry::Budget;
use crate::server::{self, Base};
use crate::settings::Settings;

/// The state of a client. Clones share connections, credentials and the retry budget.
#[derive(Clone)]
pub struct Core(pub(crate) Arc<State>);

/// What a client holds.
pub(crate) struct State {
    pub(crate) http: reqwest::Client,
    pub(crate) base: Option<Base>,
    /// The base URL was given by the user and stands for every server of the document.
    pub(crate) base_is_given: bool,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) credentials: BTreeMap<usize, Credential>,
    pub(crate) settings: Settings,
    pub(crate) budget: Budget,
}

/// Which credentials are set, never what they are.
impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set: Vec<_> = self
            .0
            .credentials
            .keys()
            .filter_map(|index| self.0.schemes.get(*index))
            .map(|scheme| scheme.name)
            .collect();
        formatter
            .debug_struct("Client")
            .field("base_url", &self.0.base)
            .field("credentials", &set)
            .field("settings", &self.0.settings)
            .finish()
    }
}

/// Builds a [`Core`]. Nothing is checked before [`CoreBuilder::build`].
#[derive(Clone, Default)]
pub struct CoreBuilder {
    base_url: Option<String>,
    server: Option<&'static Server>,
    variables: BTreeMap<String, String>,
    credentials: BTreeMap<usize, Credential>,
    settings: Settings,
}

impl CoreBuilder {
    /// A builder with default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A base URL instead of the document's servers, those of single operations included.
    pub fn base_url(&mut self, url: String) {
        self.base_url = Some(url);
    }

    /// The document's server.
    pub fn server(&mut self, server: &'static Server) {
        self.server = Some(server);
    }

    /// Value of a server variable.
    pub fn variable(&mut self, name: &'static str, value: String) {
        self.variables.insert(name.to_owned(), value);
    }

    /// Credential of a scheme, by its index in the table given to [`CoreBuilder::build`].
    pub fn credential(&mut self, scheme: usize, credential: Credential) {
        self.credentials.insert(scheme, credential);
    }

    /// Settings, all at once.
    pub fn settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The limit of a call, of all settings the one most often changed.
    pub fn timeout(&mut self, limit: Duration) {
        self.settings.timeout = limit;
    }

    /// Checks everything and sets up the connections. Without a base URL and without a server the
    /// client is built all the same: operations can have servers of their own.
    pub fn build(self, schemes: &'static [Scheme]) -> Result<Core, BuildError> {
        let base_is_given = self.base_url.is_some();
        let base = match (&self.base_url, self.server) {
            (Some(text), _) => Some(
                Base::parse(text)
                    .map_err(|problem| BuildError::new(format!("the base URL {problem}")))?,
            ),
            (None, Some(server)) => {
                Some(server::expand(server, &self.variables, None).map_err(BuildError::new)?)
            }
            (None, None) => None,
        };
        Ok(Core(Arc::new(State {
            http: self.settings.connect()?,
            base,
            base_is_given,
            variables: self.variables,
            schemes,
            credentials: self.credentials,
            budget: Budget::default(),
            settings: self.settings,
        })))
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("variables", &self.variables)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
