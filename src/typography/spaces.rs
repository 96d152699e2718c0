//! Spaces: before high punctuation, inside quotation marks and pairs of dashes, after abbreviations and titles of persons.

use super::numbers;
use super::run::{
    BREAK, Run, THIN, WIDE, after_roman, after_spaces, before_spaces, char_at, char_before,
    in_address, triggers, word_at, word_before,
};

/// Settles the spaces of `run`; whether anything is to change. The edits are sorted.
pub fn settle(run: &mut Run) -> bool {
    let mut at = 0;
    // The dash that closes the pair which was last opened.
    let mut closing = None;
    while at < run.text().len() {
        let byte = run.text().as_bytes()[at];
        if !triggers(byte) {
            at += 1;
            continue;
        }
        at = match byte {
            b';' | b'!' | b'?' => high_mark(run, at),
            b':' => colon(run, at),
            b'.' => stop(run, at),
            b'0'..=b'9' => numbers::number(run, at),
            b'M' | b'D' | b'P' => person(run, at),
            b'I' | b'V' | b'X' => roman(run, at),
            0xc2 => latin_sign(run, at),
            0xe2 => {
                if closing != Some(at) {
                    closing = dash(run, at).or(closing);
                }
                at + 3
            }
            _ => at + 1,
        };
    }
    run.sorted()
}

/// U+202F before `;`, `!` and `?`; a group such as `?!` takes one. Gives where the group ends.
///
/// Lexique, « Ponctuation »: a thin space that does not break before these three.
fn high_mark(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let end = at
        + text.as_bytes()[at..]
            .iter()
            .take_while(|byte| matches!(byte, b';' | b'!' | b'?'))
            .count();
    let semicolon = text.as_bytes()[end - 1] == b';';
    let follows = match char_at(text, end) {
        None => true,
        // `;)` is a face.
        Some(')' | ']') => !semicolon,
        Some(c) => c.is_whitespace() || "»”’\",.…—–\u{fffc}".contains(c),
    };
    if !follows {
        return end;
    }
    let start = before_spaces(text, at);
    let before = char_before(text, start);
    if start < at {
        // A space after an opening mark is that mark's own: « ? ».
        if before.is_some_and(|c| !c.is_whitespace() && !"«“([".contains(c)) {
            run.space(start..at, THIN);
        }
    } else if before.is_some_and(|c| c.is_alphanumeric() || "»)]%€”°".contains(c)) {
        let token = run.token_before(at);
        // An entity (`&nbsp;`) ends in this mark, and so do a few names.
        let entity = semicolon && token.contains('&');
        let name = text.as_bytes()[at] == b'!' && matches!(token, "Yahoo" | "Joomla" | "Kahoot");
        if !entity
            && !name
            && !is_code(token)
            && !text[..at].ends_with("()")
            && !in_address(text, at)
        {
            let with = match text.as_bytes()[at] {
                b';' => "\u{202f};",
                b'!' => "\u{202f}!",
                _ => "\u{202f}?",
            };
            run.part_before(at..at + 1, with);
        }
    }
    end
}

/// U+00A0 before `:` where a space or the end follows: never in 12:30, 1:2, `https:`, `C:\`, `::`, `:-)`, `:nom:`.
///
/// Lexique, « Ponctuation »: a space of a word's width that does not break. Charte du JO: the same.
fn colon(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let after = char_at(text, at + 1);
    if !after.is_none_or(|c| c.is_whitespace() || "«»“\"\u{fffc}".contains(c)) {
        return at + 1;
    }
    let start = before_spaces(text, at);
    let before = char_before(text, start);
    if start < at {
        if before.is_some_and(|c| !c.is_whitespace() && !":«“([".contains(c)) {
            run.space(start..at, WIDE);
        }
        return at + 1;
    }
    let sure = before.is_some_and(|c| {
        let next = after_spaces(text, at + 1);
        // "1: 2" is a scale.
        let scale = || char_at(text, next).is_some_and(|c| c.is_ascii_digit());
        c.is_alphabetic() || "»)%€”°".contains(c) || (c.is_numeric() && !scale())
    });
    if sure {
        let token = run.token_before(at);
        let scheme = matches!(
            token,
            "http" | "https" | "mailto" | "tel" | "ftp" | "file" | "data" | "javascript" | "urn"
        );
        // A letter alone may be a drive (`C:`) or a speaker.
        let letter = token.chars().count() == 1 && token.chars().all(char::is_alphabetic);
        if !scheme && !letter && !is_code(token) && !in_address(text, at) {
            run.part_before(at..at + 1, "\u{a0}:");
        }
    }
    at + 1
}

