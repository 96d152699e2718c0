//! `watch`: what to review in the law that the guides cite; and what a sheet, its box of law and a text say of it.

use super::passage::spot;
use super::sheet::DateView;
use super::{NamedLink, PageView, SheetItem, Views, address, count};
use crate::date::PartialDate;
use crate::law::official::Day;
use crate::law::{Article, LegalRef, TextId, url};
use crate::render::html::escape;
use crate::render::html::law_text::{abbreviation, article_label, law_text};
use crate::render::theme::Html;
use crate::site::routes::Route;
use crate::site::watch::{CitedPlace, Review, Watch};
use crate::site::{OccurrencePlace, SheetIndex};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most articles that the banner of a sheet names.
const MAX_IN_BANNER: usize = 3;
/// Most marks of one reference in the box of law: a range may have many.
const MAX_MARKS: usize = 3;
/// Most articles of one text that are listed as untold.
const MAX_UNTOLD: usize = 200;

/// `watch`: the page of the legal watch.
#[derive(Clone, Debug, Serialize)]
pub struct WatchView {
    /// "3 articles dans 2 guides"; empty when there is nothing to review.
    pub total: String,
    /// Of which day the data speak, text by text.
    pub data: Vec<WatchData>,
    /// Guides with something to review, in the order of lists.
    pub guides: Vec<WatchedGuide>,
    /// Guides whose law was never checked.
    pub never_verified: Vec<NamedLink>,
    /// Guides that were checked after the day of the data.
    pub ahead: Vec<NamedLink>,
    /// Articles whose state the data do not give, by text.
    pub untold: Vec<UntoldText>,
    /// Articles that the data do not have though they may exist, by text.
    pub absent: Vec<UntoldText>,
    /// Texts of which there are no data here.
    pub without_data: Vec<NamedLink>,
    /// Texts that no such data cover.
    pub out_of_reach: Vec<NamedLink>,
}

/// The data on a text.
#[derive(Clone, Debug, Serialize)]
pub struct WatchData {
    /// Name of the text.
    pub title: Html,
    /// Its page.
    pub url: Option<String>,
    /// The day.
    pub day: DateView,
}

/// A guide with something to review.
#[derive(Clone, Debug, Serialize)]
pub struct WatchedGuide {
    /// The guide.
    pub sheet: SheetItem,
    /// When its law was last checked.
    pub verified: Option<DateView>,
    /// The articles, text by text, in the official order.
    pub articles: Vec<WatchedArticle>,
}

/// An article to review.
#[derive(Clone, Debug, Serialize)]
pub struct WatchedArticle {
    /// "L. 2113-15".
    pub label: Html,
    /// Its page; the guide may cite it through a range only.
    pub url: Option<String>,
    /// Abbreviation of its text, else its name.
    pub text: String,
    /// "modifié le 1er janvier 2026".
    pub what: Html,
    /// Whether it is no longer in force.
    pub ended: bool,
    /// The article that took its place; may be empty.
    pub successor: Html,
    /// Its official address.
    pub official_url: Option<String>,
    /// "Légifrance"…
    pub official_name: String,
    /// The first place that cites it in each part of the guide.
    pub places: Vec<NamedLink>,
    /// How many other parts there are.
    pub more: usize,
}

/// Articles of a text whose state is not known.
#[derive(Clone, Debug, Serialize)]
pub struct UntoldText {
    /// Name of the text.
    pub title: Html,
    /// "49 articles".
    pub count: String,
    /// The articles, at most 200.
    pub articles: Vec<NamedLink>,
}

/// What the top of a sheet says when its law changed.
#[derive(Clone, Debug, Serialize)]
pub struct SheetWatch {
    /// When the law of the sheet was last checked.
    pub verified: Option<DateView>,
    /// What changed since, the first few.
    pub changed: Vec<ChangedArticle>,
    /// How many others changed since.
    pub more_changed: usize,
    /// What was no longer in force then already, or is not for a sheet that was never checked; the first few.
    pub ended: Vec<ChangedArticle>,
    /// How many others.
    pub more_ended: usize,
}

/// An article that changed, in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedArticle {
    /// "L. 2113-12".
    pub label: Html,
    /// Where the sheet cites it.
    pub url: String,
    /// "modifié le 1er janvier 2026".
    pub what: Html,
}

/// A mark beside a reference in the box of law.
#[derive(Clone, Debug, Serialize)]
pub struct WatchMark {
    /// "modifié le 1er janvier 2026"; begins with the article when the reference is a range.
    pub text: Html,
    /// Whether the article is no longer in force.
    pub ended: bool,
}

/// Most parts of a guide that are linked for one article.
const MAX_PLACES: usize = 6;

