//! Courts: their names as decisions are cited, and how each numbers its decisions.

use super::fold::Folded;

/// The court named at `at`, as in ids, and the character after its name.
pub(super) fn court(f: &Folded, at: usize) -> Option<(String, usize)> {
    // "le tribunal administratif de Lille"
    if !f.is_upper(at) && f.words(at, "tribunal").is_none() {
        return None;
    }
    for (words, id) in COURTS {
        let Some(end) = f
            .prefix(at, words)
            .filter(|end| words.ends_with('.') || f.ends_word(*end))
        else {
            continue;
        };
        // "Ce" and "Cc" are words, "CE" and "CC" are courts.
        if words.len() > 5 || f.is_upper(at + 1) || words.contains('.') || words.starts_with("cass")
        {
            return Some((id.to_owned(), end));
        }
    }
    for (words, id) in LOCAL_COURTS {
        let Some(end) = f.prefix(at, words).filter(|end| f.ends_word(*end)) else {
            continue;
        };
        if (words.len() <= 3 && !f.is_upper(at + 1)) || f.ends_word(at + 1) && words.len() <= 2 {
            continue;
        }
        if let Some((city, end)) = city(f, f.skip_spaces(end)) {
            return Some((format!("{id}-{city}"), end));
        }
    }
    None
}

pub(super) const COURTS: [(&str, &str); 34] = [
    ("conseil d'etat", "ce"),
    ("cons. d'etat", "ce"),
    ("cons. d'et.", "ce"),
    ("ce", "ce"),
    ("c.e.", "ce"),
    ("cour de cassation", "cass"),
    ("cour de cass.", "cass"),
    ("c. cass.", "cass"),
    ("cass.", "cass"),
    ("cass", "cass"),
    ("cour de justice de l'union europeenne", "cjue"),
    ("cour de justice des communautes europeennes", "cjue"),
    ("cour de justice", "cjue"),
    ("cjue", "cjue"),
    ("cjce", "cjue"),
    ("c.j.u.e.", "cjue"),
    ("c.j.c.e.", "cjue"),
    ("tribunal de l'union europeenne", "cjue"),
    ("trib. ue", "cjue"),
    ("tpice", "cjue"),
    ("tpiue", "cjue"),
    ("tue", "cjue"),
    ("cons. const.", "cc"),
    ("cons. constit.", "cc"),
    ("conseil constitutionnel", "cc"),
    ("c. const.", "cc"),
    ("cc", "cc"),
    ("tribunal des conflits", "tc"),
    ("trib. conflits", "tc"),
    ("t. confl.", "tc"),
    ("t. conflits", "tc"),
    ("tc", "tc"),
    ("cour europeenne des droits de l'homme", "cedh"),
    ("cedh", "cedh"),
];

pub(super) const LOCAL_COURTS: [(&str, &str); 15] = [
    ("cour administrative d'appel de", "caa"),
    ("cour administrative d'appel", "caa"),
    ("caa de", "caa"),
    ("caa", "caa"),
    ("c.a.a. de", "caa"),
    ("tribunal administratif de", "ta"),
    ("tribunal administratif", "ta"),
    ("trib. adm.", "ta"),
    ("ta de", "ta"),
    ("ta", "ta"),
    ("t.a. de", "ta"),
    ("cour d'appel de", "ca"),
    ("cour d'appel d'", "ca"),
    ("ca de", "ca"),
    ("ca", "ca"),
];

/// The chambers that the Court of cassation cites its decisions by: "Soc., 9 mars 2022, pourvoi n° 20-12.345". Only a
/// number of that court makes one.
pub(super) fn chamber(f: &Folded, at: usize) -> Option<usize> {
    let numbered = f.at(at).is_ascii_digit();
    if !numbered && !f.is_upper(at) {
        return None;
    }
    [
        "1re civ.",
        "1ere civ.",
        "2e civ.",
        "2eme civ.",
        "3e civ.",
        "3eme civ.",
        "civ.",
        "soc.",
        "com.",
        "crim.",
        "ass. plen.",
        "ch. mixte",
    ]
    .iter()
    .find_map(|words| f.prefix(at, words))
}

