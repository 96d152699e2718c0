//! French words as they are searched for. `themes/default/static/search.js` follows the same steps with the same tables,
//! which come to it with the index; `tests/search/analysis.txt` holds both to the same cases.
//!
//! Steps: numbers of articles ("L. 2113-15") as one term; dotted acronyms; numbers; words, without elision, hyphenated ones
//! whole and split; accents folded; light stemming; stop words left out.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest term, in characters; what is longer is cut, so that no text can make an index of one word.
const MAX_TERM: usize = 40;

/// Hyphenated words of more parts are a sentence: they are only split.
const MAX_PARTS: usize = 4;

/// Words too common to tell sheets apart, folded. A word all in capitals is an acronym and never one of them.
const STOP_WORDS: &str = "ai ainsi alors apres art au aucun aucune aussi autre autres aux avait avant avec avoir car ce ceci \
    cela celle celles celui ces cet cette ceux chez comme dans de des deux doit doivent donc dont du elle elles en encore est \
    et etaient etait etant ete etre eu eux font furent fut ici il ils je la le les leur leurs lors lui ma mais me meme memes \
    mes mon ne ni nos notre nous on ont or ou par pas pendant peu peut peuvent plus pour pourquoi puis quand que quel quelle \
    quelles quels qui quoi sa sans se sera seront ses si soit son sont sous sur ta te tel telle telles tels tes ton tous tout \
    toute toutes tres tu un une vers via vos votre vous";

/// Words that lose their last vowel before another.
const ELISIONS: [&str; 13] = [
    "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Endings, what stands in their place, and how many letters must be left before; the first that fits is applied, again and
/// again until none does. An ending that stands for itself protects a word from the shorter endings after it.
const ENDINGS: [(&str, &str, usize); 34] = [
    ("eaux", "eau", 1),
    ("aux", "al", 2),
    ("eux", "eu", 1),
    ("oux", "ou", 1),
    ("ss", "ss", 0),
    ("s", "", 3),
    ("ail", "al", 3),
    ("isation", "is", 3),
    ("isateur", "is", 3),
    ("isatrice", "is", 3),
    ("ification", "ifi", 2),
    ("ication", "ication", 0),
    ("issement", "i", 4),
    ("ation", "", 5),
    ("ateur", "", 5),
    ("atrice", "", 5),
    ("ataire", "", 5),
    ("ution", "u", 4),
    ("trice", "teur", 3),
    ("ement", "", 5),
    ("bilite", "bl", 3),
    ("ivite", "iv", 3),
    ("alite", "al", 3),
    ("arite", "ar", 3),
    ("enne", "en", 3),
    ("elle", "el", 4),
    ("euse", "eur", 3),
    ("iere", "ier", 3),
    ("aire", "ar", 3),
    ("ique", "ic", 3),
    ("if", "iv", 3),
    ("ir", "i", 4),
    ("er", "", 4),
    ("e", "", 3),
];

/// What a term is to the text it comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A word of the text.
    Word,
    /// The number of an article with its letter, `l2113-15`.
    Article,
    /// Another way to write what was just given: a compound in one piece, an article's number without its letter.
    Other,
    /// A word too common to be looked for.
    Stop,
}

/// Values by word. Words are short and nobody gains by making them collide: the plainest of hashes serves best.
pub type Words<T> = HashMap<String, T, BuildHasherDefault<Fnv>>;

/// FNV-1a (Fowler, Noll and Vo), the same on every machine.
#[derive(Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A term of one [`Analyser`], numbered from 0 in the order in which terms were met.
pub type TermId = u32;

/// Reads texts one after the other; remembers the words it has met, which are few beside the texts, and numbers their terms.
#[derive(Default)]
pub struct Analyser {
    /// The term of each word, none when nothing is left of it.
    known: Words<(Option<TermId>, Role)>,
    ids: Words<TermId>,
    terms: Vec<String>,
    folded: String,
}

