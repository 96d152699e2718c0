//! `sheet`: a fact sheet, an interview, an initiative or a page.

use super::law_box::LawBox;
use super::watch::SheetWatch;
use super::{NamedLink, PageView, Views, address, count, kind, kind_label};
use crate::bibliography::Name;
use crate::bibliography::csl::Form;
use crate::date::PartialDate;
use crate::law::{Article, TextId};
use crate::render::date;
use crate::render::html::law_text::{articles_of_text, law_text};
use crate::render::html::{self, escape, notes};
use crate::render::theme::Html;
use crate::sheet::front_matter::SheetKind;
use crate::site::routes::Route;
use crate::site::{Related, Resolved, SheetIndex, reference};
use serde::Serialize;
use std::collections::BTreeSet;

/// Words read in a minute.
const WORDS_A_MINUTE: usize = 220;
/// Most articles in common that are named.
const MAX_SHARED: usize = 3;
/// Most guides that point here shown with their sentence; the others by their title.
const MAX_QUOTED_BACKLINKS: usize = 12;

/// A sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetView {
    /// `fiche`, `entretien`, `initiative`, `page`.
    pub kind: &'static str,
    /// "Fiche", "Entretien"…
    pub kind_label: &'static str,
    /// "cette fiche", "cet entretien"…
    pub this: &'static str,
    /// Its number in its collection.
    pub number: Option<u32>,
    /// Its collection.
    pub collection: String,
    /// Its title.
    pub title: Html,
    /// Language, when it is not the site's.
    pub language: Option<String>,
    /// Its summary; may be empty.
    pub summary: Html,
    /// First publication.
    pub published: Option<DateView>,
    /// Last revision.
    pub updated: Option<DateView>,
    /// When the law was last checked.
    pub verified: Option<DateView>,
    /// Reading time: "9 minutes".
    pub reading_time: String,
    /// Its topics.
    pub topics: Vec<NamedLink>,
    /// Who wrote it: "RTES, ESS France"; may be empty.
    pub authors: String,
    /// The points of "En bref".
    pub essential: Vec<Html>,
    /// What it leaves out; may be empty.
    pub out_of_scope: Html,
    /// Its parts.
    pub parts: Vec<PartView>,
    /// Its body.
    pub body: Html,
    /// The law it cites.
    pub law: Option<LawBox>,
    /// What changed in that law since it was checked.
    pub watch: Option<SheetWatch>,
    /// The `li` of its notes; empty without notes.
    pub notes: Html,
    /// Guides that rest on the same law.
    pub same_law: Vec<RelatedView>,
    /// Guides on the same subject or with the same sources.
    pub same_subject: Vec<RelatedView>,
    /// Guides that point here.
    pub cited_by: Vec<RelatedView>,
    /// Its revisions, the last first.
    pub history: Vec<RevisionView>,
    /// How to cite it.
    pub citation: Html,
    /// Its reference and those of its sources, for reference managers: each format with its file.
    pub references: Vec<NamedLink>,
    /// The one before it in its collection.
    pub previous: Option<NeighbourView>,
    /// The one after it.
    pub next: Option<NeighbourView>,
    /// Whether it is a draft, shown by `--drafts`.
    pub draft: bool,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// In French.
    pub text: Html,
    /// For machines.
    pub iso: String,
}

/// A heading of level 2 in the list of contents.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Id in the page.
    pub id: String,
    /// Number; 0 when parts are not numbered.
    pub number: u32,
    /// Its words.
    pub text: Html,
    /// Headings of level 3 under it.
    pub sections: Vec<SectionView>,
}

/// A heading of level 3.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Id in the page.
    pub id: String,
    /// Its words.
    pub text: Html,
}

/// Another guide, and why it is named.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedView {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: Html,
    /// Its number.
    pub number: Option<u32>,
    /// "Fiche", "Entretien"…
    pub kind_label: &'static str,
    /// "3 articles en commun : …"; may be empty.
    pub reason: Html,
}

/// A revision.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView {
    /// When.
    pub date: DateView,
    /// What changed.
    pub text: Html,
}

/// The guide before or after.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourView {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: Html,
    /// Its number.
    pub number: Option<u32>,
    /// "Fiche précédente", "Entretien suivant"…
    pub label: &'static str,
}

