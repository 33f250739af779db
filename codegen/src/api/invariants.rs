//! What holds for every [`Api`], as a check: tests run it over whatever `lower` makes.
//!
//! Must not: mend anything.

use super::{
    Additional, Api, BodyKind, Discrimination, Doc, Ident, LinkTarget, Operation, Outcome,
    RequestType, ResponseBody, SharedEnum, TypeDef, TypeKind, TypeRef, Union,
};
use std::collections::BTreeSet;

impl Api {
    /// Sentences about every invariant of the model that this one breaks; empty, unless there is a
    /// fault in `lower`.
    #[must_use]
    pub fn broken_invariants(&self) -> Vec<String> {
        let mut check = Check {
            api: self,
            broken: Vec::new(),
        };
        check.scopes();
        for ty in &self.types {
            check.type_def(ty);
        }
        for operation in self.operations() {
            check.operation(operation);
        }
        for set in &self.header_sets {
            check.unique(
                "header",
                set.type_name.as_str(),
                set.fields.iter().map(|f| f.name.as_str()),
            );
            set.fields
                .iter()
                .for_each(|field| check.reference(&field.ty, set.type_name.as_str()));
        }
        for request in &self.requests {
            let (name, parameters) = (request.type_name.as_str(), &request.parameters);
            check.unique("setter", name, parameters.iter().map(|it| it.name.as_str()));
            let types = parameters.iter().map(|it| &it.ty);
            types.for_each(|ty| check.reference(ty, name));
        }
        for responses in &self.responses {
            let name = responses.type_name.as_str();
            let variants = responses.cases.iter().map(|case| case.variant.as_str());
            check.unique("variant", name, variants);
            for case in &responses.cases {
                check.doc(&case.doc, name);
                check.response_body(&case.body, name);
            }
        }
        check.cycles();
        check.broken
    }
}

/// A check on its way through the model.
struct Check<'a> {
    api: &'a Api,
    broken: Vec<String>,
}