impl Analyser {
    /// Gives the terms of `text` in order: the term, what it is, and the words as they are written.
    pub fn read<'a>(&mut self, text: &'a str, mut give: impl FnMut(TermId, Role, &'a str)) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if !is_word(c) {
                at += c.len_utf8();
            } else if let Some((term, length)) = article(rest) {
                give(self.id(&term), Role::Article, &rest[..length]);
                if let Some(number) = term.find(|c: char| c.is_ascii_digit())
                    && term.contains('-')
                {
                    give(self.id(&term[number..]), Role::Other, &rest[..length]);
                }
                at += length;
            } else if let Some(length) = dotted(rest) {
                let letters = rest[..length].replace('.', "");
                give(self.id(&stem(&fold(&letters))), Role::Word, &rest[..length]);
                at += length;
            } else if let Some(length) = number(rest) {
                let digits = rest[..length].replace(is_hyphen, "-");
                let digits = &digits[..digits.len().min(MAX_TERM)];
                give(self.id(digits), Role::Word, &rest[..length]);
                at += length;
            } else {
                let length = chunk(rest);
                self.words(&rest[..length], &mut give);
                at += length;
            }
        }
    }

    fn words<'a>(&mut self, chunk: &'a str, give: &mut impl FnMut(TermId, Role, &'a str)) {
        let mut whole = String::new();
        let mut parts = 0;
        let compound = chunk.contains(is_hyphen);
        for part in chunk.split(is_hyphen) {
            let part = without_elision(part);
            parts += 1;
            if compound {
                whole.push_str(part);
            }
            let (id, role) = if let Some(known) = self.known.get(part) {
                *known
            } else {
                let (term, role) = word(part, &mut self.folded);
                let id = (!term.is_empty()).then(|| self.id(&term));
                self.known.insert(part.to_owned(), (id, role));
                (id, role)
            };
            if let Some(id) = id {
                give(id, role, part);
            }
        }
        if compound && parts <= MAX_PARTS {
            let (term, role) = word(&whole, &mut self.folded);
            if role == Role::Word && !term.is_empty() {
                give(self.id(&term), Role::Other, chunk);
            }
        }
    }

    /// The number of `term`, which need not be one of a text.
    pub fn id(&mut self, term: &str) -> TermId {
        if let Some(id) = self.ids.get(term) {
            return *id;
        }
        let id = TermId::try_from(self.terms.len()).unwrap_or(TermId::MAX);
        self.terms.push(term.to_owned());
        self.ids.insert(term.to_owned(), id);
        id
    }

    /// Every term met, each at the place that its number tells.
    pub fn into_terms(self) -> Vec<String> {
        self.terms
    }
}

/// The terms of `text` that an index holds, in order.
pub fn terms(text: &str) -> Vec<String> {
    chosen(text, |role| role != Role::Stop)
}

/// The terms that a text must hold to answer the query `text`: each word in one way.
pub fn required(text: &str) -> Vec<String> {
    chosen(text, |role| matches!(role, Role::Word | Role::Article))
}

fn chosen(text: &str, wanted: impl Fn(Role) -> bool) -> Vec<String> {
    let mut analyser = Analyser::default();
    let mut found = Vec::new();
    analyser.read(text, |term, role, _| {
        if wanted(role) {
            found.push(term as usize);
        }
    });
    let terms = analyser.into_terms();
    found.into_iter().map(|term| terms[term].clone()).collect()
}

/// The words too common to tell sheets apart, between single spaces: for the index.
pub fn stop_words() -> String {
    let words: Vec<&str> = STOP_WORDS.split_ascii_whitespace().collect();
    words.join(" ")
}

/// The endings, `ation::5`, between single spaces: for the index.
pub fn endings() -> String {
    let rules: Vec<String> = ENDINGS
        .iter()
        .map(|(ending, instead, left)| format!("{ending}:{instead}:{left}"))
        .collect();
    rules.join(" ")
}

