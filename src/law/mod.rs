//! French and European law in running text: `find` reads references, `settle` decides what "du même code" means,
//! `texts` knows the codes and usual names, `url` gives official addresses.
//!
//! This module knows nothing of the rest of the crate and touches neither disk nor network.
//!
//! [`references`] does all of it for one text. Who reads a text in pieces, to keep what lies between them, calls [`find`] and
//! [`Context::settle`] for each.
//!
//! ```
//! use reperess::law::{self, Texts};
//! let texts = Texts::known();
//! let text = "Voir l’article L. 2113-12 du code de la commande publique, puis l’article R. 2152-3 du même code.";
//! let mentions = law::references(text, texts, None);
//! let ids: Vec<String> = mentions
//!     .iter()
//!     .flat_map(|mention| &mention.parts)
//!     .filter_map(|part| Some(part.reference.as_ref()?.id()))
//!     .collect();
//! assert_eq!(ids, ["ccp:L2113-12", "ccp:R2152-3"]);
//! assert_eq!(&text[mentions[1].range.clone()], "article R. 2152-3 du même code");
//! ```
//!
//! An id names a text, then an article of it. A code has the slug of the tables, `ccp`; any other text its kind and its number,
//! `loi:2014-856`, `decret:2001-495`, `dir:2014/24/UE`, or its day where it has no number, `arrete:2022-03-29`; a decision its
//! court and number, `ce:417580`, `cjue:C-113/13`. Articles of a code are numbered as the code does, `ccp:L2113-12`; those of
//! any other text begin with `art`, `loi:2014-856:art1`. [`parse_entry`] reads an id back.

mod after;
mod article;
mod court;
mod date;
mod decision;
mod definitions;
mod entry;
mod european;
mod find;
mod fold;
mod list;
mod name;
mod names;
mod number;
pub mod official;
mod numbering;
mod pinpoint;
mod settle;
mod tables;
mod texts;
mod title;
pub mod url;

pub use article::Article;
pub use definitions::definitions;
pub use entry::{EntryError, EntryErrorKind, parse_entry};
pub use find::{Candidate, Kind, Part, TextMention, find};
pub use official::{OfficialText, OfficialTexts};
pub use settle::{Context, Mention, SettledPart, references};
pub use texts::{LegalText, Texts};
pub use title::french_date as day_in_words;

use std::cmp::Ordering;
use std::sync::Arc;

/// Identifier of a text: `ccp`, `loi:2014-856`, `dir:2014/24/UE`, `ce:417580`.
///
/// Ordered as an index prints texts: by nature, then by number.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TextId(Arc<str>);

/// What a text is, in the order of an index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Nature {
    /// A code.
    Code,
    /// The Constitution and what it refers to.
    Constitution,
    /// A law.
    Law,
    /// An ordinance.
    Ordinance,
    /// A decree.
    Decree,
    /// An order.
    Order,
    /// A circular or an instruction.
    Circular,
    /// A treaty.
    Treaty,
    /// A European directive.
    Directive,
    /// A European regulation.
    Regulation,
    /// A European decision.
    EuropeanDecision,
    /// Case law.
    Case,
}

impl TextId {
    /// The text named by `id`.
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// As written in data: `loi:2014-856`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A file name: `loi-2014-856`; a–z, 0–9 and hyphens.
    pub fn slug(&self) -> String {
        slugged(&self.0)
    }

    /// What the text is.
    pub fn nature(&self) -> Nature {
        match self.0.split(':').next().unwrap_or_default() {
            "loi" => Nature::Law,
            "ordonnance" => Nature::Ordinance,
            "decret" => Nature::Decree,
            "arrete" => Nature::Order,
            "circulaire" => Nature::Circular,
            "const" | "ddhc" | "preambule-1946" | "charte-env" => Nature::Constitution,
            "tfue" | "tue" | "tce" | "cdfue" => Nature::Treaty,
            // "cedh:34503/97" is a judgment of the Court of the same letters.
            "cedh" if !self.0.contains('/') => Nature::Treaty,
            "dir" => Nature::Directive,
            "regl" => Nature::Regulation,
            "decision" => Nature::EuropeanDecision,
            _ if self.0.contains(':') => Nature::Case,
            _ => Nature::Code,
        }
    }

