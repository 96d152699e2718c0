//! Decisions of courts: "CE, 25 mai 2018, Nantes Métropole, n° 417580", "CJUE, 10 sept. 2020, aff. C-367/19",
//! "la décision n° 2010-39 QPC", "l'arrêt n° 20MA01234".

use super::TextId;
use super::court::{chamber, city, city_of_appeal, court, european_case, number_of};
use super::date::date;
use super::fold::Folded;
use super::name::past_number_sign;

/// A decision and the character after it.
pub(super) struct Decision {
    pub id: TextId,
    pub end: usize,
}

/// How far after the court's name its date, then the decision's number, may stand, in characters.
const DATE_WITHIN: usize = 90;
const NUMBER_WITHIN: usize = 200;

/// The decision that begins at character `at`.
pub(super) fn decision(f: &Folded, at: usize) -> Option<Decision> {
    match f.at(at) {
        b'e' => ecli(f, at),
        b'n' => self_told(f, at),
        b'q' => f.words(at, "qpc").and_then(|end| question(f, end, "QPC")),
        b'p' => f
            .any(at, &["pourvois", "pourvoi"])
            .and_then(|end| appeal(f, end)),
        b'd' if f.at(at + 1) == b'c' && f.is_upper(at) => {
            f.words(at, "dc").and_then(|end| question(f, end, "DC"))
        }
        b'd' => f
            .words(at, "decision")
            .or_else(|| f.words(at, "decisions"))
            .and_then(|end| of_words(f, end)),
        b'a' if f.at(at + 1) == b'v' => opinion(f, at),
        b'a' if f.at(at + 1) == b'f' => f
            .any(at, &["affaires jointes", "affaires", "affaire", "aff"])
            .and_then(|end| european(f, end)),
        b'a' if f.at(at + 1) == b'r' => f
            .any(at, &["arrets", "arret"])
            .and_then(|end| european(f, end).or_else(|| of_words(f, end))),
        b'j' => f
            .any(at, &["jugements", "jugement"])
            .and_then(|end| of_words(f, end)),
        b'o' => f.words(at, "ordonnance").and_then(|end| of_words(f, end)),
        b'c' | b't' | b's' | b'0'..=b'9' => opinion(f, at)
            .or_else(|| of_court(f, at))
            .or_else(|| of_chamber(f, at))
            .or_else(|| case_alone(f, at)),
        _ => None,
    }
    .or_else(|| {
        (f.at(at) == b'a' && f.is_upper(at))
            .then(|| of_chamber(f, at))
            .flatten()
    })
}

/// A court, then its number, then or before that a date.
fn of_court(f: &Folded, at: usize) -> Option<Decision> {
    let (id, after) = court(f, at)?;
    // "selon le Conseil d'Etat. Dans une autre affaire": the sentence ends with the name.
    if f.at(after) == b'.' && f.at(after + 1) == b' ' && f.is_upper(f.skip_spaces(after + 1)) {
        return None;
    }
    let stop = end_of_clause(f, after);
    let dated = f
        .next_date
        .within(after, (after + DATE_WITHIN).min(stop), |i| {
            f.at(i).is_ascii_digit()
                && !f.at(i.wrapping_sub(1)).is_ascii_digit()
                && date(f, i).is_some()
        })
        .and_then(|i| date(f, i))
        .map(|(_, end)| end);
    // Without a date, the number must be the next thing said.
    let (from, stop) = match dated {
        Some(_) => (after, stop),
        None => (after, stop.min(after + 30)),
    };
    for i in from..stop {
        if id == "cjue" {
            let lettered = f.at(i).is_ascii_alphabetic();
            if let Some((number, end)) =
                european_case(f, i).filter(|_| lettered || dated.is_some_and(|date| i > date))
            {
                return (!another_court(f, after, i, &id))
                    .then(|| with_name(f, &format!("cjue:{number}"), end));
            }
        } else if let Some((number, end)) =
            past_sign(f, i, &id).and_then(|here| number_of(f, here, &id))
        {
            return (!another_court(f, after, i, &id))
                .then(|| with_date(f, &format!("{id}:{number}"), end));
        }
    }
    None
}

