//! `[@id]`, `[@id, art. 1er]`, `[voir @a ; @b, p. 3]`: what stands between the brackets of a citation.
//!
//! The grammar is Pandoc's (User's Guide, "Citation syntax"): parts between `;`, each a prefix, `@`, an id, a locator, a
//! suffix. `@id` in a sentence is a citation too, if the source is known.

use super::locator;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One source named in a citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitedKey {
    /// Id of the source, its accents composed (NFC) as ids are stored.
    pub id: String,
    /// Where the id is in the citation, in bytes.
    pub range: Range<usize>,
    /// "art. 1er", "p. 3": the word for it in its usual French short form.
    pub locator: Option<String>,
    /// "voir", "comparer avec".
    pub prefix: Option<String>,
    /// What comes after the locator: "qui nuance".
    pub suffix: Option<String>,
    /// Where a word for a place stands whose number is missing, in bytes of the citation: `[@a, p.]`.
    pub lacks_number: Option<Range<usize>>,
}

/// `@id` written in a sentence, with the `[p. 3]` that may come after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InText {
    /// Id of the source, composed.
    pub id: String,
    /// All of it, in bytes of the text.
    pub range: Range<usize>,
    /// `@id` alone.
    pub key: Range<usize>,
    /// As for [`CitedKey`].
    pub locator: Option<String>,
    /// As for [`CitedKey`].
    pub suffix: Option<String>,
}

/// Why a citation cannot be read; each with the bytes of it that are at fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CitationError {
    /// `@` without an id after it.
    EmptyId(Range<usize>),
    /// Words where an `@` is expected, as in `[@a ; b]`.
    NoAt(Range<usize>),
    /// A second `@` without `;` before it, as in `[@a, @b]`.
    TwoIds(Range<usize>),
}

impl CitationError {
    /// The bytes of the citation that are at fault.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::EmptyId(range) | Self::NoAt(range) | Self::TwoIds(range) => range.clone(),
        }
    }
}

/// Whether what stands between brackets is a citation: an `@` at its start or after a space, `;` or an opening mark, then
/// a letter or digit. An address such as `contact@exemple.org` is none.
pub fn is_cluster(inside: &str) -> bool {
    at_signs(inside).any(|at| inside[at + 1..].starts_with(char::is_alphanumeric))
}

/// What may be citations in the words of a sentence. Whether the source exists is for the caller to tell: `@name` may be a
/// name on a network.
pub fn in_text(text: &str) -> Vec<InText> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in at_signs(text) {
        let id = id_at(&text[at + 1..]);
        if at < done || !id.starts_with(char::is_alphanumeric) || text[..at].ends_with('-') {
            continue;
        }
        let key = at..at + 1 + id.len();
        let after = &text[key.end..];
        let inside = after
            .trim_start_matches([' ', '\u{a0}', '\u{202f}'])
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .filter(|(inside, _)| !inside.trim().is_empty() && !inside.contains(['[', '@', '^']));
        let (locator, suffix) = inside.map_or((None, None), |(inside, _)| locator::split(inside));
        done = inside.map_or(key.end, |(_, rest)| text.len() - rest.len());
        found.push(InText {
            id: id.nfc().collect(),
            range: at..done,
            key,
            locator,
            suffix,
        });
    }
    found
}

/// Reads a citation. An id is made of letters, digits and `-_.:/`, and does not end in `.` or `:`; the rest, up to
/// `;`, is its locator and suffix, and braces hold a locator. Spaces of any kind count as one.
pub fn parse(inside: &str) -> Result<Vec<CitedKey>, CitationError> {
    let mut keys = Vec::new();
    let mut next = 0;
    for part in parts(inside) {
        let start = next;
        next += part.len() + 1;
        if part.trim().is_empty() && !keys.is_empty() {
            continue;
        }
        keys.push(parse_key(part, start)?);
    }
    Ok(keys)
}

/// What stands between the `;` that are in no braces.
fn parts(inside: &str) -> impl Iterator<Item = &str> {
    let mut open = 0_usize;
    // Braces that are never closed hold nothing.
    let has_braces = inside.matches('{').count() == inside.matches('}').count();
    inside.split(move |c| {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        c == ';' && (open == 0 || !has_braces)
    })
}

/// Reads one part, which begins at byte `start` of the citation.
fn parse_key(part: &str, start: usize) -> Result<CitedKey, CitationError> {
    let mut signs = at_signs(part);
    let Some(at) = signs.next() else {
        let written = start + part.len() - part.trim_start().len()..start + part.trim_end().len();
        return Err(CitationError::NoAt(
            written.start..written.end.max(written.start),
        ));
    };
    let rest = &part[at + 1..];
    let id = id_at(rest);
    if id.is_empty() {
        return Err(CitationError::EmptyId(start + at..start + at + 1));
    }
    if let Some(second) = signs.next() {
        let end = part[second + 1..]
            .find(|c| !is_id_character(c))
            .map_or(part.len(), |end| second + 1 + end);
        return Err(CitationError::TwoIds(start + second..start + end));
    }
    let range = start + at + 1..start + at + 1 + id.len();
    let (locator, suffix) = locator::split(&rest[id.len()..]);
    let lacks_number = suffix
        .as_deref()
        .is_some_and(locator::lacks_number)
        .then(|| {
            let end = part.trim_end().len();
            let word = part[..end]
                .char_indices()
                .rfind(|(_, c)| c.is_whitespace() || matches!(c, ',' | ':'))
                .map_or(0, |(at, c)| at + c.len_utf8());
            start + word..start + end
        });
    Ok(CitedKey {
        id: id.nfc().collect(),
        lacks_number,
        range,
        locator,
        prefix: words(part[..at].strip_suffix('-').unwrap_or(&part[..at])),
        suffix,
    })
}

