//! The index of every text and article of law cited, with each place that cites it.

use super::law_sources::LawSources;
use super::{IndexedArticle, IndexedText, LegalIndex, Occurrence, OccurrencePlace, SheetIndex};
use crate::law::{Article, LegalRef, MAX_RANGE, OfficialTexts, TextId, Texts, url};
use crate::sheet::FactSheet;
use crate::sheet::slug::slug;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What `articles.yaml` says of an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fact {
    /// What it is about.
    pub title: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Its official id, `LEGIARTI…`.
    pub official_id: Option<String>,
}

/// Facts by text and article.
pub type Facts = BTreeMap<(TextId, Article), Fact>;

/// Articles shown as often cited with another.
const CITED_WITH: usize = 5;
/// Sheets looked at for each article when counting what is cited with it: beyond, the count would change nothing.
const SAMPLE: usize = 50;

/// Lists every reference of `sheets`. A range is listed under every article between its ends when they can be told,
/// else under its two ends.
pub fn assemble(
    sheets: &[FactSheet],
    texts: &Texts,
    facts: &Facts,
    official: &OfficialTexts,
) -> LegalIndex {
    let mut gathered: BTreeMap<TextId, BTreeMap<Option<Article>, Vec<Occurrence>>> =
        BTreeMap::new();
    let mut law_sources = LawSources::new(texts);
    let mut index = LegalIndex::default();
    for (sheet, content) in sheets.iter().enumerate() {
        let mentions = content.law.iter().enumerate().flat_map(|(at, mention)| {
            let parts = mention.parts.iter().enumerate();
            parts.filter_map(move |(part, p)| {
                Some((p.reference.as_ref()?, OccurrencePlace::Mention(at, part)))
            })
        });
        let declared = content
            .declared_law
            .iter()
            .enumerate()
            .map(|(at, declared)| (&declared.reference, OccurrencePlace::Declared(at)));
        let in_notes = law_sources.of_sheet(content);
        let notes = in_notes
            .iter()
            .map(|(reference, note)| (reference, OccurrencePlace::Note(*note)));
        for (reference, place) in mentions.chain(declared).chain(notes) {
            let text = gathered.entry(reference.text().clone()).or_default();
            let listed = listed_articles(reference, official);
            if listed.len() > 2 && !index.ranges.contains_key(reference) {
                let articles = listed.iter().filter_map(|(article, _)| article.clone());
                index.ranges.insert(reference.clone(), articles.collect());
            }
            for (article, through_range) in listed {
                text.entry(article).or_default().push(Occurrence {
                    sheet,
                    place: place.clone(),
                    through_range,
                });
            }
        }
        index.in_notes.push(in_notes);
    }
    let mut slugs = HashSet::new();
    for (id, articles) in gathered {
        let sheets_citing: BTreeSet<SheetIndex> = articles
            .values()
            .flatten()
            .map(|occurrence| occurrence.sheet)
            .collect();
        let mut text = IndexedText {
            slug: unique(&id.slug(), &mut slugs),
            occurrences: Vec::new(),
            articles: Vec::new(),
            sheets: sheets_citing.into_iter().collect(),
            id: id.clone(),
        };
        let mut article_slugs = HashSet::new();
        for (article, occurrences) in articles {
            let Some(article) = article else {
                text.occurrences = occurrences;
                continue;
            };
            let fact = facts
                .get(&(id.clone(), article.clone()))
                .cloned()
                .unwrap_or_default();
            let reference = LegalRef::Article {
                text: id.clone(),
                article: article.clone(),
            };
            let url = match &fact.official_id {
                Some(official) => Some(url::article_address(official, id.nature())),
                None => official
                    .url(&id, &article)
                    .or_else(|| url::official_url(&reference, texts)),
            };
            text.articles.push(IndexedArticle {
                slug: unique(&article.slug(), &mut article_slugs),
                title: fact
                    .title
                    .or_else(|| official.article(&id, &article)?.title.clone()),
                note: fact.note,
                official: super::official::facts(&id, &article, official),
                article,
                url,
                occurrences,
                cited_with: Vec::new(),
            });
        }
        index.positions.insert(id, index.texts.len());
        index.texts.push(text);
    }
    fill_cited_with(&mut index);
    index
}

/// The articles a reference is listed under; none stands for the text as a whole.
fn listed_articles(reference: &LegalRef, official: &OfficialTexts) -> Vec<(Option<Article>, bool)> {
    match reference {
        LegalRef::Text(_) => vec![(None, false)],
        LegalRef::Article { article, .. } => vec![(Some(article.clone()), false)],
        LegalRef::Range { from, to, .. } => match articles_of(reference, official) {
            Some(articles) => articles
                .into_iter()
                .map(|article| {
                    let between = article != *from && article != *to;
                    (Some(article), between)
                })
                .collect(),
            None if from == to => vec![(Some(from.clone()), false)],
            None => vec![(Some(from.clone()), false), (Some(to.clone()), false)],
        },
    }
}

