//! Follows the `$ref`s of a document: reads every file they lead to, each once, and reports those
//! that lead nowhere.
//!
//! The network is never asked, and no file outside the allowed folder is read, by whatever
//! spelling or link (OpenAPI 3.0.4, 4.6; RFC 3986, 5).
//!
//! How bad it is that a reference leads nowhere: a warning where the document lacks something (a
//! misspelt name, a file that is missing or is no document), because that costs only what needs
//! it, as `normalize` tells; an error where the user has to decide (the network, another folder)
//! or where a limit is reached, because then more may be lacking than is known.

mod chain;
mod folder;
mod text;
mod walk;

pub(super) use folder::{Folder, parent, tidy};
pub(super) use text::Reference;

use super::{Document, Limits, load, text::reason};
use crate::diagnostic::code::source as code;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, shorten};
use crate::pointer::Pointer;
use folder::Barred;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use text::Refusal;

/// A place in one of the document's files.
pub(super) type At = (usize, Pointer);

/// Reads every file that the references of `document` lead to and adds it to the document.
pub(super) fn follow(
    document: &mut Document,
    folder: &Folder,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let mut follower = Follower {
        document,
        folder,
        limits: *limits,
        diagnostics,
        steps: BTreeMap::new(),
        left: 0,
        refused: BTreeMap::new(),
        findings: 0,
        untold: BTreeMap::new(),
        suggestions: 20,
    };
    follower.all();
    follower.chains();
    follower.rest();
}

/// The state of one run of [`follow`].
struct Follower<'a> {
    document: &'a mut Document,
    folder: &'a Folder,
    /// What is left of them for further files.
    limits: Limits,
    diagnostics: &'a mut Diagnostics,
    /// Object with a `$ref` → where it leads.
    steps: BTreeMap<At, At>,
    /// How many more references are followed.
    left: usize,
    /// Files of which nothing could be made, and how bad that is.
    refused: BTreeMap<usize, Severity>,
    /// References with a finding so far.
    findings: usize,
    /// Findings that were only counted.
    untold: BTreeMap<Severity, usize>,
    /// How many more times names are compared for a likely one: it costs their number.
    suggestions: usize,
}