/// The id that `text` begins with; may be empty.
fn id_at(text: &str) -> &str {
    let length = text.find(|c| !is_id_character(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(['.', ':'])
}

/// The `@` that may open an id: not those inside a word, as in an address.
fn at_signs(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('@').map(|(at, _)| at).filter(|at| {
        // "-@id" is Pandoc's for a citation without its author, who is not in a note's call anyway.
        let before = text[..*at]
            .strip_suffix('-')
            .unwrap_or(&text[..*at])
            .chars()
            .next_back();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | ',' | '(' | '«' | '’' | '\''))
    })
}

fn is_id_character(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || "-_.:/".contains(c)
}

/// Text with single spaces, unless there is none.
fn words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(inside: &str) -> String {
        let keys = parse(inside).unwrap();
        let keys = keys.iter().map(|key| {
            assert_eq!(inside[key.range.clone()].nfc().collect::<String>(), key.id);
            let prefix = key
                .prefix
                .as_ref()
                .map_or(String::new(), |prefix| format!("({prefix}) "));
            let suffix = key
                .suffix
                .as_ref()
                .map_or(String::new(), |suffix| format!("|{suffix}"));
            format!(
                "{prefix}{}|{}{suffix}",
                key.id,
                key.locator.as_deref().unwrap_or("")
            )
        });
        keys.collect::<Vec<_>>().join(" + ")
    }

    #[test]
    fn citations_are_read() {
        for (inside, expected) in [
            ("@loi-ess", "loi-ess|"),
            ("@loi-ess, art. 1er", "loi-ess|art. 1er"),
            ("@loi-ess art. 1er", "loi-ess|art. 1er"),
            ("@loi-ess : art. 1er", "loi-ess|art. 1er"),
            ("@a ; @b, p. 3", "a| + b|p. 3"),
            ("@a;@b", "a| + b|"),
            ("@a ;", "a|"),
            ("@a\u{a0}; @b, p.\u{a0}3", "a| + b|p. 3"),
            ("@a\u{202f};@b, p. 3,\u{a0}note 2", "a| + b|p. 3, note 2"),
            ("@a.", "a|"),
            ("@doi:10.1/x", "doi:10.1/x|"),
            (
                "voir @a, chap. 2 ; comparer avec @b",
                "(voir) a|chap. 2 + (comparer avec) b|",
            ),
            ("@e\u{301}tude", "étude|"),
            ("@a, contact@exemple.org", "a||contact@exemple.org"),
            ("@a, p. 3, qui nuance", "a|p. 3|qui nuance"),
            ("@a qui nuance", "a||qui nuance"),
            ("-@a, p. 3", "a|p. 3"),
            ("voir -@a", "(voir) a|"),
        ] {
            assert_eq!(told(inside), expected, "{inside}");
        }
    }

    #[test]
    fn sources_are_cited_in_sentences() {
        let told = |text: &str| {
            let found = in_text(text).into_iter().map(|cited| {
                assert!(text[cited.key.clone()].starts_with('@'));
                let locator = cited.locator.unwrap_or_default();
                format!("{}|{}|{locator}", &text[cited.range], cited.id)
            });
            found.collect::<Vec<_>>().join(" + ")
        };
        for (text, expected) in [
            (
                "Selon @ess-france-2024, le",
                "@ess-france-2024|ess-france-2024|",
            ),
            ("(@a) et «\u{a0}@b.\u{a0}»", "@a|a| + @b|b|"),
            ("d’après @a [p. 12], puis", "@a [p. 12]|a|p. 12"),
            ("@a [[b]] et @a [@c]", "@a|a| + @a|a|"),
            ("écrire à contact@exemple.org ou @ midi", ""),
            ("l’@étude", "@étude|étude|"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        for (inside, expected) in [
            ("@a ; b", CitationError::NoAt(5..6)),
            ("@a ; @", CitationError::EmptyId(5..6)),
            ("@a ; @ b", CitationError::EmptyId(5..6)),
            ("@a @b", CitationError::TwoIds(3..5)),
            ("@a, @b, p. 3", CitationError::TwoIds(4..6)),
            (";@a", CitationError::NoAt(0..0)),
        ] {
            assert_eq!(parse(inside), Err(expected), "{inside}");
        }
    }

    #[test]
    fn an_address_is_no_citation() {
        for inside in [
            "contact@exemple.org",
            "@",
            "@ a",
            "a @ b",
            "@@a",
            "",
            "voir a@b",
        ] {
            assert!(!is_cluster(inside), "{inside}");
        }
        for inside in ["@a", " @a", "voir @a", "a;@b", "\u{a0}@été", "cf.\u{a0}@a"] {
            assert!(is_cluster(inside), "{inside}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(inside in "[@a-c;, .é\u{301}\u{a0}\u{202f}:(]{0,40}|\\PC{0,40}") {
            let ranges = match parse(&inside) {
                Ok(keys) => keys.into_iter().map(|key| key.range).collect(),
                Err(error) => vec![error.range()],
            };
            for range in ranges {
                prop_assert!(inside.get(range).is_some());
            }
            for cited in in_text(&inside) {
                prop_assert!(inside.get(cited.range).is_some_and(|words| words.starts_with('@')));
            }
        }
    }
}
