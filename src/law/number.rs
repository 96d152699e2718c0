//! Reading one article number.

use super::Texts;
use super::article::MULTIPLICATIVES;
use super::fold::Folded;

/// A number as it is written.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Normal form without "art": `L2113-15`, `19quinquies`, `1`.
    pub normal: String,
    /// Whether it has a letter L, R, D, A.
    pub lettered: bool,
    /// Whether it has a hyphen.
    pub hyphened: bool,
    /// Character after it.
    pub end: usize,
}

/// Most groups of digits of a number: "R. 15-33-29-3" has four.
const MAX_GROUPS: usize = 6;

/// The number that begins at character `at`; a letter alone is none. The letter of a code must be upper case unless
/// `designated` ("article l. 2113-12").
pub(super) fn number(f: &Folded, at: usize, designated: bool, texts: &Texts) -> Option<Number> {
    sized(f, at, designated, MAX_FIGURES, texts)
}

/// The other end of a range, "L. 1 à L. 100000": that no article bears such a number is to be told, and the range not to be
/// cut at its first article.
pub(super) fn far_end(f: &Folded, at: usize, texts: &Texts) -> Option<Number> {
    sized(f, at, false, (9, 9), texts)
}

/// Most figures of the first group of a number, and of any other.
const MAX_FIGURES: (usize, usize) = (5, 4);

fn sized(
    f: &Folded,
    at: usize,
    designated: bool,
    (first, other): (usize, usize),
    texts: &Texts,
) -> Option<Number> {
    if designated && let Some(number) = in_words(f, at) {
        return Some(number);
    }
    let mut normal = String::new();
    let mut here = at;
    let lettered = !f.at(at).is_ascii_digit();
    if lettered {
        // "*R. 421-1" was written so before 2008.
        here += usize::from(f.at(at) == b'*');
        if !f.starts_word(here) || !(designated || f.is_upper(here)) {
            return None;
        }
        here = letter(f, here, &mut normal)?;
        if f.at(at) == b'*' {
            normal.push('*');
        }
    }
    let mut end = f.digits(here)?;
    if end - here > first {
        return None;
    }
    normal.push_str(f.slice(here, end));
    let mut groups = 1;
    while let Some(start) = next_group(f, here, end, lettered) {
        let Some(next) = f.digits(start) else { break };
        // "261-7-1°", "L. 332-23-1°": a pinpoint tied to its article.
        if f.at(next) == b'~' {
            break;
        }
        groups += 1;
        if next - start > other || groups > MAX_GROUPS {
            return None;
        }
        normal.push('-');
        normal.push_str(f.slice(start, next));
        end = next;
    }
    // "12.4" is a clause of a contract, "2.113" a version, "12/03" a date.
    if matches!(f.at(end), b'.' | b'/') && f.at(end + 1).is_ascii_digit() {
        return None;
    }
    end = suffixes(f, end, &mut normal, texts);
    if !(f.ends_word(end) || (groups > 1 && glued(f, end))) || normal.len() > 40 {
        return None;
    }
    Some(Number {
        normal,
        lettered,
        hyphened: groups > 1,
        end,
    })
}

/// Where the next group of digits begins after a hyphen; spaces around it are a slip of typing that only a number of three
/// or four figures with its letter may have, "L. 1237 - 19", or a plain one before its text, "61 - 3 du code civil".
fn next_group(f: &Folded, here: usize, end: usize, lettered: bool) -> Option<usize> {
    // "L. 1110.4": a full stop for the hyphen.
    let long = lettered && end - here >= 3;
    let next = f.at(end + 1);
    if f.at(end) == b'-' && !(long && next == b' ') {
        return Some(end + 1);
    }
    if f.at(end) == b'.' && long && next.is_ascii_digit() {
        return Some(end + 1);
    }
    // "L. 1237 - 19", "L. 1237 -19", "L. 1237- 19"
    let dash = f.skip_spaces(end);
    let start = f.skip_spaces(dash + 1);
    if f.at(dash) != b'-' || dash > end + 1 || start > dash + 2 || (start == dash + 1 && !long) {
        return None;
    }
    let past = f.digits(start).filter(|past| past - start <= 3)?;
    let fits = if lettered {
        long && f.ends_word(past)
    } else {
        ["du code", "de la loi", "du decret"]
            .iter()
            .any(|tie| f.at(past) == b' ' && f.words(past + 1, tie).is_some())
    };
    fits.then_some(start)
}

/// Whether the next word lost its space: "L. 4121-1et L. 4121-2", "L. 3121-27du code", "L. 2141-1à L. 2141-3".
pub(super) fn glued(f: &Folded, at: usize) -> bool {
    f.any(at, &["et", "ou", "du"])
        .or_else(|| f.words(at, "a").filter(|_| f.original(at, at + 1) == "à"))
        .is_some_and(|end| f.at(end) == b' ')
}

/// "premier", "1er", "préliminaire".
fn in_words(f: &Folded, at: usize) -> Option<Number> {
    let plain = |normal: &str, end: usize| {
        Some(Number {
            normal: normal.to_owned(),
            lettered: false,
            hyphened: false,
            end,
        })
    };
    match f.at(at) {
        b'p' | b'i' | b'1' => {
            if let Some(end) = f.any(at, &["premier", "premiere", "1er", "1re", "1ere", "ier"]) {
                return plain("1", end);
            }
            if let Some(end) = f.prefix(at, "1").and_then(|end| raised(f, end)) {
                return plain("1", end);
            }
            plain("preliminaire", f.words(at, "preliminaire")?)
        }
        b'l' => plain("liminaire", f.words(at, "liminaire")?),
        _ => None,
    }
}

