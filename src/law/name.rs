//! Names of texts in running text: "code du travail", "CCP", "loi n° 2014-856 du 31 juillet 2014", "règlement (UE) 2016/679".

use super::fold::Folded;
use super::{Nature, TextId, Texts};

/// A text that is named.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub id: TextId,
    /// Character after its name.
    pub end: usize,
    /// Whether it is an abbreviation or usual name from the tables, which says little without an article.
    pub usual: bool,
}

/// The text whose name begins at character `at`.
pub(super) fn named(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    if !f.starts_word(at) {
        return None;
    }
    numbered(f, at, texts).or_else(|| from_tables(f, at, texts, true))
}

/// A text of the tables by one of its names; `abbreviations` too.
pub(super) fn from_tables(
    f: &Folded,
    at: usize,
    texts: &Texts,
    abbreviations: bool,
) -> Option<Named> {
    let key = [f.at(at), f.at(at + 1)];
    for name in texts.names.get(&key)? {
        if (!name.whole && !abbreviations) || (name.capital && !f.is_upper(at)) {
            continue;
        }
        let Some(end) = loose(f, at, &name.folded) else {
            continue;
        };
        // A word that ends in a full stop needs nothing after it.
        if !name.folded.ends_with('.') && !f.ends_word(end) {
            continue;
        }
        // "CT" in lower case, or as the start of "CTA-3", is none.
        if name.capital
            && name.folded.len() <= 4
            && !name.folded.contains('.')
            && (at..end).any(|i| f.at(i).is_ascii_alphabetic() && !f.is_upper(i))
        {
            continue;
        }
        return Some(Named {
            id: texts.at(name.text).id.clone(),
            end,
            usual: true,
        });
    }
    None
}

/// Past `name` at `at`; spaces after the full stops of an abbreviation may be missing or doubled.
fn loose(f: &Folded, at: usize, name: &str) -> Option<usize> {
    let mut here = at;
    let mut after_stop = false;
    for byte in name.bytes() {
        if byte == b' ' {
            let past = f.skip_spaces(here);
            if past == here && !after_stop {
                return None;
            }
            here = past;
        } else if f.at(here) == byte {
            here += 1;
        } else {
            return None;
        }
        after_stop = byte == b'.';
    }
    Some(here)
}

/// Words that begin a text with a number or a date, and what it is then.
const KINDS: [(&str, &str, Nature); 18] = [
    ("loi organique", "loi", Nature::Law),
    ("loi constitutionnelle", "loi", Nature::Law),
    ("lois", "loi", Nature::Law),
    ("loi", "loi", Nature::Law),
    ("ordonnances", "ordonnance", Nature::Ordinance),
    ("ordonnance", "ordonnance", Nature::Ordinance),
    ("decrets", "decret", Nature::Decree),
    ("decret", "decret", Nature::Decree),
    ("arretes", "arrete", Nature::Order),
    ("arrete", "arrete", Nature::Order),
    (
        "circulaire du premier ministre",
        "circulaire",
        Nature::Circular,
    ),
    ("circulaire", "circulaire", Nature::Circular),
    ("instruction", "circulaire", Nature::Circular),
    ("directives", "dir", Nature::Directive),
    ("directive", "dir", Nature::Directive),
    ("reglement", "regl", Nature::Regulation),
    ("decision", "decision", Nature::EuropeanDecision),
    ("reglements", "regl", Nature::Regulation),
];