/// Whether another court is named between two characters: the number is then one of its own.
fn another_court(f: &Folded, from: usize, to: usize, id: &str) -> bool {
    (from..to)
        .filter(|i| f.is_upper(*i) && f.starts_word(*i))
        .filter_map(|i| court(f, i))
        // "CA" is as often a community of towns.
        .any(|(other, end)| other != id && !other.starts_with("ca-") && end <= to)
}

/// Past "n°" and the like at `i`; the Conseil constitutionnel numbers its decisions so that they need no sign.
fn past_sign(f: &Folded, i: usize, court: &str) -> Option<usize> {
    if let Some(here) = past_number_sign(f, i).filter(|here| *here > i + 1) {
        return Some(here);
    }
    let free = match court {
        "cc" | "cass" => true,
        // "CAA Versailles, 13 avril 2023, 22VE02027"
        _ if court.starts_with("caa") => true,
        // "Conseil d'État, 27 juillet 2015, 370629"
        "ce" => {
            f.digits(i).is_some_and(|end| end - i == 6)
                && f.before_spaces(i) > 0
                && f.at(f.before_spaces(i) - 1) == b','
        }
        _ => false,
    };
    (free && f.at(i).is_ascii_digit() && f.starts_word(i)).then_some(i)
}

fn of_chamber(f: &Folded, at: usize) -> Option<Decision> {
    let after = chamber(f, at)?;
    let stop = end_of_clause(f, after);
    (after..stop.min(after + 100))
        .filter(|i| f.at(*i).is_ascii_digit() && f.starts_word(*i))
        .find_map(|i| number_of(f, i, "cass"))
        .map(|(number, end)| with_name(f, &format!("cass:{number}"), end))
}

/// Where the clause of a decision ends: nothing of it goes past a semicolon, a barrier or the end of a sentence.
fn end_of_clause(f: &Folded, after: usize) -> usize {
    let limit = (after + NUMBER_WITHIN).min(f.bytes.len());
    f.clause_end
        .within(after, limit, |i| {
            matches!(f.at(i), b';' | 1 | b'"' | b'|')
                || (f.at(i) == b'.'
                    && f.at(i + 1) == b' '
                    && f.is_upper(f.skip_spaces(i + 1))
                    && (ends_number(f, i)
                        || (i.saturating_sub(6)..i).all(|before| {
                            f.at(before).is_ascii_alphabetic() && !f.is_upper(before)
                        })))
        })
        .unwrap_or(limit)
}

/// Whether the full stop at `stop` follows a number, which no abbreviation does: "…, 22VE02027. Par un jugement".
fn ends_number(f: &Folded, stop: usize) -> bool {
    stop > 3 && (stop - 3..stop).all(|i| f.at(i).is_ascii_digit())
}

/// Another number of the decisions just cited: "n° 304802 et 304803", "C-1/10 et C-2/10". Gives where it begins.
pub(super) fn another_number(f: &Folded, end: usize, first: &TextId) -> Option<(usize, Decision)> {
    let (court, _) = first.as_str().split_once(':')?;
    let comma = f.skip_comma(end);
    let start = f
        .any(comma, &["et", "ou"])
        .map_or(comma, |past| f.skip_spaces(past));
    if start == f.skip_spaces(end) {
        return None;
    }
    let here = past_number_sign(f, start).unwrap_or(start);
    let (number, past) = if court == "cjue" {
        european_case(f, here).filter(|_| f.at(here).is_ascii_alphabetic())?
    } else if court == "ecli" || court == "cada" {
        return None;
    } else {
        number_of(f, here, court).filter(|_| f.at(here).is_ascii_digit())?
    };
    // "n° 304802, 2009 p. 12", "n° 304802, 12 mai": not a number again.
    if court == "ce" && (past - here < 5 || date(f, here).is_some()) {
        return None;
    }
    Some((
        start,
        Decision {
            id: TextId::new(&format!("{court}:{number}")),
            end: past,
        },
    ))
}

/// The date after a number, or the name of the case.
fn with_date(f: &Folded, id: &str, end: usize) -> Decision {
    let next = f.skip_comma(end);
    let dated = super::date::dated(f, next).or_else(|| date(f, next).filter(|_| next > end));
    match dated {
        Some((_, past)) => with_name(f, id, past),
        None => with_name(f, id, end),
    }
}

/// The name of the case after its number ends a citation too: "…, n° 358994, Département de Tarn-et-Garonne".
fn with_name(f: &Folded, id: &str, end: usize) -> Decision {
    Decision {
        id: TextId::new(id),
        end: past_name(f, end).unwrap_or(end),
    }
}

