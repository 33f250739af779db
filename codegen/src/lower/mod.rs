//! Makes the [`Api`] from a normalised document: every name settled, every decision taken.
//!
//! The order of work, which is also the reading order of the rooms:
//!
//! 1. `select` says which operations are kept.
//! 2. `operations` lowers each of them, with `parameters`, `bodies`, `responses`,
//!    `headers`, `links`, `callbacks`, `security` and `servers`; schemas become types in `schema`.
//! 3. Component schemas are lowered when something asks for them, or all of them where nothing is
//!    selected.
//! 4. `usage` follows types from requests and responses, `recursion` boxes what contains
//!    itself, `table` settles the names of types and puts them in order, `requests` finds the
//!    requests that have the same setters, `outcomes` the operations with the same responses.
//!
//! Must not: know tokens or files, panic on any document, or make an identifier outside `names`.

mod bodies;
mod callbacks;
mod components;
mod docs;
mod headers;
mod left_out;
mod limits;
mod links;
mod media;
mod names;
mod operations;
mod outcomes;
mod parameters;
mod recursion;
mod renames;
mod requests;
mod responses;
mod schema;
mod security;
mod select;
mod servers;
mod table;
mod tags;
mod usage;

#[cfg(test)]
mod tests;

use crate::api::{Api, Pointer, SecurityScheme, TypeRef};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use openapiv3::OpenAPI;
use std::collections::{BTreeMap, BTreeSet};
use table::Table;

/// Lowers a whole document. An operation that cannot be generated is left out with a warning.
pub fn lower(openapi: &OpenAPI, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let mut ctx = Ctx::new(openapi, config, diagnostics);
    let kept = select::select(&mut ctx);
    ctx.start_components();
    let mut api = Api::new(
        docs::doc(&openapi.info.title),
        docs::optional(openapi.info.description.as_deref()),
        openapi.info.version.clone(),
    );
    let (schemes, setters) = security::schemes(&mut ctx, &kept);
    api.security_schemes = schemes;
    api.servers = servers::document(&mut ctx, &setters);
    api.groups = operations::groups(&mut ctx, &kept, &api.security_schemes, &setters);
    ctx.finish_components();
    ctx.finish(api)
}

/// What lowering one document needs at hand.
struct Ctx<'a> {
    openapi: &'a OpenAPI,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    /// Types made so far.
    table: Table,
    /// Component schemas: their types, and which are still to be lowered.
    components: components::Schemas<'a>,
    /// Types of component parameters and headers, and of the contents of component responses and
    /// bodies, by pointer: shared by all that refer to them.
    shared: BTreeMap<String, TypeRef>,
    /// Descriptions made safe so far.
    escaped: docs::Escaped<'a>,
    /// Header structs.
    header_sets: headers::Sets,
    /// How many schemas are being lowered inside each other.
    depth: usize,
    /// What is known of component schemas, so that it is worked out once.
    known: Known<'a>,
    /// How much the document has asked for.
    budget: limits::Budget,
    /// Findings reported already: a schema may be looked at more than once.
    reported: BTreeSet<(&'static str, Pointer, String)>,
}

/// Properties of component schemas that many places ask for.
#[derive(Default)]
struct Known<'a> {
    nullable: BTreeMap<&'a str, bool>,
    /// JSON types by component and by how many choices lead there.
    kinds: BTreeMap<(&'a str, usize), Option<BTreeSet<crate::api::JsonKind>>>,
}

impl<'a> Ctx<'a> {
    fn new(openapi: &'a OpenAPI, config: &'a Config, diagnostics: &'a mut Diagnostics) -> Self {
        let mut table = Table::default();
        let components = components::Schemas::new(openapi, config, &mut table);
        Self {
            openapi,
            config,
            diagnostics,
            table,
            components,
            shared: BTreeMap::new(),
            escaped: docs::Escaped::default(),
            header_sets: headers::Sets::default(),
            depth: 0,
            known: Known::default(),
            budget: limits::Budget::default(),
            reported: BTreeSet::new(),
        }
    }

    /// Settles names and order once everything is lowered.
    fn finish(mut self, mut api: Api) -> Api {
        api.header_sets = std::mem::take(&mut self.header_sets).into_sets();
        usage::mark(&mut self.table, &mut api);
        usage::keep(&mut self.table, self.components.lowered());
        self.table.settle_directions();
        tags::preset(&mut self.table);
        recursion::box_cycles(&mut self.table, self.diagnostics);
        api.nesting = recursion::nesting(&mut self.table);
        renames::types(&mut self);
        let order = self.table.settle(&mut api.header_sets);
        table::renumber(&mut api, &order);
        api.types = self.table.into_types(&order);
        requests::settle_types(&mut api);
        outcomes::settle_enums(&mut api);
        api
    }

    /// Reports something that was mended, left out or read as its author meant it.
    fn warn(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        self.report(code, Severity::Warning, at, message.into());
    }

    /// Reports something worth knowing.
    fn note(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        self.report(code, Severity::Note, at, message.into());
    }

    /// Reports a finding once for each place.
    fn report(&mut self, code: Code, severity: Severity, at: &Pointer, message: String) {
        if self
            .reported
            .insert((code.slug(), at.clone(), message.clone()))
        {
            let place = Place::Normalized(at.clone());
            self.diagnostics
                .push(Diagnostic::new(code, severity, place, message));
        }
    }
}

/// What the lowering of one operation starts from.
struct Kept<'a> {
    path: &'a str,
    item: &'a openapiv3::PathItem,
    method: crate::api::Method,
    operation: &'a openapiv3::Operation,
    pointer: Pointer,
}

impl Kept<'_> {
    /// The path template without the query and fragment that some documents write into it.
    fn sent_path(&self) -> &str {
        let sent = self.item.extensions.get("x-specwright-path");
        sent.and_then(serde_json::Value::as_str)
            .unwrap_or(self.path)
    }

    /// Its `operationId`, where it says something.
    fn id(&self) -> Option<&str> {
        let id = self.operation.operation_id.as_deref();
        id.filter(|id| !id.trim().is_empty())
    }

    /// Key shared with the contract suite.
    fn key(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}

/// Where setters of the client's builder get their names from.
struct BuilderNames(BTreeMap<String, crate::api::Ident>);

impl BuilderNames {
    /// The setter of a server variable.
    fn variable(&self, wire_name: &str) -> crate::api::Ident {
        self.0
            .get(wire_name)
            .cloned()
            .unwrap_or_else(|| names::ident(&names::snake(wire_name)))
    }
}

/// Security schemes that operations refer to by index.
type Schemes = [SecurityScheme];