impl Views<'_> {
    /// `page` and `watch`; the page is made only when there is a watch.
    pub fn watch(&self, watch: &Watch, path: &str) -> (PageView, WatchView) {
        let total = match watch.review_count() {
            0 => String::new(),
            articles => format!(
                "{} dans {}",
                count(articles, "article", "articles"),
                count(watch.reviews.len(), "guide", "guides")
            ),
        };
        let guide_links =
            |guides: &[SheetIndex]| guides.iter().map(|at| self.guide_link(*at, path)).collect();
        let view = WatchView {
            total,
            data: watch
                .data
                .iter()
                .map(|data| WatchData {
                    title: Html(law_text(&self.site.texts.name(&data.text))),
                    url: self.text_link(&data.text, path),
                    day: day_view(data.day),
                })
                .collect(),
            guides: watch
                .reviews
                .iter()
                .map(|(at, reviews)| WatchedGuide {
                    sheet: self.item(*at, path),
                    verified: self.site.sheets[*at].front.verified.map(DateView::of),
                    articles: in_official_order(reviews)
                        .into_iter()
                        .map(|review| self.watched_article(review, path))
                        .collect(),
                })
                .collect(),
            never_verified: guide_links(&watch.never_verified),
            ahead: guide_links(&watch.ahead_of_data),
            untold: self.untold(&watch.untold, path),
            absent: self.untold(&watch.absent, path),
            without_data: self.text_links(&watch.without_data, path),
            out_of_reach: self.text_links(&watch.out_of_reach, path),
        };
        let description =
            "Ce qui a changé dans le droit cité depuis que chaque guide a été vérifié.";
        (
            self.page(
                path,
                &Route::Law,
                "Veille du droit",
                description,
                "page-law",
            ),
            view,
        )
    }

    fn guide_link(&self, at: SheetIndex, path: &str) -> NamedLink {
        NamedLink {
            text: Html(law_text(&self.site.sheets[at].front.title)),
            url: address(path, &self.site.routes[at].path()),
        }
    }

    fn text_link(&self, text: &TextId, path: &str) -> Option<String> {
        let route = self.law_pages.text(text)?;
        Some(address(path, &route.path()))
    }

    fn text_links<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a TextId>,
        path: &str,
    ) -> Vec<NamedLink> {
        texts
            .into_iter()
            .filter_map(|text| {
                Some(NamedLink {
                    text: Html(law_text(&self.site.texts.name(text))),
                    url: self.text_link(text, path)?,
                })
            })
            .collect()
    }

    fn untold(&self, texts: &BTreeMap<TextId, Vec<Article>>, path: &str) -> Vec<UntoldText> {
        let link = |text: &TextId, article: &Article| {
            let route = self.law_pages.article(text, article)?;
            Some(NamedLink {
                text: Html(article_label(article)),
                url: address(path, &route.path()),
            })
        };
        texts
            .iter()
            .map(|(text, articles)| UntoldText {
                title: Html(law_text(&self.site.texts.name(text))),
                count: count(articles.len(), "article", "articles"),
                articles: articles
                    .iter()
                    .filter_map(|article| link(text, article))
                    .take(MAX_UNTOLD)
                    .collect(),
            })
            .collect()
    }

    fn watched_article(&self, review: &Review, path: &str) -> WatchedArticle {
        let texts = &self.site.texts;
        let indexed = self.law_pages.position(&review.text, &review.article);
        let official_url = match indexed {
            Some((t, a)) => self.site.legal_index.texts[t].articles[a].url.clone(),
            None => url::official_url(
                &LegalRef::Article {
                    text: review.text.clone(),
                    article: review.article.clone(),
                },
                texts,
            ),
        };
        let mut parts = BTreeSet::new();
        let mut places: Vec<NamedLink> = review
            .places
            .iter()
            .map(|place| self.place_link(review.sheet, place, path))
            .filter(|place| parts.insert(place.text.0.clone()))
            .collect();
        let more = places.len().saturating_sub(MAX_PLACES);
        places.truncate(MAX_PLACES);
        WatchedArticle {
            label: Html(article_label(&review.article)),
            url: self
                .law_pages
                .article(&review.text, &review.article)
                .map(|route| address(path, &route.path())),
            text: abbreviation(texts, &review.text).unwrap_or_else(|| texts.name(&review.text)),
            what: Html(law_text(&review.french())),
            ended: review.ended(),
            successor: Html(review.successor().map(article_label).unwrap_or_default()),
            official_url: official_url.filter(|url| escape::allowed_url(url)),
            official_name: url::official_name(&review.text).to_string(),
            places,
            more,
        }
    }

    /// The very place in its guide, named by its part.
    fn place_link(&self, at: SheetIndex, place: &CitedPlace, path: &str) -> NamedLink {
        let sheet = &self.site.sheets[at];
        let page = address(path, &self.site.routes[at].path());
        match &place.place {
            OccurrencePlace::Mention(mention, part) => {
                let mention = &sheet.law[*mention];
                let spot = spot(sheet, mention);
                let words = match (spot.part, spot.name.as_str()) {
                    (0, "") => "introduction".to_owned(),
                    (0, name) => name.to_owned(),
                    (part, name) => format!("partie\u{a0}{part}, {name}"),
                };
                NamedLink {
                    text: Html(law_text(&words)),
                    url: format!("{page}#{}", mention.parts[*part].anchor),
                }
            }
            OccurrencePlace::Note(note) => NamedLink {
                text: Html(format!("note\u{a0}{note}")),
                url: format!("{page}#note-{note}"),
            },
            OccurrencePlace::Declared(_) => NamedLink {
                text: Html("encadré «\u{a0}Le droit cité\u{a0}»".to_owned()),
                url: format!("{page}#droit-cite"),
            },
        }
    }

    /// What the top of sheet `at` says; none when its law did not change.
    pub fn sheet_watch(&self, at: SheetIndex, path: &str) -> Option<SheetWatch> {
        let watch = self.site.watch.as_ref()?;
        let (mut changed, others): (Vec<&Review>, Vec<&Review>) = watch
            .reviews_of(at)
            .iter()
            .partition(|review| review.changed_since_check());
        // What is gone matters more than what became another.
        changed.sort_by_key(|review| !review.ended());
        let ended: Vec<&Review> = others.into_iter().filter(|review| review.ended()).collect();
        if changed.is_empty() && ended.is_empty() {
            return None;
        }
        Some(SheetWatch {
            verified: self.site.sheets[at].front.verified.map(DateView::of),
            more_changed: changed.len().saturating_sub(MAX_IN_BANNER),
            changed: self.in_banner(&changed, path),
            more_ended: ended.len().saturating_sub(MAX_IN_BANNER),
            ended: self.in_banner(&ended, path),
        })
    }

    fn in_banner(&self, reviews: &[&Review], path: &str) -> Vec<ChangedArticle> {
        reviews
            .iter()
            .take(MAX_IN_BANNER)
            .map(|review| {
                let place = self.place_link(review.sheet, &review.places[0], path);
                let anchor = place.url.find('#').map_or(place.url.as_str(), |hash| {
                    // The banner stands in the very page.
                    &place.url[hash..]
                });
                ChangedArticle {
                    label: Html(article_label(&review.article)),
                    url: anchor.to_owned(),
                    what: Html(law_text(&review.french())),
                }
            })
            .collect()
    }

    /// The marks of the references in the box of law of sheet `at`.
    pub fn watch_marks(&self, at: SheetIndex) -> BTreeMap<&LegalRef, Vec<WatchMark>> {
        let mut marks: BTreeMap<&LegalRef, Vec<WatchMark>> = BTreeMap::new();
        let sheet = &self.site.sheets[at];
        let reviews = self
            .site
            .watch
            .iter()
            .flat_map(|watch| watch.reviews_of(at));
        for review in reviews {
            let references: BTreeSet<&LegalRef> = review
                .places
                .iter()
                .filter_map(|place| reference_at(sheet, place))
                .collect();
            for reference in references {
                let marked = marks.entry(reference).or_default();
                if marked.len() < MAX_MARKS {
                    marked.push(mark(review, reference));
                }
            }
        }
        marks
    }
}

