//! The places of a YAML text, from the events of `saphyr-parser`, and what the reader of the tree
//! would let pass: tags, aliases as names, aliases within what they stand for.

use super::grow::Growing;
use super::{Id, Index, Kind};
use crate::source::Limits;
use saphyr_parser::{Event, Input, Parser, ScalarStyle, Span, Tag};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// A well-formed YAML text that is refused.
#[derive(Debug)]
pub(in crate::source) struct Problem {
    /// What it has.
    pub(in crate::source) kind: ProblemKind,
    /// Byte where it stands.
    pub(in crate::source) at: usize,
}

/// What a well-formed YAML text is refused for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum ProblemKind {
    /// A tag outside the core schema, or one that changes what a value is.
    Tag,
    /// An alias or a collection as member name.
    Name,
    /// An alias within the value that it stands for.
    Recursion,
    /// A second document.
    SecondDocument,
    /// More levels than [`Limits::depth`].
    Depth,
    /// More nodes than [`Limits::yaml_nodes`].
    Nodes,
}

/// The index of a YAML text. Where the parser finds it ill-formed, the index has what stands before;
/// the tree's reader, which is laxer, may still go on.
pub(in crate::source) fn scan(text: &str, limits: &Limits) -> Result<Index, Problem> {
    let mut reading = Scan {
        growing: Growing::default(),
        offsets: Offsets::new(text),
        anchors: BTreeMap::new(),
        documents: 0,
        trimmed: (0, 0),
        depth: limits.depth,
        most_nodes: limits.yaml_nodes.of(text.len()),
    };
    reading.growing.index.merges = true;
    // The parser refuses a byte order mark within a scalar or comment, where YAML 1.2.2, 5.2 allows
    // it and pasted descriptions have it. Another character in its place keeps the places.
    let shown = if text.contains('\u{FEFF}') {
        Cow::Owned(text.replace('\u{FEFF}', "\u{2060}"))
    } else {
        Cow::Borrowed(text)
    };
    if let Some(at) = tag_directive(text) {
        let kind = ProblemKind::Tag;
        return Err(Problem { kind, at });
    }
    // The faster way, for texts that have not as many.
    if shown.chars().filter(|c| is_separator(*c)).count() <= MOST_AHEAD {
        return reading.all(Parser::new_from_str(&shown), &Cell::new(0));
    }
    let ahead = Cell::new(0);
    let watched = shown.chars().take_while(|c| {
        ahead.set(ahead.get() + usize::from(is_separator(*c)));
        ahead.get() <= MOST_AHEAD
    });
    reading.all(Parser::new_from_iter(watched), &ahead)
}

/// Characters that separate values which the parser may read ahead of the one it tells of. It keeps
/// all tokens of a bracketed list that may be the name of a member until the list ends, some 500
/// bytes for each of these.
const MOST_AHEAD: usize = 60_000;

fn is_separator(c: char) -> bool {
    matches!(c, ',' | ':' | '[' | '{')
}

/// Where the text declares tags of its own (YAML 1.2.2, 6.8.2): before its first value.
fn tag_directive(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("%TAG") {
            return Some(at);
        }
        if !line.trim().is_empty() && !line.starts_with(['%', '#']) {
            return None;
        }
        at += line.len();
    }
    None
}

/// The state of one run of [`scan`].
struct Scan<'t> {
    growing: Growing,
    offsets: Offsets<'t>,
    /// Anchor number of the parser → its node.
    anchors: BTreeMap<usize, Id>,
    documents: usize,
    /// The last place where a block ended, and the end of the text before it.
    trimmed: (usize, usize),
    depth: usize,
    most_nodes: usize,
}

