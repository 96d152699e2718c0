//! A source as it is printed: words, titles and links in order, which only what shows it dresses.

use super::style::begins_with_a_kind_of_text;
use std::borrow::Cow;

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
    pub fn words(&self) -> Option<&str> {
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

/// Words that an editor puts around a source, as the prose would set them: "*in fine*" is in italics, "**lire**" bold, the
/// rest text. A mark that is not closed, or that touches a space inside, is a character like any other; so is `_` within a
/// word (`CommonMark`, 6.2).
pub fn emphasised(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(opens) = text[from..].find(['*', '_']).map(|at| from + at) {
        let rest = &text[opens..];
        let mark = if rest.starts_with("**") || rest.starts_with("__") {
            &rest[..2]
        } else {
            &rest[..1]
        };
        let inside = &rest[mark.len()..];
        let is_in_word = |before: &str, after: &str| {
            mark.starts_with('_')
                && before.ends_with(char::is_alphanumeric)
                && after.starts_with(char::is_alphanumeric)
        };
        let closes = |at: &usize| !is_in_word(&inside[..*at], &inside[at + mark.len()..]);
        let length = if is_in_word(&text[..opens], inside) {
            None
        } else {
            let closing = inside.match_indices(mark).map(|(at, _)| at).find(closes);
            closing.filter(|at| {
                let words = &inside[..*at];
                !words.is_empty() && words.trim() == words
            })
        };
        let Some(length) = length else {
            from = opens + mark.len();
            continue;
        };
        if opens > done {
            pieces.push(Piece::Text(text[done..opens].to_owned()));
        }
        let set = if mark.len() == 2 {
            Piece::Strong
        } else {
            Piece::Italic
        };
        pieces.push(set(inside[..length].to_owned()));
        done = opens + length + 2 * mark.len();
        from = done;
    }
    if done < text.len() {
        pieces.push(Piece::Text(text[done..].to_owned()));
    }
    pieces
}

/// The same words without the marks.
pub fn without_emphasis(text: &str) -> Cow<'_, str> {
    if text.contains(['*', '_']) {
        emphasised(text).iter().filter_map(Piece::words).collect()
    } else {
        Cow::Borrowed(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_read_as_in_the_prose() {
        for (text, expected) in [
            ("*in fine*", "i:in fine"),
            (
                "qui cite *l’arrêt* puis **non**",
                "qui cite |i:l’arrêt| puis |b:non",
            ),
            ("_contra_, p. 3", "i:contra|, p. 3"),
            ("nom_de_fichier", "nom_de_fichier"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("p. 3*", "p. 3*"),
            ("**", "**"),
            ("*a **b", "*a **b"),
            ("", ""),
        ] {
            let pieces = emphasised(text).into_iter().map(|piece| match piece {
                Piece::Italic(words) => format!("i:{words}"),
                Piece::Strong(words) => format!("b:{words}"),
                plain => plain.words().unwrap_or_default().to_owned(),
            });
            assert_eq!(pieces.collect::<Vec<_>>().join("|"), expected, "{text}");
        }
        assert_eq!(without_emphasis("voir *infra*"), "voir infra");
    }
}
