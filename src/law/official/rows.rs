//! The rows of which a text is made, and the checks that they pass on the way.

use super::text::{Heading, OfficialText, TextFacts};
use super::{MAX_ARTICLES, MAX_HEADINGS, MAX_LEVEL, MAX_VERSIONS, OfficialArticle, OfficialId};
use crate::law::Article;
use std::collections::HashMap;

/// Longest title, in characters.
const MAX_TITLE: usize = 500;

/// One line of a text in its official order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A heading of this level, at most one deeper than what is open.
    Heading {
        /// From 1.
        level: u8,
        /// Its words.
        title: String,
        /// Its identifier, when known.
        id: Option<OfficialId>,
    },
    /// An article under the last heading of this level; 0 for none.
    Article {
        /// At most the level of what is open.
        level: u8,
        /// The article; its `heading` is set by [`OfficialText::new`].
        article: OfficialArticle,
    },
}

/// Why rows make no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowError {
    /// The row at fault, from 0.
    pub row: usize,
    /// What is wrong with it.
    pub kind: RowErrorKind,
}

/// Kinds of [`RowError`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowErrorKind {
    /// The level is 0 for a heading, too deep, or not open.
    Level(u8),
    /// A heading without words.
    Untitled,
    /// The number stands twice.
    Twice(Article),
    /// The article has no version, or too many.
    Versions(Article),
    /// An identifier names something else.
    Id(OfficialId),
    /// More than [`MAX_ARTICLES`] or [`MAX_HEADINGS`].
    TooMany,
}

/// Makes an [`OfficialText`] row by row.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    headings: Vec<Heading>,
    articles: Vec<OfficialArticle>,
    by_number: HashMap<Article, usize>,
    open: Vec<usize>,
}

impl TextBuilder {
    /// Adds a row. Its titles are cleaned of control characters and runs of spaces, its versions put in the order of time.
    ///
    /// # Errors
    /// When the row cannot follow those before it; it is left out then.
    pub fn push(&mut self, row: Row) -> Result<(), RowErrorKind> {
        match row {
            Row::Heading { level, title, id } => {
                if level == 0 || level > MAX_LEVEL || usize::from(level) > self.open.len() + 1 {
                    return Err(RowErrorKind::Level(level));
                }
                if let Some(id) = id.filter(|id| !id.is_heading()) {
                    return Err(RowErrorKind::Id(id));
                }
                let title = clean(&title);
                if title.is_empty() {
                    return Err(RowErrorKind::Untitled);
                }
                if self.headings.len() == MAX_HEADINGS {
                    return Err(RowErrorKind::TooMany);
                }
                self.open.truncate(usize::from(level) - 1);
                self.headings.push(Heading {
                    title,
                    level,
                    parent: self.open.last().copied(),
                    id,
                    first: self.articles.len(),
                });
                self.open.push(self.headings.len() - 1);
            }
            Row::Article { level, mut article } => {
                if usize::from(level) > self.open.len() {
                    return Err(RowErrorKind::Level(level));
                }
                if article.versions.is_empty() || article.versions.len() > MAX_VERSIONS {
                    return Err(RowErrorKind::Versions(article.number));
                }
                if let Some(version) = article.versions.iter().find(|v| !v.id.is_article()) {
                    return Err(RowErrorKind::Id(version.id));
                }
                if self.by_number.contains_key(&article.number) {
                    return Err(RowErrorKind::Twice(article.number));
                }
                if self.articles.len() == MAX_ARTICLES {
                    return Err(RowErrorKind::TooMany);
                }
                self.open.truncate(usize::from(level));
                article.heading = self.open.last().copied();
                article.title = article
                    .title
                    .as_deref()
                    .map(clean)
                    .filter(|title| !title.is_empty());
                article.sort();
                self.by_number
                    .insert(article.number.clone(), self.articles.len());
                self.articles.push(article);
            }
        }
        Ok(())
    }

    /// The text.
    pub fn finish(self, facts: TextFacts) -> OfficialText {
        OfficialText {
            facts: facts.cleaned(),
            headings: self.headings,
            articles: self.articles,
            by_number: self.by_number,
        }
    }
}

/// One line without control, formatting or double space characters.
pub(super) fn clean(title: &str) -> String {
    let mut out = String::with_capacity(title.len().min(MAX_TITLE));
    let mut length = 0;
    for word in title
        .split(|c: char| c.is_control() || c == ' ' || c == '\u{2028}' || c == '\u{2029}')
        .filter(|word| !word.is_empty())
    {
        let plain = word.chars().filter(|c| !is_invisible(*c));
        let mut first = true;
        for c in plain {
            if first && !out.is_empty() {
                if length + 1 >= MAX_TITLE {
                    return out;
                }
                out.push(' ');
                length += 1;
            }
            first = false;
            if length == MAX_TITLE {
                return out;
            }
            out.push(c);
            length += 1;
        }
    }
    out
}

/// Characters that change how others are shown without being seen: bidirectional controls, zero-width ones, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}')
}
