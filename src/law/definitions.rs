//! Names that a text defines for itself: "code de la commande publique (ci-après « CCP »)", "« la Loi » désigne la loi
//! n° 2018-771".

use super::find::{TextMention, find};
use super::{Nature, TextId, Texts};
use std::ops::Range;

/// How far a definition may stand from the name that it is for, in bytes: the title of a law comes between.
const WITHIN: usize = 260;

/// The names that `text` defines, with the text of law that each stands for.
///
/// ```
/// use reperess::law::{Texts, definitions};
/// let text = "Le code de l’urbanisme (ci-après « le Code ») prévoit ceci.";
/// let found = definitions(text, Texts::known());
/// assert_eq!(found[0].0, "Code");
/// assert_eq!(found[0].1.as_str(), "c-urb");
/// ```
pub fn definitions(text: &str, texts: &Texts) -> Vec<(String, TextId)> {
    // Few texts define anything: these words are looked for before any reference is.
    let after: Vec<usize> = ["ci-après", "ci après", "ci-apres", "dénommé", "désigné"]
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, _)| at))
        .collect();
    let before: Vec<usize> = text.match_indices("désigne").map(|(at, _)| at).collect();
    let brackets: Vec<(usize, &str)> = text
        .match_indices('(')
        .filter_map(|(at, _)| Some((at, acronym(text, at)?)))
        .collect();
    let mut found = Vec::new();
    if after.is_empty() && before.is_empty() && brackets.is_empty() {
        return found;
    }
    let named: Vec<(Range<usize>, TextId)> = find(text, texts)
        .into_iter()
        .filter_map(|candidate| match candidate.text {
            TextMention::Named(id) if id.nature() != Nature::Case => Some((candidate.range, id)),
            _ => None,
        })
        .collect();
    for at in after {
        let Some((_, id)) = last_before(&named, at)
            .filter(|(range, _)| at - range.end < WITHIN && !text[range.end..at].contains(". "))
        else {
            continue;
        };
        let rest = &text[at..];
        let rest = rest
            .find(['«', '"', '“'])
            .filter(|open| *open < 60)
            .map(|open| &rest[open..]);
        if let Some(name) = rest.and_then(quoted) {
            found.push((name, id.clone()));
        }
    }
    for at in before {
        let from = at + "désigne".len();
        let next = named.partition_point(|(range, _)| range.start < from);
        let id = named.get(next).filter(|(range, _)| range.start - from < 12);
        let term = text[..at].trim_end().trim_end_matches(['»', '"', '”']);
        let open = term
            .rfind(['«', '"', '“'])
            .filter(|open| term.len() - open < 60);
        if let (Some((_, id)), Some(open)) = (id, open)
            && let Some(name) = quoted(&format!("{}»", &term[open..]))
        {
            found.push((name, id.clone()));
        }
    }
    for (at, name) in brackets {
        let named = last_before(&named, at)
            .filter(|(range, _)| at - range.end < 4 && text[range.end..at].trim().is_empty());
        if let Some((_, id)) = named
            && matches!(
                id.nature(),
                Nature::Code | Nature::Directive | Nature::Regulation
            )
        {
            found.push((name.to_owned(), id.clone()));
        }
    }
    found.retain(|(name, id)| texts.by_abbreviation(name).as_ref() != Some(id));
    found
}

/// The text last named before byte `at`.
fn last_before(named: &[(Range<usize>, TextId)], at: usize) -> Option<&(Range<usize>, TextId)> {
    named[..named.partition_point(|(range, _)| range.end <= at)].last()
}

/// The letters in brackets after the name of a code or of a European text, at most 120 bytes long:
/// "code de la sécurité intérieure (CSÉI)".
fn acronym(text: &str, open: usize) -> Option<&str> {
    let inner = &text[open + 1..];
    let end = inner.char_indices().take(11).find(|(_, c)| *c == ')')?.0;
    let name = &inner[..end];
    let letters = name.chars().count() >= 2
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if !letters {
        return None;
    }
    let mut from = open.saturating_sub(120);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..open].to_lowercase();
    ["code", "règlement", "directive"]
        .iter()
        .any(|word| before.contains(word))
        .then_some(name)
}

/// The words between quotation marks, without "le" or "la"; a capital must begin them.
fn quoted(text: &str) -> Option<String> {
    let mut chars = text.char_indices();
    let (_, open) = chars.next()?;
    let close = match open {
        '«' => '»',
        '“' => '”',
        _ => '"',
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|end| *end < 60)?;
    let mut words = inner[..end].trim();
    for article in ["le ", "la ", "les ", "l’", "l'", "Le ", "La ", "L’"] {
        words = words.strip_prefix(article).unwrap_or(words);
    }
    let fits = words.chars().count() >= 2 && words.chars().next().is_some_and(char::is_uppercase);
    fits.then(|| words.to_owned())
}
