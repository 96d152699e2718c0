//! Marks that become others: straight quotation marks, straight apostrophes, three dots. They come first, since spaces
//! depend on them.

use super::run::{Run, after_spaces, before_spaces, char_at, char_before, in_address, word_at};
use std::ops::Range;

/// Settles the marks of `run`; whether anything is to change. The edits are sorted.
pub fn settle(run: &mut Run) -> bool {
    let bytes = run.text().as_bytes();
    let (mut quotes, mut singles, mut dots) = (false, Vec::new(), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => quotes = true,
            b'\'' => singles.push(at),
            b'.' => {
                let length = bytes[at..].iter().take_while(|byte| **byte == b'.').count();
                if length == 3 {
                    dots.push(at);
                }
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if quotes {
        straight_quotes(run);
    }
    for at in singles {
        apostrophe(run, at);
    }
    for at in dots {
        ellipsis(run, at);
    }
    run.sorted()
}

/// Straight double quotation marks of a run become « », or “ ” inside others, when every one of them has its pair; else
/// all stay, since inches and seconds (`19"`) are written with the same mark.
///
/// Lexique, « Guillemets »: French marks outside, English ones (“ ”) for a quotation inside a quotation.
fn straight_quotes(run: &mut Run) {
    for (open, close, depth) in pairs(run).unwrap_or_default() {
        let inside = after_spaces(run.text(), open + 1)..before_spaces(run.text(), close);
        let (begins, ends) = match depth {
            0 => ("«\u{a0}", "\u{a0}»"),
            1 => ("“", "”"),
            _ => ("‘", "’"),
        };
        run.replace(open..inside.start, begins);
        run.replace(inside.end..close + 1, ends);
    }
}

enum Open {
    Straight(usize),
    Guillemet,
}

/// Each pair of straight marks, with how many quotations it stands in; nothing when one mark has no pair.
fn pairs(run: &Run) -> Option<Vec<(usize, usize, usize)>> {
    let text = run.text();
    let mut open: Vec<Open> = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '«' => open.push(Open::Guillemet),
            '»' => match open.pop() {
                Some(Open::Straight(_)) => return None,
                Some(Open::Guillemet) | None => {}
            },
            '"' if !run.is_fixed(at) => {
                let before = char_before(text, at);
                let after = char_at(text, at + 1);
                let free_before = before.is_none_or(char::is_whitespace);
                let free_after = after.is_none_or(char::is_whitespace);
                let may_open = free_before || before.is_some_and(|c| "([«“’'–—-/".contains(c));
                let may_close = free_after || after.is_some_and(|c| ".,;:!?…)]»”–—-/".contains(c));
                let inside = match open.last() {
                    Some(Open::Straight(start)) => Some(*start),
                    _ => None,
                };
                let opens = may_open && !free_after && !(may_close && inside.is_some());
                match inside {
                    Some(start) if may_close && !opens => {
                        if before_spaces(text, at) <= start + 1
                            || before_spaces(text, at) < after_spaces(text, start + 1)
                        {
                            return None;
                        }
                        open.pop();
                        pairs.push((start, at, open.len()));
                    }
                    Some(_) if opens => open.push(Open::Straight(at)),
                    None if may_open && after.is_some() && after != Some('"') => {
                        open.push(Open::Straight(at));
                    }
                    _ => return None,
                }
            }
            _ => {}
        }
    }
    let closed = !open.iter().any(|open| matches!(open, Open::Straight(_)));
    closed.then_some(pairs)
}

/// `'` becomes ’ after a letter and before a letter or a digit ("l’ESS", "d’1 M€"), or, after an elided word, before a
/// quotation mark, a bracket or code. Minutes (5'30), marks of quotation ('mot') and plurals (les élus') stay.
///
/// Lexique, « Apostrophe »; Charte du JO: the curved apostrophe.
fn apostrophe(run: &mut Run, at: usize) {
    let text = run.text();
    let letter = char_before(text, at).is_some_and(char::is_alphabetic);
    if !letter || run.is_fixed(at) {
        return;
    }
    let bound = word_at(text, at + 1)
        || (char_at(text, at + 1).is_some_and(|c| "«“\"([\u{fffc}".contains(c))
            && elided(&text[..at]));
    if bound && !in_address(text, at) {
        run.replace(at..at + 1, "’");
    }
}

/// Whether `head` ends in a word that loses its vowel: "l", "d", "qu", "jusqu".
fn elided(head: &str) -> bool {
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(head.len(), |(at, _)| at);
    let word = &head[start..];
    let ends_in_qu = word.ends_with("qu") || word == "Qu";
    ends_in_qu
        || matches!(word, "l" | "d" | "n" | "s" | "j" | "m" | "c" | "t")
        || matches!(word, "L" | "D" | "N" | "S" | "J" | "M" | "C" | "T")
}

/// Three dots become one character, which stays against the word as it was. Dots between two words (`args...rest`) or
/// beside a slash (`../`) are code.
///
/// Lexique, « Points de suspension »: always three, in one sign.
fn ellipsis(run: &mut Run, at: usize) {
    let text = run.text();
    let Range { start, end } = at..at + 3;
    let (before, after) = (char_before(text, start), char_at(text, end));
    let path = |c: Option<char>| matches!(c, Some('/' | '\\'));
    let between = before.is_some_and(char::is_alphanumeric) && word_at(text, end);
    if !path(before) && !path(after) && !between && !in_address(text, at) {
        run.replace(start..end, "…");
    }
}
