//! Documents of a sheet's sources that its prose names: "le CCAG-FCS", "la fiche DAJ", "la note n° 2019-12 MEF". The name
//! leads to the note that cites the document, else to its entry in the page of sources.
//!
//! A name is never guessed: it is the beginning of the title, or the number, of a source that the sheet declares or cites.
//! Two sources of one name have none.

use super::{Link, Passage, Target};
use crate::bibliography::Source;
use crate::document::{Inline, Inlines};
use crate::input::{Span, folded};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Words with which titles of doctrine begin, folded.
const DOCTRINE: [&str; 14] = [
    "avis",
    "ccag",
    "cctg",
    "charte",
    "circulaire",
    "communication",
    "faq",
    "fiche",
    "guide",
    "instruction",
    "memento",
    "note",
    "referentiel",
    "vademecum",
];

/// Longest name, in words.
const MAX_WORDS: usize = 8;
/// Most names of one sheet that become links.
const MAX_LINKS: usize = 10_000;

/// The names of documents that one sheet may link.
#[derive(Debug, Default)]
pub struct Documents {
    /// The source that each name stands for, by its folded words; none when two have it.
    names: HashMap<String, Option<String>>,
    /// First words of the names.
    first: HashSet<String>,
    /// Bytes with which these may begin in a text: nearly every word is passed over by its first letter.
    initials: Initials,
    linked: usize,
}

