//! An entry of `articles:` in front matter: one reference, with the same grammar as in prose; "article" may be left out.

use super::official::official_number;
use super::settle::reference;
use super::{Context, LegalRef, Nature, TextId, Texts, find};
use std::ops::Range;

/// Why an entry is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryError {
    /// What is wrong.
    pub kind: EntryErrorKind,
    /// Where, in bytes of the entry.
    pub range: Range<usize>,
}

/// Kinds of [`EntryError`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EntryErrorKind {
    /// A name or abbreviation that nobody knows.
    UnknownText {
        /// The word.
        word: String,
        /// The closest known one.
        nearest: Option<String>,
    },
    /// No reference at all.
    NotAReference,
    /// A number without its text, and no default code.
    NoText,
    /// A number that no article can have.
    BadNumber,
    /// A range from one text to another.
    AcrossTexts,
    /// A text named with a day that is not its own, which is this one, `AAAA-MM-JJ`.
    OtherDay(String),
}

/// Reads an entry such as `L2113-15 CCP`, `L2113-15 à L2113-16 CCP`, `art. 59 loi n° 2014-856`, `directive 2014/24/UE`,
/// `ccp:L2113-15`. A bare number is an article of `default`.
pub fn parse_entry(
    entry: &str,
    texts: &Texts,
    default: Option<&TextId>,
) -> Result<Vec<LegalRef>, EntryError> {
    let entry = entry.trim();
    if let Some(references) = as_id(entry, texts) {
        return Ok(references);
    }
    for text in [
        entry.to_owned(),
        format!("article {entry}"),
        format!("articles {entry}"),
    ] {
        let candidates = find(&text, texts);
        let [candidate] = candidates.as_slice() else {
            continue;
        };
        if candidate.range != (0..text.len()) {
            continue;
        }
        if candidate.kind == super::Kind::Name
            && let super::TextMention::Named(id) = &candidate.text
        {
            return Ok(vec![LegalRef::Text(id.clone())]);
        }
        let mentions = Context::new(default.cloned()).settle(texts, &text, candidates.clone());
        let Some(mention) = mentions.into_iter().next() else {
            return Err(EntryError {
                kind: EntryErrorKind::NoText,
                range: 0..entry.len(),
            });
        };
        if let Some(day) = mention.other_day {
            return Err(EntryError {
                kind: EntryErrorKind::OtherDay(day),
                range: 0..entry.len(),
            });
        }
        let references: Option<Vec<LegalRef>> = mention
            .parts
            .into_iter()
            .map(|part| part.reference)
            .collect();
        return references.ok_or(EntryError {
            kind: EntryErrorKind::NoText,
            range: 0..entry.len(),
        });
    }
    match from_to(entry, texts, default) {
        Some(range) => range,
        None => Err(diagnosed(entry, texts)),
    }
}

/// A range whose ends both name their text: "L1 CCP à L2 CCP"; none for anything else.
fn from_to(
    entry: &str,
    texts: &Texts,
    default: Option<&TextId>,
) -> Option<Result<Vec<LegalRef>, EntryError>> {
    let mut ends = entry.split(" à ");
    let (from, to) = (ends.next()?, ends.next()?);
    if ends.next().is_some() {
        return None;
    }
    let article = |end: &str| match parse_entry(end, texts, default).ok()?.as_slice() {
        [LegalRef::Article { text, article }] => Some((text.clone(), article.clone())),
        _ => None,
    };
    let ((text, from), (other, to)) = (article(from)?, article(to)?);
    if text != other {
        return Some(Err(EntryError {
            kind: EntryErrorKind::AcrossTexts,
            range: 0..entry.len(),
        }));
    }
    Some(Ok(vec![LegalRef::Range { text, from, to }]))
}

/// Kinds of decisions in ids, besides those of the administrative courts of a city, `ta-lille` and `caa-lyon`.
const CASES: [&str; 8] = ["ce", "cc", "cass", "cjue", "tc", "cada", "cedh", "ecli"];

