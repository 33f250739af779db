//! Random OpenAPI documents: small, but with every kind of schema, parameter, body and response,
//! and with the names that break generators.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// Component schemas of every document; references go to these.
const COMPONENTS: [&str; 6] = ["Pet", "pet", "Option", "Self", "a b", "名前"];

/// A document of OpenAPI 3.0.
pub(crate) fn document() -> impl Strategy<Value = Value> {
    (
        text(),
        text(),
        vec(schema(), COMPONENTS.len()),
        vec(operation(), 1..5),
    )
        .prop_map(|(title, version, schemas, operations)| {
            let mut paths = Map::new();
            for (number, (path, method, operation)) in operations.into_iter().enumerate() {
                paths.insert(format!("/{number}{path}"), json!({ method: operation }));
            }
            let schemas: Map<_, _> = COMPONENTS
                .iter()
                .map(|name| (*name).to_owned())
                .zip(schemas)
                .collect();
            json!({
                "openapi": "3.0.3",
                "info": { "title": title, "version": version },
                "paths": paths,
                "components": {
                    "schemas": schemas,
                    "securitySchemes": {
                        "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
                        "basic": { "type": "http", "scheme": "basic" },
                        "oauth 2": { "type": "oauth2", "flows": {} },
                    },
                },
            })
        })
}

/// Names that documents have: ordinary ones, keywords, names of the prelude, names that differ only
/// in case or punctuation, other scripts, and anything at all.
fn name() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "id",
        "fooBar",
        "foo_bar",
        "foo-bar",
        "FOO_BAR",
        "type",
        "self",
        "Self",
        "crate",
        "async",
        "gen",
        "1st",
        "",
        "@type",
        "$ref",
        "用户",
        "emoji 🎉",
        "Option",
        "String",
        "Vec",
        "Ok",
        "send",
        "new",
        "builder",
        "body",
        "x.y",
        "a[b]",
    ];
    prop_oneof![
        4 => select(KNOWN).prop_map(str::to_owned),
        4 => "[a-z]{1,8}",
        1 => "\\PC{0,12}",
    ]
}

/// Free text, some of it made to break out of where it is written.
fn text() -> impl Strategy<Value = String> {
    const HOSTILE: &[&str] = &[
        "\"; } fn evil() {",
        "*/ compile_error!(\"x\"); /*",
        "```\nstd::process::abort();\n```",
        "    indented\n\tcode\r\rmore",
        "#![doc = include_str!(\"x\")]",
        "{} {0} {self:?} \u{202e}\u{2066}\u{feff}",
        "<script>alert(1)</script> [x]: javascript:x [crate::evil]",
        "- a\nb\n  - c\n1. d\ne",
    ];
    prop_oneof![
        2 => Just(String::new()),
        2 => "[A-Za-z ,.]{0,40}",
        1 => select(HOSTILE).prop_map(str::to_owned),
        1 => "(\\PC|[\r\n\t]){0,40}",
    ]
}

/// A schema of limited depth.
fn schema() -> impl Strategy<Value = Value> {
    let reference =
        (0..COMPONENTS.len()).prop_map(|at| json!({ "$ref": reference_to(COMPONENTS[at]) }));
    let leaf = prop_oneof![
        3 => scalar(),
        2 => reference,
        1 => Just(json!({})),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            3 => object(inner.clone()),
            1 => inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            1 => (select(&["allOf", "oneOf", "anyOf"][..]), vec(inner.clone(), 1..4))
                .prop_map(|(keyword, parts)| json!({ keyword: parts })),
            1 => tagged(inner),
        ]
    })
}

fn reference_to(name: &str) -> String {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("#/components/schemas/{encoded}")
}

fn scalar() -> impl Strategy<Value = Value> {
    let types = [
        json!({ "type": "string" }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "format": "byte" }),
        json!({ "type": "string", "format": "binary" }),
        json!({ "type": "integer" }),
        json!({ "type": "integer", "format": "int32", "minimum": 0 }),
        json!({ "type": "number", "format": "float" }),
        json!({ "type": "boolean" }),
    ];
    let plain = (select(types.to_vec()), any::<bool>(), text()).prop_map(
        |(mut schema, nullable, description)| {
            schema["nullable"] = nullable.into();
            schema["description"] = description.into();
            schema
        },
    );
    let strings = vec(name(), 1..5).prop_map(|values| json!({ "type": "string", "enum": values }));
    let integers =
        vec(any::<i32>(), 1..4).prop_map(|values| json!({ "type": "integer", "enum": values }));
    prop_oneof![4 => plain, 1 => strings, 1 => integers]
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let additional = prop_oneof![
        Just(None),
        Just(Some(json!(false))),
        Just(Some(json!(true))),
        Just(Some(json!({ "type": "integer" }))),
    ];
    (
        btree_map(name(), inner, 0..5),
        additional,
        any::<u8>(),
        text(),
    )
        .prop_map(|(members, additional, chosen, description)| {
            let required: Vec<_> = members
                .keys()
                .enumerate()
                .filter(|(at, _)| chosen & (1 << at) != 0)
                .map(|(_, name)| name.clone())
                .collect();
            let mut schema = json!({
                "type": "object",
                "description": description,
                "properties": members,
            });
            if !required.is_empty() {
                schema["required"] = json!(required);
            }
            if let Some(additional) = additional {
                schema["additionalProperties"] = additional;
            }
            schema
        })
}

