//! Official data on texts: for each article its identifier, its versions with their state and dates, its place in the plan.
//!
//! Plain values, made by the importers and read back from a site's data files; sorted in the official order, looked up by
//! number through an index. The words for states and dates are those of the LEGI base (DILA, Légifrance).
//!
//! `day` and `id` are the small values, `article` says how an article stands on a day, `rows` makes a text, `text` answers
//! for it, `number` reads a number as official data write it.

mod article;
mod day;
mod id;
mod number;
mod rows;
mod text;

pub use article::{Change, OfficialArticle, Standing, State, Version};
pub use day::Day;
pub use id::{IdKind, OfficialId};
pub use number::official_number;
pub use rows::{Row, RowError, RowErrorKind, TextBuilder};
pub use text::{BetweenError, Heading, OfficialText, TextFacts};

use super::{Article, LegalRef, TextId};
use std::collections::BTreeMap;

/// Most articles of one text: the largest code has some 13,000.
pub const MAX_ARTICLES: usize = 100_000;
/// Most headings of one text.
pub const MAX_HEADINGS: usize = 50_000;
/// Most versions of one article.
pub const MAX_VERSIONS: usize = 2_000;
/// Deepest heading.
pub const MAX_LEVEL: u8 = 20;

/// The texts of which a site has official data.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OfficialTexts(BTreeMap<TextId, OfficialText>);

impl OfficialTexts {
    /// These texts; of two with one id, the last.
    pub fn new(texts: impl IntoIterator<Item = OfficialText>) -> Self {
        Self(
            texts
                .into_iter()
                .map(|text| (text.facts.id.clone(), text))
                .collect(),
        )
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts, in the order of an index.
    pub fn iter(&self) -> impl Iterator<Item = &OfficialText> {
        self.0.values()
    }

    /// The data on a text.
    pub fn get(&self, id: &TextId) -> Option<&OfficialText> {
        self.0.get(id)
    }

    /// The data on an article.
    pub fn article(&self, id: &TextId, number: &Article) -> Option<&OfficialArticle> {
        self.get(id)?.article(number)
    }

    /// The exact official address of an article.
    pub fn url(&self, id: &TextId, number: &Article) -> Option<String> {
        self.get(id)?.url(number)
    }

    /// The articles that a reference stands for, by the official order. None when there are no data on its text.
    pub fn articles(&self, reference: &LegalRef) -> Option<Result<Vec<Article>, BetweenError>> {
        let text = self.get(reference.text())?;
        Some(match reference {
            LegalRef::Text(_) => Ok(Vec::new()),
            LegalRef::Article { article, .. } => Ok(vec![article.clone()]),
            LegalRef::Range { from, to, .. } => text.between(from, to).map(|articles| {
                articles
                    .into_iter()
                    .map(|article| article.number.clone())
                    .collect()
            }),
        })
    }
}
