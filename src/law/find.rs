//! References in running text.
//!
//! One pass over the folded text. A reference begins with a designator ("article", "art."), the name of a text, a court, or
//! the number of an article of a code; what follows is read by descent: numbers, what joins them, pinpoints, the text.

use super::decision::decision;
use super::fold::Folded;
use super::name::{Named, from_tables, named, nor};
use super::number::{Number, number};
use super::{Nature, TextId, Texts};
use std::ops::Range;

/// A reference as it is written; `settle` decides which text an unnamed one means.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Bytes of the text: from the designator to the end of the name of the text.
    pub range: Range<usize>,
    /// What it cites.
    pub kind: Kind,
    /// The articles, in order; none for a whole text.
    pub parts: Vec<Part>,
    /// The text they are of.
    pub text: TextMention,
    /// Whether it follows "son", "ses": an article of the text just named.
    pub possessive: bool,
    /// Whether it looks like the heading of an article ("Article 5 – Siège social") rather than a reference.
    pub heading: bool,
}

/// What a reference cites.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Articles.
    Article,
    /// A whole text.
    Text,
    /// A decision of a court.
    Decision,
    /// The bare name of a code: it tells what "ce code" means, and is no reference.
    Name,
}

/// An article or a range of a reference.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Bytes of the text: its number, or both ends of a range.
    pub range: Range<usize>,
    /// Normal form without the text's own prefix: `L2113-15`, `59`.
    pub number: String,
    /// The other end of a range.
    pub to: Option<String>,
    /// "2° du I", as written.
    pub pinpoint: Option<String>,
}

/// How a reference says its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextMention {
    /// By name.
    Named(TextId),
    /// "du même code", "de cette loi": the last text of this nature.
    Inferred(Nature),
    /// Not at all.
    Missing,
}

/// Finds every reference in `text`: byte ranges in order, never overlapping, on borders of characters.
///
/// U+FFFC is a barrier: no reference goes across it. Never fails: words that merely look like a reference are left out.
pub fn find(text: &str, texts: &Texts) -> Vec<Candidate> {
    let f = Folded::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < f.bytes.len() {
        if !f.at(at).is_ascii_alphanumeric() || !f.starts_word(at) {
            at += 1;
            continue;
        }
        match read(&f, at, texts) {
            Some(Read::Reference(candidate, end)) => {
                found.push(candidate);
                at = end.max(at + 1);
            }
            Some(Read::Nothing(end)) => at = end.max(at + 1),
            None => {
                // On to the next word.
                while at < f.bytes.len() && super::fold::is_word(f.at(at)) {
                    at += 1;
                }
                at += 1;
            }
        }
    }
    found
}

enum Read {
    /// A reference and the character after it.
    Reference(Candidate, usize),
    /// Words up to this character that look like a reference and are none.
    Nothing(usize),
}

fn read(f: &Folded, at: usize, texts: &Texts) -> Option<Read> {
    // Most words begin nothing: the first letter tells.
    if let Some(after) = designator(f, at) {
        return articles(f, at, after, None, texts);
    }
    if let Some(decision) = decision(f, at) {
        return Some(Read::Reference(
            whole(f, at, decision.end, Kind::Decision, decision.id),
            decision.end,
        ));
    }
    if f.at(at) == b'n'
        && let Some((number, end)) = nor(f, at)
    {
        return Some(Read::Reference(
            whole(
                f,
                at,
                end,
                Kind::Text,
                TextId::new(&format!("arrete:{number}")),
            ),
            end,
        ));
    }
    if let Some(named) = named(f, at, texts) {
        return Some(text_first(f, at, &named, texts));
    }
    let first = number(f, at, false).filter(|number| number.lettered && number.hyphened)?;
    list(f, at, at, first, None, false, texts)
}

/// Past "article", "articles", "art.", "ARTICLE".
fn designator(f: &Folded, at: usize) -> Option<usize> {
    if f.at(at) != b'a' || f.at(at + 1) != b'r' || f.at(at + 2) != b't' {
        return None;
    }
    let end = f.any(at, &["articles", "article", "arts", "art"])?;
    let end = if f.at(end) == b'.' { end + 1 } else { end };
    Some(f.skip_spaces(end))
}

fn plural(f: &Folded, at: usize) -> bool {
    f.any(at, &["articles", "arts"]).is_some()
}

fn whole(f: &Folded, start: usize, end: usize, kind: Kind, id: TextId) -> Candidate {
    Candidate {
        range: f.byte(start)..f.byte(end),
        kind,
        parts: Vec::new(),
        text: TextMention::Named(id),
        possessive: false,
        heading: false,
    }
}

