//! Server URLs: templates with variables, and base URLs that users give.
//!
//! A variable's value may fill its place and no more: it cannot change scheme or authority
//! (`evil.example/#`, `user@evil.example`, `127.0.0.1:80@`).
//!
//! Serves OpenAPI 3.0.4, 4.7.5 (Server Object) and 4.7.6 (Server Variable Object).

use std::collections::BTreeMap;
use std::fmt;

use url::{Position, Url};

use crate::operation::{Server, ServerPiece, ServerVariable};
use crate::parameter::escape::{self, Escape};

/// Where requests go: an origin and the path before every operation's path.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Base {
    /// Its path has no slash at its end, but for the one of an empty path.
    url: Url,
}

impl Base {
    /// Reads a base URL. The error never repeats the URL, which can hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        // the url crate drops tabs and line breaks and turns `\` into `/`
        if text.contains(|character: char| {
            character.is_ascii_control() || character == ' ' || character == '\\'
        }) {
            return Err("holds a space, a backslash or a control character");
        }
        let mut url = Url::parse(text).map_err(|_| "is not an absolute URL")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("is neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("holds a user or password; set a credential instead");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("holds a query or fragment");
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err("has no host");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// Without a slash at its end.
    fn text(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The URL of a path (which begins with a slash, or is empty) and the pairs of a query.
    pub(crate) fn join<'a>(
        &self,
        mut path: String,
        query: impl Iterator<Item = &'a str>,
    ) -> Result<Url, &'static str> {
        if !path.is_empty() && !path.starts_with('/') {
            path.insert(0, '/');
        }
        path.insert_str(0, self.url.path().trim_end_matches('/'));
        let mut mark = '?';
        for pair in query {
            path.push(mark);
            path.push_str(pair);
            mark = '&';
        }
        // Scheme and host need not be read once more, if what follows cannot be read as a host.
        let is_path = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
        let url = match is_path {
            true => self.url.join(&path),
            false => Url::parse(&[&self.url[..Position::BeforePath], &path].concat()),
        };
        let url = url.map_err(|_| "makes no valid URL")?;
        if self.is_origin_of(&url) {
            Ok(url)
        } else {
            Err("leaves the server's origin")
        }
    }

    /// Whether a URL has this scheme, host and port, and no user. Both texts come from the URL
    /// parser, which writes equal origins alike, so that they can be compared as texts.
    fn is_origin_of(&self, url: &Url) -> bool {
        self.url[..Position::BeforePath] == url[..Position::BeforePath]
    }

    /// A server URL that is relative to this one (RFC 3986, 5.2).
    fn resolve(&self, relative: &str) -> Result<Self, &'static str> {
        let base = Url::parse(&format!("{}/", self.text())).map_err(|_| "makes no valid URL")?;
        let url = base.join(relative).map_err(|_| "makes no valid URL")?;
        if self.is_origin_of(&url) {
            Self::parse(url.as_str())
        } else {
            Err("leaves the server's origin")
        }
    }
}

/// Scheme, host, port and path: all that a base URL can hold.
impl fmt::Debug for Base {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

/// The base URL of a server with these values of its variables. A relative template needs another
/// base to stand on. The error is a sentence.
pub(crate) fn expand(
    server: &Server,
    values: &BTreeMap<String, String>,
    base: Option<&Base>,
) -> Result<Base, String> {
    let mut text = String::new();
    for piece in server.url {
        match piece {
            ServerPiece::Text(literal) => text.push_str(literal),
            ServerPiece::Variable(index) => {
                let Some(variable) = server.variables.get(*index) else {
                    continue;
                };
                let filled = value(variable, values, place(&text))?;
                text.push_str(&filled);
            }
        }
    }
    let parsed = if text.contains("://") {
        Base::parse(&text)
    } else {
        match base {
            Some(base) => base.resolve(&text),
            None => {
                return Err(
                    "the document's server URL is relative; set a base URL on the client"
                        .to_owned(),
                );
            }
        }
    };
    parsed.map_err(|problem| format!("the server URL {problem}"))
}

/// Which part of a URL comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing before it: the scheme, or a whole URL.
    Start,
    /// Host or port.
    Authority,
    /// Path.
    Path,
}

fn place(before: &str) -> Place {
    match before.split_once("://") {
        Some((_, rest)) if rest.contains('/') => Place::Path,
        Some(_) => Place::Authority,
        None if before.is_empty() => Place::Start,
        None => Place::Path,
    }
}

/// The text of a variable. A value that the document itself has is taken as it is.
fn value(
    variable: &ServerVariable,
    values: &BTreeMap<String, String>,
    place: Place,
) -> Result<String, String> {
    let Some(given) = values.get(variable.name) else {
        return Ok(variable.default.to_owned());
    };
    if given == variable.default || variable.allowed.contains(&given.as_str()) {
        return Ok(given.clone());
    }
    let name = variable.name;
    if !variable.allowed.is_empty() {
        let allowed = variable.allowed.join("`, `");
        return Err(format!(
            "server variable `{name}` must be one of `{allowed}`"
        ));
    }
    match place {
        // what it makes is checked as a base URL
        Place::Start => Ok(given.clone()),
        Place::Authority => {
            let fits = |character: char| {
                character.is_alphanumeric() || matches!(character, '-' | '.' | '_')
            };
            if !given.is_empty() && given.chars().all(fits) {
                Ok(given.clone())
            } else {
                Err(format!(
                    "server variable `{name}` holds a character that would change the host"
                ))
            }
        }
        Place::Path => path_value(name, given),
    }
}