impl Check<'_> {
    /// Names that share a scope over the whole API.
    fn scopes(&mut self) {
        let api = self.api;
        let types = api.types.iter().map(|ty| ty.name.as_str());
        let sets = api.header_sets.iter().map(|set| set.type_name.as_str());
        self.unique("type", "types", types.chain(sets));
        self.unique(
            "method",
            "client",
            api.operations().map(|o| o.name.as_str()),
        );
        self.unique(
            "module",
            "groups",
            api.groups.iter().map(|group| group.name.as_str()),
        );
        self.unique(
            "type",
            "operations",
            api.operations().flat_map(operation_types),
        );
        let requests = api.requests.iter().map(|it| it.type_name.as_str());
        self.unique("type", "requests", requests);
        let responses = api.responses.iter().map(|it| it.type_name.as_str());
        self.unique("type", "responses", responses);
        let setters = api
            .security_schemes
            .iter()
            .map(|scheme| scheme.name.as_str());
        let variables = api
            .servers
            .first()
            .into_iter()
            .flat_map(|server| &server.variables);
        self.unique(
            "setter",
            "builder",
            setters.chain(variables.map(|v| v.name.as_str())),
        );
        if !api.types.is_sorted_by(|a, b| a.name < b.name) {
            self.broken
                .push("types are not in order of their names".to_owned());
        }
    }

    /// Every name of a scope is there once.
    fn unique<'n>(&mut self, what: &str, scope: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.broken
                    .push(format!("the {what} `{name}` is in `{scope}` twice"));
            }
            if name.len() > 124 {
                self.broken
                    .push(format!("the {what} `{name}` in `{scope}` is too long"));
            }
        }
    }

    /// One declared type.
    fn type_def(&mut self, ty: &TypeDef) {
        let name = ty.name.as_str();
        self.doc(&ty.doc, name);
        match &ty.kind {
            TypeKind::Struct(object) => {
                let kept = match &object.additional {
                    Additional::Kept { name, ty } => {
                        self.reference(ty, name.as_str());
                        Some(name)
                    }
                    Additional::Ignored => None,
                };
                let fields = object.fields.iter().map(|field| &field.name).chain(kept);
                self.unique("field", name, fields.map(Ident::as_str));
                self.unique(
                    "member",
                    name,
                    object.fields.iter().map(|f| f.wire_name.as_str()),
                );
                for field in &object.fields {
                    self.reference(&field.ty, name);
                    self.doc(&field.doc, name);
                }
            }
            TypeKind::Enum(values) => {
                let variants = values.variants.iter().map(|variant| &variant.name);
                let all = variants.chain([&values.unknown]);
                self.unique("variant", name, all.map(super::TypeName::as_str));
                if values.variants.is_empty() {
                    self.broken
                        .push(format!("the enum `{name}` has no variant"));
                }
            }
            TypeKind::Union(union) => self.union(union, name),
            TypeKind::Alias(ty) => self.reference(ty, name),
        }
    }

    /// One union: names, and indices of its discrimination.
    fn union(&mut self, union: &Union, name: &str) {
        let variants = union.variants.iter().map(|variant| &variant.name);
        self.unique(
            "variant",
            name,
            variants
                .chain([&union.unknown])
                .map(super::TypeName::as_str),
        );
        for variant in &union.variants {
            self.reference(&variant.ty, name);
        }
        let indices: Vec<usize> = match &union.discrimination {
            Discrimination::Tag(tag) => tag.values.iter().map(|(_, index)| *index).collect(),
            Discrimination::UniqueMember { members, otherwise } => members
                .iter()
                .map(|(_, index)| *index)
                .chain(*otherwise)
                .collect(),
            Discrimination::JsonKind(kinds) => kinds.iter().map(|(_, index)| *index).collect(),
            Discrimination::InOrder => Vec::new(),
        };
        if indices.iter().any(|index| *index >= union.variants.len()) {
            self.broken
                .push(format!("`{name}` tells apart more variants than it has"));
        }
        if union.variants.len() < 2 {
            self.broken
                .push(format!("the union `{name}` has less than two variants"));
        }
    }

    /// One operation.
    fn operation(&mut self, operation: &Operation) {
        let key = &operation.key;
        self.doc(&operation.doc, key);
        let arguments = operation.parameters.iter().map(|parameter| &parameter.name);
        let body = operation.body.iter().map(|body| &body.name);
        self.unique("argument", key, arguments.chain(body).map(Ident::as_str));
        for parameter in &operation.parameters {
            self.reference(&parameter.ty, key);
            self.doc(&parameter.doc, key);
        }
        self.request_body(operation);
        self.callbacks_and_links(operation);
        self.unique(
            "success",
            key,
            operation.successes().map(|case| case.variant.as_str()),
        );
        self.unique(
            "error",
            key,
            operation.errors().map(|case| case.variant.as_str()),
        );
        for case in &operation.responses {
            self.doc(&case.doc, key);
            self.response_body(&case.body, key);
            if case
                .headers
                .is_some_and(|index| index >= self.api.header_sets.len())
            {
                self.broken
                    .push(format!("{key} refers to a header set that is not there"));
            }
        }
        let schemes = operation
            .security
            .iter()
            .flat_map(|alternative| &alternative.schemes);
        if schemes
            .into_iter()
            .any(|index| *index >= self.api.security_schemes.len())
        {
            self.broken.push(format!(
                "{key} refers to a security scheme that is not there"
            ));
        }
        if !self.has_its_setters(operation) {
            self.broken
                .push(format!("{key} has a request with other setters"));
        }
        if !self.has_its_variants(operation) {
            self.broken
                .push(format!("{key} has an enum of other responses"));
        }
        if operation.ok_name.is_some() != (operation.successes().count() > 1)
            || operation.error_name.is_some() != (operation.errors().count() > 0)
        {
            self.broken
                .push(format!("{key} has an enum too many or too few"));
        }
    }

    /// Whether the enums that an operation has with others hold its responses.
    fn has_its_variants(&self, operation: &Operation) -> bool {
        let holds = |shared: Option<SharedEnum>, outcome: Outcome| {
            let Some(SharedEnum { index, .. }) = shared else {
                return true;
            };
            let cases = operation.cases(outcome);
            self.api.responses.get(index).is_some_and(|shared| {
                let variants = shared.cases.iter().map(|case| (case.key, &case.variant));
                variants.eq(cases.map(|case| (case.key, &case.variant)))
            })
        };
        holds(operation.ok_shared, Outcome::Success)
            && holds(operation.error_shared, Outcome::Error)
    }

    /// Whether an operation's request has a setter for each argument that is not required.
    fn has_its_setters(&self, operation: &Operation) -> bool {
        let names = operation.optional_parameters().map(|(_, it)| &it.name);
        let body = operation.optional_body().map(|it| &it.name);
        let names: Vec<&Ident> = names.chain(body).collect();
        match operation.request {
            RequestType::Plain => names.is_empty(),
            RequestType::Own => !names.is_empty(),
            RequestType::Shared(index) => self.api.requests.get(index).is_some_and(|shared| {
                let parameters = shared.parameters.iter().map(|it| &it.name);
                let body = shared.body.iter().map(|it| &it.name);
                parameters.chain(body).eq(names)
            }),
        }
    }

    /// What is kept of the provider's own requests and of operations that go on from here.
    fn callbacks_and_links(&mut self, operation: &Operation) {
        let key = &operation.key;
        for callback in &operation.callbacks {
            self.doc(&callback.doc, key);
            if !callback.pointer.is_within(&operation.pointer) {
                self.broken
                    .push(format!("{key} has a callback of another operation"));
            }
        }
        for link in operation.responses.iter().flat_map(|case| &case.links) {
            self.doc(&link.doc, key);
            if let LinkTarget::Operation(target) = &link.target
                && !self.api.operations().any(|other| other.key == *target)
            {
                self.broken.push(format!(
                    "{key} has a link to `{target}`, which is not there"
                ));
            }
        }
    }

    /// The request body of an operation.
    fn request_body(&mut self, operation: &Operation) {
        let key = &operation.key;
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            match &content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => self.reference(ty, key),
                BodyKind::Multipart(multipart) => {
                    self.unique(
                        "part",
                        key,
                        multipart.parts.iter().map(|part| part.name.as_str()),
                    );
                }
                BodyKind::Text | BodyKind::Bytes => {}
            }
        }
    }

    /// One response body.
    fn response_body(&mut self, body: &ResponseBody, key: &str) {
        match body {
            ResponseBody::Json { ty, .. }
            | ResponseBody::Events { ty, .. }
            | ResponseBody::JsonLines { ty, .. } => self.reference(ty, key),
            ResponseBody::Choice { alternatives, .. } => {
                let names = alternatives
                    .iter()
                    .map(|alternative| alternative.variant.as_str());
                self.unique("alternative", key, names);
                for alternative in alternatives {
                    if matches!(
                        alternative.body,
                        ResponseBody::Choice { .. } | ResponseBody::Empty
                    ) {
                        self.broken
                            .push(format!("{key} has a choice inside a choice"));
                    } else {
                        self.response_body(&alternative.body, key);
                    }
                }
            }
            ResponseBody::Empty | ResponseBody::Text { .. } | ResponseBody::Bytes { .. } => {}
        }
    }

    /// Every declared type inside a reference is there.
    fn reference(&mut self, ty: &TypeRef, place: &str) {
        match ty {
            TypeRef::Named(id) if self.api.type_def(*id).is_none() => {
                self.broken
                    .push(format!("`{place}` refers to a type that is not there"));
            }
            TypeRef::Array(of) | TypeRef::Map(of) | TypeRef::Nullable(of) | TypeRef::Boxed(of) => {
                self.reference(of, place);
            }
            _ => {}
        }
    }

    /// Text of a document shows no character that a compiler or reader would trip over.
    fn doc(&mut self, doc: &Doc, place: &str) {
        let text = doc.as_str();
        if text.chars().any(|c| c != '\n' && c.is_control())
            || text.contains(['\u{202e}', '\u{2066}'])
        {
            self.broken
                .push(format!("the docs of `{place}` hold a control character"));
        }
    }

    /// No type holds itself without a box, array or map between; no alias leads to itself at all.
    fn cycles(&mut self) {
        let api = self.api;
        for (start, ty) in api.types.iter().enumerate() {
            let alias = matches!(ty.kind, TypeKind::Alias(_));
            let mut seen = BTreeSet::new();
            let mut queue = vec![start];
            while let Some(at) = queue.pop() {
                let Some(ty) = api.types.get(at) else {
                    continue;
                };
                for next in held(ty, alias) {
                    if next == start {
                        self.broken
                            .push(format!("`{}` holds itself", ty.name.as_str()));
                    } else if seen.insert(next) {
                        queue.push(next);
                    }
                }
            }
        }
    }
}