/// A name, then perhaps its articles: "CCP, art. L. 2113-14", "loi n° 2014-856, art. 1er".
fn text_first(f: &Folded, at: usize, name: &Named, texts: &Texts) -> Read {
    let mut next = f.skip_spaces(name.end);
    if f.at(next) == b',' {
        next = f.skip_spaces(next + 1);
    }
    if let Some(after) = designator(f, next)
        && let Some(Read::Reference(candidate, end)) =
            articles(f, next, after, Some(&name.id), texts)
    {
        return Read::Reference(
            Candidate {
                range: f.byte(at)..candidate.range.end,
                ..candidate
            },
            end,
        );
    }
    let code = name.id.nature() == Nature::Code;
    if code
        && name.usual
        && let Some(first) = number(f, f.skip_spaces(name.end), false)
            .filter(|number| number.lettered && number.hyphened)
        && let Some(Read::Reference(candidate, end)) = list(
            f,
            at,
            f.skip_spaces(name.end),
            first,
            Some(&name.id),
            false,
            texts,
        )
    {
        return Read::Reference(candidate, end);
    }
    // The bare name of a code, or of the Constitution, is no reference to anything in it.
    let kind = match name.id.nature() {
        Nature::Code | Nature::Constitution | Nature::Treaty => Kind::Name,
        _ => Kind::Text,
    };
    Read::Reference(whole(f, at, name.end, kind, name.id.clone()), name.end)
}

/// What follows a designator.
fn articles(
    f: &Folded,
    start: usize,
    after: usize,
    text: Option<&TextId>,
    texts: &Texts,
) -> Option<Read> {
    let after = super::name::past_number_sign(f, after)
        .filter(|past| f.at(*past).is_ascii_digit())
        .unwrap_or(after);
    let first = number(f, after, true)?;
    list(f, start, after, first, text, true, texts)
}

/// A list of numbers and its text.
fn list(
    f: &Folded,
    start: usize,
    at: usize,
    first: Number,
    given: Option<&TextId>,
    designated: bool,
    texts: &Texts,
) -> Option<Read> {
    let mut reading = List {
        f,
        parts: Vec::new(),
        end: first.end,
        lettered: first.lettered,
        many: !designated || plural(f, start),
    };
    reading.push(at, first);
    reading.rest();
    let List {
        mut parts,
        mut end,
        lettered,
        ..
    } = reading;
    end = suites(f, end).unwrap_or(end);
    let heading = !lettered && looks_like_heading(f, start, end);
    let possessive = preceded(f, start, &["son", "ses", "leurs"]);
    let text = match given {
        Some(id) => TextMention::Named(id.clone()),
        None => match text_after(f, end, lettered, texts) {
            Some(After::Named(named)) => {
                end = named.end;
                TextMention::Named(named.id)
            }
            Some(After::Inferred(nature, past)) => {
                end = past;
                TextMention::Inferred(nature)
            }
            Some(After::Contract(past)) => return Some(Read::Nothing(past)),
            None => TextMention::Missing,
        },
    };
    if let Some(pinpoint) = pinpoint_before(f, start)
        && let Some(first) = parts.first_mut()
    {
        first.pinpoint.get_or_insert(pinpoint);
    }
    let range = f.byte(start)..f.byte(end);
    Some(Read::Reference(
        Candidate {
            range,
            kind: Kind::Article,
            parts,
            text,
            possessive,
            heading,
        },
        end,
    ))
}

struct List<'a, 't> {
    f: &'a Folded<'t>,
    parts: Vec<Part>,
    end: usize,
    lettered: bool,
    /// Whether plain numbers may follow a comma: "articles 2, 3 et 6".
    many: bool,
}

impl List<'_, '_> {
    fn push(&mut self, at: usize, number: Number) {
        self.end = number.end;
        let range = self.f.byte(at)..self.f.byte(number.end);
        self.parts.push(Part {
            range,
            number: number.normal,
            to: None,
            pinpoint: None,
        });
    }

    fn rest(&mut self) {
        loop {
            if let Some(end) = pinpoint_after(self.f, self.end) {
                if let Some(last) = self.parts.last_mut() {
                    let written = self
                        .f
                        .original(self.end, end)
                        .trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']);
                    last.pinpoint.get_or_insert(written.trim().to_owned());
                }
                self.end = end;
            }
            let Some((join, next)) = joined(self.f, self.end) else {
                return;
            };
            let next = [
                "l'article",
                "les articles",
                "aux articles",
                "article",
                "articles",
            ]
            .iter()
            .find_map(|words| self.f.words(next, words))
            .map_or(next, |end| self.f.skip_spaces(end));
            if !self.next(&join, next) {
                return;
            }
        }
    }

