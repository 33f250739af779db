//! Where cases come from: the document, never the generator's model. The same document gives the
//! same cases.
//!
//! Must not serve or call anything.

mod carried;
mod enums;
mod faults;
mod headers;
mod members;
mod mending;
mod mutate;
mod numbers;
mod pattern;
mod requests;
mod responses;
mod strings;
mod synthesis;
mod values;
mod wire;

use crate::case::{Case, Cases};
use crate::document::{Content, Document, Operation, StatusKey};
use crate::finding::{DocumentFinding, LeftOut};
use crate::schema::{Direction, Schemas};
use indexmap::IndexMap;
use responses::Servable;
use serde_json::{Value, json};
use specwright::pointer::Pointer;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use strings::Slot;
use values::{Valid, Values, overlap};

/// How many cases are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Cases of one response and media type, faults aside.
    pub cases_per_response: usize,
    /// Requests of one operation.
    pub requests_per_operation: usize,
    /// Faults of one kind of one operation that change the body member by member.
    pub member_faults_per_operation: usize,
    /// Operations that have the faults of the connection, which do not depend on the operation.
    pub operations_with_wire_faults: usize,
}

/// Cases of all responses, and of all member faults, that are meant to be enough for a document.
const ENOUGH: usize = 24_000;

/// Cases of one response, and requests of one operation, of the smallest documents.
const MOST: usize = 256;

impl Options {
    /// Fewer for each response and operation where there are many, more where there are few: a
    /// schema of a few operations may have hundreds of choices. What a cap leaves out is counted.
    #[must_use]
    pub fn scaled(self, document: &Document) -> Self {
        let operations = document.operations.len().max(1);
        let responses = document.documented_responses();
        let share = |usual: usize, of: usize| {
            let share = ENOUGH / of.max(1);
            usual.min(share.max(4)).max((share / 8).min(MOST))
        };
        Self {
            cases_per_response: share(self.cases_per_response, responses),
            requests_per_operation: share(self.requests_per_operation, operations),
            member_faults_per_operation: share(self.member_faults_per_operation, operations),
            ..self
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cases_per_response: 20,
            requests_per_operation: 12,
            member_faults_per_operation: 24,
            operations_with_wire_faults: 4,
        }
    }
}

/// All cases of a document.
#[must_use]
pub fn derive(document: &Document, schemas: &Schemas, options: Options) -> Cases {
    let deriver = Deriver::new(document, schemas, options);
    let mut all = Cases::default();
    for index in 0..document.operations.len() {
        all.take_in(deriver.operation(index));
    }
    all
}

/// Derives the cases of a document operation by operation, so that not all of them need to be there
/// at once. Which cases an operation has does not depend on the order, nor on what was derived
/// before.
#[derive(Debug)]
pub struct Deriver<'d> {
    document: &'d Document,
    schemas: &'d Schemas,
    values: Values<'d>,
    options: Options,
    with_wire_faults: BTreeSet<usize>,
}

impl<'d> Deriver<'d> {
    /// A deriver; nothing is derived yet.
    #[must_use]
    pub fn new(document: &'d Document, schemas: &'d Schemas, options: Options) -> Self {
        let operations = document.operations.iter().enumerate();
        let mut eligible: Vec<usize> = operations
            .filter(|(_, operation)| faults::has_json(operation))
            .map(|(index, _)| index)
            .collect();
        if eligible.is_empty() {
            eligible = (0..document.operations.len()).collect();
        }
        let with_wire_faults = spread(eligible.len(), options.operations_with_wire_faults)
            .into_iter()
            .filter_map(|turn| eligible.get(turn).copied())
            .collect();
        Self {
            document,
            schemas,
            values: Values::new(document, schemas),
            options,
            with_wire_faults,
        }
    }

    /// The cases of one operation, by its index in the document.
    #[must_use]
    pub fn operation(&self, index: usize) -> Cases {
        let mut deriving = Deriving {
            document: self.document,
            values: &self.values,
            schemas: self.schemas,
            options: self.options,
            operation: index,
            cases: Vec::new(),
            names: BTreeSet::new(),
            servable: BTreeMap::new(),
            left_out: Vec::new(),
            document_findings: Vec::new(),
        };
        if let Some(operation) = self.document.operations.get(index) {
            let with_wire_faults = self.with_wire_faults.contains(&index);
            operation_cases(&mut deriving, index, operation, with_wire_faults);
        }
        self.values.forget_inline();
        deriving.finish()
    }
}

/// At most `count` of `all` indices, evenly spread.
fn spread(all: usize, count: usize) -> Vec<usize> {
    let count = count.min(all);
    (0..count).map(|turn| turn * all / count.max(1)).collect()
}

fn operation_cases(
    deriving: &mut Deriving<'_, '_>,
    index: usize,
    operation: &Operation,
    with_wire_faults: bool,
) {
    shared_places(deriving, operation);
    let requests = match requests::requests(deriving, operation) {
        Ok(requests) => requests,
        Err((place, reason)) => {
            let count = operation.responses.len();
            deriving.left_out(
                &place,
                &format!("operation cannot be called: {reason}"),
                count,
            );
            return;
        }
    };
    let Some(plainest) = requests.first() else {
        return;
    };
    let arguments = plainest.arguments.clone();
    responses::responses(deriving, index, operation, &arguments);
    responses::requests(deriving, index, operation, &requests);
    faults::faults(deriving, index, operation, &arguments);
    if with_wire_faults {
        wire::faults(deriving, index, operation, &arguments);
    } else {
        let reason = "faults of the connection are shown on other operations";
        deriving.left_out(&operation.pointer, reason, 1);
    }
}

