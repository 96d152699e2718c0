//! Notes: their calls' ids, the list at the end of the page with the way back to each call, and what the margin shows.

use super::escape::push_text;
use super::inline::{Around, push_inlines};
use super::law_text::push_law_text;
use super::{PageContext, block, escape};
use crate::bibliography::Source;
use crate::bibliography::style::{self, Piece};
use crate::document::{Block, plain_text};
use crate::sheet::{CitedSource, Note, NoteContent};
use crate::typography::Typography;
use std::fmt::Write;

/// Longest words of a footnote in the margin, in characters; the whole note is at the end.
const MARGIN_CHARS: usize = 160;

/// Most ways back that a note shows.
const MAX_BACK_LINKS: u32 = 500;

/// Writes the id of a call: `appel-3` for the first call of note 3, `appel-3-2` for the second.
pub fn call_id(note: u32, call: u32, out: &mut String) {
    let _ = if call <= 1 {
        write!(out, "appel-{note}")
    } else {
        write!(out, "appel-{note}-{call}")
    };
}

/// The items of the list of notes, each with a link back to every call.
pub fn list(page: &PageContext) -> String {
    let mut out = String::with_capacity(page.sheet.notes.len() * 300);
    for (at, note) in page.sheet.notes.iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let _ = write!(out, "<li id=\"note-{number}\">");
        push_note(note, number, page, &mut out);
        out.push_str("</li>\n");
    }
    out
}

fn push_note(note: &Note, number: u32, page: &PageContext, out: &mut String) {
    match &note.content {
        NoteContent::Citation(sources) => {
            for (at, cited) in sources.iter().enumerate() {
                if at > 0 {
                    out.push_str("\u{202f}; ");
                }
                push_cited(cited, at == 0, page, out);
            }
        }
        NoteContent::Footnote(blocks) => match blocks.as_slice() {
            [Block::Paragraph { content, .. }] => {
                push_inlines(content, page, Around::default(), out);
            }
            [rest @ .., Block::Paragraph { content, .. }] => {
                block::push_blocks(rest, page, out);
                out.push_str("<p>");
                push_inlines(content, page, Around::default(), out);
                push_back_links(number, note.calls, out);
                out.push_str("</p>");
                return;
            }
            blocks => block::push_blocks(blocks, page, out),
        },
    }
    push_back_links(number, note.calls, out);
}

fn push_back_links(number: u32, calls: u32, out: &mut String) {
    if calls <= 1 {
        let _ = write!(
            out,
            " <a class=\"back\" href=\"#appel-{number}\" role=\"doc-backlink\" \
             aria-label=\"Retour au texte, note\u{a0}{number}\">Retour au texte</a>"
        );
        return;
    }
    out.push_str(" <span class=\"backs\">Retour au texte\u{a0}:");
    for call in 1..=calls.min(MAX_BACK_LINKS) {
        out.push_str(" <a class=\"back\" href=\"#");
        call_id(number, call, out);
        let letter = letters(call);
        let _ = write!(
            out,
            "\" role=\"doc-backlink\" aria-label=\"{letter}, retour au texte, note\u{a0}{number}, appel {call} sur {calls}\">\
             {letter}</a>"
        );
    }
    out.push_str("</span>");
}

/// `a` to `z`, then `aa`, `ab`…: the name of the `number`th call, from 1.
fn letters(number: u32) -> String {
    let mut left = number;
    let mut reversed = Vec::new();
    while left > 0 {
        left -= 1;
        reversed.push(char::from(b'a' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    reversed.iter().rev().collect()
}

/// Writes a source as a note cites it: in full, or in short with the note that gives it in full. A prefix that begins the
/// note has a capital.
fn push_cited(cited: &CitedSource, begins: bool, page: &PageContext, out: &mut String) {
    if let Some(prefix) = &cited.prefix {
        let prefix = page.typography.text(prefix);
        let prefix = if begins {
            upper_first(&prefix)
        } else {
            prefix.into_owned()
        };
        push_text(&prefix, out);
        // "l'", "qu'": nothing comes between an elision and what follows.
        if !prefix.ends_with(['’', '\'']) {
            out.push(' ');
        }
    }
    let place = cited.place();
    let Some(first) = cited.first else {
        push_source(&cited.source, place.as_deref(), page.typography, out);
        return;
    };
    push_law_text(&style::short(&cited.source, None, page.typography), out);
    let _ = write!(
        out,
        " (voir <a href=\"#note-{first}\">note\u{a0}{first}</a>)"
    );
    if let Some(place) = place {
        out.push_str(", ");
        push_law_text(&page.typography.text(&place), out);
    }
    out.push('.');
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Writes a source as the bibliographic style prints it: titles in `cite`, its address as a link.
pub fn push_source(
    source: &Source,
    locator: Option<&str>,
    typography: Typography,
    out: &mut String,
) {
    for piece in style::print(source, locator, typography).pieces {
        match piece {
            Piece::Text(text) => push_law_text(&text, out),
            Piece::Title(title) => {
                out.push_str("<cite>");
                push_law_text(&title, out);
                out.push_str("</cite>");
            }
            Piece::Link { url, label } => {
                if escape::allowed_url(&url) {
                    out.push_str("<a href=\"");
                    push_text(&url, out);
                    out.push_str("\">");
                    push_text(&label, out);
                    out.push_str("</a>");
                } else {
                    push_text(&label, out);
                }
            }
        }
    }
}

/// What the margin shows of a note, as plain text.
pub fn margin(note: &Note, typography: Typography) -> String {
    match &note.content {
        NoteContent::Citation(sources) => {
            let mut out = String::new();
            for (at, cited) in sources.iter().enumerate() {
                if at > 0 {
                    out.push_str("\u{202f}; ");
                }
                if let Some(prefix) = &cited.prefix {
                    out.push_str(&typography.text(prefix));
                    out.push(' ');
                }
                out.push_str(&style::short(
                    &cited.source,
                    cited.place().as_deref(),
                    typography,
                ));
            }
            out
        }
        NoteContent::Footnote(blocks) => blocks
            .iter()
            .find_map(|block| match block {
                Block::Paragraph { content, .. } => Some(shorten(&plain_text(content))),
                _ => None,
            })
            .unwrap_or_default(),
    }
}

fn shorten(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MARGIN_CHARS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MARGIN_CHARS).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches([',', ';', ':', ' ', '\u{a0}', '\u{202f}'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_have_letters() {
        assert_eq!(letters(1), "a");
        assert_eq!(letters(26), "z");
        assert_eq!(letters(27), "aa");
        assert_eq!(letters(703), "aaa");
    }
}
