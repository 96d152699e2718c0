//! A source as it is printed: words, titles and links in order, which only what shows it dresses.

use super::style::begins_with_a_kind_of_text;

/// A source as it is printed, piece by piece.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Printed {
    /// In order; spaces and punctuation between them included.
    pub pieces: Vec<Piece>,
    /// The language of its titles, when it is another than French.
    pub language: Option<String>,
}

/// A piece of a printed source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A title, in italics.
    Title(String),
    /// A title in another language that the style does not set in italics, such as that of an article.
    Foreign(String),
    /// Italics that are no title: "op. cit.", the number of a volume.
    Italic(String),
    /// Small capitals: the name of an author in some styles. The letters are those of the name.
    SmallCaps(String),
    /// Bold.
    Strong(String),
    /// Raised.
    Raised(String),
    /// Lowered.
    Lowered(String),
    /// An address.
    Link {
        /// Where it leads: http or https.
        url: String,
        /// What is shown: the name of the site, or the whole address.
        label: String,
    },
    /// The number of the note of the sheet that first cites the source: only the sheet knows it.
    FirstNote,
}

impl Piece {
    /// Its words; none for a link and for [`Self::FirstNote`], which are settled elsewhere.
    pub(super) fn words(&self) -> Option<&str> {
        match self {
            Self::Text(words)
            | Self::Title(words)
            | Self::Foreign(words)
            | Self::Italic(words)
            | Self::SmallCaps(words)
            | Self::Strong(words)
            | Self::Raised(words)
            | Self::Lowered(words) => Some(words),
            Self::Link { .. } | Self::FirstNote => None,
        }
    }

    /// Its words, to be changed.
    pub(super) fn words_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Text(words)
            | Self::Title(words)
            | Self::Foreign(words)
            | Self::Italic(words)
            | Self::SmallCaps(words)
            | Self::Strong(words)
            | Self::Raised(words)
            | Self::Lowered(words) => Some(words),
            Self::Link { .. } | Self::FirstNote => None,
        }
    }
}

/// Abbreviations that keep their point wherever they stand.
const ABBREVIATIONS: [&str; 6] = ["d.", "cit.", "préc.", "éd.", "al.", "etc."];

impl Printed {
    /// The same without the full stop that ends it, for what is followed by a semicolon.
    #[must_use]
    pub fn without_stop(&self) -> Self {
        let mut out = self.clone();
        if let Some(Piece::Text(last)) = out.pieces.last_mut()
            && !ABBREVIATIONS.iter().any(|word| last.ends_with(word))
            && let Some(words) = last.strip_suffix('.')
        {
            last.truncate(words.len());
        }
        out
    }

    /// The same after words of the sentence: "voir loi n° 2014-856". The name of a kind of text that begins it has no
    /// capital there (Lexique des règles typographiques en usage à l'Imprimerie nationale, "Lois, décrets, ordonnances").
    #[must_use]
    pub fn after_words(&self) -> Self {
        let mut out = self.clone();
        if let Some(words) = out.pieces.first_mut().and_then(Piece::words_mut)
            && begins_with_a_kind_of_text(words)
            && let Some(first) = words.chars().next()
        {
            words.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
        }
        out
    }

    /// The words alone; addresses in full, and the first note as `n`.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Link { url, .. } => url,
                piece => piece.words().unwrap_or("n"),
            })
            .collect()
    }
}