/// Whether a word is a file's name, a key or another piece of code: no space is added after it.
fn is_code(token: &str) -> bool {
    if token.contains([
        '_', '=', '{', '}', '<', '>', '#', '$', '\\', '|', '~', '^', '*', '+', ':',
    ]) || (token.contains('/') && token != "et/ou")
    {
        return true;
    }
    token.match_indices('.').any(|(at, _)| {
        word_before(token, at) && char_at(token, at + 1).is_some_and(char::is_alphanumeric)
    })
}

/// `.`: an abbreviation before a number, a letter of the law before its number, an initial or « M. » before a name.
/// Gives where to go on.
fn stop(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let dots = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| **byte == b'.')
        .count();
    if dots > 1 {
        return at + dots;
    }
    let letters: usize = text[..at]
        .chars()
        .rev()
        .take(5)
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    let start = at - letters;
    let word = &text[start..at];
    let before = char_before(text, start);
    if word.is_empty()
        || before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '\\'))
    {
        return at + 1;
    }
    let compound = before == Some('-') && text[..start].ends_with(".-");
    let alone = !before.is_some_and(|c| matches!(c, '-' | '.' | '/'));
    // "art.L.2113-15", typed without any space.
    let glued = text[..start].ends_with("art.") || text[..start].ends_with("arts.");
    if alone && (law_letter(run, start, at) || abbreviation(run, start, at)) {
        return at + 1;
    }
    if glued && law_letter(run, start, at) {
        return at + 1;
    }
    if alone || compound || before == Some('.') {
        initial(run, start, at);
    }
    at + 1
}

