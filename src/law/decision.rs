//! Decisions of courts: "CE, 25 mai 2018, Nantes Métropole, n° 417580", "CJUE, 10 sept. 2020, aff. C-367/19".

use super::TextId;
use super::fold::Folded;
use super::name::{date, past_number_sign};

/// A decision and the character after it.
pub(super) struct Decision {
    pub id: TextId,
    pub end: usize,
}

/// How far after the court's name its date, then the decision's number, may stand, in characters.
const DATE_WITHIN: usize = 70;
const NUMBER_WITHIN: usize = 160;

/// The decision that begins at character `at`.
pub(super) fn decision(f: &Folded, at: usize) -> Option<Decision> {
    if !f.starts_word(at) || !matches!(f.at(at), b'c' | b't' | b'e' | b'd' | b'a') {
        return None;
    }
    ecli(f, at)
        .or_else(|| constitutional_number(f, at))
        .or_else(|| cada(f, at))
        .or_else(|| of_court(f, at))
}

fn of_court(f: &Folded, at: usize) -> Option<Decision> {
    let (court, after) = court(f, at)?;
    // Nothing of a decision goes past the end of a sentence's clause or a barrier.
    let stop = (after..(after + NUMBER_WITHIN).min(f.bytes.len()))
        .find(|i| {
            matches!(f.at(*i), b';' | 1 | b'(' | b'"')
                || (f.at(*i) == b'.'
                    && f.at(*i + 1) == b' '
                    && f.is_upper(f.skip_spaces(*i + 1))
                    && !f.at(*i - 1).is_ascii_lowercase())
        })
        .unwrap_or((after + NUMBER_WITHIN).min(f.bytes.len()));
    let (_, after_date) = (after..(after + DATE_WITHIN).min(stop))
        .filter(|i| f.at(*i).is_ascii_digit() && !f.at(i.wrapping_sub(1)).is_ascii_digit())
        .find_map(|i| date(f, i))?;
    for i in after_date..stop {
        if court == "cjue" {
            if let Some((number, end)) = european_case(f, i) {
                return Some(Decision {
                    id: TextId::new(&format!("cjue:{number}")),
                    end: past_name(f, end),
                });
            }
        } else if let Some(here) = past_number_sign(f, i).filter(|here| *here > i + 1) {
            let (number, end) = case_number(f, here, &court)?;
            return Some(Decision {
                id: TextId::new(&format!("{court}:{number}")),
                end: past_name(f, end),
            });
        }
    }
    None
}

/// The court named at `at`, as in ids, and the character after its name.
fn court(f: &Folded, at: usize) -> Option<(String, usize)> {
    let capital = f.is_upper(at);
    for (words, id) in [
        ("conseil d'etat", "ce"),
        ("ce", "ce"),
        ("cour de cassation", "cass"),
        ("cass.", "cass"),
        ("cass", "cass"),
        ("cjue", "cjue"),
        ("cjce", "cjue"),
        ("cour de justice", "cjue"),
        ("cons. const.", "cc"),
        ("conseil constitutionnel", "cc"),
        ("tribunal des conflits", "tc"),
        ("tc", "tc"),
    ] {
        let Some(end) = f
            .prefix(at, words)
            .filter(|end| words.ends_with('.') || f.ends_word(*end))
        else {
            continue;
        };
        let shouted = words.len() > 4 || f.is_upper(at + 1) || words == "cass";
        if capital && shouted {
            return Some((id.to_owned(), end));
        }
    }
    for (words, id) in [
        ("cour administrative d'appel de", "caa"),
        ("caa de", "caa"),
        ("caa", "caa"),
        ("tribunal administratif de", "ta"),
        ("ta de", "ta"),
        ("ta", "ta"),
    ] {
        let Some(end) = f.words(at, words) else {
            continue;
        };
        if !capital {
            continue;
        }
        let city = f.skip_spaces(end);
        let city_end = (city..city + 30)
            .find(|i| !(f.at(*i).is_ascii_alphabetic() || f.at(*i) == b'-'))
            .unwrap_or(city);
        if city_end > city && f.is_upper(city) {
            return Some((format!("{id}-{}", f.slice(city, city_end)), city_end));
        }
    }
    None
}