fn past_name(f: &Folded, end: usize) -> Option<usize> {
    if f.at(end) != b',' {
        return None;
    }
    let start = f.skip_spaces(end + 1);
    let review = f.any(
        start,
        &[
            "bull", "rec", "lebon", "jcp", "ajda", "publie", "inedit", "gaz", "rtd", "rfda",
            "bjcp", "t",
        ],
    );
    if !f.is_upper(start) || review.is_some() || number_of(f, start, "tc").is_some() {
        return None;
    }
    // "M. Dupont c. Ville": the stop of an initial or of an abbreviation is part of the name.
    let is_short = |stop: usize| {
        let word = (start..stop)
            .rev()
            .take_while(|i| f.at(*i).is_ascii_alphabetic())
            .count();
        (1..=2).contains(&word) && f.at(stop + 1) == b' '
    };
    let stop = (start..start + 60)
        .find(|i| match f.at(*i) {
            b' ' | b'-' | b'\'' => false,
            b'.' => !is_short(*i),
            c => !c.is_ascii_alphabetic(),
        })
        .unwrap_or(start);
    (matches!(f.at(stop), b'.' | b')' | b';') || stop >= f.bytes.len()).then_some(stop)
}

/// European Case Law Identifier: Council conclusions 2011/C 127/01.
fn ecli(f: &Folded, at: usize) -> Option<Decision> {
    let here = f.prefix(at, "ecli:")?;
    let mut end = (here..here + 80)
        .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b':' | b'.')))?;
    while matches!(f.at(end - 1), b'.' | b':') {
        end -= 1;
    }
    (end > here + 8).then(|| Decision {
        id: TextId::new(&format!("ecli:{}", f.original(here, end).to_uppercase())),
        end,
    })
}

/// A number that says by itself which court it is of: "n° 20MA01234", "n° 2010-601 DC".
fn self_told(f: &Folded, at: usize) -> Option<Decision> {
    let here = past_number_sign(f, at).filter(|here| *here > at + 1)?;
    if let Some((number, end)) =
        number_of(f, here, "cc").filter(|(number, _)| number.ends_with('C'))
    {
        return Some(with_date(f, &format!("cc:{number}"), end));
    }
    let (number, end) = number_of(f, here, "caa")?;
    let city = city_of_appeal(&number)?;
    Some(with_date(f, &format!("caa-{city}:{number}"), end))
}

/// What follows "décision", "arrêt", "jugement", "ordonnance": "n° 2010-39 QPC du 6 octobre 2010", "n° 1901234 du tribunal
/// administratif de Lille", "n° 358994 du 4 avril 2014, le Conseil d'État".
fn of_words(f: &Folded, after: usize) -> Option<Decision> {
    let next = f.skip_spaces(after);
    if let Some(decision) = self_told(f, next).or_else(|| constitutional_alone(f, next)) {
        return Some(decision);
    }
    // "un avis du 18 mai 2004 (n° 370169), le Conseil d'État"
    let dated = super::date::dated(f, next).map_or(next, |(_, past)| f.skip_comma(past));
    let bracket = f.at(dated) == b'(';
    let here = past_number_sign(f, dated + usize::from(bracket))?;
    let (number, end) = number_of(f, here, "ce")
        .or_else(|| number_of(f, here, "ta"))
        .or_else(|| number_of(f, here, "cass"))?;
    let end = end + usize::from(bracket && f.at(end) == b')');
    let end = super::date::dated(f, end).map_or(end, |(_, past)| past);
    let mut of = f.skip_comma(end);
    of = f
        .any(
            of,
            &["par laquelle", "par lequel", "rendue par", "rendu par"],
        )
        .map_or(of, |past| f.skip_spaces(past));
    of = f
        .any(of, &["le", "la", "du", "de la", "de"])
        .map_or(of, |past| f.skip_spaces(past));
    for (words, id) in [
        ("conseil d'etat", "ce"),
        ("tribunal des conflits", "tc"),
        ("cour de cassation", "cass"),
        ("tribunal administratif", "ta"),
    ] {
        let Some(past) = f.words(of, words) else {
            continue;
        };
        number_of(f, here, id)?;
        if id != "ta" {
            return Some(Decision {
                id: TextId::new(&format!("{id}:{number}")),
                end: past,
            });
        }
        let de = f.skip_spaces(past);
        let de = f.words(de, "de").map_or(de, |past| f.skip_spaces(past));
        let (city, past) = city(f, de)?;
        return Some(Decision {
            id: TextId::new(&format!("ta-{city}:{number}")),
            end: past,
        });
    }
    None
}

