//! Small documents through the whole stage.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unexpected must fail"
)]

mod callbacks_and_links;
mod operations;
mod schemas;
mod stability;
mod unions;

use crate::api::{Api, Operation, TypeDef, TypeKind};
use crate::config::Config;
use crate::diagnostic::Diagnostics;

/// Lowers a document written as YAML: `paths` and `components` below a fixed head.
pub(super) fn lower(rest: &str) -> (Api, Vec<String>) {
    lower_with(rest, &Config::default())
}

/// The same, with the user's choices.
pub(super) fn lower_with(rest: &str, config: &Config) -> (Api, Vec<String>) {
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";
    let openapi: openapiv3::OpenAPI = serde_yaml::from_str(&format!("{head}{rest}")).unwrap();
    let mut diagnostics = Diagnostics::new();
    let api = super::lower(&openapi, config, &mut diagnostics);
    let codes = diagnostics
        .iter()
        .map(|d| d.code.slug().to_owned())
        .collect();
    (api, codes)
}

/// Lowers component schemas alone.
pub(super) fn schemas(schemas: &str) -> (Api, Vec<String>) {
    let indented = schemas.replace('\n', "\n    ");
    lower(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n    {indented}"
    ))
}

/// The type of this name.
pub(super) fn ty<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    let found = api.types.iter().find(|ty| ty.name.as_str() == name);
    found.unwrap_or_else(|| {
        let names: Vec<_> = api.types.iter().map(|ty| ty.name.as_str()).collect();
        panic!("no type {name} among {names:?}")
    })
}

/// The operation of this key.
pub(super) fn op<'a>(api: &'a Api, key: &str) -> &'a Operation {
    api.operations()
        .find(|operation| operation.key == key)
        .unwrap()
}

/// A type on one line, in the words of Rust.
pub(super) fn show(api: &Api, ty: &TypeDef) -> String {
    let name = |id: crate::api::TypeId| api.types[id.index()].name.as_str().to_owned();
    let of = |ty: &crate::api::TypeRef| shown(ty, &name);
    match &ty.kind {
        TypeKind::Alias(ty) => of(ty),
        TypeKind::Struct(object) => {
            let mut fields: Vec<String> = object
                .fields
                .iter()
                .map(|f| format!("{}: {} {:?}", f.name.as_str(), of(&f.ty), f.presence))
                .collect();
            if let crate::api::Additional::Kept { ty, .. } = &object.additional {
                fields.push(format!("..{}", of(ty)));
            }
            format!("{{{}}}", fields.join(", "))
        }
        TypeKind::Enum(values) => {
            let names: Vec<_> = values.variants.iter().map(|v| v.name.as_str()).collect();
            format!("{:?}({})", values.repr, names.join("|"))
        }
        TypeKind::Union(union) => {
            let variants: Vec<String> = union
                .variants
                .iter()
                .map(|v| format!("{}({})", v.name.as_str(), of(&v.ty)))
                .collect();
            format!("{} by {:?}", variants.join(" | "), union.discrimination)
        }
    }
}

/// A reference to a type, in the words of Rust.
fn shown(ty: &crate::api::TypeRef, name: &dyn Fn(crate::api::TypeId) -> String) -> String {
    use crate::api::TypeRef::{Array, Boxed, Map, Named, Nullable};
    match ty {
        Array(of) => format!("Vec<{}>", shown(of, name)),
        Map(of) => format!("Map<{}>", shown(of, name)),
        Nullable(of) => format!("Option<{}>", shown(of, name)),
        Boxed(of) => format!("Box<{}>", shown(of, name)),
        Named(id) => name(*id),
        plain => format!("{plain:?}"),
    }
}
