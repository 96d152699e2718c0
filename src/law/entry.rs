//! An entry of `articles:` in front matter: one reference, with the same grammar as in prose; "article" may be left out.

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
    Err(diagnosed(entry, texts))
}

/// `ccp:L2113-15`, `loi:2014-856:art59`.
fn as_id(entry: &str, texts: &Texts) -> Option<Vec<LegalRef>> {
    let known = |id: &str| {
        let id = TextId::new(id);
        (texts.get(&id).is_some() || id.nature() != Nature::Code).then_some(id)
    };
    if entry.contains(char::is_whitespace) || !entry.contains(':') {
        return None;
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
        return reference(&id, number, None).map(|reference| vec![reference]);
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
        "ce",
        "cc",
        "cass",
        "cjue",
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
        word.chars().any(|c| c.is_ascii_digit()) || word.trim_end_matches('.').chars().count() == 1
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
