//! Markdown to the project's own tree. The parser's types go no further than this file.
//!
//! Steps for one text: events with their byte ranges; nesting is capped; blocks and their inlines are built by descent.
//! Citations, marks of language and notes that nobody defines come through the parser's callback for broken links, where
//! brackets, code and escapes are already settled.

use super::citations::InText;
use super::target::classify;
use super::{HeadingInfo, Link, Target, citations, html, slug::slug};
use crate::config::is_language;
use crate::diagnostic::catalogue::sheet as remarks;
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::document::{
    Alignment, Block, CalloutKind, Definition, Heading, Image, Inline, Inlines, ListItem,
    plain_text,
};
use crate::input::{FileId, Span, is_hidden};
use pulldown_cmark::{
    Alignment as ColumnAlignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType,
    Options, Parser, Tag, TagEnd,
};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Deepest nesting of blocks and marks (DESIGN, promise 4).
pub const MAX_NESTING: usize = 100;
/// Most links, written by the editor, of one sheet (DESIGN, promise 4).
pub const MAX_LINKS: usize = 10_000;
/// Most remarks on hidden characters for one sheet: a file full of them is told once and again, not a million times.
const MAX_HIDDEN_REMARKS: usize = 20;
/// Most warnings on the text of one sheet: more are read by nobody, and weigh more than the sheet.
const MAX_REMARKS: usize = 1000;
/// Most remarks on slips of writing for one sheet.
const MAX_SLIPS: usize = 200;

/// Ids that the theme's own parts of a page use; headings get others. Prefixes end in a hyphen.
pub const RESERVED_IDS: [&str; 24] = [
    "contenu",
    "menu",
    "q",
    "q-tete",
    "en-bref",
    "hors-sujet",
    "sommaire",
    "titre-sommaire",
    "liste-sommaire",
    "droit-cite",
    "notes",
    "voir-aussi",
    "cette-fiche",
    "meme-droit",
    "cite-par",
    "historique",
    "themes",
    "une",
    "collection",
    "plus-cites",
    "note-",
    "appel-",
    "droit-",
    "tableau-",
];

/// The call of a note, before notes are numbered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call {
    /// `[^name]`
    Footnote(String),
    /// What stands between `[` and `]`, with its place.
    Citation(String, Span),
    /// `@id` in a sentence, if such a source exists.
    InText {
        /// What it names.
        cited: InText,
        /// All of it, as written.
        written: String,
        /// Its place.
        span: Span,
    },
}

/// A footnote as it is defined.
#[derive(Clone, PartialEq, Debug)]
pub struct Footnote {
    /// Its name.
    pub name: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it is defined.
    pub span: Span,
}

/// What is gathered while the texts of one sheet are parsed.
#[derive(Debug)]
pub struct Gathered {
    file: FileId,
    path: String,
    raw_html: bool,
    /// Remarks.
    pub found: Vec<Diagnostic>,
    /// Links in reading order.
    pub links: Vec<Link>,
    /// Calls of notes; [`Inline::NoteCall`] holds an index into these until notes are numbered.
    pub calls: Vec<Call>,
    /// Footnotes in the order of their definitions.
    pub footnotes: Vec<Footnote>,
    /// Headings in order.
    pub headings: Vec<HeadingInfo>,
    /// Languages of blocks of code.
    pub code_languages: Vec<(String, Span)>,
    /// Where blocks of raw HTML are, in bytes of the file.
    pub html_blocks: Vec<Range<usize>>,
    /// Words.
    pub words: usize,
    ids: HashMap<String, usize>,
    note_names: HashSet<String>,
    parts: u32,
    hidden: usize,
    slips: usize,
    warnings: usize,
    links_over: bool,
}

impl Gathered {
    /// Nothing yet, for the sheet at `path` (from the content folder).
    pub fn new(file: FileId, path: &str, raw_html: bool) -> Self {
        Self {
            file,
            path: path.to_owned(),
            raw_html,
            found: Vec::new(),
            links: Vec::new(),
            calls: Vec::new(),
            footnotes: Vec::new(),
            headings: Vec::new(),
            code_languages: Vec::new(),
            html_blocks: Vec::new(),
            words: 0,
            ids: HashMap::new(),
            note_names: HashSet::new(),
            parts: 0,
            hidden: 0,
            slips: 0,
            warnings: 0,
            links_over: false,
        }
    }

    /// Parses `text`, which begins at byte `base` of the sheet's file.
    pub fn blocks(&mut self, text: &str, base: usize) -> Vec<Block> {
        self.parse(text, Base::At(base))
    }

    /// Parses a value of the front matter as one line of Markdown; everything in it is placed at `span`.
    pub fn line(&mut self, text: &str, span: Span) -> Inlines {
        match self.parse(text, Base::Whole(span)).into_iter().next() {
            Some(Block::Paragraph { content, .. } | Block::Heading(Heading { content, .. })) => {
                content
            }
            _ => vec![Inline::Text {
                text: text.to_owned(),
                span,
            }],
        }
    }

