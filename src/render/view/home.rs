//! `home`: the first page.

use super::list::{ListGroup, TopicItem};
use super::sheet::reading_time;
use super::{PageView, SheetItem, Views, address, count, last_date};
use crate::law::LegalRef;
use crate::render::date;
use crate::render::html::law_text::{abbreviation, law_text, reference_label};
use crate::render::html::{self, escape};
use crate::render::theme::Html;
use crate::sheet::front_matter::SheetKind;
use crate::site::SheetIndex;
use crate::site::routes::Route;
use serde::Serialize;

/// Most guides of one type on the home page; all of them are one link away.
const MAX_OF_A_TYPE: usize = 24;
/// How many of the most cited articles are shown.
const MOST_CITED: usize = 5;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The site's title, or that of `index.md`.
    pub title: Html,
    /// The words under it: the summary of `index.md`, else the site's description; may be empty.
    pub strap: Html,
    /// The text of `index.md`; may be empty.
    pub body: Html,
    /// Notes of that text; may be empty.
    pub notes: Html,
    /// The guide last revised.
    pub latest: Option<LatestView>,
    /// The articles that most guides cite.
    pub most_cited: Vec<CitedView>,
    /// Guides by type.
    pub groups: Vec<ListGroup>,
    /// Topics.
    pub topics: Vec<TopicItem>,
    /// "Droit vérifié au …": the oldest check of all; none when a guide was never checked.
    pub verified: Option<Html>,
    /// How many interviews and initiatives there are.
    pub stories: usize,
}

/// The guide last revised.
#[derive(Clone, Debug, Serialize)]
pub struct LatestView {
    /// The guide.
    pub sheet: SheetItem,
    /// "Mis à jour le 12 octobre 2026"; may be empty.
    pub when: Html,
    /// "Fiche n° 6, 9 minutes, 21 références de droit".
    pub meta: String,
}

/// An article that is cited much.
#[derive(Clone, Debug, Serialize)]
pub struct CitedView {
    /// Its page.
    pub url: String,
    /// "L. 2113-15", "Loi n° 2014-856, art. 1er".
    pub label: Html,
    /// "CCP"; empty when the label names the text.
    pub text: String,
    /// What it is about; may be empty.
    pub title: Html,
    /// How many guides cite it.
    pub count: usize,
}

impl Views<'_> {
    /// `page` and `home`.
    pub fn home(&self, path: &str) -> (PageView, HomeView) {
        let config = &self.site.config;
        let own = self
            .site
            .sheets
            .iter()
            .position(|sheet| sheet.front.kind == SheetKind::Home);
        let front = own.map(|at| &self.site.sheets[at].front);
        let title = front
            .map(|front| front.title.trim())
            .filter(|title| !title.is_empty())
            .unwrap_or(&config.title);
        let strap = front
            .and_then(|front| front.summary.as_deref())
            .or(config.description.as_deref())
            .unwrap_or("");
        let (body, notes) = own.map_or_else(Default::default, |at| {
            let page = self.context(at, path);
            let body = html::blocks(&self.site.sheets[at].document.blocks, &page);
            (body, html::notes::list(&page))
        });
        let view = HomeView {
            title: Html(law_text(title)),
            strap: Html(law_text(strap)),
            body: Html(body),
            notes: Html(notes),
            latest: self.latest(path),
            most_cited: self.most_cited(path),
            groups: self.groups(path, MAX_OF_A_TYPE),
            topics: self.topic_items(path),
            verified: self.verified(),
            stories: self
                .site
                .sheets
                .iter()
                .filter(|sheet| {
                    matches!(
                        sheet.front.kind,
                        SheetKind::Interview | SheetKind::Initiative
                    )
                })
                .count(),
        };
        let mut page = self.page(path, &Route::Home, title, strap, "page-home");
        page.head_title = match config.author.as_deref() {
            Some(author) if title == config.title => format!("{title} · {author}"),
            _ => page.head_title,
        };
        (page, view)
    }

    /// The fiche revised last; without dates, the one with the highest number.
    fn latest(&self, path: &str) -> Option<LatestView> {
        let newest = (0..self.site.sheets.len())
            .filter(|at| self.site.sheets[*at].front.kind == SheetKind::Sheet)
            .max_by_key(|at| {
                let sheet = &self.site.sheets[*at];
                (last_date(sheet), sheet.front.number, std::cmp::Reverse(*at))
            })?;
        let sheet = &self.site.sheets[newest];
        let mut meta = vec![match sheet.front.number {
            Some(number) => format!("Fiche n°\u{a0}{number}"),
            None => "Fiche".to_owned(),
        }];
        meta.push(reading_time(sheet.words));
        let references: usize = sheet.law.iter().map(|mention| mention.parts.len()).sum();
        if references > 0 {
            meta.push(count(
                references,
                "référence de droit",
                "références de droit",
            ));
        }
        Some(LatestView {
            sheet: self.item(newest, path),
            when: Html(when(sheet)),
            meta: meta.join(", "),
        })
    }

    /// Articles cited by the most guides; the law's order settles equal ones.
    fn most_cited(&self, path: &str) -> Vec<CitedView> {
        let mut ranked: Vec<(usize, usize, usize)> = Vec::new();
        for (t, text) in self.site.legal_index.texts.iter().enumerate() {
            for (a, article) in text.articles.iter().enumerate() {
                let mut sheets: Vec<SheetIndex> =
                    article.occurrences.iter().map(|o| o.sheet).collect();
                sheets.dedup();
                ranked.push((sheets.len(), t, a));
            }
        }
        ranked.sort_by_key(|(sheets, t, a)| (std::cmp::Reverse(*sheets), *t, *a));
        ranked
            .into_iter()
            .take(MOST_CITED)
            .map(|(sheets, t, a)| {
                let text = &self.site.legal_index.texts[t];
                let article = &text.articles[a];
                let reference = LegalRef::Article {
                    text: text.id.clone(),
                    article: article.article.clone(),
                };
                let short = abbreviation(&self.site.texts, &text.id);
                let label = reference_label(&reference);
                CitedView {
                    url: address(
                        path,
                        &Route::Article(text.slug.clone(), article.slug.clone()).path(),
                    ),
                    label: Html(match short {
                        Some(_) => label,
                        None => format!("{}, {label}", law_text(&self.site.texts.short(&text.id))),
                    }),
                    text: short.unwrap_or_default(),
                    title: Html(law_text(article.title.as_deref().unwrap_or(""))),
                    count: sheets,
                }
            })
            .collect()
    }

    /// The oldest day on which the law of a fiche was checked: what holds for all of them.
    fn verified(&self) -> Option<Html> {
        self.site
            .sheets
            .iter()
            .filter(|sheet| sheet.front.kind == SheetKind::Sheet)
            .map(|sheet| sheet.front.verified)
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .min()
            .map(|date| Html(date::french(date)))
    }
}

fn when(sheet: &crate::sheet::FactSheet) -> String {
    let (words, date) = match (sheet.front.updated, sheet.front.date) {
        (Some(date), _) => ("Mis à jour", date),
        (None, Some(date)) => ("Publié", date),
        (None, None) => return String::new(),
    };
    let link = if date.is_day() { "le" } else { "en" };
    format!("{} {link} {}", escape::text(words), date::french(date))
}
