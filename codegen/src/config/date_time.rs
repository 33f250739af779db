//! The crate whose types stand for dates and times (OpenAPI 3.0.3, 4.4: `date` and `date-time` are
//! those of RFC 3339, 5.6).
//!
//! Only crates whose serde form is that of RFC 3339 are here.

/// What strings of the formats `date-time` and `date` are in generated code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateTime {
    /// `String`: what a provider sends is kept as it is, whatever its form.
    #[default]
    Text,
    /// `jiff::Timestamp` and `jiff::civil::Date`. A value of another form fails the decode.
    Jiff,
    /// `chrono::DateTime<chrono::FixedOffset>` and `chrono::NaiveDate`. A value of another form
    /// fails the decode.
    Chrono,
}

impl DateTime {
    /// Every choice, by the name it has in `specwright.toml` and on the command line.
    pub(crate) const NAMES: [(&'static str, Self); 3] = [
        ("text", Self::Text),
        ("jiff", Self::Jiff),
        ("chrono", Self::Chrono),
    ];

    /// The choice of this name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.into_iter();
        names.find(|(known, _)| *known == name).map(|(_, it)| it)
    }

    /// The type of strings of a format; `None` where it stays `String`.
    pub(crate) fn type_of(self, format: &str) -> Option<&'static str> {
        match (self, format) {
            (Self::Jiff, "date-time") => Some("::jiff::Timestamp"),
            (Self::Jiff, "date") => Some("::jiff::civil::Date"),
            (Self::Chrono, "date-time") => Some("::chrono::DateTime<::chrono::FixedOffset>"),
            (Self::Chrono, "date") => Some("::chrono::NaiveDate"),
            _ => None,
        }
    }

    /// The dependency of a generated crate, as [`Config::dependencies`](super::Config) has them.
    pub(crate) fn dependency(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Text => None,
            Self::Jiff => Some(("jiff", r#"{ version = "1", features = ["serde"] }"#)),
            Self::Chrono => Some(("chrono", r#"{ version = "0.4", features = ["serde"] }"#)),
        }
    }
}