/// U+00A0 in "L. 2113-15", "R.* 123-4", "LO. 141", "D. 5": letter and number are one.
///
/// `RéfLex`, « Codes »; Charte du JO, « Références »: the letter, a stop, a space that does not break, the number.
fn law_letter(run: &mut Run, start: usize, at: usize) -> bool {
    let text = run.text();
    let word = &text[start..at];
    if !matches!(word, "L" | "R" | "D" | "A" | "LO" | "LP") {
        return false;
    }
    let star = text[at + 1..].starts_with('*');
    let end = at + 1 + usize::from(star);
    let number = after_spaces(text, end);
    if !char_at(text, number).is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    if number > end {
        run.bind(end..number);
        return true;
    }
    // "D.1" may head a list; three digits or a hyphen make an article.
    let digits = text[number..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let hyphen = text[number + digits..].starts_with('-') && word_at(text, number + digits + 1);
    if (digits >= 3 || hyphen) && word != "A" && !in_address(text, at) {
        run.part_after(end - 1..end, if star { "*\u{a0}" } else { ".\u{a0}" });
    }
    true
}

/// U+00A0 between an abbreviation and its number: art., p., vol., al., chap., fig.; and in "p. ex.".
///
/// Lexique, « Abréviations » and « Espaces »: a number is not cut from what it counts. Charte du JO for "art." and "al.".
fn abbreviation(run: &mut Run, start: usize, at: usize) -> bool {
    let text = run.text();
    let word = text[start..at].to_lowercase();
    let known = matches!(
        word.as_str(),
        "art"
            | "arts"
            | "p"
            | "pp"
            | "vol"
            | "al"
            | "chap"
            | "sect"
            | "fig"
            | "tabl"
            | "t"
            | "fasc"
    );
    // A capital alone is an initial.
    if !known || text[start..at] == *"P" || text[start..at] == *"T" {
        return false;
    }
    let next = after_spaces(text, at + 1);
    let number = char_at(text, next).is_some_and(|c| c.is_ascii_digit());
    if next == at + 1 {
        let follows_space =
            char_before(text, start).is_none_or(|c| c.is_whitespace() || "(«“[’,;".contains(c));
        let insert = number && follows_space && matches!(word.as_str(), "art" | "p" | "pp");
        let article =
            follows_space && matches!(word.as_str(), "art" | "arts") && code_number(&text[next..]);
        if article || (insert && !in_address(text, at) && !has_stop_after(text, next)) {
            run.part_after(at..at + 1, ".\u{a0}");
        }
        return true;
    }
    let roman = after_roman(text, next) > next && !word_at(text, after_roman(text, next));
    let rest = &text[next..];
    let follows = number
        || roman
        || match word.as_str() {
            "art" | "arts" => {
                rest.starts_with("premier")
                    || rest.starts_with("unique")
                    || (rest.starts_with(['L', 'R', 'D', 'A'])
                        && rest[1..]
                            .starts_with(|c: char| c == '.' || c == '*' || c.is_ascii_digit()))
                    || rest.starts_with("LO")
            }
            "p" => rest.starts_with("ex."),
            _ => false,
        };
    if follows {
        run.bind(at + 1..next);
    }
    follows
}

/// Whether the number of an article of a code begins `text`: "L.2113-15", "L2113-15", "R.* 421-1", "LO 1112-1".
fn code_number(text: &str) -> bool {
    let rest = text.strip_prefix(['L', 'R', 'D', 'A']).unwrap_or_default();
    let rest = rest.strip_prefix(['O', 'P']).unwrap_or(rest);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix('*').unwrap_or(rest);
    char_at(rest, after_spaces(rest, 0)).is_some_and(|c| c.is_ascii_digit())
}

/// Whether the digits at `at` go on with a stop and another digit, as in a version.
fn has_stop_after(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// U+00A0 between "M.", "MM." or an initial and the name: "M. Dupont", "J.-P. Martin".
///
/// Lexique, « Titres de civilité » and « Prénoms »: name and what is before it stay together.
fn initial(run: &mut Run, start: usize, at: usize) {
    /// Words that begin a sentence after a letter that ends one ("la catégorie A. Les agents").
    const FIRST_WORDS: [&str; 40] = [
        "Les", "Des", "Une", "Cette", "Ces", "Cet", "Son", "Ses", "Leur", "Leurs", "Elle", "Elles",
        "Ils", "Nous", "Vous", "Qui", "Que", "Quand", "Dans", "Pour", "Par", "Avec", "Sans", "Sur",
        "Sous", "Selon", "Mais", "Donc", "Car", "Puis", "Aussi", "Ainsi", "Enfin", "Lors", "Tout",
        "Tous", "Toute", "Toutes", "Chaque", "Comme",
    ];
    let text = run.text();
    let word = &text[start..at];
    let next = after_spaces(text, at + 1);
    if next == at + 1 {
        return;
    }
    let name = text[next..]
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    if !name.starts_with(char::is_uppercase) {
        return;
    }
    let binds = match word {
        "M" | "MM" => true,
        _ => {
            let after = next + name.len();
            let another = name.chars().count() == 1
                && text[after..].starts_with('.')
                && !char_at(text, after_spaces(text, after + 1))
                    .is_some_and(|c| c.is_ascii_digit());
            let family = name.chars().nth(2).is_some() && !FIRST_WORDS.contains(&name);
            word.chars().count() == 1 && word.starts_with(char::is_uppercase) && (another || family)
        }
    };
    if binds {
        run.bind(at + 1..next);
    }
}

/// U+00A0 between "Mme", "Me", "Dr" and the name. Gives where to go on.
///
/// Lexique, « Titres de civilité ».
fn person(run: &mut Run, at: usize) -> usize {
    const TITLES: [&str; 9] = [
        "Mmes", "Mme", "Mlles", "Mlle", "Mgr", "Me", "Drs", "Dr", "Pr",
    ];
    let text = run.text();
    if word_before(text, at) || matches!(char_before(text, at), Some('-' | '_' | '/')) {
        return at + 1;
    }
    let Some(title) = TITLES.iter().find(|title| text[at..].starts_with(**title)) else {
        return at + 1;
    };
    let end = at + title.len();
    let name = after_spaces(text, end);
    if name > end && char_at(text, name).is_some_and(char::is_uppercase) {
        run.bind(end..name);
    }
    end
}

/// U+00A0 before a subdivision written as a Roman number: "du I", "au II bis". Gives where to go on.
///
/// `RéfLex`, « Subdivisions »; Charte du JO: a number that ends a line, or begins one, is not read with its preposition.
fn roman(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let end = after_roman(text, at);
    if end == at {
        let length = text[at..]
            .bytes()
            .take_while(|b| matches!(b, b'I' | b'V' | b'X'))
            .count();
        return at + length.max(1);
    }
    if !word_at(text, end) {
        after_preposition(run, at);
    }
    end
}

/// Binds the subdivision that begins at `at` to "du" or "au" before it.
pub fn after_preposition(run: &mut Run, at: usize) {
    let text = run.text();
    let start = before_spaces(text, at);
    let head = &text[..start];
    let preposition = head.ends_with("du") || head.ends_with("au");
    if start < at && preposition && !word_before(text, start - 2) {
        run.bind(start..at);
    }
}

/// The signs of Latin-1: «, », °, º, §. Gives where to go on.
fn latin_sign(run: &mut Run, at: usize) -> usize {
    let text = run.text();
    let end = at + 2;
    match text.as_bytes()[at + 1] {
        0xab => opening(run, at),
        0xbb => closing(run, at),
        0xb0 | 0xba => number_sign(run, at),
        0xa7 => section_sign(run, at),
        _ => {}
    }
    end
}

/// U+00A0 after «, whatever space was there.
///
/// Lexique, « Guillemets »: a space of a word's width that does not break, inside.
fn opening(run: &mut Run, at: usize) {
    let text = run.text();
    let next = after_spaces(text, at + 2);
    match char_at(text, next) {
        // A mark alone in its cell stands for itself.
        None => {}
        Some(_) if next > at + 2 => run.space(at + 2..next, WIDE),
        Some(c) if c.is_whitespace() => {}
        Some(_) => run.replace(at..at + 2, "«\u{a0}"),
    }
}

/// U+00A0 before ».
fn closing(run: &mut Run, at: usize) {
    let text = run.text();
    let start = before_spaces(text, at);
    match char_before(text, start) {
        None => {}
        Some('«') if start == at => {}
        Some(_) if start < at => run.space(start..at, WIDE),
        Some(c) if c.is_whitespace() => {}
        Some(_) => run.replace(at..at + 2, "\u{a0}»"),
    }
}

/// U+00A0 after "n°", with the degree sign or the letter º.
///
/// Lexique, « Abréviations » (numéro); Charte du JO: "loi n° 2014-856".
fn number_sign(run: &mut Run, at: usize) {
    let text = run.text();
    let letter = matches!(char_before(text, at), Some('n' | 'N'));
    if !letter || word_before(text, at - 1) {
        return;
    }
    let next = after_spaces(text, at + 2);
    if next > at + 2 {
        if word_at(text, next) {
            run.bind(at + 2..next);
        }
    } else if char_at(text, next).is_some_and(|c| c.is_ascii_digit()) && !in_address(text, at) {
        let degree = text.as_bytes()[at + 1] == 0xb0;
        run.part_after(at..at + 2, if degree { "°\u{a0}" } else { "º\u{a0}" });
    }
}

/// U+00A0 after § and §§.
///
/// Lexique, « Abréviations » (paragraphe).
fn section_sign(run: &mut Run, at: usize) {
    let text = run.text();
    let next = after_spaces(text, at + 2);
    let number = char_at(text, next).is_some_and(|c| c.is_ascii_digit());
    if next > at + 2 {
        if number || after_roman(text, next) > next {
            run.bind(at + 2..next);
        }
    } else if number && !in_address(text, at) {
        run.part_after(at..at + 2, "§\u{a0}");
    }
}

/// U+00A0 inside a pair of dashes: "les structures – même petites – répondent". A dash alone, or that begins a line, stays
/// as it is. Gives the dash that closes the pair.
///
/// Lexique, « Tiret »: inside the pair the space does not break.
fn dash(run: &mut Run, at: usize) -> Option<usize> {
    /// Longest words between two dashes, in bytes.
    const ASIDE: usize = 400;
    let is_dash = |bytes: &[u8]| matches!(bytes, [0xe2, 0x80, 0x93 | 0x94, ..]);
    let text = run.text();
    let bytes = text.as_bytes();
    if !is_dash(&bytes[at..]) {
        return None;
    }
    let start = before_spaces(text, at);
    let inside = after_spaces(text, at + 3);
    let opens = start < at
        && inside > at + 3
        && char_before(text, start).is_some_and(|c| !c.is_whitespace() && !":«“([".contains(c));
    if !opens {
        return None;
    }
    let mut end = inside;
    while end < (inside + ASIDE).min(text.len()) {
        match bytes[end] {
            b'.' | b'!' | b'?' if after_spaces(text, end + 1) > end + 1 => return None,
            0xe2 if bytes[end..].starts_with(BREAK.as_bytes()) => return None,
            0xe2 if is_dash(&bytes[end..]) => break,
            _ => end += 1,
        }
    }
    if end >= text.len() || !is_dash(&bytes[end..]) {
        return None;
    }
    let before = before_spaces(text, end);
    let after = after_spaces(text, end + 3);
    let closes = inside < before
        && before < end
        && char_before(text, before).is_some_and(|c| !"«“([".contains(c))
        && (after > end + 3 || char_at(text, after).is_none_or(|c| ",;.)".contains(c)));
    if !closes {
        return None;
    }
    run.bind(at + 3..inside);
    run.bind(before..end);
    Some(end)
}
