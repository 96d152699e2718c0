//! Names of texts in running text: "code du travail", "CCP", "loi n° 2014-856 du 31 juillet 2014", "arrêté du 3 mai 2021
//! (NOR : …)".

use super::date::{date, dated, year};
use super::european;
use super::fold::{Folded, is_word};
use super::names::{Name, Writing};
use super::{Nature, TextId, Texts};

/// A text that is named.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub id: TextId,
    /// Character after its name.
    pub end: usize,
    /// Whether it is an abbreviation or usual name from the tables, which says little without an article.
    pub usual: bool,
    /// How a usual one is written.
    pub writing: Writing,
    /// The day that stands beside its number.
    pub day: Option<String>,
}

impl Named {
    /// A text named by its number or its day.
    pub fn of(id: TextId, end: usize) -> Self {
        Self {
            id,
            end,
            usual: false,
            writing: Writing::Whole,
            day: None,
        }
    }
}

/// The text whose name begins at character `at`.
pub(super) fn named(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    if !f.starts_word(at) {
        return None;
    }
    if f.at(at).is_ascii_digit() {
        return european::bare(f, at, texts);
    }
    numbered(f, at, texts).or_else(|| from_tables(f, at, texts))
}

/// A text of the tables by one of its names. A law with a usual name may have its number and date after it:
/// "loi Sapin 2 n° 2016-1691 du 9 décembre 2016", "code général des collectivités territoriales (CGCT)".
pub(super) fn from_tables(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    if !texts.names.may_start(f, at) {
        return None;
    }
    let (name, end) = texts
        .names
        .longest(f, at, "")
        .or_else(|| called(f, at, texts))?;
    let id = texts.at(name.text).id.clone();
    // "règlement de minimis n° 1407/2013", "directive « recours » 89/665/CEE": of two texts of that name, the one of that
    // number.
    if let Some(numbered) = with_number(f, end, &id, texts) {
        return Some(numbered);
    }
    let writing = name.writing;
    let end = doubled(f, end, &id, texts).unwrap_or(end);
    Some(Named {
        id,
        end,
        usual: true,
        writing,
        day: None,
    })
}

/// "loi dite « Climat et résilience »", "directive « recours »": a usual name in quotation marks.
fn called<'t>(f: &Folded, at: usize, texts: &'t Texts) -> Option<(&'t Name, usize)> {
    let (head, mut here) = [
        ("loi", "loi "),
        ("directive", "directive "),
        ("reglement", "reglement "),
    ]
    .iter()
    .find_map(|(word, head)| f.words(at, word).map(|end| (*head, f.skip_spaces(end))))?;
    here = f.words(here, "dite").map_or(here, |end| f.skip_spaces(end));
    let quoted = f.at(here) == b'"';
    if quoted {
        here = f.skip_spaces(here + 1);
        here = f.words(here, "loi").map_or(here, |end| f.skip_spaces(end));
    }
    let (name, end) = texts.names.longest(f, here, head)?;
    if !quoted {
        return Some((name, end));
    }
    let close = f.skip_spaces(end);
    (f.at(close) == b'"').then_some((name, close + 1))
}

/// A European text by its number after its usual name, in brackets or not.
fn with_number(f: &Folded, end: usize, id: &TextId, texts: &Texts) -> Option<Named> {
    let kind = match id.nature() {
        Nature::Directive => "dir",
        Nature::Regulation => "regl",
        Nature::EuropeanDecision => "decision",
        _ => return None,
    };
    // "règlement général d'exemption par catégorie (RGEC) n° 651/2014"
    let end = doubled(f, end, id, texts).unwrap_or(end);
    let next = f.skip_spaces(end);
    if let Some(numbered) = european::european(f, next, kind, texts) {
        return Some(numbered);
    }
    let open = (f.at(next) == b'(').then(|| f.skip_spaces(next + 1))?;
    let numbered = european::european(f, open, kind, texts)?;
    let close = f.skip_spaces(numbered.end);
    (f.at(close) == b')').then(|| Named {
        end: close + 1,
        ..numbered
    })
}