/// Says where one requirement asks for two credentials in a place that can hold one.
fn shared_places(deriving: &mut Deriving<'_, '_>, operation: &Operation) {
    let schemes = &deriving.document.schemes;
    let shares = operation.security.iter().any(|alternative| {
        let mut places = BTreeSet::new();
        let places_of = alternative
            .schemes
            .iter()
            .filter_map(|index| schemes.get(*index)?.place());
        let taken: Vec<bool> = places_of.map(|place| places.insert(place)).collect();
        taken.contains(&false)
    });
    if shares {
        deriving.document_findings.push(DocumentFinding {
            place: operation.pointer.child("security"),
            message: "one requirement has two schemes that share a place; one is sent".to_owned(),
        });
    }
}

/// What is under way while cases are made.
pub(crate) struct Deriving<'a, 'd> {
    document: &'d Document,
    schemas: &'d Schemas,
    values: &'a Values<'d>,
    options: Options,
    operation: usize,
    cases: Vec<Case>,
    names: BTreeSet<String>,
    /// What the responses of the operation under way can be served as.
    servable: BTreeMap<(Pointer, StatusKey), Rc<Vec<Servable>>>,
    left_out: Vec<LeftOut>,
    document_findings: Vec<DocumentFinding>,
}

impl Deriving<'_, '_> {
    fn left_out(&mut self, place: &Pointer, reason: &str, count: usize) {
        self.left_out.push(LeftOut {
            operation: Some(self.operation),
            place: place.clone(),
            reason: reason.to_owned(),
            count,
        });
    }

    /// Says what a list of values does not show.
    fn note(&mut self, valid: &Valid, place: &Pointer, of: &str) {
        let overlaps = valid.overlaps.iter().cloned().map(overlap);
        self.document_findings.extend(overlaps);
        if let Some(trouble) = &valid.trouble {
            let reason = format!("{of}: {trouble}");
            if valid.list.is_empty() {
                self.document_findings.push(DocumentFinding {
                    place: place.clone(),
                    message: reason.clone(),
                });
            }
            self.left_out(place, &reason, valid.not_shown.max(1));
        } else if valid.not_shown > 0 {
            let reason = format!("{of}: choices of the schema beyond the cap");
            self.left_out(place, &reason, valid.not_shown);
        }
    }

    /// Values of a JSON-like body: documented examples, then synthesised ones; label, value,
    /// place, and whether it is an example.
    fn body_values(
        &mut self,
        content: &Content,
        direction: Direction,
    ) -> Vec<(String, Value, Pointer, bool)> {
        let mut made: Vec<(String, Value, Pointer, bool)> = Vec::new();
        let schema = content.schema.as_ref();
        let examples = self.values.examples(
            &content.examples,
            schema,
            direction,
            &mut self.document_findings,
        );
        let valid = match schema {
            Some(schema) => self.values.synthesised(
                schema,
                direction,
                Slot::Body,
                self.options.cases_per_response,
            ),
            None => Rc::new(Valid {
                list: vec![("largest".to_owned(), json!({ "any": ["value", 1, null] }))],
                ..Valid::default()
            }),
        };
        self.note(&valid, &content.pointer, "body");
        let mut synthesised = valid.list.iter().cloned();
        let at = schema.unwrap_or(&content.pointer);
        made.extend(
            synthesised
                .by_ref()
                .take(1)
                .map(|(label, value)| (label, value, at.clone(), false)),
        );
        for (label, example) in examples {
            let label = format!("example-{label}");
            made.push((label, example.value, example.pointer, true));
        }
        made.extend(synthesised.map(|(label, value)| (label, value, at.clone(), false)));
        made
    }

    fn extend(&mut self, cases: impl IntoIterator<Item = Case>) {
        for case in cases {
            self.push(case);
        }
    }

    fn push(&mut self, mut case: Case) {
        // A name may be taken: two media types with examples of one name.
        let base = case.name.clone();
        let mut turn = 2;
        while !self.names.insert(case.name.clone()) {
            case.name = format!("{base}-{turn}");
            turn += 1;
        }
        self.cases.push(case);
    }

    fn finish(mut self) -> Cases {
        let troubles = self.schemas.take_troubles().into_iter();
        self.document_findings
            .extend(troubles.map(|(place, message)| DocumentFinding { place, message }));
        self.document_findings.extend(self.values.take_broken());
        let mut left_out: IndexMap<(Pointer, String), usize> = IndexMap::new();
        for entry in self.left_out {
            *left_out.entry((entry.place, entry.reason)).or_default() += entry.count;
        }
        let entry = |((place, reason), count)| LeftOut {
            operation: Some(self.operation),
            place,
            reason,
            count,
        };
        let mut document = self.document_findings;
        let mut seen = BTreeSet::new();
        document.retain(|finding| seen.insert(finding.clone()));
        Cases {
            list: self.cases,
            left_out: left_out.into_iter().map(entry).collect(),
            document,
        }
    }
}
