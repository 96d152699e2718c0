//! One fact sheet: front matter and body of one file, read and understood. No sheet knows another.

pub mod citations;
mod documents;
pub mod front_matter;
mod html;
mod legal_refs;
mod locator;
pub mod markdown;
mod notes;
mod prose;
pub mod refs;
pub mod slug;
pub mod target;
mod typeset;

use crate::bibliography::{Bibliography, Source};
use crate::config::Config;
use crate::diagnostic::catalogue::{
    bibliography as source_remarks, law as law_remarks, sheet as remarks,
};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::{Block, Document, Inlines, plain_text, shrink_blocks};
use crate::input::{FileId, InputFile, Inputs, Span};
use crate::law::{self, EntryErrorKind, LegalRef, TextId, Texts};
use crate::stages::{Stage, Stopwatch};
use crate::typography::Typography;
use front_matter::{FrontMatter, SourceEntry, Spanned};
use markdown::Gathered;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One sheet, read and understood.
#[derive(Clone, Debug)]
pub struct FactSheet {
    /// Its file.
    pub file: FileId,
    /// Path of the file from the content folder, `fiches/marches-reserves.md`.
    pub path: String,
    /// What its address is made from.
    pub slug: String,
    /// What the editor says of it.
    pub front: FrontMatter,
    /// The points of "En bref".
    pub essential: Vec<Inlines>,
    /// What the sheet leaves out.
    pub out_of_scope: Inlines,
    /// The body.
    pub document: Document,
    /// Headings of the body in order (also in the tree).
    pub headings: Vec<HeadingInfo>,
    /// Every link, image and attachment, in reading order.
    pub links: Vec<Link>,
    /// The link of the front matter's `image:`, shown where the page is shared.
    pub image: Option<usize>,
    /// Every place where law is cited, in reading order.
    pub law: Vec<LawMention>,
    /// What the front matter's `articles:` says.
    pub declared_law: Vec<DeclaredLaw>,
    /// Notes in the order of their numbers: note n is at n - 1.
    pub notes: Vec<Note>,
    /// Languages of its blocks of code, for the highlighter to check.
    pub code_languages: Vec<(String, Span)>,
    /// Words of the body, for the reading time.
    pub words: usize,
    /// First words of the body as plain text, at most 300 characters: feeds and previews when there is no summary.
    pub opening: String,
}

/// A heading as contents lists and indexes see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadingInfo {
    /// 2 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Number of a level 2 heading among those of the sheet, from 1; 0 for deeper ones.
    pub number: u32,
}

/// A link as the editor wrote it.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Where it is to lead.
    pub target: Target,
    /// Its place in the source, the address alone where that can be told.
    pub span: Span,
    /// The sentence it stands in: shown where other sheets are listed as pointing here.
    pub passage: Passage,
}

/// Where a link is to lead, before anything is looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// `[[slug#section]]`.
    Slug {
        /// Slug of a sheet.
        slug: String,
        /// Heading of that sheet.
        fragment: Option<String>,
    },
    /// `other.md#section` or an attachment: a path from the content folder, percent-decoded, `.` and `..` resolved.
    File {
        /// Path from the content folder; `None` when it climbs out of it.
        path: Option<String>,
        /// As written, for messages.
        written: String,
        /// Heading.
        fragment: Option<String>,
        /// Whether it is shown as an image.
        image: bool,
    },
    /// `#section` of the same sheet.
    Anchor(String),
    /// An address elsewhere, with an allowed scheme (http, https, mailto, tel).
    External(String),
    /// A document that the prose names, by the id of its source.
    Source(String),
    /// An address with a scheme that is not allowed; reported, and shown as plain words.
    Refused(String),
}

/// A place where law is cited.
#[derive(Clone, PartialEq, Debug)]
pub struct LawMention {
    /// Where it is written.
    pub span: Span,
    /// The references in it, in order.
    pub parts: Vec<LawPart>,
    /// The sentence it stands in, at most 300 characters: before it, its words, after it.
    pub passage: Passage,
    /// Index into the sheet's headings of the section it stands in.
    pub section: Option<usize>,
    /// Which part of the page it stands in.
    pub zone: Zone,
    /// Whether the text had to be found elsewhere ("du même code").
    pub context: bool,
}