/// Past the second name of a text, its number or its abbreviation in brackets: "code du travail (C. trav.)".
fn doubled(f: &Folded, end: usize, id: &TextId, texts: &Texts) -> Option<usize> {
    let next = f.skip_spaces(end);
    if id.nature() == Nature::Law {
        // "loi Travail du 8 août 2016", "loi pour la liberté de choisir son avenir professionnel, du 5 septembre 2018"
        if let Some((date, past)) = dated(f, f.skip_comma(end)) {
            let same = texts.get(id).and_then(|text| text.date.as_ref()) == Some(&date);
            return same.then_some(past);
        }
        let (number, past) = national_number(f, next)?;
        return (id.as_str() == format!("loi:{number}"))
            .then(|| dated(f, past).map_or(past, |(_, past)| past));
    }
    if f.at(next) != b'(' {
        return None;
    }
    let (name, past) = texts.names.longest(f, f.skip_spaces(next + 1), "")?;
    (texts.at(name.text).id == *id && f.at(f.skip_spaces(past)) == b')')
        .then(|| f.skip_spaces(past) + 1)
}

/// Words that begin a text with a number or a date, and what it is then.
pub(super) const KINDS: [(&str, &str, Nature); 32] = [
    ("loi organique", "loi", Nature::Law),
    ("loi constitutionnelle", "loi", Nature::Law),
    ("lois organiques", "loi", Nature::Law),
    ("lois", "loi", Nature::Law),
    ("loi", "loi", Nature::Law),
    ("ordonnances", "ordonnance", Nature::Ordinance),
    ("ordonnance", "ordonnance", Nature::Ordinance),
    ("decret-loi", "decret", Nature::Decree),
    ("decrets", "decret", Nature::Decree),
    ("decret", "decret", Nature::Decree),
    ("arretes", "arrete", Nature::Order),
    ("arrete", "arrete", Nature::Order),
    ("circulaires", "circulaire", Nature::Circular),
    ("circulaire", "circulaire", Nature::Circular),
    ("instruction", "circulaire", Nature::Circular),
    ("instructions", "circulaire", Nature::Circular),
    ("note de service", "circulaire", Nature::Circular),
    ("directives", "dir", Nature::Directive),
    ("directive", "dir", Nature::Directive),
    ("directive-cadre", "dir", Nature::Directive),
    ("reglements", "regl", Nature::Regulation),
    ("reglement", "regl", Nature::Regulation),
    ("decision-cadre", "decision", Nature::EuropeanDecision),
    ("decisions", "decision", Nature::EuropeanDecision),
    ("decision", "decision", Nature::EuropeanDecision),
    ("dir.", "dir", Nature::Directive),
    ("regl.", "regl", Nature::Regulation),
    ("d.", "decret", Nature::Decree),
    ("l.", "loi", Nature::Law),
    ("ord.", "ordonnance", Nature::Ordinance),
    ("arr.", "arrete", Nature::Order),
    ("circ.", "circulaire", Nature::Circular),
];