    /// Parses a value of a YAML file as blocks of Markdown; everything in it is placed at `span`.
    pub fn value(&mut self, text: &str, span: Span) -> Vec<Block> {
        self.parse(text, Base::Whole(span))
    }

    fn parse(&mut self, text: &str, base: Base) -> Vec<Block> {
        let undefined = RefCell::new(BTreeSet::new());
        let callback = |link: BrokenLink| broken_link(text, &link, &mut undefined.borrow_mut());
        let parser = Parser::new_with_broken_link_callback(text, options(), Some(callback));
        let mut builder = Builder {
            text,
            base,
            events: Events::of(text, Box::new(parser.into_offset_iter())),
            skip_until: 0,
            inside_link: false,
            loose: false,
            task: None,
            image_title: None,
            gathered: self,
        };
        let blocks = builder.blocks();
        let too_deep = builder.events.too_deep.take();
        drop(builder);
        for (start, end, name) in undefined.take() {
            self.found.push(remarks::undefined_note(
                base.span(self.file, start..end),
                &name,
            ));
        }
        if let Some(start) = too_deep {
            let place = base.span(self.file, start..start + 1);
            self.found.push(remarks::too_nested(place, MAX_NESTING));
            return Vec::new();
        }
        blocks
    }

    /// Keeps a remark: every error, and the first [`MAX_REMARKS`] warnings.
    fn report(&mut self, remark: Diagnostic) {
        if remark.severity == Severity::Warning {
            self.warnings += 1;
            if self.warnings > MAX_REMARKS {
                return;
            }
        }
        self.found.push(remark);
    }

    fn unique_id(&mut self, wanted: &str, span: Option<Span>) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let reserved = RESERVED_IDS
            .iter()
            .any(|id| wanted == *id || (id.ends_with('-') && wanted.starts_with(id)));
        let base = if reserved {
            format!("partie-{wanted}")
        } else {
            wanted.to_owned()
        };
        if !self.ids.contains_key(&base) {
            self.ids.insert(base.clone(), 1);
            return base;
        }
        if let Some(span) = span {
            self.report(remarks::heading_id_taken(span, wanted));
        }
        let mut number = self.ids[&base];
        loop {
            number += 1;
            let id = format!("{base}-{number}");
            if !self.ids.contains_key(&id) {
                self.ids.insert(base, number);
                self.ids.insert(id.clone(), 1);
                return id;
            }
        }
    }
}

/// Options of the dialect (DESIGN, "Markdown dialect"). Smart punctuation is English and stays off.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

const CITE: &str = "cite";
const MARK: &str = "mark";

/// What brackets that lead nowhere mean: a citation, a mark of language, a note that is not defined, or plain words.
fn broken_link<'a>(
    text: &str,
    link: &BrokenLink<'_>,
    undefined: &mut BTreeSet<(usize, usize, String)>,
) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let reference = link.reference.as_ref();
    // "[@a][@b]" is a link to the parser, two citations to an editor.
    if matches!(
        link.link_type,
        LinkType::Reference | LinkType::ReferenceUnknown
    ) && citations::is_cluster(reference)
        && let Some((first, _)) = text[link.span.clone()].split_once("][")
        && citations::is_cluster(first.trim_start_matches('['))
    {
        return Some((CowStr::Borrowed(CITE), CowStr::Borrowed("")));
    }
    let special = |kind: &'static str| Some((CowStr::Borrowed(kind), CowStr::Borrowed("")));
    if matches!(
        link.link_type,
        LinkType::Shortcut | LinkType::ShortcutUnknown
    ) {
        if let Some(name) = reference.strip_prefix('^') {
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                undefined.insert((link.span.start, link.span.end, name.to_owned()));
            }
            return None;
        }
        if citations::is_cluster(reference) {
            return special(CITE);
        }
        if reference.starts_with("@ ") {
            // "[@ loi-ess]": the space is a slip, which reading the citation tells.
            return special(CITE);
        }
        if mark_at(text, link.span.end).is_some() {
            return special(MARK);
        }
    }
    None
}

/// The `{lang=en}` or `{typo=non}` that begins at byte `at`: its length, the language as written, whether typography stays.
fn mark_at(text: &str, at: usize) -> Option<(usize, Option<&str>, bool)> {
    let inside = text.get(at..)?.strip_prefix('{')?;
    let end = inside
        .char_indices()
        .take(80)
        .find(|(_, c)| *c == '}')
        .map(|(end, _)| end)?;
    let (mut language, mut typography, mut known) = (None, true, false);
    for attribute in inside[..end].split_whitespace() {
        match attribute.split_once('=')? {
            ("lang", value) => language = Some(value.trim_matches('"')),
            ("typo", "non" | "\"non\"") => typography = false,
            _ => return None,
        }
        known = true;
    }
    known.then_some((end + 2, language, typography))
}

/// Where the bytes of a parsed text are in the file.
#[derive(Clone, Copy)]
enum Base {
    /// The text begins at this byte.
    At(usize),
    /// The text is a value that was unquoted or folded: all of it is here.
    Whole(Span),
}