/// One word without hyphen: its term, and whether it is too common.
fn word(written: &str, folded: &mut String) -> (String, Role) {
    folded.clear();
    fold_into(written, folded);
    if let Some((end, _)) = folded.char_indices().nth(MAX_TERM) {
        folded.truncate(end);
    }
    let acronym = written.chars().nth(1).is_some()
        && written.chars().any(char::is_uppercase)
        && !written.chars().any(char::is_lowercase);
    let single = folded.chars().nth(1).is_none() && !folded.starts_with(char::is_numeric);
    let role = if !acronym && (single || is_stop_word(folded)) {
        Role::Stop
    } else {
        Role::Word
    };
    (stem(folded), role)
}

fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS
        .split_ascii_whitespace()
        .any(|word| word == folded)
}

/// `l’accord` gives `accord`; any other apostrophe is a letter like others: `aujourd’hui`, `prud’homme`.
fn without_elision(part: &str) -> &str {
    let mut rest = part;
    while let Some((before, after)) = rest.split_once(is_apostrophe) {
        let elided = before.to_lowercase();
        if !ELISIONS.contains(&elided.as_str()) {
            break;
        }
        rest = after;
    }
    rest
}

/// `text` without accents nor capitals: only letters and digits, `œ` as `oe`. Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        );
        return;
    }
    // Letters such as № are capitals only once they are taken apart.
    let apart: String = text.to_lowercase().nfkd().collect();
    for c in apart.to_lowercase().nfkd() {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            c if !is_combining_mark(c) && c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
}

