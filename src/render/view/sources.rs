//! `sources`: every document quoted, by type, and where.

use super::{NamedLink, PageView, Views, address, count};
use crate::bibliography::csl::Form;
use crate::bibliography::{SourceKind, style};
use crate::input::folded;
use crate::render::html::law_text::{law_text, push_law_text};
use crate::render::html::notes::{push_foreign, push_printed};
use crate::render::theme::Html;
use crate::site::IndexedSource;
use crate::site::law_sources::year_of;
use crate::site::routes::Route;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Every document quoted.
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// By type.
    pub groups: Vec<SourceGroup>,
    /// By author, in alphabetical order: names that lead to the documents of `groups`.
    pub authors: Vec<SourceIndex>,
    /// By year, the last first; what bears no date at the end.
    pub years: Vec<SourceIndex>,
    /// "27 documents".
    pub total: String,
}

/// Documents under one name or year.
#[derive(Clone, Debug, Serialize)]
pub struct SourceIndex {
    /// "ESS France", "2024", "Sans date".
    pub name: Html,
    /// The documents: their titles, and their places in the page.
    pub sources: Vec<NamedLink>,
}

/// Documents of one type.
#[derive(Clone, Debug, Serialize)]
pub struct SourceGroup {
    /// Id in the page.
    pub id: &'static str,
    /// "Lois et règlements"…
    pub title: &'static str,
    /// The documents.
    pub sources: Vec<SourceView>,
}

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Id in the page.
    pub id: String,
    /// The document in the style of the bibliography.
    pub html: Html,
    /// The page of the text of law that it is.
    pub law: Option<String>,
    /// The guides that cite it, each at its first note.
    pub cited_by: Vec<NamedLink>,
}

impl Views<'_> {
    /// `page` and `sources`.
    pub fn sources(&self, path: &str) -> (PageView, SourcesView) {
        let mut groups: Vec<SourceGroup> = Vec::new();
        for kind in ORDER {
            let (id, title) = kind_title(kind);
            let sources: Vec<SourceView> = self
                .site
                .sources
                .iter()
                .filter(|indexed| indexed.source.kind.heading() == kind)
                .map(|indexed| self.source(indexed, path))
                .collect();
            if !sources.is_empty() {
                groups.push(SourceGroup { id, title, sources });
            }
        }
        let total = count(self.site.sources.len(), "document", "documents");
        let description = "Les documents sur lesquels s’appuient les guides.";
        (
            self.page(path, &Route::Sources, "Sources", description, "page-list"),
            SourcesView {
                groups,
                authors: self.by_author(),
                years: self.by_year(),
                total,
            },
        )
    }

    fn by_author(&self) -> Vec<SourceIndex> {
        let mut by_author: BTreeMap<(String, String), Vec<NamedLink>> = BTreeMap::new();
        for indexed in &self.site.sources {
            for name in &indexed.source.authors {
                let mut name = name.inverted().into_owned();
                if indexed.source.kind.heading() == SourceKind::Case {
                    // The chambers of a court are looked for under its name.
                    name.truncate(name.find(',').unwrap_or(name.len()));
                }
                by_author
                    .entry((folded(&name), name))
                    .or_default()
                    .push(self.titled_source(indexed));
            }
        }
        let indexes = by_author
            .into_iter()
            .map(|((_, name), sources)| SourceIndex {
                name: Html(law_text(&name)),
                sources,
            });
        indexes.collect()
    }

    fn by_year(&self) -> Vec<SourceIndex> {
        let mut by_year: BTreeMap<Reverse<Option<i16>>, Vec<NamedLink>> = BTreeMap::new();
        for indexed in &self.site.sources {
            let law = indexed.law.as_ref();
            by_year
                .entry(Reverse(year_of(&indexed.source, law, &self.site.texts)))
                .or_default()
                .push(self.titled_source(indexed));
        }
        let indexes = by_year.into_iter().map(|(year, sources)| SourceIndex {
            name: Html(match year.0 {
                Some(year) => year.to_string(),
                None => "Sans date".to_owned(),
            }),
            sources,
        });
        indexes.collect()
    }

    /// A source by its title, its place in the page.
    fn titled_source(&self, indexed: &IndexedSource) -> NamedLink {
        let source = &indexed.source;
        let typography = self.site.config.default_typography();
        let mut text = String::new();
        match (&source.title, source.foreign_language()) {
            (Some(title), Some(language)) => push_foreign("span", language, title, &mut text),
            (Some(title), None) => push_law_text(&typography.text(title), &mut text),
            (None, _) => push_law_text(&style::short(source, None, typography), &mut text),
        }
        NamedLink {
            text: Html(text),
            url: format!("#{}", indexed.anchor),
        }
    }

    pub(super) fn source(&self, indexed: &IndexedSource, path: &str) -> SourceView {
        let mut html = String::new();
        let typography = self.site.config.default_typography();
        let printed = self
            .site
            .printer
            .print(&indexed.source, Form::Entry, typography);
        push_printed(&printed, 0, &mut html);
        SourceView {
            id: indexed.anchor.clone(),
            html: Html(html),
            law: indexed
                .law
                .as_ref()
                .and_then(|text| self.law_pages.text(text))
                .map(|route| address(path, &route.path())),
            cited_by: indexed
                .cited_by
                .iter()
                .map(|(sheet, notes)| {
                    let mut url = address(path, &self.site.routes[*sheet].path());
                    if let Some(note) = notes.first() {
                        let _ = write!(url, "#note-{note}");
                    }
                    NamedLink {
                        text: self.short_name(*sheet),
                        url,
                    }
                })
                .collect(),
        }
    }
}

const ORDER: [SourceKind; 9] = [
    SourceKind::Legislation,
    SourceKind::Case,
    SourceKind::Report,
    SourceKind::Book,
    SourceKind::Article,
    SourceKind::Thesis,
    SourceKind::Interview,
    SourceKind::Web,
    SourceKind::Document,
];

fn kind_title(kind: SourceKind) -> (&'static str, &'static str) {
    match kind {
        SourceKind::Legislation => ("type-loi", "Lois et règlements"),
        SourceKind::Case => ("type-jurisprudence", "Jurisprudence"),
        SourceKind::Report => ("type-rapport", "Rapports et études"),
        SourceKind::Book => ("type-ouvrage", "Ouvrages"),
        SourceKind::Article => ("type-article", "Articles"),
        SourceKind::Thesis => ("type-these", "Thèses et mémoires"),
        SourceKind::Interview => ("type-entretien", "Entretiens"),
        SourceKind::Web => ("type-web", "Pages web"),
        _ => ("type-document", "Autres documents"),
    }
}
