//! `sources`: every document quoted, by type, and where.

use super::{NamedLink, PageView, Views, address, count};
use crate::bibliography::SourceKind;
use crate::render::html::notes::push_source;
use crate::render::theme::Html;
use crate::site::IndexedSource;
use crate::site::routes::Route;
use serde::Serialize;
use std::fmt::Write;

/// Every document quoted.
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// By type.
    pub groups: Vec<SourceGroup>,
    /// "27 documents".
    pub total: String,
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
            SourcesView { groups, total },
        )
    }

    fn source(&self, indexed: &IndexedSource, path: &str) -> SourceView {
        let mut html = String::new();
        let typography = self.site.config.default_typography();
        push_source(&indexed.source, None, typography, &mut html);
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
