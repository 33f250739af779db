//! Clients of the feature documents, for the tests beside this file. Nothing here is written by
//! hand but the list.

/// The client of the document `enums`.
pub mod enums {
    include!(concat!(env!("OUT_DIR"), "/enums/client.rs"));
}

/// The client of the document `event_streams`.
pub mod event_streams {
    include!(concat!(env!("OUT_DIR"), "/event_streams/client.rs"));
}

/// The client of the document `form`.
pub mod form {
    include!(concat!(env!("OUT_DIR"), "/form/client.rs"));
}

/// The client of the document `multipart`.
pub mod multipart {
    include!(concat!(env!("OUT_DIR"), "/multipart/client.rs"));
}

/// The client of the document `nullable_and_required`.
pub mod nullable_and_required {
    include!(concat!(env!("OUT_DIR"), "/nullable_and_required/client.rs"));
}

/// The client of the document `one_of_with_discriminator`.
pub mod one_of_with_discriminator {
    include!(concat!(
        env!("OUT_DIR"),
        "/one_of_with_discriminator/client.rs"
    ));
}

/// The client of the document `response_headers`.
pub mod response_headers {
    include!(concat!(env!("OUT_DIR"), "/response_headers/client.rs"));
}

/// The client of the document `security`.
pub mod security {
    include!(concat!(env!("OUT_DIR"), "/security/client.rs"));
}

/// The client of the document `several_content_types`.
pub mod several_content_types {
    include!(concat!(env!("OUT_DIR"), "/several_content_types/client.rs"));
}

/// The client of the document `status_ranges_and_default`.
pub mod status_ranges_and_default {
    include!(concat!(
        env!("OUT_DIR"),
        "/status_ranges_and_default/client.rs"
    ));
}

/// The client of the document `styles`.
pub mod styles {
    include!(concat!(env!("OUT_DIR"), "/styles/client.rs"));
}
