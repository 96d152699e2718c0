//! Notes are numbered in the order in which a reader meets them: editors' footnotes and citations share one sequence.
//!
//! A source is given in full in the first note that names it; a later note of the same source, for another place in it,
//! gives its short form and says which note tells the rest. A citation within a footnote stands in it, as in Pandoc's note
//! styles: a note does not call another.

use super::citations::{self, CitationError};
use super::markdown::{Call, Footnote};
use super::prose::for_each_run;
use super::{CitedSource, Note, NoteContent};
use crate::bibliography::{Source, style};
use crate::diagnostic::catalogue::{bibliography as source_remarks, sheet as remarks};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::{Block, Inline, Inlines};
use crate::input::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Most remarks of a sheet up to which unknown sources are given suggestions.
const MAX_SUGGESTIONS: usize = 200;

/// The sources that a sheet may cite: its own first, then the shared ones.
pub struct Citable<'a> {
    /// The sheet's own.
    pub own: BTreeMap<&'a str, Arc<Source>>,
    /// Those of the site.
    pub shared: &'a BTreeMap<String, Arc<Source>>,
}

impl Citable<'_> {
    /// The source with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Source>> {
        self.own.get(id).or_else(|| self.shared.get(id))
    }

    fn nearest(&self, id: &str) -> Option<String> {
        let known = self
            .own
            .keys()
            .copied()
            .chain(self.shared.keys().map(String::as_str));
        nearest(id, known).map(str::to_owned)
    }
}

/// What numbering gives beside the numbers in the tree.
pub struct Numbered {
    /// The notes, in the order of their numbers.
    pub notes: Vec<Note>,
    /// Ids of the sources that are cited.
    pub cited: BTreeSet<String>,
}

/// What a note is recognised by when it is called again.
#[derive(PartialEq, Eq, Hash)]
enum NoteKey {
    Footnote(usize),
    /// For each source: its id, and the words around it.
    Citation(Vec<(String, [Option<String>; 3])>),
}

/// Numbers the notes called in `lines` (the lines of the front matter that a page shows first) and `blocks`.
///
/// The same source with the same locator, and a footnote called again, keep their number. Reports unknown sources, notes
/// never called and notes that call themselves.
pub fn number(
    lines: &mut [&mut Inlines],
    blocks: &mut [Block],
    calls: &[Call],
    footnotes: Vec<Footnote>,
    citable: &Citable,
    found: &mut Vec<Diagnostic>,
) -> Numbered {
    report_circles(&footnotes, calls, found);
    let mut numbering = Numbering {
        calls,
        names: footnotes
            .iter()
            .enumerate()
            .map(|(at, note)| (note.name.clone(), at))
            .collect(),
        citable,
        numbers: HashMap::new(),
        footnote: None,
        notes: Vec::new(),
        cited: BTreeSet::new(),
        found,
    };
    for line in lines {
        numbering.inlines(line);
    }
    numbering.blocks(blocks);
    // Footnotes are read in turn; those that they call come after.
    let mut bodies: Vec<Option<Footnote>> = footnotes.into_iter().map(Some).collect();
    let mut done = 0;
    while done < numbering.notes.len() {
        if let Pending::Footnote(at) = numbering.notes[done].content
            && let Some(mut footnote) = bodies[at].take()
        {
            numbering.footnote = Some(done);
            numbering.blocks(&mut footnote.blocks);
            numbering.notes[done].content = Pending::Done(NoteContent::Footnote(footnote.blocks));
        }
        done += 1;
    }
    for footnote in bodies.into_iter().flatten() {
        numbering
            .found
            .push(remarks::unused_note(footnote.span, &footnote.name));
    }
    let Numbering { notes, cited, .. } = numbering;
    let mut notes: Vec<Note> = notes
        .into_iter()
        .map(|note| Note {
            content: match note.content {
                Pending::Done(content) => content,
                Pending::Footnote(_) => NoteContent::Footnote(Vec::new()),
            },
            calls: note.calls,
            passage: None,
            span: note.span,
            within: note.within,
        })
        .collect();
    tell_first(&mut notes);
    Numbered { notes, cited }
}

/// A note whose number is known.
enum Pending {
    /// Its text is still to be read: index of the footnote.
    Footnote(usize),
    Done(NoteContent),
}

/// A note that was called.
struct Called {
    content: Pending,
    calls: u32,
    /// The citation that calls it first.
    span: Option<Span>,
    within: Vec<Vec<CitedSource>>,
}

struct Numbering<'a, 'c> {
    calls: &'a [Call],
    names: HashMap<String, usize>,
    citable: &'a Citable<'c>,
    numbers: HashMap<NoteKey, usize>,
    /// The footnote that is being read, as an index into the notes; none in the text.
    footnote: Option<usize>,
    notes: Vec<Called>,
    cited: BTreeSet<String>,
    found: &'a mut Vec<Diagnostic>,
}

