//! What points inside an article: "2° du I de l'article", ", alinéa 3", "§ 1", "(al. 2)".

use super::fold::Folded;

/// Ordinals that come before "alinéa" or "phrase".
const ORDINALS: [&str; 24] = [
    "premier",
    "premiere",
    "1er",
    "1re",
    "second",
    "seconde",
    "deuxieme",
    "2e",
    "2eme",
    "troisieme",
    "3e",
    "3eme",
    "quatrieme",
    "4e",
    "cinquieme",
    "5e",
    "sixieme",
    "septieme",
    "huitieme",
    "neuvieme",
    "dixieme",
    "dernier",
    "derniere",
    "avant-dernier",
];

/// Words that a number follows.
const COUNTED: [&str; 12] = [
    "paragraphes",
    "paragraphe",
    "alineas",
    "alinea",
    "points",
    "point",
    "par.",
    "al.",
    "al",
    "lettre",
    "sous",
    "tiret",
];

/// Past the pinpoints after a number: ", 2°", ", II, 1°", ", paragraphe 1", " § 3", ", al. 2", " (1er alinéa)", " in fine".
/// After a single plain number a bare one is a pinpoint too when others follow: "article 261, 7, 1° b".
pub(super) fn after(f: &Folded, at: usize, bare: bool) -> Option<usize> {
    let mut end = None;
    let mut here = at;
    loop {
        let mut next = f.skip_comma(here);
        if end.is_some() {
            next = f
                .any(next, &["et", "ou", "a", "du", "de la", "des", "de l'"])
                .map_or(next, |past| f.skip_spaces(past));
            next = f.prefix(next, "de l'").unwrap_or(next);
        }
        // "9-2-g": a letter tied to its article.
        if f.at(here) == b'-'
            && f.at(here + 1).is_ascii_lowercase()
            && !f.is_upper(here + 1)
            && f.ends_word(here + 2)
        {
            end = Some(here + 2);
            here += 2;
            continue;
        }
        // "8-II", "261-7-1°": a paragraph tied to its article.
        let tied = f.digits(next + 1).is_some_and(|past| f.at(past) == b'~')
            || roman(f, next + 1).is_some();
        if f.at(next) == b'-' && next == here && tied {
            next += 1;
        } else if f.at(next) == b'-'
            && let Some(past) = f.digits(f.skip_spaces(next + 1))
            && f.at(past) == b'~'
        {
            // "Article 34 - 8°"
            next = f.skip_spaces(next + 1);
        }
        let Some(past) =
            one(f, next).or_else(|| bracketed(f, next)).or_else(|| {
                let number = f
                    .digits(next)
                    .filter(|_| bare && f.at(f.skip_spaces(here)) == b',')?;
                let follows = f.skip_comma(number);
                let letter = f.at(follows).is_ascii_lowercase()
                    && !f.is_upper(follows)
                    && f.ends_word(follows + 1)
                    && f.at(follows) != b'a';
                (f.at(number) == b',' && (letter || one(f, follows).is_some()))
                    .then_some(if letter { follows + 1 } else { number })
            })
        else {
            return end;
        };
        end = Some(past);
        here = past;
    }
}

/// Longest pinpoint written in any way, and longest remark in brackets, in characters.
const LOOSE: usize = 60;

/// Past what may stand between a number and its text however it is written, when it goes up to a word that ties it to one:
/// " VI. A. 1°", ", I.4. a)", " - II", " (3° et 6°)", " (abrogé)". Only a text that follows makes it a pinpoint.
pub(super) fn loose(f: &Folded, at: usize) -> Option<usize> {
    let mut here = at;
    while here < at + LOOSE {
        let next = f.skip_spaces(here);
        if f.at(next) == b'(' {
            let close = (next..next + LOOSE)
                .find(|i| matches!(f.at(*i), b')' | b'(' | b';' | b'|' | 1) && *i > next)?;
            if f.at(close) != b')' {
                return None;
            }
            here = close + 1;
            continue;
        }
        if next > at && past_loose_tie(f, next) {
            return Some(next);
        }
        here = loose_word(f, next)?;
    }
    None
}

/// Whether the text may be named here.
fn past_loose_tie(f: &Folded, at: usize) -> bool {
    f.any(at, &["du", "de la", "de l", "dudit", "cgi"])
        .is_some()
        || f.prefix(at, "c. ").is_some()
}

/// Past one sign or word of a pinpoint.
fn loose_word(f: &Folded, at: usize) -> Option<usize> {
    let byte = f.at(at);
    if matches!(byte, b',' | b'.' | b'-' | b'~' | b')' | b'$') {
        return Some(at + 1);
    }
    if let Some(end) = f.digits(at) {
        return (end - at <= 2).then_some(end);
    }
    let end = (at..at + 12)
        .find(|i| !f.at(*i).is_ascii_alphabetic())
        .unwrap_or(at);
    let word = f.slice(at, end);
    let fits = word.len() == 1
        || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) && f.is_upper(at)
        || matches!(
            word,
            "bis" | "ter" | "quater" | "et" | "ou" | "alinea" | "alineas" | "al" | "er"
        );
    (!word.is_empty() && fits).then_some(end)
}

fn bracketed(f: &Folded, at: usize) -> Option<usize> {
    if f.at(at) != b'(' {
        return None;
    }
    let open = f.skip_spaces(at + 1);
    // "(7)", as European law is cited.
    let figure = f
        .digits(open)
        .filter(|end| end - open <= 2 && f.at(*end) == b')');
    // "(f)", after "(1)"
    let letter = (f.at(open).is_ascii_lowercase()
        && !f.is_upper(open)
        && f.at(open + 1) == b')'
        && (f.at(at.wrapping_sub(1)).is_ascii_digit() || f.at(f.before_spaces(at) - 1) == b')'))
        .then_some(open + 1);
    let mut here = figure.or(letter).or_else(|| one(f, open))?;
    for _ in 0..6 {
        let Some(past) = one(f, f.skip_comma(here)) else {
            break;
        };
        here = past;
    }
    (f.at(here) == b')').then_some(here + 1)
}

