//! The index as files that a page opened from the disk can load: classic scripts that hand one piece each to `search.js`.
//!
//! `index.js` is always loaded: what there is, and which piece holds what. `t0.js`, `t1.js`… hold terms in order, one a line:
//! the term, the number of entries that hold it, its places. `d0.js`… hold entries: names, addresses, texts. `mots.js` lists the
//! words of the index, for a query with a slip. A small site has all of it in `index.js`.

use super::analysis::{endings, required, stop_words};
use super::entries::Entry;
use super::index::{Posting, Term};
use crate::page::{Page, Sink};
use crate::site::Site;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// Folder of the index in the output.
pub const FOLDER: &str = "assets/recherche";
/// Up to this size in bytes, the whole index is one file.
const ONE_FILE: usize = 400_000;
/// A piece of terms is closed once it has this size: a query loads one or two for each of its words.
const TERMS: usize = 24_000;
/// A piece of entries is closed once it has this size: a list of results loads one for each result, or nearly.
const ENTRIES: usize = 12_000;
/// A term that stands in more entries keeps those that are most about it: others would never be shown.
const MAX_ENTRIES: usize = 2_500;
/// Size of the list of words.
const WORDS: usize = 100_000;
/// Entries of the glossary that a query is widened by.
const MAX_GLOSSARY: usize = 400;

/// Gives `sink` the files of the index. What was told in a piece is let go: an index is as large as the site.
pub fn pages(site: &Site, entries: Vec<Entry>, terms: Vec<Term>, sink: &dyn Sink) {
    let words = words(&terms);
    let mut groups = [0; 4];
    for entry in &entries {
        groups[entry.kind.group()] += 1;
    }
    let lines: Vec<String> = terms.into_par_iter().map(|term| line(&term)).collect();
    let told: Vec<String> = entries.into_par_iter().map(|told| entry(&told)).collect();
    let size = lines
        .iter()
        .chain(&told)
        .map(|piece| piece.len() + 1)
        .sum::<usize>();
    let (terms_at_most, entries_at_most) = if size <= ONE_FILE {
        (usize::MAX, usize::MAX)
    } else {
        (TERMS, ENTRIES)
    };
    let term_pieces = cut(&lines, terms_at_most);
    let entry_pieces = cut(&told, entries_at_most);
    let first_terms: Vec<&str> = term_pieces
        .iter()
        .map(|piece| term_of(&lines[piece.start]))
        .collect();
    let mut sizes = String::new();
    for piece in &entry_pieces {
        number(u32::try_from(piece.len()).unwrap_or(u32::MAX), &mut sizes);
    }
    let core = json!({
        "stop": stop_words(),
        "ends": endings(),
        "n": groups,
        "t": first_terms,
        "d": sizes,
        "g": glossary(site),
        "th": site.topics.iter().map(|topic| json!([topic.slug, topic.name])).collect::<Vec<_>>(),
        "la": site.legal_index.texts.iter().map(|text| json!([text.slug, site.texts.name(&text.id)])).collect::<Vec<_>>(),
    });
    let core = script("index", &core.to_string());
    let piece = |name: String, json: &str| {
        let text = script(&name, json);
        (name, text)
    };
    let of_terms = |(at, range): (usize, &Range<usize>)| {
        piece(format!("t{at}"), &quoted(&lines[range.clone()].join("\n")))
    };
    let of_entries = |(at, range): (usize, &Range<usize>)| {
        let json = format!("[{}]", told[range.clone()].join(",\n"));
        piece(format!("d{at}"), &json)
    };
    let give = |(name, text): (String, String)| {
        sink.take(Page::text(format!("{FOLDER}/{name}.js"), text));
    };
    if size <= ONE_FILE {
        let pieces = term_pieces.iter().enumerate().map(of_terms);
        let pieces = pieces.chain(entry_pieces.iter().enumerate().map(of_entries));
        let all = pieces.fold(core, |all, (_, text)| all + &text);
        give(("index".to_owned(), all));
    } else {
        give(("index".to_owned(), core));
        give(piece("mots".to_owned(), &quoted(&words)));
        let (terms, entries) = (term_pieces.par_iter(), entry_pieces.par_iter());
        terms.enumerate().map(of_terms).for_each(give);
        entries.enumerate().map(of_entries).for_each(give);
    }
}

/// A script that hands `json` over under `name`. A script may hold neither `</script>` nor the two line ends of Unicode that
/// old browsers take for ends of lines in a text.
fn script(name: &str, json: &str) -> String {
    let mut json = std::borrow::Cow::Borrowed(json);
    for (sign, told) in [
        ("<", "\\u003c"),
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
    ] {
        if json.contains(sign) {
            json = json.replace(sign, told).into();
        }
    }
    format!("reperess(\"{name}\",{json});\n")
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Ranges of `pieces` of at least `size` bytes each, but the last.
fn cut(pieces: &[String], size: usize) -> Vec<std::ops::Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (at, piece) in pieces.iter().enumerate() {
        bytes += piece.len();
        if bytes >= size {
            cuts.push(start..at + 1);
            start = at + 1;
            bytes = 0;
        }
    }
    if start < pieces.len() || cuts.is_empty() && !pieces.is_empty() {
        cuts.push(start..pieces.len());
    }
    cuts
}

/// The term of a [`line`].
fn term_of(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(term, _)| term)
}

