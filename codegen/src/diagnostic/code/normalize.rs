//! Findings of the `normalize` stage.

use super::codes;

codes! {
    NOT_OPENAPI = "not-openapi",
        "The document is not an OpenAPI document",
        "A document says which version of the specification it follows in its member `openapi` (3.x) or `swagger` (2.0), and describes its operations in `paths`. Check that the file is the right one.",
        "OpenAPI 3.0.3, 4.7.1";
}