impl Base {
    fn span(self, file: FileId, range: Range<usize>) -> Span {
        match self {
            Self::At(base) => Span::new(file, base + range.start..base + range.end),
            Self::Whole(span) => span,
        }
    }
}

/// The parser's events, one at a time: those of a large sheet would weigh twenty times its text.
///
/// Words that the parser gives in pieces are joined; past [`MAX_NESTING`] there are no more events, so that whoever
/// descends comes back.
struct Events<'t> {
    text: &'t str,
    source: Box<dyn Iterator<Item = (Event<'t>, Range<usize>)> + 't>,
    current: Option<(Event<'t>, Range<usize>)>,
    after: Option<(Event<'t>, Range<usize>)>,
    depth: usize,
    too_deep: Option<usize>,
    /// Where the event before the current one ends.
    last_end: usize,
}

impl<'t> Events<'t> {
    fn of(
        text: &'t str,
        mut source: Box<dyn Iterator<Item = (Event<'t>, Range<usize>)> + 't>,
    ) -> Self {
        let after = source.next();
        let mut events = Self {
            text,
            source,
            current: None,
            after,
            depth: 0,
            too_deep: None,
            last_end: 0,
        };
        events.advance();
        events
    }

    fn peek(&self) -> Option<&(Event<'t>, Range<usize>)> {
        self.current.as_ref()
    }

    fn advance(&mut self) {
        if let Some((_, range)) = &self.current {
            self.last_end = range.end;
        }
        self.current = self.after.take();
        match &self.current {
            Some((Event::Start(_), _)) => self.depth += 1,
            Some((Event::End(_), _)) => self.depth = self.depth.saturating_sub(1),
            None => return,
            _ => {}
        }
        if self.depth > MAX_NESTING {
            self.too_deep = self.current.take().map(|(_, range)| range.start);
            return;
        }
        self.after = self.source.next();
        // Words are joined only where they stand as they are read: `&ngE;` is as long as what it means.
        let verbatim = |words: &CowStr, range: &Range<usize>| **words == self.text[range.clone()];
        if let Some((Event::Text(words), range)) = &mut self.current
            && verbatim(words, range)
        {
            let begun = range.end;
            while let Some((Event::Text(more), place)) = &self.after
                && place.start == range.end
                && verbatim(more, place)
            {
                range.end = place.end;
                self.after = self.source.next();
            }
            if range.end > begun {
                *words = CowStr::Borrowed(&self.text[range.clone()]);
            }
        }
    }
}

struct Builder<'t, 'g> {
    text: &'t str,
    base: Base,
    events: Events<'t>,
    /// Whether the blocks read last hold a paragraph of their own: an item is loose then.
    loose: bool,
    /// The mark of a task that was met in an item.
    task: Option<bool>,
    /// The title of the image read last, and where the image is.
    image_title: Option<(String, Range<usize>)>,
    /// Text before this byte is part of a mark that was already read.
    skip_until: usize,
    inside_link: bool,
    gathered: &'g mut Gathered,
}

/// What an editor meant to write.
enum Slip<'a> {
    Note(&'a str),
    WikiLink,
    Link,
    Heading,
}

/// An inline HTML element that is open.
struct OpenElement {
    open: String,
    tag: String,
    span: Span,
    before: Inlines,
}

impl Builder<'_, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.base.span(self.gathered.file, range.clone())
    }

    /// Blocks up to the end of what contains them; that end is left to the caller.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = false;
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) => break,
                Event::Rule => {
                    self.events.advance();
                    blocks.push(Block::Rule);
                }
                Event::Html(_) => {
                    let mut html = String::new();
                    while let Some((Event::Html(piece), _)) = self.events.peek() {
                        html.push_str(piece);
                        self.events.advance();
                    }
                    blocks.extend(self.html_block(html, &range));
                }
                Event::Start(tag) if !is_inline(tag) => {
                    let tag = tag.clone();
                    loose |= tag == Tag::Paragraph;
                    self.events.advance();
                    blocks.extend(self.block(tag, &range));
                    // The end of this block.
                    self.events.advance();
                }
                _ => {
                    // Text of a tight item.
                    let content = self.inlines();
                    let end = self.events.last_end;
                    if !content.is_empty() {
                        blocks.push(self.paragraph(content, &(range.start..end.max(range.start))));
                    }
                }
            }
        }
        self.loose = loose;
        blocks
    }

    /// The block that `tag` opens; its end is left to the caller.
    fn block(&mut self, tag: Tag, range: &Range<usize>) -> Option<Block> {
        match tag {
            Tag::Paragraph => {
                let content = self.inlines();
                (!content.is_empty()).then(|| self.paragraph(content, range))
            }
            Tag::Heading {
                level, id, classes, ..
            } => {
                let classes = classes
                    .iter()
                    .map(|class| slug(class))
                    .filter(|class| !class.is_empty())
                    .collect();
                Some(self.heading(level, id.as_deref(), classes, range))
            }
            Tag::BlockQuote(_) => Some(self.quote(range)),
            Tag::CodeBlock(kind) => Some(self.code(&kind, range)),
            Tag::HtmlBlock => {
                let mut html = String::new();
                while let Some((Event::Html(piece) | Event::Text(piece), _)) = self.events.peek() {
                    html.push_str(piece);
                    self.events.advance();
                }
                self.html_block(html, range)
            }
            Tag::List(start) => Some(self.list(start)),
            Tag::FootnoteDefinition(name) => {
                let blocks = self.blocks();
                let span = self.span(&(range.start..range.start + name.len() + 3));
                if self.gathered.note_names.insert(name.to_string()) {
                    self.gathered.footnotes.push(Footnote {
                        name: name.to_string(),
                        blocks,
                        span,
                    });
                } else {
                    self.gathered.report(remarks::note_twice(span, &name));
                }
                None
            }
            Tag::DefinitionList => Some(self.definitions()),
            Tag::Table(alignments) => Some(self.table(&alignments)),
            _ => {
                // Parts of lists and tables outside of one: nothing the parser gives, but nothing to lose either.
                let mut inside = self.blocks();
                (inside.len() == 1).then(|| inside.remove(0))
            }
        }
    }

    fn paragraph(&mut self, mut content: Inlines, range: &Range<usize>) -> Block {
        if let [Inline::Image(_)] = content.as_slice()
            && let Some(Inline::Image(image)) = content.pop()
        {
            let caption = self.caption();
            return Block::Figure { image, caption };
        }
        Block::Paragraph {
            content,
            span: self.span(range),
        }
    }

    /// The title of the image that was just read, as its caption.
    fn caption(&mut self) -> Inlines {
        match self.image_title.take() {
            Some((title, place)) if !title.is_empty() && title != "decoratif" => {
                let start = self.text[place.clone()]
                    .rfind(title.as_str())
                    .map_or(place.start, |at| place.start + at);
                let span = self.span(&(start..(start + title.len()).min(place.end)));
                vec![Inline::Text {
                    text: self.visible(&title, span),
                    span,
                }]
            }
            _ => Vec::new(),
        }
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: Vec<String>,
        range: &Range<usize>,
    ) -> Block {
        let content = self.inlines();
        let line = range.start..range.start + self.text[range.clone()].trim_end().len();
        let span = self.span(&line);
        let mut level = level as u8;
        if level == 1 {
            self.gathered.report(remarks::level_one_heading(span));
            level = 2;
        }
        let deepest = self
            .gathered
            .headings
            .last()
            .map_or(2, |last| last.level + 1);
        if level > deepest {
            self.gathered
                .report(remarks::skipped_level(span, level, deepest));
            level = deepest;
        }
        let text = plain_text(&content).trim().to_owned();
        let wanted = id.map(slug).filter(|id| !id.is_empty());
        let id = match wanted {
            Some(id) => self.gathered.unique_id(&id, Some(span)),
            None => self.gathered.unique_id(&slug(&text), None),
        };
        let number = if level == 2 {
            self.gathered.parts += 1;
            self.gathered.parts
        } else {
            0
        };
        self.gathered.headings.push(HeadingInfo {
            level,
            id: id.clone(),
            text,
            number,
        });
        Block::Heading(Heading {
            level,
            id,
            classes,
            content,
            span,
        })
    }

    /// A quotation, or the callout that its first line makes of it.
    fn quote(&mut self, range: &Range<usize>) -> Block {
        let Some((kind, mark_end)) = self.callout_mark(range) else {
            return Block::Quote(self.blocks());
        };
        self.skip_until = mark_end;
        let mut blocks = self.blocks();
        let first_line_is_title = self.text[mark_end..]
            .split('\n')
            .next()
            .is_some_and(|rest| !rest.trim().is_empty());
        let title = match blocks.first_mut() {
            Some(Block::Paragraph { content, .. }) => {
                let title = first_line(content, first_line_is_title);
                if content.is_empty() {
                    blocks.remove(0);
                }
                title
            }
            // Without an empty line the mark stands in the first term: "[!CHIFFRES] L’emploi", "50 %", ": …".
            Some(Block::Definitions(definitions)) => {
                let term = definitions
                    .first_mut()
                    .and_then(|first| first.terms.first_mut());
                // A term that is the whole line stays one: figures need it.
                term.map_or_else(Vec::new, |term| first_line(term, false))
            }
            _ => Vec::new(),
        };
        Block::Callout {
            kind,
            title,
            blocks,
        }
    }

    /// The kind of callout that a quotation begins with, and the byte after its mark.
    fn callout_mark(&mut self, range: &Range<usize>) -> Option<(CalloutKind, usize)> {
        let source = &self.text[range.clone()];
        let rest = source.strip_prefix('>')?.trim_start_matches([' ', '\t']);
        let start = range.start + source.len() - rest.len();
        let inside = rest.strip_prefix("[!")?;
        let end = inside.find(']')?;
        let mark = &inside[..end];
        if mark.is_empty() || mark.len() > 40 || !mark.chars().all(char::is_alphabetic) {
            return None;
        }
        let kind = CalloutKind::from_mark(mark);
        if kind.is_none() {
            let place = self.span(&(start + 2..start + 2 + end));
            let upper = mark.to_uppercase();
            let close = nearest(&upper, CalloutKind::MARKS);
            self.gathered
                .report(remarks::unknown_callout(place, mark, close));
        }
        Some((kind?, start + 2 + end + 1))
    }

    fn code(&mut self, kind: &CodeBlockKind, range: &Range<usize>) -> Block {
        let mut text = String::new();
        while let Some((Event::Text(piece), _)) = self.events.peek() {
            text.push_str(piece);
            self.events.advance();
        }
        text.retain(|c| !is_hidden(c));
        let language = match kind {
            CodeBlockKind::Fenced(info) => info
                .split([' ', ',', '{', '\t'])
                .next()
                .filter(|word| {
                    !word.is_empty()
                        && word.len() <= 40
                        && word
                            .chars()
                            .all(|c| c.is_ascii_alphanumeric() || "+-#_.".contains(c))
                })
                .map(str::to_owned),
            CodeBlockKind::Indented => None,
        };
        if let Some(language) = &language {
            let line = self.text[range.clone()]
                .find('\n')
                .map_or(range.end, |end| range.start + end);
            let place = self.text[range.start..line]
                .find(language.as_str())
                .map_or(range.start, |at| range.start + at);
            let span = self.span(&(place..place + language.len()));
            self.gathered.code_languages.push((language.clone(), span));
        }
        Block::Code { language, text }
    }

    fn html_block(&mut self, html: String, range: &Range<usize>) -> Option<Block> {
        let place = self.span(range);
        self.gathered.html_blocks.push(place.range());
        if self.gathered.raw_html {
            return Some(Block::Html(html));
        }
        let span = self.span(
            &(range.start
                ..range.start + html.trim_end().find('\n').unwrap_or(html.trim_end().len())),
        );
        let Some(block) = html::sanitised_block(&html, MAX_NESTING) else {
            self.gathered
                .report(remarks::html_too_nested(span, MAX_NESTING));
            return None;
        };
        if let Some(tag) = block.refused {
            self.gathered.report(remarks::removed_html(span, &tag));
        } else if let Some(tag) = block.unmatched {
            self.gathered.report(remarks::unclosed_html(span, &tag));
        }
        let clean: String = block.html.chars().filter(|c| !is_hidden(*c)).collect();
        (!clean.trim().is_empty()).then_some(Block::Html(clean))
    }

    fn list(&mut self, start: Option<u64>) -> Block {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((Event::Start(Tag::Item), _)) = self.events.peek() {
            self.events.advance();
            let outer = self.task.take();
            let blocks = self.blocks();
            tight &= !self.loose;
            let task = std::mem::replace(&mut self.task, outer);
            items.push(ListItem { task, blocks });
            self.events.advance();
        }
        Block::List {
            start,
            tight,
            items,
        }
    }

    fn definitions(&mut self) -> Block {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((Event::Start(tag), _)) = self.events.peek() {
            let title = matches!(tag, Tag::DefinitionListTitle);
            self.events.advance();
            if title {
                let term = self.inlines();
                match definitions
                    .last_mut()
                    .filter(|last| last.details.is_empty())
                {
                    Some(last) => last.terms.push(term),
                    None => definitions.push(Definition {
                        terms: vec![term],
                        details: Vec::new(),
                    }),
                }
            } else {
                let detail = self.blocks();
                if let Some(last) = definitions.last_mut() {
                    last.details.push(detail);
                }
            }
            self.events.advance();
        }
        Block::Definitions(definitions)
    }

    fn table(&mut self, alignments: &[ColumnAlignment]) -> Block {
        let alignments: Vec<Alignment> = alignments
            .iter()
            .map(|alignment| match alignment {
                ColumnAlignment::Center => Alignment::Center,
                ColumnAlignment::Right => Alignment::End,
                _ => Alignment::Start,
            })
            .collect();
        let mut rows: Vec<Vec<Inlines>> = Vec::new();
        while let Some((Event::Start(Tag::TableHead | Tag::TableRow), _)) = self.events.peek() {
            self.events.advance();
            let mut row = Vec::with_capacity(alignments.len());
            while let Some((Event::Start(Tag::TableCell), _)) = self.events.peek() {
                self.events.advance();
                row.push(self.inlines());
                self.events.advance();
            }
            row.resize(alignments.len(), Vec::new());
            rows.push(row);
            self.events.advance();
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        Block::Table {
            alignments,
            head,
            rows,
        }
    }

    /// Running text up to the end of what contains it, or to a block; that is left to the caller.
    fn inlines(&mut self) -> Inlines {
        let mut out: Inlines = Vec::new();
        let mut open: Vec<OpenElement> = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) | Event::Rule | Event::Html(_) => break,
                Event::Start(tag) if !is_inline(tag) => break,
                Event::Start(tag) => {
                    let tag = tag.clone();
                    self.events.advance();
                    let inline = self.inline(tag, &range);
                    // Its end.
                    self.events.advance();
                    if let [Inline::NoteCall { .. }, ..] = inline.as_slice() {
                        trim_end(&mut out);
                    }
                    out.extend(inline);
                    continue;
                }
                Event::Text(text) => {
                    let text = text.clone();
                    out.extend(self.words(&text, &range));
                }
                Event::Code(code) => out.push(Inline::Code(
                    code.chars().filter(|c| !is_hidden(*c)).collect(),
                )),
                Event::InlineMath(text) | Event::DisplayMath(text) => {
                    out.push(Inline::Code(text.to_string()));
                }
                Event::InlineHtml(html) => {
                    let html = html.to_string();
                    self.inline_html(&html, &range, &mut out, &mut open);
                }
                Event::FootnoteReference(name) => {
                    trim_end(&mut out);
                    let call = self.gathered.calls.len();
                    let name = name.to_string();
                    self.gathered.calls.push(Call::Footnote(name));
                    out.push(Inline::NoteCall {
                        note: u32::try_from(call).unwrap_or(u32::MAX),
                        call: 0,
                    });
                }
                Event::SoftBreak if range.end > self.skip_until => out.push(Inline::SoftBreak),
                Event::HardBreak => out.push(Inline::HardBreak),
                Event::TaskListMarker(ticked) => self.task = Some(*ticked),
                Event::SoftBreak => {}
            }
            self.events.advance();
        }
        while let Some(element) = open.pop() {
            self.gathered
                .report(remarks::unclosed_html(element.span, &element.tag));
            let inside = std::mem::replace(&mut out, element.before);
            out.extend(inside);
        }
        out
    }

    /// The text of one event, unless it is part of a mark that was already read.
    fn words(&mut self, text: &str, range: &Range<usize>) -> Inlines {
        let (mut text, mut range) = (text, range.clone());
        if range.end <= self.skip_until {
            return Vec::new();
        }
        if range.start < self.skip_until && text.len() == range.len() {
            text = &text[self.skip_until - range.start..];
            range.start = self.skip_until;
        }
        if text.is_empty() {
            return Vec::new();
        }
        let span = self.span(&range);
        if text.starts_with("<<<<<<< ") || text.starts_with(">>>>>>> ") {
            self.gathered.report(remarks::merge_conflict(span));
        }
        self.gathered.words += text.split_whitespace().count();
        if self.text[range.clone()] != *text {
            return vec![self.text_inline(text, span)];
        }
        self.report_slips(text, range.start);
        self.with_citations(text, range.start)
    }

    fn text_inline(&mut self, text: &str, span: Span) -> Inline {
        Inline::Text {
            text: self.visible(text, span),
            span,
        }
    }

    /// The words `text`, which begin at byte `start`, with what may be a citation among them set apart. There is none in
    /// the words of a link, where its note could not be called.
    fn with_citations(&mut self, text: &str, start: usize) -> Inlines {
        let mut out = Vec::new();
        let mut done = 0;
        if text.contains('@') && !self.inside_link {
            let escaped = self.text[..start].ends_with('\\');
            for cited in citations::in_text(text) {
                let range = cited.range.clone();
                if escaped && range.start == 0 {
                    continue;
                }
                if range.start > done {
                    let span = self.span(&(start + done..start + range.start));
                    out.push(self.text_inline(&text[done..range.start], span));
                }
                let call = self.gathered.calls.len();
                self.gathered.calls.push(Call::InText {
                    cited,
                    written: text[range.clone()].to_owned(),
                    span: self.span(&(start + range.start..start + range.end)),
                });
                out.push(Inline::NoteCall {
                    note: u32::try_from(call).unwrap_or(u32::MAX),
                    call: 0,
                });
                done = range.end;
            }
        }
        if done < text.len() {
            let span = self.span(&(start + done..start + text.len()));
            out.push(self.text_inline(&text[done..], span));
        }
        out
    }

    /// Reports what was meant as a mark, and was left as words at byte `start` because it is not written as one.
    fn report_slips(&mut self, text: &str, start: usize) {
        // An escaped bracket begins its own piece of words.
        let escaped = |at: usize| at == 0 && self.text[..start].ends_with('\\');
        let room = MAX_SLIPS.saturating_sub(self.gathered.slips);
        let mut slips = Vec::new();
        for (at, _) in text.match_indices("[^").filter(|(at, _)| !escaped(*at)) {
            if slips.len() >= room {
                break;
            }
            let ends = |c: char| c.is_whitespace() || matches!(c, '[' | ']');
            let length = text[at + 2..].find(ends).unwrap_or(0);
            let end = at + 2 + length;
            if length > 0 && text[end..].starts_with(']') {
                slips.push((at..end + 1, Slip::Note(&text[at + 2..end])));
            }
        }
        if let Some(at) = text.find("[[").filter(|at| !escaped(*at))
            && !text[at..].contains("]]")
            && text[at + 2..].starts_with(char::is_alphanumeric)
        {
            slips.push((at..at + 2, Slip::WikiLink));
        }
        if let Some(at) = text.find("](").filter(|at| !escaped(*at)) {
            slips.push((at..at + 2, Slip::Link));
        }
        let hashes = text.len() - text.trim_start_matches('#').len();
        if (2..=6).contains(&hashes)
            && text[hashes..].starts_with(char::is_alphabetic)
            && matches!(self.text[..start].chars().next_back(), None | Some('\n'))
        {
            slips.push((0..hashes, Slip::Heading));
        }
        slips.truncate(room);
        self.gathered.slips += slips.len();
        for (range, slip) in slips {
            let span = self.span(&(start + range.start..start + range.end));
            self.gathered.report(match slip {
                Slip::Note(name) => remarks::undefined_note(span, name),
                Slip::WikiLink => remarks::unclosed_wiki_link(span),
                Slip::Link => remarks::broken_link_writing(span),
                Slip::Heading => remarks::heading_without_space(span),
            });
        }
    }

    /// `text` without hidden characters, which are reported.
    fn visible(&mut self, text: &str, span: Span) -> String {
        let Some(first) = text.chars().find(|c| is_hidden(*c)) else {
            return text.to_owned();
        };
        self.gathered.hidden += 1;
        if self.gathered.hidden <= MAX_HIDDEN_REMARKS {
            self.gathered
                .report(remarks::hidden_characters(span, first.into()));
        }
        text.chars().filter(|c| !is_hidden(*c)).collect()
    }

    fn inline_html(
        &mut self,
        html: &str,
        range: &Range<usize>,
        out: &mut Inlines,
        open: &mut Vec<OpenElement>,
    ) {
        if self.gathered.raw_html {
            out.push(Inline::Element {
                open: html.to_owned(),
                tag: String::new(),
                content: Vec::new(),
            });
            return;
        }
        let span = self.span(range);
        match html::tag(html) {
            html::Tag::Void(name) => {
                if name.eq_ignore_ascii_case("br") {
                    out.push(Inline::HardBreak);
                } else if !name.eq_ignore_ascii_case("wbr") {
                    self.gathered.report(remarks::removed_html(span, name));
                }
            }
            html::Tag::Open(name) => {
                let tag = name.to_ascii_lowercase();
                let written = format!("<{tag}{}", &html[1 + tag.len()..]);
                match html::sanitised_opening(&written, &tag) {
                    Some(opening) if open.len() < MAX_NESTING / 2 => {
                        open.push(OpenElement {
                            open: opening,
                            tag,
                            span,
                            before: std::mem::take(out),
                        });
                    }
                    _ => self.gathered.report(remarks::removed_html(span, &tag)),
                }
            }
            html::Tag::Close(name) => {
                let tag = name.to_ascii_lowercase();
                if open.iter().any(|element| element.tag == tag) {
                    while let Some(element) = open.pop() {
                        let inside = std::mem::replace(out, element.before);
                        if element.tag == tag {
                            out.push(Inline::Element {
                                open: element.open,
                                tag,
                                content: inside,
                            });
                            break;
                        }
                        self.gathered
                            .report(remarks::unclosed_html(element.span, &element.tag));
                        out.extend(inside);
                    }
                } else if html::sanitised_opening(&format!("<{tag}>"), &tag).is_some() {
                    self.gathered.report(remarks::unclosed_html(span, &tag));
                }
            }
            html::Tag::Other => {}
        }
    }

    /// The inline that `tag` opens; its end is left to the caller.
    fn inline(&mut self, tag: Tag, range: &Range<usize>) -> Inlines {
        match tag {
            Tag::Emphasis => vec![Inline::Emphasis(self.inlines())],
            Tag::Strong => vec![Inline::Strong(self.inlines())],
            Tag::Strikethrough => vec![Inline::Strikethrough(self.inlines())],
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, range),
            Tag::Image {
                dest_url, title, ..
            } => {
                let alt = self.alternative();
                self.image_title = Some((title.to_string(), range.clone()));
                let span = self.address_span(&dest_url, range);
                let place = self.span(range);
                let alt = self.visible(&alt, place).trim().to_owned();
                if alt.is_empty() && title.as_ref() != "decoratif" {
                    self.gathered.report(remarks::missing_alt(place));
                }
                match self.add_link(&dest_url, span, true) {
                    Some(link) => vec![Inline::Image(Image { link, alt })],
                    None => vec![Inline::Text {
                        text: alt,
                        span: place,
                    }],
                }
            }
            _ => self.inlines(),
        }
    }

    fn link(&mut self, link_type: LinkType, address: &str, range: &Range<usize>) -> Inlines {
        if matches!(
            link_type,
            LinkType::ShortcutUnknown | LinkType::ReferenceUnknown
        ) {
            return match address {
                CITE => self.citation(range),
                _ => self.marked(range),
            };
        }
        let span = self.address_span(address, range);
        let nested = std::mem::replace(&mut self.inside_link, true);
        let content = self.inlines();
        self.inside_link = nested;
        if nested {
            // Markdown has no link in a link, but for a wiki link in the words of another.
            return content;
        }
        let (address, content) = match link_type {
            LinkType::Email => (format!("mailto:{address}"), content),
            LinkType::WikiLink { has_pothole } => {
                let (slug, fragment) = match address.split_once('#') {
                    Some((slug, fragment)) => (slug.trim(), Some(fragment.trim().to_owned())),
                    None => (address.trim(), None),
                };
                let target = Target::Slug {
                    slug: slug.to_owned(),
                    fragment,
                };
                let content = if has_pothole { content } else { Vec::new() };
                return match self.push_link(target, span) {
                    Some(link) => vec![Inline::Link { link, content }],
                    None => content,
                };
            }
            _ => (address.to_owned(), content),
        };
        match self.add_link(&address, span, false) {
            Some(link) => vec![Inline::Link { link, content }],
            None => content,
        }
    }

    fn citation(&mut self, range: &Range<usize>) -> Inlines {
        // What is between the brackets is read as written, not as the events inside tell it.
        self.inlines();
        let mut out = Vec::new();
        let mut at = range.start;
        while let Some(begins) = self.text[at..range.end]
            .find('[')
            .map(|found| at + found + 1)
        {
            let ends = self.text[begins..range.end]
                .find(']')
                .map_or(range.end, |found| begins + found);
            let call = self.gathered.calls.len();
            let place = self.span(&(begins..ends));
            self.gathered
                .calls
                .push(Call::Citation(self.text[begins..ends].to_owned(), place));
            out.push(Inline::NoteCall {
                note: u32::try_from(call).unwrap_or(u32::MAX),
                call: 0,
            });
            at = ends;
        }
        out
    }

    fn marked(&mut self, range: &Range<usize>) -> Inlines {
        let content = self.inlines();
        let Some((length, language, typography)) = mark_at(self.text, range.end) else {
            return content;
        };
        self.skip_until = range.end + length;
        let lang = language.map(str::to_owned).filter(|language| {
            let known = is_language(language);
            if !known {
                let span = self.span(&(range.end..range.end + length));
                self.gathered
                    .report(remarks::bad_mark_language(span, language));
            }
            known
        });
        vec![Inline::Marked {
            lang,
            typography,
            content,
        }]
    }

    /// The words of an image's alternative text, up to its end.
    fn alternative(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0usize;
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            self.events.advance();
        }
        alt
    }

    /// Where the address of a link is written, or the whole link when it is written otherwise (escapes, entities).
    fn address_span(&self, address: &str, range: &Range<usize>) -> Span {
        match self.text[range.clone()].rfind(address) {
            Some(at) if !address.is_empty() => {
                self.span(&(range.start + at..range.start + at + address.len()))
            }
            _ => self.span(range),
        }
    }

    fn add_link(&mut self, address: &str, span: Span, image: bool) -> Option<usize> {
        let path = std::mem::take(&mut self.gathered.path);
        let target = classify(address, &path, image, span, &mut self.gathered.found);
        self.gathered.path = path;
        match target {
            Target::Refused(_) => None,
            target => self.push_link(target, span),
        }
    }

    fn push_link(&mut self, target: Target, span: Span) -> Option<usize> {
        let count = self.gathered.links.len();
        if count >= MAX_LINKS {
            if !std::mem::replace(&mut self.gathered.links_over, true) {
                self.gathered
                    .report(remarks::too_many_links(span, MAX_LINKS));
            }
            return None;
        }
        self.gathered.links.push(Link {
            target,
            span,
            passage: super::Passage::default(),
        });
        Some(count)
    }
}