    /// Reads the number that `join` announces at `next`.
    fn next(&mut self, join: &Join, next: usize) -> bool {
        let f = self.f;
        let Some(last) = self.parts.last() else {
            return false;
        };
        // "R2152-6 et -7"
        if f.at(next) == b'-'
            && last.number.contains('-')
            && let Some(end) = f.digits(next + 1).filter(|end| f.ends_word(*end))
        {
            let number = replaced_end(&last.number, f.slice(next + 1, end));
            return self.take(
                join,
                next,
                Number {
                    normal: number,
                    lettered: true,
                    hyphened: true,
                    end,
                },
            );
        }
        let Some(mut number) = number(f, next, false) else {
            return false;
        };
        if self.lettered && !number.lettered {
            let letter: String = last
                .number
                .chars()
                .take_while(|c| !c.is_ascii_digit())
                .collect();
            if number.hyphened {
                // "L. 2113-12, 2113-13"
                number.normal = format!("{letter}{}", number.normal);
            } else if *join == Join::To
                && last.number.contains('-')
                && last.to.is_none()
                && number.normal.len() <= 3
            {
                // "L. 2113-12 à 14"
                number.normal = replaced_end(&last.number, &number.normal);
            } else {
                return false;
            }
        } else if !self.lettered {
            if number.lettered && self.parts.is_empty() {
                return false;
            }
            // "art. 4, 8)": a comma alone does not join plain numbers, unless they were announced as many.
            if *join == Join::Comma && !self.many {
                return false;
            }
            // A quantity, an ordinal, a price.
            if matches!(f.at(f.skip_spaces(number.end)), b'%' | b'~' | b')')
                || f.at(number.end) == 2
            {
                return false;
            }
            if f.any(
                f.skip_spaces(number.end),
                &["ans", "an", "mois", "jours", "euros", "personnes", "fois"],
            )
            .is_some()
            {
                return false;
            }
        }
        self.take(join, next, number)
    }

    fn take(&mut self, join: &Join, at: usize, number: Number) -> bool {
        if *join == Join::To {
            let end = self.f.byte(number.end);
            match self.parts.last_mut() {
                Some(last) if last.to.is_none() => {
                    last.to = Some(number.normal);
                    last.range.end = end;
                    self.end = number.end;
                    return true;
                }
                _ => return false,
            }
        }
        self.lettered |= number.lettered;
        self.push(at, number);
        true
    }
}

/// `number` with its last group of digits replaced: "R2192-10", "36" → "R2192-36".
fn replaced_end(number: &str, end: &str) -> String {
    let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{head}{end}")
}

#[derive(PartialEq, Eq)]
enum Join {
    Comma,
    And,
    To,
}

/// What joins two numbers, and the character after it.
fn joined(f: &Folded, at: usize) -> Option<(Join, usize)> {
    let next = f.skip_spaces(at);
    let words = |at: usize| -> Option<(Join, usize)> {
        if let Some(end) = f.any(at, &["et", "ou", "ainsi que", "et/ou"]) {
            return Some((Join::And, f.skip_spaces(end)));
        }
        // "à" and "au" fold to "a" and "au".
        if (f.at(at) == b'a' && f.at(at + 1) == b' ')
            || f.words(at, "au").is_some()
            || f.words(at, "jusqu'a").is_some()
        {
            let end = f.any(at, &["a", "au", "jusqu'a"])?;
            return Some((Join::To, f.skip_spaces(end)));
        }
        None
    };
    if let Some(join) = words(next).filter(|_| next > at) {
        return Some(join);
    }
    if f.at(next) == b',' {
        let after = f.skip_spaces(next + 1);
        return words(after).or(Some((Join::Comma, after)));
    }
    // An en dash between two full numbers: "L. 2113-12 – L. 2113-14".
    if f.at(next) == b'-' && f.at(next + 1) == b' ' && next > at {
        let after = f.skip_spaces(next + 1);
        if f.at(after).is_ascii_alphabetic()
            && number(f, after, false).is_some_and(|number| number.lettered)
        {
            return Some((Join::To, after));
        }
    }
    None
}

/// Past "et suivants", "et s.", "s.".
fn suites(f: &Folded, at: usize) -> Option<usize> {
    let next = f.skip_spaces(at);
    let after_and = f.words(next, "et").map_or(next, |end| f.skip_spaces(end));
    if let Some(end) = f.any(after_and, &["suivants", "suivantes", "suivant"]) {
        return Some(end);
    }
    if f.at(after_and) == b's' && f.at(after_and + 1) == b'.' && f.starts_word(after_and) {
        return Some(after_and + 2);
    }
    None
}

