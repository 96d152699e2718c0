//! Official identifiers, and what they name.

use std::fmt;

/// What an official identifier names, by its first eight letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IdKind {
    /// `LEGIARTI`: one version of an article.
    LegiArticle,
    /// `JORFARTI`: an article as it was published.
    JorfArticle,
    /// `LEGISCTA`: a heading.
    LegiHeading,
    /// `JORFSCTA`: a heading as it was published.
    JorfHeading,
    /// `LEGITEXT`: a consolidated text.
    LegiText,
    /// `JORFTEXT`: a text as it was published.
    JorfText,
}

const KINDS: [(IdKind, &str); 6] = [
    (IdKind::LegiArticle, "LEGIARTI"),
    (IdKind::JorfArticle, "JORFARTI"),
    (IdKind::LegiHeading, "LEGISCTA"),
    (IdKind::JorfHeading, "JORFSCTA"),
    (IdKind::LegiText, "LEGITEXT"),
    (IdKind::JorfText, "JORFTEXT"),
];

/// An official identifier: eight letters and twelve digits, as in `LEGIARTI000037703535`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficialId {
    kind: IdKind,
    number: u64,
}

impl OfficialId {
    /// Reads an identifier; nothing for anything else.
    pub fn parse(written: &str) -> Option<Self> {
        let (kind, prefix) = KINDS
            .iter()
            .find(|(_, prefix)| written.starts_with(prefix))?;
        let digits = &written[prefix.len()..];
        (digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse().ok())
            .flatten()
            .map(|number| Self {
                kind: *kind,
                number,
            })
    }

    /// What it names.
    pub fn kind(self) -> IdKind {
        self.kind
    }

    /// Whether it names an article or a version of one.
    pub fn is_article(self) -> bool {
        matches!(self.kind, IdKind::LegiArticle | IdKind::JorfArticle)
    }

    /// Whether it names a heading.
    pub fn is_heading(self) -> bool {
        matches!(self.kind, IdKind::LegiHeading | IdKind::JorfHeading)
    }

    /// Whether it names a text.
    pub fn is_text(self) -> bool {
        matches!(self.kind, IdKind::LegiText | IdKind::JorfText)
    }
}

impl fmt::Display for OfficialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = KINDS
            .iter()
            .find(|(kind, _)| *kind == self.kind)
            .map_or("", |(_, prefix)| prefix);
        write!(f, "{prefix}{:012}", self.number)
    }
}

impl fmt::Debug for OfficialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
