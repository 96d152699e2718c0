//! A sheet's tree into HTML.
//!
//! [`blocks`] and [`inlines`] write what an editor wrote; [`notes::list`] the notes at the end. All of them need to know
//! in which page they write ([`PageContext`]), since every address is relative to it. One `String` is filled from start to end.

mod block;
mod code;
pub mod escape;
mod glossed;
mod inline;
pub mod law_text;
pub mod notes;
mod table;

use crate::document::{Block, Inline};
use crate::law::{Article, LegalRef, TextId};
use crate::sheet::FactSheet;
use crate::sheet::front_matter::SheetKind;
use crate::site::routes::{Route, push_relative};
use crate::site::{Resolved, Site, TermMark};
use crate::typography::Typography;
use std::cell::Cell;
use std::collections::HashMap;

/// Where each article of the index has its page; made once for a site.
#[derive(Debug)]
pub struct LawPages<'a> {
    site: &'a Site,
    articles: HashMap<(&'a TextId, &'a Article), (usize, usize)>,
}

impl<'a> LawPages<'a> {
    /// The pages of `site`'s legal index.
    pub fn new(site: &'a Site) -> Self {
        let mut articles = HashMap::new();
        for (t, text) in site.legal_index.texts.iter().enumerate() {
            for (a, entry) in text.articles.iter().enumerate() {
                articles.insert((&text.id, &entry.article), (t, a));
            }
        }
        Self { site, articles }
    }

    /// Where an article is in the index: its text, and its place in it.
    pub fn position(&self, text: &TextId, article: &Article) -> Option<(usize, usize)> {
        self.articles.get(&(text, article)).copied()
    }

    /// The page of an article, when it has one.
    pub fn article(&self, text: &TextId, article: &Article) -> Option<Route> {
        let (t, a) = self.position(text, article)?;
        let text = &self.site.legal_index.texts[t];
        Some(Route::Article(
            text.slug.clone(),
            text.articles[a].slug.clone(),
        ))
    }

    /// The page of a text, when it has one.
    pub fn text(&self, text: &TextId) -> Option<Route> {
        let position = *self.site.legal_index.positions.get(text)?;
        Some(Route::Text(
            self.site.legal_index.texts[position].slug.clone(),
        ))
    }

    /// The page of what `reference` names: its article, the first one of a range, else its text.
    pub fn reference(&self, reference: &LegalRef) -> Option<Route> {
        match reference {
            LegalRef::Text(text) => self.text(text),
            LegalRef::Article { text, article }
            | LegalRef::Range {
                text,
                from: article,
                ..
            } => self.article(text, article).or_else(|| self.text(text)),
        }
    }
}

/// What the HTML is for.
#[derive(Clone, Copy, Debug)]
pub enum Medium<'a> {
    /// A page of the site: relative addresses, ids and calls of notes.
    Page,
    /// A feed: absolute addresses under this one (ends in `/`); no id, no call of a note.
    Feed(&'a str),
}

/// The page that is being written, and the sheet that is written in it.
#[derive(Debug)]
pub struct PageContext<'a> {
    /// The whole site.
    pub site: &'a Site,
    /// Pages of the legal index.
    pub law_pages: &'a LawPages<'a>,
    /// Path of the page from the root of the site.
    pub path: &'a str,
    /// What the HTML is for.
    pub medium: Medium<'a>,
    /// The sheet whose lists the tree points into.
    pub sheet: &'a FactSheet,
    /// Where each of its links leads, parallel to `sheet.links`.
    pub links: &'a [Resolved],
    /// Whether parts of the page (headings of level 2) show their numbers.
    numbered: bool,
    /// Number of each level 2 heading, by id.
    numbers: HashMap<&'a str, u32>,
    /// For each mention of law, whether the name of its text is to be added.
    named: Vec<bool>,
    /// Whether ordinals get their raised letters and citations French typography.
    typography: Typography,
    /// What each note says in the margin.
    margin: Vec<String>,
    /// Words that the glossary explains.
    terms: glossed::Terms<'a>,
    tables: Cell<u32>,
    figures: Cell<u32>,
    /// Images written so far.
    images: Cell<u32>,
}

impl<'a> PageContext<'a> {
    /// The page at `path`, which shows `sheet` with `links`.
    pub fn new(
        site: &'a Site,
        law_pages: &'a LawPages<'a>,
        path: &'a str,
        medium: Medium<'a>,
        sheet: &'a FactSheet,
        links: &'a [Resolved],
    ) -> Self {
        let typography = sheet.typography(&site.config);
        let numbered = !matches!(sheet.front.kind, SheetKind::Home | SheetKind::Page);
        Self {
            site,
            law_pages,
            path,
            medium,
            sheet,
            links,
            numbered,
            numbers: sheet
                .headings
                .iter()
                .filter(|heading| heading.level == 2)
                .map(|heading| (heading.id.as_str(), heading.number))
                .collect(),
            named: inline::mentions_to_name(site, sheet),
            typography,
            margin: match medium {
                Medium::Page => sheet
                    .notes
                    .iter()
                    .map(|note| notes::margin(note, typography))
                    .collect(),
                Medium::Feed(_) => Vec::new(),
            },
            terms: glossed::Terms::default(),
            tables: Cell::new(0),
            figures: Cell::new(0),
            images: Cell::new(0),
        }
    }

    /// The same, with the words of the sheet that the glossary explains.
    #[must_use]
    pub fn with_terms(mut self, marks: &'a [TermMark]) -> Self {
        if self.in_page() {
            self.terms = glossed::Terms::new(marks);
        }
        self
    }

    /// Whether ids, anchors and calls of notes are written.
    fn in_page(&self) -> bool {
        matches!(self.medium, Medium::Page)
    }

    /// Writes the address of the file at `path` (from the root of the site).
    pub fn push_address(&self, path: &str, out: &mut String) {
        match self.medium {
            Medium::Page => push_address(self.path, path, out),
            Medium::Feed(base) => {
                escape::push_text(base, out);
                if path != "index.html" {
                    escape::push_text(path, out);
                }
            }
        }
    }
}

/// Writes the relative address of `to` in the page at `from`, ready for an attribute.
pub fn push_address(from: &str, to: &str, out: &mut String) {
    // Paths hold safe names, but for those of old addresses, which an editor writes.
    if to
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-._~".contains(&b))
    {
        push_relative(from, to, out);
    } else {
        let mut raw = String::new();
        push_relative(from, to, &mut raw);
        for byte in raw.bytes() {
            if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                use std::fmt::Write;
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// The HTML of `blocks`.
pub fn blocks(blocks: &[Block], page: &PageContext) -> String {
    let mut out = String::with_capacity(blocks.len() * 400);
    block::push_body(blocks, page, &mut out);
    out
}

/// The HTML of running text.
pub fn inlines(inlines: &[Inline], page: &PageContext) -> String {
    let mut out = String::new();
    inline::push_inlines(inlines, page, inline::Around::default(), &mut out);
    out
}