impl Views<'_> {
    /// `page` and `sheet` for sheet `at`, whose page is at `path`.
    pub fn sheet(&self, at: SheetIndex, path: &str) -> (PageView, SheetView) {
        let sheet = &self.site.sheets[at];
        let front = &sheet.front;
        let page = self.context(at, path);
        let numbered = front.kind != SheetKind::Page;
        let (same_law, same_subject): (Vec<_>, Vec<_>) = self.site.related[at]
            .iter()
            .partition(|related| !related.articles.is_empty());
        let view = SheetView {
            kind: kind(front.kind),
            kind_label: kind_label(front.kind),
            this: this(front.kind),
            number: front.number,
            collection: front.collection.clone(),
            title: Html(law_text(&front.title)),
            language: front
                .language
                .clone()
                .filter(|language| *language != self.site.config.language),
            summary: Html(law_text(front.summary.as_deref().unwrap_or(""))),
            published: front.date.map(DateView::of),
            updated: front.updated.map(DateView::of),
            verified: front.verified.map(DateView::of),
            reading_time: reading_time(sheet.words),
            topics: self.topics_of(at, path),
            authors: front
                .authors
                .iter()
                .map(|author| Name::parse(author).in_order().into_owned())
                .collect::<Vec<_>>()
                .join(", "),
            essential: sheet
                .essential
                .iter()
                .map(|point| Html(html::inlines(point, &page)))
                .collect(),
            out_of_scope: Html(html::inlines(&sheet.out_of_scope, &page)),
            parts: parts(&sheet.headings, numbered),
            body: Html(html::blocks(&sheet.document.blocks, &page)),
            law: self.law_box(at, path),
            watch: self.sheet_watch(at, path),
            notes: Html(notes::list(&page)),
            same_law: same_law
                .into_iter()
                .map(|related| self.related(related, path))
                .collect(),
            same_subject: same_subject
                .into_iter()
                .map(|related| self.related(related, path))
                .collect(),
            cited_by: self.cited_by(at, path),
            history: history(&front.history),
            citation: Html(self.citation(at)),
            references: self.references(at, path),
            previous: self.site.neighbours[at]
                .0
                .map(|other| self.neighbour(other, path, false)),
            next: self.site.neighbours[at]
                .1
                .map(|other| self.neighbour(other, path, true)),
            draft: front.draft,
        };
        let section = match front.kind {
            SheetKind::Page => self.site.routes[at].clone(),
            _ => Route::Sheets,
        };
        let named = match (front.kind, front.number) {
            (SheetKind::Sheet, Some(number)) => format!("{} (n°\u{a0}{number})", front.title),
            (SheetKind::Interview | SheetKind::Initiative, _)
                if !front.title.starts_with(kind_label(front.kind)) =>
            {
                format!("{}\u{a0}: {}", kind_label(front.kind), front.title)
            }
            _ => front.title.clone(),
        };
        let description = front.summary.as_deref().unwrap_or(&sheet.opening);
        let mut page_view = self.page(path, &section, &named, description, "page-sheet");
        page_view.title.clone_from(&front.title);
        page_view.og_type = "article";
        page_view.image = self.image_to_share(at);
        page_view.meta = self.metadata(at, path);
        page_view.json_ld = Some(Html(self.sheet_json_ld(at, path)));
        (page_view, view)
    }

    /// The absolute address of the image of sheet `at`.
    pub(super) fn image_to_share(&self, at: SheetIndex) -> Option<String> {
        match &self.site.links[at][self.site.sheets[at].image?] {
            Resolved::Attachment(path) => self.absolute(&address("", path)),
            _ => None,
        }
    }

    fn topics_of(&self, at: SheetIndex, path: &str) -> Vec<NamedLink> {
        self.site.sheets[at]
            .front
            .topics
            .iter()
            .filter_map(|name| {
                let topic = &self.site.topics[*self.topics.get(name.as_str())?];
                Some(NamedLink {
                    text: Html(law_text(name)),
                    url: address(path, &Route::Topic(topic.slug.clone()).path()),
                })
            })
            .collect()
    }

    fn related(&self, related: &Related, path: &str) -> RelatedView {
        let mut reasons = Vec::new();
        if !related.articles.is_empty() {
            let total = related.articles.len();
            let mut reason = count(total, "article en commun", "articles en commun");
            reason.push_str(if total > MAX_SHARED {
                ", dont "
            } else {
                "\u{a0}: "
            });
            // A number says nothing without its text: each text is named once, after its articles.
            let mut shared: Vec<(&TextId, Vec<&Article>)> = Vec::new();
            for (text, article) in related.articles.iter().take(MAX_SHARED) {
                match shared.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, articles)) => articles.push(article),
                    None => shared.push((text, vec![article])),
                }
            }
            let named: Vec<String> = shared
                .into_iter()
                .map(|(text, mut articles)| {
                    articles.sort();
                    articles_of_text(&articles, text, &self.site.texts)
                })
                .collect();
            reason.push_str(&named.join("\u{202f}; "));
            reasons.push(reason);
        }
        if related.sources > 0 && related.articles.is_empty() {
            reasons.push(count(
                related.sources,
                "source en commun",
                "sources en commun",
            ));
        }
        if reasons.is_empty()
            && let Some(topic) = related.topics.first()
        {
            reasons.push(format!("Thème\u{a0}: {}", escape::text(topic)));
        }
        self.guide(related.sheet, path, reasons.join("\u{202f}; "))
    }

    fn guide(&self, at: SheetIndex, path: &str, reason: String) -> RelatedView {
        let front = &self.site.sheets[at].front;
        RelatedView {
            url: address(path, &self.site.routes[at].path()),
            title: Html(law_text(&front.title)),
            number: front.number.filter(|_| front.kind == SheetKind::Sheet),
            kind_label: kind_label(front.kind),
            reason: Html(reason),
        }
    }

    fn cited_by(&self, at: SheetIndex, path: &str) -> Vec<RelatedView> {
        let mut seen = BTreeSet::new();
        self.site.backlinks[at]
            .iter()
            .filter(|link| link.from != at && seen.insert(link.from))
            .enumerate()
            .map(|(rank, link)| {
                let passage = if rank < MAX_QUOTED_BACKLINKS {
                    self.site.titled(link.from, &link.passage).text()
                } else {
                    String::new()
                };
                let quoted = match passage.trim() {
                    "" => String::new(),
                    passage => format!("«\u{a0}{}\u{a0}»", law_text(passage)),
                };
                self.guide(link.from, path, quoted)
            })
            .collect()
    }

    fn neighbour(&self, at: SheetIndex, path: &str, next: bool) -> NeighbourView {
        let front = &self.site.sheets[at].front;
        NeighbourView {
            url: address(path, &self.site.routes[at].path()),
            title: Html(law_text(&front.title)),
            number: front.number.filter(|_| front.kind == SheetKind::Sheet),
            label: match (front.kind, next) {
                (SheetKind::Interview, true) => "Entretien suivant",
                (SheetKind::Interview, false) => "Entretien précédent",
                (SheetKind::Initiative, true) => "Initiative suivante",
                (SheetKind::Initiative, false) => "Initiative précédente",
                (_, true) => "Fiche suivante",
                (_, false) => "Fiche précédente",
            },
        }
    }

    /// The files that `publish` makes beside the page of a guide.
    fn references(&self, at: SheetIndex, path: &str) -> Vec<NamedLink> {
        let Route::Sheet(_) = &self.site.routes[at] else {
            return Vec::new();
        };
        let page = self.site.routes[at].path();
        let stem = page.strip_suffix(".html").unwrap_or(&page);
        [("BibTeX", "bib"), ("RIS", "ris")]
            .map(|(name, extension)| NamedLink {
                text: Html(name.to_owned()),
                url: address(path, &format!("{stem}.{extension}")),
            })
            .to_vec()
    }

    /// How the sheet itself is cited, in the style of the notes. Its address stands beside it.
    fn citation(&self, at: SheetIndex) -> String {
        let mut own = reference::of_sheet(self.site, at);
        // As sheets cite the guides of the collection: it is what they are part of, and who wrote a guide and publishes it
        // is named once (APA 7, 9.29).
        own.container = own.collection.take();
        if matches!(own.authors.as_slice(), [one] if own.publisher.as_deref() == Some(&*one.inverted()))
        {
            own.publisher = None;
        }
        let typography = self.site.config.default_typography();
        let printed = self.site.printer.print_once(own, Form::Entry, typography);
        let mut out = String::new();
        notes::push_printed(&printed, 0, &mut out);
        out
    }
}

