//! Where sheets use the words of the glossary: one pass over each sheet, whatever the size of the glossary.
//!
//! Steps: every entry becomes the words it can begin with, all looked for at once; each run of text (a paragraph, a cell)
//! is joined, so that a term is found across marks and line ends; what is found is checked against its surroundings; the
//! first use of each entry in a sheet is marked.

use crate::document::{Block, CalloutKind, Inline};
use crate::input::Span;
use crate::sheet::FactSheet;
use crate::sheet::front_matter::SheetKind;
use crate::site::{GlossaryEntry, TermMark, TermUse};
use crate::typography;
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Fewest letters of an acronym that is also said as a word: "SCIC" is written "Scic", but "CAF" is not looked for as
/// "Caf", which is as often the beginning of a name.
const SPOKEN: usize = 4;
/// Words of a long form shorter than this ("de", "et", "sur") tell nothing.
const SIGNIFICANT: usize = 4;
/// What may stand between a long form and its acronym beside the long form itself, in bytes.
const ROOM: usize = 40;

/// How far before a word the beginning of an address is looked for, in bytes.
const LONGEST_ADDRESS: usize = 2000;

/// Notes in `glossary` which of `sheets` use each entry, and gives where each sheet uses them first, parallel to `sheets`.
///
/// An acronym is a whole word in its own case, also in the plural ("SCICs") and as a word of the sentence ("la Scic"); a
/// term is in any case, also in the plural. Words tied by a hyphen to others ("ESS-Formation") or in an address are names.
pub fn find(
    sheets: &[FactSheet],
    language: &str,
    glossary: &mut [GlossaryEntry],
) -> Vec<Vec<TermMark>> {
    let Some(finder) = Finder::new(glossary) else {
        return vec![Vec::new(); sheets.len()];
    };
    let read: Vec<Reading> = sheets
        .par_iter()
        .map(|sheet| finder.read(sheet, language))
        .collect();
    let mut uses: Vec<Vec<TermUse>> = vec![Vec::new(); glossary.len()];
    let mut marks = Vec::with_capacity(sheets.len());
    for (sheet, reading) in read.into_iter().enumerate() {
        for (entry, state) in reading.states {
            let anchor = match state.first {
                Some(first) => Some(glossary[first].use_id()),
                None => state.section,
            };
            uses[entry].push(TermUse { sheet, anchor });
        }
        let mut of_sheet = reading.marks;
        of_sheet.sort_by_key(|mark| (mark.span.start, mark.range.start));
        of_sheet.shrink_to_fit();
        marks.push(of_sheet);
    }
    for (entry, uses) in glossary.iter_mut().zip(uses) {
        entry.used_in = uses;
    }
    marks
}

/// What is looked for.
struct Finder<'a> {
    search: AhoCorasick,
    /// What each of its words may begin.
    candidates: Vec<Vec<Candidate>>,
    glossary: &'a [GlossaryEntry],
}

struct Candidate {
    entry: usize,
    form: Form,
}

enum Form {
    Acronym,
    /// An acronym as a word of the sentence: "Scic".
    Spoken,
    /// The words of a term after its first one, in small letters and in the singular.
    Term(Vec<String>),
}

/// What a sheet uses.
#[derive(Default)]
struct Reading {
    states: BTreeMap<usize, State>,
    marks: Vec<TermMark>,
}

/// How far an entry is in a sheet.
#[derive(Default)]
struct State {
    /// The entry whose mark is at the first use: itself, or one that begins at the same word.
    first: Option<usize>,
    /// The part where it is first used, as long as no use can be marked.
    section: Option<String>,
    explained: bool,
}

/// Where words stand.
#[derive(Clone, Copy)]
struct Place<'a> {
    section: Option<&'a str>,
    markable: bool,
}