fn numbered(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    let first = f.at(at);
    if !matches!(first, b'l' | b'o' | b'd' | b'a' | b'c' | b'i' | b'n' | b'r')
        || f.at(at + 1).is_ascii_digit()
    {
        return None;
    }
    let (kind, nature, here) = KINDS
        .iter()
        .filter(|(word, ..)| word.as_bytes()[0] == first)
        .find_map(|(word, kind, nature)| {
            let end = f.prefix(at, word)?;
            let whole = word.ends_with('.') || (f.ends_word(end) && f.at(end) != b'-');
            whole.then_some((*kind, *nature, end))
        })?;
    if nature >= Nature::Directive {
        return european::european(f, here, kind, texts);
    }
    // "D. n° 2016-360" needs its sign, "L. 31 juill. 2014" its day: "D. 2016-3" is an article, "L. 31" too.
    if f.at(here - 1) == b'.' {
        let next = f.skip_spaces(here);
        let number = past_number_sign(f, next).filter(|past| f.at(*past).is_ascii_digit());
        // "ord. n° 2005-649" may be written in lower case, "l. 3" is something else.
        let abbreviated = f.is_upper(at) || (number.is_some() && here - at > 3);
        if !abbreviated || (past_number_sign(f, next).is_none() && date(f, next).is_none()) {
            return None;
        }
    }
    let next = f.skip_spaces(past_authors(f, here, nature));
    // "décret du n° 2018-903": a day that was left out.
    let next = f
        .words(next, "du")
        .map(|end| f.skip_spaces(end))
        .filter(|past| nature != Nature::Circular && past_number_sign(f, *past).is_some())
        .unwrap_or(next);
    if nature == Nature::Circular {
        return circular(f, next);
    }
    let found = |id: &str, end: usize| Some(Named::of(TextId::new(id), end));
    // "arrêté préfectoral n° 2013-123-0004 du 3 mai 2013": a number of the prefecture's own, then the day.
    if nature == Nature::Order
        && let Some(number) = past_number_sign(f, next)
        && let Some(end) = (number..number + 30).find(|i| f.at(*i) == b' ')
        && let Some((date, end)) = dated(f, end)
    {
        return found(&format!("arrete:{date}"), end);
    }
    if let Some((number, end)) = national_number(f, next) {
        // "Ord. n° 2015-899, 23 juill. 2015"
        let date = dated(f, end).or_else(|| {
            let next = f.skip_comma(end);
            dated(f, next).or_else(|| date(f, next).filter(|_| next > end))
        });
        let end = date.as_ref().map_or(end, |(_, end)| *end);
        if nature == Nature::Order {
            // An order is known by its NOR, else by its day: its number is its author's own.
            if let Some((nor, end)) = nor(f, end) {
                return found(&format!("arrete:{nor}"), end);
            }
            let name = date.map_or(number, |(date, _)| date);
            return found(&format!("arrete:{name}"), end);
        }
        return Some(Named {
            day: date.map(|(date, _)| date),
            ..Named::of(TextId::new(&format!("{kind}:{number}")), end)
        });
    }
    if let Some((nor, end)) = nor(f, next).or_else(|| nor_number(f, next)) {
        let end = dated(f, end).map_or(end, |(_, end)| end);
        return found(&format!("{kind}:{nor}"), end);
    }
    // "loi 30/12/1986", "Arr. 22 mars 2019": the day follows at once.
    let (date, end) = dated(f, next).or_else(|| date(f, next))?;
    if nature == Nature::Order
        && let Some((nor, end)) = nor(f, end)
    {
        return Some(Named {
            day: Some(date),
            ..Named::of(TextId::new(&format!("arrete:{nor}")), end)
        });
    }
    // "loi du 31 décembre 1975 n° 75-1334"
    let after = f.skip_comma(end);
    if past_number_sign(f, after).is_some()
        && nature != Nature::Order
        && let Some((number, end)) = national_number(f, after)
    {
        return Some(Named {
            day: Some(date),
            ..Named::of(TextId::new(&format!("{kind}:{number}")), end)
        });
    }
    match texts.by_date(nature, &date) {
        Some(id) => found(id.as_str(), end),
        // "loi Travail du 8 août 2016": of two laws of that day, the one of that name.
        // "loi ESS du 30 juillet 2014": the name tells, and the day is not its own.
        None => from_tables(f, at, texts)
            .filter(|named| named.id.nature() == nature)
            .map(|named| Named {
                end: named.end.max(end),
                day: Some(date.clone()),
                ..named
            })
            .or_else(|| found(&format!("{kind}:{date}"), end)),
    }
}

/// Another number after a plural: "les décrets n° 2016-360 et n° 2016-361", "les directives 2014/23/UE et 2014/24/UE",
/// "les arrêtés du 14 avril 2017 et du 22 mars 2019". Gives where it begins and the text.
pub(super) fn another(
    f: &Folded,
    end: usize,
    kind: Nature,
    texts: &Texts,
) -> Option<(usize, Named)> {
    let next = f.skip_comma(end);
    let start = f
        .any(next, &["et", "ou", "ainsi que"])
        .map_or(next, |past| f.skip_spaces(past));
    if start == end || start == f.skip_spaces(end) {
        return None;
    }
    let word = match kind {
        Nature::Law => "loi",
        Nature::Decree => "decret",
        Nature::Ordinance => "ordonnance",
        Nature::Order => "arrete",
        _ => "",
    };
    if !word.is_empty()
        && let Some((date, end)) = dated(f, start)
    {
        let id = texts
            .by_date(kind, &date)
            .cloned()
            .unwrap_or_else(|| TextId::new(&format!("{word}:{date}")));
        return Some((start, Named::of(id, end)));
    }
    let start = f
        .any(start, &["du", "de la", "le", "la"])
        .map_or(start, |past| f.skip_spaces(past));
    let named = match kind {
        Nature::Directive => european::european(f, start, "dir", texts)?,
        Nature::Regulation => european::european(f, start, "regl", texts)?,
        Nature::EuropeanDecision => european::european(f, start, "decision", texts)?,
        Nature::Law | Nature::Decree | Nature::Ordinance => {
            let (number, end) = national_number(f, start)?;
            let date = dated(f, end);
            let end = date.as_ref().map_or(end, |(_, end)| *end);
            Named {
                day: date.map(|(date, _)| date),
                ..Named::of(TextId::new(&format!("{word}:{number}")), end)
            }
        }
        _ => return None,
    };
    Some((start, named))
}