/// A folded word without the ending that number, gender and tense give it. The same for a stem.
pub fn stem(folded: &str) -> String {
    let mut word = folded.to_owned();
    if !folded.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    while let Some((ending, instead)) = ENDINGS
        .iter()
        .find(|(ending, _, left)| word.len() >= ending.len() + left && word.ends_with(ending))
        .map(|(ending, instead, _)| (ending, instead))
        .filter(|(ending, instead)| word.len() > 3 && ending != instead)
    {
        word.truncate(word.len() - ending.len());
        word.push_str(instead);
    }
    word
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// The bytes of the character of `text` at `at` when it is as `wanted`; else 0.
fn one(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[at..]
        .chars()
        .next()
        .filter(|c| wanted(*c))
        .map_or(0, char::len_utf8)
}

fn digits(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(u8::is_ascii_digit).count()
}

fn ends_word(text: &str, at: usize) -> bool {
    one(text, at, is_word) == 0
}

/// The number of an article of a code at the start of `text`, in any spelling: the term and the bytes it is read from.
fn article(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?.to_ascii_lowercase();
    let letters = match first {
        'l' if text[1..].starts_with(['o', 'O']) => "lo",
        'l' => "l",
        'r' => "r",
        'd' => "d",
        'a' => "a",
        _ => return None,
    };
    let mut start = letters.len();
    start += one(text, start, |c| c == '.');
    start += one(text, start, |c| c == '*');
    start += one(text, start, is_space);
    let first = digits(text, start);
    if first == 0 || first > 5 {
        return None;
    }
    // The ends of the number after each of its groups.
    let mut ends = vec![start + first];
    loop {
        let end = ends[ends.len() - 1];
        let hyphen = one(text, end, is_hyphen);
        let group = digits(text, end + hyphen);
        if hyphen == 0 || group == 0 || group > 4 {
            break;
        }
        ends.push(end + hyphen + group);
    }
    while ends.len() > 1 {
        let end = ends[ends.len() - 1];
        if ends_word(text, end) {
            let number = text[start..end].replace(is_hyphen, "-");
            return Some((format!("{letters}{number}"), end));
        }
        ends.pop();
    }
    if first < 3 || letters == "a" {
        return None;
    }
    let end = ends[0];
    let space = one(text, end, is_space);
    let more = digits(text, end + space);
    if space > 0 && (1..=3).contains(&more) && ends_word(text, end + space + more) {
        let second = &text[end + space..end + space + more];
        return Some((
            format!("{letters}{}-{second}", &text[start..end]),
            end + space + more,
        ));
    }
    ends_word(text, end).then(|| (format!("{letters}{}", &text[start..end]), end))
}

/// The bytes of an acronym with points, "E.S.S.", at the start of `text`.
fn dotted(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut letters = 0;
    loop {
        let letter = one(text, at, char::is_uppercase);
        if letter == 0 || !text[at + letter..].starts_with('.') {
            let last = letter > 0 && letters > 1 && ends_word(text, at + letter);
            let end = if last { at + letter } else { at };
            return (letters > 1).then_some(end);
        }
        at += letter + 1;
        letters += 1;
    }
}

/// The bytes of a number such as "2014-856" or "2014/24" at the start of `text`.
fn number(text: &str) -> Option<usize> {
    let first = digits(text, 0);
    if first == 0 {
        return None;
    }
    let mut ends = vec![first];
    loop {
        let end = ends[ends.len() - 1];
        let sign = one(text, end, |c| is_hyphen(c) || c == '/');
        let group = digits(text, end + sign);
        if sign == 0 || group == 0 {
            break;
        }
        ends.push(end + sign + group);
    }
    ends.into_iter().rev().find(|end| ends_word(text, *end))
}

/// The bytes of the words at the start of `text` that hyphens and apostrophes tie together.
fn chunk(text: &str) -> usize {
    let mut end = 0;
    loop {
        let word = text[end..]
            .find(|c| !is_word(c))
            .unwrap_or(text.len() - end);
        if word == 0 {
            return end;
        }
        end += word;
        let tie = one(text, end, |c| is_hyphen(c) || is_apostrophe(c));
        if tie == 0 || ends_word(text, end + tie) {
            return end;
        }
        end += tie;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_one_family_meet() {
        for family in [
            "réserver réservé réservée réservés réservation réservations",
            "mutualiser mutualisé mutualisation mutualisations",
            "allotir alloti allotissement",
            "public publique publics publiques",
            "local locaux locale locales",
            "travail travaux",
            "solidaire solidaires solidarité",
            "collectif collective collectivité collectivités",
            "responsable responsabilité",
            "attribuer attribué attribution",
        ] {
            let stems: Vec<String> = family.split(' ').map(|word| stem(&fold(word))).collect();
            assert!(
                stems.iter().all(|one| *one == stems[0]),
                "{family}: {stems:?}"
            );
        }
    }

    #[test]
    fn words_of_two_families_do_not() {
        for (a, b) in [
            ("publicité", "public"),
            ("publication", "public"),
            ("formation", "forme"),
            ("station", "statut"),
        ] {
            assert_ne!(stem(&fold(a)), stem(&fold(b)), "{a}, {b}");
        }
    }

    proptest! {
        #[test]
        fn folding_and_stemming_twice_change_nothing(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            let stemmed = stem(&folded);
            prop_assert_eq!(stem(&stemmed), stemmed.clone());
        }

        #[test]
        fn any_text_has_short_terms(text in any::<String>()) {
            for term in terms(&text) {
                prop_assert!(!term.is_empty() && term.chars().count() <= MAX_TERM + 2);
                prop_assert!(term.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '/'), "{}", term);
            }
        }

        #[test]
        fn numbers_of_articles_are_one_term(letter in "[LRDlrd]", head in 100u32..99999, tail in 1u32..999, space in "(\\. |\\.|| |\\.\u{a0}|\\.\u{202f})", hyphen in "[-\u{2010}\u{2011}\u{2013}]") {
            let written = format!("{letter}{space}{head}{hyphen}{tail}");
            let number = format!("{head}-{tail}");
            prop_assert_eq!(terms(&written), vec![format!("{}{number}", letter.to_lowercase()), number]);
        }
    }
}