impl<'a> Finder<'a> {
    fn new(glossary: &'a [GlossaryEntry]) -> Option<Self> {
        let mut words: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
        for (entry, known) in glossary.iter().enumerate() {
            let mut put = |word: String, form: Form| {
                words
                    .entry(word)
                    .or_default()
                    .push(Candidate { entry, form });
            };
            if let Some(acronym) = &known.acronym {
                put(acronym.clone(), Form::Acronym);
                if let Some(spoken) = spoken(acronym) {
                    put(spoken, Form::Spoken);
                }
                continue;
            }
            let mut term = words_of(&known.term).map(|word| singular(&word.to_lowercase()));
            let Some(first) = term.next() else { continue };
            let rest: Vec<String> = term.collect();
            let forms: BTreeSet<String> = [capitalised(&first), first.to_uppercase(), first].into();
            for form in forms {
                put(form, Form::Term(rest.clone()));
            }
        }
        words.remove("");
        let (words, candidates): (Vec<String>, Vec<Vec<Candidate>>) = words.into_iter().unzip();
        if words.is_empty() {
            return None;
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .ok()?;
        Some(Self {
            search,
            candidates,
            glossary,
        })
    }

    fn read(&self, sheet: &FactSheet, language: &str) -> Reading {
        let mut reading = Reading::default();
        let own = sheet.front.language.as_deref().unwrap_or(language);
        let markable = own == language && sheet.front.kind != SheetKind::Home;
        let top = |section| Place { section, markable };
        for line in &sheet.essential {
            self.read_run(line, top(Some("en-bref")), &mut reading);
        }
        self.read_run(&sheet.out_of_scope, top(Some("hors-sujet")), &mut reading);
        let mut section = None;
        for block in &sheet.document.blocks {
            self.read_block(block, markable, &mut section, &mut reading);
        }
        reading
    }

    fn read_block<'s>(
        &self,
        block: &'s Block,
        markable: bool,
        section: &mut Option<&'s str>,
        reading: &mut Reading,
    ) {
        let words = |section: Option<&'s str>| Place { section, markable };
        let plain = |section: Option<&'s str>| Place {
            section,
            markable: false,
        };
        match block {
            Block::Heading(heading) => {
                *section = Some(&heading.id);
                self.read_run(&heading.content, plain(*section), reading);
            }
            Block::Paragraph { content, .. } => self.read_run(content, words(*section), reading),
            Block::Figure { caption, .. } => self.read_run(caption, words(*section), reading),
            Block::Table { head, rows, .. } => {
                for cell in head {
                    self.read_run(cell, plain(*section), reading);
                }
                for cell in rows.iter().flatten() {
                    self.read_run(cell, words(*section), reading);
                }
            }
            Block::Quote(blocks) => {
                for block in blocks {
                    self.read_block(block, markable, section, reading);
                }
            }
            Block::Callout {
                kind,
                title,
                blocks,
            } => {
                self.read_run(title, plain(*section), reading);
                for block in blocks {
                    // An extract of the law stays letter for letter.
                    let extract = *kind == CalloutKind::Law && matches!(block, Block::Quote(_));
                    self.read_block(block, markable && !extract, section, reading);
                }
            }
            Block::List { items, .. } => {
                for block in items.iter().flat_map(|item| &item.blocks) {
                    self.read_block(block, markable, section, reading);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        self.read_run(term, plain(*section), reading);
                    }
                    for block in definition.details.iter().flatten() {
                        self.read_block(block, markable, section, reading);
                    }
                }
            }
            Block::Code { .. } | Block::Html(_) | Block::Rule => {}
        }
    }

    fn read_run(&self, content: &[Inline], place: Place, reading: &mut Reading) {
        let mut run = Run::default();
        run.gather(content, place.markable);
        let text = run.text.as_str();
        for found in self.search.find_iter(text) {
            let begins = found.start();
            let Some(ends) = whole_word(text, found.range()) else {
                continue;
            };
            let mark = run.place_of(&(begins..ends));
            for candidate in &self.candidates[found.pattern().as_usize()] {
                let matches = match &candidate.form {
                    Form::Acronym => true,
                    Form::Spoken => !begins_sentence(text, begins),
                    Form::Term(rest) => follows(&text[ends..], rest),
                };
                if matches {
                    let long = self.glossary[candidate.entry]
                        .acronym
                        .is_some()
                        .then_some(self.glossary[candidate.entry].term.as_str());
                    let explain = long.is_some_and(|long| !spelt_out(text, begins..ends, long));
                    let mark = mark.clone().map(|(span, range)| TermMark {
                        entry: candidate.entry,
                        span,
                        range,
                        word: text[begins..ends].into(),
                        first: true,
                        explained: explain,
                    });
                    reading.note(candidate.entry, mark, explain, place.section);
                }
            }
        }
    }
}

impl Reading {
    /// Notes a use of `entry`, at `mark` when its place may be marked; it shows the meaning if `explain`.
    fn note(&mut self, entry: usize, mark: Option<TermMark>, explain: bool, section: Option<&str>) {
        let state = self.states.entry(entry).or_default();
        if state.first.is_some() && (state.explained || !explain) {
            return;
        }
        let Some(mut mark) = mark else {
            if state.first.is_none() && state.section.is_none() {
                state.section = section.map(str::to_owned);
            }
            return;
        };
        let taken = self
            .marks
            .iter()
            .find(|taken| taken.span == mark.span && taken.range == mark.range);
        if let Some(taken) = taken {
            // Two terms that begin with one word: both lead there, if that place has an id.
            if state.first.is_none() && taken.first {
                state.first = Some(taken.entry);
            }
            return;
        }
        mark.first = state.first.is_none();
        state.first.get_or_insert(entry);
        state.explained |= explain;
        self.marks.push(mark);
    }
}

/// The words of a run of text, joined.
#[derive(Default)]
struct Run {
    text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    start: usize,
    /// Where it was written, when a word of it may be marked.
    span: Option<Span>,
}

