//! Reading one article number.

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

/// The number that begins at character `at`; a letter alone is none. The letter of a code must be upper case unless
/// `designated` ("article l. 2113-12").
pub(super) fn number(f: &Folded, at: usize, designated: bool) -> Option<Number> {
    let mut normal = String::new();
    let mut here = at;
    let lettered = f.at(at).is_ascii_alphabetic();
    if lettered {
        if !f.starts_word(at) || !(designated || f.is_upper(at)) {
            return None;
        }
        here = letter(f, at, &mut normal)?;
    } else if let Some(end) = f.any(at, &["premier", "premiere", "1er", "1re", "1ere", "ier"]) {
        return Some(Number {
            normal: "1".into(),
            lettered: false,
            hyphened: false,
            end,
        });
    } else if let Some(end) = f.any(at, &["preliminaire", "liminaire"]) {
        return Some(Number {
            normal: f.slice(at, end).to_owned(),
            lettered: false,
            hyphened: false,
            end,
        });
    }
    let mut end = f.digits(here)?;
    if end - here > 6 {
        return None;
    }
    normal.push_str(f.slice(here, end));
    let mut hyphened = false;
    while f.at(end) == b'-' {
        let Some(next) = f.digits(end + 1) else { break };
        if next - end > 5 {
            return None;
        }
        normal.push('-');
        normal.push_str(f.slice(end + 1, next));
        end = next;
        hyphened = true;
    }
    // "12.4" is a clause of a contract, "2.113" a version, "12 %" and "12/03" are no articles.
    if (f.at(end) == b'.' && f.at(end + 1).is_ascii_digit())
        || (f.at(end) == b'/' && f.at(end + 1).is_ascii_digit())
    {
        return None;
    }
    end = suffixes(f, end, &mut normal);
    if !f.ends_word(end) || normal.len() > 40 {
        return None;
    }
    Some(Number {
        normal,
        lettered,
        hyphened,
        end,
    })
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
        } else if f.at(here) == b'.'
            && f.at(here + 1) == b'o'
            && matches!(f.at(here + 2), b'.' | b' ')
        {
            normal.push('O');
            here += 2;
        }
    }
    if f.at(here) == b'.' {
        here += 1;
    }
    here = f.skip_spaces(here);
    if f.at(here) == b'*' {
        normal.push('*');
        here += 1;
        if f.at(here) == b'.' {
            here += 1;
        }
        here = f.skip_spaces(here);
    }
    // "L-2125-1", as some type it.
    if f.at(here) == b'-' {
        here += 1;
    }
    f.at(here).is_ascii_digit().then_some(here)
}

/// "bis", "quinquies", "A", "-0 A" after the digits.
fn suffixes(f: &Folded, mut end: usize, normal: &mut String) -> usize {
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
            let Some(past) = f.digits(next) else {
                return end;
            };
            normal.push('-');
            normal.push_str(f.slice(next, past));
            end = past;
            continue;
        }
        // One capital letter: "1679 A", "L. 80 B", "121-1-A".
        let c = f.at(next);
        let gap = next - end;
        if c.is_ascii_alphabetic() && f.is_upper(next) && gap <= 1 && f.ends_word(next + 1) && !matches!(f.at(next + 1), b'.' | b'\'')
            // "CCP" and the like are whole words; "I", "V" and "X" are paragraphs.
            && !(matches!(c, b'i' | b'v' | b'x') && hyphen == 0)
            && !normal.ends_with(|p: char| p.is_ascii_uppercase())
        {
            if hyphen == 1 {
                normal.push('-');
            }
            normal.push(c.to_ascii_uppercase().into());
            end = next + 1;
            continue;
        }
        if normal == "1"
            && let Some(past) = f.any(end, &["er", "re"])
        {
            return past;
        }
        return end;
    }
}