/// Past a pinpoint after a number: ", 2°", ", II, 1°", ", paragraphe 1", " § 3", ", al. 2", ", 8)".
fn pinpoint_after(f: &Folded, at: usize) -> Option<usize> {
    let mut end = None;
    let mut here = at;
    loop {
        let mut next = f.skip_spaces(here);
        if f.at(next) == b',' {
            next = f.skip_spaces(next + 1);
        }
        let Some(past) = pinpoint(f, next) else {
            return end;
        };
        end = Some(past);
        here = past;
    }
}

fn pinpoint(f: &Folded, at: usize) -> Option<usize> {
    if let Some(end) = f.digits(at)
        && (f.at(end) == b'~' || f.at(end) == b')')
    {
        return Some(end + 1);
    }
    for word in [
        "paragraphe",
        "paragraphes",
        "alinea",
        "alineas",
        "point",
        "al.",
    ] {
        if let Some(end) = f.prefix(at, word) {
            return f.digits(f.skip_spaces(end));
        }
    }
    if f.at(at) == b'$' {
        return f.digits(f.skip_spaces(at + 1));
    }
    // A Roman number in capitals, or a letter and a bracket.
    if f.is_upper(at) {
        let end = (at..at + 6)
            .find(|i| !matches!(f.at(*i), b'i' | b'v' | b'x') || !f.is_upper(*i))
            .unwrap_or(at);
        if end > at && f.ends_word(end) && f.at(end) != b'.' && f.starts_word(at) {
            return Some(end);
        }
    }
    if f.at(at).is_ascii_alphabetic() && f.at(at + 1) == b')' && f.starts_word(at) {
        return Some(at + 2);
    }
    // "1° b du code"
    if f.at(at).is_ascii_lowercase()
        && !f.is_upper(at)
        && f.at(at + 1) == b' '
        && at > 1
        && f.at(f.skip_spaces(at) - 2) == b'~'
        && f.at(at) != b'a'
    {
        return Some(at + 1);
    }
    None
}

/// "2° du I de l'" before a designator: the words, without what ties them.
fn pinpoint_before(f: &Folded, start: usize) -> Option<String> {
    let before = f.slice(0, start);
    let head = ["de l'", "des ", "de "]
        .iter()
        .find_map(|tie| before.strip_suffix(tie))?
        .trim_end();
    let from = head.len().saturating_sub(40);
    let mut begin = head.len();
    for (at, word) in head[from..].split(' ').rev().scan(head.len(), |end, word| {
        let at = *end - word.len();
        *end = at.saturating_sub(1);
        Some((at, word))
    }) {
        let pinpoint = word.ends_with('~')
            || matches!(
                word,
                "i" | "ii"
                    | "iii"
                    | "iv"
                    | "v"
                    | "vi"
                    | "alinea"
                    | "premier"
                    | "dernier"
                    | "second"
                    | "deuxieme"
                    | "troisieme"
                    | "du"
                    | "de"
                    | "l'alinea"
            )
            || (word.len() == 2 && word.ends_with(')'));
        if !pinpoint {
            break;
        }
        begin = at;
    }
    let words = f.original(begin, head.len()).trim();
    let words = words.trim_start_matches("du ").trim_start_matches("de ");
    (!words.is_empty() && words.chars().any(char::is_alphanumeric)).then(|| words.to_owned())
}