/// Takes the first line off what begins a callout and gives it: its own title, empty when the mark stands alone on its line.
/// Without a line end, all of it is the title or nothing is.
fn first_line(content: &mut Inlines, is_title: bool) -> Inlines {
    let line_end = content
        .iter()
        .position(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    let mut title = match line_end {
        Some(end) => {
            let rest = content.split_off(end + 1);
            let mut title = std::mem::replace(content, rest);
            title.pop();
            title
        }
        None if is_title => std::mem::take(content),
        None => Vec::new(),
    };
    if let Some(Inline::Text { text, .. }) = title.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if matches!(title.as_slice(), [Inline::Text { text, .. }] if text.is_empty()) {
        title.clear();
    }
    title
}

/// Takes the spaces and line ends off the end of what was read: the call of a note stands against the word before it.
fn trim_end(out: &mut Inlines) {
    loop {
        match out.last_mut() {
            Some(Inline::SoftBreak) => {}
            Some(Inline::Text { text, span }) => {
                let trimmed = text.trim_end().len();
                if (span.end - span.start) as usize == text.len() {
                    span.end = span.start + u32::try_from(trimmed).unwrap_or(0);
                }
                text.truncate(trimmed);
                if trimmed > 0 {
                    return;
                }
            }
            _ => return,
        }
        out.pop();
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
