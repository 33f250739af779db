//! Clients of the feature documents, for the tests beside this file. Nothing here is written by
//! hand but the list.

/// The client of the document `all_of`.
pub mod all_of {
    include!(concat!(env!("OUT_DIR"), "/all_of/client.rs"));
}

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

/// The client of the document `formats`.
pub mod formats {
    include!(concat!(env!("OUT_DIR"), "/formats/client.rs"));
}

/// The client of the document `maps`.
pub mod maps {
    include!(concat!(env!("OUT_DIR"), "/maps/client.rs"));
}

/// The client of the document `multipart`.
pub mod multipart {
    include!(concat!(env!("OUT_DIR"), "/multipart/client.rs"));
}

/// The client of the document `nullable_and_required`.
pub mod nullable_and_required {
    include!(concat!(env!("OUT_DIR"), "/nullable_and_required/client.rs"));
}

/// The client of the document `one_of_told_apart`.
pub mod one_of_told_apart {
    include!(concat!(env!("OUT_DIR"), "/one_of_told_apart/client.rs"));
}

/// The client of the document `one_of_with_discriminator`.
pub mod one_of_with_discriminator {
    include!(concat!(
        env!("OUT_DIR"),
        "/one_of_with_discriminator/client.rs"
    ));
}

/// The client of the document `optional_body`.
pub mod optional_body {
    include!(concat!(env!("OUT_DIR"), "/optional_body/client.rs"));
}

/// The client of the document `parameter_content`.
pub mod parameter_content {
    include!(concat!(env!("OUT_DIR"), "/parameter_content/client.rs"));
}

/// The client of the document `path_header_and_cookie_styles`.
pub mod path_header_and_cookie_styles {
    include!(concat!(
        env!("OUT_DIR"),
        "/path_header_and_cookie_styles/client.rs"
    ));
}

/// The client of the document `query_styles`.
pub mod query_styles {
    include!(concat!(env!("OUT_DIR"), "/query_styles/client.rs"));
}

/// The client of the document `recursion`.
pub mod recursion {
    include!(concat!(env!("OUT_DIR"), "/recursion/client.rs"));
}

/// The client of the document `response_headers`.
pub mod response_headers {
    include!(concat!(env!("OUT_DIR"), "/response_headers/client.rs"));
}

/// The client of the document `same_responses`.
pub mod same_responses {
    include!(concat!(env!("OUT_DIR"), "/same_responses/client.rs"));
}

/// The client of the document `same_setters`.
pub mod same_setters {
    include!(concat!(env!("OUT_DIR"), "/same_setters/client.rs"));
}

/// The client of the document `security`.
pub mod security {
    include!(concat!(env!("OUT_DIR"), "/security/client.rs"));
}

/// The client of the document `servers`.
pub mod servers {
    include!(concat!(env!("OUT_DIR"), "/servers/client.rs"));
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

/// The client of the document `swagger_2_forms`.
pub mod swagger_2_forms {
    include!(concat!(env!("OUT_DIR"), "/swagger_2_forms/client.rs"));
}

/// The client of the document `text_and_binary`.
pub mod text_and_binary {
    include!(concat!(env!("OUT_DIR"), "/text_and_binary/client.rs"));
}
