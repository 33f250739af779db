//! Credentials: what they are, and how they get into a request.
//!
//! A credential is set on the client once, by security scheme. It is written into a request here
//! and nowhere else, for each attempt anew, and only when the request goes to the origin of the
//! operation's own server ([`crate::send`] sends to no other).
//!
//! Serves OpenAPI 3.0.4, 4.7.27 (Security Scheme Object) and 4.7.30 (Security Requirement Object).

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{COOKIE, Entry};
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use crate::call::{Call, is_framing};
use crate::client::State;
use crate::error::{ArgumentError, ArgumentKind};
use crate::operation::{Location, SchemeKind};
use crate::parameter::escape::{self, Escape};
use crate::secret::Secret;

/// A boxed future, as asynchronous methods behind `dyn` return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of the user's own code.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Gives a credential when a request needs it: a token that is refreshed, a vault.
///
/// It is asked for every attempt, so it should keep what it has until that runs out.
///
/// ```
/// use specwright_client::{BoxError, BoxFuture, CredentialProvider, Secret};
///
/// struct Vault {
///     path: std::path::PathBuf,
/// }
///
/// impl CredentialProvider for Vault {
///     fn credential(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.path)?;
///             Ok(Secret::new(token.trim()))
///         })
///     }
/// }
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// The credential for the next request. An error ends the call
    /// ([`crate::TransportKind::Credential`]).
    fn credential(&self) -> BoxFuture<'_, Result<Secret, BoxError>>;

    /// The server refused the credential (status 401). The call ends with that response; what is
    /// kept should be dropped, so that the next call has a new one.
    fn refused(&self) {}
}

/// A credential of one security scheme: a value, or where values come from.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A value that stays.
    Value(Secret),
    /// Values on demand.
    Provider(Arc<dyn CredentialProvider>),
}

impl Credential {
    /// User and password for HTTP's `Basic` scheme (RFC 7617). A user with a colon cannot be told
    /// from its password by the server; the call then fails there.
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        Self::Value(Secret::new(format!("{user}:{password}")))
    }

    /// Values on demand.
    #[must_use]
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Self::Provider(Arc::new(provider))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Value(_) => "Credential(***)",
            Self::Provider(_) => "Credential(provider)",
        })
    }
}

impl From<Secret> for Credential {
    fn from(secret: Secret) -> Self {
        Self::Value(secret)
    }
}

impl From<String> for Credential {
    fn from(text: String) -> Self {
        Self::Value(Secret::new(text))
    }
}

impl From<&str> for Credential {
    fn from(text: &str) -> Self {
        Self::Value(Secret::new(text))
    }
}

impl From<SecretString> for Credential {
    fn from(text: SecretString) -> Self {
        Self::Value(Secret::from(text))
    }
}

impl<P: CredentialProvider> From<Arc<P>> for Credential {
    fn from(provider: Arc<P>) -> Self {
        Self::Provider(provider)
    }
}

/// The schemes whose credentials authorise a call: those of the first alternative whose
/// credentials are all set.
///
/// Where none is set, a call goes out without credentials if the document allows that (an empty
/// alternative) or a hook is there that may sign it; else it is refused, and the error names what
/// is missing. What the call itself puts into the place of a credential stands for it: a header
/// set by hand, or a parameter of the same name.
pub(crate) fn choose(call: &Call) -> Result<Cow<'static, [usize]>, ArgumentError> {
    let (operation, state) = (call.operation, &*call.core.0);
    let is_given = |index: &usize| {
        let scheme = state.schemes.get(*index);
        scheme.is_some_and(|scheme| is_given(call, scheme.kind))
    };
    let is_set = |index: &usize| state.credentials.contains_key(index) || is_given(index);
    let complete = operation
        .security
        .iter()
        .find(|alternative| !alternative.is_empty() && alternative.iter().all(is_set));
    if let Some(alternative) = complete {
        if !alternative.iter().any(is_given) {
            return Ok(Cow::Borrowed(alternative));
        }
        let schemes = alternative.iter().copied();
        return Ok(schemes.filter(|index| !is_given(index)).collect());
    }
    let may_be_bare = operation.security.iter().any(|list| list.is_empty());
    if operation.security.is_empty() || may_be_bare || state.settings.hook.is_some() {
        return Ok(Cow::Borrowed(&[]));
    }
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|alternative| names(alternative, state).join(" with "))
        .collect();
    let first_missing = operation
        .security
        .first()
        .and_then(|alternative| alternative.iter().find(|index| !is_set(index)))
        .and_then(|index| state.schemes.get(*index))
        .map_or("", |scheme| scheme.name);
    let message = format!("no credential is set for {}", alternatives.join(" or "));
    Err(ArgumentError::new(
        ArgumentKind::Credential,
        operation.id,
        first_missing,
        message,
    ))
}