fn one(f: &Folded, at: usize) -> Option<usize> {
    let byte = f.at(at);
    if byte.is_ascii_digit() {
        let mut end = f.digits(at)?;
        // "7-1°"
        if f.at(end) == b'-'
            && let Some(past) = f.digits(end + 1).filter(|past| f.at(*past) == b'~')
        {
            end = past;
        }
        if f.at(end) == b'~' {
            return Some(multiplied(f, end + 1));
        }
        if f.at(end) == b')' {
            return Some(end + 1);
        }
    }
    if byte == b'$' {
        let here = f.skip_spaces(at + 1 + usize::from(f.at(at + 1) == b'$'));
        let end = f.any(here, &["1er"]).or_else(|| f.digits(here))?;
        return Some(end);
    }
    if !byte.is_ascii_alphanumeric() || !f.starts_word(at) {
        return None;
    }
    if let Some(past) = f.words(at, "in fine") {
        return Some(past);
    }
    if let Some(past) = f.any(at, &ORDINALS).or_else(|| f.prefix(at, "av.-dern.")) {
        let next = f.skip_spaces(past);
        return f
            .any(next, &["alinea", "alineas", "phrase", "tiret", "al"])
            .map(|end| end + usize::from(f.at(end) == b'.' && f.at(end - 1) == b'l'));
    }
    if matches!(byte, b'p' | b'a' | b'l' | b's' | b't') {
        for word in COUNTED {
            if let Some(end) = f.prefix(at, word) {
                let next = f.skip_spaces(end);
                let counted = f
                    .any(next, &["1er"])
                    .or_else(|| f.digits(next))
                    .or_else(|| lettered(f, next));
                if counted.is_some() {
                    return counted;
                }
            }
        }
    }
    if let Some(end) = roman(f, at) {
        return Some(end);
    }
    if let Some(end) = lettered(f, at) {
        return Some(end);
    }
    // "1° b du code"
    if byte.is_ascii_lowercase()
        && !f.is_upper(at)
        && f.at(at + 1) == b' '
        && byte != b'a'
        && f.before_spaces(at) > 0
        && f.at(f.before_spaces(at) - 1) == b'~'
    {
        return Some(at + 1);
    }
    None
}

/// A Roman number in capitals: "II", "I bis".
fn roman(f: &Folded, at: usize) -> Option<usize> {
    let end = (at..at + 6)
        .find(|i| !matches!(f.at(*i), b'i' | b'v' | b'x') || !f.is_upper(*i))
        .unwrap_or(at);
    let fits = end > at && f.ends_word(end) && f.at(end) != b'\'' && f.starts_word(at);
    // "V. aussi" is another word, "III." at the end of a sentence is not.
    let next = f.skip_spaces(end + 1);
    let stopped =
        f.at(end) == b'.' && end == at + 1 && !f.at(next).is_ascii_digit() && next < f.bytes.len();
    (fits && !stopped).then(|| multiplied(f, end))
}

/// A letter and a bracket: "a)".
fn lettered(f: &Folded, at: usize) -> Option<usize> {
    (f.at(at).is_ascii_alphabetic() && f.at(at + 1) == b')' && f.starts_word(at)).then_some(at + 2)
}

fn multiplied(f: &Folded, end: usize) -> usize {
    f.any(f.skip_spaces(end), &["bis", "ter", "quater", "quinquies"])
        .unwrap_or(end)
}

/// "2° du I de l'" before a designator: the words, without what ties them.
pub(super) fn before(f: &Folded, start: usize) -> Option<String> {
    let mut head = f.before_spaces(start);
    head = if f.at(head.wrapping_sub(1)) == b'\'' {
        f.preceded_by(head - 1, "de l")?
    } else {
        f.preceded_by(head, "des")
            .or_else(|| f.preceded_by(head, "de"))?
    };
    let head = f.before_spaces(head);
    let mut begin = head;
    while begin > 0 && head - begin < 40 {
        let end = f.before_spaces(begin);
        let first = (end.saturating_sub(14)..end)
            .rev()
            .take_while(|i| !matches!(f.at(*i), b' ' | b'(' | 1))
            .last()
            .unwrap_or(end);
        let word = f.slice(first, end);
        let pinpoint = word.ends_with('~')
            || ORDINALS.contains(&word)
            || matches!(
                word,
                "alinea"
                    | "alineas"
                    | "du"
                    | "de"
                    | "l'alinea"
                    | "phrase"
                    | "la"
                    | "paragraphe"
                    | "et"
                    | "ou"
                    | "a"
                    | "tiret"
                    | "1"
            )
            || (word.len() == 2 && word.ends_with(')'))
            || (!word.is_empty()
                && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
                && f.is_upper(first));
        if first == end || !pinpoint {
            break;
        }
        begin = first;
    }
    let words = f.original(begin, head).trim();
    let mut words = words;
    for tie in ["du ", "de la ", "de ", "la ", "et ", "ou ", "à ", "a "] {
        words = words.strip_prefix(tie).unwrap_or(words);
    }
    // "L. 2113-12 ou de l'article L. 2113-13": what ties two articles points inside neither.
    let is_tie = matches!(words, "et" | "ou" | "à" | "a" | "du" | "de" | "la");
    (!is_tie && words.chars().any(char::is_alphanumeric)).then(|| words.to_owned())
}