/// Past words that stand between "décret" and its number or date: who signed it, what sort it is.
fn past_authors(f: &Folded, at: usize, nature: Nature) -> usize {
    let mut here = past_adjectives(f, at);
    if matches!(nature, Nature::Law | Nature::Ordinance | Nature::Decree) {
        here = past_usual_name(f, here).unwrap_or(here);
    }
    let sorts: &[&str] = match nature {
        Nature::Law => &[
            "de finances rectificative",
            "de finances",
            "de financement de la securite sociale",
            "d'orientation",
            "de programmation",
            "de programme",
        ],
        Nature::Decree => &[
            "en conseil d'etat",
            "simple",
            "en conseil des ministres",
            "d'application",
        ],
        Nature::Order | Nature::Circular => &[
            "interministeriel",
            "interministerielle",
            "ministeriel",
            "ministerielle",
            "prefectoral",
            "prefectorale",
            "interprefectoral",
            "conjoint",
            "conjointe",
            "municipal",
            "technique",
            "generale",
            "gouvernementale",
            "fiscale",
        ],
        _ => &[],
    };
    if let Some(end) = f.any(f.skip_spaces(here), sorts) {
        here = end;
    }
    if let Some(end) = f.words(f.skip_spaces(here), "pour")
        && let Some((_, end)) = year(f, f.skip_spaces(end))
    {
        here = end;
    }
    if matches!(nature, Nature::Order | Nature::Circular | Nature::Decree)
        && let Some(end) = f.any(
            f.skip_spaces(here),
            &[
                "du premier ministre",
                "du ministre",
                "de la ministre",
                "des ministres",
                "du ministere",
                "du garde des sceaux",
                "du president",
                "du prefet",
                "du directeur",
                "de la direction",
                "du secretaire",
            ],
        )
    {
        here = past_office(f, end);
    }
    past_adjectives(f, here)
}

/// Past the usual name of a text before its number or its day: "loi dite « Hamon » du 31 juillet 2014", "loi Hamon du",
/// "ordonnance « marchés publics » n° 2015-899".
fn past_usual_name(f: &Folded, at: usize) -> Option<usize> {
    let called = f.skip_spaces(at);
    let mut here = f
        .words(called, "dite")
        .map_or(called, |end| f.skip_spaces(end));
    if f.at(here) == b'"' {
        here = (here + 1..here + 50).find(|i| f.at(*i) == b'"')? + 1;
    } else {
        for _ in 0..4 {
            if !f.is_upper(here) {
                break;
            }
            let end = (here..here + 20).find(|i| !(is_word(f.at(*i)) || f.at(*i) == b'-'))?;
            here = f.skip_spaces(end);
        }
    }
    let followed = dated(f, here).is_some()
        || past_number_sign(f, f.skip_spaces(here)).is_some_and(|past| f.at(past).is_ascii_digit());
    (here > called && followed).then_some(here)
}

/// Past the rest of an author's name, "de l'économie et des finances", up to the number or the day of the text.
fn past_office(f: &Folded, end: usize) -> usize {
    let stop = (end..end + 90)
        .find(|i| {
            let byte = f.at(*i);
            !(byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'\'' | b'-' | b','))
        })
        .unwrap_or(end);
    let found = (end..stop.max(end)).find(|i| {
        f.at(*i) == b' '
            && (past_number_sign(f, i + 1).is_some_and(|past| f.at(past).is_ascii_alphanumeric())
                || dated(f, *i).is_some())
    });
    found.unwrap_or(end)
}