impl Scan<'_> {
    /// Takes all events; `ahead` counts the separators read since the last.
    fn all<I: Input>(
        mut self,
        mut parser: Parser<'_, I>,
        ahead: &Cell<usize>,
    ) -> Result<Index, Problem> {
        let mut last = 0;
        loop {
            let event = parser.next_event();
            if ahead.get() > MOST_AHEAD {
                return Err(Problem {
                    kind: ProblemKind::Nodes,
                    at: last,
                });
            }
            ahead.set(0);
            match event {
                None => return Ok(self.growing.index),
                Some(Err(_)) => {
                    self.growing.index.partial = true;
                    self.growing.index.bracket = self.open_bracket();
                    return Ok(self.growing.index);
                }
                Some(Ok((event, span))) => {
                    last = self.offsets.byte(span.end.index());
                    self.take(event, span)?;
                }
            }
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        let start = self.offsets.byte(span.start.index());
        let problem = |kind| Err(Problem { kind, at: start });
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return problem(ProblemKind::SecondDocument);
                }
            }
            Event::Alias(anchor) => {
                if self.growing.expects_name() {
                    return problem(ProblemKind::Name);
                }
                // The parser has refused anchors that are not there.
                let target = self.anchors.get(&anchor).copied().unwrap_or_default();
                if self.growing.open.iter().any(|open| open.id == target) {
                    return problem(ProblemKind::Recursion);
                }
                let range = self.range(span);
                self.node(range, Kind::Alias(target), 0)?;
            }
            Event::Scalar(says, style, anchor, tag) => {
                let range = self.range(span);
                self.scalar(says, style, anchor, tag.as_deref(), range)?;
            }
            Event::SequenceStart(anchor, tag) => {
                let mut range = self.range(span);
                range.start = self.first_dash(range.start);
                self.container(Kind::Sequence(0), anchor, tag.as_deref(), range)?;
            }
            Event::MappingStart(anchor, tag) => {
                let range = self.range(span);
                self.container(Kind::Mapping(0), anchor, tag.as_deref(), range)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let end = self.end(start, span);
                self.growing.close(end);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        says: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), Problem> {
        let plain = style == ScalarStyle::Plain && tag.is_none();
        // `!!str 1` and `!!int "1"` are allowed, but their text is not their type's.
        let allowed = ["str", "int", "float", "bool", "null"];
        if tag.is_some_and(|tag| !is_core(tag, &allowed)) {
            return Err(Problem {
                kind: ProblemKind::Tag,
                at: range.start,
            });
        }
        let asked_for = self.growing.expects_name() || plain;
        let kind = if plain { Kind::Plain } else { Kind::Quoted };
        let id = self.node(range, kind, anchor)?;
        // Anchors, escapes and line breaks are bytes of a scalar that it does not say.
        if asked_for && self.growing.index.bare(self.offsets.text, id) != says {
            self.growing.index.texts.insert(id, says.into());
        }
        Ok(())
    }

    fn container(
        &mut self,
        kind: Kind,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Result<(), Problem> {
        let at = range.start;
        if tag.is_some_and(|tag| !is_core(tag, &["map", "seq"])) {
            let kind = ProblemKind::Tag;
            return Err(Problem { kind, at });
        }
        if self.growing.expects_name() {
            let kind = ProblemKind::Name;
            return Err(Problem { kind, at });
        }
        if self.growing.open.len() >= self.depth {
            let kind = ProblemKind::Depth;
            return Err(Problem { kind, at });
        }
        self.node(range, kind, anchor)?;
        Ok(())
    }

    /// Adds a node and notes its anchor; the parser numbers anchors from 1.
    fn node(&mut self, range: Range<usize>, kind: Kind, anchor: usize) -> Result<Id, Problem> {
        if self.growing.index.nodes.len() >= self.most_nodes {
            return Err(Problem {
                kind: ProblemKind::Nodes,
                at: range.start,
            });
        }
        let id = self.growing.add(range, kind);
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        Ok(id)
    }

    /// Where the innermost bracketed container begins that is open.
    fn open_bracket(&self) -> Option<usize> {
        let mut open = self.growing.open.iter().rev();
        open.find_map(|open| {
            let start = self.growing.index.range(open.id)?.start;
            let rest = self.offsets.text.get(start..)?;
            rest.starts_with(['[', '{']).then_some(start)
        })
    }

    /// The end of a container whose end was seen at `start`: after its bracket, or in block style
    /// after its last item, because what the parser names there is what follows.
    fn end(&mut self, start: usize, span: Span) -> usize {
        let text = self.offsets.text;
        if text
            .get(start..)
            .is_some_and(|rest| rest.starts_with([']', '}']))
        {
            return self.offsets.byte(span.end.index());
        }
        // Many containers may end at one place, after much white space.
        if self.trimmed.0 != start {
            let before = text.get(..start).unwrap_or_default();
            self.trimmed = (start, before.trim_end().len());
        }
        self.trimmed.1
    }

    /// Where a sequence begins that the parser saw at `start`: for a block sequence that is not
    /// indented more than the name before it, the parser names what follows its first dash.
    fn first_dash(&self, start: usize) -> usize {
        let name = self.growing.open.last().and_then(|open| open.name);
        let Some(name) = name.and_then(|name| self.growing.index.range(name)) else {
            return start;
        };
        let mut line = name.end;
        let between = self.offsets.text.get(line..start).unwrap_or_default();
        for text in between.split_inclusive('\n') {
            let indented = text.trim_start_matches(' ');
            if indented.starts_with('-') {
                return line + text.len() - indented.len();
            }
            line += text.len();
        }
        start
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.offsets.byte(span.start.index());
        start..self.offsets.byte(span.end.index()).max(start)
    }
}

/// Whether a tag is `!!name` with one of these names, or `!`, which says "not a tag".
fn is_core(tag: &Tag, names: &[&str]) -> bool {
    tag.is_yaml_core_schema() && names.contains(&tag.suffix.as_str())
}

/// From the parser's characters to bytes.
struct Offsets<'t> {
    text: &'t str,
    /// Byte of every [`STRIDE`]th character; empty where every character is one byte.
    marks: Vec<usize>,
}

/// Characters between two marks: a look-up counts at most as many.
const STRIDE: usize = 64;

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            let offsets = text.char_indices().map(|(at, _)| at);
            offsets.step_by(STRIDE).collect()
        };
        Self { text, marks }
    }

    fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STRIDE) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices()
            .nth(character % STRIDE)
            .map_or(self.text.len(), |(at, _)| mark + at)
    }
}
