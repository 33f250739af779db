//! Security schemes and requirements (OpenAPI 3.0.3, 4.7.27 and 4.7.30).

use super::{Document, Location, text};
use serde_json::Value;
use specwright::pointer::Pointer;

/// A security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Key in `securitySchemes`.
    pub name: String,
    /// Where and how its credential is sent.
    pub kind: SchemeKind,
    /// Its place.
    pub pointer: Pointer,
}

impl Scheme {
    /// The place in a request that its credential takes; `None` where none is seen.
    #[must_use]
    pub fn place(&self) -> Option<(Location, String)> {
        match &self.kind {
            SchemeKind::ApiKey {
                location,
                parameter,
            } => {
                let name = match location {
                    Location::Header => parameter.to_ascii_lowercase(),
                    _ => parameter.clone(),
                };
                Some((*location, name))
            }
            SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Http(_) => {
                Some((Location::Header, "authorization".to_owned()))
            }
            SchemeKind::Other => None,
        }
    }
}

/// Where and how a credential is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A header, query parameter or cookie.
    ApiKey {
        /// Never the path.
        location: Location,
        /// Its name.
        parameter: String,
    },
    /// RFC 7617.
    Basic,
    /// RFC 6750; also OAuth 2 and `OpenID` Connect.
    Bearer,
    /// Another scheme of `Authorization`.
    Http(String),
    /// Not sent in the request (mutual TLS), or not understood.
    Other,
}

/// One alternative: schemes (indices into [`Document::schemes`]) that are all needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Requirement {
    /// The schemes; empty: none is needed.
    pub schemes: Vec<usize>,
}

pub(super) fn schemes(document: &Document) -> Vec<Scheme> {
    let place = Pointer::root().child("components").child("securitySchemes");
    let Some(all) = document.at(&place).and_then(Value::as_object) else {
        return Vec::new();
    };
    all.keys()
        .filter_map(|name| {
            let (pointer, object) = document.object(&place.child(name))?;
            let kind = match text(object, "type")? {
                "apiKey" => SchemeKind::ApiKey {
                    location: Location::parse(text(object, "in")?)?,
                    parameter: text(object, "name")?.to_owned(),
                },
                "http" => match text(object, "scheme")?.to_ascii_lowercase().as_str() {
                    "basic" => SchemeKind::Basic,
                    "bearer" => SchemeKind::Bearer,
                    _ => SchemeKind::Http(text(object, "scheme")?.to_owned()),
                },
                "oauth2" | "openIdConnect" => SchemeKind::Bearer,
                _ => SchemeKind::Other,
            };
            Some(Scheme {
                name: name.clone(),
                kind,
                pointer,
            })
        })
        .collect()
}

/// Alternatives of an operation, else of the document. One that names an unknown scheme is left
/// out.
pub(super) fn requirements(document: &Document, operation: &Pointer) -> Vec<Requirement> {
    let own = operation.child("security");
    let list = document
        .at(&own)
        .or_else(|| document.at(&Pointer::root().child("security")))
        .and_then(Value::as_array);
    let Some(list) = list else {
        return Vec::new();
    };
    list.iter()
        .filter_map(|requirement| {
            let schemes = requirement
                .as_object()?
                .keys()
                .map(|name| document.schemes.iter().position(|s| &s.name == name))
                .collect::<Option<Vec<_>>>()?;
            Some(Requirement { schemes })
        })
        .collect()
}
