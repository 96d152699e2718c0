//! A text with its articles in the official order, and what can be asked of it.

use super::rows::{Row, RowError, TextBuilder, clean};
use super::{Change, Day, OfficialArticle, OfficialId, Standing, Version};
use crate::law::url::article_address;
use crate::law::{Article, TextId, texts};
use std::collections::HashMap;

/// A heading of a text's plan: "Livre Ier : Dispositions générales".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// Its words.
    pub title: String,
    /// 1 for the headings of the text itself.
    pub level: u8,
    /// The heading that it stands under: an index below its own.
    pub parent: Option<usize>,
    /// Its identifier, when known.
    pub id: Option<OfficialId>,
    /// The first article after it: an index into [`OfficialText::articles`], which may be past the last.
    pub first: usize,
}

/// What is known of a text as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextFacts {
    /// Which text.
    pub id: TextId,
    /// Its official identifier.
    pub official_id: OfficialId,
    /// Its title.
    pub title: String,
    /// Where the data come from, in words.
    pub source: String,
    /// The day that the data speak of.
    pub date: Day,
    /// Whether every article in force that day is listed: an article that is not is then unknown to the law.
    pub complete: bool,
}

impl TextFacts {
    /// The same with its words on one line each.
    pub(super) fn cleaned(self) -> Self {
        Self {
            title: clean(&self.title),
            source: clean(&self.source),
            ..self
        }
    }
}

/// Why the articles between two cannot be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BetweenError {
    /// The first end is not in the data.
    UnknownFrom,
    /// The last end is not in the data.
    UnknownTo,
    /// The last comes before the first.
    Reversed,
}

/// A text with its articles in the official order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficialText {
    pub(super) facts: TextFacts,
    pub(super) headings: Vec<Heading>,
    pub(super) articles: Vec<OfficialArticle>,
    pub(super) by_number: HashMap<Article, usize>,
}

impl OfficialText {
    /// The text made of `rows`, see [`TextBuilder`].
    ///
    /// # Errors
    /// The first row that cannot follow those before it.
    pub fn new(facts: TextFacts, rows: impl IntoIterator<Item = Row>) -> Result<Self, RowError> {
        let mut builder = TextBuilder::default();
        for (at, row) in rows.into_iter().enumerate() {
            builder
                .push(row)
                .map_err(|kind| RowError { row: at, kind })?;
        }
        Ok(builder.finish(facts))
    }