impl Follower<'_> {
    /// Walks the first file, and of the other files what is referred to.
    fn all(&mut self) {
        let mut seen = BTreeSet::new();
        let mut walked = BTreeSet::new();
        let mut open = vec![(0, Pointer::root())];
        let length = self
            .document
            .files()
            .first()
            .map_or(0, |file| file.text.len());
        self.left = self.limits.references.of(length);
        while let Some((file, start)) = open.pop() {
            let Some(value) = self.document.value(file, &start) else {
                continue;
            };
            // One more than is left, to see that there are more.
            let found: Vec<(Pointer, String)> = walk::references(value, &start, self.left + 1)
                .into_iter()
                .map(|found| (found.holder, found.text.to_owned()))
                .collect();
            for (holder, text) in found {
                let holder = (file, holder);
                if !seen.insert(holder.clone()) {
                    continue;
                }
                let Some(left) = self.left.checked_sub(1) else {
                    return self.too_many(&holder);
                };
                self.left = left;
                let target = match self.step(&holder, &text) {
                    Ok(target) => target,
                    Err(severity) => {
                        self.document.told.nowhere.insert((file, text), severity);
                        continue;
                    }
                };
                let covered = target.0 == 0 && !walk::may_be_passed_over(&target.1);
                if !covered && walked.insert(target.clone()) {
                    open.push(target.clone());
                }
                self.steps.insert(holder, target);
            }
        }
    }

    /// Where the `$ref` of `holder` leads; after a finding, how bad that is.
    fn step(&mut self, holder: &At, text: &str) -> Result<At, Severity> {
        if let Some(target) = self.document.resolve(holder.0, text) {
            return Ok(target);
        }
        // `normalize` warns of these.
        if let Some(target) = self.document.meant(holder.0, &holder.1, text) {
            return Ok(target);
        }
        let reference = match Reference::parse(text) {
            Ok(reference) => reference,
            Err(refusal) => return Err(self.refuse(holder, text, refusal)),
        };
        let file = if reference.path.is_empty() {
            holder.0
        } else {
            self.file(holder, text, &reference.path)?
        };
        // A file that could not be read has had its finding.
        if let Some(severity) = self.refused.get(&file) {
            return Err(*severity);
        }
        match self.document.fragment(file, &reference.fragment) {
            Some(pointer) => Ok((file, pointer)),
            None => Err(self.dangling(holder, text, file, &reference.fragment)),
        }
    }

    /// The index of the file at `path` as written in `holder`, read now if it was not before.
    fn file(&mut self, holder: &At, text: &str, path: &str) -> Result<usize, Severity> {
        if let Some(known) = self.document.linked(holder.0, text, path) {
            return Ok(known);
        }
        // Without a folder, which only a document that was never on disk lacks, there is no file.
        let base = self.document.base(holder.0).ok_or(Severity::Warning)?;
        let real = match self.folder.find(&base, path) {
            Ok(real) => real,
            Err(barred) => return Err(self.barred(holder, text, &barred)),
        };
        if let Some(file) = self.document.file_at(&real) {
            self.document.link(holder.0, text, file);
            return Ok(file);
        }
        let file = self.document.files().len();
        if file >= self.limits.files {
            self.document.told.limit = true;
            let message = format!("the document has more than {} files", self.limits.files);
            return Err(self.report(Severity::Error, holder, code::TOO_MUCH, message, None));
        }
        self.read(&real, file, holder);
        self.document.link(holder.0, text, file);
        Ok(file)
    }

    /// Reads the file at `real`, which will have the index `file`.
    fn read(&mut self, real: &Path, file: usize, holder: &At) {
        let mut loaded = load::load(real, &self.folder.show(real), file, &self.limits);
        // A file that is no document may be anything, such as a list of passwords that a hostile
        // document refers to: none of its text is shown.
        let length = loaded.file.text.len();
        let refused = loaded.file.value.is_null();
        if refused {
            loaded.file.text.clear();
        }
        let mut worst = Severity::Warning;
        for mut finding in loaded.findings {
            let here = place(holder);
            if finding.place == Place::None {
                finding.place = here;
            } else {
                finding.related.push((here, "referred to here".to_owned()));
            }
            if is_limit(finding.code) {
                self.document.told.limit = true;
                worst = Severity::Error;
            } else {
                finding.severity = finding.severity.min(Severity::Warning);
            }
            self.diagnostics.push(finding);
        }
        if refused {
            self.refused.insert(file, worst);
        }
        self.limits.spend(loaded.spent, length);
        self.left += self.limits.references.by_length(length);
        self.document
            .add(loaded.file, real.to_owned(), loaded.index);
    }

    /// Reports chains of references that do not end, or not soon.
    fn chains(&mut self) {
        for (at, fault) in chain::faults(&self.steps, self.limits.reference_chain) {
            match fault {
                chain::Fault::Cycle => self.document.told.cycles = true,
                chain::Fault::TooLong => self.document.told.limit = true,
            }
            let (message, help) = match fault {
                chain::Fault::Cycle => (
                    "the reference leads back to itself and never to a value".to_owned(),
                    "a schema may contain itself, within `properties` or `items`, but not be \
                     itself",
                ),
                chain::Fault::TooLong => (
                    format!(
                        "more than {} references follow one another without a value",
                        self.limits.reference_chain
                    ),
                    "refer to the last of them",
                ),
            };
            self.diagnostics
                .push(Diagnostic::error(code::REFERENCE_CYCLE, place(at), message).help(help));
        }
    }

    fn refuse(&mut self, holder: &At, text: &str, refusal: Refusal) -> Severity {
        let (severity, code, help) = match refusal {
            Refusal::Remote => (
                Severity::Error,
                code::REMOTE_REFERENCE,
                "save the document beside this one and refer to it by a relative path",
            ),
            Refusal::Absolute | Refusal::Scheme => (
                Severity::Error,
                code::REFERENCE_OUTSIDE_FOLDER,
                "refer to it by a path relative to this file",
            ),
            Refusal::Query | Refusal::Backslash | Refusal::Encoding => (
                Severity::Warning,
                code::MALFORMED_REFERENCE,
                "write a relative path, then `#` and a JSON Pointer",
            ),
        };
        let message = format!("`{}` {}", shorten(text), refusal.reason());
        self.report(severity, holder, code, message, Some(help.to_owned()))
    }

    fn barred(&mut self, holder: &At, text: &str, barred: &Barred) -> Severity {
        let shown = shorten(text);
        match barred {
            Barred::Outside => self.report(
                Severity::Error,
                holder,
                code::REFERENCE_OUTSIDE_FOLDER,
                format!("`{shown}` leads out of the document's folder"),
                Some(
                    "put the file into the folder, or allow a folder above both with \
                     `--references DIR`, or `references` in specwright.toml"
                        .to_owned(),
                ),
            ),
            Barred::Missing(error) => self.report(
                Severity::Warning,
                holder,
                code::UNREADABLE_FILE,
                format!("`{shown}` leads to a file that {}", reason(error)),
                Some("a path in a reference is relative to the file that holds it".to_owned()),
            ),
        }
    }

    /// Reports a reference to a place that a file does not have.
    fn dangling(&mut self, holder: &At, text: &str, file: usize, fragment: &str) -> Severity {
        let shown = shorten(text);
        let pointer = Pointer::parse(fragment);
        let message = match &pointer {
            Some(_) => format!("`{shown}` leads nowhere: the file has no such place"),
            None if fragment.starts_with('/') => {
                format!("`{shown}` has no JSON Pointer: `~` stands only before `0` or `1`")
            }
            None => format!("`{shown}` leads nowhere: no schema of the file has this anchor"),
        };
        let help = pointer.and_then(|pointer| self.suggestion(holder, file, &pointer));
        let code = code::UNRESOLVED_REFERENCE;
        self.report(Severity::Warning, holder, code, message, help)
    }

    /// What might have been meant. Names of another file are not shown: whoever wrote the
    /// reference may not be whoever owns the file.
    fn suggestion(&mut self, holder: &At, file: usize, pointer: &Pointer) -> Option<String> {
        if holder.0 != file {
            return None;
        }
        self.suggestions = self.suggestions.checked_sub(1)?;
        let mut existing = pointer.parent()?;
        let mut wanted = pointer.last()?;
        while self.document.value(file, &existing).is_none() {
            wanted = existing.last()?;
            existing = existing.parent()?;
        }
        let names = self.document.value(file, &existing)?.as_object()?;
        let best = names
            .keys()
            .filter(|name| name.len().abs_diff(wanted.len()) <= 8 && name.len() <= 100)
            .take(10_000)
            .map(|name| (strsim::normalized_damerau_levenshtein(name, &wanted), name))
            .filter(|(likeness, _)| *likeness > 0.7)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        Some(match best {
            Some((_, name)) => format!("`{}` exists", shorten(existing.child(name).as_str())),
            None if existing == Pointer::root() => {
                format!("the file has no member `{}`", shorten(&wanted))
            }
            None => format!(
                "`{}` exists and has no member `{}`",
                shorten(existing.as_str()),
                shorten(&wanted)
            ),
        })
    }

    fn too_many(&mut self, holder: &At) {
        self.document.told.limit = true;
        let message = "the document has more references than are followed in one of its size";
        self.diagnostics
            .push(Diagnostic::error(code::TOO_MUCH, place(holder), message));
    }

    fn report(
        &mut self,
        severity: Severity,
        holder: &At,
        code: Code,
        message: String,
        help: Option<String>,
    ) -> Severity {
        self.findings += 1;
        if self.findings > MOST_FINDINGS {
            *self.untold.entry(severity).or_default() += 1;
            return severity;
        }
        let mut diagnostic = Diagnostic::new(code, severity, place(holder), message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
        severity
    }

    /// Counts the findings that were not told one by one.
    fn rest(&mut self) {
        for (severity, count) in &self.untold {
            let message = format!("{count} more references lead nowhere");
            let code = code::UNRESOLVED_REFERENCE;
            let finding = Diagnostic::new(code, *severity, Place::None, message);
            self.diagnostics.push(finding);
        }
    }
}

/// Whether a finding about a file is that it, or what was read before it, is too much to read.
fn is_limit(code: Code) -> bool {
    [code::TOO_MUCH, code::TOO_DEEP, code::FILE_TOO_LARGE].contains(&code)
}

/// References with a finding told one by one; a document with more is hardly meant to be read.
const MOST_FINDINGS: usize = 2_000;

/// The place of the member `$ref`.
fn place(holder: &At) -> Place {
    Place::Source {
        file: holder.0,
        pointer: holder.1.child("$ref"),
    }
}

#[cfg(test)]
mod tests;