fn case_number(f: &Folded, at: usize, court: &str) -> Option<(String, usize)> {
    let end = (at..at + 20)
        .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'-' | b'.')))
        .unwrap_or(at);
    let end = if f.at(end.wrapping_sub(1)) == b'.' {
        end - 1
    } else {
        end
    };
    if end <= at || !f.at(at).is_ascii_digit() {
        return None;
    }
    let number = f.slice(at, end).to_uppercase();
    if court == "cc" {
        let here = f.skip_spaces(end);
        let kind = ["dc", "qpc", "l", "lp"]
            .iter()
            .find_map(|kind| f.words(here, kind).map(|end| (kind.to_uppercase(), end)));
        return kind.map(|(kind, end)| (format!("{number}{kind}"), end));
    }
    Some((number, end))
}

/// "C-367/19", "T-12/20", "31/87" after "aff.".
fn european_case(f: &Folded, at: usize) -> Option<(String, usize)> {
    if !f.starts_word(at) {
        return None;
    }
    let (letter, here) = match (f.at(at), f.at(at + 1)) {
        (b'c' | b't' | b'p', b'-') => (
            format!("{}-", f.at(at).to_ascii_uppercase() as char),
            at + 2,
        ),
        (b'0'..=b'9', _) => (String::new(), at),
        _ => return None,
    };
    let slash = f.digits(here)?;
    if f.at(slash) != b'/' {
        return None;
    }
    let end = f.digits(slash + 1)?;
    (end - slash <= 5 && f.ends_word(end)).then(|| (format!("{letter}{}", f.slice(here, end)), end))
}

/// The name of the case after its number ends a citation too: "…, n° 358994, Département de Tarn-et-Garonne".
fn past_name(f: &Folded, end: usize) -> usize {
    if f.at(end) != b',' {
        return end;
    }
    let start = f.skip_spaces(end + 1);
    if !f.is_upper(start) {
        return end;
    }
    let stop = (start..start + 60)
        .find(|i| !(f.at(*i).is_ascii_alphabetic() || matches!(f.at(*i), b' ' | b'-' | b'\'')))
        .unwrap_or(start);
    if matches!(f.at(stop), b'.' | b')' | b';') || stop >= f.bytes.len() {
        stop
    } else {
        end
    }
}

fn ecli(f: &Folded, at: usize) -> Option<Decision> {
    let here = f.prefix(at, "ecli:")?;
    let mut end = (here..)
        .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b':' | b'.')))?;
    while matches!(f.at(end - 1), b'.' | b':') {
        end -= 1;
    }
    (end > here + 8 && end - here < 80).then(|| Decision {
        id: TextId::new(&format!("ecli:{}", f.original(here, end).to_uppercase())),
        end,
    })
}

/// "décision n° 2003-473 DC", "la décision n° 2017-655 QPC du 3 août 2017".
fn constitutional_number(f: &Folded, at: usize) -> Option<Decision> {
    let here = f.words(at, "decision")?;
    let number = past_number_sign(f, f.skip_spaces(here))?;
    let (number, end) = case_number(f, number, "cc")?;
    let end = super::name::dated(f, end).map_or(end, |(_, end)| end);
    Some(Decision {
        id: TextId::new(&format!("cc:{number}")),
        end,
    })
}

fn cada(f: &Folded, at: usize) -> Option<Decision> {
    let here = f
        .words(at, "avis cada")
        .or_else(|| f.words(at, "cada, avis"))?;
    let number = past_number_sign(f, f.skip_spaces(here))?;
    let end = f.digits(number)?;
    (f.ends_word(end)).then(|| Decision {
        id: TextId::new(&format!("cada:{}", f.slice(number, end))),
        end,
    })
}