/// `ccp:L2113-15`, `loi:2014-856:art59`, `ce:417580`.
fn as_id(entry: &str, texts: &Texts) -> Option<Vec<LegalRef>> {
    let known = |id: &str| {
        let id = TextId::new(id);
        (texts.get(&id).is_some() || id.nature() != Nature::Code).then_some(id)
    };
    if entry.contains(char::is_whitespace) || !entry.contains(':') {
        return None;
    }
    let (kind, rest) = entry.split_once(':')?;
    let is_case = CASES.contains(&kind) || kind.starts_with("ta-") || kind.starts_with("caa-");
    if is_case && rest.chars().any(|c| c.is_ascii_digit()) {
        return Some(vec![LegalRef::Text(TextId::new(entry))]);
    }
    let (text, number) = entry.rsplit_once(':')?;
    if let Some(id) = texts.by_abbreviation(text).or_else(|| {
        if text.contains(':') {
            known(text)
        } else {
            None
        }
    }) {
        let number = number.strip_prefix("art").unwrap_or(number);
        // "l2113-15" is "L2113-15"; "preliminaire", "annexe2" and the like are no numbers to read.
        let is_named =
            number.starts_with("annexe") || !number.contains(|c: char| c.is_ascii_digit());
        let reference = if is_named {
            reference(&id, number, None)
        } else {
            official_number(number, &id).map(|article| LegalRef::Article { text: id, article })
        };
        return reference.map(|reference| vec![reference]);
    }
    let kinds = [
        "loi",
        "decret",
        "ordonnance",
        "dir",
        "regl",
        "decision",
        "arrete",
        "circulaire",
    ];
    (kinds.contains(&text) && number.chars().any(|c| c.is_ascii_digit()))
        .then(|| vec![LegalRef::Text(TextId::new(entry))])
}

/// What is wrong with an entry that cannot be read.
fn diagnosed(entry: &str, texts: &Texts) -> EntryError {
    // A number, then words that name no text: those are at fault.
    let words: Vec<(usize, &str)> = entry
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - entry.as_ptr() as usize, word))
        .collect();
    let numberlike = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit())
            || matches!(
                word.trim_end_matches(['.', '*']),
                "L" | "R" | "D" | "A" | "l" | "r" | "d"
            )
    };
    let ties = [
        "article",
        "articles",
        "art.",
        "art",
        "du",
        "de",
        "la",
        "des",
        "à",
        "et",
        "ou",
        "au",
        "bis",
        "ter",
        "quater",
        "quinquies",
    ];
    let has_number = words
        .iter()
        .any(|(_, word)| word.chars().any(|c| c.is_ascii_digit()));
    let unknown = words.iter().find(|(_, word)| {
        !numberlike(word) && !ties.contains(&word.to_lowercase().trim_end_matches(','))
    });
    // The text is known: the number before it is at fault.
    let known = unknown.is_some_and(|(at, _)| {
        let next = words
            .iter()
            .find(|(next, word)| next > at && numberlike(word));
        let name = entry[*at..next.map_or(entry.len(), |(next, _)| *next)].trim();
        texts.by_abbreviation(name).is_some()
    });
    if known && has_number {
        let number = words
            .iter()
            .rev()
            .find(|(_, word)| word.len() > 5 && word.chars().any(|c| c.is_ascii_digit()));
        let range = number.map_or(0..entry.len(), |(at, word)| *at..at + word.len());
        return EntryError {
            kind: EntryErrorKind::BadNumber,
            range,
        };
    }
    match unknown {
        Some((at, _)) if has_number => {
            let word = entry[*at..].trim().to_owned();
            let nearest = texts.nearest(&word);
            EntryError {
                range: *at..entry.len(),
                kind: EntryErrorKind::UnknownText { word, nearest },
            }
        }
        None if has_number => EntryError {
            kind: EntryErrorKind::BadNumber,
            range: 0..entry.len(),
        },
        _ => EntryError {
            kind: EntryErrorKind::NotAReference,
            range: 0..entry.len(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_their_normal_form() {
        for (entry, expected) in [
            ("ccp:L2113-15", Some("ccp:L2113-15")),
            ("ccp:l2113-15", Some("ccp:L2113-15")),
            ("loi:2014-856:art59", Some("loi:2014-856:art59")),
            ("loi:2014-856", Some("loi:2014-856")),
            ("ce:417580", Some("ce:417580")),
            ("tc:3506", Some("tc:3506")),
            ("caa-paris:20PA01234", Some("caa-paris:20PA01234")),
            ("ecli:EU:C:2003:415", Some("ecli:EU:C:2003:415")),
            ("ccp:---1", None),
            ("ccp:L2113--12", None),
            ("rien:12", None),
        ] {
            let read = parse_entry(entry, Texts::known(), None).ok();
            let id = read.map(|references| references[0].id());
            assert_eq!(id.as_deref(), expected, "{entry}");
        }
    }
}
