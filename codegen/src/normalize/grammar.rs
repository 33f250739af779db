//! The object model of the specification as one table: which member of which object holds what.
//!
//! Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2 are one table, because no member holds different kinds
//! of objects in different versions. Free-form values (examples, defaults, extensions) are not in
//! it, so no pass ever looks into them.

use serde_json::{Map, Value, json};

/// A kind of object, named as the specification names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Root,
    Components,
    Server,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Schema,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Tag,
}

/// How a member holds objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One object.
    One(Kind),
    /// An array of objects.
    List(Kind),
    /// An object whose every member is one.
    Map(Kind),
    /// The same, but members that begin with `x-` are extensions.
    Patterned(Kind),
}

impl Kind {
    /// What the member `name` of this kind of object holds; `None` for everything that is no
    /// object of the model.
    pub(super) fn member(self, name: &str) -> Option<Shape> {
        match self {
            Self::Root => root(name),
            Self::Components => components(name),
            Self::PathItem => path_item(name),
            Self::Operation => operation(name),
            Self::Schema => schema(name),
            Self::Callback => {
                (!name.starts_with("x-") && name != "$ref").then_some(Shape::One(Self::PathItem))
            }
            Self::Link => (name == "server").then_some(Shape::One(Self::Server)),
            Self::RequestBody => (name == "content").then_some(Shape::Map(Self::MediaType)),
            Self::Encoding => (name == "headers").then_some(Shape::Map(Self::Header)),
            Self::Parameter | Self::Header => match name {
                "schema" | "items" => Some(Shape::One(Self::Schema)),
                "content" => Some(Shape::Map(Self::MediaType)),
                "examples" => Some(Shape::Map(Self::Example)),
                _ => None,
            },
            Self::MediaType => match name {
                "schema" | "itemSchema" => Some(Shape::One(Self::Schema)),
                "examples" => Some(Shape::Map(Self::Example)),
                "encoding" => Some(Shape::Map(Self::Encoding)),
                _ => None,
            },
            Self::Response => match name {
                "schema" => Some(Shape::One(Self::Schema)),
                "headers" => Some(Shape::Map(Self::Header)),
                "content" => Some(Shape::Map(Self::MediaType)),
                "links" => Some(Shape::Map(Self::Link)),
                _ => None,
            },
            Self::Server | Self::Example | Self::SecurityScheme | Self::Tag => None,
        }
    }

    /// Member of `components` that holds objects of this kind.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Self::Schema => Some("schemas"),
            Self::Response => Some("responses"),
            Self::Parameter => Some("parameters"),
            Self::Example => Some("examples"),
            Self::RequestBody => Some("requestBodies"),
            Self::Header => Some("headers"),
            Self::SecurityScheme => Some("securitySchemes"),
            Self::Link => Some("links"),
            Self::Callback => Some("callbacks"),
            Self::PathItem => Some("pathItems"),
            _ => None,
        }
    }

    /// The name of the kind in the specification.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Root => "OpenAPI Object",
            Self::Components => "Components Object",
            Self::Server => "Server Object",
            Self::PathItem => "Path Item Object",
            Self::Operation => "Operation Object",
            Self::Parameter => "Parameter Object",
            Self::RequestBody => "Request Body Object",
            Self::MediaType => "Media Type Object",
            Self::Encoding => "Encoding Object",
            Self::Response => "Response Object",
            Self::Header => "Header Object",
            Self::Schema => "Schema Object",
            Self::Example => "Example Object",
            Self::Link => "Link Object",
            Self::Callback => "Callback Object",
            Self::SecurityScheme => "Security Scheme Object",
            Self::Tag => "Tag Object",
        }
    }
}

/// What stands for an object that cannot be had.
pub(super) fn neutral(kind: Kind) -> Value {
    match kind {
        Kind::Parameter | Kind::SecurityScheme => Value::Null,
        Kind::Response => json!({"description": ""}),
        Kind::RequestBody => json!({"content": {}}),
        Kind::Header => json!({"schema": {}}),
        _ => Value::Object(Map::new()),
    }
}

fn root(name: &str) -> Option<Shape> {
    match name {
        "servers" => Some(Shape::List(Kind::Server)),
        "paths" | "webhooks" => Some(Shape::Patterned(Kind::PathItem)),
        "components" => Some(Shape::One(Kind::Components)),
        "tags" => Some(Shape::List(Kind::Tag)),
        // Swagger 2.0
        "definitions" => Some(Shape::Map(Kind::Schema)),
        "parameters" => Some(Shape::Map(Kind::Parameter)),
        "responses" => Some(Shape::Map(Kind::Response)),
        "securityDefinitions" => Some(Shape::Map(Kind::SecurityScheme)),
        _ => None,
    }
}

fn components(name: &str) -> Option<Shape> {
    Some(Shape::Map(match name {
        "schemas" => Kind::Schema,
        "responses" => Kind::Response,
        "parameters" => Kind::Parameter,
        "examples" => Kind::Example,
        "requestBodies" => Kind::RequestBody,
        "headers" => Kind::Header,
        "securitySchemes" => Kind::SecurityScheme,
        "links" => Kind::Link,
        "callbacks" => Kind::Callback,
        "pathItems" => Kind::PathItem,
        _ => return None,
    }))
}

/// The methods that have a member of their own in a Path Item Object of OpenAPI 3.0.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Members of a Path Item Object that OpenAPI 3.2 added for operations.
pub(super) const LATER_OPERATIONS: [&str; 2] = ["query", "additionalOperations"];

fn path_item(name: &str) -> Option<Shape> {
    match name {
        "parameters" => Some(Shape::List(Kind::Parameter)),
        "servers" => Some(Shape::List(Kind::Server)),
        _ => METHODS
            .contains(&name)
            .then_some(Shape::One(Kind::Operation)),
    }
}

fn operation(name: &str) -> Option<Shape> {
    match name {
        "parameters" => Some(Shape::List(Kind::Parameter)),
        "requestBody" => Some(Shape::One(Kind::RequestBody)),
        "responses" => Some(Shape::Patterned(Kind::Response)),
        "callbacks" => Some(Shape::Patterned(Kind::Callback)),
        "servers" => Some(Shape::List(Kind::Server)),
        _ => None,
    }
}

fn schema(name: &str) -> Option<Shape> {
    match name {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Some(Shape::Map(Kind::Schema))
        }
        "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "additionalItems"
        | "contentSchema" => Some(Shape::One(Kind::Schema)),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Some(Shape::List(Kind::Schema)),
        _ => None,
    }
}