/// "Lille", "Cergy-Pontoise", "la Guadeloupe": as in ids, and the character after.
pub(super) fn city(f: &Folded, at: usize) -> Option<(String, usize)> {
    let at = f.prefix(at, "d'").unwrap_or(at);
    let named = f
        .any(at, &["la", "le", "les"])
        .map_or(at, |end| f.skip_spaces(end));
    let end = (named..named + 30)
        .find(|i| !(f.at(*i).is_ascii_alphabetic() || f.at(*i) == b'-'))
        .unwrap_or(named);
    (end > named && f.is_upper(named)).then(|| (f.slice(at, end).replace(' ', "-"), end))
}

/// The number of a decision of `court` that begins at `at`, as in ids, and the character after it; none when that court
/// does not number so.
pub(super) fn number_of(f: &Folded, at: usize, court: &str) -> Option<(String, usize)> {
    let kind = court.split('-').next().unwrap_or(court);
    let mut end = (at..at + 24)
        .find(|i| !(f.at(*i).is_ascii_alphanumeric() || matches!(f.at(*i), b'-' | b'.' | b'/')))
        .unwrap_or(at);
    while end > at && matches!(f.at(end - 1), b'.' | b'-' | b'/') {
        end -= 1;
    }
    // "1505553/5-2": the chamber comes after the number.
    if kind == "ta"
        && let Some(digits) = f.digits(at).filter(|digits| f.at(*digits) == b'/')
    {
        let number = f.slice(at, digits);
        return (6..=8)
            .contains(&number.len())
            .then(|| (number.to_owned(), end));
    }
    // "23-21. 640", "19-11 399": a space too many.
    let spaced = match kind {
        "cass" => spaced_appeal(f, at),
        "ce" => thousands(f, at),
        _ => None,
    };
    if let Some((number, end)) = spaced {
        return Some((number, end));
    }
    let written = f.slice(at.min(f.bytes.len()), end.min(f.bytes.len()));
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let all_digits = digits == written.len();
    let fits = match kind {
        // From 1 (1950) to the half-million of today; the oldest have five figures.
        "ce" => all_digits && (4..=6).contains(&digits),
        "tc" => (3..=5).contains(&digits) && written.trim_start_matches('c').len() == digits,
        // Year, city, number: "20MA01234".
        "caa" => city_of_appeal(written).is_some(),
        "ta" => {
            (6..=8).contains(&digits) && written.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        }
        "cass" => {
            let (head, tail) = written.split_once(['-', '.'])?;
            let tail = tail.replace(['.', '-'], "");
            head.len() == 2
                && head.bytes().all(|b| b.is_ascii_digit())
                && tail.len() == 5
                && tail.bytes().all(|b| b.is_ascii_digit())
        }
        "ca" | "cedh" => written.split_once('/').is_some_and(|(a, b)| {
            !a.is_empty() && !b.is_empty() && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit())
        }),
        "cc" => return constitutional(f, at),
        _ => false,
    };
    if !fits {
        return None;
    }
    let mut number = written.to_uppercase();
    if kind == "cass" {
        // "10-11889" and "10.11889" are 10-11.889.
        number.retain(|c| c.is_ascii_digit());
        number.insert(4, '.');
        number.insert(2, '-');
    }
    if kind == "tc" {
        number = number.trim_start_matches('C').to_owned();
    }
    Some((number, end))
}