fn numbered(f: &Folded, at: usize, texts: &Texts) -> Option<Named> {
    let (kind, nature, mut here) = KINDS
        .iter()
        .find_map(|(word, kind, nature)| f.words(at, word).map(|end| (*kind, *nature, end)))?;
    if nature == Nature::Regulation
        || nature == Nature::EuropeanDecision
        || nature == Nature::Directive
    {
        return european(f, here, kind);
    }
    if let Some(end) = ["en conseil d'etat", "simple"]
        .iter()
        .find_map(|w| f.words(f.skip_spaces(here), w))
    {
        here = end;
    }
    let next = f.skip_spaces(here);
    if nature == Nature::Circular {
        return circular(f, next);
    }
    if let Some((number, end)) = national_number(f, next) {
        let end = dated(f, end).map_or(end, |(_, end)| end);
        return Some(Named {
            id: TextId::new(&format!("{kind}:{number}")),
            end,
            usual: false,
        });
    }
    if nature == Nature::Law
        && let Some(end) = f.any(next, &["de 1901", "1901"])
    {
        return Some(Named {
            id: TextId::new("loi:1901-07-01"),
            end,
            usual: true,
        });
    }
    let (date, end) = dated(f, here)?;
    if nature == Nature::Order
        && let Some((nor, end)) = nor(f, end)
    {
        return Some(Named {
            id: TextId::new(&format!("arrete:{nor}")),
            end,
            usual: false,
        });
    }
    let id = match texts.by_date(nature, &date) {
        Some(id) => id.clone(),
        None => TextId::new(&format!("{kind}:{date}")),
    };
    Some(Named {
        id,
        end,
        usual: false,
    })
}

/// "n° 2014-856", "no 2015-90", "2001-624": the number of a French text.
pub(super) fn national_number(f: &Folded, at: usize) -> Option<(String, usize)> {
    let at = past_number_sign(f, at).unwrap_or(at);
    let dash = f.digits(at)?;
    if !(2..=4).contains(&(dash - at)) || f.at(dash) != b'-' {
        return None;
    }
    let end = f.digits(dash + 1)?;
    if end - dash > 6 || !f.ends_word(end) || (f.at(end) == b'-' && f.at(end + 1).is_ascii_digit())
    {
        return None;
    }
    Some((f.slice(at, end).to_owned(), end))
}

/// Past "n°", "nº", "no", "n " before a digit.
pub(super) fn past_number_sign(f: &Folded, at: usize) -> Option<usize> {
    if f.at(at) != b'n' || !f.starts_word(at) {
        return None;
    }
    let mut here = at + 1;
    if matches!(f.at(here), b'~' | b'o') {
        here += 1;
    }
    if f.at(here) == b'.' {
        here += 1;
    }
    Some(f.skip_spaces(here))
}

/// " du 31 juillet 2014" after a nature or number: ISO date, and the character after it.
pub(super) fn dated(f: &Folded, at: usize) -> Option<(String, usize)> {
    let at = f.skip_spaces(at);
    let at = f.words(at, "du").map(|end| f.skip_spaces(end))?;
    date(f, at)
}

/// "31 juillet 2014", "1er juillet 1901", "28 déc. 2009", "17/07/2001".
pub(super) fn date(f: &Folded, at: usize) -> Option<(String, usize)> {
    const MONTHS: [&[&str]; 12] = [
        &["janvier", "janv."],
        &["fevrier", "fevr.", "fev."],
        &["mars"],
        &["avril", "avr."],
        &["mai"],
        &["juin"],
        &["juillet", "juill.", "juil."],
        &["aout"],
        &["septembre", "sept."],
        &["octobre", "oct."],
        &["novembre", "nov."],
        &["decembre", "dec."],
    ];
    let end = f.digits(at)?;
    let day: u8 = f
        .slice(at, end)
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let year_at = |at: usize| {
        let end = f.digits(at)?;
        (end - at == 4 && f.ends_word(end)).then(|| (f.slice(at, end).to_owned(), end))
    };
    if f.at(end) == b'/' || f.at(end) == b'.' && f.at(end + 1).is_ascii_digit() {
        let month_end = f.digits(end + 1)?;
        let month: u8 = f
            .slice(end + 1, month_end)
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        if f.at(month_end) != f.at(end) {
            return None;
        }
        let (year, end) = year_at(month_end + 1)?;
        return Some((format!("{year}-{month:02}-{day:02}"), end));
    }
    let end = f.prefix(end, "er").unwrap_or(end);
    let month_at = f.skip_spaces(end);
    let (month, end) = MONTHS.iter().enumerate().find_map(|(at, names)| {
        names
            .iter()
            .find_map(|name| f.prefix(month_at, name))
            .map(|end| (at + 1, end))
    })?;
    let (year, end) = year_at(f.skip_spaces(end))?;
    Some((format!("{year}-{month:02}-{day:02}"), end))
}