fn names(alternative: &[usize], state: &State) -> Vec<String> {
    alternative
        .iter()
        .filter_map(|index| state.schemes.get(*index))
        .map(|scheme| format!("`{}`", scheme.name))
        .collect()
}

/// Whether a call has something of its own where a scheme's credential goes.
fn is_given(call: &Call, kind: SchemeKind) -> bool {
    let (location, name) = match kind {
        SchemeKind::ApiKey { location, name } => (location, name),
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Http(_) => {
            (Location::Header, "authorization")
        }
    };
    let is_header = location == Location::Header;
    is_header && call.headers.contains_key(name)
        || call.texts(location).any(|(found, _)| {
            // RFC 9110, 5.1: names of header fields are case-insensitive
            found == name || is_header && found.eq_ignore_ascii_case(name)
        })
}

/// Writes the credentials of some schemes into a request.
pub(crate) async fn attach(
    state: &State,
    schemes: &[usize],
    url: &mut Url,
    headers: &mut HeaderMap,
) -> Result<(), AttachError> {
    for index in schemes {
        let Some(scheme) = state.schemes.get(*index) else {
            continue;
        };
        let written = match state.credentials.get(index) {
            Some(Credential::Value(secret)) => write(scheme.kind, secret, url, headers),
            Some(Credential::Provider(provider)) => {
                let answer = provider.credential().await;
                let secret = answer.map_err(|error| AttachError {
                    scheme: scheme.name,
                    source: Some(error),
                })?;
                write(scheme.kind, &secret, url, headers)
            }
            None => continue,
        };
        written.map_err(|()| AttachError {
            scheme: scheme.name,
            source: None,
        })?;
    }
    Ok(())
}

/// Tells the providers of these schemes that the server refused them.
pub(crate) fn refused(state: &State, schemes: &[usize]) {
    for index in schemes {
        if let Some(Credential::Provider(provider)) = state.credentials.get(index) {
            provider.refused();
        }
    }
}

/// A credential that could not be had (with a source) or that no request can carry.
pub(crate) struct AttachError {
    pub(crate) scheme: &'static str,
    pub(crate) source: Option<BoxError>,
}

/// Writes one credential. Of two that would stand in one header the first is written.
fn write(
    kind: SchemeKind,
    secret: &Secret,
    url: &mut Url,
    headers: &mut HeaderMap,
) -> Result<(), ()> {
    let (name, text) = match kind {
        SchemeKind::ApiKey {
            location: Location::Query,
            name,
        } => {
            write_query(name, secret, url);
            return Ok(());
        }
        SchemeKind::ApiKey {
            location: Location::Cookie,
            name,
        } => return write_cookie(name, secret, headers),
        SchemeKind::ApiKey { name, .. } => (name, Cow::Borrowed(secret.expose())),
        SchemeKind::Basic => {
            let encoded = STANDARD.encode(secret.expose());
            ("authorization", format!("Basic {encoded}").into())
        }
        SchemeKind::Bearer => {
            let text = format!("Bearer {}", secret.expose());
            ("authorization", text.into())
        }
        SchemeKind::Http(scheme) => {
            let text = format!("{scheme} {}", secret.expose());
            ("authorization", text.into())
        }
    };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| ())?;
    if is_framing(&name) {
        return Err(());
    }
    if let Entry::Vacant(entry) = headers.entry(name) {
        entry.insert(hidden(&text)?);
    }
    Ok(())
}

/// A header value that HTTP libraries do not print.
fn hidden(text: &str) -> Result<HeaderValue, ()> {
    let mut value = HeaderValue::from_str(text).map_err(|_| ())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Replaces the parameter, since a redirect's target may repeat it.
fn write_query(name: &str, secret: &Secret, url: &mut Url) {
    let name = escape::text(name, Escape::Component);
    let mut pairs: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name.as_ref()))
        .map(str::to_owned)
        .collect();
    pairs.push(format!(
        "{name}={}",
        escape::text(secret.expose(), Escape::Component)
    ));
    url.set_query(Some(&pairs.join("&")));
}

fn write_cookie(name: &str, secret: &Secret, headers: &mut HeaderMap) -> Result<(), ()> {
    let pair = format!(
        "{}={}",
        escape::text(name, Escape::Component),
        escape::text(secret.expose(), Escape::Component)
    );
    let before = headers.get(COOKIE).map(|value| value.as_bytes().to_vec());
    let all = match before {
        Some(before) => format!("{}; {pair}", String::from_utf8_lossy(&before)),
        None => pair,
    };
    headers.insert(COOKIE, hidden(&all)?);
    Ok(())
}
