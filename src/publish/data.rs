//! `articles.json`, `fiches.json` and `sources.json`: the indexes of the site, for machines. docs/data.md describes them.
//!
//! One entry a line, keys in a fixed order, pages as paths from the root of the site: a change shows as one line.

use super::address;
use crate::bibliography::{Name, Source, SourceDate};
use crate::law::{LegalRef, display, url};
use crate::sheet::front_matter::SheetKind;
use crate::site::routes::Route;
use crate::site::{Occurrence, OccurrencePlace, Resolved, SheetIndex, Site};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The form of the three files; it grows when a program that reads them has to change.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Text<'a> {
    id: &'a str,
    name: String,
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    official: Option<String>,
    cited_in: Vec<Place<'a>>,
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: String,
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    official: Option<&'a str>,
    cited_in: Vec<Place<'a>>,
}

/// A place of a sheet that cites law.
#[derive(Serialize)]
struct Place<'a> {
    sheet: &'a str,
    page: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    range: bool,
}

/// `articles.json`: every text of law cited, its articles in legal order, and where each is cited.
pub fn articles(site: &Site) -> String {
    let texts = site.legal_index.texts.iter().map(|text| {
        let articles = text.articles.iter().map(|article| {
            let reference = LegalRef::Article {
                text: text.id.clone(),
                article: article.article.clone(),
            };
            Article {
                id: reference.id(),
                number: article.article.display(),
                title: article.title.as_deref(),
                note: article.note.as_deref(),
                page: Route::Article(text.slug.clone(), article.slug.clone()).path(),
                official: article.url.as_deref(),
                cited_in: places(site, &article.occurrences),
            }
        });
        Text {
            id: text.id.as_str(),
            name: display(&LegalRef::Text(text.id.clone()), &site.texts),
            page: Route::Text(text.slug.clone()).path(),
            official: url::text_url(&text.id, &site.texts),
            cited_in: places(site, &text.occurrences),
            articles: articles.collect(),
        }
    });
    listed("texts", texts)
}

/// The places of `occurrences`, in the text and in the front matter.
fn places<'a>(site: &'a Site, occurrences: &[Occurrence]) -> Vec<Place<'a>> {
    let place = |occurrence: &Occurrence| {
        let sheet = site.sheets.get(occurrence.sheet)?;
        let page = site.routes.get(occurrence.sheet)?.path();
        let page = match occurrence.place {
            OccurrencePlace::Mention(mention, part) => {
                let anchor = &sheet.law.get(mention)?.parts.get(part)?.anchor;
                format!("{page}#{anchor}")
            }
            OccurrencePlace::Declared(_) => page,
            OccurrencePlace::Note(note) => format!("{page}#note-{note}"),
        };
        Some(Place {
            sheet: &sheet.slug,
            page,
            range: occurrence.through_range,
        })
    };
    occurrences.iter().filter_map(place).collect()
}

#[derive(Serialize)]
struct Sheet<'a> {
    slug: &'a str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<String>,
    authors: &'a [String],
    topics: &'a [String],
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    law: Vec<String>,
    sources: Vec<&'a str>,
    links: Vec<&'a str>,
}

/// `fiches.json`: every sheet and page, with the law, the sources and the sheets that it cites.
pub fn sheets(site: &Site) -> String {
    let law = law_by_sheet(site);
    let entries = site
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.front.kind != SheetKind::Home)
        .map(|(at, sheet)| {
            let front = &sheet.front;
            let page = site.routes[at].path();
            let mut sources = BTreeSet::new();
            for note in &sheet.notes {
                sources.extend(note.sources().map(|cited| cited.source.id.as_str()));
            }
            let links: BTreeSet<SheetIndex> = site.links[at]
                .iter()
                .filter_map(|link| match link {
                    Resolved::Page {
                        sheet: Some(to), ..
                    } if *to != at => Some(*to),
                    _ => None,
                })
                .collect();
            Sheet {
                slug: &sheet.slug,
                r#type: type_name(front.kind),
                number: front.number,
                collection: super::is_publication(front).then_some(&front.collection),
                title: &front.title,
                summary: front.summary.as_deref(),
                date: front.date.map(super::super::date::PartialDate::iso),
                updated: front.updated.map(super::super::date::PartialDate::iso),
                verified: front.verified.map(super::super::date::PartialDate::iso),
                authors: &front.authors,
                topics: &front.topics,
                url: site.config.url.as_ref().map(|url| address(url, &page)),
                page,
                law: law[at].clone(),
                sources: sources.into_iter().collect(),
                links: links
                    .into_iter()
                    .map(|to| site.sheets[to].slug.as_str())
                    .collect(),
            }
        });
    listed("sheets", entries)
}

