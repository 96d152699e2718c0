//! Letters that pages raise: `1er`, `2e`, `XXIe`. A text copied or read aloud keeps them as plain letters.

use super::run::{after_roman, char_at, char_before, word_at, word_before};
use std::ops::Range;

/// The letters to raise after the number that begins at byte `at` of `text`: a digit, or I, V or X.
///
/// "1er", "1re", "1ers", "1res", "2d", "2de", "2nd", "2nde", then "2e", "10e", "21es"; for centuries, sovereigns and
/// boroughs `Ier`, `Ire`, `IIe`, `XXIe`. "2ème" and "1ère", which are wrong, stay as they are.
///
/// Lexique, « Nombres ordinaux » and « Siècles »: short endings, raised.
pub fn raised(text: &str, at: usize) -> Option<Range<usize>> {
    let first = *text.as_bytes().get(at)?;
    let before = char_before(text, at);
    if word_before(text, at) || matches!(before, Some('_' | '#' | '/' | '&' | '=' | '@' | '\\')) {
        return None;
    }
    let (end, endings): (usize, &[&str]) = if first.is_ascii_digit() {
        // "3,5e" and "L. 1-2e" are no ranks.
        let part = matches!(before, Some('.' | ',' | '-'))
            && text[..at - 1].ends_with(|c: char| c.is_ascii_digit());
        if part {
            return None;
        }
        let digits = text.as_bytes()[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let of_thousands = matches!(before, Some(' ' | '\u{a0}' | '\u{202f}')) && digits == 3;
        match &text[at..at + digits] {
            "1" => (at + 1, &["ers", "res", "er", "re"]),
            "2" => (
                at + 1,
                &[
                    "ndes", "nde", "nds", "nd", "des", "de", "ds", "d", "es", "e",
                ],
            ),
            number if number.starts_with('0') && !of_thousands => return None,
            _ => (at + digits, &["es", "e"]),
        }
    } else {
        match after_roman(text, at) {
            end if end == at => return None,
            end if &text[at..end] == "I" => (end, &["ers", "res", "er", "re"]),
            end => (end, &["es", "e"]),
        }
    };
    let ending = endings
        .iter()
        .find(|ending| text[end..].starts_with(**ending) && !word_at(text, end + ending.len()))?;
    let after = end + ending.len();
    // `2e.5` and `2e_x` are code; "1er." ends a sentence.
    let code = match char_at(text, after) {
        Some('_' | '=' | '@' | '/') => true,
        Some('.' | '+') => word_at(text, after + 1),
        // "3e-4" is a number to a machine; "17e-18e" are centuries.
        Some('-') => {
            let rest = text[after + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
            rest.len() < text.len() - after - 1 && !rest.starts_with('e')
        }
        _ => false,
    };
    (!code).then_some(end..after)
}

/// Writes `text` piece by piece: `plain` for what is as it is, `raise` for letters to raise.
pub fn each<'a>(text: &'a str, mut piece: impl FnMut(&'a str, bool)) {
    let mut written = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if !begins(bytes[at]) {
            at += 1;
            continue;
        }
        if let Some(letters) = raised(text, at) {
            piece(&text[written..letters.start], false);
            piece(&text[letters.clone()], true);
            written = letters.end;
            at = letters.end;
        } else {
            let word = bytes[at..].iter().take_while(|byte| begins(**byte)).count();
            at += word;
        }
    }
    piece(&text[written..], false);
}

fn begins(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'I' | b'V' | b'X')
}