impl Numbering<'_, '_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for_each_run(blocks, &mut |inlines, _| self.inlines(inlines));
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        let mut out = Vec::with_capacity(inlines.len());
        for mut inline in std::mem::take(inlines) {
            if let Inline::NoteCall { note, .. } = inline {
                self.called(note as usize, &mut out);
                continue;
            }
            if let Some(content) = inline.content_mut() {
                self.inlines(content);
            }
            out.push(inline);
        }
        *inlines = out;
    }

    /// Writes what call `index` comes to: the call of a note with its number, after the author's name for a citation in
    /// the sentence; nothing for a note that does not exist.
    fn called(&mut self, index: usize, out: &mut Inlines) {
        let Some(call) = self.calls.get(index) else {
            return;
        };
        let (key, content) = match call {
            Call::Footnote(name) => {
                let Some(at) = self.names.get(name) else {
                    return;
                };
                (NoteKey::Footnote(*at), Pending::Footnote(*at))
            }
            Call::Citation(inside, span) => {
                let Some(sources) = self.sources(inside, *span) else {
                    return;
                };
                if let Some(footnote) = self.footnote {
                    self.stands_in(footnote, sources, *span, out);
                    return;
                }
                citation(sources)
            }
            Call::InText {
                cited,
                written,
                span,
            } => {
                let Some(source) = self.citable.get(&cited.id) else {
                    self.report_near_source(&cited.id, *span);
                    out.push(Inline::Text {
                        text: written.clone(),
                        span: *span,
                    });
                    return;
                };
                self.cited.insert(cited.id.clone());
                out.push(Inline::Text {
                    text: style::author_in_text(source),
                    span: *span,
                });
                citation(vec![CitedSource {
                    source: Arc::clone(source),
                    prefix: None,
                    locator: cited.locator.clone(),
                    suffix: cited.suffix.clone(),
                    first: None,
                }])
            }
        };
        let span = match call {
            Call::Footnote(_) => None,
            Call::Citation(_, span) | Call::InText { span, .. } => Some(*span),
        };
        out.push(self.numbered(key, content, span));
    }

    /// Puts a citation in a footnote. The space before it, which the call of a note has not, comes back.
    fn stands_in(
        &mut self,
        footnote: usize,
        sources: Vec<CitedSource>,
        span: Span,
        out: &mut Inlines,
    ) {
        let against = |text: &str| {
            text.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '’' | '\''))
        };
        let glued = match out.last() {
            None | Some(Inline::SoftBreak | Inline::HardBreak) => true,
            Some(Inline::Text { text, .. }) => against(text),
            Some(_) => false,
        };
        if !glued {
            out.push(Inline::Text {
                text: " ".to_owned(),
                span,
            });
        }
        let within = &mut self.notes[footnote].within;
        out.push(Inline::Cited {
            note: number_of(footnote),
            at: within.len(),
        });
        within.push(sources);
    }

    /// The call of the note that `key` recognises, which is `content` when it is new.
    fn numbered(&mut self, key: NoteKey, content: Pending, span: Option<Span>) -> Inline {
        let new = self.notes.len();
        let at = *self.numbers.entry(key).or_insert(new);
        if at == new {
            self.notes.push(Called {
                content,
                calls: 0,
                span,
                within: Vec::new(),
            });
        }
        self.notes[at].calls += 1;
        Inline::NoteCall {
            note: number_of(at),
            call: self.notes[at].calls,
        }
    }

    /// Reports `@id` in a sentence when it looks like the id of a source: a word alone after `@` is a name on a network.
    fn report_near_source(&mut self, id: &str, span: Span) {
        if id.contains(|c: char| c.is_ascii_digit() || c == '-')
            && self.found.len() < MAX_SUGGESTIONS
            && let Some(close) = self.citable.nearest(id)
        {
            self.found
                .push(source_remarks::near_source(span, id, &close));
        }
    }

    fn sources(&mut self, inside: &str, span: Span) -> Option<Vec<CitedSource>> {
        let place = |range: &std::ops::Range<usize>| {
            // A value of the front matter is placed as a whole: its bytes are not those of the citation.
            if (span.end - span.start) as usize == inside.len() {
                Span::new(
                    span.file,
                    span.start as usize + range.start..span.start as usize + range.end,
                )
            } else {
                span
            }
        };
        let keys = match citations::parse(inside) {
            Ok(keys) => keys,
            Err(error) => {
                let place = place(&error.range());
                self.found.push(match error {
                    CitationError::TwoIds(_) => {
                        source_remarks::citation_without_semicolon(place, inside)
                    }
                    _ => source_remarks::bad_citation(place, inside),
                });
                return None;
            }
        };
        let mut sources = Vec::new();
        for key in keys {
            if let Some(word) = &key.lacks_number {
                self.found.push(source_remarks::place_without_number(
                    place(word),
                    &inside[word.clone()],
                ));
            }
            if let Some(source) = self.citable.get(&key.id) {
                self.cited.insert(key.id);
                sources.push(CitedSource {
                    source: Arc::clone(source),
                    prefix: key.prefix,
                    locator: key.locator,
                    // The word of a place alone, which was told, says nothing to a reader.
                    suffix: key.suffix.filter(|_| key.lacks_number.is_none()),
                    first: None,
                });
            } else {
                // Looking for the nearest compares all ids.
                let close = (self.found.len() < MAX_SUGGESTIONS)
                    .then(|| self.citable.nearest(&key.id))
                    .flatten();
                self.found.push(source_remarks::unknown_source(
                    place(&key.range),
                    &key.id,
                    close.as_deref(),
                ));
            }
        }
        (!sources.is_empty()).then_some(sources)
    }
}