/// A term of the index: `reserv 12 AA_HB…`.
fn line(term: &Term) -> String {
    let mut entries: Vec<(u32, u8)> = Vec::new();
    for posting in &term.postings {
        match entries.last_mut() {
            Some((entry, best)) if *entry == posting.entry => *best = posting.impact.max(*best),
            _ => entries.push((posting.entry, posting.impact)),
        }
    }
    let mut out = format!("{} {} ", term.term, entries.len());
    // Filters leave nothing out.
    if entries.len() <= MAX_ENTRIES || term.term.contains(':') {
        places(term.postings.iter(), &mut out);
    } else {
        let all = entries.len();
        entries.sort_by_key(|(entry, impact)| (std::cmp::Reverse(*impact), *entry));
        entries.truncate(MAX_ENTRIES);
        entries.sort_unstable();
        debug_assert!(all > entries.len());
        let kept = |posting: &&Posting| {
            entries
                .binary_search_by_key(&posting.entry, |(entry, _)| *entry)
                .is_ok()
        };
        places(term.postings.iter().filter(kept), &mut out);
    }
    out
}

/// Writes postings: for each, the step from the entry before it, doubled; or, in the same entry, the step from the section
/// before it, doubled, plus one. The first section of an entry follows its step. The impact ends each.
fn places<'a>(postings: impl Iterator<Item = &'a Posting>, out: &mut String) {
    let mut last: Option<Posting> = None;
    for posting in postings {
        match last {
            Some(before) if before.entry == posting.entry => {
                number((posting.section - before.section) * 2 + 1, out);
            }
            before => {
                number(
                    (posting.entry - before.map_or(0, |before| before.entry)) * 2,
                    out,
                );
                number(posting.section, out);
            }
        }
        out.push(digit(u32::from(posting.impact)));
        last = Some(*posting);
    }
}

/// Writes a number by fives of its bits, the lowest first; all but the last have 32 added.
fn number(mut value: u32, out: &mut String) {
    while value >= 32 {
        out.push(digit(32 + value % 32));
        value /= 32;
    }
    out.push(digit(value));
}

fn digit(value: u32) -> char {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char::from(DIGITS[value as usize % 64])
}

fn entry(entry: &Entry) -> String {
    let sections: Vec<(&str, &str, &str)> = entry
        .sections
        .iter()
        .map(|section| {
            (
                section.fragment.as_str(),
                section.heading.as_str(),
                section.text.trim_end(),
            )
        })
        .collect();
    let told = (
        entry.kind.letter(),
        &entry.url,
        &entry.title,
        &entry.about,
        sections,
    );
    // Only maps with keys that are no text cannot be written: there are none.
    serde_json::to_string(&told).unwrap_or_default()
}

/// Acronyms with the terms of what they stand for.
fn glossary(site: &Site) -> Vec<Value> {
    site.glossary
        .iter()
        .filter_map(|entry| {
            let acronym = required(entry.acronym.as_deref()?);
            let long = required(&entry.term);
            (acronym.len() == 1 && !long.is_empty()).then(|| json!([acronym[0], long.join(" ")]))
        })
        .take(MAX_GLOSSARY)
        .collect()
}

/// Words of the index that a slip may stand for, the commonest that fit in [`WORDS`], in order: each begins by the number of
/// letters it shares with the one before it, as a digit of base 36.
fn words(terms: &[Term]) -> String {
    let mut candidates: Vec<(usize, &str)> = terms
        .iter()
        .filter(|term| term.term.len() > 3 && term.term.bytes().all(|b| b.is_ascii_lowercase()))
        .map(|term| (term.postings.len(), term.term.as_str()))
        .collect();
    candidates.sort_by_key(|(count, term)| (std::cmp::Reverse(*count), *term));
    let mut room = WORDS;
    let mut kept: Vec<&str> = candidates
        .iter()
        .map_while(|(_, term)| {
            room = room.checked_sub(term.len() + 1)?;
            Some(*term)
        })
        .collect();
    kept.sort_unstable();
    let mut out = String::new();
    let mut before = "";
    for word in kept {
        let shared = word
            .bytes()
            .zip(before.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            .min(35);
        let count = char::from_digit(u32::try_from(shared).unwrap_or(0), 36).unwrap_or('0');
        let _ = writeln!(out, "{count}{}", &word[shared..]);
        before = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_steps() {
        let posting = |entry, section, impact| Posting {
            entry,
            section,
            impact,
        };
        let mut out = String::new();
        places(
            [posting(0, 0, 63), posting(0, 3, 1), posting(40, 2, 5)].iter(),
            &mut out,
        );
        // 0, 0, 63; 3 * 2 + 1, 1; 80 as 32 + 16 and 2, 2, 5.
        assert_eq!(out, "AA_HBwCCF");
    }

    #[test]
    fn pieces_are_cut_in_order_and_hold_everything() {
        let pieces: Vec<String> = ["aaaa", "b", "cccccccccc", "d"].map(str::to_owned).into();
        assert_eq!(cut(&pieces, 5), [0..2, 2..3, 3..4]);
        assert_eq!(cut(&pieces, usize::MAX), vec![0..4; 1]);
        assert!(cut(&[], 5).is_empty());
    }

    #[test]
    fn a_script_ends_nowhere_but_at_its_end() {
        let text = script("x", &quoted("</script><!-- \u{2028} \" \\"));
        assert_eq!(
            text,
            "reperess(\"x\",\"\\u003c/script>\\u003c!-- \\u2028 \\\" \\\\\");\n"
        );
    }
}
