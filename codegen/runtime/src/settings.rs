//! Limits and habits of a client. Every limit has a default: none is infinite.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::error::BuildError;
use crate::hook::Hook;
use crate::retry::RetryPolicy;

/// Limits and habits of a client.
///
/// Clients built from clones of one `Settings` share their connections.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) stall_timeout: Duration,
    pub(crate) max_body_bytes: usize,
    pub(crate) max_header_bytes: usize,
    pub(crate) max_redirects: u32,
    pub(crate) retry: RetryPolicy,
    pub(crate) hook: Option<Arc<dyn Hook>>,
    pub(crate) user_agent: Option<String>,
    pub(crate) environment_proxy: bool,
    /// Set up by the caller.
    given: Option<reqwest::Client>,
    /// Made when the first client is built; clones share it.
    made: Arc<OnceLock<reqwest::Client>>,
}

impl Settings {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            stall_timeout: Duration::from_secs(30),
            max_body_bytes: 64 * 1024 * 1024,
            max_header_bytes: 256 * 1024,
            max_redirects: 5,
            retry: RetryPolicy::off(),
            hook: None,
            user_agent: None,
            environment_proxy: false,
            given: None,
            made: Arc::default(),
        }
    }

    /// One limit over the whole of a call: providers, hooks, redirects, retries, waiting between
    /// them, and the body where it is read whole. A streamed body is handed over within it and
    /// then only held to [`Settings::stall_timeout`]. 60 s.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Limit for name look-up, TCP and TLS together. 10 s.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self.with_own_connections()
    }

    /// Longest silence within a response body. 30 s.
    #[must_use]
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.stall_timeout = limit;
        self
    }

    /// Largest response body, in bytes after decompression, that is read whole: successes, errors
    /// and redirects alike. In a stream of events or lines it bounds each of them. 64 MiB.
    #[must_use]
    pub fn max_body_bytes(mut self, limit: usize) -> Self {
        self.max_body_bytes = limit;
        self
    }

    /// Largest header section of a response, in bytes of names and values. 256 KiB.
    #[must_use]
    pub fn max_header_bytes(mut self, limit: usize) -> Self {
        self.max_header_bytes = limit;
        self
    }

    /// Most redirects that are followed, all within one origin. 5.
    #[must_use]
    pub fn max_redirects(mut self, limit: u32) -> Self {
        self.max_redirects = limit;
        self
    }

    /// When requests are sent again. Never, by default.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Code around every attempt.
    #[must_use]
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// `User-Agent`. The name and version of this crate by default.
    #[must_use]
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = Some(text.into());
        self.with_own_connections()
    }

    /// Whether the environment's `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` are
    /// obeyed. They are not by default: a variable set for another program must not redirect
    /// credentials, nor keep a test from its local server.
    #[must_use]
    pub fn environment_proxy(mut self, obey: bool) -> Self {
        self.environment_proxy = obey;
        self.with_own_connections()
    }

    /// An HTTP client set up by the caller (proxies, own root certificates, client certificates).
    /// What this crate relies on is set over it: no redirects of its own, no `Referer`, gzip.
    /// [`Settings::connect_timeout`], [`Settings::environment_proxy`] and
    /// [`Settings::user_agent`] do not reach it.
    ///
    /// # Errors
    ///
    /// Where the HTTP library cannot set it up.
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Result<Self, BuildError> {
        let client = harden(builder).build().map_err(BuildError::http)?;
        self.given = Some(client);
        Ok(self)
    }

    /// A setting of the connections themselves was changed: those of clones are not for us.
    fn with_own_connections(mut self) -> Self {
        self.made = Arc::default();
        self
    }

    /// The HTTP client of these settings.
    pub(crate) fn connect(&self) -> Result<reqwest::Client, BuildError> {
        if let Some(client) = self.given.as_ref().or(self.made.get()) {
            return Ok(client.clone());
        }
        let agent = self.user_agent.as_deref().unwrap_or(concat!(
            env!("CARGO_PKG_NAME"),
            "/",
            env!("CARGO_PKG_VERSION")
        ));
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .user_agent(agent);
        if !self.environment_proxy {
            builder = builder.no_proxy();
        }
        let client = harden(builder).build().map_err(BuildError::http)?;
        // of two that are built at once, one is kept
        Ok(self.made.get_or_init(|| client).clone())
    }
}

/// What this crate relies on: redirects are followed by [`crate::redirect`] alone, and a page's
/// URL, which can hold a key, is told to nobody.
fn harden(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .gzip(true)
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("stall_timeout", &self.stall_timeout)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("max_header_bytes", &self.max_header_bytes)
            .field("max_redirects", &self.max_redirects)
            .field("retry", &self.retry)
            .field("hook", &self.hook.is_some())
            .field("environment_proxy", &self.environment_proxy)
            .finish_non_exhaustive()
    }
}