/// Past "^er^", raised as in Markdown; the second mark may be missing.
pub(super) fn raised(f: &Folded, at: usize) -> Option<usize> {
    let end = f.words(at, "^er")?;
    Some(end + usize::from(f.at(end) == b'^'))
}

/// `L`, `LO`, `R*`… up to the first digit.
fn letter(f: &Folded, at: usize, normal: &mut String) -> Option<usize> {
    let mut here = at + 1;
    let first = f.at(at);
    if !matches!(first, b'l' | b'r' | b'd' | b'a') {
        return None;
    }
    normal.push(first.to_ascii_uppercase().into());
    if first == b'l' {
        if f.at(here) == b'o' {
            normal.push('O');
            here += 1;
        } else if f.at(here) == b'p' && f.is_upper(at) {
            // "Lp. 111-1", laws of New Caledonia and Polynesia.
            normal.push('P');
            here += 1;
        } else if f.at(here) == b'.' {
            let next = f.skip_spaces(here + 1);
            if f.at(next) == b'o' && matches!(f.at(next + 1), b'.' | b' ') {
                normal.push('O');
                here = next + 1;
            }
        }
    }
    if f.at(here) == b'.' {
        here += 1;
    }
    here = f.skip_spaces(here);
    while f.at(here) == b'*' && !normal.ends_with("**") {
        normal.push('*');
        here += 1;
        if f.at(here) == b'.' {
            here += 1;
        }
        here = f.skip_spaces(here);
    }
    // "L-2125-1" and "L .2125-1", as some type them.
    if matches!(f.at(here), b'-' | b'.') {
        here = f.skip_spaces(here + 1);
    }
    f.at(here).is_ascii_digit().then_some(here)
}

/// "bis", "quinquies", "A", "-0 A" after the digits.
fn suffixes(f: &Folded, mut end: usize, normal: &mut String, texts: &Texts) -> usize {
    loop {
        let hyphen = usize::from(f.at(end) == b'-');
        let next = if hyphen == 1 {
            end + 1
        } else {
            f.skip_spaces(end)
        };
        let multiplicative = MULTIPLICATIVES
            .iter()
            .rev()
            .find_map(|word| f.words(next, word).map(|past| (word, past)));
        if let Some((word, past)) = multiplicative {
            normal.push_str(word);
            end = past;
            continue;
        }
        if hyphen == 1 && f.at(next).is_ascii_digit() {
            // "199 terdecies-0 A"
            let Some(past) = f.digits(next).filter(|past| f.at(*past) != b'~') else {
                return end;
            };
            normal.push('-');
            normal.push_str(f.slice(next, past));
            end = past;
            continue;
        }
        if let Some(past) = capitals(f, end, next, hyphen == 1, texts)
            && !normal.ends_with(|p: char| p.is_ascii_uppercase())
        {
            if hyphen == 1 {
                normal.push('-');
            }
            normal.push_str(&f.slice(next, past).to_uppercase());
            end = past;
            continue;
        }
        if normal == "1"
            && let Some(past) = f.any(end, &["er", "re"]).or_else(|| raised(f, end))
        {
            return past;
        }
        return end;
    }
}

/// Past one to three capital letters at `next`: "1679 A", "L. 80 CA", "121-1-A", "46 AG", "235 ter ZAA".
fn capitals(f: &Folded, end: usize, next: usize, hyphen: bool, texts: &Texts) -> Option<usize> {
    let c = f.at(next);
    if !c.is_ascii_alphabetic() || !f.is_upper(next) || next - end > 1 {
        return None;
    }
    let letters = (next..next + 4)
        .take_while(|i| f.at(*i).is_ascii_alphabetic() && f.is_upper(*i))
        .count();
    let past = next + letters;
    let before = f.at(end.wrapping_sub(1));
    let after_digit = before.is_ascii_digit();
    // "885-0 V bis": nothing but a letter can follow that nought.
    let nought = before == b'0' && f.at(end.wrapping_sub(2)) == b'-';
    // "I", "V" and "X" are paragraphs, "8-II" too.
    let roman = (next..past).all(|i| matches!(f.at(i), b'i' | b'v' | b'x'));
    if roman && !nought {
        return None;
    }
    if !f.ends_word(past) || f.at(past) == b'\'' {
        return None;
    }
    let fits = match letters {
        1 => true,
        2 if matches!(f.at(next + 1), b'a'..=b'd') => true,
        // Few codes have articles so named, and all of those have many: "article 12 RC" is of some rules.
        2 => {
            !after_digit
                || (two_figures(f, end) && !OFTEN_SOMETHING_ELSE.contains(&f.slice(next, past)))
        }
        // "235 ter ZAA"
        3 => !after_digit && !hyphen,
        _ => false,
    };
    if !fits {
        return None;
    }
    // "1240 C. civ." and "1240 C civ" name a code; "CC" and "CD" may be names too.
    let named = texts.names.longest(f, next, "").is_some()
        || (f.at(past) == b'.'
            && past == next + 1
            && f.at(past + 1) != 0
            && f.at(f.skip_spaces(past + 1)).is_ascii_lowercase()
            && !f.is_upper(f.skip_spaces(past + 1)));
    (!named).then_some(past)
}

/// Two capitals after a number that are seldom part of it.
const OFTEN_SOMETHING_ELSE: [&str; 8] = ["ce", "ue", "rc", "ae", "cg", "cp", "lf", "dp"];

/// Whether a number of two figures at least, and not beginning with 1 or 2, ends at `end`.
fn two_figures(f: &Folded, end: usize) -> bool {
    let digits = (end.saturating_sub(4)..end)
        .rev()
        .take_while(|i| f.at(*i).is_ascii_digit())
        .count();
    digits > 2 || (digits == 2 && f.at(end - 2) >= b'3')
}