impl Documents {
    /// The names of `sources`.
    pub fn of<'a>(sources: impl Iterator<Item = &'a Source>) -> Self {
        let mut documents = Self::default();
        for source in sources {
            for name in names(source) {
                if let Some(first) = name.split(' ').next() {
                    documents.initials.add(first);
                    documents.first.insert(first.to_owned());
                }
                documents
                    .names
                    .entry(name)
                    .and_modify(|id| {
                        if id.as_deref() != Some(source.id.as_str()) {
                            *id = None;
                        }
                    })
                    .or_insert_with(|| Some(source.id.clone()));
            }
        }
        documents
    }

    /// Makes links of the names in one run of text, outside of links, references to the law and code. `links` gains their
    /// targets, and `named` the ids of the sources.
    pub fn link(
        &mut self,
        inlines: &mut Inlines,
        links: &mut Vec<Link>,
        named: &mut BTreeSet<String>,
    ) {
        if self.names.is_empty() || !inlines.iter().any(|inline| self.concerns(inline)) {
            return;
        }
        let mut out = Inlines::with_capacity(inlines.len());
        let mut rest = std::mem::take(inlines).into_iter().peekable();
        while let Some(mut inline) = rest.next() {
            match &mut inline {
                // Nearly every text: it stays as it is.
                Inline::Text { text, .. } if !self.may_name(text) => {}
                Inline::Text { text, span } => {
                    let called = matches!(rest.peek(), Some(Inline::NoteCall { .. }));
                    self.text(text, *span, called, &mut out, links, named);
                    continue;
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Marked { content, .. } => self.link(content, links, named),
                Inline::Element { tag, content, .. } if tag != "a" => {
                    self.link(content, links, named);
                }
                _ => {}
            }
            out.push(inline);
        }
        *inlines = out;
    }

    /// Whether a name may stand in `inline`.
    fn concerns(&self, inline: &Inline) -> bool {
        match inline {
            Inline::Text { text, .. } => self.may_name(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Marked { content, .. } => content.iter().any(|inline| self.concerns(inline)),
            Inline::Element { tag, content, .. } => {
                tag != "a" && content.iter().any(|inline| self.concerns(inline))
            }
            _ => false,
        }
    }

    /// One text; `called` when a note is called right after it: a name before its own call needs no second link.
    fn text(
        &mut self,
        text: &str,
        span: Span,
        called: bool,
        out: &mut Inlines,
        links: &mut Vec<Link>,
        named: &mut BTreeSet<String>,
    ) {
        let exact = (span.end - span.start) as usize == text.len();
        let place = |range: &Range<usize>| {
            if !exact {
                return span;
            }
            let at = span.start as usize;
            Span::new(span.file, at + range.start..at + range.end)
        };
        let piece = |range: Range<usize>, out: &mut Inlines| {
            if !range.is_empty() {
                out.push(Inline::Text {
                    text: text[range.clone()].to_owned(),
                    span: place(&range),
                });
            }
        };
        let words: Vec<Range<usize>> = words(text).collect();
        let (mut at, mut written) = (0, 0);
        while at < words.len() {
            match self.name_at(text, &words[at..]) {
                Some((count, id)) if self.linked < MAX_LINKS => {
                    let range = words[at].start..words[at + count - 1].end;
                    at += count;
                    if called && range.end == text.len() {
                        named.insert(id);
                        continue;
                    }
                    piece(written..range.start, out);
                    let mut content = Inlines::new();
                    piece(range.clone(), &mut content);
                    out.push(Inline::Link {
                        link: links.len(),
                        content,
                    });
                    links.push(Link {
                        target: Target::Source(id.clone()),
                        span: place(&range),
                        passage: Passage::default(),
                    });
                    named.insert(id);
                    self.linked += 1;
                    written = range.end;
                }
                _ => at += 1,
            }
        }
        piece(written..text.len(), out);
    }

    /// Whether some word of `text` may be one with which a name begins.
    fn may_name(&self, text: &str) -> bool {
        let Initials { first, second } = &self.initials;
        let bytes = text.as_bytes();
        // Every byte of the site is looked at here.
        let last = bytes.len().saturating_sub(1);
        let mut pairs = bytes.windows(2).enumerate();
        pairs.any(|(at, pair)| {
            first[usize::from(pair[0])] & second[usize::from(pair[1])] && self.begins(text, at)
        }) || (bytes.last().is_some_and(|byte| first[usize::from(*byte)])
            && second[usize::from(b' ')]
            && self.begins(text, last))
    }

    /// Whether a word with which a name may begin stands at byte `at` of `text`, which is of ASCII.
    #[cold]
    fn begins(&self, text: &str, at: usize) -> bool {
        let mut words = words(&text[at..]);
        !text[..at].ends_with(char::is_alphanumeric)
            && words
                .next()
                .is_some_and(|word| self.may_begin(&text[at..][word]))
    }

    /// Whether a name begins with `word`.
    fn may_begin(&self, word: &str) -> bool {
        if !word
            .bytes()
            .next()
            .is_some_and(|first| self.initials.first[usize::from(first)])
        {
            false
        } else if word.is_ascii() {
            // Folding would only give small letters.
            self.first
                .iter()
                .any(|first| first.eq_ignore_ascii_case(word))
        } else {
            self.first.contains(&folded(word))
        }
    }

    /// The longest name that begins at the first of `words`: how many of them it is, and its source.
    fn name_at(&self, text: &str, words: &[Range<usize>]) -> Option<(usize, String)> {
        let first = words.first()?;
        if !self.may_begin(&text[first.clone()]) || is_tied(text[..first.start].chars().rev()) {
            return None;
        }
        let mut name = folded(&text[first.clone()]);
        let mut found = None;
        for count in 1..=MAX_WORDS.min(words.len()) {
            if count > 1 {
                let (before, range) = (&words[count - 2], &words[count - 1]);
                let between = &text[before.end..range.start];
                if !between.chars().all(|c| TIES.contains(&c)) || between.chars().count() > 3 {
                    break;
                }
                name.push(' ');
                name.push_str(&folded(&text[range.clone()]));
            }
            if let Some(Some(id)) = self.names.get(&name)
                && !is_tied(text[words[count - 1].end..].chars())
            {
                found = Some((count, id.clone()));
            }
        }
        found
    }
}

/// What may stand between the words of a name: spaces, hyphens, the sign of "n°".
const TIES: [char; 11] = [
    ' ', '\u{a0}', '\u{202f}', '-', '\u{2010}', '\u{2011}', '\u{2013}', '/', '°', '’', '\'',
];

/// Whether what goes on from a name is the rest of a longer one: "CCAG-FCS-2".
fn is_tied(mut next: impl Iterator<Item = char>) -> bool {
    matches!(next.next(), Some('-' | '\u{2010}' | '\u{2011}' | '/'))
        && next.next().is_some_and(char::is_alphanumeric)
}

/// Bytes with which some words may begin, in any case: their first, which is of ASCII as the words of [`DOCTRINE`] and
/// numbers begin, and the one after, which folding may have made of a letter that is not.
#[derive(Debug)]
struct Initials {
    first: [bool; 256],
    second: [bool; 256],
}

impl Default for Initials {
    /// Those of no word.
    fn default() -> Self {
        Self {
            first: [false; 256],
            second: std::array::from_fn(|byte| byte >= 0x80),
        }
    }
}

impl Initials {
    /// Adds the first two bytes of a folded word.
    fn add(&mut self, word: &str) {
        let mut bytes = word.bytes();
        if let Some(byte) = bytes.next() {
            self.first[usize::from(byte)] = true;
            self.first[usize::from(byte.to_ascii_uppercase())] = true;
            match bytes.next() {
                Some(byte) => {
                    self.second[usize::from(byte)] = true;
                    self.second[usize::from(byte.to_ascii_uppercase())] = true;
                }
                None => self.second = [true; 256],
            }
        }
    }
}

/// Where the words of `text` are.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let begins = from + text[from..].find(char::is_alphanumeric)?;
        let length = text[begins..].find(|c: char| !c.is_alphanumeric());
        from = length.map_or(text.len(), |length| begins + length);
        Some(begins..from)
    })
}