/// "383.264" and "383 264", as the Conseil d'État once numbered.
fn thousands(f: &Folded, at: usize) -> Option<(String, usize)> {
    let stop = f.digits(at).filter(|stop| (2..=3).contains(&(stop - at)))?;
    let end = f.digits(stop + 1)?;
    let fits = matches!(f.at(stop), b'.' | b' ') && end - stop == 4 && f.ends_word(end);
    fits.then(|| {
        let number = format!("{}{}", f.slice(at, stop), f.slice(stop + 1, end));
        (number, end)
    })
}

/// The number of an appeal in cassation with a space before or after its full stop, or for it.
fn spaced_appeal(f: &Folded, at: usize) -> Option<(String, usize)> {
    let dash = f
        .digits(at)
        .filter(|dash| dash - at == 2 && f.at(*dash) == b'-')?;
    let stop = f.digits(dash + 1).filter(|stop| stop - dash == 3)?;
    let mut here = f.skip_spaces(stop);
    if f.at(here) == b'.' {
        here = f.skip_spaces(here + 1);
    }
    let end = f
        .digits(here)
        .filter(|end| end - here == 3 && f.ends_word(*end))?;
    (here > stop && here - stop <= 3).then(|| {
        let number = format!("{}.{}", f.slice(at, stop), f.slice(here, end));
        (number, end)
    })
}

/// "2003-473 DC", "2017-655 QPC": DC and QPC are the two sorts most cited; the others are those of
/// Conseil constitutionnel, "Nature des décisions".
fn constitutional(f: &Folded, at: usize) -> Option<(String, usize)> {
    let dash = f.digits(at).filter(|dash| f.at(*dash) == b'-')?;
    let mut end = f.digits(dash + 1)?;
    while f.at(end) == b'/' && end - at < 40 {
        end = f.digits(end + 1)?;
    }
    if !(2..=4).contains(&(dash - at)) {
        return None;
    }
    let here = f.skip_spaces(end);
    let kind = ["dc", "qpc", "lp", "lom", "fnr", "an", "pdr", "l"]
        .iter()
        .find_map(|kind| {
            f.words(here, kind)
                .filter(|_| f.is_upper(here))
                .map(|end| (kind.to_uppercase(), end))
        })?;
    Some((format!("{}{}", f.slice(at, end), kind.0), kind.1))
}

/// The city of an administrative court of appeal, from the letters in its numbers: code de justice administrative,
/// R. 221-7, and the practice of these courts since 1989.
pub(super) fn city_of_appeal(number: &str) -> Option<&'static str> {
    let bytes = number.as_bytes();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    if bytes.len() != 9 || !digits(&bytes[..2]) || !digits(&bytes[4..]) {
        return None;
    }
    Some(match bytes[2..4].to_ascii_lowercase().as_slice() {
        b"bx" => "bordeaux",
        b"da" => "douai",
        b"ly" => "lyon",
        b"ma" => "marseille",
        b"nc" => "nancy",
        b"nt" => "nantes",
        b"pa" => "paris",
        b"tl" => "toulouse",
        b"ve" => "versailles",
        _ => return None,
    })
}

/// "C-367/19", "T-12/20 P", and "31/87" for the oldest cases, which bear no letter.
pub(super) fn european_case(f: &Folded, at: usize) -> Option<(String, usize)> {
    if !f.starts_word(at) && !f.at(at).is_ascii_digit() {
        return None;
    }
    let (letter, here) = match (f.at(at), f.at(at + 1)) {
        (b'c' | b't' | b'p' | b'f', b'-') if f.is_upper(at) => (
            format!("{}-", f.at(at).to_ascii_uppercase() as char),
            at + 2,
        ),
        (b'0'..=b'9', _) => (String::new(), at),
        _ => return None,
    };
    let slash = f.digits(here).filter(|slash| slash - here <= 4)?;
    if f.at(slash) != b'/' {
        return None;
    }
    let end = f.digits(slash + 1)?;
    (end - slash == 3 && f.ends_word(end) && f.at(end) != b'/')
        .then(|| (format!("{letter}{}", f.slice(here, end)), end))
}