    /// The rows that the text is made of: [`OfficialText::new`] makes the same text of them.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let (mut heading, mut article) = (0, 0);
        std::iter::from_fn(move || {
            if let Some(next) = self.headings.get(heading)
                && next.first <= article
            {
                heading += 1;
                return Some(Row::Heading {
                    level: next.level,
                    title: next.title.clone(),
                    id: next.id,
                });
            }
            let next = self.articles.get(article)?;
            article += 1;
            let level = next.heading.map_or(0, |at| self.headings[at].level);
            Some(Row::Article {
                level,
                article: next.clone(),
            })
        })
    }

    /// What is known of the text as a whole.
    pub fn facts(&self) -> &TextFacts {
        &self.facts
    }

    /// The same with other facts.
    #[must_use]
    pub fn with_facts(self, facts: TextFacts) -> Self {
        Self {
            facts: facts.cleaned(),
            ..self
        }
    }

    /// The articles in the official order.
    pub fn articles(&self) -> &[OfficialArticle] {
        &self.articles
    }

    /// The headings in the official order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The article with this number.
    pub fn article(&self, number: &Article) -> Option<&OfficialArticle> {
        self.position(number).map(|at| &self.articles[at])
    }

    /// Where the article stands in the official order, from 0.
    pub fn position(&self, number: &Article) -> Option<usize> {
        self.by_number.get(number).copied()
    }

    /// The headings above an article, the widest first.
    pub fn path(&self, article: &OfficialArticle) -> Vec<&Heading> {
        let mut path = Vec::new();
        let mut at = article.heading;
        while let Some(heading) = at.and_then(|at| self.headings.get(at)) {
            path.push(heading);
            at = heading.parent;
        }
        path.reverse();
        path
    }

    /// The articles from one to another, both included, in the official order.
    ///
    /// "L. 112-9 à L. 112-11" means laws only, though the plan of a code may put regulations among them: with ends of one
    /// series (L and LO; R and D, which share their numbers; A) the others are left out. So are articles that were no
    /// longer in force on the day of the data, but for the ends.
    ///
    /// # Errors
    /// When an end is unknown, or the last comes before the first.
    pub fn between(
        &self,
        from: &Article,
        to: &Article,
    ) -> Result<Vec<&OfficialArticle>, BetweenError> {
        let mut articles = self.through(from, to)?;
        articles.retain(|article| {
            let an_end = article.number == *from || article.number == *to;
            let stands = !matches!(
                article.state_at(self.facts.date),
                None | Some(Standing::Ended(_))
            );
            an_end || stands
        });
        Ok(articles)
    }

    /// The same with the articles that are no longer in force: what a range meant when it was written.
    ///
    /// # Errors
    /// As [`OfficialText::between`].
    pub fn through(
        &self,
        from: &Article,
        to: &Article,
    ) -> Result<Vec<&OfficialArticle>, BetweenError> {
        let first = self.position(from).ok_or(BetweenError::UnknownFrom)?;
        let last = self.position(to).ok_or(BetweenError::UnknownTo)?;
        if last < first {
            return Err(BetweenError::Reversed);
        }
        let wanted = (series(from) == series(to)).then(|| series(from));
        Ok(self.articles[first..=last]
            .iter()
            .enumerate()
            .filter(|(at, article)| {
                let an_end = *at == 0 || *at == last - first;
                an_end || wanted.is_none_or(|wanted| series(&article.number) == wanted)
            })
            .map(|(_, article)| article)
            .collect())
    }

    /// The known number that an unknown one was most likely meant to be: at most two characters differ; of equally close
    /// ones, the one that begins most alike, then the closest by its last number.
    pub fn nearest(&self, number: &Article) -> Option<&Article> {
        let wanted = number.as_str().as_bytes();
        let ending = |article: &Article| -> i64 {
            let text = article.as_str();
            let head = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            text[head..].parse().unwrap_or(0)
        };
        let last = ending(number);
        self.articles
            .iter()
            .filter_map(|article| {
                let known = article.number.as_str().as_bytes();
                let slips = texts::distance(wanted, known, 2)?;
                let alike = wanted.iter().zip(known).take_while(|(a, b)| a == b).count();
                let gap = (ending(&article.number) - last).abs();
                Some(((slips, usize::MAX - alike, gap), &article.number))
            })
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, number)| number)
    }

    /// How an article stood on `day`.
    pub fn state_at(&self, number: &Article, day: Day) -> Option<Standing<'_>> {
        self.article(number)?.state_at(day)
    }

    /// The articles that changed after `since`, until `until` included, in the official order.
    pub fn changed_since(
        &self,
        since: Day,
        until: Day,
    ) -> impl Iterator<Item = (&OfficialArticle, Change<'_>)> {
        self.articles
            .iter()
            .filter_map(move |article| Some((article, article.changed_since(since, until)?)))
    }

    /// The version of an article to show and link to: the one in force on the day of the data, else the closest to it.
    pub fn current<'a>(&self, article: &'a OfficialArticle) -> Option<&'a Version> {
        article.state_at(self.facts.date).map(Standing::version)
    }

    /// The official address of an article's current version.
    pub fn url(&self, number: &Article) -> Option<String> {
        let version = self.current(self.article(number)?)?;
        let nature = self.facts.id.nature();
        Some(article_address(&version.id.to_string(), nature))
    }
}

/// Numbers that follow one another: R and D share theirs (R2111-2, D2111-3, R2111-4 in the code de la commande publique),
/// L and LO too.
fn series(article: &Article) -> u8 {
    match article.as_str().as_bytes().first() {
        Some(b'L') => 1,
        Some(b'R' | b'D') => 2,
        Some(b'A') => 3,
        _ => 0,
    }
}
