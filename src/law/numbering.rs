//! Which code can have an article of a given number: how codes number their articles tells "L. 2113-12" from "L. 312-1"
//! without any list of articles.

use super::{Nature, TextId};

/// Codes whose articles bear four figures, one each for part, book, title and chapter, with the number of their parts;
/// those of every other code bear at most three. Circulaire du 30 mai 1996 relative à la codification des textes
/// législatifs et réglementaires, "numérotation décimale"; the parts are those of each code's own plan.
const FOUR_FIGURES: [(&str, u8); 7] = [
    ("ccp", 3),
    ("cgct", 7),
    ("c-trav", 8),
    ("csp", 6),
    ("c-def", 5),
    ("c-transp", 6),
    ("cg3p", 5),
];

/// Codes whose articles bear no letter, in their legislative part at least.
const PLAIN: [&str; 13] = [
    "c-civ", "c-pen", "cpc", "cpp", "cgi", "cgi-an1", "cgi-an2", "cgi-an3", "cgi-an4", "c-dou",
    "cmp", "cmp-2001", "cmp-2004",
];

/// Whether a code may have an article with this number, `L2113-12` or `1240`; any other text has plain numbers only.
pub(super) fn may_have(text: &TextId, number: &str) -> bool {
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let lettered = digits.len() < number.len();
    if text.nature() != Nature::Code {
        return !lettered || number.ends_with("liminaire");
    }
    let plain = PLAIN.contains(&text.as_str());
    if !lettered {
        return plain;
    }
    // Of these only two have a regulatory part whose articles bear R or D.
    if plain && (number.starts_with('L') || !matches!(text.as_str(), "c-pen" | "cpp")) {
        return false;
    }
    // Organic articles of four figures are those of one code.
    if number.starts_with("LO") && figures(number) == 4 {
        return text.as_str() == "cgct";
    }
    match (figures(number), parts(text)) {
        (4, Some(parts)) => (b'1'..=b'0' + parts).contains(&digits.as_bytes()[0]),
        (4, None) | (3, Some(_)) => false,
        _ => true,
    }
}

/// Whether no article of a code can have this number, whatever was renumbered in it: a letter in a code whose articles bear
/// none, `L2113-12` of the "code de procédure pénale", or a first figure beyond its parts, `L9113-1` of the CCP.
pub(super) fn cannot_have(code: &TextId, number: &str) -> bool {
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let letters = &number[..number.len() - digits.len()];
    if code.nature() != Nature::Code || letters.is_empty() || letters.len() > 3 {
        return false;
    }
    if PLAIN.contains(&code.as_str()) {
        return letters.starts_with('L');
    }
    match (figures(number), parts(code)) {
        (4, Some(parts)) => !(b'1'..=b'0' + parts).contains(&digits.as_bytes()[0]),
        (5.., Some(_)) => true,
        _ => false,
    }
}

/// How many figures the first group of a number has.
pub(super) fn figures(number: &str) -> usize {
    chapter(number).len()
}

/// How many parts a code has whose articles bear four figures.
pub(super) fn parts(code: &TextId) -> Option<u8> {
    FOUR_FIGURES
        .iter()
        .find(|(slug, _)| *slug == code.as_str())
        .map(|(_, parts)| *parts)
}

/// What articles of one chapter share: the letter aside, the first group of figures, `2113`.
pub(super) fn chapter(number: &str) -> &str {
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    &digits[..end]
}

/// What articles of one title or book share: all of the chapter but its last figure or two.
pub(super) fn book(number: &str) -> &str {
    let chapter = chapter(number);
    match chapter.len() {
        4 => &chapter[..2],
        3 => &chapter[..1],
        _ => chapter,
    }
}
