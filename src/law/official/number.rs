//! Numbers of articles as official data write them.

use crate::law::fold::Folded;
use crate::law::{Article, TextId, Texts, number};

/// The number of an article as official data write it ("L2113-12", "R*421-1", "199 terdecies-0 A", "1er", "Annexe II") in
/// normal form. Nothing for what has no number of the grammar, such as "Annexe à l'article R. 123".
pub fn official_number(written: &str, text: &TextId) -> Option<Article> {
    let written = written.trim();
    if written.len() > 60 {
        return None;
    }
    let prefix = if text.numbers_with_art() { "art" } else { "" };
    let words: Vec<&str> = written.split_whitespace().collect();
    if let [annex, which @ ..] = words.as_slice()
        && annex.eq_ignore_ascii_case("annexe")
        && which.len() <= 1
    {
        let which = which.first().unwrap_or(&"");
        return Article::parse(&format!("{prefix}annexe{which}")).filter(Article::is_annex);
    }
    let folded = Folded::of(written);
    let number = number::number(&folded, 0, true, Texts::known())?;
    if folded.skip_spaces(number.end) != folded.bytes.len() {
        return None;
    }
    // A reference to "l’article R. 1" of a decree has no "art" either.
    let lettered = number.normal.starts_with(|c: char| c.is_ascii_uppercase());
    let prefix = if lettered { "" } else { prefix };
    Article::parse(&format!("{prefix}{}", number.normal))
}