/// Type names that an operation brings along.
fn operation_types(operation: &Operation) -> Vec<&str> {
    let mut names = vec![operation.type_name.as_str()];
    names.extend(operation.error_name.iter().map(super::TypeName::as_str));
    names.extend(operation.ok_name.iter().map(super::TypeName::as_str));
    if let Some(body) = &operation.body {
        names.extend(body.enum_name.iter().map(super::TypeName::as_str));
        for content in &body.contents {
            if let BodyKind::Multipart(multipart) = &content.kind {
                names.push(multipart.type_name.as_str());
            }
        }
    }
    for case in &operation.responses {
        if let ResponseBody::Choice { type_name, .. } = &case.body {
            names.push(type_name.as_str());
        }
    }
    names
}

/// Types that a type holds inside itself; with `alias`, only what an alias stands for, through
/// arrays and maps too.
fn held(ty: &TypeDef, alias: bool) -> Vec<usize> {
    let direct = |ty: &TypeRef| {
        let mut ty = ty;
        loop {
            match ty {
                TypeRef::Named(id) => return Some(id.index()),
                TypeRef::Nullable(of) => ty = of,
                TypeRef::Array(of) | TypeRef::Map(of) | TypeRef::Boxed(of) if alias => ty = of,
                _ => return None,
            }
        }
    };
    match &ty.kind {
        TypeKind::Alias(ty) => direct(ty).into_iter().collect(),
        _ if alias => Vec::new(),
        TypeKind::Struct(object) => object.fields.iter().filter_map(|f| direct(&f.ty)).collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .filter_map(|v| direct(&v.ty))
            .collect(),
        TypeKind::Enum(_) => Vec::new(),
    }
}