/// Segments of a path, each encoded.
fn path_value(name: &str, given: &str) -> Result<String, String> {
    let segments: Vec<_> = given
        .split('/')
        .map(|segment| escape::text(segment, Escape::Component))
        .collect();
    if segments
        .iter()
        .any(|segment| segment == "." || segment == "..")
    {
        return Err(format!("server variable `{name}` holds a dot segment"));
    }
    Ok(segments.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;

    static REGIONAL: Server = Server {
        url: &[
            ServerPiece::Text("https://kms."),
            ServerPiece::Variable(0),
            ServerPiece::Text(".example.com:"),
            ServerPiece::Variable(1),
            ServerPiece::Text("/"),
            ServerPiece::Variable(2),
        ],
        variables: &[
            ServerVariable {
                name: "region",
                default: "eu",
                allowed: &[],
            },
            ServerVariable {
                name: "port",
                default: "8443",
                allowed: &["443", "8443"],
            },
            ServerVariable {
                name: "base",
                default: "v1",
                allowed: &[],
            },
        ],
    };

    fn expanded(name: &str, value: &str) -> Result<String, String> {
        let values = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        expand(&REGIONAL, &values, None).map(|base| base.text().to_owned())
    }

    // A path that is put behind a host that is read already gives what reading all of it gives
    // (WHATWG URL, 4.4).
    #[test]
    fn a_joined_path_is_that_of_the_whole_text() {
        for base in [
            "https://api.example",
            "http://[::1]:8080/v1/",
            "https://é.example/ü/ö",
        ] {
            let base = Base::parse(base).unwrap();
            for path in [
                "/",
                "/pets/1",
                "/a%2Fb/.x;y=1",
                "//x//",
                "/a/%2E./b",
                "/\u{e9} \"<>/b{c}|",
                "/a\\b",
            ] {
                for query in ["", "a=b&c=%26", "q=[a]^`{|}'\"<é>"] {
                    let mark = if query.is_empty() { "" } else { "?" };
                    let whole = [base.text(), path, mark, query].concat();
                    let pairs = query.split('&').filter(|pair| !pair.is_empty());
                    let joined = base.join(path.to_owned(), pairs).unwrap();
                    assert_eq!(joined, Url::parse(&whole).unwrap(), "{whole}");
                }
            }
        }
    }

    #[test]
    fn variables_fill_their_place() {
        assert_eq!(
            expanded("", "").unwrap(),
            "https://kms.eu.example.com:8443/v1"
        );
        assert_eq!(
            expanded("region", "cn-4").unwrap(),
            "https://kms.cn-4.example.com:8443/v1"
        );
        assert_eq!(
            expanded("port", "443").unwrap(),
            "https://kms.eu.example.com/v1"
        );
        assert_eq!(
            expanded("base", "a/b c").unwrap(),
            "https://kms.eu.example.com:8443/a/b%20c"
        );
    }

    #[test]
    fn no_value_changes_the_authority() {
        for value in [
            "evil.com/#",
            "evil.com?",
            "x@evil.com",
            "evil.com\\@",
            "127.0.0.1:80@",
            "a\tb",
            "a\nb",
            "",
            "evil.com/",
            "[::1]",
        ] {
            let error = expanded("region", value).unwrap_err();
            assert_eq!(
                error,
                "server variable `region` holds a character that would change the host"
            );
        }
        assert!(
            expanded("port", "80")
                .unwrap_err()
                .contains("`443`, `8443`")
        );
        assert!(
            expanded("base", "../x")
                .unwrap_err()
                .contains("dot segment")
        );
        assert_eq!(
            expanded("base", "a?b#c").unwrap(),
            "https://kms.eu.example.com:8443/a%3Fb%23c"
        );
    }

    #[test]
    fn a_base_url_is_http_without_user_query_or_fragment() {
        let base = Base::parse("http://127.0.0.1:8080/api/").unwrap();
        assert_eq!(base.text(), "http://127.0.0.1:8080/api");
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://a:b@c/",
            "http://a@c/",
            "http://a/?x",
            "http://a/#x",
            "/relative",
            "http://a\tb/",
            "http://a\\b",
            "",
        ] {
            assert!(Base::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_path_stays_on_its_origin() {
        let base = Base::parse("http://api.example").unwrap();
        let joined = |path: &str, pair| base.join(path.to_owned(), [pair].into_iter()).unwrap();
        assert_eq!(joined("/a", "b=c").as_str(), "http://api.example/a?b=c");
        assert_eq!(
            joined("//evil.example/x", "").host_str(),
            Some("api.example")
        );
        assert_eq!(
            joined("@evil.example/x", "").host_str(),
            Some("api.example")
        );
        assert_eq!(
            joined("/\\evil.example/x", "").host_str(),
            Some("api.example")
        );
    }

    #[test]
    fn a_relative_server_stands_on_another() {
        static RELATIVE: Server = Server {
            url: &[ServerPiece::Text("/v2")],
            variables: &[],
        };
        let base = Base::parse("http://api.example/v1").unwrap();
        let found = expand(&RELATIVE, &BTreeMap::new(), Some(&base)).unwrap();
        assert_eq!(found.text(), "http://api.example/v2");
        assert!(expand(&RELATIVE, &BTreeMap::new(), None).is_err());
    }
}