/// The names by which prose may call a source, folded.
fn names(source: &Source) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let title = source.title.as_deref().unwrap_or("").trim();
    let Some(kind) = words(title).next().map(|word| folded(&title[word])) else {
        return names;
    };
    // "Arrêté du 30 mars 2021 portant approbation du cahier des clauses administratives générales … (CCAG-FCS)" is the CCAG
    // itself; a guide to it is not.
    if matches!(kind.as_str(), "ccag" | "cahier" | "arrete") {
        let whole = folded(title);
        let is_ccag = kind == "ccag"
            || whole.starts_with("cahier des clauses administratives generales")
            || (kind == "arrete" && whole.contains("approbation du c"));
        if is_ccag {
            let all: Vec<&str> = whole.split(' ').collect();
            let pairs = all.windows(2).filter(|pair| pair[0] == "ccag");
            names.extend(pairs.map(|pair| format!("ccag {}", pair[1])));
        }
    }
    if !DOCTRINE.contains(&kind.as_str()) {
        return names;
    }
    let head = title
        .split([':', '(', ',', '.', ';', '«', '–', '—'])
        .next()
        .unwrap_or("");
    let count = words(head).count();
    let acronym = head
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2);
    if acronym && (2..=MAX_WORDS).contains(&count) {
        names.insert(folded(head).trim().to_owned());
    }
    let number = source.number.as_deref().or_else(|| after_sign(title));
    if let Some(number) = number.map(|number| folded(number).trim().to_owned())
        && number.chars().any(|c| c.is_ascii_digit())
        && number.split(' ').count() <= MAX_WORDS - 2
    {
        names.insert(format!("{kind} n {number}"));
        names.insert(format!("{kind} {number}"));
        // "5811-SG" alone can be nothing else.
        let letters = number.chars().any(char::is_alphabetic);
        if letters && number.chars().count() >= 6 {
            names.insert(number);
        }
    }
    names
}

/// What follows "n°" in a title, up to a space.
fn after_sign(title: &str) -> Option<&str> {
    let (_, rest) = title.split_once("n°")?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    rest.split([' ', '\u{a0}', ',', ')', ':'])
        .next()
        .filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::SourceKind;
    use crate::input::FileId;

    fn source(title: &str, number: Option<&str>) -> Source {
        Source {
            title: Some(title.into()),
            number: number.map(str::to_owned),
            ..Source::new("a".into(), SourceKind::Document, Span::new(FileId(0), 0..0))
        }
    }

    #[test]
    fn names_are_those_of_the_title_and_the_number() {
        for (title, number, expected) in [
            ("CCAG-FCS", None, &["ccag fcs"][..]),
            (
                "Cahier des clauses administratives générales (CCAG Travaux), version 2021",
                None,
                &["ccag travaux"],
            ),
            (
                "Guide d’application du CCAG-FCS",
                None,
                &["guide d application du ccag fcs"],
            ),
            ("Fiche DAJ : l’allotissement", None, &["fiche daj"]),
            ("Note n° 12", None, &["note 12", "note n 12"]),
            (
                "Circulaire du Premier ministre",
                Some("5811-SG"),
                &["5811 sg", "circulaire 5811 sg", "circulaire n 5811 sg"],
            ),
            // Words that any prose may hold name nothing.
            ("Guide de l’achat public", None, &[]),
            ("Fiche", None, &[]),
            ("Code de la commande publique", None, &[]),
            ("Loi n° 2014-856", Some("2014-856"), &[]),
            ("L’ESS en chiffres", None, &[]),
        ] {
            let found: Vec<String> = names(&source(title, number)).into_iter().collect();
            assert_eq!(found, expected, "{title}");
        }
    }
}
