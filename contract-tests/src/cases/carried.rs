//! What a style can carry: some write their delimiters as data would be written too, so that no
//! reader can tell which is which (OpenAPI 3.0.3, 4.7.12.3 and 4.7.12.4; RFC 3986, 2.2). A case holds
//! no such value, or another in its place, and what was left out is said.
//!
//! Must not judge what was sent: see `oracle::styles`.

use crate::document::{Location, Parameter, Style};
use serde_json::Value;

/// Why a value is left out, or another is sent in its place.
pub(super) const REASON: &str = "value with a delimiter or escape that its style cannot carry";

/// How values of a parameter, or of a member of a form, become text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carrier {
    location: Location,
    style: Style,
    explode: bool,
    allow_reserved: bool,
}

/// What becomes of a value.
#[derive(Debug, PartialEq)]
pub(super) enum Carried {
    /// It is carried as it is.
    Whole,
    /// This is carried in its place, if the schema allows it.
    Instead(Value),
    /// Nothing like it is carried.
    Not,
}

impl Carrier {
    /// That of a parameter.
    pub(super) fn of(parameter: &Parameter) -> Self {
        Self {
            location: parameter.location,
            style: parameter.style,
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved && parameter.location == Location::Query,
        }
    }

    /// That of a member of a form, which is written as a query is.
    pub(super) fn of_member((style, explode): (Style, bool)) -> Self {
        Self {
            location: Location::Query,
            style,
            explode,
            allow_reserved: false,
        }
    }

    /// What becomes of a value.
    pub(super) fn carry(self, value: &Value) -> Carried {
        if self.style == Style::Json || self.carries(value) {
            return Carried::Whole;
        }
        let instead = match value {
            Value::Array(items) => items.iter().map(|item| self.replaced(item)).collect(),
            Value::Object(members) => {
                let members = members.iter();
                Value::Object(
                    members
                        .map(|(name, value)| (name.clone(), self.replaced(value)))
                        .collect(),
                )
            }
            scalar => self.replaced(scalar),
        };
        if self.carries(&instead) {
            Carried::Instead(instead)
        } else {
            Carried::Not
        }
    }

    fn carries(self, value: &Value) -> bool {
        let delimiter = self.delimiter();
        let holds = |text: &str| delimiter.is_some_and(|delimiter| text.contains(delimiter));
        let is_escaped = |text: &str| self.allow_reserved && holds_escape(text);
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match value {
            Value::Array(items) => items
                .iter()
                .map(text)
                .all(|text| !holds(&text) && !is_escaped(&text)),
            Value::Object(members) => members.iter().all(|(name, value)| {
                let text = text(value);
                !holds(name) && !is_escaped(name) && !holds(&text) && !is_escaped(&text)
            }),
            scalar => !is_escaped(&text(scalar)),
        }
    }

    /// What stands between items, where an item's own would be taken for one.
    fn delimiter(self) -> Option<char> {
        match (self.location, self.style) {
            (Location::Query, Style::SpaceDelimited) if !self.explode => Some(' '),
            (Location::Query, Style::PipeDelimited) if !self.explode => Some('|'),
            (Location::Query, Style::TabDelimited) if !self.explode => Some('\t'),
            // An escape keeps a comma from dividing, but where reserved characters are not escaped.
            (Location::Query, Style::Form) if !self.explode && self.allow_reserved => Some(','),
            // Headers have no escapes, and cookies none that every server undoes.
            (Location::Header, _) => Some(','),
            (Location::Cookie, _) if !self.explode => Some(','),
            // A full stop is unreserved: an escaped one means the same (RFC 3986, 2.3).
            (Location::Path, Style::Label) => Some('.'),
            _ => None,
        }
    }

    /// A text without what cannot be carried.
    fn replaced(self, value: &Value) -> Value {
        let Value::String(text) = value else {
            return value.clone();
        };
        let mut text = text.clone();
        if let Some(delimiter) = self.delimiter() {
            text = text.replace(delimiter, "_");
        }
        if self.allow_reserved && holds_escape(&text) {
            text = text.replace('%', "_");
        }
        Value::String(text)
    }
}

/// Whether a text has `%` and two hexadecimal digits: an escape passes unchanged where reserved
/// characters are allowed (RFC 6570, 3.2.3), and means the character that it stands for.
fn holds_escape(text: &str) -> bool {
    text.as_bytes().windows(3).any(
        |three| matches!(three, [b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()),
    )
}

#[cfg(test)]
mod tests {
    use super::{Carried, Carrier, Location, Style};
    use serde_json::{Value, json};

    fn carried(location: Location, style: Style, allow_reserved: bool, value: &Value) -> Carried {
        let carrier = Carrier {
            location,
            style,
            explode: false,
            allow_reserved,
        };
        carrier.carry(value)
    }

    #[test]
    fn a_delimiter_among_items_is_not_carried() {
        let query = Location::Query;
        for (style, delimiter) in [
            (Style::SpaceDelimited, " "),
            (Style::PipeDelimited, "|"),
            (Style::TabDelimited, "\t"),
        ] {
            let value = json!(["a", format!("b{delimiter}c")]);
            let instead = Carried::Instead(json!(["a", "b_c"]));
            assert_eq!(carried(query, style, false, &value), instead, "{style:?}");
            let alone = json!(format!("b{delimiter}c"));
            assert_eq!(carried(query, style, false, &alone), Carried::Whole);
            let name = json!({ format!("b{delimiter}c"): 1 });
            assert_eq!(carried(query, style, false, &name), Carried::Not);
        }
        // An escaped comma divides nothing (RFC 6570, 1.2).
        let commas = json!(["a,b", "c"]);
        assert_eq!(carried(query, Style::Form, false, &commas), Carried::Whole);
        let numbers = json!([1.5, 2]);
        let label = carried(Location::Path, Style::Label, false, &numbers);
        assert_eq!(label, Carried::Not);
    }

    #[test]
    fn an_escape_is_not_carried_where_reserved_characters_are_allowed() {
        let text = json!("100% a%2Fb");
        let query = Location::Query;
        assert_eq!(carried(query, Style::Form, false, &text), Carried::Whole);
        let instead = Carried::Instead(json!("100_ a_2Fb"));
        assert_eq!(carried(query, Style::Form, true, &text), instead);
        let plain = json!("100% of a/b");
        assert_eq!(carried(query, Style::Form, true, &plain), Carried::Whole);
    }
}
