//! Sheets close to one another: by shared articles of law, sources and topics.

use super::{IndexedSource, LegalIndex, Related, SheetIndex, Topic};
use crate::law::{Article, TextId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Sheets shown as related.
const SHOWN: usize = 5;
/// What more sheets than this share ties none of them together.
const COMMON: usize = 50;

/// For each of `count` sheets, the closest others, with what they share. An article that few sheets cite counts for more
/// than one that many do; then sources, then topics.
///
/// Sheets are taken one by one, in parallel: the pairs of ten thousand sheets together would not fit in memory.
pub fn assemble(
    count: usize,
    law: &LegalIndex,
    sources: &[IndexedSource],
    topics: &[Topic],
) -> Vec<Vec<Related>> {
    let mut ties: Vec<Tie> = Vec::new();
    for text in &law.texts {
        for article in &text.articles {
            let sheets: BTreeSet<SheetIndex> = article
                .occurrences
                .iter()
                .map(|occurrence| occurrence.sheet)
                .collect();
            let sheets = sheets.into_iter().collect();
            ties.extend(Tie::of(
                sheets,
                6.0,
                What::Article(&text.id, &article.article),
            ));
        }
    }
    for source in sources {
        let sheets = source.cited_by.iter().map(|(sheet, _)| *sheet).collect();
        ties.extend(Tie::of(sheets, 3.0, What::Source));
    }
    for topic in topics {
        ties.extend(Tie::of(topic.sheets.clone(), 2.0, What::Topic(&topic.name)));
    }
    let mut of_sheet: Vec<Vec<&Tie>> = vec![Vec::new(); count];
    for tie in &ties {
        for sheet in &tie.sheets {
            of_sheet[*sheet].push(tie);
        }
    }
    of_sheet
        .into_par_iter()
        .enumerate()
        .map(|(sheet, ties)| closest(sheet, &ties))
        .collect()
}

/// The sheets closest to `sheet` by its `ties`.
fn closest(sheet: SheetIndex, ties: &[&Tie]) -> Vec<Related> {
    let mut others: BTreeMap<SheetIndex, Shared> = BTreeMap::new();
    for tie in ties {
        for other in tie.sheets.iter().filter(|other| **other != sheet) {
            let shared = others.entry(*other).or_default();
            shared.score += tie.weight;
            match tie.what {
                What::Article(text, article) => {
                    shared.articles.push((tie.sheets.len(), text, article));
                }
                What::Source => shared.sources += 1,
                What::Topic(name) => shared.topics.push(name.to_owned()),
            }
        }
    }
    let mut ranked: Vec<(SheetIndex, Shared)> = others.into_iter().collect();
    ranked.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
    let shown = ranked.into_iter().take(SHOWN).map(|(sheet, mut shared)| {
        shared.articles.sort();
        let articles = shared.articles.into_iter();
        Related {
            sheet,
            articles: articles
                .map(|(_, text, article)| (text.clone(), article.clone()))
                .collect(),
            sources: shared.sources,
            topics: shared.topics,
        }
    });
    let mut related: Vec<Related> = shown.collect();
    // Made in the place of the longer list, it would keep its room.
    related.shrink_to_fit();
    related
}

/// What ties a few sheets together.
struct Tie<'a> {
    sheets: Vec<SheetIndex>,
    weight: f64,
    what: What<'a>,
}

impl<'a> Tie<'a> {
    /// Nothing when too few or too many sheets have it in common.
    fn of(sheets: Vec<SheetIndex>, weight: f64, what: What<'a>) -> Option<Self> {
        if sheets.len() < 2 || sheets.len() > COMMON {
            return None;
        }
        #[allow(clippy::cast_precision_loss)] // at most COMMON
        let weight = weight / sheets.len() as f64;
        Some(Self {
            sheets,
            weight,
            what,
        })
    }
}

#[derive(Clone, Copy)]
enum What<'a> {
    Article(&'a TextId, &'a Article),
    Source,
    Topic(&'a str),
}

#[derive(Default)]
struct Shared<'a> {
    score: f64,
    articles: Vec<(usize, &'a TextId, &'a Article)>,
    sources: usize,
    topics: Vec<String>,
}