/// Past "modifiée", "susvisé", "précitée" and the like, which may stand anywhere in a name.
pub(super) fn past_adjectives(f: &Folded, at: usize) -> usize {
    let mut end = at;
    loop {
        let next = f.skip_spaces(end);
        if !matches!(f.at(next), b'm' | b's' | b'p') {
            return end;
        }
        let stem = ["modifie", "susvise", "susmentionne", "precite"]
            .iter()
            .find_map(|stem| f.prefix(next, stem));
        let Some(past) = stem else {
            return end;
        };
        let past = f.prefix(past, "e").unwrap_or(past);
        let past = f.prefix(past, "s").unwrap_or(past);
        if !f.ends_word(past) {
            return end;
        }
        end = past;
    }
}

/// "n° 2014-856", "no 2015-90", "2001-624": the number of a French text, and the character after it.
pub(super) fn national_number(f: &Folded, at: usize) -> Option<(String, usize)> {
    let sign = past_number_sign(f, at);
    let at = sign.unwrap_or(at);
    let mut dash = f.digits(at)?;
    let figures = dash - at;
    // "n° 2017 - 1845"
    if sign.is_some() && f.at(dash) == b' ' && f.at(dash + 1) == b'-' && f.at(dash + 2) == b' ' {
        dash += 1;
    }
    if !(2..=4).contains(&figures) || f.at(dash) != b'-' {
        return None;
    }
    let digits = if f.at(dash + 1) == b' ' {
        dash + 2
    } else {
        dash + 1
    };
    let end = f.digits(digits)?;
    if end - digits > 5
        || !f.ends_word(end)
        || (f.at(end) == b'-' && f.at(end + 1).is_ascii_digit())
    {
        return None;
    }
    Some((f.slice(at, end).replace(' ', ""), end))
}

/// Past "n°", "nº", "no", "n°s", "nos", "numéro", "n ".
pub(super) fn past_number_sign(f: &Folded, at: usize) -> Option<usize> {
    if f.at(at) != b'n' || !f.starts_word(at) {
        return None;
    }
    if let Some(end) = f.any(at, &["numero", "numeros"]) {
        return Some(f.skip_spaces(end));
    }
    let mut here = at + 1;
    // "n °2021-1018"
    if f.at(here) == b' ' && f.at(here + 1) == b'~' {
        here += 1;
    }
    // "n^o^"
    let raised = f.prefix(here, "^o^");
    if let Some(end) = raised {
        here = end;
    }
    if matches!(f.at(here), b'~' | b'o') && raised.is_none() {
        here += 1;
        if f.at(here) == b's' {
            here += 1;
        }
    }
    if f.at(here) == b'.' {
        here += 1;
    }
    let end = f.skip_spaces(here);
    // "non", "nos" before a word, "n'est" are other things.
    (f.at(end).is_ascii_digit() || (end > at + 1 && matches!(f.at(at + 1), b'~' | b'^')))
        .then_some(end)
}

/// "(NOR : ECOM2131668A)" or "NOR : …": the number, and the character after it, bracket included.
pub(super) fn nor(f: &Folded, at: usize) -> Option<(String, usize)> {
    let mut here = f.skip_comma(at);
    let bracket = f.at(here) == b'(';
    here += usize::from(bracket);
    here = past_number_sign(f, f.skip_spaces(here)).unwrap_or(here);
    here = f.skip_spaces(f.words(f.skip_spaces(here), "nor")?);
    if f.at(here) == b':' {
        here = f.skip_spaces(here + 1);
    }
    here = past_number_sign(f, here).unwrap_or(here);
    let (number, end) = nor_number(f, here)?;
    let end = if bracket && f.at(end) == b')' {
        end + 1
    } else {
        end
    };
    Some((number, end))
}

