//! What is gathered while the texts of one sheet are parsed.

use super::super::citations::InText;
use super::super::target::classify;
use super::super::{HeadingInfo, Link, Passage, Target};
use super::{Base, parse};
use crate::diagnostic::catalogue::sheet as remarks;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Heading, Inline, Inlines};
use crate::input::{FileId, Span};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Most warnings on the text of one sheet: more are read by nobody, and weigh more than the sheet.
const MAX_REMARKS: usize = 1000;

/// Ids that the theme's own parts of a page use; headings get others. Prefixes end in a hyphen.
pub const RESERVED_IDS: [&str; 26] = [
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
    "terme-",
    "sens-",
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
    pub(super) file: FileId,
    pub(super) path: String,
    pub(super) raw_html: bool,
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
    pub(super) note_names: HashSet<String>,
    pub(super) parts: u32,
    pub(super) hidden: usize,
    pub(super) slips: usize,
    warnings: usize,
    pub(super) links_over: bool,
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
        parse(self, text, Base::At(base))
    }

    /// Parses a value of the front matter as one line of Markdown; everything in it is placed at `span`.
    pub fn line(&mut self, text: &str, span: Span) -> Inlines {
        match parse(self, text, Base::Whole(span)).into_iter().next() {
            Some(Block::Paragraph { content, .. } | Block::Heading(Heading { content, .. })) => {
                content
            }
            _ => vec![Inline::Text {
                text: text.to_owned(),
                span,
            }],
        }
    }

    /// The link of an image that the front matter names, at `span`: its index; none for an address that is refused.
    pub fn image(&mut self, address: &str, span: Span) -> Option<usize> {
        let target = classify(address, &self.path, true, span, &mut self.found);
        if matches!(target, Target::Refused(_)) {
            return None;
        }
        self.links.push(Link {
            target,
            span,
            passage: Passage::default(),
        });
        Some(self.links.len() - 1)
    }

    /// Parses a value of a YAML file as blocks of Markdown; everything in it is placed at `span`.
    pub fn value(&mut self, text: &str, span: Span) -> Vec<Block> {
        parse(self, text, Base::Whole(span))
    }

    /// Keeps a remark: every error, and the first [`MAX_REMARKS`] warnings.
    pub(super) fn report(&mut self, remark: Diagnostic) {
        if remark.severity == Severity::Warning {
            self.warnings += 1;
            if self.warnings > MAX_REMARKS {
                return;
            }
        }
        self.found.push(remark);
    }

    pub(super) fn unique_id(&mut self, wanted: &str, span: Option<Span>) -> String {
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
