//! New data on a text of which a site has some already: what they add, and what they would lose.

use crate::law::Article;
use crate::law::official::{
    OfficialArticle, OfficialText, Row, Standing, State, TextBuilder, TextFacts, Version,
};
use std::collections::{BTreeSet, HashMap};

/// What stands between two names of sources.
const BETWEEN_SOURCES: &str = "\u{202f}; ";

/// What new data would lose if they took the place of the old.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Loss {
    /// Articles in force by the old data that the new ones do not have, in the old order.
    pub articles: Vec<Article>,
    /// The new data have no plan, the old ones do.
    pub plan: bool,
}

impl Loss {
    /// Whether nothing would be lost.
    pub fn is_none(&self) -> bool {
        self.articles.is_empty() && !self.plan
    }
}

/// What `new` would lose in the place of `old`. What is no longer in force is no loss: [`merge`] keeps it.
pub fn loss(old: &OfficialText, new: &OfficialText) -> Loss {
    Loss {
        articles: old
            .articles()
            .iter()
            .filter(|article| new.article(&article.number).is_none())
            .filter(|article| !gone(article, old))
            .map(|article| article.number.clone())
            .collect(),
        plan: new.headings().is_empty() && !old.headings().is_empty(),
    }
}

/// Two sets of data put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// What both say.
    pub text: OfficialText,
    /// Articles that only the old data have.
    pub kept: Vec<Article>,
}

/// `new` with what `old` alone says: versions, titles, articles, the plan when `new` has none or does not have all articles.
///
/// Data that list every article in force give the order; of the others, only what is no longer in force is kept then. Where both
/// speak of one version, those of the later day are believed, unless they do not tell its state.
pub fn merge(old: &OfficialText, new: &OfficialText) -> Merged {
    let covers = old
        .articles()
        .iter()
        .all(|article| new.article(&article.number).is_some());
    let planned = !new.headings().is_empty() || old.headings().is_empty();
    let complete = new.facts().complete;
    let kept: Vec<Article> = old
        .articles()
        .iter()
        .filter(|article| new.article(&article.number).is_none())
        .filter(|article| !complete || gone(article, old))
        .map(|article| article.number.clone())
        .collect();
    let (base, other, added) = if complete || covers && planned {
        (new, old, kept.iter().collect())
    } else {
        (old, new, new.articles().iter().map(|a| &a.number).collect())
    };
    let mut followers = followers(base, other, &added);
    let mut builder = TextBuilder::default();
    let mut push = |row: Row| {
        // Both sets passed these checks; together they may have too many versions of one article, which are then left out.
        let _ = builder.push(row);
    };
    let last = followers.remove(&None).unwrap_or_default();
    for row in base.rows() {
        let Row::Article { level, article } = row else {
            push(row);
            continue;
        };
        let after = followers
            .remove(&Some(article.number.clone()))
            .unwrap_or_default();
        let article = both(&article.number, old, new).unwrap_or(article);
        push(Row::Article { level, article });
        for follower in after {
            let article = follower.clone();
            push(Row::Article { level, article });
        }
    }
    for article in last {
        let article = article.clone();
        push(Row::Article { level: 0, article });
    }
    let date = if complete {
        new.facts().date
    } else if covers {
        new.facts().date.max(old.facts().date)
    } else {
        old.facts().date
    };
    let facts = TextFacts {
        date,
        ..new.facts().clone()
    };
    let mut text = builder.finish(facts.clone());
    let old_counts = text.articles() != new.articles() || text.headings() != new.headings();
    if old_counts {
        let sources: BTreeSet<&str> = [old, new]
            .into_iter()
            .flat_map(|text| text.facts().source.split(BETWEEN_SOURCES))
            .filter(|source| !source.is_empty())
            .collect();
        let source = sources
            .into_iter()
            .collect::<Vec<_>>()
            .join(BETWEEN_SOURCES);
        text = text.with_facts(TextFacts { source, ..facts });
    }
    Merged { text, kept }
}

/// Whether an article was no longer in force on the day of its data.
fn gone(article: &OfficialArticle, data: &OfficialText) -> bool {
    matches!(
        article.state_at(data.facts().date),
        Some(Standing::Ended(_))
    )
}

/// The articles `added` to those of `base`, each after the one that it follows: in the order of `other`, where they come from,
/// else by its number; under none when it follows none.
fn followers<'a>(
    base: &OfficialText,
    other: &'a OfficialText,
    added: &BTreeSet<&Article>,
) -> HashMap<Option<Article>, Vec<&'a OfficialArticle>> {
    let by_number: BTreeSet<&Article> = base.articles().iter().map(|a| &a.number).collect();
    let mut found: HashMap<Option<Article>, Vec<&OfficialArticle>> = HashMap::new();
    let mut before: Option<&Article> = None;
    for article in other.articles() {
        if let Some(shared) = by_number.get(&article.number) {
            before = Some(shared);
        } else if added.contains(&article.number) {
            let smaller = || {
                by_number
                    .range::<&Article, _>(..&article.number)
                    .next_back()
                    .copied()
            };
            let after = before.or_else(smaller);
            found.entry(after.cloned()).or_default().push(article);
        }
    }
    found
}

/// What both say of an article.
fn both(number: &Article, old: &OfficialText, new: &OfficialText) -> Option<OfficialArticle> {
    let (was, is) = (old.article(number)?, new.article(number)?);
    let (fresh, stale) = if new.facts().date >= old.facts().date {
        (is, was)
    } else {
        (was, is)
    };
    let mut versions: Vec<Version> = fresh.versions.clone();
    for version in &mut versions {
        let known = stale.versions.iter().find(|known| known.id == version.id);
        if let Some(known) = known.filter(|_| version.state == State::Unknown) {
            version.state = known.state;
            version.from = version.from.or(known.from);
            version.to = version.to.or(known.to);
        }
    }
    for version in &stale.versions {
        if !fresh.versions.iter().any(|known| known.id == version.id) {
            versions.push(replaced(*version, &fresh.versions));
        }
    }
    let mut article = OfficialArticle::new(number.clone(), versions);
    article.title = is.title.clone().or_else(|| was.title.clone());
    article.renumbered = is.renumbered.clone().or_else(|| was.renumbered.clone());
    Some(article)
}

/// A version that was in force by the old data, and that one of the `later` versions took the place of.
fn replaced(version: Version, later: &[Version]) -> Version {
    let open = version.to.is_none() && !version.state.ends();
    let next = later
        .iter()
        .filter_map(|later| later.from)
        .filter(|from| version.from.is_none_or(|own| own < *from))
        .min();
    match next {
        Some(next) if open => Version {
            state: State::Modified,
            to: Some(next),
            ..version
        },
        _ => version,
    }
}
