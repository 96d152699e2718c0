//! `search`: what can be found without a search engine: every guide from A to Z, every article by text, every term.

use super::glossary::{Letter, alphabet, initial, letter_id};
use super::law::ArticleLink;
use super::{NamedLink, PageView, SheetItem, Views, address, is_guide};
use crate::render::html::law_text::{article_label, law_text};
use crate::render::theme::Html;
use crate::sheet::slug::slug;
use crate::site::routes::Route;
use serde::Serialize;

/// Everything that can be found.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// A to Z, for guides.
    pub alphabet: Vec<Letter>,
    /// Guides by letter.
    pub letters: Vec<GuideLetter>,
    /// Texts with their articles.
    pub texts: Vec<SearchText>,
    /// Terms of the glossary.
    pub terms: Vec<NamedLink>,
}

/// Guides of one letter.
#[derive(Clone, Debug, Serialize)]
pub struct GuideLetter {
    /// Id in the page.
    pub id: String,
    /// "A".
    pub letter: String,
    /// The guides.
    pub sheets: Vec<SheetItem>,
}

/// A text and its articles.
#[derive(Clone, Debug, Serialize)]
pub struct SearchText {
    /// Its page.
    pub url: String,
    /// Its name.
    pub title: Html,
    /// Its articles.
    pub articles: Vec<ArticleLink>,
}

impl Views<'_> {
    /// `page` and `search`.
    pub fn search(&self, path: &str) -> (PageView, SearchView) {
        let site = self.site;
        let mut guides: Vec<(String, usize)> = site
            .sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| is_guide(sheet.front.kind))
            .map(|(at, sheet)| (slug(sortable(&sheet.front.title)), at))
            .collect();
        guides.sort();
        let mut letters: Vec<GuideLetter> = Vec::new();
        for (sorted, at) in guides {
            let letter = initial(&sorted);
            let item = self.item(at, path);
            match letters.last_mut() {
                Some(group) if group.letter == letter => group.sheets.push(item),
                _ => letters.push(GuideLetter {
                    id: letter_id(&letter),
                    letter,
                    sheets: vec![item],
                }),
            }
        }
        let view = SearchView {
            alphabet: alphabet(letters.iter().map(|group| group.letter.as_str())),
            letters,
            texts: site
                .legal_index
                .texts
                .iter()
                .map(|text| SearchText {
                    url: address(path, &Route::Text(text.slug.clone()).path()),
                    title: Html(law_text(&site.texts.name(&text.id))),
                    articles: text
                        .articles
                        .iter()
                        .map(|article| ArticleLink {
                            url: address(
                                path,
                                &Route::Article(text.slug.clone(), article.slug.clone()).path(),
                            ),
                            label: Html(article_label(&article.article)),
                        })
                        .collect(),
                })
                .collect(),
            terms: site
                .glossary
                .iter()
                .map(|entry| NamedLink {
                    text: Html(law_text(entry.acronym.as_deref().unwrap_or(&entry.term))),
                    url: format!(
                        "{}#{}",
                        address(path, &Route::Glossary.path()),
                        entry.anchor
                    ),
                })
                .collect(),
        };
        let description = "Tous les guides de A à Z, les articles de loi et les sigles.";
        (
            self.page(
                path,
                &Route::Search,
                "Rechercher",
                description,
                "page-search",
            ),
            view,
        )
    }
}

/// A title without its article, as an index sorts it: "Les marchés réservés" stands at M.
fn sortable(title: &str) -> &str {
    for article in ["Les ", "Le ", "La ", "L’", "L'", "Un ", "Une ", "Des "] {
        if let Some(rest) = title.strip_prefix(article).filter(|rest| !rest.is_empty()) {
            return rest;
        }
    }
    title
}