/// The articles that a range stands for: by official data where they know both its ends, else by its numbers; none when
/// neither tells.
pub(super) fn articles_of(reference: &LegalRef, official: &OfficialTexts) -> Option<Vec<Article>> {
    match official.articles(reference) {
        Some(Ok(articles)) if articles.len() <= MAX_RANGE as usize => Some(articles),
        _ => reference.articles().ok(),
    }
}

/// Counts, for each article, the others cited in the same sheets.
fn fill_cited_with(index: &mut LegalIndex) {
    let mut by_sheet: HashMap<SheetIndex, Vec<(usize, usize)>> = HashMap::new();
    for (text_at, text) in index.texts.iter().enumerate() {
        for (article_at, article) in text.articles.iter().enumerate() {
            let sheets: BTreeSet<SheetIndex> = article
                .occurrences
                .iter()
                .map(|occurrence| occurrence.sheet)
                .collect();
            for sheet in sheets {
                by_sheet
                    .entry(sheet)
                    .or_default()
                    .push((text_at, article_at));
            }
        }
    }
    let mut all = Vec::new();
    for (text_at, text) in index.texts.iter().enumerate() {
        for (article_at, article) in text.articles.iter().enumerate() {
            let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            let sheets: BTreeSet<SheetIndex> = article
                .occurrences
                .iter()
                .map(|occurrence| occurrence.sheet)
                .collect();
            for sheet in sheets.iter().take(SAMPLE) {
                // A sheet that cites hundreds of articles says little of any two.
                for other in by_sheet[sheet]
                    .iter()
                    .take(200)
                    .filter(|other| **other != (text_at, article_at))
                {
                    *counts.entry(*other).or_default() += 1;
                }
            }
            let mut ranked: Vec<_> = counts.into_iter().collect();
            ranked.sort_by(|(a, count_a), (b, count_b)| count_b.cmp(count_a).then(a.cmp(b)));
            ranked.truncate(CITED_WITH);
            all.push((text_at, article_at, ranked));
        }
    }
    for (text_at, article_at, ranked) in all {
        let named = ranked
            .into_iter()
            .map(|((text, article), count)| {
                let text = &index.texts[text];
                (
                    text.id.clone(),
                    text.articles[article].article.clone(),
                    count,
                )
            })
            .collect();
        index.texts[text_at].articles[article_at].cited_with = named;
    }
}

/// A file name that no other has, from a wish: `slug` also guards against what is no name.
pub(super) fn unique(wanted: &str, taken: &mut HashSet<String>) -> String {
    let base = match slug(wanted) {
        empty if empty.is_empty() => "texte".to_owned(),
        // Windows keeps these names for devices.
        device if is_device(&device) => format!("{device}-"),
        base => base,
    };
    let base = base.trim_end_matches('-').to_owned() + if base.ends_with('-') { "-1" } else { "" };
    if taken.insert(base.clone()) {
        return base;
    }
    (2usize..)
        .map(|number| format!("{base}-{number}"))
        .find(|name| taken.insert(name.clone()))
        .unwrap_or_default()
}

/// Names that Windows keeps for devices, whatever their extension.
pub fn is_device(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || (name.len() == 4
            && (name.starts_with("com") || name.starts_with("lpt"))
            && name.ends_with(|c: char| c.is_ascii_digit()))
}

impl LegalIndex {
    /// The text with this id, when it is cited.
    pub fn text(&self, id: &TextId) -> Option<&IndexedText> {
        self.positions.get(id).map(|at| &self.texts[*at])
    }

    /// The article, when it is cited.
    pub fn article(
        &self,
        text: &TextId,
        article: &Article,
    ) -> Option<(&IndexedText, &IndexedArticle)> {
        let text = self.text(text)?;
        let at = text
            .articles
            .binary_search_by(|indexed| indexed.article.cmp(article))
            .ok()?;
        Some((text, &text.articles[at]))
    }

    /// The page that a reference leads to: its article's, that of a range's first article, or its text's.
    pub fn route(&self, reference: &LegalRef) -> Option<super::routes::Route> {
        use super::routes::Route;
        match reference {
            LegalRef::Text(text) => self.text(text).map(|text| Route::Text(text.slug.clone())),
            LegalRef::Article { text, article }
            | LegalRef::Range {
                text,
                from: article,
                ..
            } => self
                .article(text, article)
                .map(|(text, article)| Route::Article(text.slug.clone(), article.slug.clone())),
        }
    }
}
