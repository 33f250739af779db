//! Which documents are read at all.

use crate::support::{document, normalize};

const PATHS: &str =
    "info: {title: T, version: '1'}\npaths: {/a: {get: {responses: {200: {description: ok}}}}}\n";

#[test]
fn every_version_becomes_3_0() {
    for version in [
        "openapi: 3.0.0",
        "openapi: 3.0.4",
        "openapi: '3.0'",
        "openapi: 3.0",
        "openapi: 3.1",
        "openapi: 3.1.1",
        "openapi: v3.0.1",
        "swagger: '2.0'",
        "swagger: 2.0",
    ] {
        let outcome = normalize(&format!("{version}\n{PATHS}"));
        outcome.is("/openapi", "3.0.3").lacks("/swagger").finds(&[]);
    }
}

#[test]
fn openapi_3_2_is_read_as_3_1() {
    normalize(&format!("openapi: 3.2.0\n{PATHS}"))
        .is("/openapi", "3.0.3")
        .finds(&["newer-version"]);
}

#[test]
fn other_versions_are_refused() {
    for (version, code) in [
        ("openapi: 4.0.0", "unknown-version"),
        ("swagger: '1.2'", "unknown-version"),
        ("swagger: 3.0", "unknown-version"),
        ("openapi: {}", "not-openapi"),
        ("x: 1", "not-openapi"),
    ] {
        let outcome = normalize(&format!("{version}\n{PATHS}"));
        assert!(outcome.normalized.is_none(), "{version}");
        outcome.finds(&[code]);
    }
    normalize("[]").finds(&["not-openapi"]);
}

#[test]
fn of_two_versions_the_newer_counts() {
    normalize(&format!("swagger: '2.0'\nopenapi: 3.0.3\n{PATHS}"))
        .lacks("/swagger")
        .finds(&["two-versions"]);
}

// OpenAPI 3.1, 4.8.1: at least one of `paths`, `components`, `webhooks`; only paths can be called.
#[test]
fn a_document_without_operations_is_refused() {
    for text in [
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks: {a: {post: {}}}",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {}",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {summary: s}}",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: []",
        // OpenAPI 3.0, 4.7.1: `paths` is required.
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {S: {type: string}}}",
        "swagger: '2.0'\ninfo: {title: T, version: '1'}\ndefinitions: {S: {type: string}}",
    ] {
        let outcome = normalize(text);
        assert!(outcome.normalized.is_none(), "{text}");
        outcome.finds(&["no-operations"]);
    }
}

// OpenAPI 3.1, 4.8.1: `components` or `webhooks` alone make a document; what webhooks send are its
// schemas.
#[test]
fn of_schemas_alone_the_types_are_made() {
    let schemas = "components: {schemas: {S: {type: string}}}";
    for text in [
        format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{schemas}"),
        format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{schemas}"),
        format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{schemas}"),
        "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions: {S: {type: string}}"
            .to_owned(),
    ] {
        normalize(&text)
            .is("/components/schemas/S", "type: string")
            .finds(&["no-operations"]);
    }
}

#[test]
fn webhooks_are_kept_aside() {
    let webhooks = "webhooks:\n  made:\n    post:\n      requestBody:\n        content:\n          \
                    application/json: {schema: {type: [string, 'null']}}\n      responses: {200: {description: ok}}";
    normalize(&document("3.1.0", webhooks))
        .is(
            "/x-specwright-webhooks/made/post/requestBody/content/application~1json/schema",
            "{type: string, nullable: true}",
        )
        .lacks("/webhooks")
        .finds(&["webhooks-kept-aside"]);
}

#[test]
fn members_of_later_versions_are_left_out() {
    let text = document(
        "3.2.0",
        "$self: https://example.com/api\njsonSchemaDialect: https://example.com",
    ) + "    query:\n      responses: {200: {description: ok}}\n";
    normalize(&text)
        .lacks("/paths/~1a/query")
        .lacks("/$self")
        .lacks("/jsonSchemaDialect")
        .finds(&["newer-version", "newer-member"]);
}