/// The number of the note at `at`.
fn number_of(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// Tells each source that a note names again which note names it first, once all numbers are known: a footnote is read
/// after the text that follows its call.
fn tell_first(notes: &mut [Note]) {
    let mut first_notes: HashMap<String, u32> = HashMap::new();
    for (at, note) in notes.iter_mut().enumerate() {
        let alone = match &mut note.content {
            NoteContent::Citation(sources) => sources.as_mut_slice(),
            NoteContent::Footnote(_) => &mut [],
        };
        for cited in alone.iter_mut().chain(note.within.iter_mut().flatten()) {
            if let Some(first) = first_notes.get(&cited.source.id) {
                cited.first = Some(*first);
            } else {
                first_notes.insert(cited.source.id.clone(), number_of(at));
            }
        }
    }
}

fn citation(sources: Vec<CitedSource>) -> (NoteKey, Pending) {
    let key = sources
        .iter()
        .map(|cited| {
            let CitedSource {
                prefix,
                locator,
                suffix,
                ..
            } = cited.clone();
            (cited.source.id.clone(), [prefix, locator, suffix])
        })
        .collect();
    (
        NoteKey::Citation(key),
        Pending::Done(NoteContent::Citation(sources)),
    )
}

/// Takes every call of a note out of a text that has no notes; `@name` in a sentence is left as it was written.
pub fn without_calls(inlines: &mut Inlines, calls: &[Call]) {
    inlines.retain_mut(|inline| {
        if let Some(content) = inline.content_mut() {
            without_calls(content, calls);
            return true;
        }
        let Inline::NoteCall { note, .. } = inline else {
            return true;
        };
        let Some(Call::InText { written, span, .. }) = calls.get(*note as usize) else {
            return false;
        };
        *inline = Inline::Text {
            text: written.clone(),
            span: *span,
        };
        true
    });
}

/// Reports each footnote that leads back to itself, by its own call or by others'.
fn report_circles(footnotes: &[Footnote], calls: &[Call], found: &mut Vec<Diagnostic>) {
    let positions: HashMap<&str, usize> = footnotes
        .iter()
        .enumerate()
        .map(|(at, note)| (note.name.as_str(), at))
        .collect();
    let leads_to: Vec<Vec<usize>> = footnotes
        .iter()
        .map(|note| {
            let mut called = Vec::new();
            let mut blocks = note.blocks.clone();
            for_each_run(&mut blocks, &mut |inlines, _| {
                called_in(inlines, calls, &positions, &mut called);
            });
            called
        })
        .collect();
    // Depth first, without recursion: 1 while a note is open, 2 once it is done.
    let mut state = vec![0u8; footnotes.len()];
    for start in 0..footnotes.len() {
        let mut stack = vec![(start, 0)];
        while let Some((note, next)) = stack.pop() {
            if next == 0 {
                if state[note] != 0 {
                    continue;
                }
                state[note] = 1;
            }
            match leads_to[note].get(next) {
                Some(&target) => {
                    stack.push((note, next + 1));
                    match state[target] {
                        0 => stack.push((target, 0)),
                        1 => found.push(remarks::recursive_note(
                            footnotes[note].span,
                            &footnotes[note].name,
                        )),
                        _ => {}
                    }
                }
                None => state[note] = 2,
            }
        }
    }
}

fn called_in(
    inlines: &[Inline],
    calls: &[Call],
    positions: &HashMap<&str, usize>,
    out: &mut Vec<usize>,
) {
    for inline in inlines {
        if let Inline::NoteCall { note, .. } = inline
            && let Some(Call::Footnote(name)) = calls.get(*note as usize)
        {
            out.extend(positions.get(name.as_str()));
        }
        if let Some(content) = inline.content() {
            called_in(content, calls, positions, out);
        }
    }
}
