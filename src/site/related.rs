//! Sheets close to one another: by shared articles of law, sources and topics.

use super::{IndexedSource, LegalIndex, Related, SheetIndex, Topic};
use crate::law::{Article, TextId};
use std::collections::{BTreeMap, BTreeSet};

/// Sheets shown as related.
const SHOWN: usize = 5;
/// What more sheets than this share ties none of them together.
const COMMON: usize = 50;

/// For each of `count` sheets, the closest others, with what they share. An article that few sheets cite counts for more
/// than one that many do; then sources, then topics.
pub fn assemble<'a>(
    count: usize,
    law: &'a LegalIndex,
    sources: &[IndexedSource],
    topics: &'a [Topic],
) -> Vec<Vec<Related>> {
    let mut shared: Vec<BTreeMap<SheetIndex, Shared>> = vec![BTreeMap::new(); count];
    let mut tie = |sheets: &[SheetIndex], weight: f64, what: What<'a>| {
        if sheets.len() < 2 || sheets.len() > COMMON {
            return;
        }
        #[allow(clippy::cast_precision_loss)] // at most COMMON
        let weight = weight / sheets.len() as f64;
        for a in sheets {
            for b in sheets.iter().filter(|b| *b != a) {
                let entry = shared[*a].entry(*b).or_default();
                entry.score += weight;
                match what {
                    What::Article(text, article) => {
                        entry.articles.push((sheets.len(), text, article));
                    }
                    What::Source => entry.sources += 1,
                    What::Topic(name) => entry.topics.push(name),
                }
            }
        }
    };
    for text in &law.texts {
        for article in &text.articles {
            let sheets: BTreeSet<SheetIndex> = article
                .occurrences
                .iter()
                .map(|occurrence| occurrence.sheet)
                .collect();
            let sheets: Vec<SheetIndex> = sheets.into_iter().collect();
            tie(&sheets, 6.0, What::Article(&text.id, &article.article));
        }
    }
    for source in sources {
        let sheets: Vec<SheetIndex> = source.cited_by.iter().map(|(sheet, _)| *sheet).collect();
        tie(&sheets, 3.0, What::Source);
    }
    for topic in topics {
        tie(&topic.sheets, 2.0, What::Topic(&topic.name));
    }
    shared
        .into_iter()
        .map(|others| {
            let mut ranked: Vec<(SheetIndex, Shared)> = others.into_iter().collect();
            ranked.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
            ranked.truncate(SHOWN);
            // The list below is made in the place of this one, and would keep its room: hundreds of entries for five.
            ranked.shrink_to_fit();
            ranked
                .into_iter()
                .map(|(sheet, mut shared)| {
                    shared.articles.sort();
                    Related {
                        sheet,
                        articles: shared
                            .articles
                            .into_iter()
                            .map(|(_, text, article)| (text.clone(), article.clone()))
                            .collect(),
                        sources: shared.sources,
                        topics: shared.topics.into_iter().map(str::to_owned).collect(),
                    }
                })
                .collect()
        })
        .collect()
}

#[derive(Clone, Copy)]
enum What<'a> {
    Article(&'a TextId, &'a Article),
    Source,
    Topic(&'a str),
}

/// What two sheets share. There are many more pairs than are shown: names are copied once those are known.
#[derive(Clone, Default)]
struct Shared<'a> {
    score: f64,
    articles: Vec<(usize, &'a TextId, &'a Article)>,
    sources: usize,
    topics: Vec<&'a str>,
}