/// One reference of a mention.
#[derive(Clone, PartialEq, Debug)]
pub struct LawPart {
    /// What is cited; `None` when the text could not be settled.
    pub reference: Option<LegalRef>,
    /// The number as written in an id, without its text.
    pub number: String,
    /// Id of the place in the page, such as `droit-3`.
    pub anchor: String,
    /// "2° du I", where it is said.
    pub pinpoint: Option<String>,
}

/// A place and the words around it, at most 300 characters in all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Passage {
    /// What comes before, from the start of the sentence.
    pub before: String,
    /// The words themselves.
    pub cited: String,
    /// What comes after, to the end of the sentence.
    pub after: String,
    /// Links without words of their own (`[[slug]]`), in order: each stands as `prose::TITLE` in the texts above until
    /// [`Passage::with_titles`] puts in the title of the sheet it leads to, which one sheet alone cannot know.
    pub titles: Vec<usize>,
}

/// Parts of a sheet's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// The "En bref" box.
    Essential,
    /// What the sheet leaves out.
    OutOfScope,
    /// The body.
    Body,
    /// The note of this number.
    Note(u32),
}

/// An entry of the front matter's `articles:`.
#[derive(Clone, PartialEq, Debug)]
pub struct DeclaredLaw {
    /// What it names.
    pub reference: LegalRef,
    /// The editor's remark.
    pub note: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A note of the page: an editor's footnote or a citation.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// What it holds.
    pub content: NoteContent,
    /// How many times it is called, at least once.
    pub calls: u32,
    /// The citation that calls it first; none for a footnote.
    pub span: Option<Span>,
    /// The citations that stand in a footnote, in reading order; see [`crate::document::Inline::Cited`].
    pub within: Vec<Vec<CitedSource>>,
    /// The sentence that calls it first, when it cites law or a decision: their index shows it.
    pub passage: Option<Box<Passage>>,
}

impl Note {
    /// Every source that the note cites, in reading order.
    pub fn sources(&self) -> impl Iterator<Item = &CitedSource> {
        let alone: &[CitedSource] = match &self.content {
            NoteContent::Citation(sources) => sources,
            NoteContent::Footnote(_) => &[],
        };
        alone.iter().chain(self.within.iter().flatten())
    }
}

/// What a note holds.
#[derive(Clone, PartialEq, Debug)]
pub enum NoteContent {
    /// An editor's own words.
    Footnote(Vec<Block>),
    /// Sources.
    Citation(Vec<CitedSource>),
}

/// A source cited in a note.
#[derive(Clone, PartialEq, Debug)]
pub struct CitedSource {
    /// The source, shared or the sheet's own.
    pub source: std::sync::Arc<Source>,
    /// "voir", "comparer avec".
    pub prefix: Option<String>,
    /// "art. 1er", "p. 3".
    pub locator: Option<String>,
    /// What comes after the place: "qui nuance".
    pub suffix: Option<String>,
    /// The number of the note that gives the source in full: an earlier one, or its own when it has named it already.
    pub first: Option<u32>,
}