/// Text by text, as a reader of the law goes through them; what the data do not have comes last.
fn in_official_order(reviews: &[Review]) -> Vec<&Review> {
    let mut ordered: Vec<&Review> = reviews.iter().collect();
    ordered.sort_by_key(|review| {
        let position = review.position.unwrap_or(usize::MAX);
        (&review.text, position, &review.article)
    });
    ordered
}

fn mark(review: &Review, reference: &LegalRef) -> WatchMark {
    let what = law_text(&review.french());
    let text = match reference {
        LegalRef::Range { .. } => format!("{}\u{a0}: {what}", article_label(&review.article)),
        _ => what,
    };
    WatchMark {
        text: Html(text),
        ended: review.ended(),
    }
}

fn reference_at<'a>(
    sheet: &'a crate::sheet::FactSheet,
    place: &CitedPlace,
) -> Option<&'a LegalRef> {
    match &place.place {
        OccurrencePlace::Mention(mention, part) => {
            sheet.law[*mention].parts[*part].reference.as_ref()
        }
        OccurrencePlace::Declared(at) => Some(&sheet.declared_law[*at].reference),
        // The box lists what the text and the front matter cite.
        OccurrencePlace::Note(_) => None,
    }
}

fn day_view(day: Day) -> DateView {
    let iso = day.to_string();
    match PartialDate::parse(&iso) {
        Ok(date) => DateView::of(date),
        Err(_) => DateView {
            text: Html(escape::text(&iso)),
            iso,
        },
    }
}
