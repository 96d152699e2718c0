//! The known word closest to a mistaken one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this, in characters, are not compared: nobody mistypes one that long.
const MAX_WORD: usize = 80;

/// The candidate that `word` was most likely meant to be, if any is close: at most one slip for three letters,
/// case and accents not counted; or a candidate that begins with the word, from three letters.
/// Of equally close ones, the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest(word, candidates, true)
}

/// The same, for a word that may be right: one that a candidate merely begins with is left alone.
pub fn nearest_slip<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    closest(word, candidates, false)
}

fn closest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    begun: bool,
) -> Option<&'a str> {
    let word = folded(word)?;
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let known = folded(candidate)?;
            let gap = known.chars().count().abs_diff(length);
            let slips = if gap > allowed {
                usize::MAX
            } else {
                strsim::osa_distance(&word, &known)
            };
            let begins = begun && length >= 3 && known.starts_with(&word);
            (slips <= allowed)
                .then_some(slips)
                .or(begins.then_some(allowed))
                .map(|slips| (slips, candidate))
        })
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> Option<String> {
    if word.is_empty() || word.len() > MAX_WORD * 4 {
        return None;
    }
    Some(
        word.nfd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_slip};

    #[test]
    fn slips_find_the_word_meant() {
        let keys = ["auteurs", "titre", "date", "verifie_le", "numero"];
        for (word, expected) in [
            ("auteur", Some("auteurs")),
            ("Titre", Some("titre")),
            ("dat", Some("date")),
            ("vérifié_le", Some("verifie_le")),
            ("numréo", Some("numero")),
            ("couleur", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
        assert_eq!(nearest("aut", keys), Some("auteurs"));
        assert_eq!(nearest_slip("aut", keys), None);
        assert_eq!(nearest_slip("auteur", keys), Some("auteurs"));
    }
}
