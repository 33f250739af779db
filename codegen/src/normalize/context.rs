//! What every pass carries: where findings go, and where things came from.

use super::origin::Origin;
use super::walk::Path;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::pointer::Pointer;
use std::collections::BTreeSet;

/// The version that the user's document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.x.
    V30,
    /// OpenAPI 3.1.x, and 3.2.x read as 3.1.
    V31,
}

/// A reference that leads nowhere.
#[derive(Debug)]
pub(super) struct Missing {
    /// The file that has it.
    pub(super) file: usize,
    /// The member `$ref` in that file.
    pub(super) reference: Pointer,
    /// Its text.
    pub(super) text: String,
    /// Whether an error tells of it, so that nothing is made of the document anyway.
    pub(super) refused: bool,
}

/// Carried through all passes.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The version the document came in.
    pub(super) version: Version,
    /// Where each place of the document as it is now stands in the user's text.
    pub(super) origin: Origin,
    /// The file that places given to [`report`](Self::report) are in, while other files than the
    /// first are worked on.
    pub(super) file: usize,
    /// Lists whose items do not stand where the user's text has them, with the file they are in.
    pub(super) turned: BTreeSet<(usize, Pointer)>,
    /// References that lead nowhere.
    pub(super) missing: Vec<Missing>,
    /// Whether the document is too large to go on with.
    pub(super) abandoned: bool,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    pub(super) fn new(version: Version, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            version,
            origin: Origin::identity(),
            file: 0,
            turned: BTreeSet::new(),
            missing: Vec::new(),
            abandoned: false,
            diagnostics,
        }
    }

    /// The part of it or the document cannot mean anything.
    pub(super) fn error(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) {
        self.report(Severity::Error, code, &at.pointer(), message);
    }

    /// Mended, left out, or read as its author meant it.
    pub(super) fn warning(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) {
        self.report(Severity::Warning, code, &at.pointer(), message);
    }

    /// Changes nothing in what is generated.
    pub(super) fn note(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) {
        self.report(Severity::Note, code, &at.pointer(), message);
    }

    /// A finding at a place of the document as it is now. The place is turned into one of the
    /// user's text at once, because later passes move things.
    pub(super) fn report(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) {
        let (file, pointer) = match self.file {
            0 => self.origin.find(at),
            file => (file, at.clone()),
        };
        self.push(Diagnostic::new(
            code,
            severity,
            Place::Source { file, pointer },
            message,
        ));
    }

    /// Whether a place of the user's text is inside a list that was turned.
    pub(super) fn is_turned(&self, file: usize, place: &Pointer) -> bool {
        let mut at = place.parent();
        while let Some(pointer) = at {
            at = pointer.parent();
            if self.turned.contains(&(file, pointer)) {
                return true;
            }
        }
        false
    }

    /// A finding made elsewhere.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