impl Run {
    fn gather(&mut self, content: &[Inline], markable: bool) {
        for inline in content {
            match inline {
                Inline::Text { text, span } => self.push(text, markable.then_some(*span)),
                Inline::SoftBreak | Inline::HardBreak => self.push(" ", None),
                // Code is no prose: nothing is found in it nor across it.
                Inline::Code(_) | Inline::Image(_) | Inline::Cited { .. } => {
                    self.push("\u{fffc}", None);
                }
                Inline::NoteCall { .. } => {}
                Inline::Link { content, .. } | Inline::Law { content, .. } => {
                    self.gather(content, false);
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content) => self.gather(content, markable),
                Inline::Marked { lang, content, .. } => {
                    if lang.is_none() {
                        self.gather(content, markable);
                    } else {
                        self.push("\u{fffc}", None);
                    }
                }
                Inline::Element { open, tag, content } => {
                    if !tag.is_empty() && typography::is_prose(open, tag) {
                        let named = matches!(tag.as_str(), "a" | "abbr" | "dfn" | "cite");
                        self.gather(content, markable && !named);
                    } else {
                        self.push("\u{fffc}", None);
                    }
                }
            }
        }
    }

    fn push(&mut self, text: &str, span: Option<Span>) {
        self.pieces.push(Piece {
            start: self.text.len(),
            span,
        });
        self.text.push_str(text);
    }

    /// The piece that holds the whole of `range`, and its bytes there; none when no word of it may be marked.
    fn place_of(&self, range: &Range<usize>) -> Option<(Span, Range<usize>)> {
        let at = self
            .pieces
            .partition_point(|piece| piece.start <= range.start)
            .checked_sub(1)?;
        let piece = &self.pieces[at];
        let ends = self
            .pieces
            .get(at + 1)
            .map_or(self.text.len(), |next| next.start);
        let inside = range.start - piece.start..range.end - piece.start;
        piece
            .span
            .filter(|_| range.end <= ends)
            .map(|span| (span, inside))
    }
}

/// Where the word found at `range` ends, its mark of the plural included; none when it is a part of something longer.
fn whole_word(text: &str, range: Range<usize>) -> Option<usize> {
    let mut before = text[..range.start].chars().rev();
    let tied = |c: char| c.is_alphanumeric() || "_-\u{2010}\u{2011}&@#.".contains(c);
    if before.next().is_some_and(tied) {
        return None;
    }
    let mut ends = range.end;
    if text[ends..].starts_with(['s', 'x']) {
        ends += 1;
    }
    let mut after = text[ends..].chars();
    let next = after.next();
    if next.is_some_and(|c| c.is_alphanumeric() || "_-\u{2010}\u{2011}&@".contains(c)) {
        return None;
    }
    // "ESS/SCIC" are two words, "ess.fr" is an address.
    if matches!(next, Some('.' | ':'))
        && after
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c == '/')
    {
        return None;
    }
    let near = text[..range.start].len().saturating_sub(LONGEST_ADDRESS);
    let near = &text[text.ceil_char_boundary(near)..range.start];
    let token = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    (!token.contains("://") && !token.contains('@') && !token.contains("www.")).then_some(ends)
}

/// Whether a sentence begins at `at`, where any word has a capital.
fn begins_sentence(text: &str, at: usize) -> bool {
    text[..at]
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|c| ".!?…:«“\u{fffc}–—".contains(c))
}

/// Whether `text` goes on with `words`, in any case and number, parted by marks as well as by spaces.
fn follows(text: &str, words: &[String]) -> bool {
    let mut found = words_of(text);
    words.iter().all(|word| {
        found
            .next()
            .is_some_and(|found| singular(&found.to_lowercase()) == *word)
    })
}

/// Whether the text says what the acronym at `range` stands for right there: "schéma de promotion des achats … (SPASER)",
/// "SPASER (schéma de promotion des achats …)". The sheet may word it in its own way, so most words are enough.
fn spelt_out(text: &str, range: Range<usize>, long: &str) -> bool {
    let wanted: BTreeSet<String> = words_of(long)
        .filter(|word| word.chars().count() >= SIGNIFICANT)
        .map(|word| singular(&word.to_lowercase()))
        .collect();
    let room = long.len() + long.len() / 2 + ROOM;
    let said = |words: &str| {
        let words: BTreeSet<String> = words_of(words)
            .map(|word| singular(&word.to_lowercase()))
            .collect();
        3 * wanted.intersection(&words).count() >= 2 * wanted.len()
    };
    if wanted.is_empty() {
        return false;
    }
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    let opens = before.ends_with(['(', ',', '–', '—']);
    let goes_on = after.starts_with(['(', ',', '–', '—', ':']);
    (opens && said(&before[before.floor_char_boundary(before.len().saturating_sub(room))..]))
        || (goes_on && said(&after[..after.floor_char_boundary(room)]))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn singular(word: &str) -> String {
    word.strip_suffix(['s', 'x'])
        .filter(|stem| stem.len() > 2)
        .unwrap_or(word)
        .to_owned()
}

/// "Scic" for "SCIC"; none for an acronym that is not said as a word.
fn spoken(acronym: &str) -> Option<String> {
    let letters = acronym.chars().all(char::is_uppercase);
    (letters && acronym.chars().count() >= SPOKEN).then(|| capitalised(&acronym.to_lowercase()))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