/// "décision 2021-817 DC", without "n°".
fn constitutional_alone(f: &Folded, at: usize) -> Option<Decision> {
    let (number, end) = number_of(f, at, "cc").filter(|_| f.at(at).is_ascii_digit())?;
    Some(with_date(f, &format!("cc:{number}"), end))
}

/// "QPC n° 2010-39", "DC n° 2023-856": the nature of a decision of the Conseil constitutionnel before its number.
fn question(f: &Folded, end: usize, nature: &str) -> Option<Decision> {
    let here = past_number_sign(f, f.skip_spaces(end))?;
    let dash = f
        .digits(here)
        .filter(|dash| f.at(*dash) == b'-' && matches!(dash - here, 2 | 4))?;
    let end = f.digits(dash + 1)?;
    f.ends_word(end).then(|| Decision {
        id: TextId::new(&format!("cc:{}{nature}", f.slice(here, end))),
        end,
    })
}

/// "pourvoi n° 99-82.118": only the Court of cassation numbers appeals so.
fn appeal(f: &Folded, end: usize) -> Option<Decision> {
    let here = past_number_sign(f, f.skip_spaces(end))?;
    let (number, end) = number_of(f, here, "cass")?;
    Some(with_date(f, &format!("cass:{number}"), end))
}

/// What follows "arrêt", "affaire", "aff.": "C-280/00".
fn european(f: &Folded, end: usize) -> Option<Decision> {
    let end = if f.at(end) == b'.' { end + 1 } else { end };
    let mut here = f.skip_spaces(end);
    here = f
        .any(here, &["jtes", "jointes"])
        .map_or(here, |past| f.skip_spaces(past));
    here = past_number_sign(f, here).unwrap_or(here);
    if !f.at(here).is_ascii_alphabetic() {
        return None;
    }
    // "Affaire C546/16"
    if f.at(here + 1).is_ascii_digit()
        && f.is_upper(here)
        && let Some((number, end)) =
            european_case(f, here + 1).filter(|_| matches!(f.at(here), b'c' | b't'))
    {
        let letter = f.at(here).to_ascii_uppercase() as char;
        return Some(with_name(f, &format!("cjue:{letter}-{number}"), end));
    }
    case_alone(f, here)
}

/// "C-280/00".
fn case_alone(f: &Folded, at: usize) -> Option<Decision> {
    if !f.at(at).is_ascii_alphabetic() {
        return None;
    }
    let (number, end) = european_case(f, at)?;
    Some(with_name(f, &format!("cjue:{number}"), end))
}

/// "avis CADA n° 20184567", "CADA, 12 mai 2018, avis n° 20184567", "avis n° 369315 du Conseil d'État".
fn opinion(f: &Folded, at: usize) -> Option<Decision> {
    let named = f.any(
        at,
        &["cada", "avis cada", "avis de la cada", "conseil cada"],
    );
    let after = match named {
        Some(end) => end,
        None => f.words(at, "avis")?,
    };
    // "Avis 20103811, séance du 14 octobre 2010"
    let bare = f.skip_spaces(after);
    if let Some(end) = f.digits(bare)
        && is_opinion(f, bare, end)
    {
        return Some(with_date(f, &format!("cada:{}", f.slice(bare, end)), end));
    }
    let stop = if named.is_some() {
        end_of_clause(f, after).min(after + 60)
    } else {
        after + 2
    };
    for i in after..stop {
        let Some(here) = past_number_sign(f, i) else {
            continue;
        };
        let Some(end) = f.digits(here).filter(|end| f.ends_word(*end)) else {
            continue;
        };
        if is_opinion(f, here, end) {
            return Some(with_date(f, &format!("cada:{}", f.slice(here, end)), end));
        }
    }
    if named.is_none() {
        return of_words(f, after);
    }
    None
}

/// Whether the digits are the number of an opinion of the CADA: the year, and the number in that year.
fn is_opinion(f: &Folded, at: usize, end: usize) -> bool {
    end - at == 8 && f.at(at) == b'2' && f.at(at + 1) == b'0'
}