fn preceded(f: &Folded, start: usize, words: &[&str]) -> bool {
    let before = f.slice(0, start).trim_end();
    words.iter().any(|word| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// Whether a bare "Article 5" opens a line and is followed by a dash, a colon or nothing: the heading of a contract or of
/// statutes.
fn looks_like_heading(f: &Folded, start: usize, end: usize) -> bool {
    let before = f.slice(0, start).trim_end();
    let opens = before.is_empty() || before.ends_with('"') || before.ends_with('.');
    let next = f.skip_spaces(end);
    let closes = next >= f.bytes.len() || matches!(f.at(next), b'-' | b':' | b'"' | b'|');
    opens && closes && f.is_upper(start)
}

enum After {
    Named(Named),
    Inferred(Nature, usize),
    /// An article of a contract, of statutes, of a newspaper.
    Contract(usize),
}

/// The text that follows a list of numbers.
fn text_after(f: &Folded, at: usize, lettered: bool, texts: &Texts) -> Option<After> {
    let mut here = f.skip_spaces(at);
    if f.at(here) == b',' {
        here = f.skip_spaces(here + 1);
    }
    let bracket = f.at(here) == b'(';
    if bracket {
        here += 1;
    }
    for (words, nature) in SAME {
        if let Some(end) = f.words(here, words) {
            let end = f
                .any(
                    f.skip_spaces(end),
                    &["precite", "precitee", "susvise", "susvisee"],
                )
                .unwrap_or(end);
            return Some(After::Inferred(nature, end));
        }
    }
    for words in CONTRACTS {
        if let Some(end) = f.words(here, words) {
            return Some(After::Contract(end));
        }
    }
    let tie = TIES.iter().find_map(|tie| {
        if tie.ends_with('\'') {
            f.prefix(here, tie)
        } else {
            f.words(here, tie)
        }
    });
    if let Some(next) = tie.map(|end| f.skip_spaces(end)) {
        if let Some(named) = named(f, next, texts) {
            return Some(After::Named(named));
        }
        for (word, nature) in BARE {
            if let Some(end) = f.words(next, word) {
                let end = f
                    .any(
                        f.skip_spaces(end),
                        &["precite", "precitee", "susvise", "susvisee"],
                    )
                    .unwrap_or(end);
                // "du code couleur", "de la loi du marché", "du règlement de la consultation" are other things.
                let follows = f.skip_spaces(end);
                let other = f.at(follows).is_ascii_alphabetic()
                    && f.any(
                        follows,
                        &["de", "du", "des", "interieur", "interieure", "couleur"],
                    )
                    .is_some();
                return (!other)
                    .then_some(After::Inferred(nature, end))
                    .or(Some(After::Contract(end)).filter(|_| !lettered));
            }
        }
        return None;
    }
    let named = from_tables(f, here, texts, true).or_else(|| super::name::named(f, here, texts))?;
    if bracket && f.at(named.end) != b')' {
        return None;
    }
    let end = named.end + usize::from(bracket);
    Some(After::Named(Named { end, ..named }))
}

const TIES: [&str; 8] = ["de la", "de l'", "du", "des", "de", "d'", "au", "a la"];

/// Words for the last text of a nature.
const SAME: [(&str, Nature); 28] = [
    ("du meme code", Nature::Code),
    ("dudit code", Nature::Code),
    ("de ce code", Nature::Code),
    ("du present code", Nature::Code),
    ("de ce meme code", Nature::Code),
    ("de la meme loi", Nature::Law),
    ("de cette loi", Nature::Law),
    ("de cette meme loi", Nature::Law),
    ("de ladite loi", Nature::Law),
    ("du meme decret", Nature::Decree),
    ("dudit decret", Nature::Decree),
    ("de ce decret", Nature::Decree),
    ("de la meme ordonnance", Nature::Ordinance),
    ("de cette ordonnance", Nature::Ordinance),
    ("de ladite ordonnance", Nature::Ordinance),
    ("du meme arrete", Nature::Order),
    ("dudit arrete", Nature::Order),
    ("de cet arrete", Nature::Order),
    ("de la meme directive", Nature::Directive),
    ("de cette directive", Nature::Directive),
    ("de ladite directive", Nature::Directive),
    ("du meme reglement", Nature::Regulation),
    ("de ce reglement", Nature::Regulation),
    ("dudit reglement", Nature::Regulation),
    ("de la meme decision", Nature::EuropeanDecision),
    ("de cette decision", Nature::EuropeanDecision),
    ("du meme traite", Nature::Treaty),
    ("de ce traite", Nature::Treaty),
];

/// Natures without anything that tells which.
const BARE: [(&str, Nature); 7] = [
    ("code", Nature::Code),
    ("loi", Nature::Law),
    ("decret", Nature::Decree),
    ("ordonnance", Nature::Ordinance),
    ("arrete", Nature::Order),
    ("directive", Nature::Directive),
    ("reglement", Nature::Regulation),
];

/// What has articles and is no law.
const CONTRACTS: [&str; 36] = [
    "du present",
    "de la presente",
    "des presentes",
    "des presents",
    "du contrat",
    "du ccap",
    "du cctp",
    "du ccag",
    "du ccp du",
    "du marche",
    "des statuts",
    "de nos statuts",
    "de la convention",
    "du reglement interieur",
    "du reglement de",
    "de l'avenant",
    "de l'acte d'engagement",
    "du cahier",
    "de l'accord",
    "du bail",
    "du projet",
    "de la deliberation",
    "de l'appel",
    "de notre",
    "de votre",
    "de presse",
    "de journal",
    "de blog",
    "de fond",
    "du journal",
    "du pacte",
    "du protocole",
    "du devis",
    "de l'association",
    "du guide",
    "de la proposition",
];