/// "(NOR : ECOM2131668A)" or "NOR : …": the number, and the character after it, bracket included.
pub(super) fn nor(f: &Folded, at: usize) -> Option<(String, usize)> {
    let mut here = f.skip_spaces(at);
    let bracket = f.at(here) == b'(';
    here += usize::from(bracket);
    here = f.skip_spaces(f.words(here, "nor")?);
    if f.at(here) == b':' {
        here = f.skip_spaces(here + 1);
    }
    let end = (here..here + 13)
        .find(|i| !f.at(*i).is_ascii_alphanumeric())
        .unwrap_or(here + 13);
    if !(11..=12).contains(&(end - here)) || !f.ends_word(end) || !f.at(here + 6).is_ascii_digit() {
        return None;
    }
    let number = f.slice(here, end).to_uppercase();
    let end = if bracket && f.at(end) == b')' {
        end + 1
    } else {
        end
    };
    Some((number, end))
}

/// What follows "directive", "règlement" or "décision".
fn european(f: &Folded, at: usize, kind: &str) -> Option<Named> {
    let mut here = f.skip_spaces(at);
    for word in ["delegue", "delegues", "d'execution", "europeen"] {
        here = f.words(here, word).map_or(here, |end| f.skip_spaces(end));
    }
    for institution in ["(ue)", "(ce)", "(cee)", "(euratom)", "(ue, euratom)"] {
        here = f
            .prefix(here, institution)
            .map_or(here, |end| f.skip_spaces(end));
    }
    let numbered = past_number_sign(f, here);
    here = numbered.unwrap_or(here);
    let (number, end) = european_number(f, here, kind)?;
    let end = dated(f, end).map_or(end, |(_, end)| end);
    Some(Named {
        id: TextId::new(&format!("{kind}:{number}")),
        end,
        usual: false,
    })
}

/// "2014/24/UE", "2016/679", "1370/2007", "651/2014".
pub(super) fn european_number(f: &Folded, at: usize, kind: &str) -> Option<(String, usize)> {
    let slash = f.digits(at)?;
    if f.at(slash) != b'/' || slash - at > 4 {
        return None;
    }
    let mut end = f.digits(slash + 1)?;
    if end - slash > 5 {
        return None;
    }
    let mut number = f.slice(at, end).to_owned();
    if let Some((suffix, past)) = ["/ue", "/cee", "/ce", "/euratom"]
        .iter()
        .find_map(|suffix| {
            let past = f.prefix(end, suffix)?;
            f.ends_word(past).then_some((*suffix, past))
        })
    {
        number.push_str(&suffix.to_uppercase());
        end = past;
    } else if kind == "dir" && number.starts_with("2014/2") && number.len() == 7 {
        // "la directive 2014/24": the three of 2014 on procurement are cited so.
        number.push_str("/UE");
    }
    (f.ends_word(end) && f.at(end) != b'/').then_some((number, end))
}

fn circular(f: &Folded, at: usize) -> Option<Named> {
    let mut id = None;
    let mut end = at;
    if let Some(here) = past_number_sign(f, at) {
        let stop = (here..here + 30)
            .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'/' | b'-')))
            .unwrap_or(here);
        if stop > here && f.at(here).is_ascii_digit() {
            id = Some(
                f.original(here, stop)
                    .replace(['\u{2011}', '\u{2010}', '\u{2013}'], "-")
                    .to_uppercase(),
            );
            end = stop;
        }
    }
    let date = dated(f, end);
    if let Some((_, past)) = &date {
        end = *past;
    }
    let number = id.or(date.map(|(date, _)| date))?;
    Some(Named {
        id: TextId::new(&format!("circulaire:{number}")),
        end,
        usual: false,
    })
}