impl DateView {
    /// `date` for readers and machines.
    pub fn of(date: PartialDate) -> Self {
        Self {
            text: Html(date::french(date)),
            iso: date.iso(),
        }
    }
}

/// "9 minutes", from the number of words; never less than one.
pub fn reading_time(words: usize) -> String {
    count(words.div_ceil(WORDS_A_MINUTE).max(1), "minute", "minutes")
}

fn this(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Interview => "cet entretien",
        SheetKind::Initiative => "cette initiative",
        SheetKind::Page | SheetKind::Home => "cette page",
        SheetKind::Sheet => "cette fiche",
    }
}

/// Most headings of a page's contents: a longer list helps nobody find a part.
const MAX_CONTENTS: usize = 1000;

fn parts(headings: &[crate::sheet::HeadingInfo], numbered: bool) -> Vec<PartView> {
    let mut parts: Vec<PartView> = Vec::new();
    for heading in headings.iter().take(MAX_CONTENTS) {
        match (heading.level, parts.last_mut()) {
            (2, _) => parts.push(PartView {
                id: heading.id.clone(),
                number: if numbered { heading.number } else { 0 },
                text: Html(law_text(&heading.text)),
                sections: Vec::new(),
            }),
            (3, Some(part)) => part.sections.push(SectionView {
                id: heading.id.clone(),
                text: Html(law_text(&heading.text)),
            }),
            _ => {}
        }
    }
    parts
}

fn history(revisions: &[crate::sheet::front_matter::Revision]) -> Vec<RevisionView> {
    let mut sorted: Vec<_> = revisions.iter().collect();
    sorted.sort_by_key(|revision| std::cmp::Reverse(revision.date.iso()));
    sorted
        .into_iter()
        .map(|revision| RevisionView {
            date: DateView::of(revision.date),
            text: Html(law_text(&revision.text)),
        })
        .collect()
}