impl CitedSource {
    /// Whatever is said after the source: "p. 3", "p. 3, qui nuance". French typography binds a number to its word.
    pub fn place(&self, typography: Typography) -> Option<String> {
        let locator = self.locator.as_ref().map(|locator| match typography {
            Typography::French => locator::bound(locator),
            Typography::AsWritten => locator.clone(),
        });
        let said: Vec<String> = locator.into_iter().chain(self.suffix.clone()).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

/// A date of a sheet; the same precision as a source's, quarters left out.
pub type SheetDate = crate::date::PartialDate;

/// What every sheet is read with.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// Settings of the site.
    pub config: &'a Config,
    /// Sources of the site.
    pub bibliography: &'a Bibliography,
    /// Known texts of law.
    pub texts: &'a Texts,
    /// Counts how long the parts of the reading take.
    pub stopwatch: &'a Stopwatch,
}

/// Reads all sheets, in parallel; each in the order of the inputs. Drafts are read too: `site` leaves them out.
pub fn parse_all(inputs: &Inputs, shared: Shared) -> Checked<Vec<FactSheet>> {
    let read: Vec<Checked<FactSheet>> = inputs
        .sheets
        .par_iter()
        .map(|id| parse(*id, inputs.file(*id), shared))
        .collect();
    let mut found = Vec::new();
    let sheets = read
        .into_iter()
        .map(|sheet| sheet.report_to(&mut found))
        .collect();
    Checked::new(sheets, found)
}

/// Reads one sheet.
///
/// Steps: front matter; Markdown into a tree; notes; law; documents of its sources that the text names; then what the front
/// matter says of law and sources is held against the text; French typography last.
pub fn parse(id: FileId, file: &InputFile, shared: Shared) -> Checked<FactSheet> {
    let mut found = Vec::new();
    let clock = shared.stopwatch;
    let parts = front_matter::split(&file.text);
    let home = file.path == "index.md";
    let mut front = clock
        .time(Stage::FrontMatter, || {
            front_matter::parse(id, file, &parts, home, shared.texts)
        })
        .report_to(&mut found);
    if home && front.title.is_empty() {
        front.title.clone_from(&shared.config.title);
    }
    let slug = sheet_slug(id, file, &front, &mut found);

    let mut gathered = Gathered::new(id, &file.path, shared.config.raw_html);
    let image = front
        .image
        .as_ref()
        .and_then(|image| gathered.image(&image.text, image.span));
    let mut essential: Vec<Inlines> = front
        .essential
        .iter()
        .map(|line| gathered.line(&line.text, line.span))
        .collect();
    let mut out_of_scope = front
        .out_of_scope
        .iter()
        .flat_map(|line| gathered.line(&line.text, line.span))
        .collect();
    gathered.words = 0;
    let mut blocks = clock.time(Stage::Markdown, || {
        gathered.blocks(&file.text[parts.body..], parts.body)
    });
    if file.text[parts.body..].trim().is_empty() && !home {
        found.push(remarks::empty_body(Span::new(
            id,
            0..file.text.find('\n').unwrap_or(file.text.len()),
        )));
    }

    let own = own_sources(&front, &mut found);
    let citable = notes::Citable {
        own: own.clone(),
        shared: &shared.bibliography.sources,
    };
    let calls = std::mem::take(&mut gathered.calls);
    let footnotes = std::mem::take(&mut gathered.footnotes);
    let mut lines: Vec<&mut Inlines> = essential.iter_mut().chain([&mut out_of_scope]).collect();
    let numbered = clock.time(Stage::Citations, || {
        notes::number(
            &mut lines,
            &mut blocks,
            &calls,
            footnotes,
            &citable,
            &mut gathered.found,
        )
    });
    let mut sheet_notes = numbered.notes;

    let mut reading = legal_refs::Reading::new(
        &file.text,
        parts.body,
        shared.texts,
        front.default_code.clone(),
    );
    reading.quote_calls(&sheet_notes);
    clock.time(Stage::Law, || {
        for line in &mut essential {
            reading.run(line, prose::Run::Text, Zone::Essential, &mut gathered);
        }
        reading.run(
            &mut out_of_scope,
            prose::Run::Text,
            Zone::OutOfScope,
            &mut gathered,
        );
        prose::for_each_run(&mut blocks, &mut |inlines, run| {
            reading.run(inlines, run, Zone::Body, &mut gathered);
        });
        reading.section = None;
        for (at, note) in sheet_notes.iter_mut().enumerate() {
            if let NoteContent::Footnote(blocks) = &mut note.content {
                let zone = Zone::Note(u32::try_from(at + 1).unwrap_or(u32::MAX));
                prose::for_each_run(blocks, &mut |inlines, run| {
                    reading.run(inlines, run, zone, &mut gathered);
                });
            }
        }
    });
    found.extend(reading.remark_on_foreseen(&file.text));
    for (number, passage) in reading.passages_of_calls {
        if let Some(note) = sheet_notes.get_mut((number as usize).wrapping_sub(1)) {
            note.passage = Some(Box::new(passage));
        }
    }
    let law = reading.mentions;
    let mut cited = numbered.cited;
    let declared = front.sources.iter().map(|entry| match entry {
        SourceEntry::Own(source) => &source.id,
        SourceEntry::Shared(id) => &id.text,
    });
    let ids: BTreeSet<&String> = declared.chain(&cited).collect();
    let mut named = BTreeSet::new();
    clock.time(Stage::Documents, || {
        let mut documents = documents::Documents::of(
            ids.into_iter()
                .filter_map(|id| citable.get(id))
                .map(|s| &**s),
        );
        for line in essential.iter_mut().chain([&mut out_of_scope]) {
            documents.link(line, &mut gathered.links, &mut named);
        }
        prose::for_each_run(&mut blocks, &mut |inlines, run| {
            if run != prose::Run::Heading {
                documents.link(inlines, &mut gathered.links, &mut named);
            }
        });
    });
    cited.extend(named);
    report_unused_sources(&front, &cited, shared.bibliography, &mut found);
    let declared_law = declared_law(&front, shared.texts, &mut found);
    let opening = opening(&blocks);
    shrink_blocks(&mut blocks);
    let Gathered {
        links,
        headings,
        code_languages,
        words,
        found: in_text,
        ..
    } = gathered;
    found.extend(in_text);
    let mut sheet = FactSheet {
        file: id,
        path: file.path.clone(),
        slug,
        front,
        essential,
        out_of_scope,
        document: Document { blocks },
        headings,
        links,
        law,
        declared_law,
        notes: sheet_notes,
        code_languages,
        words,
        opening,
        image,
    };
    clock.time(Stage::Typography, || {
        typeset::typeset(&mut sheet, shared.config);
    });
    Checked::new(sheet, found)
}

/// The sheet's own slug, else one made from its file's name.
fn sheet_slug(
    id: FileId,
    file: &InputFile,
    front: &FrontMatter,
    found: &mut Vec<Diagnostic>,
) -> String {
    if let Some(slug) = &front.slug {
        return slug.text.clone();
    }
    let name = file.path.rsplit('/').next().unwrap_or_default();
    // Some systems write extensions in capitals.
    let stem = name
        .rsplit_once('.')
        .filter(|(_, extension)| extension.eq_ignore_ascii_case("md"))
        .map_or(name, |(stem, _)| stem);
    let slug = slug::slug(stem);
    if slug.is_empty() {
        found.push(remarks::no_slug(Span::new(
            id,
            0..file.text.find('\n').unwrap_or(file.text.len()),
        )));
    }
    slug
}

/// The sources that the front matter defines, by id. Two of one id are reported.
fn own_sources<'a>(
    front: &'a FrontMatter,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<&'a str, Arc<Source>> {
    let mut own: BTreeMap<&str, Arc<Source>> = BTreeMap::new();
    for source in front.own_sources() {
        match own.get(source.id.as_str()) {
            Some(first) if first.same_data(source) => {
                found.push(source_remarks::source_repeated(
                    source.span,
                    first.span,
                    &source.id,
                ));
            }
            Some(first) => found.push(source_remarks::source_twice(
                source.span,
                first.span,
                &source.id,
            )),
            None => {
                own.insert(&source.id, Arc::clone(source));
            }
        }
    }
    own
}

/// Reports the entries of `sources:` that the text never cites, and ids that nobody knows.
fn report_unused_sources(
    front: &FrontMatter,
    cited: &BTreeSet<String>,
    shared: &Bibliography,
    found: &mut Vec<Diagnostic>,
) {
    for entry in &front.sources {
        let (id, span) = match entry {
            SourceEntry::Own(source) => (&source.id, source.span),
            SourceEntry::Shared(id) if shared.sources.contains_key(&id.text) => (&id.text, id.span),
            SourceEntry::Shared(id) => {
                let close =
                    crate::diagnostic::nearest(&id.text, shared.sources.keys().map(String::as_str));
                found.push(source_remarks::unknown_source(id.span, &id.text, close));
                continue;
            }
        };
        if !cited.contains(id) {
            found.push(source_remarks::unused_source(span, id));
        }
    }
}

fn declared_law(
    front: &FrontMatter,
    texts: &Texts,
    found: &mut Vec<Diagnostic>,
) -> Vec<DeclaredLaw> {
    let mut declared = Vec::new();
    for entry in &front.articles {
        let Spanned { text, span } = &entry.reference;
        for reference in declared_references(text, *span, texts, front.default_code.as_ref(), found)
        {
            declared.push(DeclaredLaw {
                reference,
                note: entry.note.clone(),
                span: *span,
            });
        }
    }
    declared
}

/// The references that an entry such as `L2113-15 à L2113-16 CCP` names; what is wrong with it is reported.
pub fn declared_references(
    text: &str,
    span: Span,
    texts: &Texts,
    default: Option<&TextId>,
    found: &mut Vec<Diagnostic>,
) -> Vec<LegalRef> {
    let references = match law::parse_entry(text, texts, default) {
        Ok(references) => references,
        Err(error) => {
            let written = text.get(error.range.clone()).unwrap_or(text);
            // A plain scalar is as long as its text, one between quotation marks two bytes longer; others are escaped.
            let length = (span.end - span.start) as usize;
            let place = match length.saturating_sub(text.len()) {
                shift @ (0 | 2) if length >= text.len() => Span::new(
                    span.file,
                    span.start as usize + shift / 2 + error.range.start
                        ..span.start as usize + shift / 2 + error.range.end,
                ),
                _ => span,
            };
            found.push(match error.kind {
                EntryErrorKind::UnknownText { word, nearest } => {
                    law_remarks::unknown_code(place, &word, nearest.as_deref())
                }
                EntryErrorKind::AcrossTexts => law_remarks::range_across_texts_declared(span, text),
                EntryErrorKind::NotAReference => law_remarks::not_a_reference(span, text),
                EntryErrorKind::OtherDay(day) => {
                    law_remarks::other_day_declared(span, text, &law::day_in_words(&day))
                }
                EntryErrorKind::NoText => law_remarks::entry_without_text(span, text),
                EntryErrorKind::BadNumber => law_remarks::bad_number(place, written),
            });
            return Vec::new();
        }
    };
    for reference in &references {
        if reference.articles() == Err(law::RangeError::Reversed) {
            found.push(law_remarks::reversed_range(span, text));
        }
        if let Some((number, close)) = texts.foreign_number(reference) {
            let code = texts.name(reference.text());
            found.push(law_remarks::foreign_number(
                span,
                &number,
                &code,
                close.as_deref(),
            ));
        }
    }
    references
}

/// The first words of the text, at most 300 characters, cut at a word.
fn opening(blocks: &[Block]) -> String {
    let Some(text) = blocks.iter().find_map(|block| match block {
        Block::Paragraph { content, .. } => {
            Some(plain_text(content)).filter(|text| !text.trim().is_empty())
        }
        _ => None,
    }) else {
        return String::new();
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(prose::MAX_PASSAGE) {
        Some((end, _)) => format!("{}…", &text[..text[..end].rfind(' ').unwrap_or(end)]),
        None => text,
    }
}

/// The footer of `site.yaml`, read like the body of a sheet at the root of the content.
pub fn footer(inputs: &Inputs, shared: Shared) -> Checked<Option<Box<FactSheet>>> {
    let (Some(text), Some(id)) = (&shared.config.footer, inputs.config) else {
        return Checked::default();
    };
    let span = Span::new(id, 0..0);
    let mut gathered = Gathered::new(id, "index.md", false);
    let mut blocks = gathered.value(text, span);
    let calls = std::mem::take(&mut gathered.calls);
    if calls
        .iter()
        .any(|call| !matches!(call, markdown::Call::InText { .. }))
    {
        gathered.found.push(remarks::note_in_footer(span));
    }
    prose::for_each_run(&mut blocks, &mut |inlines, _| {
        notes::without_calls(inlines, &calls);
    });
    let front = FrontMatter::empty(String::new(), front_matter::SheetKind::Page, span);
    let Gathered {
        links,
        headings,
        found,
        ..
    } = gathered;
    let mut sheet = FactSheet {
        file: id,
        path: "index.md".into(),
        slug: String::new(),
        front,
        essential: Vec::new(),
        out_of_scope: Vec::new(),
        document: Document { blocks },
        headings,
        links,
        law: Vec::new(),
        declared_law: Vec::new(),
        notes: Vec::new(),
        code_languages: Vec::new(),
        words: 0,
        opening: String::new(),
        image: None,
    };
    typeset::typeset(&mut sheet, shared.config);
    Checked::new(Some(Box::new(sheet)), found)
}