/// Four letters, seven figures, the letter of its nature of the numbering of the Journal officiel, and the character after.
fn nor_number(f: &Folded, at: usize) -> Option<(String, usize)> {
    let letters = f.slice(at.min(f.bytes.len()), (at + 12).min(f.bytes.len()));
    let fits = letters.len() == 12
        && letters.bytes().enumerate().all(|(at, b)| match at {
            0..=2 | 11 => b.is_ascii_alphabetic(),
            3 => b.is_ascii_alphanumeric(),
            _ => b.is_ascii_digit(),
        });
    (fits && f.ends_word(at + 12)).then(|| (letters.to_uppercase(), at + 12))
}

/// The text that a NOR stands for: its last letter is its nature.
pub(super) fn by_nor(number: &str) -> Option<TextId> {
    let kind = match number.as_bytes().last() {
        Some(b'L') => "loi",
        Some(b'R') => "ordonnance",
        Some(b'D') => "decret",
        Some(b'C' | b'J') => "circulaire",
        Some(b'A') => "arrete",
        // An opinion, a list, a report.
        _ => return None,
    };
    Some(TextId::new(&format!("{kind}:{number}")))
}

/// Past the offices that wrote a circular, up to its number or its day: "circulaire DGT n° 2008-20", "instruction DGEFP du
/// 5 février 2014", "circulaire Unédic", "instruction fiscale 4 A-3-06 n° 22". Names begin with a capital.
fn past_offices(f: &Folded, at: usize) -> usize {
    let mut here = at;
    for _ in 0..6 {
        let next = f.skip_spaces(here);
        let word = f.any(next, &["de la", "du", "de l", "et", "fiscale", "commune"]);
        if nor(f, next).is_some()
            || nor_number(f, next).is_some()
            || past_number_sign(f, next).is_some()
            || dated(f, next).is_some()
        {
            return next;
        }
        let end = (next..next + 24)
            .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'-' | b'/')))
            .unwrap_or(next);
        // "DGCS/SD3/2010/97", "2015/638": the number itself.
        let number = f.slice(next, end);
        if number.contains('/') && number.bytes().any(|b| b.is_ascii_digit()) {
            return next;
        }
        let name = end > next
            && (f.is_upper(next)
                || f.at(next).is_ascii_digit()
                || matches!(f.at(next), b'-' | b'/'));
        here = match word {
            Some(end) if !f.is_upper(next) => end,
            _ if name => end,
            _ => return at,
        };
    }
    at
}

fn circular(f: &Folded, at: usize) -> Option<Named> {
    let mut id = None;
    let at = past_offices(f, at);
    let mut end = at;
    if let Some((number, past)) = nor(f, at).or_else(|| nor_number(f, at)) {
        id = Some(number);
        end = past;
    } else if let Some(here) = past_number_sign(f, at) {
        let here = f
            .any(
                here,
                &[
                    "nor", "dgefp", "dgt", "dgcs", "dss", "dgos", "dgs", "daj", "dgcl",
                ],
            )
            .map(|past| f.skip_spaces(past))
            .filter(|past| f.at(*past).is_ascii_digit())
            .unwrap_or(here);
        let stop = (here..here + 60)
            .find(|i| {
                !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'/' | b'-' | b'.' | b'_'))
            })
            .unwrap_or(here);
        let stop = (here..stop)
            .rev()
            .find(|i| f.at(*i) != b'.')
            .map_or(stop, |last| last + 1);
        if f.slice(here, stop).bytes().any(|b| b.is_ascii_digit()) {
            id = Some(f.slice(here, stop).to_uppercase());
            end = stop;
        }
    }
    // "circulaire DGOS/PF1/2012/110": no sign before it.
    if id.is_none() {
        let stop = (at..at + 40)
            .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'/' | b'-')))
            .unwrap_or(at);
        let word = f.slice(at, stop);
        if word.contains('/')
            && word.bytes().any(|b| b.is_ascii_digit())
            && (f.is_upper(at) || f.at(at).is_ascii_digit())
            && date(f, at).is_none()
        {
            id = Some(word.to_uppercase());
            end = stop;
        }
    }
    let date = dated(f, end).or_else(|| date(f, f.skip_comma(end)));
    if let Some((_, past)) = &date {
        end = *past;
    }
    let number = id.or(date.map(|(date, _)| date))?;
    if let Some((_, past)) = nor(f, end) {
        end = past;
    }
    Some(Named::of(TextId::new(&format!("circulaire:{number}")), end))
}