/// The ids of the texts and articles that each sheet cites, in the order of the index.
fn law_by_sheet(site: &Site) -> Vec<Vec<String>> {
    let mut law = vec![Vec::new(); site.sheets.len()];
    let mut add = |occurrences: &[Occurrence], id: &dyn Fn() -> String| {
        let mut last = None;
        // Occurrences are sorted by sheet.
        for occurrence in occurrences {
            if last.replace(occurrence.sheet) != Some(occurrence.sheet)
                && let Some(ids) = law.get_mut(occurrence.sheet)
            {
                ids.push(id());
            }
        }
    };
    for text in &site.legal_index.texts {
        add(&text.occurrences, &|| text.id.as_str().to_owned());
        for article in &text.articles {
            add(&article.occurrences, &|| {
                LegalRef::Article {
                    text: text.id.clone(),
                    article: article.article.clone(),
                }
                .id()
            });
        }
    }
    law
}

fn type_name(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Home => "accueil",
        SheetKind::Sheet => "fiche",
        SheetKind::Interview => "entretien",
        SheetKind::Initiative => "initiative",
        SheetKind::Page => "page",
    }
}

#[derive(Serialize)]
struct IndexedSource<'a> {
    id: &'a str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    author: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    printed: String,
    page: String,
    cited_in: Vec<Citing<'a>>,
}

/// A sheet that cites a source, and the numbers of its notes.
#[derive(Serialize)]
struct Citing<'a> {
    sheet: &'a str,
    page: String,
    notes: &'a [u32],
}

/// `sources.json`: every source in the order of the bibliography, as it is printed and field by field, and where it is cited.
pub fn sources(site: &Site, printed: impl Fn(&Arc<Source>) -> String) -> String {
    let entries = site.sources.iter().map(|indexed| {
        let source = &*indexed.source;
        let citing = indexed.cited_by.iter().filter_map(|(sheet, notes)| {
            Some(Citing {
                sheet: &site.sheets.get(*sheet)?.slug,
                page: site.routes.get(*sheet)?.path(),
                notes,
            })
        });
        IndexedSource {
            id: &source.id,
            r#type: source.kind.name(),
            title: source.title.as_deref(),
            author: source.authors.iter().map(Name::inverted).collect(),
            date: source.day().map(SourceDate::written),
            publisher: source.publisher.as_deref(),
            container: source.container.as_deref(),
            number: source.number.as_deref(),
            url: source.url.as_deref(),
            accessed: source.accessed.map(SourceDate::written),
            note: source.note.as_deref(),
            printed: printed(&indexed.source),
            page: format!("{}#{}", Route::Sources.path(), indexed.anchor),
            cited_in: citing.collect(),
        }
    });
    listed("sources", entries)
}

/// `{"version":1,"name":[…]}`, one entry a line.
fn listed(name: &str, entries: impl Iterator<Item = impl Serialize>) -> String {
    let mut out = format!("{{\"version\":{VERSION},\"{name}\":[");
    let mut separator = "\n";
    for entry in entries {
        // Only maps with keys that are no text, and numbers without value, cannot be written: there are none.
        if let Ok(line) = serde_json::to_string(&entry) {
            out.push_str(separator);
            out.push_str(&line);
            separator = ",\n";
        }
    }
    out.push_str("\n]}\n");
    out
}
