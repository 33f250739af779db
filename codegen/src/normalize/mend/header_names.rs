//! Which names a header can have.
//!
//! RFC 9110, 5.6.2 (`token`), 7.6.1 (`Connection` and what belongs to one connection); RFC 9112,
//! 6 (framing).

/// Whether a client can send a header of this name: it is a token, and does not say how the
/// message is framed or connected.
pub(super) fn can_be_sent(name: &str) -> bool {
    is_token(name)
        && ![
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "proxy-connection",
        ]
        .contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a text is a `token`.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