/// Alternatives with a discriminator.
fn tagged(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    (
        vec(inner, 0..2),
        subsequence(COMPONENTS.to_vec(), 1..4),
        name(),
    )
        .prop_map(|(mut parts, names, tag)| {
            parts.extend(
                names
                    .iter()
                    .map(|name| json!({ "$ref": reference_to(name) })),
            );
            json!({ "oneOf": parts, "discriminator": { "propertyName": tag } })
        })
}

/// Path, method and operation.
fn operation() -> impl Strategy<Value = (String, &'static str, Value)> {
    const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "head", "options"];
    let security = select(vec![
        json!([]),
        json!([{ "key": [] }]),
        json!([{ "basic": [], "oauth 2": [] }, {}]),
    ]);
    (
        (
            select(&["", "/x", "/{id}", "/{id}/a\"b"][..]),
            select(METHODS),
        ),
        proptest::option::of(name()),
        text(),
        vec(parameter(), 0..4),
        proptest::option::of(content()),
        responses(),
        security,
    )
        .prop_map(
            |((path, method), id, description, parameters, body, responses, security)| {
                let mut operation = json!({
                    "description": description,
                    "parameters": distinct(parameters, path),
                    "responses": responses,
                    "security": security,
                });
                if let Some(id) = id {
                    operation["operationId"] = id.into();
                }
                if let Some(content) = body.filter(|_| !matches!(method, "get" | "head")) {
                    operation["requestBody"] = json!({ "content": content });
                }
                (path.to_owned(), method, operation)
            },
        )
}

/// No two parameters of one name and place; the one that the path's template has is there.
fn distinct(parameters: Vec<Value>, path: &str) -> Vec<Value> {
    let mut seen = std::collections::BTreeSet::new();
    let mut kept: Vec<_> = parameters
        .into_iter()
        .filter(|one| seen.insert((one["name"].to_string(), one["in"].to_string())))
        .collect();
    if path.contains("{id}") {
        kept.push(json!({
            "name": "id", "in": "path", "required": true, "schema": { "type": "string" },
        }));
    }
    kept
}

fn parameter() -> impl Strategy<Value = Value> {
    let places = select(vec![
        ("query", json!("form")),
        ("query", json!("deepObject")),
        ("query", json!("pipeDelimited")),
        ("header", json!("simple")),
        ("cookie", json!("form")),
    ]);
    (name(), places, any::<bool>(), any::<bool>(), schema()).prop_map(
        |(name, (place, style), required, explode, schema)| {
            json!({
                "name": name, "in": place, "style": style, "explode": explode,
                "required": required, "schema": schema,
            })
        },
    )
}

fn content() -> impl Strategy<Value = Value> {
    const MEDIA: &[&str] = &[
        "application/json",
        "application/problem+json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "application/octet-stream",
        "application/xml",
        "text/event-stream",
    ];
    btree_map(select(MEDIA), schema(), 1..3).prop_map(|content| {
        let content: Map<_, _> = content
            .into_iter()
            .map(|(media, schema)| (media.to_owned(), json!({ "schema": schema })))
            .collect();
        Value::Object(content)
    })
}

fn responses() -> impl Strategy<Value = Value> {
    let keys = [
        "200", "201", "204", "302", "400", "404", "4XX", "5XX", "default",
    ];
    let response = (text(), proptest::option::of(content()), name()).prop_map(
        |(description, content, header)| {
            let mut response = json!({ "description": description });
            if let Some(content) = content {
                response["content"] = content;
            }
            response["headers"] = json!({ header: { "schema": { "type": "integer" } } });
            response
        },
    );
    (subsequence(keys.to_vec(), 1..5), vec(response, 5)).prop_map(|(keys, responses)| {
        let map: Map<_, _> = keys.into_iter().map(str::to_owned).zip(responses).collect();
        Value::Object(map)
    })
}
