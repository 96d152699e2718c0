//! References in running text.
//!
//! One pass over the folded text. A reference begins with a designator ("article", "art."), the name of a text, a court, or
//! the number of an article of a code; what follows is read by descent: numbers, what joins them, pinpoints, the text.

use super::after::{After, follows_contract_document, text_after, tied_to_text};
use super::decision::{Decision, another_number, decision};
use super::fold::{Folded, is_word};
use super::list::{List, list};
use super::name::{Named, another, by_nor, named, nor, past_adjectives, past_number_sign};
use super::names::Writing;
use super::number::{Number, number};
use super::numbering::chapter;
use super::{Nature, TextId, Texts, pinpoint};
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
    /// The day of the text, when it is named with both its number, or its usual name, and its day.
    pub day: Option<String>,
    /// "annexe XIV", "annexes I à III": what is cited of a whole text.
    pub annex: Option<String>,
    /// Whether it goes on the reference before it: "l'article L. 1 et l'article L. 2 du code".
    pub chained: bool,
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
    /// "de la loi de 2005": the last text of this nature and year.
    OfYear(Nature, String),
    /// By the name of a code that nobody knows, such as "du code de la comande publique": no other is to be guessed.
    Unknown,
    /// Not at all.
    Missing,
}

/// Finds every reference in `text`: byte ranges in order, never overlapping, on borders of characters.
///
/// U+FFFC is a barrier: no reference goes across it. Never fails: words that merely look like a reference are left out.
/// Takes a time that grows as the length of the text, whatever it holds.
///
/// ```
/// use reperess::law::{Kind, TextId, TextMention, Texts, find};
/// let text = "Vu l’article 47 de la loi n° 2005-102 et l’article 3 du contrat.";
/// let found = find(text, Texts::known());
/// assert_eq!(found.len(), 1);
/// assert_eq!(&text[found[0].range.clone()], "article 47 de la loi n° 2005-102");
/// assert_eq!(found[0].kind, Kind::Article);
/// assert_eq!(found[0].parts[0].number, "47");
/// assert_eq!(found[0].text, TextMention::Named(TextId::new("loi:2005-102")));
/// ```
pub fn find(text: &str, texts: &Texts) -> Vec<Candidate> {
    let f = Folded::of(text);
    let mut found: Vec<Candidate> = Vec::new();
    // Where the last reference ended, in characters.
    let mut last = 0;
    let mut at = 0;
    while at < f.bytes.len() {
        if !may_begin(&f, at, texts) {
            at = next_word(&f, at);
            continue;
        }
        match read(&f, at, texts) {
            Some(Read::Reference(mut candidate, end)) => {
                candidate.chained = !found.is_empty() && joins(&f, last, at);
                found.push(candidate);
                last = others(&f, at, end, texts, &mut found);
                at = last.max(at + 1);
            }
            Some(Read::Nothing(end)) => at = end.max(at + 1),
            None => at = next_word(&f, at),
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

/// The first character of the next word after the one at `at`, or of the next "*R. 421-1".
fn next_word(f: &Folded, at: usize) -> usize {
    let rest = &f.bytes[at + 1..];
    let word = if is_word(f.bytes[at]) {
        rest.iter()
            .position(|byte| !is_word(*byte))
            .unwrap_or(rest.len())
    } else {
        0
    };
    rest[word..]
        .iter()
        .position(|byte| is_word(*byte) || *byte == b'*')
        .map_or(f.bytes.len(), |next| at + 1 + word + next)
}

/// Whether a reference may begin at `at`: the first two characters tell that most words begin nothing.
fn may_begin(f: &Folded, at: usize, texts: &Texts) -> bool {
    let (first, second) = (f.at(at), f.at(at + 1));
    if !first.is_ascii() || !second.is_ascii() {
        return false;
    }
    match BEGINS[usize::from(first)][usize::from(second)] {
        Begins::Always => {
            third_fits(first, f.at(at + 2)) || f.is_upper(at) || texts.names.may_start(f, at)
        }
        Begins::Capital => {
            f.is_upper(at + usize::from(first == b'*')) || texts.names.may_start(f, at)
        }
        Begins::Digits => {
            // "2014/24/UE", "1re civ."
            matches!(second, b'r' | b'e')
                || f.digits(at)
                    .is_some_and(|end| f.at(end) == b'/' && end - at <= 4)
        }
        Begins::Never => texts.names.may_start(f, at),
    }
}

/// Whether a word that begins with `first` and one of its seconds in [`BEGINS`] may go on with `third`: "de", "pour" and "or"
/// are everywhere, "décret", "pourvoi" and "ordonnance" are not.
fn third_fits(first: u8, third: u8) -> bool {
    match first {
        b'd' => matches!(third, b'c' | b'r' | b' ') || !third.is_ascii_alphabetic(),
        b'a' => matches!(third, b't' | b'r' | b'i' | b'f' | b'n'),
        b'l' | b't' => third == b'i',
        b'o' => third == b'd',
        b'c' => third == b'r',
        b'i' => third == b's',
        b'r' | b'j' => third == b'g',
        b'e' => third == b'l',
        b'p' => third == b'u',
        _ => true,
    }
}

/// What two characters may begin.
#[derive(Clone, Copy)]
enum Begins {
    /// No reference but by a name of the tables.
    Never,
    /// Written as a capital, a court or the number of an article.
    Capital,
    /// A number that tells what it is.
    Digits,
    /// "article", the nature of a text, a decision.
    Always,
}

static BEGINS: [[Begins; 128]; 128] = {
    let mut table = [[Begins::Never; 128]; 128];
    let capitals: [&[u8; 2]; 22] = [
        b"ce", b"co", b"ca", b"cj", b"cc", b"c.", b"c-", b"ta", b"tc", b"t.", b"tu", b"tp", b"t-",
        b"so", b"ci", b"cr", b"ch", b"as", b"lo", b"lp", b"qp", b"dc",
    ];
    let mut at = 0;
    while at < capitals.len() {
        table[capitals[at][0] as usize][capitals[at][1] as usize] = Begins::Capital;
        at += 1;
    }
    // "L. 1", "R*421-1", "D 1", "A-1", "L2113-15".
    let letters = *b"lrda*";
    let seconds = *b". *-0123456789ldar";
    at = 0;
    while at < letters.len() {
        let mut second = 0;
        while second < seconds.len() {
            let of_number = letters[at] == b'*' || second < 14;
            if of_number {
                table[letters[at] as usize][seconds[second] as usize] = Begins::Capital;
            }
            second += 1;
        }
        at += 1;
    }
    let mut digit = b'0';
    while digit <= b'9' {
        let mut second = 0;
        while second < 128 {
            table[digit as usize][second] = Begins::Digits;
            second += 1;
        }
        digit += 1;
    }
    let always: [&[u8; 2]; 20] = [
        b"ar", b"lo", b"or", b"de", b"di", b"d.", b"ci", b"in", b"re", b"av", b"af", b"ju", b"n~",
        b"no", b"n ", b"n^", b"ec", b"po", b"an", b"tr",
    ];
    at = 0;
    while at < always.len() {
        table[always[at][0] as usize][always[at][1] as usize] = Begins::Always;
        at += 1;
    }
    table
};

fn read(f: &Folded, at: usize, texts: &Texts) -> Option<Read> {
    if f.at(at) != b'*' && !f.starts_word(at) {
        return None;
    }
    if let Some(after) = designator(f, at) {
        return articles(f, at, after, None, texts);
    }
    if let Some(decision) = decision(f, at) {
        return Some(whole(f, at, decision.end, Kind::Decision, decision.id));
    }
    if f.at(at) == b'n'
        && let Some((number, end)) = nor(f, at)
        && let Some(id) = by_nor(&number)
    {
        return Some(whole(f, at, end, Kind::Text, id));
    }
    if let Some(named) = named(f, at, texts) {
        // A bill is no law yet: "le projet de loi n° 2020-12".
        if named.id.nature() == Nature::Law
            && [
                "projet de",
                "projets de",
                "proposition de",
                "propositions de",
            ]
            .iter()
            .any(|bill| f.preceded_by(at, bill).is_some())
        {
            return Some(Read::Nothing(named.end));
        }
        return Some(text_first(f, at, &named, texts));
    }
    if f.at(at) == b'a'
        && let Some(annex) = annex(f, at, texts)
    {
        return Some(annex);
    }
    if f.at(at).is_ascii_digit() {
        return None;
    }
    let first = code_number(f, at, texts)?;
    // "A. 2020-12-01": few articles begin with A, and many other things do; "L. 12-345" may be anything too.
    let doubtful = |number: &str| number.starts_with('A') || chapter(number).len() < 3;
    let is_doubtful = doubtful(&first.normal);
    let many = list(f, at, first, true, texts);
    let past = many.end;
    match numbered(f, at, many, None, texts) {
        Read::Reference(candidate, _) if is_doubtful && candidate.text == TextMention::Missing => {
            // What was read is not read again: a list of such numbers would be once for each of them.
            let surer = candidate.parts.iter().find(|part| !doubtful(&part.number));
            let next = surer.map_or(past, |part| f.character(part.range.start));
            Some(Read::Nothing(next.max(at + 1)))
        }
        read => Some(read),
    }
}

/// "annexe XIV de la directive 2014/24/UE", "annexes I et II du décret n° …", "annexe 3 du code de la commande publique": what
/// prose says of an annex points inside its text, whose page it shares.
fn annex(f: &Folded, at: usize, texts: &Texts) -> Option<Read> {
    let many = f.words(at, "annexes");
    let word = many.or_else(|| f.words(at, "annexe"))?;
    // "l'arrêté annexé au décret"
    let e = word - 1 - usize::from(many.is_some());
    if !f.original(e, e + 1).eq_ignore_ascii_case("e") {
        return None;
    }
    let mut end = word;
    let mut here = f.skip_spaces(word);
    here = past_number_sign(f, here).unwrap_or(here);
    for _ in 0..20 {
        let Some(past) = annex_number(f, here) else {
            break;
        };
        end = past;
        let comma = f.skip_comma(end);
        here = f
            .any(comma, &["et", "ou", "a"])
            .map_or(comma, |past| f.skip_spaces(past));
        if here == end || many.is_none() {
            break;
        }
    }
    end = pinpoint::after(f, end, false).unwrap_or(end);
    // "annexe 3, décret n° …" is a list of both.
    if !tied_to_text(f, f.skip_comma(end)) {
        return None;
    }
    let (text, past, day) = match text_after(f, end, false, texts)? {
        After::Named(named) => (TextMention::Named(named.id), named.end, named.day),
        After::Text(text @ TextMention::Inferred(_), past) => (text, past, None),
        _ => return None,
    };
    let candidate = Candidate {
        range: f.byte(at)..f.byte(past),
        kind: Kind::Text,
        parts: Vec::new(),
        text,
        possessive: false,
        heading: false,
        day,
        annex: Some(f.original(at, end).to_owned()),
        chained: false,
    };
    Some(Read::Reference(candidate, past))
}

/// Past the number of an annex: "3", "XIV", "A".
fn annex_number(f: &Folded, at: usize) -> Option<usize> {
    if let Some(end) = f.digits(at) {
        return (end - at <= 3 && f.ends_word(end)).then_some(end);
    }
    let end =
        (at..at + 8).find(|i| !matches!(f.at(*i), b'i' | b'v' | b'x' | b'l') || !f.is_upper(*i))?;
    let letter = f.at(at).is_ascii_alphabetic() && f.is_upper(at);
    let end = if end == at && letter { at + 1 } else { end };
    (end > at && f.ends_word(end) && f.at(end) != b'\'').then_some(end)
}

/// The number of an article of a code that stands without "article".
fn code_number(f: &Folded, at: usize, texts: &Texts) -> Option<Number> {
    number(f, at, false, texts).filter(|number| number.lettered && number.hyphened)
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

fn whole(f: &Folded, start: usize, end: usize, kind: Kind, id: TextId) -> Read {
    let candidate = Candidate {
        range: f.byte(start)..f.byte(end),
        kind,
        parts: Vec::new(),
        text: TextMention::Named(id),
        possessive: false,
        heading: false,
        day: None,
        annex: None,
        chained: false,
    };
    Read::Reference(candidate, end)
}

/// Whether only words that join stand between two characters: ", ", " et l'", " et au 2° du II de l'".
fn joins(f: &Folded, from: usize, to: usize) -> bool {
    if to <= from || to - from > 40 {
        return false;
    }
    let words = f.slice(from, to);
    let mut joined = false;
    for word in words.split([' ', '\'']) {
        match word {
            "et" | "ou" | "," | "ainsi" => joined = true,
            "" | "a" | "au" | "aux" | "l" | "le" | "les" | "de" | "du" | "des" | "la" | "qu"
            | "que" | "i" | "ii" | "iii" | "iv" | "alinea" | "premier" | "second" | "dernier"
            | "troisieme" | "deuxieme" | "alineas" | "par" => {}
            word if word.ends_with('~') || word.ends_with(')') => {}
            _ => return false,
        }
    }
    joined
}

/// The other texts of a plural, or the other numbers of a decision, that follow the reference just found. Gives the
/// character after the last.
fn others(
    f: &Folded,
    start: usize,
    end: usize,
    texts: &Texts,
    found: &mut Vec<Candidate>,
) -> usize {
    let mut end = end;
    let Some(first) = found.last() else {
        return end;
    };
    let TextMention::Named(id) = first.text.clone() else {
        return end;
    };
    if first.kind == Kind::Decision {
        while let Some((at, Decision { id, end: past })) = another_number(f, end, &id) {
            if let Read::Reference(candidate, _) = whole(f, at, past, Kind::Decision, id) {
                found.push(candidate);
            }
            end = past;
        }
        return end;
    }
    if first.kind == Kind::Article {
        while let Some((candidate, past)) = next_article(f, end, texts) {
            found.push(candidate);
            end = past;
        }
        return end;
    }
    let nature = id.nature();
    let word = f.slice(start, (start + 12).min(f.bytes.len()));
    let plural = [
        "lois",
        "decrets",
        "ordonnances",
        "arretes",
        "directives",
        "reglements",
        "decisions",
    ]
    .iter()
    .any(|plural| word.starts_with(plural));
    // "décret n° 2015-719 et n° 2015-760": the sign tells as much as the plural.
    let sign = |end: usize| {
        let next = f.skip_comma(end);
        let next = f.words(next, "et").map_or(next, |past| f.skip_spaces(past));
        next > end && past_number_sign(f, next).is_some_and(|past| f.at(past).is_ascii_digit())
    };
    if first.kind != Kind::Text || !(plural || (nature < Nature::Order && sign(end))) {
        return end;
    }
    while let Some((at, named)) = another(f, end, nature, texts) {
        end = named.end;
        if let Read::Reference(mut candidate, _) = whole(f, at, named.end, Kind::Text, named.id) {
            candidate.day = named.day;
            found.push(candidate);
        }
    }
    end
}

/// An article of another text under the same designator: "articles 8 de la Convention et 9 du code civil".
fn next_article(f: &Folded, end: usize, texts: &Texts) -> Option<(Candidate, usize)> {
    let mut next = f.skip_comma(end);
    // "article 1103 C. civ. ; 432-14 du code pénal"
    if f.at(next) == b';' {
        next = f.skip_spaces(next + 1);
    }
    let start = f
        .any(next, &["et", "ou", "ainsi que"])
        .map_or(next, |past| f.skip_spaces(past));
    if start == f.skip_spaces(end) {
        return None;
    }
    let first = number(f, start, false, texts)?;
    let many = list(f, start, first, true, texts);
    match numbered(f, start, many, None, texts) {
        Read::Reference(candidate, past)
            if matches!(
                candidate.text,
                TextMention::Named(_) | TextMention::Inferred(Nature::Code)
            ) =>
        {
            Some((candidate, past))
        }
        _ => None,
    }
}

/// A name, then perhaps its articles: "CCP, art. L. 2113-14", "loi n° 2014-856, art. 1er", "CCP L. 2113-14".
fn text_first(f: &Folded, at: usize, name: &Named, texts: &Texts) -> Read {
    let after_name = past_adjectives(f, name.end);
    let mut next = f.skip_comma(after_name);
    // "Code général des impôts, CGI. - art. 199", as the official site writes it.
    if f.at(next) == b'.' && f.at(f.skip_spaces(next + 1)) == b'-' {
        next = f.skip_spaces(next + 1);
    }
    if matches!(f.at(next), b':' | b'-') {
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
        && let Some(first) = code_number(f, next, texts)
    {
        let many = list(f, next, first, true, texts);
        return numbered(f, at, many, Some(&name.id), texts);
    }
    // The bare name of a code, or of the Constitution, is no reference to anything in it; two letters are not even that.
    if code && name.writing == Writing::Abbreviation && name.end - at <= 2 {
        return Read::Nothing(name.end);
    }
    let kind = match name.id.nature() {
        // The Preamble of 1946 has no articles.
        Nature::Constitution if name.id.as_str() == "preambule-1946" => Kind::Text,
        Nature::Code | Nature::Constitution | Nature::Treaty => Kind::Name,
        // "une association loi de 1901" says what it is, not where to read.
        Nature::Law if name.id.as_str() == "loi:1901-07-01" && name.usual && !determined(f, at) => {
            Kind::Name
        }
        _ if name.writing == Writing::Defined => Kind::Name,
        _ => Kind::Text,
    };
    let mut whole = whole(f, at, name.end, kind, name.id.clone());
    if let Read::Reference(candidate, _) = &mut whole {
        candidate.day = name.day.clone();
    }
    whole
}

/// Whether "la", "cette" or the like comes before.
fn determined(f: &Folded, at: usize) -> bool {
    ["la", "cette", "ladite", "de"]
        .iter()
        .any(|word| f.preceded_by(at, word).is_some())
}

/// What follows a designator.
fn articles(
    f: &Folded,
    start: usize,
    after: usize,
    text: Option<&TextId>,
    texts: &Texts,
) -> Option<Read> {
    let after = past_number_sign(f, after)
        .filter(|past| f.at(*past).is_ascii_digit())
        .unwrap_or(after);
    let Some(first) = number(f, after, true, texts) else {
        return dotted(f, start, after, texts);
    };
    // "un article 100 % coton", "cet article 12 fois primé"
    if !first.lettered
        && (f.at(f.skip_spaces(first.end)) == b'%'
            || ["un", "cet", "chaque"]
                .iter()
                .any(|word| f.preceded_by(start, word).is_some()))
    {
        return Some(Read::Nothing(first.end));
    }
    let many = f.any(start, &["articles", "arts"]).is_some();
    let list = list(f, after, first, many, texts);
    Some(numbered(f, start, list, text, texts))
}

/// "article 6.1.f du RGPD": European texts have their paragraphs cited so, and "14.1 de la loi" is 14-1; "12.4" of no text
/// is a clause of a contract.
fn dotted(f: &Folded, start: usize, at: usize, texts: &Texts) -> Option<Read> {
    let end = f.digits(at).filter(|end| end - at <= 3)?;
    let digits = end;
    let mut past = end;
    while f.at(past) == b'.' && f.at(past + 1).is_ascii_alphanumeric() && past - end < 12 {
        past = f.digits(past + 1).unwrap_or(past + 2);
    }
    past += usize::from(f.at(past) == b')');
    let list = List {
        parts: vec![Part {
            range: f.byte(at)..f.byte(past),
            number: f.slice(at, end).to_owned(),
            to: None,
            pinpoint: None,
        }],
        end: pinpoint::after(f, past, false).unwrap_or(past),
        lettered: false,
    };
    match numbered(f, start, list, None, texts) {
        Read::Reference(mut candidate, end) => {
            let TextMention::Named(id) = &candidate.text else {
                return Some(Read::Nothing(past));
            };
            match id.nature() {
                Nature::Directive | Nature::Regulation | Nature::Treaty => {}
                Nature::Law | Nature::Decree | Nature::Ordinance => {
                    if let Some(part) = candidate.parts.first_mut()
                        && f.digits(digits + 1) == Some(past)
                    {
                        part.number = f.slice(at, past).replace('.', "-");
                    }
                }
                _ => return Some(Read::Nothing(past)),
            }
            Some(Read::Reference(candidate, end))
        }
        nothing @ Read::Nothing(_) => Some(nothing),
    }
}

/// A list of numbers and its text, which is `given` when it came first.
fn numbered(f: &Folded, start: usize, list: List, given: Option<&TextId>, texts: &Texts) -> Read {
    let List {
        mut parts,
        mut end,
        lettered,
    } = list;
    // A contract has no heading "Articles 7 à 9".
    let plural = parts.len() > 1 || parts.iter().any(|part| part.to.is_some());
    let heading = !lettered && !plural && looks_like_heading(f, start, end);
    let mut day = None;
    let text = match text_after(f, end, lettered, texts) {
        Some(After::Named(named)) => {
            end = named.end;
            day = named.day;
            TextMention::Named(named.id)
        }
        Some(After::Text(text, past)) => {
            end = past;
            text
        }
        Some(After::Contract(past)) => return Read::Nothing(past),
        None if given.is_none()
            && let Some((named, tail)) = loosely(f, end, lettered, texts) =>
        {
            if let Some(last) = parts.last_mut() {
                let words = f
                    .original(end, tail)
                    .trim_matches([' ', ',', '-', '\u{a0}']);
                last.pinpoint.get_or_insert(words.to_owned());
            }
            end = named.end;
            day = named.day;
            TextMention::Named(named.id)
        }
        None if given.is_none()
            && !lettered
            && (dotted_follows(f, end) || follows_contract_document(f, start)) =>
        {
            return Read::Nothing(end);
        }
        None => given.map_or(TextMention::Missing, |id| TextMention::Named(id.clone())),
    };
    if let TextMention::Named(id) = &text
        && !plural
    {
        between(f, start, id, &mut parts);
    }
    if let Some(pinpoint) = pinpoint::before(f, start)
        && let Some(first) = parts.first_mut()
    {
        first.pinpoint.get_or_insert(pinpoint);
    }
    let possessive = ["son", "ses", "leurs", "leur"]
        .iter()
        .any(|word| f.preceded_by(start, word).is_some());
    let candidate = Candidate {
        range: f.byte(start)..f.byte(end),
        kind: Kind::Article,
        parts,
        text,
        possessive,
        heading,
        day,
        annex: None,
        chained: false,
    };
    Read::Reference(candidate, end)
}

/// "articles 13-14 du RGPD" are two: an article of European law has no hyphen, and more than one was announced.
fn between(f: &Folded, start: usize, text: &TextId, parts: &mut [Part]) {
    let european = matches!(
        text.nature(),
        Nature::Directive | Nature::Regulation | Nature::Treaty
    );
    let [only] = parts else { return };
    if !european || f.any(start, &["articles", "arts"]).is_none() {
        return;
    }
    let Some((from, to)) = only.number.split_once('-') else {
        return;
    };
    let value = |number: &str| number.parse::<u32>().ok();
    if let (Some(first), Some(last)) = (value(from), value(to))
        && first < last
    {
        only.to = Some(to.to_owned());
        only.number = from.to_owned();
    }
}

/// Whether the list goes on with a clause of a contract: "articles 2, 5, 6.2.1 et 6.2.2".
fn dotted_follows(f: &Folded, end: usize) -> bool {
    let next = f.skip_comma(end);
    let start = f
        .any(next, &["et", "ou", "a"])
        .map_or(next, |past| f.skip_spaces(past));
    start > f.skip_spaces(end)
        && f.digits(start)
            .is_some_and(|dot| f.at(dot) == b'.' && f.at(dot + 1).is_ascii_digit())
}

/// The text after a pinpoint written in an odd way, and where it begins.
fn loosely(f: &Folded, end: usize, lettered: bool, texts: &Texts) -> Option<(Named, usize)> {
    let tail = pinpoint::loose(f, end)?;
    match text_after(f, tail, lettered, texts)? {
        After::Named(named) => Some((named, tail)),
        _ => None,
    }
}

/// Whether a bare "Article 5" opens a line and is followed by a dash, a colon, the end of the line or nothing: the heading
/// of a contract, of statutes, of the text itself.
fn looks_like_heading(f: &Folded, start: usize, end: usize) -> bool {
    if !f.is_upper(start) {
        return false;
    }
    let line = f.starts_line(start);
    let before = f.before_spaces(start);
    let opens = line || matches!(f.at(before - 1), b'"' | b'.' | b';');
    let next = f.skip_spaces(end);
    let closes = next >= f.bytes.len()
        || matches!(f.at(next), b'-' | b':' | b'"' | b'|')
        || (line && matches!(f.at(next), b'.' | b'('))
        // "Article 2 Le code est modifié": the line break is lost, and no sentence begins so.
        || (next > end && f.is_upper(next))
        || f.original(end, next).contains('\n');
    opens && closes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::court::{COURTS, LOCAL_COURTS};
    use crate::law::name::KINDS;

    /// [`BEGINS`] says again, letter by letter, what the readers look for: a name that it leaves out would never be found.
    #[test]
    fn every_court_and_kind_of_text_may_begin_a_reference() {
        let texts = Texts::known();
        let courts = COURTS.iter().chain(&LOCAL_COURTS).map(|(name, _)| {
            let mut name = (*name).to_owned();
            name[..1].make_ascii_uppercase();
            name
        });
        let kinds = KINDS.iter().map(|(name, ..)| (*name).to_owned());
        for name in courts.chain(kinds) {
            assert!(may_begin(&Folded::of(&name), 0, texts), "{name}");
        }
    }
}