    /// Whether articles of the text are written `art59` in ids: all but codes.
    pub fn numbers_with_art(&self) -> bool {
        self.nature() != Nature::Code
    }
}

impl Ord for TextId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nature()
            .cmp(&other.nature())
            .then_with(|| natural(&self.0, &other.0))
    }
}

impl PartialOrd for TextId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares texts with runs of digits as numbers; equal only when the bytes are.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a.as_bytes(), b.as_bytes());
    loop {
        match (x.first(), y.first()) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(p), Some(q)) if p.is_ascii_digit() && q.is_ascii_digit() => {
                let take = |bytes: &[u8]| bytes.iter().take_while(|b| b.is_ascii_digit()).count();
                let (n, m) = (take(x), take(y));
                let trim = |digits: &[u8]| -> Vec<u8> {
                    digits.iter().skip_while(|b| **b == b'0').copied().collect()
                };
                let (p, q) = (trim(&x[..n]), trim(&y[..m]));
                let order = p.len().cmp(&q.len()).then_with(|| p.cmp(&q));
                if order != Ordering::Equal {
                    return order;
                }
                (x, y) = (&x[n..], &y[m..]);
            }
            (Some(p), Some(q)) if p == q => (x, y) = (&x[1..], &y[1..]),
            (Some(p), Some(q)) => return p.cmp(q),
        }
    }
}

fn slugged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(80);
    out.trim_end_matches('-').to_owned()
}

/// What is cited. Ordered as an index prints it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum LegalRef {
    /// A whole text, or a decision of a court.
    Text(TextId),
    /// An article.
    Article {
        /// Its text.
        text: TextId,
        /// Its number.
        article: Article,
    },
    /// Every article from one to another.
    Range {
        /// Their text.
        text: TextId,
        /// The first.
        from: Article,
        /// The last.
        to: Article,
    },
}

/// Why the articles between two ends cannot be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RangeError {
    /// The last comes before the first.
    Reversed,
    /// More than [`MAX_RANGE`].
    TooLong,
    /// More than the last number differs: only official data could tell.
    NotSequential,
}

/// Most articles that a range stands for.
pub const MAX_RANGE: u32 = 500;

impl LegalRef {
    /// `ccp:L2113-15`; a range is written with both its ends, `ccp:L2113-15..L2113-16`.
    pub fn id(&self) -> String {
        match self {
            Self::Text(text) => text.as_str().to_owned(),
            Self::Article { text, article } => format!("{}:{}", text.as_str(), article.as_str()),
            Self::Range { text, from, to } => {
                format!("{}:{}..{}", text.as_str(), from.as_str(), to.as_str())
            }
        }
    }

    /// The text cited.
    pub fn text(&self) -> &TextId {
        match self {
            Self::Text(text) | Self::Article { text, .. } | Self::Range { text, .. } => text,
        }
    }

    /// The articles that the reference stands for; none for a whole text. A range is told from its numbers alone: its ends
    /// differ only by their last number.
    pub fn articles(&self) -> Result<Vec<Article>, RangeError> {
        match self {
            Self::Text(_) => Ok(Vec::new()),
            Self::Article { article, .. } => Ok(vec![article.clone()]),
            Self::Range { from, to, .. } => from.up_to(to),
        }
    }
}

/// The reference in words: "article L. 2113-15 CCP", "loi n° 2014-856, art. 1er".
pub fn display(reference: &LegalRef, texts: &Texts) -> String {
    let code = !reference.text().numbers_with_art();
    let short = texts.short(reference.text());
    match reference {
        LegalRef::Text(text) => texts.name(text),
        LegalRef::Article { article, .. } if code => {
            format!("{} {short}", article.named())
        }
        LegalRef::Range { from, to, .. } if code => {
            format!("articles {} à {} {short}", from.display(), to.display())
        }
        LegalRef::Article { article, .. } if article.is_annex() => {
            format!("{short}, {}", article.display())
        }
        LegalRef::Article { article, .. } => format!("{short}, art.\u{a0}{}", article.display()),
        LegalRef::Range { from, to, .. } => format!(
            "{short}, art.\u{a0}{} à\u{a0}{}",
            from.display(),
            to.display()
        ),
    }
}
